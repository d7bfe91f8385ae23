using System.Text;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>Writes objects into a FastTransfer stream ([MS-OXCFXICS] 2.2.4.2). Large values go through in chunks: none is held whole.</summary>
internal sealed class TransferStream(LogonObject logon, FastTransferWriter writer)
{
    // Of a large value so much is read at a time: one query.
    private const int ChunkSize = 512 << 10;

    private readonly Dictionary<ushort, PropertyName> _names = [];
    private readonly HashSet<ushort> _nameless = [];

    /// <summary>The stream.</summary>
    public FastTransferWriter Writer { get; } = writer;

    /// <summary>In which forms bodies go.</summary>
    public BodyForms Bodies { get; init; } = BodyForms.Stored;

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

    /// <summary>The properties of a message that a filter takes, its body in all the forms that are wanted.</summary>
    public IEnumerable<TransferStep?> MessageProperties(MessageRecord record, FolderView? folder, TransferFilter filter, List<TaggedPropertyValue> values)
    {
        var bag = record.Content.Properties;
        values.AddRange(TransferProperties.OfMessage(logon, record, folder, filter));
        var forms = TransferBodies.Choose(bag, filter, Bodies);
        values.RemoveAll(v => MessageBodies.IsBody(v.Tag.Id) && !forms.Any(f => f.Id == v.Tag.Id));
        foreach (var form in forms)
        {
            if (values.Exists(v => v.Tag.Id == form.Id)) continue;
            var made = bag.TryGet(form.Id, out TaggedPropertyValue kept) ? kept : default;
            if (!made.Value.HasValue)
            {
                var body = default(PropertyValue);
                yield return async ct => body = await MessageBodies.MakeAsync(logon, bag, form, ct);
                if (body.Type == PropertyType.ErrorCode) continue;
                made = new TaggedPropertyValue(form, body);
            }
            values.Add(made);
            // RTF that was made of the body says what the body says.
            if (form == PidTag.RtfCompressed && values.RemoveAll(v => v.Tag == PidTag.RtfInSync) > 0) values.Add(new TaggedPropertyValue(PidTag.RtfInSync, PropertyValue.Bool(true)));
        }
        if (!forms.Contains(PidTag.Html) || bag.Contains(PidTag.InternetCodepage.Id) || !filter.Takes(PidTag.InternetCodepage)) yield break;
        var codePage = default(PropertyValue);
        yield return async ct => codePage = await MessageBodies.MakeAsync(logon, bag, PidTag.InternetCodepage, ct);
        if (codePage.Type != PropertyType.ErrorCode) values.Add(new TaggedPropertyValue(PidTag.InternetCodepage, codePage));
    }

    /// <summary>messageContent: the properties, the recipients, the attachments.</summary>
    /// <param name="record">The message.</param>
    /// <param name="folder">Where it is.</param>
    /// <param name="filter">Which properties and kinds of subobjects.</param>
    /// <param name="complete">Whether to say that the subobjects given are all there are ([MS-OXCFXICS] 3.2.5.10).</param>
    public IEnumerable<TransferStep?> Message(MessageRecord record, FolderView? folder, TransferFilter filter, bool complete) => Message(record, folder, filter, [], complete);

    /// <summary>messageContent with properties beside those of the message.</summary>
    public IEnumerable<TransferStep?> Message(MessageRecord record, FolderView? folder, TransferFilter filter, IEnumerable<TaggedPropertyValue> more, bool complete)
    {
        var properties = new List<TaggedPropertyValue>();
        foreach (var step in MessageProperties(record, folder, filter, properties)) yield return step;
        foreach (var step in Properties([.. properties, .. more])) yield return step;
        foreach (var step in Children(record.Content, filter.Takes(PidTag.MessageRecipients), filter.Takes(PidTag.MessageAttachments), complete)) yield return step;
    }

    /// <summary>messageChildren: recipients and attachments.</summary>
    public IEnumerable<TransferStep?> Children(MessageContent content, bool recipients, bool attachments, bool complete)
    {
        if (recipients)
        {
            if (complete) Writer.Property(MetaTag.FXDelProp, PropertyValue.Int32((int)PidTag.MessageRecipients.Value));
            foreach (var recipient in content.Recipients)
            {
                Writer.Marker(FastTransferMarker.StartRecip);
                foreach (var step in Properties(TransferProperties.OfRecipient(recipient))) yield return step;
                Writer.Marker(FastTransferMarker.EndToRecip);
            }
        }
        if (!attachments) yield break;
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
        IEnumerable<TaggedPropertyValue> modified = embedded.Properties.TryGet(PidTag.LastModificationTime, out PropertyValue time) ? [new(PidTag.LastModificationTime, time)] : [];
        foreach (var step in Message(TransferProperties.EmbeddedRecord(embedded), null, TransferFilter.All, modified, complete: false)) yield return step;
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
            if (count == 0) throw Truncated(external, offset, declared: offset > 0);
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
                // Parts are cut at even places, and so is text.
                if (count < 2) throw Truncated(external, offset, declared: false);
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

    /// <summary>What is missing of a value whose length was given away is filled up: whatever follows must be read as what it is.</summary>
    private InvalidDataException Truncated(ExternalValue external, long offset, bool declared)
    {
        if (declared)
        {
            var zeros = new byte[4096];
            for (var left = external.Length - offset; left > 0; left -= zeros.Length) Writer.Value(zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)));
        }
        return new InvalidDataException($"Part {external.PartId} ends at {offset} of {external.Length} bytes.");
    }
}
