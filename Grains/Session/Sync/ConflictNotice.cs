using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// Conflict notification messages ([MS-OXCFXICS] 3.1.5.6.3.1): whoever owns a public folder hears of a message in it that has several versions.
/// They are no more than a hint: the message is saved, whether they arrive or not.
/// </summary>
internal static class ConflictNotice
{
    private const string MessageClass = "IPM.Conflict.Message";

    /// <summary>Tells those who own a folder of a conflict resolve message in it, unless the folder says that nobody wants to hear of it.</summary>
    public static async Task SendAsync(LogonObject logon, FolderView folder, MessageRecord record)
    {
        if (!logon.Info.IsPublic || ((folder.Folder.Properties.GetInt32(PidTag.ResolveMethod) ?? 0) & ConflictVersions.NoNotification) != 0) return;
        var services = logon.Session.Services;
        try
        {
            var permissions = await logon.Mailbox.GetPermissionsAsync(MailboxCaller.Server, folder.Folder.FolderId) ?? [];
            foreach (var owner in permissions.Where(p => p.AccountId != Guid.Empty && FolderAccess.Owns(p.Rights)).Take(services.Limits.MaxConflictNotices))
            {
                // Groups, and who has no mailbox here, hear nothing.
                if (await services.Grains.GetGrain<IDirectoryGrain>(0).FindByIdAsync(owner.AccountId) is not { } account || account.MailboxGuid == Guid.Empty) continue;
                var result = await services.Grains.GetGrain<IMailboxGrain>(account.MailboxGuid).SaveMessageAsync(MailboxCaller.Server, new SaveMessage
                {
                    OperationId = Guid.NewGuid(),
                    FolderId = SpecialFolderPlan.IdsFor(MailboxKind.Private)[SpecialFolder.Inbox],
                    IsNew = true,
                    IsDelivery = true,
                    Content = Of(logon, folder, record),
                });
                if (result.Error != MapiError.Success) SyncLog.NotNotified(services.Logger, null, logon.Session.Open.SessionId, record.MessageId, account.Address, result.Error);
            }
        }
        catch (Exception e) when (MapiSession.IsUnavailable(e) || e is MailboxMissingException)
        {
            SyncLog.NotNotified(services.Logger, e, logon.Session.Open.SessionId, record.MessageId, "those who own the folder", MapiError.RpcServerBusy);
        }
    }

    private static MessageContent Of(LogonObject logon, FolderView folder, MessageRecord record)
    {
        var subject = record.Content.Properties.GetString(PidTag.Subject) ?? "";
        var content = new MessageContent();
        var now = logon.Session.Services.Time.GetUtcNow();
        content.Properties.Set(PidTag.MessageClass, MessageClass);
        content.Properties.Set(PidTag.Subject, $"Conflict: {subject}");
        content.Properties.Set(PidTag.OriginalSubject, subject);
        content.Properties.Set(PidTag.SenderName, folder.Folder.DisplayName);
        content.Properties.Set(PidTag.SentRepresentingName, folder.Folder.DisplayName);
        content.Properties.Set(new TaggedPropertyValue(PidTag.ConflictEntryId, MessageProperties.Get(logon, record, PidTag.EntryId, folder)));
        content.Properties.Set(PidTag.ClientSubmitTime, now);
        content.Properties.Set(PidTag.MessageDeliveryTime, now);
        return content;
    }
}
