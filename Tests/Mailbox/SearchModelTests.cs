using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Mailbox.MailboxFixture;
using static MapiOrleans.Tests.Mailbox.SearchSteps;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>Whatever happens to mail and folders, in whatever order and while searches are being filled: a search shows what it would find if it were done now.</summary>
public sealed class SearchModelTests(MailboxFixture cluster) : IClassFixture<MailboxFixture>
{
    private const long Root = 1, Subtree = 4, Inbox = 5, Trash = 8;
    private const int MaxMessages = 55;

    private static readonly string[] Words = ["apple", "Äpfel", "pear", "plum", ""];

    /// <summary>Criteria, and what they mean said once more without them.</summary>
    private sealed record Kind(SearchCriteria Criteria, Func<MessageRecord, bool> Meets)
    {
        /// <summary>The search whose results are searched.</summary>
        public long? Over { get; init; }

        public bool Recursive => ((SetSearchFlags)Criteria.Flags).HasFlag(SetSearchFlags.RecursiveSearch);
    }

    private static readonly Kind[] Kinds =
    [
        new(Criteria(Unread, SetSearchFlags.RecursiveSearch, Subtree), m => !m.IsRead),
        new(Criteria(Has(PidTag.Subject, "APPLE"), SetSearchFlags.RecursiveSearch | SetSearchFlags.ForegroundSearch, Inbox), m => Subject(m).Contains("apple", StringComparison.OrdinalIgnoreCase)),
        new(Criteria(new ContentRestriction(2, 3, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("apfel"))), SetSearchFlags.None, Inbox, Trash), m => Subject(m).StartsWith("Äpfel", StringComparison.Ordinal)),
        new(Criteria(new OrRestriction([new PropertyRestriction(RelationalOperator.Equal, PidTag.FlagStatus, new TaggedPropertyValue(PidTag.FlagStatus, PropertyValue.Int32(2))), Has(PidTag.Body, "needle")]), SetSearchFlags.RecursiveSearch, Root),
            m => m.Content.Properties.GetInt32(PidTag.FlagStatus) == 2 || m.Content.Properties.GetString(PidTag.Body)?.Contains("needle", StringComparison.Ordinal) == true),
        new(Criteria(new NotRestriction(new ExistRestriction(PidTag.Body)), SetSearchFlags.None, Trash), m => !m.Content.Properties.Contains(PidTag.Body.Id)),
        new(Criteria(new BitMaskRestriction(NotZero: true, PidTag.MessageStatus, 2), SetSearchFlags.RecursiveSearch, Inbox, Trash), m => (m.MessageStatus & 2) != 0),
    ];

    private static string Subject(MessageRecord message) => message.Content.Properties.GetString(PidTag.Subject)!;

    private sealed class World(MailboxFixture cluster, IMailboxGrain mailbox, MailboxCaller owner, Random random)
    {
        private readonly Dictionary<long, Kind> _searches = [];
        private readonly List<long> _folders = [Inbox, Trash];

        public async Task AddSearchAsync()
        {
            var kind = Kinds[random.Next(Kinds.Length)];
            if (_searches.Count > 0 && random.Next(2) == 0)
            {
                var over = _searches.Keys.ElementAt(random.Next(_searches.Count));
                kind = kind with { Criteria = new SearchCriteria(kind.Criteria.Restriction, random.Next(2) == 0 ? [over] : [over, Trash], (uint)SetSearchFlags.None), Over = over };
            }
            _searches.Add(await mailbox.MakeSearchAsync(owner, Guid.NewGuid().ToString(), kind.Criteria), kind);
        }

        private long Folder() => _folders[random.Next(_folders.Count)];

        private async Task<long[]> SomeAsync(long folder)
        {
            var all = (await cluster.ReadAsync(mailbox, folder)).Select(m => m.MessageId).ToArray();
            random.Shuffle(all);
            return all[..Math.Min(all.Length, random.Next(1, 7))];
        }

        private SaveMessage Make(long folder)
        {
            var save = New(folder, Words[random.Next(Words.Length)] + random.Next(100));
            if (random.Next(3) == 0) save.Content.Properties.Set(PidTag.FlagStatus, random.Next(3));
            if (random.Next(3) == 0) save.Content.Properties.Set(PidTag.Body, random.Next(2) == 0 ? "a needle" : "hay");
            return save with { Associated = random.Next(8) == 0, IsRead = random.Next(2) == 0 };
        }

        public async Task StepAsync()
        {
            var folder = Folder();
            switch (random.Next(16))
            {
                case 0 or 1 or 2 or 3:
                    if (await CountAsync() < MaxMessages) await SaveAsync(mailbox, owner, Make(folder));
                    break;
                case 4:
                    if (await SomeAsync(folder) is [var changed, ..]) await SaveAsync(mailbox, owner, Make(folder) with { IsNew = false, MessageId = changed });
                    break;
                case 5:
                    await mailbox.SetReadFlagsAsync(owner, folder, random.Next(4) == 0 ? [] : await SomeAsync(folder), read: random.Next(2) == 0);
                    break;
                case 6:
                    await mailbox.DeleteMessagesAsync(owner, folder, await SomeAsync(folder), hard: random.Next(2) == 0);
                    break;
                case 7 or 8:
                    if (await CountAsync() < MaxMessages - 7) await mailbox.MoveCopyMessagesAsync(owner, folder, await SomeAsync(folder), Folder(), copy: random.Next(2) == 0);
                    break;
                case 9:
                    var deleted = (await cluster.ReadAsync(mailbox, folder, deleted: true)).Select(m => m.MessageId).Take(3).ToArray();
                    if (await CountAsync() < MaxMessages - 3) await mailbox.MoveCopyMessagesAsync(owner, folder, deleted, Folder(), copy: false);
                    break;
                case 10:
                    // Depth and number have an end in these mailboxes.
                    if (_folders.Count < 6 && await mailbox.CreateFolderAsync(owner, new NewFolder { ParentId = folder, DisplayName = Guid.NewGuid().ToString() }) is { Folder: { } made }) _folders.Add(made.Folder.FolderId);
                    break;
                case 11:
                    if (_folders.Count > 2) await mailbox.MoveFolderAsync(owner, _folders[random.Next(2, _folders.Count)], Folder(), Guid.NewGuid().ToString());
                    break;
                case 12:
                    if (_folders.Count > 2 && random.Next(3) == 0) await DeleteFolderAsync(_folders[random.Next(2, _folders.Count)], hard: random.Next(2) == 0);
                    break;
                case 14:
                    if (_searches.Count > 3 && random.Next(2) == 0)
                    {
                        var ended = _searches.Keys.ElementAt(random.Next(_searches.Count));
                        await mailbox.DeleteFolderAsync(owner, (await FolderAsync(mailbox, ended)).ParentId, ended, messages: true, subfolders: true, hard: random.Next(2) == 0);
                        _searches.Remove(ended);
                    }
                    else if (_searches.Count < 5)
                    {
                        await AddSearchAsync();
                    }
                    break;
                case 13:
                    if (await SomeAsync(folder) is [var one, ..]) await mailbox.SetMessageStatusAsync(owner, folder, one, random.Next(4), 3);
                    break;
                default:
                    await CriteriaAsync();
                    break;
            }
        }

        private async Task CriteriaAsync()
        {
            var (search, kind) = _searches.ElementAt(random.Next(_searches.Count));
            // Criteria that name a search which is gone are not taken again.
            if (random.Next(2) == 0 || kind.Over is { } over && !_searches.ContainsKey(over)) _searches[search] = kind = Kinds[random.Next(Kinds.Length)];
            Assert.Equal(MapiError.Success, await mailbox.SetSearchCriteriaAsync(owner, search, kind.Criteria.ToArray(), stop: false));
        }

        private async Task DeleteFolderAsync(long folder, bool hard)
        {
            var parent = (await FolderAsync(mailbox, folder)).ParentId;
            await mailbox.DeleteFolderAsync(owner, parent, folder, messages: true, subfolders: true, hard);
            var left = new List<long>();
            foreach (var id in _folders)
                if (await mailbox.FindFolderAsync(owner, id, deletedToo: false) is not null) left.Add(id);
            // One of those that were soft-deleted comes back now and then, with what is below it.
            var gone = _folders.Except(left).ToArray();
            if (!hard && random.Next(2) == 0 && (await mailbox.MoveFolderAsync(owner, folder, left[random.Next(left.Count)], Guid.NewGuid().ToString())).Error == MapiError.Success) left.AddRange(gone);
            _folders.Clear();
            _folders.AddRange(left);
        }

        private async Task<int> CountAsync()
        {
            var count = 0;
            foreach (var folder in _folders) count += (await cluster.ReadAsync(mailbox, folder)).Count;
            return count;
        }

        /// <summary>Every search, done by hand over all folders there are.</summary>
        public async Task CheckAsync()
        {
            var folders = (await mailbox.GetHierarchyAsync(owner, Root, deep: true, softDeleted: false))!.Folders.Select(v => v.Folder).ToDictionary(f => f.FolderId);
            var messages = new List<MessageRecord>();
            foreach (var folder in folders.Values.Where(f => f.Kind == FolderKind.Generic)) messages.AddRange((await cluster.ReadAsync(mailbox, folder.FolderId)).Where(m => !m.Associated));
            foreach (var (search, kind) in _searches)
            {
                var expected = messages.Where(m => Finds(kind, m)).Select(m => m.MessageId).Order();
                Assert.Equal(expected, (await cluster.ShownAsync(mailbox, search)).Select(m => m.MessageId));
            }

            bool Finds(Kind kind, MessageRecord message) => kind.Meets(message)
                && (IsCovered(kind, message.FolderId) || kind.Over is { } over && _searches.TryGetValue(over, out var inner) && Finds(inner, message));

            bool IsCovered(Kind kind, long folder)
            {
                if (kind.Criteria.FolderIds.Contains(folder)) return true;
                return kind.Recursive && folder != Root && IsCovered(kind, folders[folder].ParentId);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(112)]
    [InlineData(116)]
    [InlineData(121)]
    public async Task A_search_shows_what_it_would_find_now(int seed)
    {
        var random = new Random(seed);
        var (mailbox, owner, _) = await cluster.NewAsync();
        var world = new World(cluster, mailbox, owner, random);
        for (var i = 0; i < 4; i++) await world.AddSearchAsync();
        for (var round = 0; round < 25; round++)
        {
            for (var i = random.Next(1, 12); i > 0; i--) await world.StepAsync();
            if (random.Next(8) == 0) await cluster.ReactivateAsync(mailbox);
            await world.CheckAsync();
        }
    }
}
