using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Storage.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <content>The full-text index: what it leaves out does not match, however far it is behind.</content>
public abstract partial class StoreContract
{
    private static readonly MailboxOptions IndexOptions = new() { TextIndexBatchSize = 4, MaxIndexedTerms = 120, MaxSearchedValue = 64 << 10 };

    private static readonly string[] Words = ["meeting", "Besprechung", "Äpfel", "invoice", "ﬁnance", "straße", "КНИГА", "книга", "İstanbul", "ſecret", "e\u0301te\u0301", "été", "가나다", "a😀b😀c", "ab", "\uD800half", "x\0y"];

    private static readonly PropertyTag[] Texts = [PidTag.Subject, PidTag.Body, PidTag.SenderName, PidTag.DisplayTo, PidTag.ConversationTopic, PidTag.NormalizedSubject, PidTag.MessageClass];

    private sealed class OwnerView : IMailboxView
    {
        public MailboxInfo Info { get; } = new() { StoreId = 1, Shard = 0, MailboxGuid = Guid.NewGuid(), ReplGuid = Guid.NewGuid(), SpecialFolders = new Dictionary<SpecialFolder, long>() };

        public MailboxCaller Caller { get; } = new() { AccountId = Guid.NewGuid(), HasAllRights = true };

        public byte[]? StoreEntryId => null;
    }

    private static string RandomText(Random random, int words)
    {
        var text = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(words + 1)).Select(_ => Words[random.Next(Words.Length)]));
        return random.Next(3) switch { 0 => text.ToUpperInvariant(), 1 => text.ToLowerInvariant(), _ => text };
    }

    private async Task<MessageContent> RandomContentAsync(MailboxKey key, Random random)
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        foreach (var tag in (PropertyTag[])[PidTag.Subject, PidTag.SenderName, PidTag.DisplayTo, PidTag.Body])
            if (random.Next(4) > 0)
                content.Properties.Set(tag, RandomText(random, tag == PidTag.Body ? 12 : 3));
        if (random.Next(4) == 0)
        {
            // A body in a part of its own, and now and then one that restrictions do not see whole.
            var text = new string('.', random.Next(2) == 0 ? 5_000 : IndexOptions.MaxSearchedValue / 2 - 20) + RandomText(random, 12);
            content.Properties.Set(PidTag.Body, PropertyValue.OfExternal(PropertyType.String, await WritePartAsync(key, System.Text.Encoding.Unicode.GetBytes(text), 64 << 10)));
        }
        else if (random.Next(5) == 0)
        {
            // A body that is HTML alone is read as text.
            content.Properties.Remove(PidTag.Body.Id);
            content.Properties.Set(PidTag.InternetCodepage, 65001);
            content.Properties.Set(PidTag.Html, PropertyValue.Binary(System.Text.Encoding.UTF8.GetBytes($"<html><body><p>{RandomText(random, 4)}</p><p><b>{RandomText(random, 4)}</b></p></body></html>")));
        }
        for (var i = random.Next(3); i > 0; i--)
        {
            var recipient = new RecipientContent { RowId = (uint)i, RecipientType = 1 };
            recipient.Properties.Set(PidTag.DisplayName, RandomText(random, 2));
            content.Recipients.Add(recipient);
        }
        for (var i = random.Next(2); i > 0; i--)
        {
            var attachment = new AttachmentContent { AttachNumber = (uint)i };
            attachment.Properties.Set(PidTag.AttachLongFilename, RandomText(random, 2));
            content.Attachments.Add(attachment);
        }
        return content;
    }

    /// <summary>A message as every write leaves it: its read change number is no lower than its change number.</summary>
    private static MessageRecord Placed(MessageRecord message) => message with { ReadChangeNumber = message.ChangeNumber };

    private static Restriction RandomRestriction(Random random, int depth = 0)
    {
        switch (random.Next(depth > 2 ? 4 : 10))
        {
            case 0 or 1 or 2: return Text(Texts[random.Next(Texts.Length)]);
            case 3: return new PropertyRestriction(random.Next(3) == 0 ? RelationalOperator.NotEqual : RelationalOperator.Equal, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String(Wanted())));
            case 4: return new AndRestriction([RandomRestriction(random, depth + 1), RandomRestriction(random, depth + 1)]);
            case 5 or 6: return new OrRestriction([.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomRestriction(random, depth + 1))]);
            case 7: return new NotRestriction(RandomRestriction(random, depth + 1));
            case 8: return new SubObjectRestriction(PidTag.MessageRecipients, Text(PidTag.DisplayName));
            default: return new SubObjectRestriction(PidTag.MessageAttachments, new CommentRestriction([], Text(PidTag.AttachLongFilename)));
        }

        ContentRestriction Text(PropertyTag tag) => new((ushort)random.Next(3), (ushort)random.Next(8), tag, new TaggedPropertyValue(tag, PropertyValue.String(Wanted())));

        string Wanted()
        {
            var text = RandomText(random, 3);
            if (text.Length > 0 && random.Next(2) == 0) text = text[random.Next(text.Length)..];
            if (text.Length > 0 && random.Next(2) == 0) text = text[..(random.Next(text.Length) + 1)];
            return random.Next(4) == 0 ? text.Composed() : text;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WhatTheTextIndexLeavesOutDoesNotMatch(int seed)
    {
        var random = new Random(seed);
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(new StoreOperation.InsertFolder(NewFolder(301)));
        var view = new OwnerView();
        var indexer = new TextIndexer(Store, IndexOptions);
        var (next, narrowed, found) = (1000L, 0, 0);
        for (var round = 0; round < 25; round++)
        {
            for (var i = 0; i < 6; i++) await ChangeAsync();
            // As far as it comes: nothing of this round, some of it, or all.
            for (var i = random.Next(5); i > 0; i--) await indexer.IndexBatchAsync(mailbox.Key, view, NewFolder(Folder));
            var all = await CandidatesAsync(null);
            for (var i = 0; i < 20; i++)
            {
                var restriction = RandomRestriction(random);
                if (TextFilters.Of(restriction) is not { } text) continue;
                var candidates = (await CandidatesAsync(text)).ToHashSet();
                var matching = new List<long>();
                foreach (var message in await Store.ReadMessagesAsync(mailbox.Key, all, MessageParts.All, CancellationToken.None))
                    if (restriction.Matches(await MessageRow.ReadAsync(view, message, new FolderView(NewFolder(Folder), FolderRights.All, 0, 0), [.. restriction.Tags], Store.PartSource(mailbox.Key), IndexOptions.MaxSearchedValue, CancellationToken.None)))
                        matching.Add(message.MessageId);
                Assert.Superset(matching.ToHashSet(), candidates);
                Assert.Subset(all.ToHashSet(), candidates);
                narrowed += all.Length - candidates.Count;
                found += matching.Count;
            }
        }
        Assert.True(narrowed > 1000, $"{narrowed} left out");
        Assert.True(found > 20, $"{found} found");

        async Task<long[]> CandidatesAsync(TextQuery? text) => await Store.ReadIndexAsync(mailbox.Key, new MessageIndexQuery { FolderId = Folder, Text = text }, CancellationToken.None);

        async Task ChangeAsync()
        {
            var here = await CandidatesAsync(null);
            var one = here.Length == 0 ? 0 : here[random.Next(here.Length)];
            switch (here.Length < 5 ? 0 : random.Next(9))
            {
                case 0 or 1 or 2 or 3:
                    await mailbox.CommitAsync(Insert(await MessageAsync(next++)));
                    break;
                case 4:
                    await mailbox.CommitAsync(new StoreOperation.UpdateMessage(await MessageAsync(one)));
                    break;
                case 5:
                    await mailbox.CommitAsync(random.Next(2) == 0 ? new StoreOperation.DeleteMessages([one]) : new StoreOperation.SetDeleted([one], Time, mailbox.Next()));
                    break;
                case 6:
                    var deleted = await IndexAsync(mailbox, deleted: true);
                    if (deleted.Length > 0) await mailbox.CommitAsync(new StoreOperation.SetDeleted([deleted[0]], null, mailbox.Next()));
                    break;
                case 7:
                    // There and back again, under other ids.
                    await mailbox.CommitAsync(new StoreOperation.MoveMessage(one, Placed(NewMessage(mailbox, next, folder: 301))), new StoreOperation.MoveMessage(next++, Placed(NewMessage(mailbox, next++))));
                    break;
                default:
                    await mailbox.CommitAsync(random.Next(2) == 0 ? new StoreOperation.CopyMessage(one, Placed(NewMessage(mailbox, next++))) : new StoreOperation.SetReadState([one], true, mailbox.Next()));
                    break;
            }
        }

        async Task<MessageRecord> MessageAsync(long id)
        {
            var content = await RandomContentAsync(mailbox.Key, random);
            return NewMessage(mailbox, id) with { ReadChangeNumber = mailbox.Next(), Content = content, Hot = HotColumnsDerivation.Derive(content), Size = StorageFormat.SizeOf(content) };
        }
    }

    [Fact]
    public async Task AnIndexIsBroughtUpOnceAndInOrder()
    {
        var mailbox = await NewMailboxAsync();
        for (var id = 1; id <= 3; id++) await mailbox.CommitAsync(Insert(NewMessage(mailbox, id, "needle")));
        var backlog = await Store.ReadTextBacklogAsync(mailbox.Key, Folder, 0, 2, CancellationToken.None);
        Assert.Equal((long[])[1L, 2L], backlog.Select(m => m.MessageId));
        var batch = new TextIndexBatch(Folder, 0, backlog[0].ChangeNumber, [new IndexedMessage(1, backlog[0].ChangeNumber, ["aaaa"])]);
        Assert.True(await Store.IndexTextAsync(mailbox.Key, batch, CancellationToken.None));
        // Whoever read the same backlog comes too late.
        Assert.False(await Store.IndexTextAsync(mailbox.Key, batch, CancellationToken.None));
        Assert.Equal(batch.UpTo, await Store.ReadTextIndexedAsync(mailbox.Key, Folder, CancellationToken.None));
        // So does whoever read what is not there any more, and nothing of the batch is kept.
        await mailbox.CommitAsync(new StoreOperation.UpdateMessage(Placed(NewMessage(mailbox, 2, "other"))));
        var second = new TextIndexBatch(Folder, batch.UpTo, backlog[1].ChangeNumber, [new IndexedMessage(2, backlog[1].ChangeNumber, ["aaaa"])]);
        Assert.False(await Store.IndexTextAsync(mailbox.Key, second, CancellationToken.None));
        Assert.Equal(batch.UpTo, await Store.ReadTextIndexedAsync(mailbox.Key, Folder, CancellationToken.None));
        Assert.Equal((long[])[2L, 3L], await FindAsync("bbbb"));
        Assert.Equal((long[])[1L, 2L, 3L], await FindAsync("aaaa"));
        // Terms go with their message, and with its folder.
        await mailbox.CommitAsync(new StoreOperation.DeleteMessages([1]));
        await mailbox.CommitAsync(Insert(NewMessage(mailbox, 1, "back")));
        Assert.Equal((long[])[1L, 2L, 3L], await FindAsync("bbbb"));
        await mailbox.CommitAsync(new StoreOperation.DeleteFolder(Folder));
        Assert.Equal(0, await Store.ReadTextIndexedAsync(mailbox.Key, Folder, CancellationToken.None));
        Assert.False(await Store.IndexTextAsync(mailbox.Key, batch with { Messages = [] }, CancellationToken.None));

        async Task<long[]> FindAsync(string term) => await Store.ReadIndexAsync(mailbox.Key, new MessageIndexQuery { FolderId = Folder, Text = new TextQuery.Terms([term]) }, CancellationToken.None);
    }
}

internal static class TextSamples
{
    /// <summary>The composed form; of text that has none, the text.</summary>
    public static string Composed(this string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
