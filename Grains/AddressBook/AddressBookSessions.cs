using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>A session, as long as it lasts.</summary>
/// <param name="AccountId">Whose it is.</param>
internal sealed record AddressBookSession(Guid AccountId)
{
    /// <summary>When it was last used, by the clock's ticks.</summary>
    public long UsedAt { get; set; }

    /// <summary>It gave way to newer ones, or was closed.</summary>
    public volatile bool HasEnded;
}

/// <summary>
/// The sessions of this node, counted by account: clients make new ones and leave the old ones behind, so it is the oldest that goes when there
/// are too many.
/// </summary>
internal sealed class AddressBookSessions(AddressBookOptions options, TimeProvider time, AddressBookMetrics metrics, ILogger<AddressBookSessions> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, LinkedList<AddressBookSession>> _byAccount = [];

    /// <summary>Begins a session.</summary>
    public AddressBookSession Begin(Guid accountId)
    {
        var session = new AddressBookSession(accountId) { UsedAt = time.GetTimestamp() };
        AddressBookSession? oldest = null;
        lock (_lock)
        {
            if (!_byAccount.TryGetValue(accountId, out var own)) _byAccount[accountId] = own = [];
            own.AddLast(session);
            if (own.Count > options.MaxSessionsPerAccount) oldest = own.First!.Value;
        }
        metrics.Sessions.Add(1);
        if (oldest is not null)
        {
            End(oldest);
            AddressBookLog.TooManySessions(logger, accountId, options.MaxSessionsPerAccount);
        }
        return session;
    }

    /// <summary>Whether it can be used; if so, it is used now.</summary>
    public bool Use(AddressBookSession session)
    {
        if (!session.HasEnded && time.GetElapsedTime(session.UsedAt) < options.SessionIdleTimeout)
        {
            session.UsedAt = time.GetTimestamp();
            return true;
        }
        End(session);
        return false;
    }

    /// <summary>Ends a session, once.</summary>
    public void End(AddressBookSession session)
    {
        lock (_lock)
        {
            if (session.HasEnded) return;
            session.HasEnded = true;
            if (_byAccount.TryGetValue(session.AccountId, out var own) && own.Remove(session) && own.Count == 0) _byAccount.Remove(session.AccountId);
        }
        metrics.Sessions.Add(-1);
    }
}
