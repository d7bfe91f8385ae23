using System.Collections.Concurrent;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Tests.Conversion;

/// <summary>Parts in memory, for tests; knows how large the largest single write was.</summary>
internal sealed class MemoryParts : IPartSink, IPartSource
{
    private readonly ConcurrentDictionary<Guid, byte[]> _parts = new();

    public int Count => _parts.Count;

    public int LargestAppend { get; private set; }

    public byte[] this[Guid id] => _parts[id];

    public IPartWriter CreatePart() => new Writer(this);

    public ValueTask<int> ReadAsync(Guid partId, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var part = _parts[partId];
        var count = (int)Math.Clamp(part.Length - offset, 0, destination.Length);
        part.AsMemory((int)Math.Min(offset, part.Length), count).CopyTo(destination);
        return ValueTask.FromResult(count);
    }

    public byte[] Bytes(PropertyValue value) => value.External is { } external ? _parts[external.PartId] : value.AsBytes();

    public string Text(PropertyValue value) => value.External is { } external ? System.Text.Encoding.Unicode.GetString(_parts[external.PartId]) : value.AsString();

    private sealed class Writer(MemoryParts owner) : IPartWriter
    {
        private readonly MemoryStream _data = new();

        public long Length => _data.Length;

        public ValueTask AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        {
            owner.LargestAppend = Math.Max(owner.LargestAppend, data.Length);
            _data.Write(data.Span);
            return ValueTask.CompletedTask;
        }

        public ValueTask<ExternalValue> CompleteAsync(CancellationToken cancellationToken)
        {
            var id = Guid.NewGuid();
            owner._parts[id] = _data.ToArray();
            return ValueTask.FromResult(new ExternalValue(id, _data.Length));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
