using System.Diagnostics.Metrics;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Tests.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.DirectoryTests;

public sealed class TwoSilos : MapiCluster
{
    protected override short Silos => 2;
}

public sealed class AuthenticationPlacementTests(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task A_secret_is_hashed_on_the_node_where_it_came_in()
    {
        var domain = await cluster.NewDomainAsync();
        var user = await cluster.Directory.PutObjectAsync(MapiCluster.User(domain, "ann"), "secret");
        foreach (var silo in cluster.Orleans.Silos)
        {
            using var here = new HashCounter(silo.ServiceProvider.GetRequiredService<IMeterFactory>());
            using var there = new HashCounter(cluster.Orleans.Silos.Single(s => s != silo).ServiceProvider.GetRequiredService<IMeterFactory>());
            Assert.NotNull(await silo.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IAuthenticationGrain>(0).AuthenticateAsync(user.Address, ["secret"]));
            Assert.Equal((1, 0), (here.Count, there.Count));
        }
    }

    [Fact]
    public async Task A_changed_secret_counts_at_once_on_every_node()
    {
        var domain = await cluster.NewDomainAsync();
        var user = await cluster.Directory.PutObjectAsync(MapiCluster.User(domain, "ben"), "one");
        await cluster.Directory.PutObjectAsync(MapiCluster.User(domain, "ben"), "two");
        foreach (var silo in cluster.Orleans.Silos)
        {
            var authentication = silo.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IAuthenticationGrain>(0);
            Assert.Null(await authentication.AuthenticateAsync(user.Address, ["one"]));
            Assert.NotNull(await authentication.AuthenticateAsync(user.Address, ["two"]));
        }
    }
}
