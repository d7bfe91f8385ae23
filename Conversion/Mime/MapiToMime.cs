using MapiOrleans.Conversion.Calendar;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Turns a message object into a message in Internet format ([MS-OXCMAIL] 2.1).</summary>
public static class MapiToMime
{
    /// <summary>
    /// Writes the message, with CRLF line ends, in lines of at most 998 bytes, headers in ASCII unless an address needs UTF-8. Blind-copy
    /// recipients are in no header. Large values are streamed from their parts.
    /// </summary>
    /// <param name="content">The message.</param>
    /// <param name="parts">Where its large values are.</param>
    /// <param name="options">What is known beyond the message.</param>
    /// <param name="output">Takes the message; left open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ComposedMime> WriteAsync(MessageContent content, IPartSource parts, MapiToMimeOptions options, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        await using var composer = new MimeComposer(parts, options, cancellationToken);
        var message = await composer.ComposeAsync(content, depth: 0);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.International = composer.Addresses.NeedUtf8;
        if (composer.Signed is { } signed)
        {
            // What was signed is its sender's, byte for byte: it begins with its own Content- headers.
            using var headers = new MemoryStream();
            await message.Headers.WriteToAsync(format, headers, cancellationToken);
            const int emptyLine = 2;
            await output.WriteAsync(headers.GetBuffer().AsMemory(0, (int)headers.Length - emptyLine), cancellationToken);
            await signed.CopyToAsync(output, cancellationToken);
        }
        else
        {
            await message.WriteToAsync(format, output, cancellationToken);
        }
        return new ComposedMime(composer.Addresses.NeedUtf8, composer.Notes);
    }

    /// <summary>The headers that the message would have, in UTF-8 where an address needs it: PidTagTransportMessageHeaders of mail that was never written.</summary>
    /// <param name="content">The message.</param>
    /// <param name="parts">Where its large values are.</param>
    /// <param name="options">What is known beyond the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string> HeadersAsync(MessageContent content, IPartSource parts, MapiToMimeOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        await using var composer = new MimeComposer(parts, options, cancellationToken);
        var message = new MimeMessage();
        message.Headers.Clear();
        await new HeaderWriter(composer).WriteAsync(content, message, embedded: false);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = composer.Addresses.NeedUtf8;
        using var bytes = new MemoryStream();
        await message.Headers.WriteToAsync(format, bytes, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

/// <summary>One conversion, embedded messages included.</summary>
internal sealed class MimeComposer(IPartSource parts, MapiToMimeOptions options, CancellationToken cancellation) : IAsyncDisposable
{
    private const int MaxNotes = 32;
    private readonly List<string> _notes = [];
    private readonly List<Stream> _files = [];
    private readonly Dictionary<PropertyName, ushort> _ids = Invert(options.Names);

    /// <summary>Addresses of this conversion.</summary>
    public AddressWriter Addresses { get; } = new(options, cancellation);

    /// <summary>What could not be carried.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The outermost message's clear-signed content, where it is that: it stands for the body.</summary>
    public Stream? Signed { get; private set; }

    /// <summary>Gives up.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>What is known beyond the message.</summary>
    public MapiToMimeOptions Options => options;

    /// <summary>Says what could not be carried.</summary>
    public void Note(string text)
    {
        if (_notes.Count < MaxNotes) _notes.Add(text);
    }

    /// <summary>The value of a named property, or none.</summary>
    public bool TryGetNamed(PropertyBag bag, PropertyName name, out PropertyValue value)
    {
        if (_ids.TryGetValue(name, out var id) && bag.TryGet(id, out TaggedPropertyValue item))
        {
            value = item.Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>A binary or object value as a stream that MimeKit may seek in.</summary>
    public Stream Open(PropertyValue value) => value.External is { } external ? new PartStream(parts, external)
        : value.RawReference is byte[] bytes ? new MemoryStream(bytes, writable: false)
        : Stream.Null;

    /// <summary>A text value, at most <see cref="MapiToMimeOptions.MaxBodyBytes"/> of it.</summary>
    public async ValueTask<string?> TextAsync(PropertyBag bag, PropertyTag tag)
    {
        if (!bag.TryGet(tag.Id, out TaggedPropertyValue item) || item.Tag.Type != PropertyType.String) return null;
        if (item.Value.External is not { } external) return item.Value.AsString();
        var bytes = new byte[(int)Math.Min(external.Length, options.MaxBodyBytes) & ~1];
        await using var stream = new PartStream(parts, external);
        await stream.ReadExactlyAsync(bytes, cancellation);
        return System.Text.Encoding.Unicode.GetString(bytes);
    }

    /// <summary>A file for what is too large for memory; gone when the conversion ends.</summary>
    public Stream TemporaryFile()
    {
        var file = MimeSource.TemporaryFile();
        _files.Add(file);
        return file;
    }

    /// <summary>The message.</summary>
    public async ValueTask<MimeMessage> ComposeAsync(MessageContent content, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        var message = new MimeMessage();
        message.Headers.Clear();
        await new HeaderWriter(this).WriteAsync(content, message, embedded: depth > 0);
        var secured = await SmimeWriter.TryWriteAsync(this, content, depth == 0);
        if (secured is { Raw: { } raw }) Signed = raw;
        else if (secured is null && depth == 0 && TnefChoice.Of(content, this) is not null) message.Body = await TnefAsync(content, message);
        else message.Body = secured?.Entity ?? await BodyAsync(content, depth);
        return message;
    }

    private async ValueTask<MimeEntity> TnefAsync(MessageContent content, MimeMessage message)
    {
        var id = message.Headers["Message-ID"] ?? "";
        if (id.Length > 0) message.Headers.Add("X-MS-TNEF-Correlator", id);
        return await TnefChoice.WriteAsync(this, content, (await new BodyWriter(this).WriteAsync(content.Properties)).Plain, id);
    }

    private async ValueTask<MimeEntity> BodyAsync(MessageContent content, int depth)
    {
        var (plain, html) = await new BodyWriter(this).WriteAsync(content.Properties);
        var attachments = new List<(AttachmentContent Attachment, MimeEntity Entity)>();
        var writer = new AttachmentWriter(this);
        foreach (var attachment in content.Attachments)
        {
            if (await writer.WriteAsync(attachment, depth) is { } entity) attachments.Add((attachment, entity));
        }
        var calendar = await MeetingAsync(content, plain, attachments);
        MimeEntity? shown = html;
        if (html is not null)
        {
            var inline = attachments.Where(a => AttachmentWriter.IsInline(a.Attachment.Properties, html)).ToList();
            if (inline.Count > 0)
            {
                var related = new Multipart("related") { html };
                related.ContentType.Parameters.Add("type", "text/html");
                foreach (var (_, entity) in inline) related.Add(entity);
                shown = related;
                attachments.RemoveAll(a => inline.Contains(a));
            }
        }
        if (calendar is not null) plain ??= new TextPart("plain") { Text = "" };
        List<MimeEntity> forms = [.. new[] { plain, shown, calendar }.OfType<MimeEntity>()];
        var body = forms.Count > 1 ? Alternative(forms) : forms.FirstOrDefault();
        if (ReportWriter.Find(content) is { } kind) return await ReportWriter.WriteAsync(this, kind, content, body, [.. attachments.Select(a => a.Entity)]);
        if (attachments.Count == 0) return body ?? new TextPart("plain") { Text = "" };
        var mixed = new Multipart("mixed");
        if (body is not null) mixed.Add(body);
        foreach (var (_, entity) in attachments) mixed.Add(entity);
        return mixed;
    }

    private static Multipart Alternative(List<MimeEntity> forms)
    {
        var alternative = new Multipart("alternative");
        foreach (var form in forms) alternative.Add(form);
        return alternative;
    }

    /// <summary>
    /// The meeting of a meeting message, the best form of its body to whoever keeps a calendar: as it came, where the message still says the
    /// same, else made anew. What it came in is no attachment any more.
    /// </summary>
    private async ValueTask<MimePart?> MeetingAsync(MessageContent content, MimePart? plain, List<(AttachmentContent Attachment, MimeEntity Entity)> attachments)
    {
        if (MeetingWriter.MethodOf(content.Properties.GetString(PidTag.MessageClass)) is not var (method, _)) return null;
        var writer = new MeetingWriter(this, content);
        var came = attachments.FindIndex(a => a.Attachment.Properties.GetBool(PidTag.AttachmentHidden) == true && a.Entity is MimePart part && part.ContentType.IsMimeType("text", "calendar"));
        if (came >= 0)
        {
            var (attachment, entity) = attachments[came];
            attachments.RemoveAt(came);
            if (await CalendarAsync(attachment.Properties) is { } calendar && writer.Agrees(calendar))
            {
                entity.ContentDisposition = null;
                entity.ContentType.Parameters["method"] = method;
                return (MimePart)entity;
            }
        }
        return await writer.WriteAsync((plain as TextPart)?.Text);
    }

    private async ValueTask<CalendarComponent?> CalendarAsync(PropertyBag attachment)
    {
        if (!attachment.TryGet(PidTag.AttachDataBinary, out PropertyValue value) || (value.External?.Length ?? 0) > MeetingReader.MaxBytes) return null;
        using var bytes = new MemoryStream();
        await using var stream = Open(value);
        await stream.CopyToAsync(bytes, cancellation);
        return CalendarText.Read(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files) await file.DisposeAsync();
    }

    private static Dictionary<PropertyName, ushort> Invert(IReadOnlyDictionary<ushort, PropertyName> names)
    {
        var ids = new Dictionary<PropertyName, ushort>(names.Count);
        foreach (var (id, name) in names) ids.TryAdd(name, id);
        return ids;
    }
}
