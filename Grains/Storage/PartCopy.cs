using System.Buffers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage;

/// <summary>Brings a large value from one mailbox into another, through a buffer.</summary>
internal static class PartCopy
{
    private const int BufferSize = 64 << 10;

    /// <summary>Copies a part, and says where the copy lies.</summary>
    /// <exception cref="InvalidDataException">The part ends before its length.</exception>
    public static async ValueTask<ExternalValue> CopyAsync(IPartSource source, IPartSink target, ExternalValue part, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var writer = target.CreatePart();
            while (writer.Length < part.Length)
            {
                var read = await source.ReadAsync(part.PartId, writer.Length, buffer.AsMemory(0, BufferSize), cancellationToken);
                if (read == 0) throw new InvalidDataException($"Part {part.PartId} ends at {writer.Length} of {part.Length} bytes.");
                await writer.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            return await writer.CompleteAsync(cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
