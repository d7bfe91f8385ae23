using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>One message to give: as little of it as the order and the state need.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="ChangeNumber">Its change number when the plan was made.</param>
/// <param name="SortTime">By what newest messages come first.</param>
/// <param name="Size">About how many bytes.</param>
/// <param name="Associated">Whether it is an associated one.</param>
internal readonly record struct PlannedChange(long MessageId, long ChangeNumber, long SortTime, long Size, bool Associated);

/// <summary>
/// What a client does not have of a folder's messages ([MS-OXCFXICS] 3.2.5.3), as of one moment: the folder's highest change number, taken
/// before anything is read. What changes while it is read, or while the stream is made, has a higher one and is the next download's.
/// </summary>
internal sealed class ContentsPlan
{
    // Change number 1 is the root folder's, no message's. A state that covers it was made without restriction.
    private const long FirstChangeNumber = 1;
    private const int PageSize = 1000;

    /// <summary>The folder as the caller sees it.</summary>
    public required FolderView Folder { get; init; }

    /// <summary>The folder's highest change number.</summary>
    public required long Max { get; init; }

    /// <summary>Messages to give, in this order.</summary>
    public List<PlannedChange> Changes { get; } = [];

    /// <summary>Messages that the client has and the folder has not.</summary>
    public required GlobSet Deleted { get; init; }

    /// <summary>Messages that the client has and that don't meet the restriction.</summary>
    public required GlobSet NoLongerInScope { get; init; }

    /// <summary>Messages that the client has and that were read since.</summary>
    public GlobSet Read { get; } = new();

    /// <summary>Messages that the client has and that became unread since.</summary>
    public GlobSet Unread { get; } = new();

    /// <summary>The lowest change number that the state of this download covers.</summary>
    public required long First { get; init; }

    /// <summary>Makes the plan.</summary>
    public static async ValueTask<ContentsPlan> MakeAsync(
        LogonObject logon, FolderView folder, Restriction? restriction, SynchronizationFlags flags, bool byDeliveryTime, IcsState state, CancellationToken cancellationToken)
    {
        var (store, key, folderId) = (logon.Session.Services.Store, logon.Key, folder.Folder.FolderId);
        var max = folder.Folder.ContentsChangeNumber;
        var (seen, seenFai, read, given) = (Own(state.CnsetSeen, logon), Own(state.CnsetSeenFAI, logon), Own(state.CnsetRead, logon), Own(state.IdsetGiven, logon));

        // First what has changed, then what is there: a message that goes in between is deleted and not given.
        var candidates = new Dictionary<long, MessageRecord>();
        var after = Math.Min(
            flags.HasFlag(SynchronizationFlags.Normal) ? Known(seen) : long.MaxValue,
            Math.Min(flags.HasFlag(SynchronizationFlags.FAI) ? Known(seenFai) : long.MaxValue, flags.HasFlag(SynchronizationFlags.ReadState) ? Known(read) : long.MaxValue));
        if (after < max)
        {
            await foreach (var record in store.ReadChangesAsync(key, folderId, after, MessageParts.None, cancellationToken))
            {
                if (record.DeletedAt is not null) continue;
                if (candidates.Count >= logon.Session.Services.Limits.MaxSynchronizedMessages) throw new RopException(MapiError.TooBig, $"more than {candidates.Count} changes in folder {folderId:X}");
                candidates[record.MessageId] = record;
            }
        }
        var there = GlobSet.Of(await store.ReadIndexAsync(key, new MessageIndexQuery { FolderId = folderId }, cancellationToken));
        there.Union(GlobSet.Of(await store.ReadIndexAsync(key, new MessageIndexQuery { FolderId = folderId, Associated = true }, cancellationToken)));
        var scope = restriction is null ? there : await ScopeAsync(logon, folderId, restriction, cancellationToken);

        var deleted = given.Clone();
        deleted.Subtract(there);
        var noLonger = new GlobSet();
        if (restriction is not null)
        {
            noLonger = given.Clone();
            noLonger.Subtract(deleted);
            noLonger.Subtract(scope);
        }
        var plan = new ContentsPlan { Folder = folder, Max = max, Deleted = deleted, NoLongerInScope = noLonger, First = restriction is null ? FirstChangeNumber : FirstChangeNumber + 1 };

        // Where the state was made under a restriction, what it left out has change numbers that the state covers: ids tell.
        if (IsNarrow(seen, restriction) || IsNarrow(seenFai, restriction))
        {
            var missing = scope.Clone();
            missing.Subtract(given);
            foreach (var page in missing.Values().Where(id => !candidates.ContainsKey(id)).Chunk(PageSize))
                foreach (var record in await store.ReadMessagesAsync(key, page, MessageParts.None, cancellationToken))
                    if (record.FolderId == folderId && record.DeletedAt is null)
                        candidates[record.MessageId] = record;
        }

        foreach (var record in candidates.Values)
        {
            if (!there.Contains(record.MessageId) || !scope.Contains(record.MessageId)) continue;
            var (wanted, set) = record.Associated ? (SynchronizationFlags.FAI, seenFai) : (SynchronizationFlags.Normal, seen);
            var isNew = flags.HasFlag(wanted) && record.ChangeNumber <= max
                && (!set.Contains(record.ChangeNumber) || (IsNarrow(set, restriction) && !given.Contains(record.MessageId)));
            if (isNew)
            {
                var time = record.Hot.DeliveryTime != 0 ? record.Hot.DeliveryTime : record.ModifiedAt.ToFileTime();
                plan.Changes.Add(new PlannedChange(record.MessageId, record.ChangeNumber, time, record.Size, record.Associated));
            }
            else if (flags.HasFlag(SynchronizationFlags.ReadState) && !record.Associated && given.Contains(record.MessageId)
                && record.ReadChangeNumber <= max && !read.Contains(record.ReadChangeNumber))
            {
                (record.IsRead ? plan.Read : plan.Unread).Add(record.MessageId);
            }
        }
        plan.Changes.Sort(byDeliveryTime
            ? static (a, b) => (b.SortTime, b.MessageId).CompareTo((a.SortTime, a.MessageId))
            : static (a, b) => (a.ChangeNumber, a.MessageId).CompareTo((b.ChangeNumber, b.MessageId)));
        return plan;
    }

    private static GlobSet Own(IdSet set, LogonObject logon) => set.Sets.TryGetValue(logon.Info.ReplGuid, out var own) ? own : new GlobSet();

    /// <summary>The change number up to which a set has all.</summary>
    private static long Known(GlobSet set) => set.Ranges is [{ Low: <= FirstChangeNumber + 1 } first, ..] ? first.High : 0;

    private static bool IsNarrow(GlobSet set, Restriction? restriction) => !set.IsEmpty && (restriction is not null || !set.Contains(FirstChangeNumber));

    /// <summary>The messages that meet the restriction: an index tells, or they are read through.</summary>
    private static async ValueTask<GlobSet> ScopeAsync(LogonObject logon, long folderId, Restriction restriction, CancellationToken cancellationToken)
    {
        var shape = new TableShape { Restriction = restriction };
        var ids = new List<long>();
        foreach (var associated in (bool[])[false, true])
        {
            var source = new ContentsSource(logon, folderId, associated, softDeleted: false);
            await source.RefreshAsync(cancellationToken);
            var rows = await source.ArrangeAsync(shape, cancellationToken);
            for (var i = 0; i < rows.Count; i++) ids.Add(rows.KeyAt(i).Id);
        }
        return GlobSet.Of(ids);
    }
}
