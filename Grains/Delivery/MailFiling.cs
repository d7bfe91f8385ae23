using System.Security.Cryptography;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Delivery;

/// <summary>Puts one message into one mailbox.</summary>
internal sealed class MailFiling(IGrainFactory grains, IMailboxStore store, RuleEngine rules, MailComposer composer, SmarthostOptions smarthost, MailboxOptions mailboxes, DeliveryOptions options, PatientCalls calls, TimeProvider time, ILogger<MailFiling> logger)
{
    private const int CopyBuffer = 64 << 10;

    /// <summary>Bytes of one message that a mailbox takes.</summary>
    public long MaxMessageSize => mailboxes.MaxMessageSize;

    /// <summary>Converts and saves. <paramref name="turn"/> guards the request's stream, which several mailboxes read.</summary>
    public async Task<DeliveryResult> FileAsync(DeliveryRequest request, DeliveryTarget target, SemaphoreSlim turn, CancellationToken cancellationToken)
    {
        var mailbox = grains.GetGrain<IMailboxGrain>(target.MailboxGuid);
        var info = await calls.AskAsync(mailbox.FindAsync, cancellationToken) ?? throw new MailboxMissingException(target.MailboxGuid);
        if (info.QuotaBytes is { } quota && info.SizeBytes + request.Size > quota) return new DeliveryResult(DeliveryStatus.OverQuota, "The mailbox is full");
        var key = new MailboxKey(info.StoreId, info.Shard);

        ConvertedMessage converted;
        ExternalValue mime;
        await turn.WaitAsync(cancellationToken);
        try
        {
            converted = await MimeToMapi.ConvertAsync(request.Message, store.PartSink(key), OptionsFor(request, target), cancellationToken);
            mime = await KeepOriginalAsync(request.Message, key, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
        foreach (var note in converted.Notes) DeliveryLog.Note(logger, request.TransactionId, target.MailboxGuid, note);

        var ids = await calls.AskAsync(() => mailbox.GetPropertyIdsAsync(converted.Names, create: true), cancellationToken);
        var content = NamedPropertyRemapper.Remap(converted.Content, i => ids[i]);
        MarkSpam(content, converted.Names, ids);
        if (request.ReceivedFor.Length > 0 && await calls.AskAsync(() => grains.GetGrain<IDirectoryGrain>(0).FindByAddressAsync(request.ReceivedFor), cancellationToken) is { } represented)
            RuleMails.SetReceivedFor(content.Properties, represented);
        var folder = await calls.AskAsync(() => FolderAsync(mailbox, info, target, content), cancellationToken);
        var save = new SaveMessage
        {
            OperationId = OperationId(request.TransactionId, target),
            FolderId = folder,
            IsNew = true,
            Content = content,
            IsRead = false,
            Mime = mime,
            IsDelivery = true,
        };
        var (saved, placed) = await RuleAsync(request, target, mailbox, info, save, cancellationToken);
        if (saved.Error == MapiError.Success) DeliveryLog.Delivered(logger, request.TransactionId, request.Size, target.MailboxGuid, placed, saved.MessageId);
        else DeliveryLog.Refused(logger, request.TransactionId, target.MailboxGuid, saved.Error);
        return saved.Error switch
        {
            MapiError.Success => new DeliveryResult(DeliveryStatus.Ok),
            MapiError.QuotaExceeded => new DeliveryResult(DeliveryStatus.OverQuota, "The mailbox is full"),
            MapiError.MessageTooBig => new DeliveryResult(DeliveryStatus.TooLarge, $"Messages of more than {MaxMessageSize} bytes are not taken"),
            _ => new DeliveryResult(DeliveryStatus.TemporaryFailure, $"The mailbox answered {saved.Error}"),
        };
    }

    /// <summary>
    /// Asks the rules about the message, and saves what they leave of it with what they send. The folder is that of the first copy, or 0
    /// where there is none.
    /// </summary>
    private async Task<(SaveMessageResult Saved, long Folder)> RuleAsync(DeliveryRequest request, DeliveryTarget target, IMailboxGrain mailbox, MailboxInfo info, SaveMessage save, CancellationToken cancellationToken)
    {
        var delivery = new RuleDelivery
        {
            TransactionId = request.TransactionId,
            EnvelopeSender = request.EnvelopeSender,
            Mailbox = mailbox,
            Info = info,
            Owner = target.Account,
            Content = save.Content,
        };
        if (await calls.AskAsync(() => rules.RunAsync(delivery, save.FolderId, cancellationToken), cancellationToken) is not { } outcome)
            return (await calls.AskAsync(() => mailbox.SaveMessageAsync(MailboxCaller.Server, save), cancellationToken), save.FolderId);
        var mails = new List<RuledMail>(outcome.Mails.Count);
        foreach (var mail in outcome.Mails) mails.Add(await ComposeAsync(delivery, mail, cancellationToken));
        // Whoever has the mailbox by then knows by the operation id whether it happened.
        var saved = await calls.AskAsync(() => mailbox.DeliverRuledAsync(new RuledDelivery
        {
            OperationId = save.OperationId,
            Copies = [.. outcome.Copies.Select(c => save with { FolderId = c.FolderId, Content = c.State.Content, IsRead = c.State.IsRead })],
            Deferred = outcome.Deferred,
            Faults = outcome.Faults,
            Replies = outcome.Replies,
            Mails = mails,
        }), cancellationToken);
        return (saved, outcome.Copies is [var first, ..] ? first.FolderId : 0);
    }

    private async Task<RuledMail> ComposeAsync(RuleDelivery delivery, RuleMail mail, CancellationToken cancellationToken)
    {
        var relayId = SubmissionWork.NewJobId();
        var recipients = await calls.AskAsync(() => new RecipientExpansion(grains.GetGrain<IDirectoryGrain>(0), smarthost).ExpandAsync(mail.Recipients), cancellationToken);
        var (mime, smtpUtf8) = await calls.AskAsync(() => composer.ComposeAsync(delivery.Mailbox, delivery.Key, mail.Content, delivery.Owner!.Address, relayId, cancellationToken), cancellationToken);
        var envelope = new RelayEnvelope
        {
            Sender = mail.EnvelopeSender,
            Subject = mail.Content.Properties.GetString(PidTag.Subject) ?? "",
            MessageId = mail.Content.Properties.GetString(PidTag.InternetMessageId) ?? "",
            SmtpUtf8 = smtpUtf8,
            ReceivedFor = mail.ReceivedFor,
            Recipients = recipients,
        };
        return new RuledMail(relayId, envelope.Write(), mime);
    }

    /// <summary>Gives what the filter in front calls spam the highest confidence level: the junk e-mail rule asks for that ([MS-OXCSPAM] 2.2.1.3).</summary>
    private void MarkSpam(MessageContent content, IReadOnlyList<PropertyName> names, IReadOnlyList<ushort> ids)
    {
        const int surely = 9;
        if (options.SpamHeader.Length == 0 || content.Properties.Contains(PidTag.ContentFilterSpamConfidenceLevel.Id)) return;
        var wanted = RuleNames.Header(options.SpamHeader);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == wanted && content.Properties.GetString(new PropertyTag(ids[i], PropertyType.String)) is { } verdict && verdict.StartsWith("yes", StringComparison.OrdinalIgnoreCase))
                content.Properties.Set(PidTag.ContentFilterSpamConfidenceLevel, surely);
        }
    }

    private MimeConversionOptions OptionsFor(DeliveryRequest request, DeliveryTarget target) => new()
    {
        DeliveryTime = request.ReceivedAt,
        EnvelopeSender = request.EnvelopeSender,
        ReceivedBy = target.Account is { } account ? Resolved(account) : null,
        OwnAddresses = target.Account is { } owner ? [.. owner.Aliases.Prepend(owner.Address)] : [],
        ResolveAddress = ResolveAsync,
        TimeProvider = time,
    };

    private async ValueTask<ResolvedAddress?> ResolveAsync(string address, CancellationToken cancellationToken)
    {
        if (!DirectoryAddress.TryParse(address, out _)) return null;
        return await calls.AskAsync(() => grains.GetGrain<IDirectoryGrain>(0).FindByAddressAsync(address).WaitAsync(cancellationToken), cancellationToken) is { } found ? Resolved(found) : null;
    }

    private static ResolvedAddress Resolved(DirectoryObject found) =>
        new(found.LegacyDN, found.DisplayName, found.Address, found.Kind switch
        {
            DirectoryKind.Group => 1,
            DirectoryKind.PublicFolder => 2,
            DirectoryKind.Contact => 6,
            _ => 0,
        });

    private async Task<ExternalValue> KeepOriginalAsync(Stream message, MailboxKey key, CancellationToken cancellationToken)
    {
        message.Position = 0;
        await using var writer = store.PartSink(key).CreatePart();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            while (await message.ReadAsync(buffer, cancellationToken) is > 0 and var read) await writer.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
        return await writer.CompleteAsync(cancellationToken);
    }

    private static async Task<long> FolderAsync(IMailboxGrain mailbox, MailboxInfo info, DeliveryTarget target, MessageContent content)
    {
        var root = info.SpecialFolders[info.IsPublic ? SpecialFolder.IpmSubtree : SpecialFolder.Inbox];
        if (target.FolderPath.Length > 0 && await FindPathAsync(mailbox, root, target.FolderPath) is { } named) return named;
        if (info.IsPublic) throw new InvalidOperationException($"The public folder {target.FolderPath} of mailbox {info.MailboxGuid} is not there.");
        var rows = await mailbox.GetReceiveFoldersAsync();
        return ReceiveFolder(rows, content.Properties.GetString(PidTag.MessageClass) ?? "IPM") ?? root;
    }

    /// <summary>Where mail of a class goes: the longest row that is a prefix of it, dot by dot ([MS-OXCSTOR] 3.2.5.2).</summary>
    internal static long? ReceiveFolder(IReadOnlyList<ReceiveFolderRecord> rows, string messageClass)
    {
        ReceiveFolderRecord? best = null;
        foreach (var row in rows)
        {
            var fits = row.MessageClass.Length == 0
                || (messageClass.StartsWith(row.MessageClass, StringComparison.OrdinalIgnoreCase) && (messageClass.Length == row.MessageClass.Length || messageClass[row.MessageClass.Length] == '.'));
            if (fits && (best is null || row.MessageClass.Length > best.MessageClass.Length)) best = row;
        }
        return best?.FolderId;
    }

    private static async Task<long?> FindPathAsync(IMailboxGrain mailbox, long root, string path)
    {
        var at = root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var below = await mailbox.GetHierarchyAsync(MailboxCaller.Server, at, deep: false, softDeleted: false);
            var folded = FolderNames.Fold(name);
            if (below?.Folders.FirstOrDefault(f => f.Folder.Kind == FolderKind.Generic && FolderNames.Fold(f.Folder.DisplayName) == folded) is not { } found) return null;
            at = found.Folder.FolderId;
        }
        return at == root ? null : at;
    }

    private static Guid OperationId(Guid transaction, DeliveryTarget target)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{transaction:n}{target.MailboxGuid:n}{target.FolderPath}"), hash);
        return new Guid(hash[..16]);
    }
}
