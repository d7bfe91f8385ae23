using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Authentication;

/// <summary>
/// Slows down guessing: after some failures for an account or from an address the next has to wait, twice as long each time. A success ends
/// an account's count; an address' count only fades, or whoever has one account could guess at all others.
/// </summary>
internal sealed class Lockout(IOptions<AuthenticationOptions> options, TimeProvider time)
{
    private sealed record Failures(int Count, DateTimeOffset Last, DateTimeOffset Until);

    private readonly BoundedTable<string, Failures> _accounts = new(options.Value.LockoutCapacity, StringComparer.Ordinal);
    private readonly BoundedTable<IPAddress, Failures> _addresses = new(options.Value.LockoutCapacity);

    /// <summary>How long an attempt has to wait; zero where it need not.</summary>
    public TimeSpan Wait(string account, IPAddress address)
    {
        var now = time.GetUtcNow();
        return Longer(Left(_accounts.TryGet(account, out var a) ? a : null, now), Left(_addresses.TryGet(Group(address), out var b) ? b : null, now));
    }

    /// <summary>Counts a failure and gives how many there were in a row for the account.</summary>
    public int Fail(string account, IPAddress address)
    {
        _addresses.Update(Group(address), f => Next(f, options.Value.FailuresPerAddress));
        return _accounts.Update(account, f => Next(f, options.Value.FailuresPerAccount)).Count;
    }

    /// <summary>Forgets an account's failures.</summary>
    public void Succeed(string account) => _accounts.Remove(account);

    private Failures Next(Failures? before, int free)
    {
        var now = time.GetUtcNow();
        var count = before is null || now - before.Last >= options.Value.LockoutMemory ? 1 : before.Count + 1;
        var over = count - free;
        // The shift is bounded so that it cannot overflow; the maximum bounds the wait.
        var wait = over < 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(options.Value.LockoutMaximum.Ticks, options.Value.LockoutBase.Ticks << Math.Min(over, 16)));
        return new Failures(count, now, now + wait);
    }

    private static TimeSpan Left(Failures? failures, DateTimeOffset now) => failures is null || failures.Until <= now ? TimeSpan.Zero : failures.Until - now;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    // One customer has a /64 of IPv6 at least: its addresses count as one.
    private static IPAddress Group(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
