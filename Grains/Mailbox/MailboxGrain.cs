using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// One mailbox. Reentrant, so that reads answer while a write waits for the disk: every read runs to its end without waiting in
/// between, on state that changes only after a commit. Writes take turns at a gate; a long one (emptying a folder of 250,000
/// messages) is many transactions and gives way between two of them, each leaving counters and contents consistent.
/// </summary>
[Reentrant]
internal sealed partial class MailboxGrain(MailboxServices services, ClusterStanding standing, ILogger<MailboxGrain> logger) : Grain, IMailboxGrain
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private MailboxState? _state;
    private Task<MailboxState?>? _loading;
    private DateTimeOffset _claimedAt;
    private int _queued;
    private bool _abandoned;

    private Guid Key => this.GetPrimaryKey();
    private MailboxOptions Options => services.Options;
    private IMailboxStore Store => services.Store;

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await EndSearchesAsync(cancellationToken);
        EndSubscriptions();
        Forget();
        services.Metrics.Sessions.Add(-_sessions.Count);
        _sessions.Clear();
    }

    /// <inheritdoc/>
    public async Task<MailboxInfo?> FindAsync() => await TryLoadAsync() is { } state ? Info(state) : null;

    /// <summary>The state, or null where there is no such mailbox. The mailbox is claimed before anything of it is read.</summary>
    private ValueTask<MailboxState?> TryLoadAsync()
    {
        if (_abandoned) throw new MailboxMovedException(Key);
        if (_state is { } state) return new ValueTask<MailboxState?>(state);
        if (_loading is null or { IsCompleted: true }) _loading = LoadAsync();
        return new ValueTask<MailboxState?>(_loading);
    }

    private async ValueTask<MailboxState> LoadedAsync() => await TryLoadAsync() ?? throw new MailboxMissingException(Key);

    private async Task<MailboxState?> LoadAsync()
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await standing.EnsureMemberAsync(Key);
            var record = await Store.ClaimMailboxAsync(Key, RuntimeIdentity, CancellationToken.None);
            if (record is null) return null;
            var folders = await Store.ReadFoldersAsync(record.Key, CancellationToken.None);
            // A mailbox whose making was cut off has a row and no folders: it isn't there until CreateAsync has finished it.
            if (folders.Count == 0) return null;
            var names = await Store.ReadNamedPropertiesAsync(record.Key, CancellationToken.None);
            _claimedAt = services.Time.GetUtcNow();
            _state = new MailboxState(record, new FolderTree(folders), new NamedPropertyMap(names));
            var elapsed = Stopwatch.GetElapsedTime(started);
            services.Metrics.Activations.Add(1);
            services.Metrics.ActivationDuration.Record(elapsed.TotalSeconds);
            MailboxLog.Claimed(logger, Key, record.Epoch, folders.Count, elapsed.TotalMilliseconds);
            ResumeSearches(_state);
            return _state;
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreOutcomeUnknownException)
        {
            // A claim whose outcome is unknown is made again by whoever asks next: another epoch, and nothing is lost.
            MailboxLog.Unavailable(logger, e, Key);
            throw new MailboxUnavailableException(Key);
        }
    }

    /// <summary>
    /// Runs a write alone. <paramref name="body"/> must judge everything from the state it is given: what was true before its turn may
    /// not be any more.
    /// </summary>
    private async Task<T> WriteAsync<T>(Func<MailboxState, Task<T>> body, bool continues = false)
    {
        await LoadedAsync();
        return await InTurnAsync(async () =>
        {
            var state = await LoadedAsync();
            var result = await body(state);
            await WarnOfQuotaAsync(state);
            return result;
        }, continues);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> body, bool continues = false)
    {
        if (_queued >= Options.MaxQueuedWrites && !continues)
        {
            services.Metrics.Refuse(nameof(MailboxOptions.MaxQueuedWrites));
            throw new MailboxUnavailableException(Key);
        }
        _queued++;
        services.Metrics.QueuedWrites.Add(1);
        await _gate.WaitAsync();
        try
        {
            return await body();
        }
        finally
        {
            _gate.Release();
            _queued--;
            services.Metrics.QueuedWrites.Add(-1);
        }
    }

    /// <summary>Commits, then takes the commit over. Only a writer whose turn it is calls this.</summary>
    private async Task CommitAsync(MailboxState state, ChangeSet change, Guid? operationId = null, byte[]? operationResult = null)
    {
        var searches = await PlanSearchesAsync(state, change);
        var commit = change.Build(operationId, operationResult);
        var events = _subscribers.Count > 0 ? CommitEvents.Begin(state, commit, change) : null;
        var started = Stopwatch.GetTimestamp();
        try
        {
            await Store.CommitAsync(commit, CancellationToken.None);
        }
        catch (StoreFencedException)
        {
            MailboxLog.Fenced(logger, Key, commit.Fence.Epoch);
            throw Abandon();
        }
        catch (StoreConflictException)
        {
            // Nothing was written; memory is as the store is.
            throw;
        }
        catch (StoreUnavailableException e)
        {
            MailboxLog.Unavailable(logger, e, Key);
            throw new MailboxUnavailableException(Key);
        }
        catch (Exception e)
        {
            // Written or not: memory may be behind the store. The next activation reads what is true, and the caller asks again
            // with the same operation id.
            MailboxLog.OutcomeUnknown(logger, e, Key);
            throw Abandon();
        }
        state.Apply(commit);
        if (events is not null) Publish(state, events.End(state), events.FormerPermissions);
        FollowSearches(state, searches, commit);
        services.Metrics.Commits.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Reads during a write; a store that cannot be reached is told to the caller as such.</summary>
    private async Task<T> ReadAsync<T>(Func<IMailboxStore, Task<T>> read)
    {
        try
        {
            return await read(Store);
        }
        catch (StoreUnavailableException e)
        {
            MailboxLog.Unavailable(logger, e, Key);
            throw new MailboxUnavailableException(Key);
        }
    }

    private ChangeSet NewChange(MailboxState state) => new(state, services.Time.GetUtcNow());

    private MailboxMovedException Abandon()
    {
        _abandoned = true;
        services.Metrics.Fenced.Add(1);
        Forget();
        DeactivateOnIdle();
        return new MailboxMovedException(Key);
    }

    private void Forget()
    {
        if (_state is null) return;
        _state = null;
        services.Metrics.Activations.Add(-1);
    }

    private MailboxInfo Info(MailboxState state)
    {
        var quotas = MailboxQuotas.Of(state, Options);
        return new()
        {
            StoreId = state.Record.Key.Id,
            Shard = state.Record.Key.Shard,
            MailboxGuid = state.Record.MailboxGuid,
            ReplGuid = state.Record.ReplGuid,
            IsPublic = state.IsPublic,
            OwnerId = MailboxProperties.Owner(state.Record.Properties),
            SpecialFolders = SpecialFolderPlan.IdsFor(state.Record.Kind),
            Properties = MailboxProperties.WithoutOwn(state.Record.Properties),
            SizeBytes = state.Record.SizeBytes,
            QuotaBytes = quotas.Receive,
            CreatedAt = state.Record.CreatedAt,
            SendQuotaBytes = quotas.Send,
            WarningQuotaBytes = quotas.Warning,
            OutOfOffice = OutOfOfficeProperties.Read(state.Record.Properties),
        };
    }
}
