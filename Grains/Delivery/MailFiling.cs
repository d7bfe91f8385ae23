using System.Security.Cryptography;
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
internal sealed class MailFiling(IGrainFactory grains, RuleEngine rules, OutgoingMail outgoing, SmarthostOptions smarthost, MailboxOptions mailboxes, PatientCalls calls, ILogger<MailFiling> logger)
{
    /// <summary>Bytes of one message that a mailbox takes.</summary>
    public long MaxMessageSize => mailboxes.MaxMessageSize;

    /// <summary>Makes the message one of the mailbox, asks the rules about it, and saves what they leave of it.</summary>
    public async Task<DeliveryResult> FileAsync(Arrival arrival, DeliveryTarget target, CancellationToken cancellationToken)
    {
        var mailbox = grains.GetGrain<IMailboxGrain>(target.MailboxGuid);
        var info = await calls.AskAsync(mailbox.FindAsync, cancellationToken) ?? throw new MailboxMissingException(target.MailboxGuid);
        if (info.QuotaBytes is { } quota && info.SizeBytes + arrival.Size > quota)
        {
            await mailbox.ReportRefusedAsync();
            return new DeliveryResult(DeliveryStatus.OverQuota, "The mailbox is full");
        }
        var (content, mime) = await arrival.ForAsync(mailbox, info, target, cancellationToken);
        if (arrival.ReceivedFor.Length > 0 && await calls.AskAsync(() => grains.GetGrain<IDirectoryGrain>(0).FindByAddressAsync(arrival.ReceivedFor), cancellationToken) is { } represented)
            RuleMails.SetReceivedFor(content.Properties, represented);
        var folder = await calls.AskAsync(() => FolderAsync(mailbox, info, target, content), cancellationToken);
        var save = new SaveMessage
        {
            OperationId = OperationId(arrival.TransactionId, target),
            FolderId = folder,
            IsNew = true,
            Content = content,
            IsRead = false,
            Mime = mime,
            IsDelivery = true,
        };
        RuleHeaders? headers = null;
        if (ReceiptRequests.Any(content.Properties))
        {
            headers = new RuleHeaders(await calls.AskAsync(() => mailbox.GetPropertyIdsAsync(RuleNames.All, create: true), cancellationToken));
            save = save with { MessageFlags = ReceiptRequests.PendingOf(content, arrival.EnvelopeSender, headers) };
        }
        var (saved, placed) = await RuleAsync(arrival, target, mailbox, info, save, headers, cancellationToken);
        if (saved.Error == MapiError.Success) DeliveryLog.Delivered(logger, arrival.TransactionId, arrival.Size, target.MailboxGuid, placed, saved.MessageId);
        else DeliveryLog.Refused(logger, arrival.TransactionId, target.MailboxGuid, saved.Error);
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
    private async Task<(SaveMessageResult Saved, long Folder)> RuleAsync(Arrival arrival, DeliveryTarget target, IMailboxGrain mailbox, MailboxInfo info, SaveMessage save, RuleHeaders? receipts, CancellationToken cancellationToken)
    {
        var delivery = new RuleDelivery
        {
            TransactionId = arrival.TransactionId,
            EnvelopeSender = arrival.EnvelopeSender,
            Mailbox = mailbox,
            Info = info,
            Owner = target.Account,
            Content = save.Content,
        };
        var outcome = await calls.AskAsync(() => rules.RunAsync(delivery, save.FolderId, cancellationToken), cancellationToken);
        List<RuleMail> sends = [.. outcome?.Mails ?? []];
        if (outcome is null or { Copies.Count: > 0 } && ReceiptOf(delivery, receipts) is { } receipt) sends.Add(receipt);
        if (outcome is null && sends.Count == 0) return (await calls.AskAsync(() => mailbox.SaveMessageAsync(MailboxCaller.Server, save), cancellationToken), save.FolderId);
        outcome ??= new RuleOutcome([new RuleCopy(save.FolderId, new RuleState(save.Content))], [], [], [], []);
        var mails = new List<QueuedMail>(sends.Count);
        foreach (var mail in sends) mails.Add(await QueueAsync(delivery, mail, cancellationToken));
        // Whoever has the mailbox by then knows by the operation id whether it happened.
        var saved = await calls.AskAsync(() => mailbox.DeliverRuledAsync(new RuledDelivery
        {
            OperationId = save.OperationId,
            // Of several copies one has the receipt to send.
            Copies = [.. outcome.Copies.Select((c, i) => save with { FolderId = c.FolderId, Content = c.State.Content, IsRead = c.State.IsRead, MessageFlags = i == 0 ? save.MessageFlags : null })],
            Deferred = outcome.Deferred,
            Faults = outcome.Faults,
            Replies = outcome.Replies,
            Mails = mails,
        }), cancellationToken);
        return (saved, outcome.Copies is [var first, ..] ? first.FolderId : 0);
    }

    /// <summary>The delivery receipt of a message that asks for one; null where none goes out.</summary>
    private RuleMail? ReceiptOf(RuleDelivery delivery, RuleHeaders? headers)
    {
        if (headers is null || delivery.Owner is not { } owner || !ReceiptRequests.WantsDelivery(delivery.Content, delivery.EnvelopeSender, headers)) return null;
        return rules.Replies.TryCount(delivery.Info.MailboxGuid, $"receipt {delivery.EnvelopeSender}") ? new RuleMails(delivery, owner, headers, rules.Time.GetUtcNow()).Delivered() : null;
    }

    private async Task<QueuedMail> QueueAsync(RuleDelivery delivery, RuleMail mail, CancellationToken cancellationToken)
    {
        var expansion = await calls.AskAsync(() => new RecipientExpansion(grains.GetGrain<IDirectoryGrain>(0), smarthost).ExpandAsync(mail.Recipients), cancellationToken);
        var envelope = RelayEnvelope.Of(mail.Content, mail.EnvelopeSender, expansion) with { ReceivedFor = mail.ReceivedFor };
        return await calls.AskAsync(() => outgoing.PrepareAsync(delivery.Mailbox, delivery.Key, mail.Content, envelope, delivery.Owner!.Address, cancellationToken), cancellationToken);
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
