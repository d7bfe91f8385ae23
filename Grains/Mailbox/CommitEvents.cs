using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// What a commit means to those who look at the mailbox. All is read from the operations that were committed, so that whoever adds a write need
/// not think of notifications. Begun before the commit is taken over, while memory still knows how it was; ended after it, for the counters.
/// </summary>
internal sealed class CommitEvents
{
    private readonly List<MailboxEvent> _events = [];

    // Folders that a later event of the same commit need not tell of again.
    private readonly Dictionary<long, FolderChange> _folders = [];

    private CommitEvents()
    {
    }

    /// <summary>Permission lists that the commit replaces, by folder: who saw the folder before may not see it any more.</summary>
    public Dictionary<long, IReadOnlyList<FolderPermission>> FormerPermissions { get; } = [];

    /// <summary>The events of a commit that was not yet taken over by <paramref name="state"/>.</summary>
    public static CommitEvents Begin(MailboxState state, MailboxCommit commit, ChangeSet change)
    {
        var found = new CommitEvents();
        var places = new Places(
            commit.Operations.OfType<StoreOperation.MoveMessage>().Select(m => m.MessageId).ToHashSet(),
            commit.Operations.OfType<StoreOperation.RecordDeletions>().SelectMany(d => d.Deletions).Where(d => !d.IsFolder).DistinctBy(d => d.ObjectId).ToDictionary(d => d.ObjectId, d => d.FolderId),
            // A search folder counts what is in others.
            commit.Operations.OfType<StoreOperation.AdjustFolder>().Select(a => a.FolderId).Distinct().Where(id => state.Folders.FindRecord(id)?.Kind != FolderKind.Search).ToArray());
        foreach (var operation in commit.Operations) found.Add(state, operation, change, places);
        found._events.AddRange(change.SearchEvents);
        return found;
    }

    /// <summary>The events in order: objects first, then folders with what they count now.</summary>
    public IReadOnlyList<MailboxEvent> End(MailboxState state)
    {
        foreach (var (folderId, change) in _folders)
        {
            if (state.Folders.Find(folderId)?.Record is not { DeletedAt: null } folder) continue;
            _events.Add(new MailboxEvent
            {
                Kind = MailboxEventKind.Modified,
                FolderId = folderId,
                ParentId = folder.ParentId,
                Total = change.Total ? folder.Counters.Items : null,
                Unread = change.Unread ? folder.Counters.Unread : null,
                ContentsUnknown = change.ContentsUnknown,
                ContentsOnly = !change.Itself,
            });
        }
        return _events;
    }

    private void Add(MailboxState state, StoreOperation operation, ChangeSet change, Places places)
    {
        switch (operation)
        {
            case StoreOperation.InsertFolder(var folder):
                AddFolder(state, folder, change);
                break;
            case StoreOperation.UpdateFolder(var folder) when state.Folders.Find(folder.FolderId)?.Record is { } before:
                Compare(before, folder);
                break;
            case StoreOperation.AdjustFolder adjust:
                Folder(adjust.FolderId).Counted(adjust.Delta);
                break;
            case StoreOperation.InsertMessage(var message):
                if (change.Deliveries.Contains(message.MessageId)) _events.Add(NewMail(message));
                _events.Add(Of(MailboxEventKind.Created, message));
                break;
            case StoreOperation.UpdateMessage update:
                _events.Add(Of(MailboxEventKind.Modified, update.Message));
                break;
            case StoreOperation.MoveMessage move:
                AddMove(places, move);
                break;
            case StoreOperation.CopyMessage copy:
                _events.Add(Of(MailboxEventKind.Copied, copy.Columns) with { OldFolderId = copy.SourceFolderId, OldMessageId = copy.SourceMessageId });
                break;
            case StoreOperation.RecordDeletions { NeverThere: false, Deletions: var deletions }:
                foreach (var gone in deletions)
                {
                    if (gone.IsFolder || places.Moved.Contains(gone.ObjectId)) continue;
                    _events.Add(new MailboxEvent { Kind = MailboxEventKind.Deleted, FolderId = gone.FolderId, MessageId = gone.ObjectId, Associated = gone.Associated });
                }
                break;
            case StoreOperation.SetReadState(var ids, _, _):
                Modify(ids, places);
                break;
            case StoreOperation.ClearMessageFlags(var ids, _):
                Modify(ids, places);
                break;
            case StoreOperation.SetMessageStatus(var id, _):
                Modify([id], places);
                break;
            case StoreOperation.SetDeleted { DeletedAt: null }:
                // Back from the deleted ones: which they are is in the folder to see.
                foreach (var folder in places.Adjusted) Folder(folder).ContentsUnknown = true;
                break;
            default:
                break;
        }
    }

    private void AddFolder(MailboxState state, FolderRecord folder, ChangeSet change)
    {
        var made = new MailboxEvent { Kind = MailboxEventKind.Created, FolderId = folder.FolderId, ParentId = folder.ParentId };
        if (change.FolderCopies.TryGetValue(folder.FolderId, out var source))
            made = made with { Kind = MailboxEventKind.Copied, OldFolderId = source, OldParentId = state.Folders.Find(source)?.Record.ParentId ?? 0 };
        _events.Add(made);
        // What it says of its subfolders is another thing now.
        Folder(folder.ParentId).Itself = true;
    }

    private void Compare(FolderRecord before, FolderRecord after)
    {
        var deleted = after.DeletedAt is not null;
        if (before.DeletedAt is not null && deleted) return;
        if (before.DeletedAt is null && deleted)
        {
            _events.Add(new MailboxEvent { Kind = MailboxEventKind.Deleted, FolderId = after.FolderId, ParentId = before.ParentId });
            Folder(before.ParentId).Itself = true;
        }
        else if (before.DeletedAt is not null)
        {
            _events.Add(new MailboxEvent { Kind = MailboxEventKind.Created, FolderId = after.FolderId, ParentId = after.ParentId });
            Folder(after.ParentId).Itself = true;
        }
        else if (before.ParentId != after.ParentId)
        {
            _events.Add(new MailboxEvent { Kind = MailboxEventKind.Moved, FolderId = after.FolderId, ParentId = after.ParentId, OldFolderId = before.FolderId, OldParentId = before.ParentId });
            Folder(before.ParentId).Itself = true;
            Folder(after.ParentId).Itself = true;
        }
        else
        {
            Folder(after.FolderId).Itself = true;
        }
        if (!before.Permissions.SequenceEqual(after.Permissions)) FormerPermissions[after.FolderId] = before.Permissions;
    }

    private void AddMove(Places places, StoreOperation.MoveMessage move)
    {
        // One that comes back from the deleted ones left no trace in this commit: to those who look at the folders it is new.
        _events.Add(places.Left.TryGetValue(move.MessageId, out var from)
            ? Of(MailboxEventKind.Moved, move.Columns) with { OldFolderId = from, OldMessageId = move.MessageId }
            : Of(MailboxEventKind.Created, move.Columns));
    }

    private void Modify(IReadOnlyList<long> ids, Places places)
    {
        if (places.Adjusted is [var folder])
        {
            foreach (var id in ids) _events.Add(new MailboxEvent { Kind = MailboxEventKind.Modified, FolderId = folder, MessageId = id });
            return;
        }
        // The operation does not say where they are: somewhere in the folders that the commit adjusts.
        foreach (var adjusted in places.Adjusted) Folder(adjusted).ContentsUnknown = true;
    }

    private static MailboxEvent Of(MailboxEventKind kind, MessageRecord message) =>
        new() { Kind = kind, FolderId = message.FolderId, MessageId = message.MessageId, Associated = message.Associated };

    private static MailboxEvent NewMail(MessageRecord message) => Of(MailboxEventKind.NewMail, message) with
    {
        MessageFlags = MessageProperties.FlagsOf(message),
        MessageClass = message.Content.Properties.GetString(PidTag.MessageClass) ?? "IPM",
    };

    private FolderChange Folder(long id)
    {
        if (!_folders.TryGetValue(id, out var change)) _folders.Add(id, change = new FolderChange());
        return change;
    }

    /// <summary>Where a commit's messages are, as far as its operations say.</summary>
    /// <param name="Moved">Messages that go elsewhere, by the ids they had.</param>
    /// <param name="Left">Messages that leave a folder, and which.</param>
    /// <param name="Adjusted">Folders whose contents change.</param>
    private sealed record Places(HashSet<long> Moved, Dictionary<long, long> Left, long[] Adjusted);

    private sealed class FolderChange
    {
        public bool Itself { get; set; }
        public bool ContentsUnknown { get; set; }
        public bool Total { get; private set; }
        public bool Unread { get; private set; }

        public void Counted(FolderCounters delta)
        {
            Total |= delta.Items != 0;
            Unread |= delta.Unread != 0;
        }
    }
}
