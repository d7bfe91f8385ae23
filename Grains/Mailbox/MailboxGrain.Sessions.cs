using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Sessions: made here, so that they live beside the mailbox they mostly ask.</content>
internal sealed partial class MailboxGrain
{
    private readonly Dictionary<Guid, (Guid AccountId, DateTimeOffset SeenAt)> _sessions = [];

    /// <inheritdoc/>
    public async Task<SessionOpened> OpenSessionAsync(SessionOpen open)
    {
        await LoadedAsync();
        if (open.Replaces != Guid.Empty && open.Replaces != open.SessionId) await CloseReplacedAsync(open);
        if (CountOf(open.AccountId) >= Options.MaxSessionsPerUser) await ForgetDeadAsync(open.AccountId);
        var count = CountOf(open.AccountId);
        if (count >= Options.MaxSessionsPerUser)
        {
            services.Metrics.Refuse(nameof(MailboxOptions.MaxSessionsPerUser));
            MailboxLog.TooManySessions(logger, Key, open.AccountId, count);
            return new SessionOpened(SessionOutcome.TooManySessions, null);
        }
        // Counted before it is made: openings of one user that interleave may not pass the limit together.
        _sessions[open.SessionId] = (open.AccountId, services.Time.GetUtcNow());
        services.Metrics.Sessions.Add(1);
        try
        {
            var session = GrainFactory.GetGrain<ISessionGrain>(open.SessionId);
            await session.OpenAsync(open with { MailboxGuid = Key });
            return new SessionOpened(SessionOutcome.Success, session);
        }
        catch
        {
            Drop(open.SessionId);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task SessionEndedAsync(Guid sessionId)
    {
        Drop(sessionId);
        DropSubscribersOf(sessionId);
        return Task.CompletedTask;
    }

    private int CountOf(Guid accountId) => _sessions.Values.Count(s => s.AccountId == accountId);

    private void Drop(Guid sessionId)
    {
        if (_sessions.Remove(sessionId)) services.Metrics.Sessions.Add(-1);
    }

    private async Task CloseReplacedAsync(SessionOpen open)
    {
        try
        {
            await GrainFactory.GetGrain<ISessionGrain>(open.Replaces).CloseAsync(open.AccountId);
        }
        catch (Exception e)
        {
            // A client that comes back must get in, whatever became of where it was: an old session ends by itself when idle.
            MailboxLog.SessionUnreachable(logger, e, Key, open.Replaces);
        }
        // The session itself judges whether it is this account's to end.
        if (_sessions.TryGetValue(open.Replaces, out var old) && old.AccountId == open.AccountId) Drop(open.Replaces);
    }

    /// <summary>
    /// Asks sessions that were not heard of for long whether they live. The asking counts as use, so each is asked no more often than an
    /// idle one would end by itself.
    /// </summary>
    private async Task ForgetDeadAsync(Guid accountId)
    {
        var now = services.Time.GetUtcNow();
        var silent = _sessions.Where(s => s.Value.AccountId == accountId && now - s.Value.SeenAt >= Options.SessionProbeInterval).Select(s => s.Key).ToArray();
        await Task.WhenAll(silent.Select(async id =>
        {
            _sessions[id] = (accountId, now);
            try
            {
                if (await GrainFactory.GetGrain<ISessionGrain>(id).TouchAsync(accountId) != SessionOutcome.Success) Drop(id);
            }
            catch (Exception e)
            {
                MailboxLog.SessionUnreachable(logger, e, Key, id);
                Drop(id);
            }
        }));
    }
}
