using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// What a client does not have of a folder's messages ([MS-OXCFXICS] 3.2.5.3), as of one moment: the folder's highest change number, taken
/// before anything is read. What changes while it is read, or while the stream is made, has a higher one and is the next download's.
/// <para>
/// Where the state vouches for it, deletions are read from their traces, so that a download costs what changed and not what is there.
/// Three things are held against that: a state made under a restriction lacks change number 1, one whose deletions were not told lacks
/// change number 2 (both are folders', no message's), and in the end the client must have as many messages as the folder. Where any of
/// these does not hold, all ids of the folder are read.
/// </para>
/// </summary>
internal sealed class ContentsPlan
{
    /// <summary>Covered by states of which nothing was left out by a restriction.</summary>
    public const long UnrestrictedMark = 1;

    /// <summary>Covered by states that were given with all deletions.</summary>
    public const long DeletionsMark = 2;

    private const long FirstOfMessages = 3;
    private const int PageSize = 1000;

    private readonly LogonObject _logon;
    private readonly Restriction? _restriction;
    private readonly SynchronizationFlags _flags;
    private readonly GlobSet _seen, _seenFai, _read, _given;
    private readonly Dictionary<long, FolderView?> _places = [];

    private ContentsPlan(LogonObject logon, FolderView folder, long max, Restriction? restriction, SynchronizationFlags flags, IcsState state)
    {
        (_logon, _restriction, _flags, Folder, Max) = (logon, restriction, flags, folder, max);
        (_seen, _seenFai, _read, _given) = (Own(state.CnsetSeen), Own(state.CnsetSeenFAI), Own(state.CnsetRead), Own(state.IdsetGiven));
    }

    /// <summary>The folder as the caller sees it.</summary>
    public FolderView Folder { get; }

    /// <summary>The highest change number that the plan takes in.</summary>
    public long Max { get; }

    /// <summary>Whether a restriction bounds the scope.</summary>
    public bool IsRestricted => _restriction is not null;

    /// <summary>Messages to give, in this order.</summary>
    public List<MessageChange> Changes { get; } = [];

    /// <summary>Messages that the client has and the folder has not.</summary>
    public GlobSet Deleted { get; private set; } = new();

    /// <summary>Messages that the client has and that don't meet the restriction.</summary>
    public GlobSet NoLongerInScope { get; } = new();

    /// <summary>Messages that the client has and that were read since.</summary>
    public GlobSet Read { get; private set; } = new();

    /// <summary>Messages that the client has and that became unread since.</summary>
    public GlobSet Unread { get; private set; } = new();

    private bool IsSearch => Folder.Folder.Kind == FolderKind.Search;

    private IMailboxStore Store => _logon.Session.Services.Store;

    private int Limit => _logon.Session.Services.Limits.MaxSynchronizedMessages;

    private long FolderId => Folder.Folder.FolderId;

    /// <summary>Makes the plan.</summary>
    public static async ValueTask<ContentsPlan> MakeAsync(
        LogonObject logon, FolderView folder, long max, Restriction? restriction, SynchronizationFlags flags, bool byDeliveryTime, IcsState state, CancellationToken cancellationToken)
    {
        var plan = new ContentsPlan(logon, folder, max, restriction, flags, state);
        if (!await plan.TryByTracesAsync(cancellationToken)) await plan.ByIdsAsync(cancellationToken);
        plan.Changes.Sort(byDeliveryTime
            ? static (a, b) => (b.Time, b.MessageId).CompareTo((a.Time, a.MessageId))
            : static (a, b) => (a.ChangeNumber, a.MessageId).CompareTo((b.ChangeNumber, b.MessageId)));
        return plan;
    }

    /// <summary>
    /// Whether a change of some property groups says enough of a message to this client: it has the message, and what it has of it is what
    /// its state says ([MS-OXCFXICS] 2.2.4.3.11).
    /// </summary>
    public bool MayBePartial(MessageRecord message) => !message.Associated && message.GroupChanges.Length > 0 && !IsNarrow(_seen) && _given.Contains(message.MessageId);

    /// <summary>Whether the client's state covers a change of a normal message.</summary>
    public bool HasSeen(long changeNumber) => _seen.Contains(changeNumber);

    private GlobSet Own(IdSet set) => set.Sets.TryGetValue(_logon.Info.ReplGuid, out var own) ? own : new GlobSet();

    /// <summary>The change number up to which a set has all.</summary>
    private static long Known(GlobSet set)
    {
        foreach (var range in set.Ranges)
            if (range.High >= FirstOfMessages)
                return range.Low <= FirstOfMessages ? range.High : 0;
        return 0;
    }

    /// <summary>The change number up to which all sets that count here have all.</summary>
    private long KnownOf(bool readToo) => Math.Min(
        _flags.HasFlag(SynchronizationFlags.Normal) ? Known(_seen) : long.MaxValue,
        Math.Min(_flags.HasFlag(SynchronizationFlags.FAI) ? Known(_seenFai) : long.MaxValue, readToo && _flags.HasFlag(SynchronizationFlags.ReadState) ? Known(_read) : long.MaxValue));

    private bool IsNarrow(GlobSet set) => !set.IsEmpty && (_restriction is not null || !set.Contains(UnrestrictedMark));

    private async ValueTask<Dictionary<long, MessageChange>> ChangedAsync(CancellationToken cancellationToken)
    {
        var known = KnownOf(readToo: true);
        if (known >= Max) return [];
        var changes = IsSearch
            ? await _logon.Messages.ReadLinkedAsync(_logon.Key, FolderId, Limit + 1, cancellationToken)
            : await _logon.Messages.ReadChangesAsync(_logon.Key, FolderId, known, Limit + 1, cancellationToken);
        if (changes.Count > Limit) throw new RopException(MapiError.TooBig, $"more than {Limit} changes in folder {FolderId:X}");
        var result = new Dictionary<long, MessageChange>(changes.Count);
        foreach (var change in changes) result.Add(change.MessageId, change);
        return result;
    }

    /// <summary>Plans from what changed and what left traces; false where that does not tell all.</summary>
    private async ValueTask<bool> TryByTracesAsync(CancellationToken cancellationToken)
    {
        GlobSet[] sets = [.. Counting()];
        if (IsSearch || _restriction is not null || sets.Length == 0 || sets.Any(IsNarrow)) return false;
        if (!_given.IsEmpty && sets.Any(s => !s.IsEmpty && !s.Contains(DeletionsMark))) return false;

        // First what has changed, then what is gone: a message that goes in between is deleted and not given.
        var changed = await ChangedAsync(cancellationToken);
        foreach (var change in changed.Values)
            if (change.IsDeleted)
                Forget(change.MessageId);
        var known = KnownOf(readToo: false);
        if (!_given.IsEmpty && known < Max)
        {
            foreach (var deletion in await Store.ReadDeletionsAsync(_logon.Key, FolderId, known, cancellationToken))
            {
                if (deletion.IsFolder) continue;
                // One that was restored is there again; one that went after it was read is not.
                if (changed.TryGetValue(deletion.ObjectId, out var there) && !there.IsDeleted && there.ChangeNumber > deletion.ChangeNumber) continue;
                changed.Remove(deletion.ObjectId);
                Forget(deletion.ObjectId);
            }
        }
        Decide(changed.Values, static _ => true);
        if (HasAsManyAsThereAre()) return true;
        Changes.Clear();
        (Deleted, Read, Unread) = (new(), new(), new());
        return false;

        void Forget(long id)
        {
            if (_given.Contains(id)) Deleted.Add(id);
        }
    }

    private IEnumerable<GlobSet> Counting()
    {
        if (_flags.HasFlag(SynchronizationFlags.Normal)) yield return _seen;
        if (_flags.HasFlag(SynchronizationFlags.FAI)) yield return _seenFai;
    }

    /// <summary>Whether the client will have as many messages as the folder, of the kinds that are synchronized.</summary>
    private bool HasAsManyAsThereAre()
    {
        var counters = Folder.Folder.Counters;
        long there = (_flags.HasFlag(SynchronizationFlags.Normal) ? counters.Items : 0) + (_flags.HasFlag(SynchronizationFlags.FAI) ? counters.Associated : 0);
        return _given.Count - Deleted.Count + Changes.Count(c => !_given.Contains(c.MessageId)) == there;
    }

    /// <summary>Plans from all ids of the folder, and of the scope.</summary>
    private async ValueTask ByIdsAsync(CancellationToken cancellationToken)
    {
        // First what has changed, then what is there, for the same reason.
        var changed = await ChangedAsync(cancellationToken);
        var there = await ThereAsync(cancellationToken);
        var scope = _restriction is null ? there : await ScopeAsync(cancellationToken);
        Deleted.Union(_given);
        Deleted.Subtract(there);
        if (_restriction is not null)
        {
            NoLongerInScope.Union(_given);
            NoLongerInScope.Subtract(Deleted);
            NoLongerInScope.Subtract(scope);
        }
        // Where the state was made under a restriction, what it left out has change numbers that the state covers: ids tell.
        if (IsNarrow(_seen) || IsNarrow(_seenFai) || IsSearch)
        {
            var missing = scope.Clone();
            missing.Subtract(_given);
            foreach (var page in missing.Values().Where(id => !changed.ContainsKey(id)).Chunk(PageSize))
                foreach (var change in await _logon.Messages.ReadChangesOfAsync(_logon.Key, page, cancellationToken))
                    changed[change.MessageId] = change;
        }
        Decide(changed.Values, id => there.Contains(id) && scope.Contains(id));
    }

    private void Decide(IEnumerable<MessageChange> changed, Func<long, bool> isInScope)
    {
        foreach (var change in changed)
        {
            if (change.IsDeleted || (!IsSearch && change.FolderId != FolderId) || !isInScope(change.MessageId)) continue;
            var (wanted, set) = change.Associated ? (SynchronizationFlags.FAI, _seenFai) : (SynchronizationFlags.Normal, _seen);
            // What a search finds anew changed when it changed, which a state may cover.
            var byId = IsSearch || IsNarrow(set);
            var isNew = _flags.HasFlag(wanted) && change.ChangeNumber <= Max && (!set.Contains(change.ChangeNumber) || (byId && !_given.Contains(change.MessageId)));
            if (isNew) Changes.Add(change);
            else if (_flags.HasFlag(SynchronizationFlags.ReadState) && !change.Associated && _given.Contains(change.MessageId)
                && change.ReadChangeNumber <= Max && !_read.Contains(change.ReadChangeNumber))
                (change.IsRead ? Read : Unread).Add(change.MessageId);
        }
    }

    private async ValueTask<GlobSet> ThereAsync(CancellationToken cancellationToken)
    {
        if (!IsSearch)
        {
            var ids = GlobSet.Of(await _logon.Messages.ReadIndexAsync(_logon.Key, new MessageIndexQuery { FolderId = FolderId }, cancellationToken));
            ids.Union(GlobSet.Of(await _logon.Messages.ReadIndexAsync(_logon.Key, new MessageIndexQuery { FolderId = FolderId, Associated = true }, cancellationToken)));
            return ids;
        }
        var shown = new List<long>();
        foreach (var change in await _logon.Messages.ReadLinkedAsync(_logon.Key, FolderId, Limit, cancellationToken))
            if (!change.IsDeleted && await IsReadableAsync(change.FolderId))
                shown.Add(change.MessageId);
        return GlobSet.Of(shown);
    }

    /// <summary>Whether the caller may read what a search found where it is.</summary>
    private async ValueTask<bool> IsReadableAsync(long folderId)
    {
        if (_logon.Caller.HasAllRights) return true;
        if (!_places.TryGetValue(folderId, out var view)) _places.Add(folderId, view = await _logon.Mailbox.FindFolderAsync(_logon.Caller, folderId, deletedToo: false));
        return view is not null && FolderAccess.Reads(view.Rights);
    }

    /// <summary>The messages that meet the restriction: an index tells, or they are read through.</summary>
    private async ValueTask<GlobSet> ScopeAsync(CancellationToken cancellationToken)
    {
        var shape = new TableShape { Restriction = _restriction };
        var ids = new List<long>();
        foreach (var associated in (bool[])[false, true])
        {
            var source = new ContentsSource(_logon, FolderId, associated, softDeleted: false);
            await source.RefreshAsync(cancellationToken);
            var rows = await source.ArrangeAsync(shape, cancellationToken);
            for (var i = 0; i < rows.Count; i++) ids.Add(rows.KeyAt(i).Id);
        }
        return GlobSet.Of(ids);
    }
}
