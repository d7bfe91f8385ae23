using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Tests.Cluster;
using Xunit;

namespace MapiOrleans.Tests.DirectoryTests;

public sealed class GroupTests(MapiCluster cluster) : IClassFixture<MapiCluster>
{
    private IDirectoryGrain Directory => cluster.Directory;

    private async Task<DirectoryObject> GroupAsync(DomainInfo domain, string name, params string[] members) =>
        await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Group, name) with { Members = members }, null);

    private async Task<DirectoryObject> UserAsync(DomainInfo domain, string name, string department = "") =>
        await Directory.PutObjectAsync(MapiCluster.User(domain, name) with { Department = department }, null);

    private async Task<IEnumerable<string>> ExpandedAsync(DirectoryObject group) =>
        (await Directory.ExpandGroupAsync(group.ObjectId)).Select(o => o.DisplayName).Order(StringComparer.Ordinal);

    [Fact]
    public async Task Groups_in_groups_are_followed_in_both_directions_and_circles_end()
    {
        var domain = await cluster.NewDomainAsync();
        var (ann, ben) = (await UserAsync(domain, "ann"), await UserAsync(domain, "ben"));
        var inner = await GroupAsync(domain, "inner", ann.Address);
        var outer = await GroupAsync(domain, "outer", inner.Address, ben.Address);
        await GroupAsync(domain, "inner", ann.Address, outer.Address);

        Assert.Equal(new[] { inner.ObjectId, outer.ObjectId }.Order(), (await Directory.GroupsOfAsync(ann.ObjectId)).Order());
        Assert.Equal(new[] { inner.ObjectId, outer.ObjectId }.Order(), (await Directory.GroupsOfAsync(ben.ObjectId)).Order());
        Assert.Equal([outer.ObjectId], await Directory.GroupsOfAsync(inner.ObjectId));
        Assert.Equal(["ann", "ben"], await ExpandedAsync(outer));
        Assert.Equal(["ann", "ben"], await ExpandedAsync(inner));
        Assert.Empty(await Directory.ExpandGroupAsync(ann.ObjectId));
        Assert.Empty(await Directory.GroupsOfAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_dynamic_group_follows_what_its_condition_holds_for()
    {
        var domain = await cluster.NewDomainAsync();
        var seller = await UserAsync(domain, "seller", "Sales");
        var buyer = await UserAsync(domain, "buyer", "Purchasing");
        var sales = await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Group, "sales") with { Dynamic = "department = 'sales'" }, null);
        var everybody = await GroupAsync(domain, "everybody", sales.Address);

        Assert.Equal(new[] { sales.ObjectId, everybody.ObjectId }.Order(), (await Directory.GroupsOfAsync(seller.ObjectId)).Order());
        Assert.Empty(await Directory.GroupsOfAsync(buyer.ObjectId));
        Assert.Equal(["seller"], await ExpandedAsync(everybody));

        await UserAsync(domain, "buyer", "SALES");
        Assert.Contains(sales.ObjectId, await Directory.GroupsOfAsync(buyer.ObjectId));
        Assert.Equal(["buyer", "seller"], await ExpandedAsync(sales));

        // A change of the condition counts at once, and so does its end.
        await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Group, "sales") with { Dynamic = "displayName like 's%'", Members = [buyer.Address] }, null);
        Assert.Equal(["buyer", "seller"], await ExpandedAsync(sales));
        await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Group, "sales"), null);
        Assert.Empty(await Directory.GroupsOfAsync(seller.ObjectId));
        Assert.Empty(await ExpandedAsync(sales));
    }

    [Fact]
    public async Task A_group_has_members_of_its_own_directory_and_never_itself()
    {
        var (domain, other) = (await cluster.NewDomainAsync(), await cluster.NewDomainAsync());
        var stranger = await UserAsync(other, "stranger");
        async Task<string> FieldAsync(params string[] members) => (await Assert.ThrowsAsync<DirectoryException>(() => GroupAsync(domain, "group", members))).Field;
        Assert.Equal("members", await FieldAsync(stranger.Address));
        Assert.Equal("members", await FieldAsync($"nobody@{domain.Name}"));
        await GroupAsync(domain, "group");
        Assert.Equal("members", await FieldAsync($"group@{domain.Name}"));
    }
}
