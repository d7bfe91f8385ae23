using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// A transaction being put together. Ids and change numbers come from memory; they are given for good only when the commit
/// succeeds, because the mailbox row takes their next values in the same transaction and memory takes them after it.
/// </summary>
internal sealed class ChangeSet(MailboxState state, DateTimeOffset now)
{
    private readonly List<StoreOperation> _operations = [];
    private readonly Dictionary<long, FolderAdjustment> _adjustments = [];
    private readonly List<DeletionRecord> _deletions = [];
    private long _nextChangeNumber = state.Record.NextChangeNumber;
    private long _nextId = state.Record.NextId;
    private long _size;

    /// <summary>The time of everything in this transaction.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Messages that come by delivery: they are new mail.</summary>
    public HashSet<long> Deliveries { get; } = [];

    /// <summary>Folders that are copies, and of which: the operations that make them do not say.</summary>
    public Dictionary<long, long> FolderCopies { get; } = [];

    /// <summary>What becomes of search folders and of what they show: links do not say where a message is.</summary>
    public List<MailboxEvent> SearchEvents { get; } = [];

    /// <summary>Whether nothing is to be done.</summary>
    public bool IsEmpty => _operations.Count == 0 && _adjustments.Count == 0 && _deletions.Count == 0
        && _nextChangeNumber == state.Record.NextChangeNumber && _nextId == state.Record.NextId;

    /// <summary>Bytes this adds to the mailbox.</summary>
    public long SizeDelta => _size;

    /// <summary>Takes the next change number.</summary>
    public long TakeChangeNumber() => _nextChangeNumber++;

    /// <summary>The id that is taken next.</summary>
    public long NextId => _nextId;

    /// <summary>The change number taken last; the next one where none has been.</summary>
    public long LatestChangeNumber() => _nextChangeNumber > state.Record.NextChangeNumber ? _nextChangeNumber - 1 : TakeChangeNumber();

    /// <summary>What has been added.</summary>
    public IReadOnlyList<StoreOperation> Operations => _operations;

    /// <summary>Says that a message comes into a search folder, changes in it or leaves it.</summary>
    public void TellSearch(MailboxEventKind kind, long searchFolderId, long folderId, long messageId) =>
        SearchEvents.Add(new MailboxEvent { Kind = kind, FolderId = folderId, MessageId = messageId, SearchFolderId = searchFolderId });

    /// <summary>Takes ids that follow each other; gives the first.</summary>
    public long TakeIds(int count = 1)
    {
        var first = _nextId;
        _nextId += count;
        return first;
    }

    /// <summary>Makes sure that ids given from now on are no lower.</summary>
    public void ReserveIdsBelow(long id) => _nextId = Math.Max(_nextId, id);

    /// <summary>Adds an operation.</summary>
    public void Add(StoreOperation operation) => _operations.Add(operation);

    /// <summary>Adds to a folder's counters and says which change of its contents this was.</summary>
    public void Adjust(long folderId, FolderCounters delta, long changeNumber, int articleNumbers = 0)
    {
        var sum = Adjustment(folderId);
        sum.ArticleNumbers += articleNumbers;
        sum.Delta = sum.Delta.Plus(delta);
        sum.ChangeNumber = Math.Max(sum.ChangeNumber, changeNumber);
    }

    /// <summary>Takes the next PidTagInternetArticleNumber of a folder.</summary>
    public int TakeArticleNumber(FolderRecord folder) => folder.NextArticleNumber + Adjustment(folder.FolderId).ArticleNumbers++;

    /// <summary>Leaves a trace of a deletion.</summary>
    public void RecordDeletion(DeletionRecord deletion) => _deletions.Add(deletion);

    /// <summary>Adds to the mailbox' size.</summary>
    public void AddSize(long delta) => _size += delta;

    /// <summary>The transaction. Counters come last, one row a folder, so that a folder made in it is there.</summary>
    public MailboxCommit Build(Guid? operationId = null, byte[]? operationResult = null)
    {
        if (_deletions.Count > 0) _operations.Add(new StoreOperation.RecordDeletions(_deletions));
        foreach (var (folderId, sum) in _adjustments)
        {
            _operations.Add(new StoreOperation.AdjustFolder(folderId, sum.Delta, sum.ChangeNumber, Now, sum.ArticleNumbers));
        }
        return new MailboxCommit
        {
            Fence = state.Fence,
            NextChangeNumber = _nextChangeNumber,
            NextId = _nextId,
            SizeDelta = _size,
            OperationId = operationId,
            OperationResult = operationResult ?? [],
            Operations = _operations,
        };
    }

    private FolderAdjustment Adjustment(long folderId)
    {
        if (!_adjustments.TryGetValue(folderId, out var sum)) _adjustments.Add(folderId, sum = new FolderAdjustment());
        return sum;
    }

    private sealed class FolderAdjustment
    {
        public FolderCounters Delta { get; set; } = new();
        public long ChangeNumber { get; set; }
        public int ArticleNumbers { get; set; }
    }
}
