using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// Search folders ([MS-OXCFOLD] 3.2.5.4). Every transaction takes along what it changes in searches: the messages that it touches are held
/// against their criteria before it is committed, so no crash leaves a search behind its mailbox. What is more than that, filling a folder
/// and following a folder that comes into a scope or leaves it, is the runner's.
/// </content>
internal sealed partial class MailboxGrain
{
    private OwnView? _ownView;

    /// <inheritdoc/>
    public Task<MapiError> SetSearchCriteriaAsync(MailboxCaller caller, long folderId, byte[] criteria, bool stop) => WriteAsync(async state =>
    {
        if (!TrySee(state, folderId, caller, out var node, out var rights)) return MapiError.NotFound;
        if (node.Record.Kind != FolderKind.Search) return MapiError.NotSearchFolder;
        if (!FolderAccess.Owns(rights)) return MapiError.AccessDenied;
        if (criteria.Length > Options.MaxSearchCriteriaSize) return Refused(MapiError.TooBig, nameof(MailboxOptions.MaxSearchCriteriaSize)).Error;
        if (SearchCriteria.TryParse(criteria, out _) is not { } parsed) return MapiError.InvalidParameter;
        if (JudgeScope(state, caller, node, parsed.FolderIds) is var error and not MapiError.Success) return error;

        var progress = node.Record.SearchProgress;
        var change = NewChange(state);
        if (node.Record.SearchCriteria is { } current && current.AsSpan().SequenceEqual(criteria))
        {
            if (stop)
            {
                // What has been filled once, whatever it follows now, is not stopped.
                if (progress != SearchProgress.Pending || _searchWork.GetValueOrDefault(folderId) is { IsFilling: false }) return MapiError.Success;
                change.Add(new StoreOperation.SetSearchProgress(folderId, SearchProgress.Stopped));
                change.Adjust(folderId, new FolderCounters(), change.TakeChangeNumber());
                await CommitAsync(state, change);
                return MapiError.Success;
            }
            // A client that repeats itself must not see the folder empty itself. A static search is done again: nothing else brings it up to date.
            if (progress == SearchProgress.Pending || (progress == SearchProgress.Complete && node.Search?.IsStatic != true)) return MapiError.Success;
        }
        else
        {
            change.Add(new StoreOperation.UpdateFolder(Stamp(state, change, node.Record with { SearchCriteria = criteria })));
        }
        if (node.Record.SearchCriteria is null || !node.Record.SearchCriteria.AsSpan().SequenceEqual(criteria)) PlanRefilling(change, SearchNesting.Around(state, folderId));
        PlanClearing(change, node.Record);
        change.Add(new StoreOperation.SetSearchProgress(folderId, stop ? SearchProgress.Stopped : SearchProgress.Pending));
        await CommitAsync(state, change);
        return MapiError.Success;
    });

    private static MapiError JudgeScope(MailboxState state, MailboxCaller caller, FolderNode search, IReadOnlyList<long> scope)
    {
        var around = SearchNesting.Around(state, search.Id);
        foreach (var id in scope)
        {
            if (!TrySee(state, id, caller, out var folder, out var rights)) return MapiError.NotFound;
            // Itself is the specification's; one that searches it is the same in more steps.
            if (folder == search || around.Contains(folder)) return MapiError.SearchFolderScopeViolation;
            if (!FolderAccess.Reads(rights)) return MapiError.AccessDenied;
        }
        return SearchNesting.DepthOf(state, scope) + around.Count > SearchNesting.MaxDepth ? MapiError.TooComplex : MapiError.Success;
    }

    /// <summary>Fills searches anew whose scope means something else now. A static one that has been filled stays as it is.</summary>
    private static void PlanRefilling(ChangeSet change, IEnumerable<FolderNode> searches)
    {
        foreach (var search in searches.Where(IsLive))
        {
            PlanClearing(change, search.Record);
            change.Add(new StoreOperation.SetSearchProgress(search.Id, SearchProgress.Pending));
        }
    }

    /// <summary>Empties a search folder.</summary>
    private static void PlanClearing(ChangeSet change, FolderRecord folder)
    {
        change.Add(new StoreOperation.ClearSearchLinks(folder.FolderId));
        var c = folder.Counters;
        change.SearchEvents.Add(EventBuffer.Unknown(folder.FolderId));
        change.Adjust(folder.FolderId, new FolderCounters { Items = -c.Items, Unread = -c.Unread, Size = -c.Size }, change.LatestChangeNumber());
    }

    private bool HasRoomForSearch(MailboxState state, int searches)
    {
        if (searches == 0 || state.Folders.Searches.Count(s => !s.Deleted) + searches <= Options.MaxSearchFolders) return true;
        services.Metrics.Refuse(nameof(MailboxOptions.MaxSearchFolders));
        return false;
    }

    /// <summary>Adds to a transaction what it changes in searches.</summary>
    private async Task<SearchPlan> PlanSearchesAsync(MailboxState state, ChangeSet change)
    {
        var plan = new SearchPlan(state, change);
        if (state.Folders.Searches.Count == 0) return plan;
        PlanFolderChanges(state, change, plan);
        if (plan.Touches.IsEmpty || !state.Folders.Searches.Exists(s => !s.Deleted)) return plan;
        var links = (await ReadLinksAsync(state, plan.Touches)).Where(l => !plan.Refilled.Contains(l.SearchFolderId)).ToLookup(l => l.MessageId);
        PlanDepartures(change, plan.Touches, links);
        await PlanTouchesAsync(state, change, plan, links);
        return plan;
    }

    /// <summary>What a change of folders does: a search that is deleted or restored, and scopes that a folder comes into or leaves.</summary>
    private static void PlanFolderChanges(MailboxState state, ChangeSet change, SearchPlan plan)
    {
        var moved = new HashSet<FolderNode>();
        foreach (var update in change.Operations.OfType<StoreOperation.UpdateFolder>().ToArray())
        {
            if (state.Folders.Find(update.Folder.FolderId) is not { } node) continue;
            var wasDeleted = node.Deleted;
            var isDeleted = update.Folder.DeletedAt is not null;
            if (node.Record.Kind == FolderKind.Search)
            {
                // Deleting a search deletes its links, and only them ([MS-OXCFOLD] 3.1.4.4); one that comes back is filled anew.
                if (isDeleted && !wasDeleted) PlanClearing(change, node.Record);
                if (!isDeleted && wasDeleted) change.Add(new StoreOperation.SetSearchProgress(node.Id, SearchProgress.Pending));
                if (isDeleted != wasDeleted) plan.Refilled.UnionWith(SearchNesting.Around(state, node.Id).Where(IsLive).Select(s => s.Id));
            }
            else if (isDeleted != wasDeleted || update.Folder.ParentId != node.Record.ParentId)
            {
                moved.UnionWith(node.Subtree());
            }
        }
        foreach (var gone in change.Operations.OfType<StoreOperation.DeleteFolder>())
            if (state.Folders.Find(gone.FolderId) is { Deleted: false, Record.Kind: FolderKind.Search }) plan.Refilled.UnionWith(SearchNesting.Around(state, gone.FolderId).Where(IsLive).Select(s => s.Id));
        foreach (var search in moved.Count == 0 ? [] : state.Folders.Searches.Where(IsLive).ToArray())
        {
            if (plan.Refilled.Contains(search.Id)) continue;
            if (SearchNesting.Inner(state, search.Search!).Any())
            {
                // By which of the searches a folder is reached may change while it goes on being reached: then all is looked at again.
                var all = SearchNesting.All(state, search.Search!).ToArray();
                if (moved.Any(f => f.Record.Counters.Items > 0 && all.Any(s => s.Covers(f.Id, state.Folders.FindRecord) != s.Covers(f.Id, plan.Find)))) plan.Refilled.Add(search.Id);
                continue;
            }
            var changed = moved.Where(f => f.Record.Counters.Items > 0 && f.Record.Kind != FolderKind.Search && search.Search!.Covers(f.Id, state.Folders.FindRecord) != search.Search.Covers(f.Id, plan.Find)).Select(f => f.Id).ToArray();
            if (changed.Length == 0) continue;
            plan.Following.Add(search.Id, (changed, search.Record.SearchProgress));
            if (search.Record.SearchProgress != SearchProgress.Pending) change.Add(new StoreOperation.SetSearchProgress(search.Id, SearchProgress.Pending));
        }
        PlanRefilling(change, plan.Refilled.Select(id => state.Folders.Find(id)!));
    }

    private async Task<IEnumerable<SearchLink>> ReadLinksAsync(MailboxState state, MessageTouches touches)
    {
        var ids = touches.All.Where(t => t.PreviousId != 0).Select(t => t.PreviousId).Concat(touches.Gone).ToArray();
        var links = ids.Length == 0 ? [] : await ReadAsync(s => s.ReadSearchLinksAsync(state.Record.Key, new SearchLinkQuery { MessageIds = ids }, CancellationToken.None));
        foreach (var folder in touches.GoneFolders)
        {
            var left = await ReadAsync(s => s.ReadSearchLinksAsync(state.Record.Key, new SearchLinkQuery { InFolderId = folder }, CancellationToken.None));
            links = links.Union(left).ToArray();
        }
        return links;
    }

    /// <summary>Counts out what goes for good; its links go with it.</summary>
    private static void PlanDepartures(ChangeSet change, MessageTouches touches, ILookup<long, SearchLink> links)
    {
        var staying = touches.All.Select(t => t.PreviousId).ToHashSet();
        foreach (var link in links.Where(l => !staying.Contains(l.Key)).SelectMany(l => l))
        {
            change.Adjust(link.SearchFolderId, Counted(link, -1), change.LatestChangeNumber());
            change.TellSearch(MailboxEventKind.Deleted, link.SearchFolderId, link.FolderId, link.MessageId);
        }
    }

    private async Task PlanTouchesAsync(MailboxState state, ChangeSet change, SearchPlan plan, ILookup<long, SearchLink> links)
    {
        var searches = state.Folders.Searches.Where(s => !s.Deleted).ToArray();
        var live = searches.Where(IsLive).ToArray();
        var parts = live.Aggregate(MessageParts.None, (all, s) => all | SearchNesting.PartsOf(state, s.Search!));
        var missing = plan.Touches.All.Where(t => t.Whole is null && !t.IsDeleted).Select(t => t.SourceId).Distinct().ToArray();
        var rows = (await ReadForSearchAsync(state, missing, parts)).ToDictionary(m => m.MessageId);
        var room = searches.ToDictionary(s => s.Id, s => Options.MaxSearchLinks - (plan.Refilled.Contains(s.Id) ? 0 : s.Record.Counters.Items));
        var (added, removed) = (new Dictionary<long, List<long>>(), new Dictionary<long, List<long>>());
        foreach (var touch in plan.Touches.All)
        {
            var after = touch.IsDeleted ? null : touch.After(rows);
            foreach (var search in searches)
            {
                var before = links[touch.PreviousId].Where(l => l.SearchFolderId == search.Id).Select(l => (SearchLink?)l).FirstOrDefault();
                var shown = IsLive(search) ? after is not null && await FindsAsync(state, search.Search!, after, plan.Find) : before is not null;
                if (before is null && !shown) continue;
                var moved = touch.Id != touch.PreviousId;
                if (shown && before is null && room[search.Id] <= 0)
                {
                    services.Metrics.Refuse(nameof(MailboxOptions.MaxSearchLinks));
                    if (search.Record.SearchProgress != SearchProgress.Truncated) plan.Truncated.Add(search.Id);
                    continue;
                }
                var now = !shown ? new FolderCounters() : Counted(after is null ? before!.Value : new SearchLink(search.Id, after.MessageId, after.FolderId, after.Size, after.IsRead), 1);
                change.Adjust(search.Id, before is { } link ? now.Plus(Counted(link, -1)) : now, change.LatestChangeNumber());
                if (before is { } left && (moved || !shown)) change.TellSearch(MailboxEventKind.Deleted, search.Id, left.FolderId, left.MessageId);
                if (shown && after is not null) change.TellSearch(before is null || moved ? MailboxEventKind.Created : MailboxEventKind.Modified, search.Id, after.FolderId, after.MessageId);
                room[search.Id] += (before is null ? 0 : 1) - (shown ? 1 : 0);
                if (shown && (before is null || moved)) Add(added, search.Id, touch.Id);
                // The link of a moved message goes with its id.
                if (!shown && !moved) Add(removed, search.Id, touch.Id);
            }
        }
        foreach (var (search, ids) in removed) change.Add(new StoreOperation.RemoveSearchLinks(search, ids));
        foreach (var (search, ids) in added) change.Add(new StoreOperation.AddSearchLinks(search, ids));
        foreach (var search in plan.Truncated) change.Add(new StoreOperation.SetSearchProgress(search, SearchProgress.Truncated));

        static void Add(Dictionary<long, List<long>> lists, long search, long id)
        {
            if (!lists.TryGetValue(search, out var list)) lists.Add(search, list = []);
            list.Add(id);
        }
    }

    /// <summary>Whether a search follows its mailbox: it has criteria, and is not a static one that has been filled.</summary>
    private static bool IsLive(FolderNode search) =>
        !search.Deleted && search.Search is { } criteria && (!criteria.IsStatic || search.Record.SearchProgress == SearchProgress.Pending);

    /// <summary>Whether a search finds a message. Associated messages are nobody's mail: searches don't show them.</summary>
    private async ValueTask<bool> FindsAsync(MailboxState state, MailboxSearch search, MessageRecord message, Func<long, FolderRecord?> find) =>
        !message.Associated && message.DeletedAt is null && SearchNesting.Reaches(state, search, message.FolderId, find) && await FindsInAsync(state, search, message, find);

    private async ValueTask<bool> FindsInAsync(MailboxState state, MailboxSearch search, MessageRecord message, Func<long, FolderRecord?> find)
    {
        if (!await MeetsAsync(state, search, message, find(message.FolderId)!)) return false;
        if (search.Covers(message.FolderId, find)) return true;
        foreach (var inner in SearchNesting.Inner(state, search))
            if (await FindsInAsync(state, inner, message, find)) return true;
        return false;
    }

    private async ValueTask<bool> MeetsAsync(MailboxState state, MailboxSearch search, MessageRecord message, FolderRecord folder)
    {
        if (search.Restriction is null) return true;
        _ownView ??= new OwnView(Info(state));
        var row = await ReadAsync(async store => await MessageRow.ReadAsync(_ownView, message, new FolderView(folder, FolderRights.All, 0, 0),
            search.Tags, store.PartSource(state.Record.Key), Options.MaxSearchedValue, CancellationToken.None));
        return search.Restriction.Matches(row);
    }

    /// <summary>Messages to be searched; of one whose content cannot be read the columns.</summary>
    private async Task<IReadOnlyList<MessageRecord>> ReadForSearchAsync(MailboxState state, IReadOnlyList<long> ids, MessageParts parts)
    {
        if (ids.Count == 0) return [];
        try
        {
            return await ReadBatchAsync(state, ids, parts);
        }
        catch (InvalidDataException) when (ids.Count > 1)
        {
            var readable = new List<MessageRecord>(ids.Count);
            foreach (var id in ids) readable.AddRange(await ReadForSearchAsync(state, [id], parts));
            return readable;
        }
        catch (InvalidDataException e) when (parts != MessageParts.None)
        {
            MailboxLog.DamagedMessage(logger, e, Key, ids[0]);
            return await ReadBatchAsync(state, ids, MessageParts.None);
        }
    }

    private static FolderCounters Counted(SearchLink link, int sign) =>
        new() { Items = sign, Unread = link.IsRead ? 0 : sign, Size = sign * link.Size };

    /// <summary>What a transaction means for searches, beyond what it takes along itself.</summary>
    private sealed class SearchPlan(MailboxState state, ChangeSet change)
    {
        private readonly Dictionary<long, FolderRecord> _folders = change.Operations.Select(o => o switch
        {
            StoreOperation.InsertFolder insert => insert.Folder,
            StoreOperation.UpdateFolder update => update.Folder,
            _ => null,
        }).OfType<FolderRecord>().GroupBy(f => f.FolderId).ToDictionary(g => g.Key, g => g.Last());

        public MessageTouches Touches { get; } = MessageTouches.Of(change.Operations);

        /// <summary>Folders that came into a search's scope or left it, and how far the search was.</summary>
        public Dictionary<long, (long[] Folders, SearchProgress Before)> Following { get; } = [];

        /// <summary>Searches whose scope means something else after it, and which are filled anew.</summary>
        public HashSet<long> Refilled { get; } = [];

        /// <summary>Searches that are full.</summary>
        public HashSet<long> Truncated { get; } = [];

        /// <summary>A folder as it is after the transaction.</summary>
        public FolderRecord? Find(long folderId) => _folders.GetValueOrDefault(folderId) ?? state.Folders.FindRecord(folderId);
    }

    /// <summary>The mailbox as its owner sees it.</summary>
    private sealed class OwnView(MailboxInfo info) : IMailboxView
    {
        public MailboxInfo Info => info;

        public MailboxCaller Caller { get; } = new() { AccountId = info.OwnerId, HasAllRights = true };

        public byte[]? StoreEntryId => null;
    }
}
