using System.Collections.Immutable;
using System.Net;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Xunit;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>A silo that hung asks whether it is still a member before it claims a mailbox.</summary>
public sealed class ClusterStandingTests
{
    private readonly Membership _membership = new();
    private readonly ManualTime _time = new();

    private ClusterStanding Standing => field ??= new ClusterStanding(_membership, _membership, _time, NullLogger<ClusterStanding>.Instance);

    [Fact]
    public async Task AMemberClaimsAndReadsTheTableOnceInAWhile()
    {
        await Standing.EnsureMemberAsync(Guid.NewGuid());
        await Standing.EnsureMemberAsync(Guid.NewGuid());
        Assert.Equal(1, _membership.Reads);
        _time.Advance(TimeSpan.FromSeconds(4));
        await Standing.EnsureMemberAsync(Guid.NewGuid());
        Assert.Equal(2, _membership.Reads);
    }

    [Fact]
    public async Task OneThatWasDeclaredDeadWhileItHungClaimsNothing()
    {
        await Standing.EnsureMemberAsync(Guid.NewGuid());
        _membership.InTable = SiloStatus.Dead;
        _time.Advance(TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<MailboxMovedException>(async () => await Standing.EnsureMemberAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task ATableThatCannotBeReadKeepsNobodyOut()
    {
        _membership.Broken = true;
        await Standing.EnsureMemberAsync(Guid.NewGuid());
        _membership.Broken = false;
        await Standing.EnsureMemberAsync(Guid.NewGuid());
        Assert.Equal(2, _membership.Reads);
    }

    private sealed class Membership : IClusterMembershipService, ILocalSiloDetails
    {
        private SiloStatus _known = SiloStatus.Active;

        public int Reads { get; private set; }
        public bool Broken { get; set; }
        public SiloStatus InTable { get; set; } = SiloStatus.Active;

        public string Name => "silo";
        public string ClusterId => "cluster";
        public string DnsHostName => "host";
        public SiloAddress SiloAddress { get; } = SiloAddress.New(IPAddress.Loopback, 1, 1);
        public SiloAddress GatewayAddress => SiloAddress;

        public ClusterMembershipSnapshot CurrentSnapshot =>
            new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty.Add(SiloAddress, new ClusterMember(SiloAddress, _known, Name)), new MembershipVersion(Reads));

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
        {
            Reads++;
            if (Broken) throw new InvalidOperationException("The table cannot be read.");
            _known = InTable;
            return ValueTask.CompletedTask;
        }

        public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();
    }
}
