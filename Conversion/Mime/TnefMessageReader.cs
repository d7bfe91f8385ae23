using System.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Reads TNEF ([MS-OXTNEF]): properties, named ones included, recipients, attachments, embedded messages.</summary>
internal sealed class TnefMessageReader(MimeConversionOptions options, PartValues values, NamedPropertyTable names, CancellationToken cancellation)
{
    private const uint Signature = 0x223E9F78;
    private const int MaxDepth = 8;
    private const int MaxAttachments = 2000;
    private const int MaxSmallText = 64 * 1024;

    // Attribute ids ([MS-OXTNEF] 2.1.3.2)
    private const uint AttOemCodepage = 0x00069007, AttMessageClass = 0x00078008, AttSubject = 0x00018004, AttBody = 0x0002800C,
        AttDateSent = 0x00038005, AttDateReceived = 0x00038006, AttMessageId = 0x00018009, AttPriority = 0x0004800D,
        AttMessageProperties = 0x00069003, AttRecipientTable = 0x00069004,
        AttAttachRenderData = 0x00069002, AttAttachment = 0x00069005, AttAttachTitle = 0x00018010, AttAttachData = 0x0006800F,
        AttAttachTransportFileName = 0x00069001, AttAttachCreateDate = 0x00038012, AttAttachModifyDate = 0x00038013;

    private TnefPropertyParser _properties = null!;

    /// <summary>Whether something was cut off or out of form, so that not all could be read.</summary>
    public bool Damaged { get; private set; }

    private int _attachments;

    /// <summary>The message in a seekable stream; null where it is not TNEF or holds nothing that can be read.</summary>
    public ValueTask<MessageContent?> ReadAsync(Stream stream) => ReadAsync(new TnefCursor(stream, 0, stream.Length), 0);

    private async ValueTask<MessageContent?> ReadAsync(TnefCursor cursor, int depth)
    {
        if (cursor.ReadUInt32() != Signature) return null;
        cursor.Skip(2);
        var outer = _properties;
        _properties = new TnefPropertyParser(values, names, cancellation);
        try
        {
            var message = new MessageContent();
            AttachmentContent? attachment = null;
            var any = false;
            while (cursor.Remaining >= 11)
            {
                cancellation.ThrowIfCancellationRequested();
                cursor.Skip(1);
                var id = cursor.ReadUInt32();
                var length = cursor.ReadUInt32();
                Damaged |= length > cursor.Remaining;
                var data = cursor.Take(Math.Min(length, cursor.Remaining));
                if (cursor.Failed) break;
                if (cursor.Remaining >= 2) cursor.Skip(2);
                else Damaged = true;
                any = true;
                if (id == AttAttachRenderData)
                {
                    attachment = null;
                    if (++_attachments > MaxAttachments) return null;
                    attachment = AttachmentReader.New(message, AttachmentReader.ByValue);
                    data.Skip(2);
                    var position = unchecked((int)data.ReadUInt32());
                    if (!data.Failed) attachment.Properties.Set(PidTag.RenderingPosition, position);
                }
                else if (attachment is not null) await AttachmentAttributeAsync(id, data, attachment, depth);
                else await MessageAttributeAsync(id, data, message, depth);
            }
            Damaged |= cursor.Remaining > 0;
            if (!any) return null;
            for (var i = 0; i < message.Attachments.Count; i++) Complete(message.Attachments[i], i);
            Complete(message.Properties);
            return message;
        }
        finally
        {
            Damaged |= _properties.Damaged;
            _properties = outer;
        }
    }

    private async ValueTask MessageAttributeAsync(uint id, TnefCursor data, MessageContent message, int depth)
    {
        var bag = message.Properties;
        switch (id)
        {
            case AttOemCodepage:
                _properties.SetCodePage((int)data.ReadUInt32());
                break;
            case AttMessageProperties:
                foreach (var (item, _) in await _properties.ReadListAsync(data))
                {
                    if (TnefWriter.IsTransmittable(item.Tag)) bag.Set(item);
                }
                break;
            case AttRecipientTable when depth > 0:
                await RecipientsAsync(data, message);
                break;
            case AttMessageClass:
                Default(bag, PidTag.MessageClass, PropertyValue.String(ClassOf(SmallText(data))));
                break;
            case AttSubject:
                Default(bag, PidTag.Subject, PropertyValue.String(SmallText(data)));
                break;
            case AttMessageId:
                Default(bag, PidTag.SearchKey, PropertyValue.Binary(Encoding.ASCII.GetBytes(SmallText(data))));
                break;
            case AttDateSent:
                if (Date(data) is { } sent) Default(bag, PidTag.ClientSubmitTime, PropertyValue.Time(sent));
                break;
            case AttDateReceived:
                if (Date(data) is { } received) Default(bag, PidTag.MessageDeliveryTime, PropertyValue.Time(received));
                break;
            case AttPriority:
                // 3 is low, 1 high ([MS-OXTNEF] 2.1.3.3.7)
                int? importance = data.ReadUInt16() switch { 1 => 2, 2 => 1, 3 => 0, _ => null };
                if (importance is { } level) Default(bag, PidTag.Importance, PropertyValue.Int32(level));
                break;
            case AttBody when data.Remaining > 0:
                Default(bag, PidTag.Body, await _properties.TextAsync(data));
                break;
        }
    }

    private async ValueTask AttachmentAttributeAsync(uint id, TnefCursor data, AttachmentContent attachment, int depth)
    {
        var bag = attachment.Properties;
        switch (id)
        {
            case AttAttachTitle:
                if (SmallText(data) is { Length: > 0 } title) Default(bag, PidTag.AttachLongFilename, PropertyValue.String(title));
                break;
            case AttAttachTransportFileName:
                if (SmallText(data) is { Length: > 0 } name) Default(bag, PidTag.AttachTransportName, PropertyValue.String(name));
                break;
            case AttAttachCreateDate:
                if (Date(data) is { } created) Default(bag, PidTag.CreationTime, PropertyValue.Time(created));
                break;
            case AttAttachModifyDate:
                if (Date(data) is { } modified) Default(bag, PidTag.LastModificationTime, PropertyValue.Time(modified));
                break;
            case AttAttachData:
                await using (var stream = values.Open())
                {
                    await data.CopyRestAsync(stream, cancellation);
                    AttachmentReader.SetData(bag, await stream.CompleteAsync(PropertyType.Binary));
                }
                break;
            case AttAttachment:
                TnefCursor? embedded = null;
                foreach (var (item, raw) in await _properties.ReadListAsync(data))
                {
                    if (item.Tag == PidTag.AttachDataObject) embedded = raw;
                    else if (TnefWriter.IsTransmittable(item.Tag) && item.Tag.Type != PropertyType.Object) bag.Set(item);
                }
                if (embedded is not null) await ObjectAsync(embedded, attachment, depth);
                break;
        }
    }

    /// <summary>PidTagAttachDataObject: an interface id, then an embedded message or an OLE object ([MS-OXTNEF] 2.1.3.3.15).</summary>
    private async ValueTask ObjectAsync(TnefCursor raw, AttachmentContent attachment, int depth)
    {
        raw.Skip(16);
        var start = raw.Position;
        var probe = new TnefCursor(raw.Stream, start, start + raw.Remaining);
        if (depth + 1 < MaxDepth && await ReadAsync(probe, depth + 1) is { } embedded)
        {
            attachment.Embedded = embedded;
            attachment.Properties.Remove(PidTag.AttachDataBinary.Id);
            attachment.Properties.Set(PidTag.AttachMethod, AttachmentReader.EmbeddedMessage);
            attachment.Properties.Set(PidTag.AttachSize, (int)Math.Min(int.MaxValue, raw.Remaining));
            return;
        }
        var size = (int)Math.Min(int.MaxValue, raw.Remaining);
        await using var stream = values.Open();
        await raw.CopyRestAsync(stream, cancellation);
        var ole = attachment.Properties.GetInt32(PidTag.AttachMethod) == 6;
        attachment.Properties.Set(ole ? PidTag.AttachDataObject : PidTag.AttachDataBinary, await stream.CompleteAsync(ole ? PropertyType.Object : PropertyType.Binary));
        attachment.Properties.Set(PidTag.AttachSize, size);
    }

    private async ValueTask RecipientsAsync(TnefCursor data, MessageContent message)
    {
        var rows = data.ReadUInt32();
        for (var i = 0u; i < rows && !data.Failed && data.Remaining >= 4 && message.Recipients.Count < options.MaxRecipients; i++)
        {
            var bag = new PropertyBag();
            var type = 1;
            foreach (var (item, _) in await _properties.ReadListAsync(data))
            {
                if (item.Tag == PidTag.RecipientType) type = item.Value.AsInt32();
                else if (item.Value.HasValue && item.Tag.Type != PropertyType.Object) bag.Set(item);
            }
            var name = bag.GetString(PidTag.DisplayName) ?? bag.GetString(PidTag.EmailAddress) ?? "";
            var address = bag.GetString(PidTag.SmtpAddress) ?? (bag.GetString(PidTag.AddressType) is null or "SMTP" ? bag.GetString(PidTag.EmailAddress) : null) ?? "";
            var made = AddressReader.Recipient(new MapiAddress(name, address, null), (byte)type, message.Recipients.Count);
            foreach (var item in made.Properties)
            {
                var usable = bag.Contains(item.Tag.Id) && !(item.Tag == PidTag.EntryId && bag.GetBinary(PidTag.EntryId) is { Length: 0 });
                if (!usable) bag.Set(item);
            }
            message.Recipients.Add(new RecipientContent { RowId = made.RowId, RecipientType = made.RecipientType, Properties = bag });
        }
    }

    private static void Complete(AttachmentContent attachment, int number)
    {
        var bag = attachment.Properties;
        var name = bag.GetString(PidTag.AttachLongFilename) ?? bag.GetString(PidTag.AttachFilename) ?? bag.GetString(PidTag.AttachTransportName) ?? "";
        name = AttachmentReader.CleanFileName(name);
        var display = bag.GetString(PidTag.DisplayName);
        if (attachment.Embedded is null || name.Length > 0)
        {
            AttachmentReader.SetName(bag, name.Length > 0 ? name : FormattableString.Invariant($"ATT{number + 1:D5}.dat"));
        }
        if (display is not null) bag.Set(PidTag.DisplayName, display);
        else if (attachment.Embedded?.Properties.GetString(PidTag.Subject) is { } subject) bag.Set(PidTag.DisplayName, subject);
        if (attachment.Embedded is null && !bag.Contains(PidTag.AttachDataBinary.Id)) AttachmentReader.SetData(bag, PropertyValue.Binary([]));
        if (!bag.Contains(PidTag.AttachMimeTag.Id) && name.Length > 0 && attachment.Embedded is null) bag.Set(PidTag.AttachMimeTag, MimeTypes.GetMimeType(name));
    }

    private static void Complete(PropertyBag bag)
    {
        if (bag.GetString(PidTag.Subject) is null && bag.GetString(PidTag.NormalizedSubject) is { } normalized) bag.Set(PidTag.Subject, (bag.GetString(PidTag.SubjectPrefix) ?? "") + normalized);
        if (!bag.Contains(PidTag.NormalizedSubject.Id) && bag.GetString(PidTag.Subject) is { } subject)
        {
            var (prefix, rest) = SubjectText.Split(subject);
            bag.Set(PidTag.SubjectPrefix, prefix);
            bag.Set(PidTag.NormalizedSubject, rest);
        }
        if (!bag.Contains(PidTag.MessageClass.Id)) bag.Set(PidTag.MessageClass, "IPM.Note");
        if (bag.TryGet(PidTag.RtfCompressed, out var rtf) && PartValues.SizeOf(rtf) > 16) Default(bag, PidTag.NativeBody, PropertyValue.Int32(BodyReader.NativeRtf));
        else if (bag.TryGet(PidTag.Html, out var html) && PartValues.SizeOf(html) > 0) Default(bag, PidTag.NativeBody, PropertyValue.Int32(BodyReader.NativeHtml));
        else if (bag.Contains(PidTag.Body.Id)) Default(bag, PidTag.NativeBody, PropertyValue.Int32(BodyReader.NativePlain));
    }

    private static void Default(PropertyBag bag, PropertyTag tag, PropertyValue value)
    {
        if (!bag.Contains(tag.Id)) bag.Set(tag, value);
    }

    private string SmallText(TnefCursor data)
    {
        var text = _properties.Decode(data.ReadBytes((int)Math.Min(MaxSmallText, data.Remaining)));
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return HeaderText.Clean(end < 0 ? text : text[..end], 4000);
    }

    private static DateTimeOffset? Date(TnefCursor data)
    {
        int year = data.ReadUInt16(), month = data.ReadUInt16(), day = data.ReadUInt16(), hour = data.ReadUInt16(), minute = data.ReadUInt16(), second = data.ReadUInt16();
        if (data.Failed || year is < 1602 or > 4500 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return null;
        return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
    }

    /// <summary>Class names of Microsoft Mail to those of MAPI ([MS-OXTNEF] 2.1.3.3.5).</summary>
    private static string ClassOf(string name) => name switch
    {
        "IPM.Microsoft Mail.Note" or "" => "IPM.Note",
        "IPM.Microsoft Mail.Read Receipt" => "REPORT.IPM.Note.IPNRN",
        "IPM.Microsoft Mail.Non-Delivery" => "REPORT.IPM.Note.NDR",
        "IPM.Microsoft Schedule.MtgReq" => "IPM.Schedule.Meeting.Request",
        "IPM.Microsoft Schedule.MtgRespP" => "IPM.Schedule.Meeting.Resp.Pos",
        "IPM.Microsoft Schedule.MtgRespN" => "IPM.Schedule.Meeting.Resp.Neg",
        "IPM.Microsoft Schedule.MtgRespA" => "IPM.Schedule.Meeting.Resp.Tent",
        "IPM.Microsoft Schedule.MtgCncl" => "IPM.Schedule.Meeting.Canceled",
        _ => name,
    };
}
