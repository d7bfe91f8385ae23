using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <summary>What every engine keeps. Each test has a mailbox of its own, so that they share one database.</summary>
public abstract partial class StoreContract(StoreFixture fixture)
{
    private const long Folder = 300;
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private IMailboxStore Store => fixture.Mailboxes;

    /// <summary>A mailbox with one folder, claimed.</summary>
    private sealed record TestMailbox(IMailboxStore Store, Guid Guid, MailboxFence Fence)
    {
        private long _nextChangeNumber = 1000;

        public MailboxKey Key => Fence.Key;

        public long Next() => _nextChangeNumber++;

        public Task CommitAsync(params StoreOperation[] operations) => CommitAsync(Fence, null, operations);

        public Task CommitAsync(MailboxFence fence, Guid? operationId, params StoreOperation[] operations) => Store.CommitAsync(new MailboxCommit
        {
            Fence = fence,
            NextChangeNumber = _nextChangeNumber,
            NextId = 100_000,
            OperationId = operationId,
            OperationResult = [1, 2, 3],
            Operations = operations,
        }, CancellationToken.None);
    }

    private async Task<TestMailbox> NewMailboxAsync()
    {
        var guid = Guid.NewGuid();
        await Store.CreateMailboxAsync(guid, Guid.NewGuid(), MailboxKind.Private, CancellationToken.None);
        var record = await Store.ClaimMailboxAsync(guid, "test", CancellationToken.None);
        var mailbox = new TestMailbox(Store, guid, new MailboxFence(record!.Key, record.Epoch));
        await mailbox.CommitAsync(new StoreOperation.InsertFolder(NewFolder(Folder)));
        return mailbox;
    }

    private static FolderRecord NewFolder(long id) => new()
    {
        FolderId = id,
        ParentId = 1,
        Kind = FolderKind.Generic,
        DisplayName = "Übung 😀",
        CreatedAt = Time,
        ModifiedAt = Time,
        ContentsModifiedAt = Time,
    };

    private static MessageRecord NewMessage(TestMailbox mailbox, long id, string subject = "Hello", Action<PropertyBag>? set = null, long folder = Folder, bool associated = false)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.Subject, subject);
        set?.Invoke(bag);
        var content = new MessageContent { Properties = bag };
        return new MessageRecord
        {
            MessageId = id,
            FolderId = folder,
            Associated = associated,
            ChangeNumber = mailbox.Next(),
            CreatedAt = Time,
            ModifiedAt = Time,
            Size = StorageFormat.SizeOf(content),
            Hot = HotColumnsDerivation.Derive(content),
            Content = content,
        };
    }

    private static StoreOperation Insert(MessageRecord message) => new StoreOperation.InsertMessage(message with { ReadChangeNumber = message.ChangeNumber });

    private async Task<ExternalValue> WritePartAsync(MailboxKey key, byte[] data, int step = 1000)
    {
        await using var writer = Store.PartSink(key).CreatePart();
        for (var i = 0; i < data.Length; i += step) await writer.AppendAsync(data.AsMemory(i, Math.Min(step, data.Length - i)), CancellationToken.None);
        return await writer.CompleteAsync(CancellationToken.None);
    }

    private async Task<byte[]> ReadPartAsync(MailboxKey key, ExternalValue part)
    {
        var data = new byte[part.Length + 1];
        var filled = 0;
        while (await Store.PartSource(key).ReadAsync(part.PartId, filled, data.AsMemory(filled), CancellationToken.None) is > 0 and var read) filled += read;
        return data[..filled];
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 + i / 251))];

    private async Task<long[]> IndexAsync(TestMailbox mailbox, MessageSort[]? sort = null, MessageFilter[]? filter = null, bool deleted = false, bool associated = false, int limit = 1000) =>
        await Store.ReadIndexAsync(mailbox.Key, new MessageIndexQuery { FolderId = Folder, Sort = sort ?? [], Filter = filter ?? [], Deleted = deleted, Associated = associated, Limit = limit }, CancellationToken.None);

    [Fact]
    public async Task AMailboxIsMadeOnce()
    {
        var guid = Guid.NewGuid();
        var repl = Guid.NewGuid();
        var made = await Store.CreateMailboxAsync(guid, repl, MailboxKind.Public, CancellationToken.None);
        var again = await Store.CreateMailboxAsync(guid, Guid.NewGuid(), MailboxKind.Private, CancellationToken.None);
        Assert.Equal(made.Key, again.Key);
        Assert.Equal((repl, MailboxKind.Public), (again.ReplGuid, again.Kind));
        Assert.Null(await Store.FindMailboxAsync(Guid.NewGuid(), CancellationToken.None));
        Assert.Null(await Store.ClaimMailboxAsync(Guid.NewGuid(), "nobody", CancellationToken.None));
    }

    [Fact]
    public async Task MailboxesOfOneGuidMadeAtOnceAreOne()
    {
        var guid = Guid.NewGuid();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.CreateMailboxAsync(guid, Guid.NewGuid(), MailboxKind.Private, CancellationToken.None)));
        Assert.Single(made.Select(m => (m.Key, m.ReplGuid)).Distinct());
    }

    [Fact]
    public async Task EveryClaimTakesAHigherEpochThanAllBefore()
    {
        var mailbox = await NewMailboxAsync();
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Store.ClaimMailboxAsync(mailbox.Guid, $"silo{i}", CancellationToken.None)));
        Assert.Equal(10, claims.Select(c => c!.Epoch).Distinct().Count());
        Assert.All(claims, c => Assert.True(c!.Epoch > mailbox.Fence.Epoch));
    }

    [Fact]
    public async Task AnOldOwnerWritesNothing()
    {
        var mailbox = await NewMailboxAsync();
        await Store.ClaimMailboxAsync(mailbox.Guid, "other", CancellationToken.None);
        var operation = Guid.NewGuid();
        await Assert.ThrowsAsync<StoreFencedException>(() => mailbox.CommitAsync(mailbox.Fence, operation, Insert(NewMessage(mailbox, 500))));
        Assert.Null(await Store.ReadMessageAsync(mailbox.Key, 500, MessageParts.All, CancellationToken.None));
        Assert.Null(await Store.FindOperationAsync(mailbox.Key, operation, CancellationToken.None));
        await Assert.ThrowsAsync<StoreFencedException>(() => Store.DeleteMailboxAsync(mailbox.Fence, CancellationToken.None));
        Assert.NotNull(await Store.FindMailboxAsync(mailbox.Guid, CancellationToken.None));
    }

    [Fact]
    public async Task OwnersThatOverlapNeverBothWrite()
    {
        // The claim and the old owner's commit race; whoever comes first, the row says which order it was.
        for (var round = 0; round < 20; round++)
        {
            var mailbox = await NewMailboxAsync();
            var write = mailbox.CommitAsync(Insert(NewMessage(mailbox, 500)));
            var claim = await Store.ClaimMailboxAsync(mailbox.Guid, "new", CancellationToken.None);
            var seen = await Store.ReadMessageAsync(mailbox.Key, 500, MessageParts.None, CancellationToken.None) is not null;
            var fenced = await Record.ExceptionAsync(() => write) is StoreFencedException;
            Assert.Equal(fenced, !seen);
            // What the new owner read at its claim includes all that the old one wrote.
            if (seen) Assert.True(claim!.NextChangeNumber > 1000);
        }
    }

    [Fact]
    public async Task ACommitIsAllOrNothing()
    {
        var mailbox = await NewMailboxAsync();
        var message = NewMessage(mailbox, 501);
        await mailbox.CommitAsync(Insert(message));
        var before = await Store.FindMailboxAsync(mailbox.Guid, CancellationToken.None);
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(
            Insert(NewMessage(mailbox, 502)), new StoreOperation.UpdateMessage(message with { ChangeNumber = mailbox.Next() }, ExpectedChangeNumber: 7)));
        Assert.Equal(501, conflict.MessageId);
        Assert.Equal((long[])[501L], await IndexAsync(mailbox));
        Assert.Equal(before!.NextChangeNumber, (await Store.FindMailboxAsync(mailbox.Guid, CancellationToken.None))!.NextChangeNumber);
    }

    [Fact]
    public async Task AnOperationIsKeptWithItsCommit()
    {
        var mailbox = await NewMailboxAsync();
        var operation = Guid.NewGuid();
        await mailbox.CommitAsync(mailbox.Fence, operation, Insert(NewMessage(mailbox, 503)));
        Assert.Equal([1, 2, 3], await Store.FindOperationAsync(mailbox.Key, operation, CancellationToken.None));
        Assert.Null(await Store.FindOperationAsync(mailbox.Key, Guid.NewGuid(), CancellationToken.None));
        // The same operation cannot be committed twice, whatever else its transaction holds.
        await Assert.ThrowsAnyAsync<Exception>(() => mailbox.CommitAsync(mailbox.Fence, operation, Insert(NewMessage(mailbox, 504))));
        Assert.Equal((long[])[503L], await IndexAsync(mailbox));
    }

    [Fact]
    public async Task AFolderComesBackAsItWas()
    {
        var mailbox = await NewMailboxAsync();
        var properties = new PropertyBag();
        properties.Set(PidTag.Comment, "größer\nzweite Zeile");
        var folder = NewFolder(301) with
        {
            Properties = properties,
            ChangeKey = Bytes(22),
            PredecessorChangeList = Bytes(23),
            SourceKey = Bytes(22),
            Permissions = [new FolderPermission(0, Guid.Empty, FolderRights.Reviewer), new FolderPermission(5, Guid.NewGuid(), FolderRights.Editor)],
            SearchCriteria = Bytes(40),
            ChangeNumber = 77,
        };
        await mailbox.CommitAsync(new StoreOperation.InsertFolder(folder));
        var found = (await Store.ReadFoldersAsync(mailbox.Key, CancellationToken.None)).Single(f => f.FolderId == 301);
        Assert.Equal(folder.DisplayName, found.DisplayName);
        Assert.Equal(folder.Properties, found.Properties);
        Assert.Equal(folder.Permissions, found.Permissions);
        Assert.Equal(folder.ChangeKey, found.ChangeKey);
        Assert.Equal(folder.PredecessorChangeList, found.PredecessorChangeList);
        Assert.Equal(folder.SourceKey, found.SourceKey);
        Assert.Equal(folder.SearchCriteria, found.SearchCriteria);
        Assert.Equal((folder.CreatedAt, folder.ModifiedAt, folder.ChangeNumber), (found.CreatedAt, found.ModifiedAt, found.ChangeNumber));

        await mailbox.CommitAsync(new StoreOperation.AdjustFolder(301, new FolderCounters { Items = 3, Unread = 2, Size = 1L << 40, DeletedTotal = 1 }, 90, Time.AddHours(1), ArticleNumbersUsed: 3));
        await mailbox.CommitAsync(new StoreOperation.UpdateFolder(folder with { DisplayName = "Anders", DeletedAt = Time }));
        found = (await Store.ReadFoldersAsync(mailbox.Key, CancellationToken.None)).Single(f => f.FolderId == 301);
        Assert.Equal(("Anders", Time), (found.DisplayName, found.DeletedAt));
        Assert.Equal(new FolderCounters { Items = 3, Unread = 2, Size = 1L << 40, DeletedTotal = 1 }, found.Counters);
        Assert.Equal((90L, 4, Time.AddHours(1)), (found.ContentsChangeNumber, found.NextArticleNumber, found.ContentsModifiedAt));
    }

    [Fact]
    public async Task AMessageComesBackAsItWas()
    {
        var mailbox = await NewMailboxAsync();
        var part = await WritePartAsync(mailbox.Key, Bytes(200_000));
        var mime = await WritePartAsync(mailbox.Key, Bytes(10));
        var message = NewMessage(mailbox, 510, "Betreff \uD83D\uDE00", bag =>
        {
            bag.Set(new PropertyTag(0x8001, PropertyType.MultipleString), PropertyValue.Multiple(["a", "b\0c"]));
            bag.Set(PidTag.Importance, 2);
            bag.Set(PidTag.MessageDeliveryTime, Time);
            bag.Set(PidTag.Html, PropertyValue.OfExternal(PropertyType.Binary, part));
        }) with
        { ChangeKey = Bytes(22), PredecessorChangeList = Bytes(23), SourceKey = Bytes(20), IsRead = true, MessageFlags = 8, MessageStatus = 4, ArticleNumber = 9, Mime = mime };
        var recipient = new PropertyBag();
        recipient.Set(PidTag.DisplayName, "Jürgen");
        message.Content.Recipients.Add(new RecipientContent { RowId = 7, RecipientType = 1, Properties = recipient });
        message.Content.Attachments.Add(new AttachmentContent { AttachNumber = 3, Embedded = new MessageContent { Properties = recipient } });
        await mailbox.CommitAsync(Insert(message));

        var found = await Store.ReadMessageAsync(mailbox.Key, 510, MessageParts.All, CancellationToken.None);
        Assert.Equal(message.Content.Properties, found!.Content.Properties);
        Assert.Equal(7u, Assert.Single(found.Content.Recipients).RowId);
        Assert.Equal(recipient, found.Content.Recipients[0].Properties);
        Assert.Equal(recipient, Assert.Single(found.Content.Attachments).Embedded!.Properties);
        Assert.Equal((message.IsRead, message.MessageFlags, message.MessageStatus, message.ArticleNumber, message.Size), (found.IsRead, found.MessageFlags, found.MessageStatus, found.ArticleNumber, found.Size));
        Assert.Equal(message.SourceKey, found.SourceKey);
        Assert.Equal(mime, found.Mime);
        Assert.Equal(message.Hot with { ConversationId = [] }, found.Hot with { ConversationId = [] });
        Assert.Equal(Bytes(200_000), await ReadPartAsync(mailbox.Key, part));

        var columns = await Store.ReadMessageAsync(mailbox.Key, 510, MessageParts.None, CancellationToken.None);
        Assert.Equal((0, 0, 0), (columns!.Content.Properties.Count, columns.Content.Recipients.Count, columns.Content.Attachments.Count));
        Assert.Equal((long[])[510L, 510L], (await Store.ReadMessagesAsync(mailbox.Key, [999, 510], MessageParts.None, CancellationToken.None)).Concat(
            await Store.ReadMessagesAsync(mailbox.Key, [510], MessageParts.All, CancellationToken.None)).Select(m => m.MessageId));
    }

    [Fact]
    public async Task MessageFlagsAreClearedAndNothingElse()
    {
        var mailbox = await NewMailboxAsync();
        // The highest bit makes the column negative, as clients see it.
        var flags = unchecked((int)0x8000_0308);
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 530) with { MessageFlags = flags }), Insert(NewMessage(mailbox, 531) with { MessageFlags = flags }));
        var before = await Store.ReadMessageAsync(mailbox.Key, 530, MessageParts.None, CancellationToken.None);
        await mailbox.CommitAsync(new StoreOperation.ClearMessageFlags([530], 0x100));
        var after = await Store.ReadMessageAsync(mailbox.Key, 530, MessageParts.None, CancellationToken.None);
        Assert.Equal(unchecked((int)0x8000_0208), after!.MessageFlags);
        Assert.Equal((before!.ChangeNumber, before.ReadChangeNumber, before.IsRead), (after.ChangeNumber, after.ReadChangeNumber, after.IsRead));
        Assert.Equal(flags, (await Store.ReadMessageAsync(mailbox.Key, 531, MessageParts.None, CancellationToken.None))!.MessageFlags);
    }

    [Fact]
    public async Task ReadStateAndDeletionMarksChangeInPlace()
    {
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 520)), Insert(NewMessage(mailbox, 521)), Insert(NewMessage(mailbox, 522)));
        await mailbox.CommitAsync(new StoreOperation.SetReadState([520, 521], true, 5000), new StoreOperation.SetMessageStatus(522, 0x1000));
        await mailbox.CommitAsync(new StoreOperation.SetDeleted([521], Time, 5001));
        Assert.Equal((long[])[520L, 522L], await IndexAsync(mailbox));
        Assert.Equal((long[])[521L], await IndexAsync(mailbox, deleted: true));
        var read = await Store.ReadMessageAsync(mailbox.Key, 520, MessageParts.None, CancellationToken.None);
        Assert.Equal((true, 5000L), (read!.IsRead, read.ReadChangeNumber));
        Assert.True(read.ChangeNumber < 5000);
        var gone = await Store.ReadMessageAsync(mailbox.Key, 521, MessageParts.None, CancellationToken.None);
        Assert.Equal((Time, 5001L), (gone!.DeletedAt, gone.ChangeNumber));
        Assert.Equal(0x1000, (await Store.ReadMessageAsync(mailbox.Key, 522, MessageParts.None, CancellationToken.None))!.MessageStatus);
        await mailbox.CommitAsync(new StoreOperation.SetDeleted([521], null, 5002));
        Assert.Equal((long[])[520L, 521L, 522L], await IndexAsync(mailbox));
    }

    [Fact]
    public async Task NamedPropertiesAndUsersMarksAndTheMailboxRowAreKept()
    {
        var mailbox = await NewMailboxAsync();
        var names = new (ushort, PropertyName)[] { (0x8001, new PropertyName(PropertySets.PSETID_Common, 0x8503)), (0x8002, new PropertyName(PropertySets.PS_PUBLIC_STRINGS, "Schlüssel")), (0xFFFE, new PropertyName(PropertySets.PSETID_Task, 0xFFFFFFFF)) };
        var account = Guid.NewGuid();
        var bag = new PropertyBag();
        bag.Set(PidTag.OutOfOfficeState, true);
        var repl = Guid.NewGuid();
        var receive = new ReceiveFolderRecord("IPM.NOTE", 300, Time);
        await mailbox.CommitAsync(new StoreOperation.AddNamedProperties(names), new StoreOperation.PutPerUser(account, Bytes(24), Bytes(50)),
            new StoreOperation.UpdateMailbox(bag, [repl], [receive]));
        await mailbox.CommitAsync(new StoreOperation.PutPerUser(account, Bytes(24), Bytes(60)));
        Assert.Equal(names, await Store.ReadNamedPropertiesAsync(mailbox.Key, CancellationToken.None));
        Assert.Equal(Bytes(60), Assert.Single(await Store.ReadPerUserAsync(mailbox.Key, account, null, CancellationToken.None)).Data);
        Assert.Single(await Store.ReadPerUserAsync(mailbox.Key, account, Bytes(24), CancellationToken.None));
        Assert.Empty(await Store.ReadPerUserAsync(mailbox.Key, Guid.NewGuid(), null, CancellationToken.None));
        var row = await Store.FindMailboxAsync(mailbox.Guid, CancellationToken.None);
        Assert.Equal(bag, row!.Properties);
        Assert.Equal([repl], row.ForeignReplGuids);
        Assert.Equal([receive], row.ReceiveFolders);
    }

    [Fact]
    public async Task ADeletedMailboxLeavesNothing()
    {
        var mailbox = await NewMailboxAsync();
        var part = await WritePartAsync(mailbox.Key, Bytes(100));
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 530, set: b => b.Set(PidTag.Html, PropertyValue.OfExternal(PropertyType.Binary, part)))));
        await Store.DeleteMailboxAsync(mailbox.Fence, CancellationToken.None);
        Assert.Null(await Store.FindMailboxAsync(mailbox.Guid, CancellationToken.None));
        Assert.Empty(await Store.ReadFoldersAsync(mailbox.Key, CancellationToken.None));
        Assert.Empty(await ReadPartAsync(mailbox.Key, part));
    }
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteStoreTests(SqliteFixture fixture) : StoreContract(fixture), IClassFixture<SqliteFixture>;

/// <summary>The contract on PostgreSQL, over two shards.</summary>
public sealed class PostgresStoreTests(PostgresFixture fixture) : StoreContract(fixture), IClassFixture<PostgresFixture>;
