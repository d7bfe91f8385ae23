using System.Collections.Concurrent;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// The address books of a node, one a domain, shared by all who ask. Each follows the directory's store by version: it asks what changed when
/// somebody looks at it and it is older than a moment, so that a domain nobody uses costs nothing.
/// </summary>
internal sealed class AddressBooks(IDirectoryStore store, AddressBookOptions options, TimeProvider time, AddressBookMetrics metrics, ILogger<AddressBooks> logger)
{
    private const int PageSize = 1_000;

    // Texts that entries of a domain have alike; past it they are learnt anew.
    private const int MaxShared = 20_000;

    private readonly ConcurrentDictionary<string, Book> _books = new(StringComparer.Ordinal);
    private long _sweptAt = time.GetTimestamp();

    private sealed class Book(AddressBookSnapshot snapshot)
    {
        public readonly Lock Lock = new();
        public AddressBookSnapshot Snapshot = snapshot;
        public long? CheckedAt;
        public long UsedAt;
        public Task? Refresh;

        /// <summary>Texts that are there once. Only the refresh that runs uses it.</summary>
        public readonly Dictionary<string, string> Shared = [];
    }

    /// <summary>A domain's address book, at most <see cref="AddressBookOptions.MaxStaleness"/> old; as it is now where it has to be.</summary>
    /// <exception cref="DirectoryUnavailableException">The store cannot be reached, and nothing is known yet.</exception>
    public async ValueTask<AddressBookSnapshot> GetAsync(string domain, bool now = false)
    {
        Sweep();
        var book = _books.GetOrAdd(domain, _ => new Book(AddressBookSnapshot.Empty(options)));
        book.UsedAt = time.GetTimestamp();
        if (now)
        {
            // What runs already may have read before the change that the caller knows of.
            if (book.Refresh is { } running) await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await BeginRefresh(domain, book);
            return book.Snapshot;
        }
        var age = book.CheckedAt is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;
        if (age < options.RefreshInterval) return book.Snapshot;
        var refresh = BeginRefresh(domain, book);
        if (age < options.MaxStaleness) return book.Snapshot;
        try
        {
            await refresh;
        }
        catch (StoreUnavailableException)
        {
            throw new DirectoryUnavailableException("The directory's store cannot be reached now.");
        }
        return book.Snapshot;
    }

    /// <summary>An object's photo and certificates.</summary>
    /// <exception cref="DirectoryUnavailableException">The store cannot be reached.</exception>
    public async Task<DirectoryBlobs> ReadBlobsAsync(Guid objectId)
    {
        try
        {
            return await store.ReadBlobsAsync(objectId, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            throw new DirectoryUnavailableException("The directory's store cannot be reached now.");
        }
    }

    private Task BeginRefresh(string domain, Book book)
    {
        lock (book.Lock)
        {
            // Off the caller's scheduler: a grain that asks is not busy with a hundred thousand names.
            return book.Refresh is { IsCompleted: false } running ? running : book.Refresh = Task.Run(() => TryRefreshAsync(domain, book));
        }
    }

    private async Task TryRefreshAsync(string domain, Book book)
    {
        var started = time.GetTimestamp();
        try
        {
            await RefreshAsync(domain, book, started);
        }
        catch (StoreUnavailableException e) when (book.CheckedAt is not null)
        {
            // Names of yesterday are better than none: who looks for a colleague does not mind. It is tried again in a moment.
            AddressBookLog.Stale(logger, e, domain);
        }
        book.CheckedAt = started;
    }

    private async Task RefreshAsync(string domain, Book book, long started)
    {
        var snapshot = book.Snapshot;
        var put = new Dictionary<long, DirectoryObject>();
        var removed = new HashSet<long>();
        var version = snapshot.Version;
        for (var more = true; more;)
        {
            var page = await store.ChangesAsync(domain, version, PageSize, CancellationToken.None);
            if (!page.Complete)
            {
                (snapshot, version) = (AddressBookSnapshot.Empty(options), 0);
                put.Clear();
                removed.Clear();
                continue;
            }
            foreach (var value in page.Put)
            {
                if (value.Number + AddressBookSnapshot.FirstEntryId > uint.MaxValue) AddressBookLog.NumberTooLarge(logger, value.Address, value.Number);
                else put[value.Number] = Compact(value, book.Shared);
            }
            foreach (var number in page.Removed)
            {
                put.Remove(number);
                removed.Add(number);
            }
            (version, more) = (page.Version, page.More);
        }
        var next = snapshot.With(version, put.Values, removed);
        metrics.Entries.Add(next.Count - book.Snapshot.Count);
        if (snapshot.Version == 0 && next.Count > 0) AddressBookLog.Read(logger, domain, next.Count, next.Overhead, time.GetElapsedTime(started));
        book.Snapshot = next;
        metrics.Refreshes.Record(time.GetElapsedTime(started).TotalSeconds);
    }

    private void Sweep()
    {
        var swept = Interlocked.Read(ref _sweptAt);
        if (time.GetElapsedTime(swept) < options.SnapshotLifetime / 4 || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), swept) != swept) return;
        foreach (var (domain, book) in _books)
        {
            if (time.GetElapsedTime(book.UsedAt) < options.SnapshotLifetime || !_books.TryRemove(new(domain, book))) continue;
            metrics.Entries.Add(-book.Snapshot.Count);
        }
    }

    /// <summary>An entry as it is kept by the hundred thousand: what many have alike is there once, and what is empty takes nothing.</summary>
    private static DirectoryObject Compact(DirectoryObject value, Dictionary<string, string> shared)
    {
        if (shared.Count > MaxShared) shared.Clear();
        return value with
        {
            Domain = Once(value.Domain),
            Language = Once(value.Language),
            Title = Once(value.Title),
            Department = Once(value.Department),
            Company = Once(value.Company),
            Office = Once(value.Office),
            Manager = Once(value.Manager),
            Aliases = value.Aliases.Count == 0 ? [] : [.. value.Aliases],
            Members = value.Members.Count == 0 ? [] : [.. value.Members],
            FullAccess = value.FullAccess.Count == 0 ? [] : [.. value.FullAccess],
            SendOnBehalf = value.SendOnBehalf.Count == 0 ? [] : [.. value.SendOnBehalf],
            SendAs = value.SendAs.Count == 0 ? [] : [.. value.SendAs],
            Source = Once(value.Source),
            Roles = value.Roles.Count == 0 ? [] : [.. value.Roles.Select(Once)],
        };

        string Once(string text)
        {
            if (text.Length == 0) return "";
            if (shared.TryGetValue(text, out var known)) return known;
            shared[text] = text;
            return text;
        }
    }
}
