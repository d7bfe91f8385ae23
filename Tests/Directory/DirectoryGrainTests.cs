using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Tests.Cluster;
using Xunit;

namespace MapiOrleans.Tests.DirectoryTests;

public sealed class DirectoryGrainTests(MapiCluster cluster) : IClassFixture<MapiCluster>
{
    private IDirectoryGrain Directory => cluster.Directory;

    private static DirectoryObject User(DomainInfo domain, string name) => MapiCluster.User(domain, name);

    private async Task<string> RefusedAsync(DirectoryObject value, string? password = null) =>
        (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutObjectAsync(value, password))).Field;

    [Fact]
    public async Task An_address_in_one_name_of_a_domain_is_an_address_in_all()
    {
        var alias = $"a{Guid.NewGuid():n}.example";
        var domain = await cluster.NewDomainAsync(alias.ToUpperInvariant());
        Assert.Equal([alias], domain.Aliases);
        var user = await Directory.PutObjectAsync(User(domain, "Mixed.Case") with { Aliases = [$"Other@{alias}"] }, null);

        Assert.Equal($"mixed.case@{domain.Name}", user.Address);
        Assert.Equal([$"other@{domain.Name}"], user.Aliases);
        foreach (var address in new[] { $"mixed.case@{domain.Name}", $"MIXED.CASE@{alias}", $"other@{alias}", $"OTHER@{domain.Name.ToUpperInvariant()}", $"\"other\"@{alias}" })
        {
            Assert.Equal(user.ObjectId, (await Directory.FindByAddressAsync(address))?.ObjectId);
        }
        Assert.Null(await Directory.FindByAddressAsync($"nobody@{alias}"));
        Assert.Null(await Directory.FindByAddressAsync("not an address"));
        Assert.Equal(domain.DomainId, (await Directory.FindDomainAsync(alias))?.DomainId);
    }

    [Fact]
    public async Task A_name_in_any_script_is_kept_in_A_labels()
    {
        var label = $"bücher{Guid.NewGuid():n}"[..20];
        var domain = await Directory.PutDomainAsync(new DomainInfo { Name = $"{label}.test" });
        Assert.StartsWith("xn--", domain.Name, StringComparison.Ordinal);
        var user = await Directory.PutObjectAsync(User(domain, "jörg"), null);
        Assert.Equal(user.ObjectId, (await Directory.FindByAddressAsync($"JÖRG@{label.ToUpperInvariant()}.TEST"))?.ObjectId);
    }

    [Fact]
    public async Task A_user_has_a_mailbox_with_its_language_and_quota_and_a_domain_has_its_public_folders()
    {
        var domain = await cluster.NewDomainAsync();
        var user = await Directory.PutObjectAsync(User(domain, "anna") with { Language = "de", QuotaBytes = 1 << 20 }, null);

        var info = await cluster.Mailbox(user.MailboxGuid).FindAsync();
        Assert.Equal(user.ObjectId, info?.OwnerId);
        Assert.Equal(1 << 20, info?.QuotaBytes);
        var inbox = await cluster.Mailbox(user.MailboxGuid).FindFolderAsync(MailboxCaller.Server, info!.SpecialFolders[SpecialFolder.Inbox], deletedToo: false);
        Assert.Equal("Posteingang", inbox?.Folder.DisplayName);
        Assert.True((await cluster.Mailbox(domain.PublicMailbox).FindAsync())?.IsPublic);
        Assert.Equal(user, await Directory.FindByMailboxAsync(user.MailboxGuid), SameObject);
        Assert.Equal(user, await Directory.FindByLegacyDNAsync(user.LegacyDN.ToUpperInvariant()), SameObject);
        Assert.Equal($"/o=MapiOrleans/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn={user.ObjectId:n}-anna", user.LegacyDN);

        await Directory.PutObjectAsync(user with { QuotaBytes = 2 << 20 }, null);
        Assert.Equal(2 << 20, (await cluster.Mailbox(user.MailboxGuid).FindAsync())?.QuotaBytes);
    }

    [Fact]
    public async Task A_put_that_was_cut_off_before_the_mailbox_was_made_is_finished_by_the_next()
    {
        var domain = await cluster.NewDomainAsync();
        var half = User(domain, "half") with { ObjectId = Guid.NewGuid(), LegacyDN = $"/cn={Guid.NewGuid()}", MailboxGuid = Guid.NewGuid() };
        await cluster.Service<IDirectoryStore>().PutObjectAsync(half, null, CancellationToken.None);
        Assert.Null(await cluster.Mailbox(half.MailboxGuid).FindAsync());

        var whole = await Directory.PutObjectAsync(User(domain, "half"), null);
        Assert.Equal((half.ObjectId, half.MailboxGuid), (whole.ObjectId, whole.MailboxGuid));
        Assert.Equal(half.ObjectId, (await cluster.Mailbox(half.MailboxGuid).FindAsync())?.OwnerId);
    }

    [Fact]
    public async Task Identity_survives_a_change_and_a_put_of_the_same_changes_nothing()
    {
        var domain = await cluster.NewDomainAsync();
        var first = await Directory.PutObjectAsync(User(domain, "bob") with { Title = "Clerk" }, "Secret 1");
        var again = await Directory.PutObjectAsync(User(domain, "bob") with { Title = "Clerk" }, "Secret 1");
        Assert.Equal(first.Version, again.Version);
        var changed = await Directory.PutObjectAsync(User(domain, "bob") with { Title = "Director" }, null);
        Assert.True(changed.Version > first.Version);
        Assert.Equal((first.ObjectId, first.LegacyDN, first.MailboxGuid), (changed.ObjectId, changed.LegacyDN, changed.MailboxGuid));
        Assert.Equal("Director", (await Directory.FindByAddressAsync(first.Address))?.Title);
        Assert.Equal("Director", (await Directory.FindByIdAsync(first.ObjectId))?.Title);
    }

    [Fact]
    public async Task An_address_belongs_to_one_object_until_it_is_given_up()
    {
        var domain = await cluster.NewDomainAsync();
        var one = await Directory.PutObjectAsync(User(domain, "one") with { Aliases = [$"shared@{domain.Name}"] }, null);
        Assert.Equal("aliases", await RefusedAsync(User(domain, "two") with { Aliases = [$"SHARED@{domain.Name}"] }));
        Assert.Equal("aliases", await RefusedAsync(User(domain, "two") with { Aliases = [one.Address] }));
        Assert.Equal("address", await RefusedAsync(User(domain, "shared")));
        Assert.Null(await Directory.FindByAddressAsync($"two@{domain.Name}"));
        Assert.Equal(one.ObjectId, (await Directory.FindByAddressAsync($"shared@{domain.Name}"))?.ObjectId);

        await Directory.PutObjectAsync(User(domain, "one"), null);
        var two = await Directory.PutObjectAsync(User(domain, "two") with { Aliases = [$"shared@{domain.Name}"] }, null);
        Assert.Equal(two.ObjectId, (await Directory.FindByAddressAsync($"shared@{domain.Name}"))?.ObjectId);
    }

    [Fact]
    public async Task A_domain_name_belongs_to_one_domain()
    {
        var alias = $"a{Guid.NewGuid():n}.example";
        var one = await cluster.NewDomainAsync(alias);
        var two = await cluster.NewDomainAsync();
        Assert.Equal("aliases", (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutDomainAsync(two with { Aliases = [alias] }))).Field);
        Assert.Equal("aliases", (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutDomainAsync(two with { Aliases = [one.Name] }))).Field);
        Assert.Equal("name", (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutDomainAsync(new DomainInfo { Name = alias }))).Field);
        foreach (var place in (string[])[two.Name.ToUpperInvariant(), "http://a.test", "https://u:p@a.test/", "no domain"])
        {
            Assert.Equal("movedTo", (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutDomainAsync(two with { MovedTo = place }))).Field);
        }
        Assert.Equal("name", (await Assert.ThrowsAsync<DirectoryException>(() => Directory.PutDomainAsync(new DomainInfo { Name = "no domain" }))).Field);
        await Directory.PutDomainAsync(one with { Aliases = [] });
        Assert.Equal(two.DomainId, (await Directory.PutDomainAsync(two with { Aliases = [alias] })).DomainId);
        Assert.Equal(two.DomainId, (await Directory.FindDomainAsync(alias))?.DomainId);
    }

    [Fact]
    public async Task Mapi_is_off_until_it_is_switched_on_and_goes_on_and_off_at_once()
    {
        var domain = await cluster.NewDomainAsync();
        Assert.False(domain.MapiEnabled);
        await Directory.PutDomainAsync(domain with { MapiEnabled = true });
        Assert.True((await Directory.FindDomainAsync(domain.Name))?.MapiEnabled);
        await Directory.PutDomainAsync(domain with { MapiEnabled = false });
        Assert.False((await Directory.FindDomainAsync(domain.Name))?.MapiEnabled);
    }

    [Fact]
    public async Task What_is_not_valid_is_refused_by_field()
    {
        var domain = await cluster.NewDomainAsync();
        var user = User(domain, "carla");
        Assert.Equal("domain", await RefusedAsync(user with { Domain = "elsewhere.invalid" }));
        Assert.Equal("address", await RefusedAsync(user with { Address = "carla" }));
        Assert.Equal("address", await RefusedAsync(user with { Address = "" }));
        Assert.Equal("address", await RefusedAsync(user with { Address = "carla@elsewhere.invalid" }));
        Assert.Equal("aliases", await RefusedAsync(user with { Aliases = ["carla@elsewhere.invalid"] }));
        Assert.Equal("displayName", await RefusedAsync(user with { DisplayName = " " }));
        Assert.Equal("title", await RefusedAsync(user with { Title = "a\r\nb" }));
        Assert.Equal("office", await RefusedAsync(user with { Office = new string('x', 257) }));
        Assert.Equal("language", await RefusedAsync(user with { Language = "english" }));
        Assert.Equal("quotaMB", await RefusedAsync(user with { QuotaBytes = 0 }));
        Assert.Equal("roles", await RefusedAsync(user with { Roles = ["king"] }));
        Assert.Equal("manager", await RefusedAsync(user with { Manager = $"nobody@{domain.Name}" }));
        Assert.Equal("members", await RefusedAsync(user with { Members = [$"nobody@{domain.Name}"] }));
        Assert.Equal("capacity", await RefusedAsync(user with { Capacity = 4 }));
        Assert.Equal("password", await RefusedAsync(user, ""));
        Assert.Equal("password", await RefusedAsync(MapiCluster.Entry(domain, DirectoryKind.Room, "room"), "secret"));
        Assert.Equal("dynamic", await RefusedAsync(MapiCluster.Entry(domain, DirectoryKind.Group, "group") with { Dynamic = "department = " }));
        Assert.Empty(await Directory.ListAsync(domain.Name, null, 10));
    }

    [Fact]
    public async Task A_kind_does_not_change_but_a_room_may_become_equipment()
    {
        var domain = await cluster.NewDomainAsync();
        await Directory.PutObjectAsync(User(domain, "kind"), null);
        Assert.Equal("address", await RefusedAsync(MapiCluster.Entry(domain, DirectoryKind.Group, "kind")));
        var room = await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Room, "thing") with { Capacity = 8 }, null);
        var equipment = await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Equipment, "thing"), null);
        Assert.Equal((room.ObjectId, room.MailboxGuid), (equipment.ObjectId, equipment.MailboxGuid));
        Assert.Equal(Guid.Empty, (await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Contact, "x") with { Address = "partner@elsewhere.test.invalid" }, null)).MailboxGuid);
    }

    [Fact]
    public async Task Objects_are_listed_in_pages()
    {
        var domain = await cluster.NewDomainAsync();
        foreach (var name in new[] { "c", "a", "d", "b" }) await Directory.PutObjectAsync(User(domain, name), null);
        var first = await Directory.ListAsync(domain.Name, null, 3);
        Assert.Equal(["a", "b", "c"], first.Select(o => o.DisplayName));
        Assert.Equal(["d"], (await Directory.ListAsync(domain.Name, first[^1].Address, 3)).Select(o => o.DisplayName));
        Assert.Empty(await Directory.ListAsync("no.such.domain", null, 3));
    }

    [Fact]
    public async Task Who_gets_a_freed_address_gets_nothing_else_of_its_last_owner()
    {
        var domain = await cluster.NewDomainAsync();
        var old = await Directory.PutObjectAsync(User(domain, "eve") with { Aliases = [$"e@{domain.Name}"] }, "old secret");
        var clerk = await Directory.PutObjectAsync(User(domain, "clerk") with { Manager = old.Address }, null);
        var group = await Directory.PutObjectAsync(MapiCluster.Entry(domain, DirectoryKind.Group, "staff") with { Members = [$"e@{domain.Name}", clerk.Address], ManagedBy = old.Address }, null);
        Assert.Equal([old.Address, clerk.Address], group.Members);
        Assert.True(await Directory.RemoveObjectAsync(old.Address));
        Assert.False(await Directory.RemoveObjectAsync(old.Address));
        Assert.Null(await Directory.FindByIdAsync(old.ObjectId));
        Assert.Null(await Directory.FindAccountAsync(old.ObjectId));
        Assert.NotNull(await cluster.Mailbox(old.MailboxGuid).FindAsync());

        var next = await Directory.PutObjectAsync(User(domain, "eve"), null);
        Assert.NotEqual(old.ObjectId, next.ObjectId);
        Assert.NotEqual(old.MailboxGuid, next.MailboxGuid);
        Assert.Empty(await Directory.GroupsOfAsync(next.ObjectId));
        Assert.Equal([clerk.Address], (await Directory.FindByIdAsync(group.ObjectId))?.Members);
        Assert.Equal("", (await Directory.FindByIdAsync(group.ObjectId))?.ManagedBy);
        Assert.Equal("", (await Directory.FindByIdAsync(clerk.ObjectId))?.Manager);
        Assert.Null(await Directory.AuthenticateAsync(next.Address, ["old secret"]));
    }

    [Fact]
    public async Task A_secret_of_the_installation_is_made_once()
    {
        var name = $"test.{Guid.NewGuid():n}";
        var secrets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Directory.GetSecretAsync(name, 32)));
        Assert.All(secrets, s => Assert.Equal(secrets[0], s));
        Assert.Equal(32, secrets[0].Length);
        Assert.NotEqual(secrets[0], await Directory.GetSecretAsync(name + "2", 32));
        await Assert.ThrowsAsync<ArgumentException>(() => Directory.GetSecretAsync("No Such Name", 32));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Directory.GetSecretAsync(name, 4));
    }

    [Fact]
    public async Task Puts_at_once_of_one_address_make_one_object()
    {
        var domain = await cluster.NewDomainAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Directory.PutObjectAsync(User(domain, "same") with { Office = $"{i}" }, null)));
        Assert.Single(made.Select(o => o.ObjectId).Distinct());
        Assert.Single(await Directory.ListAsync(domain.Name, null, 10));
    }

    private static bool SameObject(DirectoryObject? a, DirectoryObject? b) => a is not null && b is not null && Grains.Directory.DirectoryEntries.Same(a, b);
}
