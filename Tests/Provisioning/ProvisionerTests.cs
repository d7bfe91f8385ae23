using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Cluster;
using MapiOrleans.WebFrontend.Provisioning;
using Xunit;

namespace MapiOrleans.Tests.Provisioning;

public sealed class ProvisionerTests(MapiCluster cluster) : IClassFixture<MapiCluster>
{
    private readonly string _domain = $"d{Guid.NewGuid():n}.test";
    private readonly string _alias = $"a{Guid.NewGuid():n}.test";

    private string Example => ProvisioningDocumentTests.Example.Replace("example.test", _domain, StringComparison.Ordinal).Replace("example.org", _alias, StringComparison.Ordinal)
        .Replace("partner@elsewhere.test", $"partner@out{_domain}", StringComparison.Ordinal);

    private Task<IReadOnlyList<ProvisioningStep>> ApplyAsync(string json) =>
        new Provisioner(cluster.Grains, new ProvisioningOptions()).ProvisionAsync(Encoding.UTF8.GetBytes(json), null, CancellationToken.None);

    private Task<IReadOnlyList<ProvisioningStep>> ApplyToDomainAsync(string rest) => ApplyAsync($$"""{ "domains": [ { "name": "{{_domain}}", {{rest}} } ] }""");

    private async Task<IReadOnlyList<ProvisioningError>> RefusedAsync(string rest) =>
        (await Assert.ThrowsAsync<ProvisioningException>(() => ApplyToDomainAsync(rest))).Errors;

    private Task<DirectoryObject?> FindAsync(string name) => cluster.Directory.FindByAddressAsync($"{name}@{_domain}");

    private async Task<IReadOnlyDictionary<string, FolderView>> PublicFoldersAsync()
    {
        var domain = await cluster.Directory.FindDomainAsync(_domain);
        var mailbox = cluster.Mailbox(domain!.PublicMailbox);
        var top = (await mailbox.FindAsync())!.SpecialFolders[SpecialFolder.IpmSubtree];
        return (await mailbox.GetHierarchyAsync(MailboxCaller.Server, top, deep: true, softDeleted: false))!.Folders.ToDictionary(f => f.Folder.DisplayName);
    }

    [Fact]
    public async Task Photos_and_delegates_stay_where_a_document_says_nothing_of_them()
    {
        string Users(string rest) => $$"""
            "users": [ { "address": "boss@{{_domain}}", "displayName": "Boss" {{rest}} }, { "address": "aide@{{_domain}}", "displayName": "Aide" } ]
            """;
        var photo = Convert.ToBase64String([0xFF, 0xD8, 0xFF, 1]);
        await ApplyToDomainAsync(Users($$""", "photo": "{{photo}}", "sendOnBehalf": ["aide@{{_domain}}"], "sendAs": ["aide@{{_domain}}"], "givenName": "Big", "surname": "Boss" """));
        var boss = (await FindAsync("boss"))!;
        Assert.Equal(("Big", "Boss", 4), (boss.GivenName, boss.Surname, boss.PhotoBytes));
        Assert.Equal([$"aide@{_domain}"], boss.SendOnBehalf);
        Assert.Equal([$"aide@{_domain}"], boss.SendAs);
        var again = await ApplyToDomainAsync(Users(""));
        boss = (await FindAsync("boss"))!;
        Assert.Equal(("", 4, 0), (boss.GivenName, boss.PhotoBytes, boss.SendAs.Count));
        Assert.Equal([$"aide@{_domain}"], boss.SendOnBehalf);
        Assert.Equal(ProvisioningOutcome.Changed, again.Single(s => s.Name == boss.Address).Outcome);
        Assert.All(await ApplyToDomainAsync(Users($$""", "photo": "{{photo}}" """)), s => Assert.Equal(ProvisioningOutcome.Unchanged, s.Outcome));
        await ApplyToDomainAsync(Users(""", "photo": "", "sendOnBehalf": [] """));
        boss = (await FindAsync("boss"))!;
        Assert.Equal((0, 0), (boss.SendOnBehalf.Count, boss.PhotoBytes));
        Assert.Contains((await RefusedAsync(Users(""", "photo": "!!!!" """))), e => e.Field.EndsWith("photo", StringComparison.Ordinal));
        Assert.Contains((await RefusedAsync(Users(""", "photo": "AAAA" """))), e => e.Message.Contains("JPEG", StringComparison.Ordinal));
        Assert.Contains((await RefusedAsync(Users(""", "sendAs": ["nobody@nowhere.test"] """))), e => e.Field.EndsWith("sendAs[0]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_example_makes_all_that_it_names_and_applied_again_changes_nothing()
    {
        var first = await ApplyAsync(Example);
        Assert.All(first, s => Assert.Equal(ProvisioningOutcome.Created, s.Outcome));
        Assert.Equal(["domain", "user", "user", "group", "room", "contact", "publicFolder"], first.Select(s => s.Kind));

        var domain = await cluster.Directory.FindDomainAsync(_alias);
        Assert.Equal((_domain, true, AutodiscoverCheck.Enforce), (domain?.Name, domain?.MapiEnabled, domain?.AutodiscoverCheck));
        var user = await FindAsync("user1");
        Assert.Equal(user?.ObjectId, (await cluster.Directory.AuthenticateAsync($"first.user@{_alias}", ["Password01!"]))?.Account.ObjectId);
        Assert.Equal((2048L << 20, $"user2@{_domain}"), (user?.QuotaBytes, user?.Manager));
        Assert.Equal([DirectoryRoles.OrganizationAdmin], user!.Roles);
        var staff = await FindAsync("staff");
        Assert.Equal([staff!.ObjectId], await cluster.Directory.GroupsOfAsync(user.ObjectId));
        Assert.Equal((DirectoryKind.Room, 8), ((await FindAsync("room1"))?.Kind, (await FindAsync("room1"))?.Capacity));
        Assert.Equal((DirectoryKind.PublicFolder, "Projects/2026"), ((await FindAsync("projects"))?.Kind, (await FindAsync("projects"))?.PublicFolderPath));

        var folder = (await PublicFoldersAsync())["2026"].Folder;
        Assert.True(folder.Properties.TryGet(PidTag.ContainerClass, out PropertyValue containerClass));
        Assert.Equal("IPF.Note", containerClass.AsString());
        Assert.Equal(FolderRights.Author, folder.Permissions.Single(p => p.AccountId == staff.ObjectId).Rights);
        Assert.Equal(FolderRights.Reviewer, folder.Permissions.Single(p => p.MemberId == 0).Rights);

        Assert.All(await ApplyAsync(Example), s => Assert.Equal(ProvisioningOutcome.Unchanged, s.Outcome));
    }

    [Fact]
    public async Task Only_what_differs_changes_and_what_is_not_named_stays()
    {
        await ApplyAsync(Example);
        var steps = await ApplyToDomainAsync($$"""
            "aliases": ["{{_alias}}"], "mapi": { "enabled": false },
            "users": [ { "address": "user2@{{_domain}}", "displayName": "User Two", "title": "Clerk" } ],
            "publicFolders": [ { "path": "projects/2026", "class": "IPF.Contact", "permissions": { "user2@{{_domain}}": "Owner" } } ]
            """);
        Assert.All(steps, s => Assert.Equal(ProvisioningOutcome.Changed, s.Outcome));
        Assert.False((await cluster.Directory.FindDomainAsync(_domain))?.MapiEnabled);
        Assert.Equal("Clerk", (await FindAsync("user2"))?.Title);
        // The password and all else of who isn't named is as it was; the folder's address was not repeated, so it has none.
        Assert.NotNull(await cluster.Directory.AuthenticateAsync($"user1@{_domain}", ["Password01!"]));
        Assert.Null(await FindAsync("projects"));
        var folder = (await PublicFoldersAsync())["2026"].Folder;
        var entry = Assert.Single(folder.Permissions, p => p.MemberId > 0);
        Assert.Equal(((await FindAsync("user2"))!.ObjectId, FolderRights.All), (entry.AccountId, entry.Rights));
        Assert.Equal(FolderRights.Reviewer, folder.Permissions.Single(p => p.MemberId == 0).Rights);
    }

    [Fact]
    public async Task A_document_with_an_error_changes_nothing()
    {
        var errors = await RefusedAsync($$"""
            "users": [ { "address": "good@{{_domain}}", "displayName": "Good", "manager": "nobody@{{_domain}}" } ],
            "groups": [ { "address": "group@{{_domain}}", "displayName": "Group", "members": ["good@{{_domain}}", "ghost@{{_domain}}"], "managedBy": "ghost@{{_domain}}" } ],
            "publicFolders": [ { "path": "a", "permissions": { "ghost@{{_domain}}": "Author" } } ]
            """);
        Assert.Equal(["domains[0].users[0].manager", "domains[0].groups[0].members[1]", "domains[0].groups[0].managedBy", $"domains[0].publicFolders[0].permissions.ghost@{_domain}"], errors.Select(e => e.Field));
        Assert.Null(await cluster.Directory.FindDomainAsync(_domain));
    }

    [Fact]
    public async Task What_the_directory_has_already_is_seen_before_anything_changes()
    {
        var other = await cluster.NewDomainAsync(_alias);
        await ApplyToDomainAsync($$"""
            "users": [ { "address": "one@{{_domain}}", "displayName": "One", "aliases": ["uno@{{_domain}}"] } ]
            """);
        var errors = await RefusedAsync($$"""
            "aliases": ["{{_alias}}"],
            "users": [ { "address": "late@{{_domain}}", "displayName": "Late" } ]
            """);
        Assert.Equal("domains[0].aliases[0]", Assert.Single(errors).Field);
        Assert.Equal(other.Name, (await cluster.Directory.FindDomainAsync(_alias))?.Name);
        errors = await RefusedAsync($$"""
            "users": [ { "address": "late@{{_domain}}", "displayName": "Late", "aliases": ["uno@{{_domain}}"] } ],
            "contacts": [ { "address": "uno@{{_domain}}x", "displayName": "X" } ]
            """);
        Assert.Equal("domains[0].users[0].aliases[0]", Assert.Single(errors).Field);
        errors = await RefusedAsync($$"""
            "users": [ { "address": "late@{{_domain}}", "displayName": "Late" } ],
            "groups": [ { "address": "one@{{_domain}}", "displayName": "One" } ],
            "resources": [ { "address": "uno@{{_domain}}", "displayName": "Uno" } ]
            """);
        Assert.Equal("domains[0].groups[0].address", Assert.Single(errors).Field);
        Assert.Null(await FindAsync("late"));
    }

    [Fact]
    public async Task An_address_moves_from_one_user_to_another_in_one_document()
    {
        await ApplyToDomainAsync($$"""
            "users": [ { "address": "one@{{_domain}}", "displayName": "One", "aliases": ["info@{{_domain}}", "first@{{_domain}}"] }, { "address": "two@{{_domain}}", "displayName": "Two" } ]
            """);
        await ApplyToDomainAsync($$"""
            "users": [ { "address": "two@{{_domain}}", "displayName": "Two", "aliases": ["info@{{_domain}}"] }, { "address": "one@{{_domain}}", "displayName": "One", "aliases": ["uno@{{_domain}}"] },
                       { "address": "first@{{_domain}}", "displayName": "Three" } ]
            """);
        Assert.Equal("Two", (await FindAsync("info"))?.DisplayName);
        Assert.Equal("Three", (await FindAsync("first"))?.DisplayName);
        Assert.Equal([$"uno@{_domain}"], (await FindAsync("one"))!.Aliases);
    }

    [Fact]
    public async Task Entries_may_refer_to_each_other_in_any_order()
    {
        await ApplyToDomainAsync($$"""
            "users": [ { "address": "one@{{_domain}}", "displayName": "One", "manager": "two@{{_domain}}" }, { "address": "two@{{_domain}}", "displayName": "Two", "manager": "one@{{_domain}}" } ],
            "groups": [ { "address": "a@{{_domain}}", "displayName": "A", "members": ["b@{{_domain}}"] }, { "address": "b@{{_domain}}", "displayName": "B", "members": ["a@{{_domain}}", "one@{{_domain}}"] } ]
            """);
        var a = await FindAsync("a");
        Assert.Equal(["One"], (await cluster.Directory.ExpandGroupAsync(a!.ObjectId)).Select(o => o.DisplayName));
        Assert.Equal($"one@{_domain}", (await FindAsync("two"))?.Manager);
    }
}
