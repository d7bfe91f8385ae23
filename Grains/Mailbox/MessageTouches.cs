using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>What a transaction does to messages, one by one: what searches have to look at.</summary>
internal sealed class MessageTouches
{
    private readonly Dictionary<long, Touch> _byId = [];
    private readonly HashSet<long> _gone = [];
    private readonly List<long> _goneFolders = [];

    /// <summary>The messages that are there after it.</summary>
    public IReadOnlyCollection<Touch> All => _byId.Values;

    /// <summary>Ids that are nobody's after it, those of moved messages aside.</summary>
    public IReadOnlyCollection<long> Gone => _gone;

    /// <summary>Folders that go with whatever is left in them.</summary>
    public IReadOnlyCollection<long> GoneFolders => _goneFolders;

    /// <summary>Whether no message is touched.</summary>
    public bool IsEmpty => _byId.Count == 0 && _gone.Count == 0 && _goneFolders.Count == 0;

    /// <summary>All ids that mean something else after it than before.</summary>
    public IEnumerable<long> Ids => _byId.Values.SelectMany(t => new[] { t.Id, t.PreviousId }).Concat(_gone);

    /// <summary>Reads a transaction.</summary>
    public static MessageTouches Of(IEnumerable<StoreOperation> operations)
    {
        var touches = new MessageTouches();
        foreach (var operation in operations) touches.Add(operation);
        return touches;
    }

    private void Add(StoreOperation operation)
    {
        switch (operation)
        {
            case StoreOperation.InsertMessage insert:
                _byId[insert.Message.MessageId] = new Touch(insert.Message.MessageId, previousId: 0, sourceId: 0) { Whole = insert.Message };
                break;
            case StoreOperation.UpdateMessage update:
                var updated = Of(update.Message.MessageId);
                updated.Whole = update.Message;
                updated.Changes.Clear();
                break;
            case StoreOperation.SetReadState read:
                foreach (var id in read.MessageIds) Of(id).Changes.Add(m => m with { IsRead = read.IsRead, ReadChangeNumber = read.ReadChangeNumber });
                break;
            case StoreOperation.ClearMessageFlags clear:
                foreach (var id in clear.MessageIds) Of(id).Changes.Add(m => m with { MessageFlags = m.MessageFlags & ~clear.Flags });
                break;
            case StoreOperation.SetMessageStatus status:
                Of(status.MessageId).Changes.Add(m => m with { MessageStatus = status.MessageStatus });
                break;
            case StoreOperation.SetDeleted deleted:
                foreach (var id in deleted.MessageIds)
                {
                    var touch = Of(id);
                    touch.IsDeleted = deleted.DeletedAt is not null;
                    touch.Changes.Add(m => m with { DeletedAt = deleted.DeletedAt, ChangeNumber = deleted.ChangeNumber, ReadChangeNumber = deleted.ChangeNumber });
                }
                break;
            case StoreOperation.DeleteMessages delete:
                foreach (var id in delete.MessageIds)
                    if (!_byId.Remove(id, out var known) || known.PreviousId != 0)
                        _gone.Add(known?.PreviousId ?? id);
                break;
            case StoreOperation.MoveMessage move:
                var from = Of(move.MessageId);
                _byId.Remove(move.MessageId);
                _byId[move.Columns.MessageId] = Renamed(from, move.Columns, from.PreviousId);
                break;
            case StoreOperation.CopyMessage copy:
                _byId[copy.Columns.MessageId] = Renamed(_byId.GetValueOrDefault(copy.SourceMessageId) ?? new Touch(copy.SourceMessageId, 0, copy.SourceMessageId), copy.Columns, previousId: 0);
                break;
            case StoreOperation.DeleteFolder folder:
                _goneFolders.Add(folder.FolderId);
                break;
            default:
                // Nothing else changes what a restriction sees of a message.
                break;
        }
    }

    private Touch Of(long id)
    {
        if (!_byId.TryGetValue(id, out var touch)) _byId.Add(id, touch = new Touch(id, id, id));
        return touch;
    }

    /// <summary>A message under another identity: what follows from its content stays.</summary>
    private static Touch Renamed(Touch source, MessageRecord columns, long previousId)
    {
        var renamed = new Touch(columns.MessageId, previousId, source.SourceId) { Whole = source.Whole, IsDeleted = columns.DeletedAt is not null };
        renamed.Changes.AddRange(source.Changes);
        renamed.Changes.Add(m => columns with { Content = m.Content, Hot = m.Hot, Size = m.Size, Mime = m.Mime });
        return renamed;
    }
}

/// <summary>What becomes of one message.</summary>
/// <param name="id">Its id afterwards.</param>
/// <param name="previousId">Its id before, under which links know it; 0 where it is new.</param>
/// <param name="sourceId">The row that has its content before; 0 where there is none.</param>
internal sealed class Touch(long id, long previousId, long sourceId)
{
    /// <summary>Its id afterwards.</summary>
    public long Id { get; } = id;

    /// <summary>Its id before; 0 where it is new.</summary>
    public long PreviousId { get; } = previousId;

    /// <summary>The row that has its content before; 0 where there is none.</summary>
    public long SourceId { get; } = sourceId;

    /// <summary>The whole message, where the transaction has it.</summary>
    public MessageRecord? Whole { get; set; }

    /// <summary>Whether it is soft-deleted by the transaction.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>What is done to the whole, or to what the row has, in order.</summary>
    public List<Func<MessageRecord, MessageRecord>> Changes { get; } = [];

    /// <summary>The message afterwards; null where its row is none.</summary>
    public MessageRecord? After(IReadOnlyDictionary<long, MessageRecord> rows)
    {
        var message = Whole ?? rows.GetValueOrDefault(SourceId);
        return message is null ? null : Changes.Aggregate(message, (m, change) => change(m));
    }
}
