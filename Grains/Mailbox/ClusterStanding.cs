using MapiOrleans.Grains.Interfaces.Mailbox;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// Whether this silo is still a member of its cluster, asked before a mailbox is claimed. A silo that hung may have been declared dead and
/// not know it: it would take its old mailboxes from their new owners once more. The fence keeps data right in any case; this keeps the dead
/// from disturbing the living.
/// </summary>
internal sealed class ClusterStanding(IClusterMembershipService membership, ILocalSiloDetails silo, TimeProvider time, ILogger<ClusterStanding> logger)
{
    /// <summary>How long what the membership table said is believed; sooner than that no silo is declared dead.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private long? _readAt;
    private Task? _reading;

    /// <summary>Refuses a claim on a silo that was declared dead.</summary>
    /// <exception cref="MailboxMovedException">It was.</exception>
    public async ValueTask EnsureMemberAsync(Guid mailbox)
    {
        if (IsStale()) await ReadOnceAsync();
        if (membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) == SiloStatus.Dead) throw new MailboxMovedException(mailbox);
    }

    private bool IsStale()
    {
        lock (_lock) return _readAt is not { } at || time.GetElapsedTime(at) > Believed;
    }

    // Mailboxes that wake together share one reading.
    private Task ReadOnceAsync()
    {
        lock (_lock) return _reading is { IsCompleted: false } reading ? reading : _reading = ReadAsync();
    }

    private async Task ReadAsync()
    {
        // What is read is true of the moment in which the reading began, at the earliest.
        var began = time.GetTimestamp();
        try
        {
            await membership.Refresh(default, CancellationToken.None);
            lock (_lock) _readAt = began;
        }
        catch (Exception e)
        {
            // A table that cannot be read says nothing of this silo, and mailboxes may lie elsewhere: the fence is enough.
            MailboxLog.StandingUnknown(logger, e);
        }
    }
}
