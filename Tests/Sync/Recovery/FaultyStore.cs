using System.Reflection;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Tests.Sync.Recovery;

/// <summary>How a call of the store fails.</summary>
internal enum StoreFault
{
    /// <summary>Nothing is done; trying later may help.</summary>
    Unavailable,
    /// <summary>A commit is done, and nobody hears of it.</summary>
    DoneUnheard,
    /// <summary>A commit is not done, and nobody knows.</summary>
    NotDoneUnknown,
}

/// <summary>A store that fails when it is told to.</summary>
internal class FaultyStore : DispatchProxy
{
    private IMailboxStore _store = null!;
    private FaultPlan _plan = null!;

    public static IMailboxStore Over(IMailboxStore store, FaultPlan plan)
    {
        var proxy = Create<IMailboxStore, FaultyStore>();
        var faulty = (FaultyStore)(object)proxy;
        (faulty._store, faulty._plan) = (store, plan);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? args)
    {
        // Streams and large values are not awaited here; commits and reads are.
        if (method!.ReturnType == typeof(Task) && method.Name == nameof(IMailboxStore.CommitAsync)) return CommitAsync((MailboxCommit)args![0]!, (CancellationToken)args[1]!);
        if (typeof(Task).IsAssignableFrom(method.ReturnType) && _plan.Next(commits: false) is not null)
            throw new StoreUnavailableException("A test wants it so.");
        try
        {
            return method.Invoke(_store, args);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private async Task CommitAsync(MailboxCommit commit, CancellationToken cancellationToken)
    {
        var fault = _plan.Next(commits: true);
        if (fault == StoreFault.Unavailable) throw new StoreUnavailableException("A test wants it so.");
        if (fault != StoreFault.NotDoneUnknown) await _store.CommitAsync(commit, cancellationToken);
        if (fault is not null) throw new StoreOutcomeUnknownException(new IOException("A test wants it so."));
    }
}

/// <summary>Which call of the store fails, and how.</summary>
internal sealed class FaultPlan
{
    private int _left = -1;
    private StoreFault _fault;
    private bool _commits;

    /// <summary>Calls that failed, by how they did.</summary>
    public Dictionary<StoreFault, int> Failed { get; } = [];

    /// <summary>Makes a call fail after so many others: commits, or reads, which can only be unavailable.</summary>
    public void Arm(int after, StoreFault fault, bool commits)
    {
        lock (Failed) (_left, _fault, _commits) = (after, fault, commits);
    }

    /// <summary>Takes back what was armed.</summary>
    public void Disarm()
    {
        lock (Failed) _left = -1;
    }

    /// <summary>How this call fails; null where it does not.</summary>
    public StoreFault? Next(bool commits)
    {
        lock (Failed)
        {
            if (_left < 0 || commits != _commits || _left-- > 0) return null;
            Failed[_fault] = Failed.GetValueOrDefault(_fault) + 1;
            return commits ? _fault : StoreFault.Unavailable;
        }
    }
}
