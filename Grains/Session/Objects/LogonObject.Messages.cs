using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>What a logon reads of messages, and how many of them its user has read.</summary>
internal sealed partial class LogonObject
{
    private readonly PersonalMessages? _personal = info.IsPublic ? new PersonalMessages(session.Services.Store, caller.AccountId, info.ReplGuid) : null;

    /// <summary>Messages as the caller sees them: in public folders everybody has a read state of their own.</summary>
    public IMessageReader Messages => (IMessageReader?)_personal ?? Session.Services.Store;

    /// <summary>A folder with the caller's own number of unread messages, where one of these properties tells it.</summary>
    public async ValueTask<FolderView> PersonalAsync(FolderView view, bool counted, CancellationToken cancellationToken)
    {
        if (_personal is null || !counted || view.Folder is { Counters.Items: 0 } or { Kind: not FolderKind.Generic }) return view;
        var counters = view.Folder.Counters;
        var read = await _personal.CountReadAsync(Key, view.Folder.FolderId, cancellationToken);
        return view with { Folder = view.Folder with { Counters = counters with { Unread = (int)Math.Max(0, counters.Items - read) } } };
    }

    /// <summary>Whether a property tells how many messages are unread.</summary>
    public static bool CountsUnread(PropertyTag tag) => tag.Id == PidTag.ContentUnreadCount.Id;
}
