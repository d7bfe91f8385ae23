using System.Collections.Concurrent;
using Orleans.Runtime;

namespace MapiOrleans.Grains.Session;

/// <summary>On which silos the mailboxes are that sessions of this node subscribed to. A subscription ends with the silo that holds it.</summary>
internal sealed class SubscriptionPlaces
{
    private readonly ConcurrentDictionary<Guid, (Guid Session, SiloAddress Silo)> _all = [];

    /// <summary>Remembers where a subscription is held, in place of where it was.</summary>
    public void Put(Guid subscription, Guid session, SiloAddress silo) => _all[subscription] = (session, silo);

    /// <summary>Forgets a subscription.</summary>
    public void Remove(Guid subscription) => _all.TryRemove(subscription, out var _);

    /// <summary>Takes those that were held on one of these silos.</summary>
    public IReadOnlyList<(Guid Subscription, Guid Session)> TakeFrom(IReadOnlySet<SiloAddress> silos)
    {
        var taken = new List<(Guid, Guid)>();
        foreach (var entry in _all)
            // One that was put anew meanwhile is held elsewhere, and stays.
            if (silos.Contains(entry.Value.Silo) && _all.TryRemove(entry))
                taken.Add((entry.Key, entry.Value.Session));
        return taken;
    }
}
