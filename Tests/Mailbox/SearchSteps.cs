using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>What tests of search folders do over and over.</summary>
internal static class SearchSteps
{
    public const long Finder = 11;

    public static readonly Restriction Unread = new BitMaskRestriction(NotZero: false, PidTag.MessageFlags, 1);

    public static Restriction Has(PropertyTag tag, string text) => new ContentRestriction(1, 1, tag, new TaggedPropertyValue(tag, PropertyValue.String(text)));

    public static SearchCriteria Criteria(Restriction? restriction, SetSearchFlags flags, params long[] folders) => new(restriction, folders, (uint)flags);

    public static async Task<long> MakeSearchAsync(this IMailboxGrain mailbox, MailboxCaller caller, string name, SearchCriteria? criteria = null)
    {
        var made = await mailbox.CreateFolderAsync(caller, new NewFolder { ParentId = Finder, DisplayName = name, Kind = FolderKind.Search });
        Assert.Equal(MapiError.Success, made.Error);
        if (criteria is not null) Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(caller, made.Folder!.Folder.FolderId, criteria.ToArray(), stop: false));
        return made.Folder!.Folder.FolderId;
    }

    /// <summary>Asks until the search is not being filled any more.</summary>
    public static async Task<FolderRecord> SettledAsync(this IMailboxGrain mailbox, long search)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            var folder = await MailboxFixture.FolderAsync(mailbox, search);
            if (folder.SearchProgress != SearchProgress.Pending) return folder;
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"Search {search:X} is not done after two minutes.");
        }
    }

    /// <summary>What a search folder shows, by id; its counters must say the same.</summary>
    public static async Task<IReadOnlyList<MessageRecord>> ShownAsync(this MailboxFixture cluster, IMailboxGrain mailbox, long search)
    {
        var folder = await mailbox.SettledAsync(search);
        var info = (await mailbox.FindAsync())!;
        var all = new List<MessageRecord>();
        await foreach (var message in cluster.Store.ScanAsync(new MailboxKey(info.StoreId, info.Shard), new MessageIndexQuery { FolderId = search, Linked = true }, MessageParts.All, CancellationToken.None)) all.Add(message);
        var c = folder.Counters;
        Assert.Equal((all.Count, all.Count(m => !m.IsRead), all.Sum(m => m.Size)), (c.Items, c.Unread, c.Size));
        Assert.Equal((0, 0, 0), (c.Associated, c.Deleted, c.DeletedAssociated));
        return all;
    }

    public static async Task<string[]> SubjectsAsync(this MailboxFixture cluster, IMailboxGrain mailbox, long search) =>
        [.. (await cluster.ShownAsync(mailbox, search)).Select(m => m.Content.Properties.GetString(PidTag.Subject)!).Order(StringComparer.Ordinal)];
}
