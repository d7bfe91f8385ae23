using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using Microsoft.Extensions.Hosting;
using Orleans.Placement;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// One session. What it holds is in <see cref="MapiSession"/>; here is what Orleans and the front end have to do with it: whose it is, in
/// which order requests come, how long it lives. Not reentrant: one Execute runs at a time, waits and pings run beside it.
/// </summary>
[PreferLocalPlacement]
internal sealed class SessionGrain(SessionServices services, IHostApplicationLifetime lifetime) : Grain, ISessionGrain
{
    private MapiSession? _session;
    private ITimer? _timer;
    private DateTimeOffset _usedAt;
    private int _running;
    private long _sequence;
    private KeptAnswer? _kept;

    private Guid Key => this.GetPrimaryKey();

    /// <inheritdoc/>
    public Task OpenAsync(SessionOpen open)
    {
        if (_session is not null) throw new InvalidOperationException($"Session {Key} is open already.");
        if (open.SessionId != Key) throw new ArgumentException($"Session {open.SessionId} was opened as {Key}.", nameof(open));
        _session = new MapiSession(open, services);
        _usedAt = services.Time.GetUtcNow();
        // How long a session lives is said by the timer below, not by the collector of idle grains.
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        var scheduler = TaskScheduler.Current;
        var period = services.Limits.KeepAnswer < services.Limits.IdleTimeout ? services.Limits.KeepAnswer : services.Limits.IdleTimeout;
        _timer = services.Time.CreateTimer(_ => Task.Factory.StartNew(LookAtClock, CancellationToken.None, TaskCreationOptions.None, scheduler), null, period, period);
        services.Metrics.Sessions.Add(1);
        SessionLog.Opened(services.Logger, Key, open.AccountId, open.ClientApplication);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ExecuteResult> ExecuteAsync(ExecuteRequest request)
    {
        if (Refuse(request.AccountId) is { } refused) return new ExecuteResult { Outcome = refused };
        if (_kept is { } kept && kept.Sequence == request.Sequence && kept.RequestId == request.RequestId)
        {
            services.Metrics.Repetitions.Add(1);
            return kept.Result;
        }
        if (request.Sequence != _sequence + 1)
        {
            SessionLog.OutOfSequence(services.Logger, Key, request.Sequence, _sequence + 1);
            return new ExecuteResult { Outcome = SessionOutcome.InvalidSequence, NextSequence = _sequence + 1 };
        }
        _running++;
        try
        {
            await _session!.RenewAsync();
            var (errorCode, buffers) = await _session!.ExecuteAsync(request.Rops, request.MaxRopOut, request.Chain, CancellationToken.None);
            _sequence = request.Sequence;
            var result = new ExecuteResult { Outcome = SessionOutcome.Success, Buffers = buffers, ErrorCode = errorCode, NextSequence = _sequence + 1 };
            _kept = new KeptAnswer(request.Sequence, request.RequestId, result, services.Time.GetUtcNow());
            return result;
        }
        finally
        {
            _running--;
            _usedAt = services.Time.GetUtcNow();
        }
    }

    /// <inheritdoc/>
    public async Task<WaitEventsResult> WaitEventsAsync(Guid accountId, TimeSpan longest, CancellationToken cancellationToken)
    {
        if (Refuse(accountId) is { } refused) return new WaitEventsResult(refused, false);
        var session = _session!;
        await session.RenewAsync();
        var wait = longest < services.Limits.MaxWait ? longest : services.Limits.MaxWait;
        var arrival = session.Events.ArrivalAsync();
        if (!arrival.IsCompleted && wait > TimeSpan.Zero)
        {
            // A node that goes down waits for the calls that run: none may wait on.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping, session.Ended);
            _running++;
            try
            {
                await arrival.WaitAsync(wait, services.Time, ending.Token);
            }
            catch (TimeoutException)
            {
                // Nothing came: that is an answer.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new WaitEventsResult(_session is null ? SessionOutcome.ContextNotFound : SessionOutcome.ShuttingDown, false);
            }
            finally
            {
                _running--;
                _usedAt = services.Time.GetUtcNow();
            }
        }
        return _session is null ? new WaitEventsResult(SessionOutcome.ContextNotFound, false) : new WaitEventsResult(SessionOutcome.Success, session.Events.Count > 0);
    }

    /// <inheritdoc/>
    public async Task<bool> NotifyAsync(MailboxEvents events)
    {
        if (_session is { } session) return await session.TakeAsync(events);
        DeactivateOnIdle();
        return false;
    }

    /// <inheritdoc/>
    public Task<SessionOutcome> TouchAsync(Guid accountId) => Task.FromResult(Refuse(accountId) ?? SessionOutcome.Success);

    /// <inheritdoc/>
    public async Task<SessionOutcome> CloseAsync(Guid accountId)
    {
        // A node that goes down still lets a client go.
        if (Refuse(accountId) is { } refused && refused != SessionOutcome.ShuttingDown) return refused;
        await EndAsync("the client closed it", tellMailbox: true);
        DeactivateOnIdle();
        return SessionOutcome.Success;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // A mailbox of a node that goes down forgets its sessions by itself; telling it would wake it up again.
        return EndAsync(reason.Description, tellMailbox: reason.ReasonCode != DeactivationReasonCode.ShuttingDown);
    }

    /// <summary>Why an account is not served, or null where it is; being asked is being used.</summary>
    private SessionOutcome? Refuse(Guid accountId)
    {
        if (_session is null)
        {
            // Nothing was opened here: this activation is of a session that is gone.
            DeactivateOnIdle();
            return SessionOutcome.ContextNotFound;
        }
        if (_session.Open.AccountId != accountId)
        {
            SessionLog.NotOwner(services.Logger, Key, accountId, _session.Open.AccountId);
            return SessionOutcome.NoPrivilege;
        }
        if (lifetime.ApplicationStopping.IsCancellationRequested) return SessionOutcome.ShuttingDown;
        var now = services.Time.GetUtcNow();
        if (IsExpired(now))
        {
            // X-ExpirationInfo said when ([MS-OXCMAPIHTTP] 2.2.3.3.8): whoever comes later finds no session, whenever the timer looks.
            DeactivateOnIdle();
            return SessionOutcome.ContextNotFound;
        }
        _usedAt = now;
        return null;
    }

    private bool IsExpired(DateTimeOffset now) => _running == 0 && now - _usedAt >= services.Limits.IdleTimeout;

    private async Task LookAtClock()
    {
        var now = services.Time.GetUtcNow();
        if (_kept is { } kept && now - kept.At >= services.Limits.KeepAnswer) _kept = null;
        if (_session is null || !IsExpired(now)) return;
        await EndAsync($"nobody used it for {services.Limits.IdleTimeout}", tellMailbox: true);
        DeactivateOnIdle();
    }

    private async Task EndAsync(string reason, bool tellMailbox)
    {
        if (_session is not { } session) return;
        _session = null;
        _kept = null;
        if (_timer is { } timer) await timer.DisposeAsync();
        var subscriptions = session.Subscriptions.ToArray();
        session.End();
        services.Metrics.Sessions.Add(-1);
        SessionLog.Ended(services.Logger, Key, reason);
        if (!tellMailbox || session.Open.MailboxGuid == Guid.Empty) return;
        try
        {
            // Its own mailbox forgets subscriptions with the session; others are told of them.
            await GrainFactory.GetGrain<IMailboxGrain>(session.Open.MailboxGuid).SessionEndedAsync(Key);
            foreach (var subscription in subscriptions) await subscription.EndAsync();
        }
        catch (Exception e)
        {
            // The mailbox asks sessions that it has not heard of; this one then answers that it is gone.
            SessionLog.EndNotTold(services.Logger, e, Key, session.Open.MailboxGuid);
        }
    }

    /// <summary>The last answer, for a client that did not get it. At most MaxRopOut bytes, and only for a while.</summary>
    private sealed record KeptAnswer(long Sequence, string RequestId, ExecuteResult Result, DateTimeOffset At);
}
