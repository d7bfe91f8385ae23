using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <content>Links of search folders.</content>
public abstract partial class StoreContract
{
    private const long Search = 310, OtherSearch = 311;

    private async Task<TestMailbox> NewSearchedMailboxAsync()
    {
        var mailbox = await NewMailboxAsync();
        await mailbox.CommitAsync(
            new StoreOperation.InsertFolder(NewFolder(301)),
            new StoreOperation.InsertFolder(NewFolder(Search) with { Kind = FolderKind.Search }),
            new StoreOperation.InsertFolder(NewFolder(OtherSearch) with { Kind = FolderKind.Search, SearchProgress = SearchProgress.Complete }),
            Insert(NewMessage(mailbox, 600, "c")), Insert(NewMessage(mailbox, 601, "b", folder: 301)), Insert(NewMessage(mailbox, 602, "a")), Insert(NewMessage(mailbox, 603, "d")),
            new StoreOperation.AddSearchLinks(Search, [600, 601, 602, 777]), new StoreOperation.AddSearchLinks(OtherSearch, [600]));
        return mailbox;
    }

    private async Task<long[]> LinkedAsync(TestMailbox mailbox, long search, MessageSort[]? sort = null, MessageFilter[]? filter = null, bool deleted = false) =>
        await Store.ReadIndexAsync(mailbox.Key, new MessageIndexQuery { FolderId = search, Linked = true, Sort = sort ?? [], Filter = filter ?? [], Deleted = deleted }, CancellationToken.None);

    [Fact]
    public async Task ASearchFolderShowsWhatItHasLinksTo()
    {
        var mailbox = await NewSearchedMailboxAsync();
        Assert.Equal((long[])[600L, 601L, 602L], await LinkedAsync(mailbox, Search));
        Assert.Equal((long[])[600L], await LinkedAsync(mailbox, OtherSearch));
        Assert.Equal((long[])[602L, 601L, 600L], await LinkedAsync(mailbox, Search, [new(MessageColumn.Subject, false)]));
        Assert.Equal((long[])[601L], await LinkedAsync(mailbox, Search, filter: [new(MessageColumn.Subject, MessageFilterOperator.Equal, "B")]));
        Assert.Empty(await LinkedAsync(mailbox, Search, deleted: true));
        // Without being asked for links a search folder has nothing.
        Assert.Empty(await Store.ReadIndexAsync(mailbox.Key, new MessageIndexQuery { FolderId = Search }, CancellationToken.None));
        var scanned = new List<long>();
        await foreach (var message in Store.ScanAsync(mailbox.Key, new MessageIndexQuery { FolderId = Search, Linked = true }, MessageParts.Properties, CancellationToken.None)) scanned.Add(message.MessageId);
        Assert.Equal((long[])[600L, 601L, 602L], scanned);
        // Twice is once.
        await mailbox.CommitAsync(new StoreOperation.AddSearchLinks(Search, [600, 603]));
        Assert.Equal((long[])[600L, 601L, 602L, 603L], await LinkedAsync(mailbox, Search));
        await mailbox.CommitAsync(new StoreOperation.RemoveSearchLinks(Search, [600, 999]));
        Assert.Equal((long[])[601L, 602L, 603L], await LinkedAsync(mailbox, Search));
        Assert.Equal((long[])[600L], await LinkedAsync(mailbox, OtherSearch));
        await mailbox.CommitAsync(new StoreOperation.ClearSearchLinks(Search));
        Assert.Empty(await LinkedAsync(mailbox, Search));
    }

    [Fact]
    public async Task LinksAreFoundByMessageByFolderAndBySearch()
    {
        var mailbox = await NewSearchedMailboxAsync();
        await mailbox.CommitAsync(new StoreOperation.SetReadState([600], true, mailbox.Next()));
        var size = (await Store.ReadMessageAsync(mailbox.Key, 600, MessageParts.None, CancellationToken.None))!.Size;
        Assert.Equal((SearchLink[])[new SearchLink(Search, 600, Folder, size, true), new SearchLink(OtherSearch, 600, Folder, size, true)], await LinksAsync(mailbox, new SearchLinkQuery { MessageIds = [600, 603] }));
        Assert.Equal((long[])[601L], (await LinksAsync(mailbox, new SearchLinkQuery { InFolderId = 301 })).Select(l => l.MessageId));
        Assert.Equal((long[])[600L, 602L], (await LinksAsync(mailbox, new SearchLinkQuery { InFolderId = Folder, SearchFolderId = Search })).Select(l => l.MessageId));
        Assert.Equal((long[])[600L, 601L], (await LinksAsync(mailbox, new SearchLinkQuery { SearchFolderId = Search, Limit = 2 })).Select(l => l.MessageId));
        Assert.Empty(await LinksAsync(mailbox, new SearchLinkQuery { MessageIds = [] }));
    }

    [Fact]
    public async Task LinksGoWithTheMessageAndWithTheFolder()
    {
        var mailbox = await NewSearchedMailboxAsync();
        // Soft-deleted it is there for a static search.
        await mailbox.CommitAsync(new StoreOperation.SetDeleted([602], Time, mailbox.Next()));
        Assert.Equal((long[])[600L, 601L, 602L], await LinkedAsync(mailbox, Search));
        await mailbox.CommitAsync(new StoreOperation.DeleteMessages([602]));
        Assert.Equal((long[])[600L, 601L], (await LinksAsync(mailbox, new SearchLinkQuery { SearchFolderId = Search })).Select(l => l.MessageId));
        var message = (await Store.ReadMessageAsync(mailbox.Key, 600, MessageParts.None, CancellationToken.None))!;
        await mailbox.CommitAsync(new StoreOperation.MoveMessage(600, message with { MessageId = 700, FolderId = 301 }), new StoreOperation.AddSearchLinks(Search, [700]));
        Assert.Equal((long[])[601L, 700L], await LinkedAsync(mailbox, Search));
        Assert.Empty(await LinkedAsync(mailbox, OtherSearch));
        await mailbox.CommitAsync(new StoreOperation.DeleteFolder(301));
        Assert.Empty(await LinkedAsync(mailbox, Search));
        await mailbox.CommitAsync(new StoreOperation.AddSearchLinks(Search, [603]), new StoreOperation.DeleteFolder(Search));
        Assert.Empty(await LinksAsync(mailbox, new SearchLinkQuery { MessageIds = [603] }));
        Assert.Equal((long[])[603L], await IndexAsync(mailbox));
    }

    [Fact]
    public async Task ASearchIsAsFarAsItWasSaid()
    {
        var mailbox = await NewSearchedMailboxAsync();
        await mailbox.CommitAsync(new StoreOperation.SetSearchProgress(Search, SearchProgress.Stopped), new StoreOperation.UpdateFolder(NewFolder(OtherSearch) with { SearchCriteria = [1], SearchProgress = SearchProgress.Pending }));
        var folders = (await Store.ReadFoldersAsync(mailbox.Key, CancellationToken.None)).ToDictionary(f => f.FolderId);
        Assert.Equal((SearchProgress.Pending, SearchProgress.Stopped, SearchProgress.Complete), (folders[Folder].SearchProgress, folders[Search].SearchProgress, folders[OtherSearch].SearchProgress));
    }

    private Task<IReadOnlyList<SearchLink>> LinksAsync(TestMailbox mailbox, SearchLinkQuery query) => Store.ReadSearchLinksAsync(mailbox.Key, query, CancellationToken.None);
}
