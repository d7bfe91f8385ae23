using System.Runtime.ExceptionServices;
using MapiOrleans.Conversion.Calendar;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Turns a message in Internet format into a message object ([MS-OXCMAIL] 2.2).</summary>
public static class MimeToMapi
{
    /// <summary>
    /// Converts a message of any bytes whatever: what cannot be understood, or exceeds a limit, is kept as an attachment.
    /// </summary>
    /// <param name="mime">The message, read from its beginning where it is seekable, else from where it stands. Left open, at any position.</param>
    /// <param name="sink">Takes every value of more than <see cref="IPartSink.InlineLimit"/> bytes.</param>
    /// <param name="options">Envelope and limits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="Exception">Whatever the sink, the address resolver or reading the stream throws; nothing else.</exception>
    public static async Task<ConvertedMessage> ConvertAsync(Stream mime, IPartSink sink, MimeConversionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mime);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        if (mime.CanSeek) mime.Position = 0;
        var (stream, owned) = await MimeSource.MakeSeekableAsync(mime, options.SpoolThreshold, cancellationToken);
        try
        {
            var converter = new MimeConverter(sink, options, cancellationToken);
            try
            {
                var content = await converter.ConvertAsync(new MimeSource(stream), embeddedDepth: 0);
                return converter.Result(content);
            }
            catch (Exception e) when (e is not (OperationCanceledException or PartSinkException or IOException))
            {
                // The parser or we stumbled over these bytes: the message arrives all the same, whole, as an attachment.
                return await KeepWholeAsync(stream, sink, options, e, cancellationToken);
            }
        }
        catch (PartSinkException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
        finally
        {
            if (owned) await stream.DisposeAsync();
        }
    }

    private static async Task<ConvertedMessage> KeepWholeAsync(Stream stream, IPartSink sink, MimeConversionOptions options, Exception reason, CancellationToken cancellationToken)
    {
        var converter = new MimeConverter(sink, options, cancellationToken);
        converter.Note($"not understood ({reason.GetType().Name}) and kept whole");
        try
        {
            return converter.Result(await converter.KeepWholeAsync(new MimeSource(stream), withHeaders: true));
        }
        catch (Exception e) when (e is not (OperationCanceledException or PartSinkException or IOException))
        {
            converter = new MimeConverter(sink, options, cancellationToken);
            converter.Note($"headers not understood ({e.GetType().Name}) and the message kept whole");
            return converter.Result(await converter.KeepWholeAsync(new MimeSource(stream), withHeaders: false));
        }
    }
}

/// <summary>One conversion.</summary>
internal sealed class MimeConverter
{
    private const int MaxNotes = 32;

    /// <summary>Bytes of headers that are read from a message that is otherwise kept whole.</summary>
    private const int SalvagedHeaderBytes = 64 * 1024;

    private readonly MimeConversionOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly ParserOptions _parserOptions;
    private readonly NamedPropertyTable _names = new();
    private readonly List<string> _notes = [];
    private readonly PartValues _values;
    private readonly AddressReader _addresses;
    private readonly HeaderReader _headers;
    private readonly BodyReader _bodies;

    public MimeConverter(IPartSink sink, MimeConversionOptions options, CancellationToken cancellation)
    {
        _options = options;
        _cancellation = cancellation;
        _parserOptions = new ParserOptions { MaxMimeDepth = options.MaxDepth, AllowAddressesWithoutDomain = true };
        _values = new PartValues(sink, cancellation);
        _addresses = new AddressReader(options, cancellation);
        _headers = new HeaderReader(options, _parserOptions, _values, _names, _addresses);
        _bodies = new BodyReader(options, _values, Note, cancellation);
    }

    public ConvertedMessage Result(MessageContent content) => new() { Content = content, Names = _names.Names, Notes = _notes };

    public void Note(string text)
    {
        if (_notes.Count < MaxNotes) _notes.Add(text);
    }

    /// <summary>Converts a source that is one message.</summary>
    public async ValueTask<MessageContent> ConvertAsync(MimeSource source, int embeddedDepth)
    {
        if (await MimeGuard.CheckAsync(_parserOptions, source.Stream, _options, _cancellation) is { } exceeded)
        {
            Note(exceeded + ": kept whole");
            return await KeepWholeAsync(source, withHeaders: true);
        }
        var message = await source.ParseAsync(_parserOptions, _cancellation);
        if (message is null)
        {
            Note("no headers: all of it is text");
            source.Stream.Position = 0;
            message = new MimeMessage { Body = new TextPart("plain") { Content = new MimeContent(source.Stream) } };
            message.Headers.Clear();
        }
        return await ConvertAsync(message, source, embeddedDepth);
    }

    /// <summary>A message with nothing but what can be read of its first headers, and all of it as an attachment.</summary>
    public async ValueTask<MessageContent> KeepWholeAsync(MimeSource source, bool withHeaders)
    {
        var content = new MessageContent();
        var headers = new HeaderList();
        if (withHeaders) headers = await HeadAsync(source);
        await _headers.ReadAsync(headers, content, embedded: false);
        await _addresses.ReadRecipientsAsync(headers, _parserOptions, content);
        var attachment = AttachmentReader.New(content, AttachmentReader.ByValue);
        attachment.Properties.Set(PidTag.AttachMimeTag, "application/octet-stream");
        AttachmentReader.SetName(attachment.Properties, "message.eml");
        AttachmentReader.SetData(attachment.Properties, await RangeAsync(source, 0, source.Stream.Length));
        Finish(content);
        return content;
    }

    private async ValueTask<HeaderList> HeadAsync(MimeSource source)
    {
        try
        {
            var head = new byte[(int)Math.Min(SalvagedHeaderBytes, source.Stream.Length)];
            source.Stream.Position = 0;
            await source.Stream.ReadExactlyAsync(head, _cancellation);
            // A field that is cut off where there is no colon yet would make none of it readable.
            var end = Array.LastIndexOf(head, (byte)'\n') is var last and > 0 ? last + 1 : head.Length;
            return await HeaderList.LoadAsync(_parserOptions, new MemoryStream(head, 0, end), _cancellation);
        }
        catch (FormatException)
        {
            Note("its headers could not be read");
            return [];
        }
    }

    private async ValueTask<PropertyValue> RangeAsync(MimeSource source, long begin, long end)
    {
        await using var stream = _values.Open();
        await source.CopyRangeAsync(begin, end, stream, _cancellation);
        return await stream.CompleteAsync(PropertyType.Binary);
    }

    private async ValueTask<MessageContent> ConvertAsync(MimeMessage message, MimeSource source, int embeddedDepth)
    {
        _cancellation.ThrowIfCancellationRequested();
        var content = new MessageContent();
        var structure = new StructureReader();
        var secured = await SmimeReader.TryReadAsync(message, source, content, structure, _values, _names, _cancellation);
        var body = secured ?? structure.Read(message.Body);
        if (structure.Tnef is { } tnef && !await ReadTnefAsync(tnef, content)) structure.Attachments.Add(new PendingAttachment(tnef, false));

        await _headers.ReadAsync(AllHeaders(message), content, embeddedDepth > 0);
        content.Recipients.Clear();
        await _addresses.ReadRecipientsAsync(message.Headers, _parserOptions, content);
        await TransportHeadersAsync(message, source, content.Properties);

        var references = new HtmlReferences();
        foreach (var piece in body.Html ?? [])
        {
            if (piece.IsHtml) references.Add(piece.Part);
        }
        foreach (var large in await ReadBodyAsync(body, content)) structure.Attachments.Add(new PendingAttachment(large, false));
        // What TNEF says of a meeting is all there is to say.
        var meeting = secured is null && structure.Tnef is null ? await ReadMeetingAsync(structure, content) : null;
        foreach (var pending in structure.Attachments)
        {
            await AttachAsync(pending.Entity, source, content, references, embeddedDepth);
            if (ReferenceEquals(pending.Entity, meeting)) content.Attachments[^1].Properties.Set(PidTag.AttachmentHidden, true);
        }
        if (message.Body is Multipart report && secured is null) await ReportReader.ReadAsync(report, content, _addresses, _parserOptions, _cancellation);
        Finish(content);
        return content;
    }

    /// <summary>The message's headers and those that the parser gives to its body (Content-*).</summary>
    private static HeaderList AllHeaders(MimeMessage message)
    {
        var headers = new HeaderList();
        foreach (var header in message.Headers) headers.Add(header);
        foreach (var header in message.Body?.Headers ?? []) headers.Add(header);
        return headers;
    }

    /// <summary>
    /// The text of the Internet message is at least as complete as the one inside TNEF (which the sender made of the same body), so it
    /// is PidTagBody unless it is empty; RTF and HTML come out of TNEF.
    /// </summary>
    private async ValueTask<List<MimePart>> ReadBodyAsync(BodyForms body, MessageContent content)
    {
        var bag = content.Properties;
        if (!bag.Contains(PidTag.NativeBody.Id)) return await _bodies.ReadAsync(body, bag);
        var outer = new PropertyBag();
        var tooLarge = await _bodies.ReadAsync(body, outer);
        if (outer.TryGet(PidTag.Body.Id, out var text) && (text.Value.IsExternal || !string.IsNullOrWhiteSpace(text.Value.AsString()))) bag.Set(text);
        if (!bag.Contains(PidTag.Html.Id) && outer.TryGet(PidTag.Html.Id, out var html))
        {
            bag.Set(html);
            if (outer.TryGet(PidTag.InternetCodepage.Id, out var codePage)) bag.Set(codePage);
            if (!bag.Contains(PidTag.RtfCompressed.Id)) bag.Set(PidTag.NativeBody, BodyReader.NativeHtml);
        }
        return tooLarge;
    }

    /// <summary>Makes a meeting message of a message with a calendar that says one; gives the part that it came in.</summary>
    private async ValueTask<MimePart?> ReadMeetingAsync(StructureReader structure, MessageContent content)
    {
        if (structure.Attachments.Select(a => a.Entity).OfType<MimePart>().FirstOrDefault(p => p.ContentType.IsMimeType("text", "calendar")) is not { Content: { } calendar } part) return null;
        if (calendar.Stream?.Length > MeetingReader.MaxBytes) return null;
        using var bytes = new MemoryStream();
        await calendar.DecodeToAsync(bytes, _cancellation);
        if (bytes.Length > MeetingReader.MaxBytes) return null;
        var text = TextEncodings.Choose(part).Encoding.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        return CalendarText.Read(text) is { } read && new MeetingReader(content, _names).Read(read) ? part : null;
    }

    /// <summary>Takes over what TNEF holds; false where it is not all, so that the part must be kept.</summary>
    private async ValueTask<bool> ReadTnefAsync(MimePart part, MessageContent content)
    {
        if (part.Content is null) return false;
        await using var decoded = MimeSource.TemporaryFile();
        await part.Content.DecodeToAsync(decoded, _cancellation);
        decoded.Position = 0;
        var reader = new TnefMessageReader(_options, _values, _names, _cancellation);
        var read = await reader.ReadAsync(decoded);
        if (read is null || reader.Damaged) Note("TNEF that cannot be read to its end: kept as an attachment");
        if (read is null) return false;
        foreach (var item in read.Properties) content.Properties.Set(item);
        content.Attachments.AddRange(read.Attachments);
        return !reader.Damaged;
    }

    private async ValueTask TransportHeadersAsync(MimeMessage message, MimeSource source, PropertyBag bag)
    {
        if (source.ExtentOf(message) is not { } extent || extent.HeadersEnd <= extent.Begin) return;
        using var raw = new MemoryStream();
        await source.CopyRangeAsync(extent.Begin, extent.HeadersEnd, raw, _cancellation);
        var part = new MimePart("text", "plain") { Content = new MimeContent(new MemoryStream(raw.ToArray())) };
        await using var stream = _values.Open();
        var writer = new BodyTextWriter(stream, _cancellation);
        using var reader = new StreamReader(new MemoryStream(raw.ToArray()), TextEncodings.Choose(part).Encoding);
        await writer.CopyAsync(reader);
        await writer.FlushAsync();
        bag.Set(PidTag.TransportMessageHeaders, await stream.CompleteAsync(PropertyType.String));
    }

    private async ValueTask AttachAsync(MimeEntity entity, MimeSource source, MessageContent content, HtmlReferences references, int embeddedDepth)
    {
        if (await EmbeddedAsync(entity, source, embeddedDepth) is { } embedded)
        {
            var message = AttachmentReader.New(content, AttachmentReader.EmbeddedMessage);
            AttachmentReader.ReadHeaders(message.Properties, entity, content.Attachments.Count - 1);
            message.Properties.Set(PidTag.AttachMimeTag, "message/rfc822");
            if (embedded.Properties.GetString(PidTag.Subject) is { Length: > 0 } subject) message.Properties.Set(PidTag.DisplayName, subject);
            message.Properties.Set(PidTag.AttachSize, (int)Math.Min(int.MaxValue, source.ExtentOf(entity) is { } e ? e.End - e.HeadersEnd : 0));
            message.Embedded = embedded;
            return;
        }
        var attachment = AttachmentReader.New(content, AttachmentReader.ByValue);
        AttachmentReader.ReadHeaders(attachment.Properties, entity, content.Attachments.Count - 1);
        PropertyValue data;
        if (entity is MimePart && entity.ContentType.MediaType.Equals("multipart", StringComparison.OrdinalIgnoreCase) && source.ExtentOf(entity) is { } whole)
        {
            // Nested too deep to be looked into: without its headers nobody could.
            Note("nested deeper than MaxDepth: a part is kept as it is");
            data = await RangeAsync(source, whole.Begin, whole.End);
            attachment.Properties.Set(PidTag.AttachMimeTag, "application/octet-stream");
            AttachmentReader.SetName(attachment.Properties, FormattableString.Invariant($"ATT{content.Attachments.Count:D5}.eml"));
        }
        else if (entity is MimePart { Content: { } partContent })
        {
            await using var stream = _values.Open();
            await partContent.DecodeToAsync(stream, _cancellation);
            data = await stream.CompleteAsync(PropertyType.Binary);
        }
        else
        {
            data = source.ExtentOf(entity) is { } extent ? await RangeAsync(source, extent.HeadersEnd, extent.End) : PropertyValue.Binary([]);
        }
        AttachmentReader.SetData(attachment.Properties, data);
        AttachmentReader.MarkInline(attachment.Properties, references);
    }

    /// <summary>The message inside a message/rfc822 part; null where the entity is none, or is nested too deep.</summary>
    private async ValueTask<MessageContent?> EmbeddedAsync(MimeEntity entity, MimeSource source, int embeddedDepth)
    {
        if (embeddedDepth >= _options.MaxEmbeddedDepth) return null;
        switch (entity)
        {
            case MessagePart { Message: { } message }:
                return await ConvertAsync(message, source, embeddedDepth + 1);
            case MimePart { Content: { } content } part when part.ContentType.IsMimeType("message", "rfc822") || part.ContentType.IsMimeType("message", "global"):
                // Encoded against the rule of RFC 2046 5.2.1, so that the parser did not look into it.
                await using (var decoded = MimeSource.TemporaryFile())
                {
                    await content.DecodeToAsync(decoded, _cancellation);
                    return decoded.Length == 0 ? null : await ConvertAsync(new MimeSource(decoded), embeddedDepth + 1);
                }
            default:
                return null;
        }
    }

    /// <summary>What every message has.</summary>
    private static void Finish(MessageContent content)
    {
        var bag = content.Properties;
        if (!bag.Contains(PidTag.MessageClass.Id)) bag.Set(PidTag.MessageClass, "IPM.Note");
        const int unmodified = 0x2, hasAttach = 0x10;
        bag.Set(PidTag.MessageFlags, unmodified | (content.Attachments.Any(a => a.Properties.GetBool(PidTag.AttachmentHidden) != true) ? hasAttach : 0));
    }
}
