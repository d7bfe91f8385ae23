using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// Read marks ([MS-OXCSTOR] 3.2.5.10 to 3.2.5.13). In public folders they are the read state: each user has one set a folder, and the rows of
/// messages say nothing of it. In a private mailbox they are what a client keeps there of public folders.
/// </content>
internal sealed partial class MailboxGrain
{
    // So many ranges of marks are looked at now and then whether fewer would do.
    private const int RangesToCompact = 512, RangesBetweenCompactions = 256;

    /// <inheritdoc/>
    public Task PutPerUserAsync(MailboxCaller caller, byte[] folderLongTermId, byte[] data) => WriteAsync(async state =>
    {
        if (data.Length > Options.MaxPerUserSize)
        {
            services.Metrics.Refuse(nameof(MailboxOptions.MaxPerUserSize));
            throw new ArgumentException($"Read marks of {data.Length} bytes.", nameof(data));
        }
        var change = NewChange(state);
        change.Add(new StoreOperation.PutPerUser(caller.AccountId, folderLongTermId, data));
        // Tables of the folder show another read state now.
        if (state.IsPublic && FolderOf(state, folderLongTermId) is { } folder) change.Adjust(folder.Id, new FolderCounters(), change.TakeChangeNumber());
        await CommitAsync(state, change);
        return true;
    });

    /// <summary>A user's marks of a folder.</summary>
    private async Task<IdSet> ReadMarksAsync(MailboxState state, Guid accountId, long folderId) =>
        ReadMarks.Parse(await ReadAsync(s => s.ReadPerUserAsync(state.Record.Key, accountId, MarksKey(state, folderId), CancellationToken.None)));

    /// <summary>Adds to a user's marks of a folder, or takes from them.</summary>
    private async Task PlanMarksAsync(MailboxState state, ChangeSet change, MailboxCaller caller, long folderId, IdSet marks, IEnumerable<long> changeNumbers, bool read)
    {
        var own = marks.Of(state.Record.ReplGuid);
        var numbers = GlobSet.Of(changeNumbers);
        if (read) own.Union(numbers);
        else own.Subtract(numbers);
        if (own.Ranges.Count >= RangesToCompact && own.Ranges.Count % RangesBetweenCompactions == 0)
        {
            var all = new List<long>(numbers.Values());
            var query = new MessageIndexQuery { FolderId = folderId };
            await ReadAsync(async s =>
            {
                await foreach (var message in s.ScanAsync(state.Record.Key, query, MessageParts.None, CancellationToken.None)) all.Add(message.ChangeNumber);
                return true;
            });
            var compact = ReadMarks.Compact(own, all);
            own.Subtract(own.Clone());
            own.Union(compact);
        }
        change.Add(new StoreOperation.PutPerUser(caller.AccountId, MarksKey(state, folderId), marks.ToArray()));
    }

    private static byte[] MarksKey(MailboxState state, long folderId) => new LongTermId(state.Record.ReplGuid, folderId).ToArray();

    private static FolderNode? FolderOf(MailboxState state, byte[] folderLongTermId)
    {
        var reader = new Mapi.Wire.MapiReader(folderLongTermId);
        var id = LongTermId.Read(ref reader);
        return !reader.Failed && id.ReplGuid == state.Record.ReplGuid && state.Folders.TryGetLive(id.GlobCnt, out var folder) ? folder : null;
    }
}
