using System.DirectoryServices.Protocols;
using MapiOrleans.Grains.Directory.Ldap;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Tests.Cluster;
using Xunit;

namespace MapiOrleans.Tests.Ldap;

/// <summary>Users and groups of a real slapd: copied, followed, kept for a while when they are gone, and signed in by a bind.</summary>
public sealed class LdapDirectoryTests : IClassFixture<MapiCluster>, IClassFixture<SlapdServer>, IDisposable
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    private readonly MapiCluster _cluster;
    private readonly SlapdServer _slapd;
    private readonly LdapConnection _admin;
    private readonly string _ou = $"ou=o{Guid.NewGuid():n},{SlapdServer.Suffix}";
    private readonly string _domain = $"d{Guid.NewGuid():n}.test";
    private readonly LdapOptions _options;

    public LdapDirectoryTests(MapiCluster cluster, SlapdServer slapd)
    {
        (_cluster, _slapd) = (cluster, slapd);
        _admin = slapd.Connect();
        SlapdServer.Add(_admin, _ou, ("objectClass", ["organizationalUnit"]), ("ou", [_ou.Split(',')[0][3..]]));
        _options = cluster.Service<LdapOptions>();
        // No test waits for time to pass: what is due after some is due at once.
        (_options.DeletionInterval, _options.Quarantine, _options.MaxMissing, _options.PageSize) = (TimeSpan.Zero, TimeSpan.FromDays(7), 10, 100);
    }

    public void Dispose() => _admin.Dispose();

    private IDirectoryGrain Directory => _cluster.Directory;

    private DirectorySource Source => new()
    {
        Servers = [_slapd.Plain],
        BaseDn = _ou,
        BindDn = SlapdServer.Reader,
        PasswordFile = _slapd.PasswordFile,
        AllowPlain = true,
    };

    private Task<DomainInfo> PutDomainAsync(DirectorySource? source = null) => Directory.PutDomainAsync(new DomainInfo { Name = _domain, Source = source ?? Source });

    private async Task<DirectorySyncStatus> SyncAsync(bool full = false, bool accept = false)
    {
        Assert.True(await Directory.RequestSyncAsync(_domain, full, accept));
        do Assert.True(await _cluster.Service<DirectorySynchronizer>().RunDueAsync(CancellationToken.None) > 0);
        while ((await Directory.GetSyncStatusAsync(_domain))!.DueAt <= DateTimeOffset.UtcNow);
        return (await Directory.GetSyncStatusAsync(_domain))!;
    }

    private async Task<DirectorySyncStatus> SyncedAsync(bool full = false)
    {
        var status = await SyncAsync(full);
        Assert.True(status.Error.Length == 0, status.Error);
        return status;
    }

    private string Dn(string name) => $"cn={name},{_ou}";

    private void AddUser(string name, params (string Name, object[] Values)[] more) => SlapdServer.Add(_admin, Dn(name),
    [
        ("objectClass", ["inetOrgPerson"]), ("cn", [name]), ("sn", [name]), ("userPassword", ["Password01!"]), .. more.Any(m => m.Name == "mail") ? more : [("mail", [$"{name}@{_domain}"]), .. more],
    ]);

    private void AddGroup(string name, params string[] members) => SlapdServer.Add(_admin, Dn(name),
        ("objectClass", ["groupOfNames", "extensibleObject"]), ("cn", [name]), ("mail", [$"{name}@{_domain}"]), ("member", [.. members.Select(Dn)]));

    private void Modify(string name, string attribute, params string[] values) => _admin.SendRequest(new ModifyRequest(Dn(name), DirectoryAttributeOperation.Replace, attribute, [.. values]));

    private void Delete(string name) => _admin.SendRequest(new DeleteRequest(Dn(name)));

    private Task<DirectoryObject?> FindAsync(string name) => Directory.FindByAddressAsync($"{name}@{_domain}");

    private async Task<bool> SignInAsync(string name, string password = "Password01!") => await Directory.AuthenticateAsync($"{name}@{_domain}", [password]) is { } user && user.Account.Address == $"{name}@{_domain}";

    [Fact]
    public async Task Users_and_groups_are_copied_with_all_that_they_have()
    {
        AddUser("boss", ("displayName", ["The Boss"]), ("jpegPhoto", [Photo]));
        AddUser("anna", ("displayName", ["Änne Müller"]), ("givenName", ["Änne"]), ("title", ["Chief"]), ("ou", ["Sales"]), ("o", ["ACME"]), ("physicalDeliveryOfficeName", ["1.01"]),
            ("telephoneNumber", ["+1"]), ("homePhone", ["+2"]), ("mobile", ["+3"]), ("manager", [Dn("boss")]), ("preferredLanguage", ["fr"]),
            ("mail", [$"anna@{_domain}", $"a.mueller@{_domain}", "anna@faraway.test"]));
        AddUser("stranger", ("mail", ["stranger@faraway.test"]));
        AddGroup("inner", "anna", "nobody");
        AddGroup("outer", "inner", "boss");
        await PutDomainAsync();
        var status = await SyncedAsync();

        var anna = (await FindAsync("anna"))!;
        Assert.Equal(("Änne Müller", "Änne", "anna", "Chief", "Sales", "ACME", "1.01"), (anna.DisplayName, anna.GivenName, anna.Surname, anna.Title, anna.Department, anna.Company, anna.Office));
        Assert.Equal(("+1", "+2", "+3", $"boss@{_domain}", "fr", "ldap"), (anna.BusinessPhone, anna.HomePhone, anna.MobilePhone, anna.Manager, anna.Language, anna.Source));
        Assert.Equal([$"a.mueller@{_domain}"], anna.Aliases);
        Assert.NotNull(await _cluster.Mailbox(anna.MailboxGuid).FindAsync());
        var boss = (await FindAsync("boss"))!;
        Assert.Equal(Photo, (await Directory.ReadBlobsAsync(boss.ObjectId)).Photo);
        Assert.Equal([anna.Address], (await FindAsync("inner"))!.Members);
        Assert.Equal(new[] { $"boss@{_domain}", $"inner@{_domain}" }, (await FindAsync("outer"))!.Members.Order());
        Assert.Equal(2, (await Directory.GroupsOfAsync(anna.ObjectId)).Count);
        Assert.Equal((4, 0, 0), (status.Entries, status.Missing, status.Removed));
        Assert.Contains("stranger@faraway.test", Assert.Single(status.Problems), StringComparison.Ordinal);

        // Read again, nothing changes; what is kept here beside them stays.
        await Directory.PutObjectAsync(anna with { QuotaBytes = 1 << 20, FullAccess = [boss.Address], Roles = [DirectoryRoles.OrganizationAdmin] }, null);
        var local = await Directory.PutObjectAsync(MapiCluster.User((await Directory.FindDomainAsync(_domain))!, "local"), "Local01!");
        Assert.Equal(0, (await SyncedAsync(full: true)).Changed);
        anna = (await FindAsync("anna"))!;
        Assert.Equal((1 << 20, boss.Address, DirectoryRoles.OrganizationAdmin), (anna.QuotaBytes, anna.FullAccess[0], anna.Roles[0]));
        Assert.True(await SignInAsync("local", "Local01!"));
        Assert.Equal(("", local.Version), ((await FindAsync("local"))!.Source, (await FindAsync("local"))!.Version));
    }

    [Fact]
    public async Task Changes_are_followed_names_too()
    {
        AddUser("anna");
        AddUser("bob", ("manager", [Dn("anna")]));
        AddGroup("staff", "anna");
        await PutDomainAsync();
        await SyncedAsync();
        var anna = (await FindAsync("anna"))!;

        Modify("anna", "title", "Chief");
        Modify("staff", "member", Dn("anna"), Dn("bob"));
        AddUser("carl");
        await SyncedAsync();
        Assert.Equal("Chief", (await FindAsync("anna"))!.Title);
        Assert.Equal([$"anna@{_domain}", $"bob@{_domain}"], (await FindAsync("staff"))!.Members);
        Assert.NotNull(await FindAsync("carl"));

        // Another address and another name: the same mailbox, and whoever named it names it still.
        Modify("anna", "mail", $"anna.smith@{_domain}");
        _admin.SendRequest(new ModifyDNRequest(Dn("anna"), _ou, "cn=anna smith"));
        Modify("staff", "member", Dn("anna smith"), Dn("bob"));
        await SyncedAsync();
        Assert.Null(await FindAsync("anna"));
        var renamed = (await FindAsync("anna.smith"))!;
        Assert.Equal((anna.ObjectId, anna.MailboxGuid, anna.LegacyDN), (renamed.ObjectId, renamed.MailboxGuid, renamed.LegacyDN));
        Assert.Equal(renamed.Address, (await FindAsync("bob"))!.Manager);
        Assert.Equal([renamed.Address, $"bob@{_domain}"], (await FindAsync("staff"))!.Members);
        Assert.True(await SignInAsync("anna.smith"));
    }

    [Fact]
    public async Task What_is_gone_is_kept_for_a_while_and_comes_back_or_goes()
    {
        foreach (var name in (string[])["anna", "bob", "carl"]) AddUser(name);
        await PutDomainAsync();
        await SyncedAsync();
        Assert.True(await SignInAsync("anna"));
        var (anna, bob) = ((await FindAsync("anna"))!, (await FindAsync("bob"))!);

        Delete("anna");
        Delete("bob");
        Assert.Equal((3, 2, 0), Counts(await SyncedAsync()));
        Assert.Equal(anna.ObjectId, (await FindAsync("anna"))?.ObjectId);
        Assert.False(await SignInAsync("anna"));
        // An account that was let in a moment ago is found to have another credential.
        Assert.True((await Directory.FindAccountAsync(anna.ObjectId))!.CredentialVersion > 0);

        // The same address by another entry is the copy's own again; and so is the entry itself.
        AddUser("anna");
        Assert.Equal(2, (await SyncAsync()).Missing);
        Assert.Contains("copy of another entry", Assert.Single((await Directory.GetSyncStatusAsync(_domain))!.Problems), StringComparison.Ordinal);

        _options.Quarantine = TimeSpan.Zero;
        var status = await SyncedAsync();
        Assert.Equal((0, 2), (status.Missing, status.Removed));
        Assert.Null(await FindAsync("bob"));
        // Its mailbox is kept until it is purged by name.
        Assert.NotNull(await _cluster.Mailbox(bob.MailboxGuid).FindAsync());
        await SyncedAsync(full: true);
        Assert.NotEqual(anna.ObjectId, (await FindAsync("anna"))!.ObjectId);

        static (int, int, int) Counts(DirectorySyncStatus s) => (s.Entries, s.Missing, s.Removed);
    }

    [Fact]
    public async Task What_was_gone_is_restored_when_the_reader_sees_it_again()
    {
        AddUser("anna", ("title", ["here"]));
        AddUser("bob");
        await PutDomainAsync(Source with { UserFilter = "(&(objectClass=inetOrgPerson)(title=here))" });
        await SyncedAsync();
        Modify("anna", "title", "away");
        Assert.Equal(1, (await SyncedAsync()).Missing);
        Assert.False(await SignInAsync("anna"));
        Modify("anna", "title", "here");
        var status = await SyncedAsync();
        Assert.Equal((1, 0, 0), (status.Entries, status.Missing, status.Removed));
        Assert.True(await SignInAsync("anna"));
    }

    [Fact]
    public async Task A_directory_that_seems_empty_deletes_nobody()
    {
        for (var i = 0; i < 15; i++) AddUser($"u{i}");
        await PutDomainAsync();
        await SyncedAsync();
        for (var i = 0; i < 12; i++) Delete($"u{i}");
        var status = await SyncAsync();
        Assert.Contains("Ldap:MaxMissing", status.Error, StringComparison.Ordinal);
        Assert.Contains("--accept-deletions", status.Error, StringComparison.Ordinal);
        Assert.Equal(15, status.Entries);
        Assert.True((await Directory.FindAccountAsync((await FindAsync("u0"))!.ObjectId)) is not null);
        status = await SyncAsync(accept: true);
        Assert.Equal(("", 12), (status.Error, status.Missing));
        // It was said for once.
        for (var i = 0; i < 12; i++) AddUser($"v{i}");
        await SyncedAsync();
        for (var i = 0; i < 12; i++) Delete($"v{i}");
        Assert.NotEqual("", (await SyncAsync()).Error);
    }

    [Fact]
    public async Task More_entries_than_a_server_gives_at_once_are_all_read()
    {
        for (var i = 0; i < 1_050; i++) AddUser($"user{i}");
        AddGroup("all", [.. Enumerable.Range(0, 1_050).Select(i => $"user{i}")]);
        await PutDomainAsync();
        var status = await SyncedAsync();
        Assert.Equal((1_051, 1_051), (status.Entries, status.Read));
        Assert.Equal(1_050, (await FindAsync("all"))!.Members.Count);
        Assert.NotNull(await FindAsync("user1049"));
    }

    [Fact]
    public async Task Passwords_are_the_directorys()
    {
        AddUser("anna");
        AddUser("bob");
        await PutDomainAsync();
        await SyncedAsync();
        Assert.True(await SignInAsync("anna"));
        Assert.False(await SignInAsync("anna", "wrong"));
        // A name without a password would be nobody, and let in.
        Assert.Null(await Directory.AuthenticateAsync($"anna@{_domain}", [""]));
        Assert.Null(await Directory.AuthenticateAsync($"nobody@{_domain}", ["Password01!"]));
        Assert.Null(await Directory.AuthenticateAsync($"*)(uid=*@{_domain}", ["Password01!"]));
        // One of several readings of the same bytes.
        Assert.NotNull(await Directory.AuthenticateAsync($"anna@{_domain}", ["wrong", "Password01!"]));
        Modify("anna", "userPassword", "Another02!");
        Assert.False(await SignInAsync("anna"));
        Assert.True(await SignInAsync("anna", "Another02!"));
        Assert.Equal("password", (await Assert.ThrowsAsync<Grains.Interfaces.Directory.DirectoryException>(async () => await Directory.PutObjectAsync((await FindAsync("anna"))!, "Local01!"))).Field);
        // Many at once share few connections.
        var all = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => SignInAsync(i % 2 == 0 ? "anna" : "bob", i % 2 == 0 ? "Another02!" : "Password01!")));
        Assert.DoesNotContain(false, all);
    }

    [Fact]
    public async Task Connections_recover_from_a_server_that_went_away()
    {
        AddUser("anna");
        await PutDomainAsync();
        await SyncedAsync();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SignInAsync("anna"))), Assert.True);
        await _slapd.StopAsync();
        try
        {
            await Assert.ThrowsAsync<DirectoryUnavailableException>(() => SignInAsync("anna"));
            var status = await SyncAsync();
            Assert.Contains("directory.servers", status.Error, StringComparison.Ordinal);
            Assert.Equal(1, status.Entries);
            Assert.NotNull(await FindAsync("anna"));
        }
        finally
        {
            await _slapd.StartAsync();
        }
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SignInAsync("anna"))), Assert.True);
        // All connections in the pool are of the server before once more.
        await _slapd.StopAsync();
        await _slapd.StartAsync();
        Assert.True(await SignInAsync("anna"));
        await SyncedAsync();
    }

    [Fact]
    public async Task The_second_server_is_asked_where_the_first_is_not_there()
    {
        AddUser("anna");
        await PutDomainAsync(Source with { Servers = ["ldap://127.0.0.1:1", _slapd.Plain] });
        await SyncedAsync();
        Assert.True(await SignInAsync("anna"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Certificates_are_verified(bool implicitTls)
    {
        AddUser("anna");
        var server = implicitTls ? _slapd.Secure : _slapd.Plain;
        await PutDomainAsync(Source with { AllowPlain = false, Servers = [server], TrustedCertificates = _slapd.Trusted });
        await SyncedAsync();
        Assert.True(await SignInAsync("anna"));

        await PutDomainAsync(Source with { AllowPlain = false, Servers = [server], TrustedCertificates = _slapd.Distrusted });
        Assert.Contains("directory.trustedCertificates", (await SyncAsync()).Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => SignInAsync("anna"));
        // Neither by the system's certificates, nor for another name.
        await PutDomainAsync(Source with { AllowPlain = false, Servers = [server] });
        Assert.NotEqual("", (await SyncAsync()).Error);
        await PutDomainAsync(Source with { AllowPlain = false, Servers = [server.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal)], TrustedCertificates = _slapd.Trusted });
        Assert.NotEqual("", (await SyncAsync()).Error);
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_its_setting()
    {
        AddUser("anna");
        await PutDomainAsync(Source with { BaseDn = $"ou=nowhere,{SlapdServer.Suffix}" });
        Assert.Contains("directory.baseDn", (await SyncAsync()).Error, StringComparison.Ordinal);
        await PutDomainAsync(Source with { PasswordFile = "/nowhere/password" });
        Assert.Contains("directory.passwordFile", (await SyncAsync()).Error, StringComparison.Ordinal);
        await PutDomainAsync(Source with { BindDn = $"cn=nobody,{SlapdServer.Suffix}" });
        Assert.Contains("directory.bindDn", (await SyncAsync()).Error, StringComparison.Ordinal);
        await PutDomainAsync(Source with { Schema = DirectorySchema.ActiveDirectory });
        Assert.Contains("directory.schema", (await SyncAsync()).Error, StringComparison.Ordinal);
        await PutDomainAsync();
        Assert.Equal(1, (await SyncedAsync()).Entries);
        Assert.Null(await Directory.GetSyncStatusAsync((await _cluster.NewDomainAsync()).Name));
    }

    [Fact]
    public async Task Entries_kept_here_are_taken_over_only_where_that_is_said()
    {
        var domain = await PutDomainAsync();
        var local = await Directory.PutObjectAsync(MapiCluster.User(domain, "anna"), "Local01!");
        AddUser("anna");
        Assert.Contains("directory.adoptLocal", Assert.Single((await SyncedAsync()).Problems), StringComparison.Ordinal);
        Assert.True(await SignInAsync("anna", "Local01!"));
        await PutDomainAsync(Source with { AdoptLocal = true });
        await SyncedAsync();
        var adopted = (await FindAsync("anna"))!;
        Assert.Equal((local.ObjectId, local.MailboxGuid, "ldap"), (adopted.ObjectId, adopted.MailboxGuid, adopted.Source));
        Assert.True(await SignInAsync("anna"));
        Assert.False(await SignInAsync("anna", "Local01!"));
    }

    [Fact]
    public async Task References_to_other_servers_are_counted_and_not_followed()
    {
        AddUser("anna");
        SlapdServer.Add(_admin, $"ou=elsewhere,{_ou}", ("objectClass", ["referral", "extensibleObject"]), ("ou", ["elsewhere"]), ("ref", ["ldap://127.0.0.1:1/dc=elsewhere,dc=test"]));
        await PutDomainAsync();
        var status = await SyncedAsync();
        Assert.Equal(1, status.Entries);
        Assert.True(status.Referrals > 0);
    }

    [Fact]
    public async Task Attributes_are_those_that_the_domain_says()
    {
        AddUser("anna", ("employeeNumber", ["007"]), ("description", ["Notes"]), ("roomNumber", ["42"]), ("employeeType", ["TRUE"]), ("carLicense", ["TRUE"]));
        await PutDomainAsync(Source with { Attributes = ["title=employeeNumber", "office=roomNumber", "hidden=employeeType", "disabled=carLicense", "department="] });
        await SyncedAsync();
        var anna = (await FindAsync("anna"))!;
        Assert.Equal(("007", "42", true), (anna.Title, anna.Office, anna.Hidden));
        Assert.False(await SignInAsync("anna"));
        // What is not copied is changed here.
        await Directory.PutObjectAsync(anna with { Department = "Ours" }, null);
        Modify("anna", "carLicense", "FALSE");
        await SyncedAsync(full: true);
        Assert.Equal("Ours", (await FindAsync("anna"))!.Department);
        Assert.True(await SignInAsync("anna"));
    }
}
