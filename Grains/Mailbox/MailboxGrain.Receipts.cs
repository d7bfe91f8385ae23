using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// Read receipts and non-read receipts: submitted in the transaction that says so on the message, so that there is one for a message and
/// never a second. Which messages want one is on their flags since they came.
/// </content>
internal sealed partial class MailboxGrain
{
    private const int NotifyReadFlag = 0x0100, NotifyUnreadFlag = 0x0200;

    /// <summary>Submits the receipts of messages; those that nobody asked for, or that say not where to, are left out. The messages whose receipts go.</summary>
    private async Task<IReadOnlyList<long>> PlanReceiptsAsync(MailboxState state, ChangeSet change, IReadOnlyList<MessageRecord> messages, bool read)
    {
        if (messages.Count == 0 || state.IsPublic) return [];
        var language = MailboxProperties.Language(state.Record.Properties);
        var sent = new List<long>(messages.Count);
        foreach (var message in await ReadBatchAsync(state, [.. messages.Select(m => m.MessageId)], MessageParts.Properties))
        {
            if (ReadReceipt.Write(message.Content.Properties, read, language, change.Now) is not { } receipt) continue;
            var save = new SaveMessage
            {
                OperationId = Guid.NewGuid(),
                FolderId = SpecialFolderPlan.IdOf(SpecialFolder.SpoolerQueue),
                IsNew = true,
                Content = receipt,
                IsRead = true,
                MessageFlags = SubmittedFlag | FromMeFlag,
            };
            // What a mailbox owes others it owes though it is full.
            var (error, id, _) = await PlanInsertAsync(state, change, MailboxCaller.Server, null, save, withinQuota: false);
            if (error != MapiError.Success) continue;
            PlanSubmission(state, change, new SubmitOrder(SubmissionWork.NewJobId(), change.Now), id, receipt);
            sent.Add(message.MessageId);
        }
        if (sent.Count > 0) services.Metrics.Receipts.Add(sent.Count, new KeyValuePair<string, object?>("kind", read ? "read" : "not read"));
        return sent;
    }
}
