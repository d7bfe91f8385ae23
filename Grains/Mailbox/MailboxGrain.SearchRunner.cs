using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// Fills search folders beside everything else. Messages are read and held against the criteria outside of any turn; a turn is taken only to
/// commit the links of a batch. A message that changed between the two is left to the transaction that changed it, which has judged it.
/// What is unfinished is so in the store too: the next activation begins it anew.
/// </content>
internal sealed partial class MailboxGrain
{
    private readonly Dictionary<long, SearchWork> _searchWork = [];
    private Task _searching = Task.CompletedTask;
    private HashSet<long>? _touchedInBatch;
    private bool _ending;

    /// <summary>Searches that an activation finds unfinished.</summary>
    private void ResumeSearches(MailboxState state)
    {
        foreach (var search in state.Folders.Searches.Where(s => !s.Deleted && s.Search is not null && s.Record.SearchProgress == SearchProgress.Pending))
            _searchWork[search.Id] = new SearchWork(search.Id, isFilling: true, SearchProgress.Complete);
        StartSearches();
    }

    /// <summary>Takes over what a committed transaction means for the runner.</summary>
    private void FollowSearches(MailboxState state, SearchPlan plan, MailboxCommit commit)
    {
        _touchedInBatch?.UnionWith(plan.Touches.Ids);
        foreach (var operation in commit.Operations)
        {
            switch (operation)
            {
                case StoreOperation.SetSearchProgress { Progress: SearchProgress.Pending } pending when !plan.Following.ContainsKey(pending.FolderId):
                    _searchWork[pending.FolderId] = new SearchWork(pending.FolderId, isFilling: true, SearchProgress.Complete);
                    break;
                case StoreOperation.SetSearchProgress { Progress: not SearchProgress.Pending } done:
                    _searchWork.Remove(done.FolderId);
                    break;
                case StoreOperation.InsertFolder { Folder: { Kind: FolderKind.Search, SearchCriteria: not null, SearchProgress: SearchProgress.Pending } made }:
                    _searchWork[made.FolderId] = new SearchWork(made.FolderId, isFilling: true, SearchProgress.Complete);
                    break;
                case StoreOperation.UpdateFolder { Folder: { Kind: FolderKind.Search, DeletedAt: not null } deleted }:
                    _searchWork.Remove(deleted.FolderId);
                    break;
                default:
                    break;
            }
        }
        foreach (var (search, (folders, before)) in plan.Following)
        {
            if (!_searchWork.TryGetValue(search, out var work)) _searchWork.Add(search, work = new SearchWork(search, isFilling: false, before));
            foreach (var folder in folders) work.Folders.Enqueue(folder);
        }
        StartSearches();
    }

    private void StartSearches()
    {
        if (_searchWork.Count > 0 && _searching.IsCompleted && !_ending) _searching = RunSearchesAsync();
    }

    /// <summary>Ends the runner at its next step, and waits for it.</summary>
    private async Task EndSearchesAsync(CancellationToken cancellationToken)
    {
        _ending = true;
        await _indexing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _searching.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task RunSearchesAsync()
    {
        // Whoever gave work answers first.
        await Task.Yield();
        while (!_ending && _state is { } state && NextWork(state) is { } work)
        {
            try
            {
                await StepAsync(state, work);
            }
            catch (MailboxMovedException)
            {
                return;
            }
            catch (Exception e) when (e is MailboxUnavailableException or StoreUnavailableException)
            {
                // The next transaction that succeeds, or the next activation, goes on.
                MailboxLog.SearchInterrupted(logger, e, Key, work.FolderId);
                return;
            }
            catch (Exception e)
            {
                // Left as unfinished as it is: the next activation tries it again.
                MailboxLog.SearchFailed(logger, e, Key, work.FolderId);
                if (IsCurrent(work)) _searchWork.Remove(work.FolderId);
            }
            finally
            {
                _touchedInBatch = null;
            }
        }
    }

    /// <summary>Searches that somebody waits for go first (FOREGROUND_SEARCH), else whichever was asked for first.</summary>
    private SearchWork? NextWork(MailboxState state) => _searchWork.Values
        .OrderBy(w => state.Folders.Find(w.FolderId)?.Search?.Flags.HasFlag(SetSearchFlags.ForegroundSearch) == true ? 0 : 1).ThenBy(w => w.StartedAt).FirstOrDefault();

    private bool IsCurrent(SearchWork work) => _searchWork.GetValueOrDefault(work.FolderId) == work;

    private async Task StepAsync(MailboxState state, SearchWork work)
    {
        if (state.Folders.Find(work.FolderId) is not { Deleted: false, Search: { } search })
        {
            _searchWork.Remove(work.FolderId);
            return;
        }
        if (!work.IsBegun) await BeginAsync(work, search);
        else if (!work.Folders.TryPeek(out var folder)) await FinishAsync(work);
        else if (SearchNesting.Reaches(state, search, folder, state.Folders.FindRecord)) await AddBatchAsync(state, work, search, folder);
        else await RemoveBatchAsync(state, work, search, folder);
    }

    /// <summary>Names the folders to read. What is there of a filling that was cut off goes.</summary>
    private Task BeginAsync(SearchWork work, MailboxSearch search) => InSearchTurnAsync(work, async state =>
    {
        var node = state.Folders.Find(work.FolderId)!;
        if (node.Record.Counters.Items > 0)
        {
            var change = NewChange(state);
            PlanClearing(change, node.Record);
            await CommitAsync(state, change);
        }
        foreach (var folder in state.Folders.All.Where(f => f.Record.Counters.Items > 0 && SearchNesting.Reaches(state, search, f.Id, state.Folders.FindRecord))) work.Folders.Enqueue(folder.Id);
        work.IsBegun = true;
    });

    private Task FinishAsync(SearchWork work) => InSearchTurnAsync(work, async state =>
    {
        if (work.Folders.Count > 0) return;
        var change = NewChange(state);
        change.Add(new StoreOperation.SetSearchProgress(work.FolderId, work.End));
        change.Adjust(work.FolderId, new FolderCounters(), change.TakeChangeNumber());
        if (work.IsFilling) TellComplete(state, change, work);
        await CommitAsync(state, change);
        if (!work.IsFilling) return;
        var elapsed = Stopwatch.GetElapsedTime(work.StartedAt);
        services.Metrics.SearchDuration.Record(elapsed.TotalSeconds);
        MailboxLog.SearchComplete(logger, Key, work.FolderId, state.Folders.Find(work.FolderId)!.Record.Counters.Items, elapsed.TotalMilliseconds);
    });

    private static void TellComplete(MailboxState state, ChangeSet change, SearchWork work) => change.SearchEvents.Add(
        new MailboxEvent { Kind = MailboxEventKind.SearchComplete, FolderId = work.FolderId, ParentId = state.Folders.FindRecord(work.FolderId)!.ParentId });

    /// <summary>Adds what the search finds among the next messages of a folder.</summary>
    private async Task AddBatchAsync(MailboxState state, SearchWork work, MailboxSearch search, long folderId)
    {
        var touched = _touchedInBatch = [];
        var key = state.Record.Key;
        if (work.After == 0) work.IsNarrowed = search.Text is not null && await ReadAsync(s => s.ReadTextIndexedAsync(key, folderId, CancellationToken.None)) > 0;
        var ids = await ReadAsync(s => s.ReadIndexAsync(key, new MessageIndexQuery
        {
            FolderId = folderId,
            Filter = [.. search.Filter, new MessageFilter(MessageColumn.MessageId, MessageFilterOperator.Greater, work.After)],
            Text = work.IsNarrowed ? search.Text : null,
            Limit = Options.SearchBatchSize,
        }, CancellationToken.None));
        var messages = await ReadForSearchAsync(state, ids, search.IsExact && search.Covers(folderId, state.Folders.FindRecord) ? MessageParts.None : SearchNesting.PartsOf(state, search));
        var folder = state.Folders.FindRecord(folderId);
        // Looking through bodies takes its time, and no other call shall wait for it: not on the mailbox' own thread.
        var found = folder is null ? [] : await Task.Run(() => MeetingAsync(state, search, messages, folder));
        var there = found.Count == 0 ? [] : (await ReadAsync(s => s.ReadSearchLinksAsync(key,
            new SearchLinkQuery { SearchFolderId = work.FolderId, MessageIds = found.ConvertAll(m => m.MessageId) }, CancellationToken.None))).Select(l => l.MessageId).ToHashSet();
        found.RemoveAll(m => there.Contains(m.MessageId));

        await InSearchTurnAsync(work, async current =>
        {
            // It left the scope meanwhile, and stands behind in the line once more.
            if (!SearchNesting.Reaches(current, search, folderId, current.Folders.FindRecord)) found.Clear();
            found.RemoveAll(m => touched.Contains(m.MessageId));
            var room = Options.MaxSearchLinks - current.Folders.Find(work.FolderId)!.Record.Counters.Items;
            var change = NewChange(current);
            if (found.Count > 0 && room > 0)
            {
                var added = found.Take(room).ToArray();
                change.Add(new StoreOperation.AddSearchLinks(work.FolderId, added.Select(m => m.MessageId).ToArray()));
                foreach (var message in added) change.TellSearch(MailboxEventKind.Created, work.FolderId, folderId, message.MessageId);
                change.Adjust(work.FolderId, added.Aggregate(new FolderCounters(), (sum, m) => sum.Plus(Counted(m))), change.TakeChangeNumber());
            }
            if (found.Count > room)
            {
                services.Metrics.Refuse(nameof(MailboxOptions.MaxSearchLinks));
                change.Add(new StoreOperation.SetSearchProgress(work.FolderId, SearchProgress.Truncated));
                TellComplete(current, change, work);
            }
            if (!change.IsEmpty) await CommitAsync(current, change);
            work.After = ids.Length < Options.SearchBatchSize ? 0 : ids[^1];
            if (work.After > 0) return;
            work.Folders.Dequeue();
            if (search.Text is not null) WantIndex(current, folderId);
        });
    }

    /// <summary>Those of a folder's messages that meet a search's restriction.</summary>
    private async Task<List<MessageRecord>> MeetingAsync(MailboxState state, MailboxSearch search, IReadOnlyList<MessageRecord> messages, FolderRecord folder)
    {
        var found = new List<MessageRecord>();
        foreach (var message in messages)
            if (message.FolderId == folder.FolderId && (search.Covers(folder.FolderId, state.Folders.FindRecord) ? search.IsExact || await MeetsAsync(state, search, message, folder) : await FindsInAsync(state, search, message, state.Folders.FindRecord)))
                found.Add(message);
        return found;
    }

    /// <summary>Takes away what the search found in a folder that left its scope, a batch of it.</summary>
    private async Task RemoveBatchAsync(MailboxState state, SearchWork work, MailboxSearch search, long folderId)
    {
        var touched = _touchedInBatch = [];
        var links = await ReadAsync(s => s.ReadSearchLinksAsync(state.Record.Key,
            new SearchLinkQuery { SearchFolderId = work.FolderId, InFolderId = folderId, Limit = Options.SearchBatchSize }, CancellationToken.None));
        await InSearchTurnAsync(work, async current =>
        {
            // A folder that is gone for good has taken its links along, all at once and without naming them.
            var leaving = current.Folders.Find(folderId) is null || SearchNesting.Reaches(current, search, folderId, current.Folders.FindRecord) ? [] : links.Where(l => !touched.Contains(l.MessageId)).ToArray();
            if (leaving.Length > 0)
            {
                var change = NewChange(current);
                change.Add(new StoreOperation.RemoveSearchLinks(work.FolderId, leaving.Select(l => l.MessageId).ToArray()));
                foreach (var link in leaving) change.TellSearch(MailboxEventKind.Deleted, work.FolderId, folderId, link.MessageId);
                change.Adjust(work.FolderId, leaving.Aggregate(new FolderCounters(), (sum, l) => sum.Plus(Counted(l, -1))), change.TakeChangeNumber());
                await CommitAsync(current, change);
            }
            work.After = 0;
            if (links.Count < Options.SearchBatchSize) work.Folders.Dequeue();
        });
    }

    /// <summary>A turn of the runner; nothing where the work is not wanted any more.</summary>
    private Task InSearchTurnAsync(SearchWork work, Func<MailboxState, Task> body) => InTurnAsync(async () =>
    {
        if (_ending || !IsCurrent(work) || _state is not { } state || state.Folders.Find(work.FolderId) is not { Deleted: false }) return false;
        await body(state);
        return true;
    }, continues: true);

    /// <summary>What is to be done for one search folder.</summary>
    private sealed class SearchWork(long folderId, bool isFilling, SearchProgress end)
    {
        public long FolderId { get; } = folderId;

        /// <summary>Whether the folder is being filled; else it follows folders that came into its scope or left it.</summary>
        public bool IsFilling { get; } = isFilling;

        /// <summary>What the search is when it is done.</summary>
        public SearchProgress End { get; } = end;

        public long StartedAt { get; } = Stopwatch.GetTimestamp();

        /// <summary>Whether the folders to read are named.</summary>
        public bool IsBegun { get; set; } = !isFilling;

        /// <summary>The folders to read.</summary>
        public Queue<long> Folders { get; } = [];

        /// <summary>How far the first of them is read.</summary>
        public long After { get; set; }

        /// <summary>Whether only what the full-text index names of it is read.</summary>
        public bool IsNarrowed { get; set; }
    }
}
