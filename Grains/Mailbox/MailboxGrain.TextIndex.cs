using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// The full-text index of this mailbox. Nobody's save waits for it: a folder is indexed when somebody looked for text in it, and again when
/// somebody does and it has fallen behind; until then, and for what came since, messages are looked at one by one. So mailboxes that are only
/// searched in their clients' own copies cost nothing. All of it is beside the turns of writes.
/// </content>
internal sealed partial class MailboxGrain
{
    private readonly Queue<long> _toIndex = [];
    private Task _indexing = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task IndexTextAsync(long folderId)
    {
        if (await TryLoadAsync() is { } state) WantIndex(state, folderId);
    }

    /// <summary>Has a folder's text indexed, where that pays and is not under way.</summary>
    private void WantIndex(MailboxState state, long folderId)
    {
        if (state.Folders.FindRecord(folderId) is not { DeletedAt: null, Kind: not FolderKind.Search } folder || folder.Counters.Items < Options.TextIndexThreshold || _toIndex.Contains(folderId)) return;
        _toIndex.Enqueue(folderId);
        if (_indexing.IsCompleted && !_ending) _indexing = RunIndexAsync();
    }

    private async Task RunIndexAsync()
    {
        while (!_ending && _state is { } state && _toIndex.TryPeek(out var folder))
        {
            try
            {
                // One mailbox of the node at a time: it is much work, and nobody waits for it.
                await services.TextIndexing.WaitAsync();
                try
                {
                    if (await IndexBatchAsync(state, folder)) continue;
                }
                finally
                {
                    services.TextIndexing.Release();
                }
            }
            catch (Exception e)
            {
                // It stays as far as it came; the next search asks again.
                MailboxLog.NotIndexed(logger, e, Key, folder);
            }
            _toIndex.Dequeue();
        }
    }

    /// <summary>Indexes the next messages of a folder; false where there are none.</summary>
    private async Task<bool> IndexBatchAsync(MailboxState state, long folderId)
    {
        if (state.Folders.FindRecord(folderId) is not { DeletedAt: null } folder) return false;
        var view = _ownView ??= new OwnView(Info(state));
        if (await Task.Run(() => new TextIndexer(Store, Options).IndexBatchAsync(state.Record.Key, view, folder)) is not { } indexed) return false;
        services.Metrics.IndexedMessages.Add(indexed);
        return true;
    }
}
