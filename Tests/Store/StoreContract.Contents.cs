using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <content>Indexes, changes, deletions, and large values.</content>
public abstract partial class StoreContract
{
    private static readonly string[] Subjects = ["alpha", "Alpha", "beta", "Äpfel", "zz", "", "a_b", "a%b", "Ω", "日本"];

    [Fact]
    public async Task AnIndexIsInTheOrderAskedForWithTiesById()
    {
        var mailbox = await NewMailboxAsync();
        var random = new Random(4711);
        var messages = Enumerable.Range(0, 200).Select(i => NewMessage(mailbox, 600 + i, Subjects[random.Next(Subjects.Length)], bag =>
        {
            bag.Set(PidTag.Importance, random.Next(3));
            if (random.Next(3) > 0) bag.Set(PidTag.MessageDeliveryTime, Time.AddMinutes(random.Next(50)));
        })).ToList();
        await mailbox.CommitAsync([.. messages.Select(Insert), Insert(NewMessage(mailbox, 900, associated: true)), Insert(NewMessage(mailbox, 901, folder: 999))]);

        Assert.Equal(messages.Select(m => m.MessageId), await IndexAsync(mailbox));
        Assert.Equal(messages.OrderBy(m => m.Hot.Subject, StringComparer.Ordinal).ThenByDescending(m => m.Hot.DeliveryTime).ThenBy(m => m.MessageId).Select(m => m.MessageId),
            await IndexAsync(mailbox, [new(MessageColumn.Subject, false), new(MessageColumn.DeliveryTime, true)]));
        Assert.Equal(messages.OrderByDescending(m => m.Hot.Importance).ThenBy(m => m.MessageId).Select(m => m.MessageId), await IndexAsync(mailbox, [new(MessageColumn.Importance, true)]));
        Assert.Equal((long[])[900L], await IndexAsync(mailbox, associated: true));
        Assert.Equal(messages.Take(7).Select(m => m.MessageId), await IndexAsync(mailbox, limit: 7));
    }

    [Fact]
    public async Task MessagesAreCountedByTheirChangeNumbers()
    {
        var mailbox = await NewMailboxAsync();
        var messages = Enumerable.Range(0, 300).Select(i => NewMessage(mailbox, 600 + i) with { ChangeNumber = 1_000 + 2 * i }).ToList();
        await mailbox.CommitAsync([.. messages.Select(Insert), Insert(NewMessage(mailbox, 990, associated: true) with { ChangeNumber = 1_001 }), Insert(NewMessage(mailbox, 991, folder: 999) with { ChangeNumber = 1_003 })]);
        Task<long> CountAsync(params GlobRange[] ranges) => Store.CountMessagesAsync(mailbox.Key, messages[0].FolderId, ranges, default);
        Assert.Equal(0, await CountAsync());
        Assert.Equal(300, await CountAsync(new GlobRange(1, 10_000)));
        Assert.Equal(3, await CountAsync(new GlobRange(1_000, 1_003), new GlobRange(1_100, 1_100), new GlobRange(1_101, 1_101)));
        // More ranges than one question takes.
        Assert.Equal(300, await CountAsync([.. messages.Select(m => new GlobRange(m.ChangeNumber, m.ChangeNumber))]));
    }

    [Fact]
    public async Task AFilterFindsWhatItsOperatorSays()
    {
        var mailbox = await NewMailboxAsync();
        var messages = Subjects.Select((s, i) => NewMessage(mailbox, 600 + i, s, bag => bag.Set(PidTag.Importance, i % 3))).ToList();
        await mailbox.CommitAsync([.. messages.Select(Insert)]);

        async Task ExpectAsync(MessageFilter filter, Func<MessageRecord, bool> holds) =>
            Assert.Equal(messages.Where(holds).Select(m => m.MessageId), await IndexAsync(mailbox, filter: [filter]));

        var alpha = TextFolding.Fold("alpha");
        await ExpectAsync(new(MessageColumn.Subject, MessageFilterOperator.Equal, alpha), m => m.Hot.Subject == alpha);
        await ExpectAsync(new(MessageColumn.Subject, MessageFilterOperator.NotEqual, alpha), m => m.Hot.Subject != alpha);
        await ExpectAsync(new(MessageColumn.Subject, MessageFilterOperator.Less, "B"), m => string.CompareOrdinal(m.Hot.Subject, "B") < 0);
        await ExpectAsync(new(MessageColumn.Subject, MessageFilterOperator.GreaterOrEqual, "B"), m => string.CompareOrdinal(m.Hot.Subject, "B") >= 0);
        foreach (var prefix in (string[])["A", "A_", "A%", "Ω", "日", "ZZ", "ZZZ"])
            await ExpectAsync(new(MessageColumn.Subject, MessageFilterOperator.StartsWith, prefix), m => m.Hot.Subject.StartsWith(prefix, StringComparison.Ordinal));
        await ExpectAsync(new(MessageColumn.Importance, MessageFilterOperator.Greater, 0L), m => m.Hot.Importance > 0);
        await ExpectAsync(new(MessageColumn.Importance, MessageFilterOperator.LessOrEqual, 1L), m => m.Hot.Importance <= 1);
    }

    [Fact]
    public async Task AScanGivesEveryMessageOnceOverManyPages()
    {
        var mailbox = await NewMailboxAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            var first = 1000 + batch * 400;
            await mailbox.CommitAsync([.. Enumerable.Range(first, 400).Select(i => Insert(NewMessage(mailbox, i)))]);
        }
        var seen = new List<long>();
        await foreach (var message in Store.ScanAsync(mailbox.Key, new MessageIndexQuery { FolderId = Folder }, MessageParts.Properties, CancellationToken.None))
        {
            Assert.Equal("Hello", message.Content.Properties.GetString(PidTag.Subject));
            seen.Add(message.MessageId);
        }
        Assert.Equal(Enumerable.Range(1000, 1200).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task ChangesComeEachOnceWithWhatTellsOfThem()
    {
        var mailbox = await NewMailboxAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            var first = 1000 + batch * 400;
            await mailbox.CommitAsync([.. Enumerable.Range(first, 400).Select(i => Insert(NewMessage(mailbox, i)))]);
        }
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 3000, folder: Folder + 1)), Insert(NewMessage(mailbox, 2999, associated: true)));
        await mailbox.CommitAsync(new StoreOperation.SetReadState([.. Enumerable.Range(1000, 900).Select(i => (long)i)], true, 9000));
        await mailbox.CommitAsync(new StoreOperation.SetDeleted([1001], Time, 9001));
        var all = await Store.ReadChangesAsync(mailbox.Key, Folder, 0, 5000, CancellationToken.None);
        Assert.Equal([.. Enumerable.Range(1000, 1200).Select(i => (long)i), 2999], all.Select(c => c.MessageId).Order());
        Assert.Equal(900, all.Count(c => c.ReadChangeNumber == 9000 || c.MessageId == 1001));
        Assert.Equal(10, (await Store.ReadChangesAsync(mailbox.Key, Folder, 0, 10, CancellationToken.None)).Count);

        var last = Assert.Single(await Store.ReadChangesAsync(mailbox.Key, Folder, 9000, 5000, CancellationToken.None));
        Assert.Equal((1001, Folder, 9001, 9001, true, true, false), (last.MessageId, last.FolderId, last.ChangeNumber, last.ReadChangeNumber, last.IsRead, last.IsDeleted, last.Associated));
        var record = await Store.ReadMessageAsync(mailbox.Key, 1500, MessageParts.None, CancellationToken.None);
        var one = Assert.Single(await Store.ReadChangesOfAsync(mailbox.Key, [1500, 77777], CancellationToken.None));
        Assert.Equal((record!.ChangeNumber, record.ReadChangeNumber, record.Size, record.IsRead), (one.ChangeNumber, one.ReadChangeNumber, one.Size, one.IsRead));
        Assert.Equal(record.Hot.DeliveryTime != 0 ? record.Hot.DeliveryTime : record.ModifiedAt.ToFileTime(), one.Time);

        await mailbox.CommitAsync(new StoreOperation.InsertFolder(NewFolder(Folder + 2) with { Kind = Grains.Interfaces.Mailbox.FolderKind.Search }), new StoreOperation.AddSearchLinks(Folder + 2, [1000, 3000]));
        Assert.Equal([(1000L, Folder), (3000L, Folder + 1)], (await Store.ReadLinkedAsync(mailbox.Key, Folder + 2, 10, CancellationToken.None)).Select(c => (c.MessageId, c.FolderId)).Order());
    }

    [Fact]
    public async Task OfLargeValuesTheLengthIsToldWithoutThem()
    {
        var mailbox = await NewMailboxAsync();
        var parts = new List<ExternalValue>();
        foreach (var length in (int[])[1, 70_000, 200_000])
        {
            await using var part = Store.PartSink(mailbox.Key).CreatePart();
            await part.AppendAsync(new byte[length], CancellationToken.None);
            parts.Add(await part.CompleteAsync(CancellationToken.None));
        }
        var lengths = await Store.ReadPartLengthsAsync(mailbox.Key, [.. parts.Select(p => p.PartId), Guid.NewGuid()], CancellationToken.None);
        Assert.Equal(parts.ToDictionary(p => p.PartId, p => p.Length), lengths);
    }

    [Fact]
    public async Task DeletionsAreRemembered()
    {
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 540)), Insert(NewMessage(mailbox, 541)));
        await mailbox.CommitAsync(new StoreOperation.DeleteMessages([540]), new StoreOperation.RecordDeletions([new(Folder, 540, 6000, false, false, [9]), new(Folder, 777, 6001, true, false, [])]));
        Assert.Equal((long[])[541L], await IndexAsync(mailbox));
        var deletions = await Store.ReadDeletionsAsync(mailbox.Key, Folder, 0, CancellationToken.None);
        Assert.Equal([(540L, 6000L, false), (777L, 6001L, true)], deletions.Select(d => (d.ObjectId, d.ChangeNumber, d.IsFolder)));
        Assert.Equal([9], deletions[0].SourceKey);
        Assert.Single(await Store.ReadDeletionsAsync(mailbox.Key, Folder, 6000, CancellationToken.None));
    }

    [Fact]
    public async Task AMoveKeepsContentUnderANewIdentity()
    {
        var mailbox = await NewMailboxAsync();
        var part = await WritePartAsync(mailbox.Key, Bytes(9000));
        var message = NewMessage(mailbox, 550, set: b => b.Set(PidTag.Html, PropertyValue.OfExternal(PropertyType.Binary, part)));
        await mailbox.CommitAsync(new StoreOperation.InsertFolder(NewFolder(301)), Insert(message));
        await mailbox.CommitAsync(new StoreOperation.MoveMessage(550, message with { MessageId = 551, FolderId = 301, ChangeNumber = 7000, ReadChangeNumber = 7000 }));
        Assert.Empty(await IndexAsync(mailbox));
        var moved = await Store.ReadMessageAsync(mailbox.Key, 551, MessageParts.All, CancellationToken.None);
        Assert.Equal(message.Content.Properties, moved!.Content.Properties);
        Assert.Equal((301L, 7000L), (moved.FolderId, moved.ChangeNumber));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(new StoreOperation.MoveMessage(550, message with { MessageId = 552 })));
        await Store.PurgeAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Equal(Bytes(9000), await ReadPartAsync(mailbox.Key, part));
    }

    [Fact]
    public async Task ACopySharesItsPartsUntilTheLastOfThemGoes()
    {
        var mailbox = await NewMailboxAsync();
        var part = await WritePartAsync(mailbox.Key, Bytes(9000));
        var orphan = await WritePartAsync(mailbox.Key, Bytes(10));
        var message = NewMessage(mailbox, 560, set: b => b.Set(PidTag.Html, PropertyValue.OfExternal(PropertyType.Binary, part)));
        await mailbox.CommitAsync(Insert(message));
        await mailbox.CommitAsync(new StoreOperation.CopyMessage(560, message with { MessageId = 561, ChangeNumber = 7001, ReadChangeNumber = 7001 }));
        await mailbox.CommitAsync(new StoreOperation.DeleteMessages([560]));
        await Store.PurgeAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Equal(Bytes(9000), await ReadPartAsync(mailbox.Key, part));
        Assert.Empty(await ReadPartAsync(mailbox.Key, orphan));
        Assert.Equal(message.Content.Properties, (await Store.ReadMessageAsync(mailbox.Key, 561, MessageParts.All, CancellationToken.None))!.Content.Properties);
        await mailbox.CommitAsync(new StoreOperation.UpdateMessage(NewMessage(mailbox, 561)));
        await Store.PurgeAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Empty(await ReadPartAsync(mailbox.Key, part));
    }

    [Fact]
    public async Task AMessageCannotNameAPartThatIsNotThere()
    {
        var mailbox = await NewMailboxAsync();
        var missing = PropertyValue.OfExternal(PropertyType.Binary, new ExternalValue(Guid.NewGuid(), 5));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => mailbox.CommitAsync(Insert(NewMessage(mailbox, 570, set: b => b.Set(PidTag.Html, missing)))));
        Assert.Empty(await IndexAsync(mailbox));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_500_000)]
    public async Task APartIsReadFromAnywhere(int size)
    {
        var mailbox = await NewMailboxAsync();
        var data = Bytes(size);
        var part = await WritePartAsync(mailbox.Key, data, 50_001);
        Assert.Equal(size, part.Length);
        Assert.Equal(data, await ReadPartAsync(mailbox.Key, part));
        var buffer = new byte[70_000];
        foreach (var offset in (int[])[0, 1, 65_535, 65_536, 100_000, size - 1, size, size + 10])
        {
            if (offset < 0) continue;
            var read = await Store.PartSource(mailbox.Key).ReadAsync(part.PartId, offset, buffer, CancellationToken.None);
            Assert.True(offset >= size ? read == 0 : read > 0);
            Assert.Equal(data.Skip(offset).Take(read), buffer.Take(read));
        }
        Assert.Equal(0, await Store.PartSource(mailbox.Key).ReadAsync(Guid.NewGuid(), 0, buffer, CancellationToken.None));
    }

    [Fact]
    public async Task DeletionsAndForeignSourceKeysAreFoundInTheirFolder()
    {
        var mailbox = await NewMailboxAsync();
        byte[] key = [.. Guid.NewGuid().ToByteArray(), 1, 2, 3, 4];
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 810)), Insert(NewMessage(mailbox, 811) with { SourceKey = key }),
            new StoreOperation.RecordDeletions([new(Folder, 812, 7000, false, false, [])]));
        Assert.Equal([811L], (await Store.FindBySourceKeysAsync(mailbox.Key, Folder, [key, [.. key, 5], key], CancellationToken.None)).Values);
        Assert.Empty(await Store.FindBySourceKeysAsync(mailbox.Key, Folder + 1, [key], CancellationToken.None));
        Assert.Empty(await Store.FindBySourceKeysAsync(mailbox.Key, Folder, [], CancellationToken.None));
        Assert.True(await Store.WasDeletedAsync(mailbox.Key, Folder, 812, CancellationToken.None));
        Assert.False(await Store.WasDeletedAsync(mailbox.Key, Folder, 811, CancellationToken.None));
        Assert.False(await Store.WasDeletedAsync(mailbox.Key, Folder + 1, 812, CancellationToken.None));
        Assert.Equal([812L], await Store.FindDeletedAsync(mailbox.Key, Folder, [810, 811, 812], CancellationToken.None));
        Assert.Empty(await Store.FindDeletedAsync(mailbox.Key, Folder + 1, [812], CancellationToken.None));

        await mailbox.CommitAsync(new StoreOperation.RecordDeletions([new(Folder, 813, 7001, true, false, key)]));
        Assert.True(await Store.WasFolderDeletedAsync(mailbox.Key, 813, CancellationToken.None));
        Assert.False(await Store.WasFolderDeletedAsync(mailbox.Key, 812, CancellationToken.None));
        Assert.True(await Store.WasDeletedAsync(mailbox.Key, key, CancellationToken.None));
        Assert.False(await Store.WasDeletedAsync(mailbox.Key, [.. key, 5], CancellationToken.None));
    }

    [Fact]
    public async Task AnIdThatAMessageHasIsGivenToNoOther()
    {
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 820)));
        await Assert.ThrowsAsync<StoreConflictException>(() => mailbox.CommitAsync(Insert(NewMessage(mailbox, 821)), Insert(NewMessage(mailbox, 820, "another"))));
        Assert.Equal([820L], (await Store.ReadMessagesAsync(mailbox.Key, [820, 821], MessageParts.None, CancellationToken.None)).Select(m => m.MessageId));
    }

    [Fact]
    public async Task RangesOfDeletedIdsTakeThePlaceOfThoseWithinThem()
    {
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(new StoreOperation.AddDeletedRanges(Folder, [new(10, 20), new(30, 40), new(100, 100)]));
        await mailbox.CommitAsync(new StoreOperation.AddDeletedRanges(Folder, [new(10, 50)]), new StoreOperation.AddDeletedRanges(Folder + 1, [new(7, 7)]));
        Assert.Equal(GlobSet.Of([new GlobRange(10, 50), new GlobRange(100, 100)]), await Store.ReadDeletedRangesAsync(mailbox.Key, Folder, CancellationToken.None));
        foreach (var (id, deleted) in ((long, bool)[])[(9, false), (10, true), (50, true), (51, false), (100, true), (7, false)])
            Assert.Equal(deleted, await Store.WasDeletedAsync(mailbox.Key, Folder, id, CancellationToken.None));
        Assert.True(await Store.WasDeletedAsync(mailbox.Key, Folder + 1, 7, CancellationToken.None));
        await mailbox.CommitAsync(new StoreOperation.DeleteFolder(Folder));
        Assert.True((await Store.ReadDeletedRangesAsync(mailbox.Key, Folder, CancellationToken.None)).IsEmpty);
    }

    [Fact]
    public async Task ReadersSeeCommittedStateWhileWritersWork()
    {
        var mailbox = await NewMailboxAsync();
        using var done = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await mailbox.CommitAsync([.. Enumerable.Range(0, 10).Select(n => Insert(NewMessage(mailbox, 2000 + i * 10 + n)))]);
            await done.CancelAsync();
        });
        while (!done.IsCancellationRequested)
        {
            var count = (await IndexAsync(mailbox, limit: 10_000)).Length;
            Assert.Equal(0, count % 10);
        }
        await writer;
        Assert.Equal(500, (await IndexAsync(mailbox, limit: 10_000)).Length);
    }

    [Fact]
    public async Task AMigrationRunsOnceHoweverOftenItIsAsked() =>
        // A second run finds every step taken; it would fail at the first table otherwise.
        await fixture.MigrateAgainAsync();
}
