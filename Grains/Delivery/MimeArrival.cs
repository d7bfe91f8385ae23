using System.Buffers;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Delivery;

/// <summary>A message in Internet format: it is converted for each mailbox, and its bytes are kept beside it.</summary>
internal sealed class MimeArrival(DeliveryRequest request, ArrivalServices services) : Arrival, IDisposable
{
    private const int CopyBuffer = 64 << 10, EmbeddedMessage = 5;
    private const string HeadersOnly = "text/rfc822-headers", NoteReport = "REPORT.IPM.Note";

    // All mailboxes read one stream, so they take turns at it.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public override Guid TransactionId => request.TransactionId;

    /// <inheritdoc/>
    public override string EnvelopeSender => request.EnvelopeSender;

    /// <inheritdoc/>
    public override string ReceivedFor => request.ReceivedFor;

    /// <inheritdoc/>
    public override long Size => request.Size;

    /// <summary>
    /// The message that a report is about, where it is known as an object: it is in the report as that, so that Outlook sends it again as it
    /// was ([MS-OXOMSG] 2.2.2). Null: as it is in the report's own bytes.
    /// </summary>
    public ForeignMessage? Returned { get; init; }

    /// <inheritdoc/>
    public override async Task<ArrivedMessage> ForAsync(IMailboxGrain mailbox, MailboxInfo info, DeliveryTarget target, CancellationToken cancellationToken)
    {
        var key = new MailboxKey(info.StoreId, info.Shard);
        ConvertedMessage converted;
        ExternalValue mime;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            converted = await MimeToMapi.ConvertAsync(request.Message, services.Store.PartSink(key), OptionsFor(target), cancellationToken);
            mime = await KeepOriginalAsync(key, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
        foreach (var note in converted.Notes) DeliveryLog.Note(services.Logger, request.TransactionId, target.MailboxGuid, note);
        var ids = await services.Calls.AskAsync(() => mailbox.GetPropertyIdsAsync(converted.Names, create: true), cancellationToken);
        var content = NamedPropertyRemapper.Remap(converted.Content, i => ids[i]);
        MarkSpam(content, converted.Names, ids);
        if (Returned is not null) Return(content, await services.Transfer.BringAsync(Returned, mailbox, key, cancellationToken));
        return new ArrivedMessage(content, mime);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Puts the message that a report is about into it, in place of its Internet form or of its headers.</summary>
    private static void Return(MessageContent report, MessageContent original)
    {
        var attachment = report.Attachments.FirstOrDefault(a => a.Embedded is not null);
        if (attachment is null)
        {
            report.Attachments.RemoveAll(a => HeadersOnly.Equals(a.Properties.GetString(PidTag.AttachMimeTag), StringComparison.OrdinalIgnoreCase));
            attachment = new AttachmentContent { AttachNumber = report.Attachments.Count == 0 ? 0 : report.Attachments.Max(a => a.AttachNumber) + 1 };
            attachment.Properties.Set(PidTag.AttachMethod, EmbeddedMessage);
            attachment.Properties.Set(PidTag.RenderingPosition, -1);
            attachment.Properties.Set(PidTag.DisplayName, original.Properties.GetString(PidTag.Subject) ?? original.Properties.GetString(PidTag.NormalizedSubject) ?? "");
            report.Attachments.Add(attachment);
        }
        attachment.Embedded = original;
        // A report's class is made of that of its message ([MS-OXOMSG] 2.2.2.1): REPORT.IPM.Schedule.Meeting.Request.NDR.
        if (original.Properties.GetString(PidTag.MessageClass) is { Length: > 0 } of && report.Properties.GetString(PidTag.MessageClass) is { } own && own.StartsWith(NoteReport, StringComparison.OrdinalIgnoreCase))
            report.Properties.Set(PidTag.MessageClass, "REPORT." + of + own[NoteReport.Length..]);
    }

    /// <summary>Gives what the filter in front calls spam the highest confidence level: the junk e-mail rule asks for that ([MS-OXCSPAM] 2.2.1.3).</summary>
    private void MarkSpam(MessageContent content, IReadOnlyList<PropertyName> names, IReadOnlyList<ushort> ids)
    {
        const int surely = 9;
        if (services.Options.SpamHeader.Length == 0 || content.Properties.Contains(PidTag.ContentFilterSpamConfidenceLevel.Id)) return;
        var wanted = RuleNames.Header(services.Options.SpamHeader);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == wanted && content.Properties.GetString(new PropertyTag(ids[i], PropertyType.String)) is { } verdict && verdict.StartsWith("yes", StringComparison.OrdinalIgnoreCase))
                content.Properties.Set(PidTag.ContentFilterSpamConfidenceLevel, surely);
        }
    }

    private MimeConversionOptions OptionsFor(DeliveryTarget target) => new()
    {
        DeliveryTime = request.ReceivedAt,
        EnvelopeSender = request.EnvelopeSender,
        ReceivedBy = target.Account is { } account ? Resolved(account) : null,
        OwnAddresses = target.Account is { } owner ? [.. owner.Aliases.Prepend(owner.Address)] : [],
        ResolveAddress = ResolveAsync,
        TimeProvider = services.Time,
    };

    private async ValueTask<ResolvedAddress?> ResolveAsync(string address, CancellationToken cancellationToken) =>
        DirectoryAddress.TryParse(address, out _) && await services.FindAsync(address, cancellationToken) is { } found ? Resolved(found) : null;

    private static ResolvedAddress Resolved(DirectoryObject found) => new(found.LegacyDN, found.DisplayName, found.Address, DirectoryRecipient.DisplayType(found));

    private async Task<ExternalValue> KeepOriginalAsync(MailboxKey key, CancellationToken cancellationToken)
    {
        request.Message.Position = 0;
        await using var writer = services.Store.PartSink(key).CreatePart();
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            while (await request.Message.ReadAsync(buffer, cancellationToken) is > 0 and var read) await writer.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return await writer.CompleteAsync(cancellationToken);
    }
}
