using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>A Notification Subscription object ([MS-OXCNOTIF] 3.1.1): which events a client wants to hear of, and where.</summary>
/// <param name="logon">The logon.</param>
/// <param name="types">The kinds of event.</param>
/// <param name="folderId">The folder; 0 for the whole store.</param>
/// <param name="messageId">The message in it; 0 for the folder, and the messages in it.</param>
internal sealed class NotificationObject(LogonObject logon, NotificationTypes types, long folderId, long messageId) : SessionObject(logon)
{
    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Notification;

    /// <summary>The kinds of event.</summary>
    public NotificationTypes Types { get; } = types;

    /// <summary>The folder; 0 for the whole store.</summary>
    public long FolderId { get; } = folderId;

    /// <summary>Whether events of the whole store are wanted.</summary>
    public bool WholeStore => FolderId == 0;

    /// <inheritdoc/>
    public override void Release()
    {
        Logon.Subscription.Remove(this);
        Logon.Session.Events.Forget(this);
    }

    /// <summary>Whether the client wants to hear of an event.</summary>
    public bool Matches(MailboxEvent value)
    {
        if ((Types & TypeOf(value.Kind)) == 0) return false;
        if (WholeStore) return true;
        if (messageId != 0)
            return value.SearchFolderId == 0 && (value.MessageId == messageId && value.FolderId == FolderId || value.OldMessageId == messageId && value.OldFolderId == FolderId);
        // That a subfolder changed is the subfolder's to tell.
        return value is { Kind: MailboxEventKind.Modified, IsMessage: false } ? value.FolderId == FolderId : value.Touches(FolderId);
    }

    /// <summary>The event as a client reads it.</summary>
    public NotificationData Describe(MailboxEvent value)
    {
        var bits = value.IsMessage ? NotificationBits.Message : NotificationBits.None;
        if (value is { IsMessage: true, SearchFolderId: not 0 }) bits |= NotificationBits.SearchFolder;
        if (value is { IsMessage: false, Total: not null }) bits |= NotificationBits.TotalCount;
        // Of public folders a mailbox does not know what is unread to whom.
        if (value is { IsMessage: false, Unread: not null } && !Logon.Info.IsPublic) bits |= NotificationBits.UnreadCount;
        return new NotificationData
        {
            Type = TypeOf(value.Kind),
            Bits = bits,
            FolderId = ObjectIds.ToWire(value.FolderId),
            MessageId = Wire(value.MessageId),
            ParentFolderId = Wire(value.SearchFolderId != 0 ? value.SearchFolderId : value.ParentId),
            OldFolderId = Wire(value.OldFolderId),
            OldMessageId = Wire(value.OldMessageId),
            OldParentFolderId = Wire(value.OldParentId),
            TotalMessageCount = (uint)(value.Total ?? 0),
            UnreadMessageCount = bits.HasFlag(NotificationBits.UnreadCount) ? (uint)value.Unread!.Value : 0,
            MessageFlags = (uint)value.MessageFlags,
            UnicodeFlag = !Logon.Session.Open.CachedMode,
            MessageClass = value.MessageClass,
        };
    }

    private static NotificationTypes TypeOf(MailboxEventKind kind) => kind switch
    {
        MailboxEventKind.NewMail => NotificationTypes.NewMail,
        MailboxEventKind.Created => NotificationTypes.ObjectCreated,
        MailboxEventKind.Deleted => NotificationTypes.ObjectDeleted,
        MailboxEventKind.Modified => NotificationTypes.ObjectModified,
        MailboxEventKind.Moved => NotificationTypes.ObjectMoved,
        MailboxEventKind.Copied => NotificationTypes.ObjectCopied,
        MailboxEventKind.SearchComplete => NotificationTypes.SearchCompleted,
        // A kind that a newer node knows: nobody here asked for it.
        _ => NotificationTypes.None,
    };

    private static ulong Wire(long id) => id == 0 ? 0 : ObjectIds.ToWire(id);
}
