using System.Runtime.CompilerServices;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// Messages of public folders as one user sees them: read are those whose change number is among the user's read marks of their folder
/// ([MS-OXCSTOR] 3.2.5.12.1). Whoever reads messages through a logon reads them from here or, of a private mailbox, from the store itself.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="accountId">The user.</param>
/// <param name="replGuid">The public folders' own replica.</param>
internal sealed class PersonalMessages(IMailboxStore store, Guid accountId, Guid replGuid) : IMessageReader
{
    private const int PageSize = 500;

    /// <inheritdoc/>
    public async Task<MessageRecord?> ReadMessageAsync(MailboxKey key, long messageId, MessageParts parts, CancellationToken cancellationToken) =>
        await store.ReadMessageAsync(key, messageId, parts, cancellationToken) is { } record ? Seen(record, await MarksAsync(key, record.FolderId, cancellationToken)) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageRecord>> ReadMessagesAsync(MailboxKey key, IReadOnlyList<long> messageIds, MessageParts parts, CancellationToken cancellationToken)
    {
        var records = await store.ReadMessagesAsync(key, messageIds, parts, cancellationToken);
        var marks = new Dictionary<long, GlobSet>();
        var seen = new MessageRecord[records.Count];
        for (var i = 0; i < seen.Length; i++)
        {
            var folderId = records[i].FolderId;
            if (!marks.TryGetValue(folderId, out var own)) marks.Add(folderId, own = await MarksAsync(key, folderId, cancellationToken));
            seen[i] = Seen(records[i], own);
        }
        return seen;
    }

    /// <inheritdoc/>
    /// <remarks>An order by the read state is no index' here: whoever wants one orders what it has read.</remarks>
    public async Task<long[]> ReadIndexAsync(MailboxKey key, MessageIndexQuery query, CancellationToken cancellationToken)
    {
        var byState = query.Filter.Where(f => f.Column == MessageColumn.IsRead).ToArray();
        if (byState.Length == 0) return await store.ReadIndexAsync(key, query, cancellationToken);
        var ids = await store.ReadIndexAsync(key, query with { Filter = Others(query) }, cancellationToken);
        var kept = new List<long>();
        foreach (var page in ids.Chunk(PageSize))
            foreach (var record in await ReadMessagesAsync(key, page, MessageParts.None, cancellationToken))
                if (byState.All(f => Holds(f, record.IsRead))) kept.Add(record.MessageId);
        return [.. kept];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<MessageRecord> ScanAsync(MailboxKey key, MessageIndexQuery query, MessageParts parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var byState = query.Filter.Where(f => f.Column == MessageColumn.IsRead).ToArray();
        var marks = new Dictionary<long, GlobSet>();
        await foreach (var record in store.ScanAsync(key, query with { Filter = Others(query) }, parts, cancellationToken))
        {
            if (!marks.TryGetValue(record.FolderId, out var own)) marks.Add(record.FolderId, own = await MarksAsync(key, record.FolderId, cancellationToken));
            var seen = Seen(record, own);
            if (byState.All(f => Holds(f, seen.IsRead))) yield return seen;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageChange>> ReadChangesAsync(MailboxKey key, long folderId, long afterChangeNumber, int limit, CancellationToken cancellationToken) =>
        await SeenAsync(key, await store.ReadChangesAsync(key, folderId, afterChangeNumber, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageChange>> ReadLinkedAsync(MailboxKey key, long searchFolderId, int limit, CancellationToken cancellationToken) =>
        await SeenAsync(key, await store.ReadLinkedAsync(key, searchFolderId, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MessageChange>> ReadChangesOfAsync(MailboxKey key, IReadOnlyList<long> messageIds, CancellationToken cancellationToken) =>
        await SeenAsync(key, await store.ReadChangesOfAsync(key, messageIds, cancellationToken), cancellationToken);

    /// <summary>How many of a folder's normal messages the user has read.</summary>
    public async Task<long> CountReadAsync(MailboxKey key, long folderId, CancellationToken cancellationToken) =>
        await MarksAsync(key, folderId, cancellationToken) is { IsEmpty: false } marks ? await store.CountMessagesAsync(key, folderId, marks.Ranges, cancellationToken) : 0;

    private async ValueTask<GlobSet> MarksAsync(MailboxKey key, long folderId, CancellationToken cancellationToken) =>
        ReadMarks.Parse(await store.ReadPerUserAsync(key, accountId, new LongTermId(replGuid, folderId).ToArray(), cancellationToken)).Of(replGuid);

    // Associated messages have no read state that a user could change.
    private static MessageRecord Seen(MessageRecord record, GlobSet marks)
    {
        var isRead = record.Associated || marks.Contains(record.ChangeNumber);
        return record.IsRead == isRead ? record : record with { IsRead = isRead };
    }

    private async ValueTask<IReadOnlyList<MessageChange>> SeenAsync(MailboxKey key, IReadOnlyList<MessageChange> changes, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<long, GlobSet>();
        var seen = new MessageChange[changes.Count];
        for (var i = 0; i < seen.Length; i++)
        {
            var change = changes[i];
            if (!marks.TryGetValue(change.FolderId, out var own)) marks.Add(change.FolderId, own = await MarksAsync(key, change.FolderId, cancellationToken));
            seen[i] = change with { IsRead = change.Associated || own.Contains(change.ChangeNumber) };
        }
        return seen;
    }

    private static IReadOnlyList<MessageFilter> Others(MessageIndexQuery query) => [.. query.Filter.Where(f => f.Column != MessageColumn.IsRead)];

    private static bool Holds(MessageFilter filter, bool isRead)
    {
        var comparison = (isRead ? 1L : 0L).CompareTo((long)filter.Value);
        return filter.Operator switch
        {
            MessageFilterOperator.Less => comparison < 0,
            MessageFilterOperator.LessOrEqual => comparison <= 0,
            MessageFilterOperator.Greater => comparison > 0,
            MessageFilterOperator.GreaterOrEqual => comparison >= 0,
            MessageFilterOperator.Equal => comparison == 0,
            _ => comparison != 0,
        };
    }
}
