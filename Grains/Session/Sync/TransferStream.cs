using System.Text;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>Writes objects into a FastTransfer stream ([MS-OXCFXICS] 2.2.4.2). Large values go through in chunks: none is held whole.</summary>
internal sealed class TransferStream(LogonObject logon, FastTransferWriter writer)
{
    private const int ChunkSize = 32 << 10;

    private readonly Dictionary<ushort, PropertyName> _names = [];
    private readonly HashSet<ushort> _nameless = [];

    /// <summary>The stream.</summary>
    public FastTransferWriter Writer { get; } = writer;

    /// <summary>Whether bodies go in the format they came in and in no other.</summary>
    public bool BestBody { get; init; }

    private IPartSource Parts => logon.Session.Services.Store.PartSource(logon.Key);

    /// <summary>A propList. A named property whose id has no name any more is left out.</summary>
    public IEnumerable<TransferStep?> Properties(IReadOnlyList<TaggedPropertyValue> values)
    {
        ushort[] unknown = [.. values.Where(v => v.Tag.IsNamed && !_names.ContainsKey(v.Tag.Id) && !_nameless.Contains(v.Tag.Id)).Select(v => v.Tag.Id)];
        if (unknown.Length > 0)
        {
            IReadOnlyList<PropertyName?> names = [];
            yield return async _ => names = await logon.NamedProperties.GetNamesAsync(unknown);
            for (var i = 0; i < unknown.Length; i++)
            {
                if (names[i] is { } name) _names[unknown[i]] = name;
                else _nameless.Add(unknown[i]);
            }
        }
        foreach (var (tag, value) in values)
        {
            PropertyName? name = null;
            if (tag.IsNamed)
            {
                if (!_names.TryGetValue(tag.Id, out var known)) continue;
                name = known;
            }
            if (value.External is not { } external)
            {
                Writer.Property(tag, value, name);
                continue;
            }
            var steps = value.Type == PropertyType.String && Writer.Text == FastTransferText.String8 ? Converted(tag, name, external) : Chunks(tag, name, external);
            foreach (var step in steps) yield return step;
        }
        yield return null;
    }

    /// <summary>messageContent: the properties, the recipients, the attachments.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="content">Whose subobjects.</param>
    /// <param name="filter">Which kinds of them.</param>
    /// <param name="complete">Whether to say that those given are all there are ([MS-OXCFXICS] 3.2.5.10).</param>
    public IEnumerable<TransferStep?> Message(IReadOnlyList<TaggedPropertyValue> properties, MessageContent content, TransferFilter filter, bool complete)
    {
        foreach (var step in Properties(properties)) yield return step;
        if (filter.Takes(PidTag.MessageRecipients))
        {
            if (complete) Writer.Property(MetaTag.FXDelProp, PropertyValue.Int32((int)PidTag.MessageRecipients.Value));
            foreach (var recipient in content.Recipients)
            {
                Writer.Marker(FastTransferMarker.StartRecip);
                foreach (var step in Properties(TransferProperties.OfRecipient(recipient))) yield return step;
                Writer.Marker(FastTransferMarker.EndToRecip);
            }
        }
        if (!filter.Takes(PidTag.MessageAttachments)) yield break;
        if (complete) Writer.Property(MetaTag.FXDelProp, PropertyValue.Int32((int)PidTag.MessageAttachments.Value));
        foreach (var attachment in content.Attachments)
        {
            Writer.Marker(FastTransferMarker.NewAttach);
            Writer.Property(PidTag.AttachNumber, PropertyValue.Int32((int)attachment.AttachNumber));
            foreach (var step in Attachment(attachment, TransferFilter.All)) yield return step;
            Writer.Marker(FastTransferMarker.EndAttach);
        }
    }

    /// <summary>attachmentContent: the properties and the embedded message.</summary>
    public IEnumerable<TransferStep?> Attachment(AttachmentContent attachment, TransferFilter filter)
    {
        foreach (var step in Properties(TransferProperties.OfAttachment(attachment, filter))) yield return step;
        if (attachment.Embedded is not { } embedded || !filter.Takes(PidTag.AttachDataObject)) yield break;
        Writer.Marker(FastTransferMarker.StartEmbed);
        foreach (var step in Message(TransferProperties.OfEmbedded(logon, embedded, BestBody), embedded, TransferFilter.All, complete: false)) yield return step;
        Writer.Marker(FastTransferMarker.EndEmbed);
    }

    /// <summary>A large value as it lies. One that cannot be read at all is left out.</summary>
    private IEnumerable<TransferStep?> Chunks(PropertyTag tag, PropertyName? name, ExternalValue external)
    {
        var terminator = tag.Type == PropertyType.String ? 2 : tag.Type == PropertyType.String8 ? 1 : 0;
        var chunk = new byte[Math.Min(ChunkSize, external.Length)];
        for (long offset = 0; offset < external.Length;)
        {
            var (at, count) = (offset, 0);
            yield return async ct => count = await Parts.ReadAsync(external.PartId, at, chunk.AsMemory(0, (int)Math.Min(chunk.Length, external.Length - at)), ct);
            if (count == 0)
            {
                if (offset == 0) yield break;
                throw Truncated(external, offset);
            }
            if (offset == 0) Writer.BeginValue(tag, checked((int)(external.Length + terminator)), name);
            Writer.Value(chunk.AsSpan(0, count));
            offset += count;
        }
        if (external.Length == 0) Writer.BeginValue(tag, terminator, name);
        if (terminator > 0) Writer.Value(((ReadOnlySpan<byte>)[0, 0])[..terminator]);
    }

    /// <summary>Large Unicode text in the code page of the connection: read once to know how long it gets, and once more to write it.</summary>
    private IEnumerable<TransferStep?> Converted(PropertyTag tag, PropertyName? name, ExternalValue external)
    {
        var chunk = new byte[ChunkSize];
        var converted = new byte[TextConversion.EncodingOf(Writer.CodePage).GetMaxByteCount(ChunkSize / 2 + 1)];
        long length = 0;
        foreach (var writes in (bool[])[false, true])
        {
            var encoder = TextConversion.EncodingOf(Writer.CodePage).GetEncoder();
            if (writes) Writer.BeginValue(tag, checked((int)(length + 1)), name);
            for (long offset = 0; offset < external.Length;)
            {
                var (at, count) = (offset, 0);
                yield return async ct => count = await Parts.ReadAsync(external.PartId, at, chunk.AsMemory(0, (int)Math.Min(chunk.Length, external.Length - at)), ct);
                if (count == 0 && offset == 0 && !writes) yield break;
                // Parts are cut at even places, and so is text.
                if (count < 2) throw Truncated(external, offset);
                count &= ~1;
                offset += count;
                var text = Encoding.Unicode.GetString(chunk.AsSpan(0, count));
                var bytes = encoder.GetBytes(text, converted, flush: offset >= external.Length);
                length += writes ? 0 : bytes;
                if (writes) Writer.Value(converted.AsSpan(0, bytes));
            }
        }
        Writer.Value([0]);
    }

    private static RopException Truncated(ExternalValue external, long offset) => new(MapiError.CorruptData, $"part {external.PartId} ends at {offset} of {external.Length} bytes");
}
