using System.Net;
using System.Xml.Linq;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

/// <summary>The address book over HTTPS, from a directory in a real silo.</summary>
[Collection(SessionCollection.Name)]
public sealed class NspiEndpointTests(SessionHarness harness) : IAsyncLifetime
{
    private static int _count;

    private readonly List<string> _users = [];
    private FrontendHost _host = null!;
    private DomainInfo _domain = null!;
    private DirectoryObject _anna = null!;
    private DirectoryObject _bob = null!;
    private DirectoryObject _staff = null!;
    private NspiClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await FrontendHost.StartAsync(harness.Grains);
        _domain = await NewDomainAsync();
        _anna = await PutAsync(_domain, "anna", DirectoryKind.User, e => e with { DisplayName = "Anna Müller", Aliases = [$"am@{_domain.Name}"] });
        _bob = await PutAsync(_domain, "bob", DirectoryKind.User, e => e with { DisplayName = "Bob Smith", Manager = _anna.Address });
        _staff = await PutAsync(_domain, "staff", DirectoryKind.Group, e => e with { DisplayName = "Staff", Members = [_bob.Address], ManagedBy = _anna.Address });
        _client = Client(_anna);
        await _client.BindAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private Task<DomainInfo> NewDomainAsync() => harness.DirectoryGrain.PutDomainAsync(new DomainInfo { Name = $"nspi{Interlocked.Increment(ref _count)}.test", MapiEnabled = true });

    private Task<DirectoryObject> PutAsync(DomainInfo domain, string local, DirectoryKind kind, Func<DirectoryObject, DirectoryObject>? with = null)
    {
        var entry = new DirectoryObject { ObjectId = Guid.Empty, LegacyDN = "", Domain = domain.Name, Kind = kind, Address = $"{local}@{domain.Name}", DisplayName = local };
        return harness.DirectoryGrain.PutObjectAsync(with?.Invoke(entry) ?? entry, kind == DirectoryKind.User ? TestInstallation.Password : null);
    }

    private NspiClient Client(DirectoryObject user, string? signIn = null) => new(_host.Transport(signIn ?? user.Address, path: $"/mapi/nspi/?MailboxId={user.MailboxGuid}@{user.Domain}"));

    /// <summary>What the directory has now, now: the time that a snapshot may be old is not the test's to wait.</summary>
    private async Task RefreshAsync(DomainInfo domain) => await harness.Services.GetRequiredService<AddressBooks>().GetAsync(domain.Name, now: true);

    [Fact]
    public async Task A_profile_is_made_by_any_address()
    {
        foreach (var name in (string[])[_anna.Address, $"AM@{_domain.Name}", $"=SMTP:am@{_domain.Name}", _anna.LegacyDN, "anna mül"])
        {
            var answer = await _client.ResolveNamesAsync([name], [PidTag.EmailAddress, PidTag.SmtpAddress, PidTag.EntryId, PidTag.AddressBookHomeMessageDatabase]);
            Assert.Equal([NspiConstants.MidResolved], answer.MinimalIds!);
            var row = Assert.Single(answer.Rows!.Rows);
            Assert.Equal((_anna.LegacyDN, _anna.Address), (row[0].AsString(), row[1].AsString()));
            Assert.Equal(_anna.LegacyDN, PermanentEntryId.TryParse(row[2].AsBytes())!.Value.DistinguishedName);
            Assert.StartsWith(LegacyNames.MailboxServer(_anna.MailboxGuid, _domain.Name), System.Text.Encoding.ASCII.GetString(row[3].AsBytes()), StringComparison.Ordinal);
        }
        var id = Assert.Single(await _client.DnToMIdAsync([_anna.LegacyDN]));
        Assert.Equal("Anna Müller", (await _client.GetPropsAsync(id, [PidTag.DisplayName]))[0].Value.AsString());
        // With the name that the address book gave, the mailbox is opened.
        Assert.Equal(MapiError.Success, (await new MapiHttpClient(_host.Transport(_anna.Address)).ConnectAsync(_anna.LegacyDN)).ErrorCode);
    }

    [Fact]
    public async Task Autodiscover_tells_of_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Https, "/autodiscover/autodiscover.xml"));
        request.Headers.Authorization = MapiHttpTransport.Basic(new NetworkCredential(_anna.Address, TestInstallation.Password));
        request.Headers.Add("X-MapiHttpCapability", "1");
        request.Content = new StringContent($"""
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>
            <EMailAddress>{_anna.Address}</EMailAddress><AcceptableResponseSchema>{MapiOrleans.WebFrontend.Autodiscover.PoxAutodiscover.ResponseSchema}</AcceptableResponseSchema>
            </Request></Autodiscover>
            """);
        using var response = await _host.Client.SendAsync(request);
        var answer = XDocument.Parse(await response.Content.ReadAsStringAsync());
        var url = answer.Descendants().Single(e => e.Name.LocalName == "AddressBook").Elements().Single(e => e.Name.LocalName == "ExternalUrl").Value;
        var client = new NspiClient(_host.Client, new Uri(url), new NetworkCredential(_anna.Address, TestInstallation.Password));
        await client.BindAsync();
        // The name that Autodiscover gives is in the address book.
        var dn = answer.Descendants().Single(e => e.Name.LocalName == "LegacyDN").Value;
        Assert.NotEqual(0u, Assert.Single(await client.DnToMIdAsync([dn])));
    }

    [Fact]
    public async Task Somebody_signed_in_by_an_alias_is_bound_as_well()
    {
        var client = Client(_anna, $"am@{_domain.Name}");
        Assert.Equal(AddressBookIdentity.ServerGuid(_domain.DomainId), (await client.BindAsync()).ServerGuid);
        Assert.Equal(["Anna Müller", "Bob Smith", "Staff"], (await client.QueryRowsAsync(Stat.Default, 10, [PidTag.DisplayName])).Rows!.Rows.Select(r => r[0].AsString()));
    }

    [Fact]
    public async Task Every_request_type_is_served()
    {
        var id = (await _client.DnToMIdAsync([_bob.LegacyDN]))[0];
        MapiHttpRequestBody[] requests =
        [
            new CompareMIdsRequestBody { State = Stat.Default, MinimalId1 = id, MinimalId2 = id },
            new GetMatchesRequestBody { State = Stat.Default with { CurrentRec = id, ContainerId = PidTag.AddressBookManager.Value }, RowCount = 5 },
            new GetPropListRequestBody { MinimalId = id, CodePage = 1252 },
            new GetSpecialTableRequestBody { Flags = NspiConstants.UnicodeStrings, State = Stat.Default },
            new GetTemplateInfoRequestBody { Flags = 1, CodePage = 1252, LocaleId = 0x409 },
            new QueryColumnsRequestBody(),
            new ResortRestrictionRequestBody { State = Stat.Default, MinimalIds = [id] },
            new SeekEntriesRequestBody { State = Stat.Default, Target = new(PidTag.DisplayName, PropertyValue.String("b")) },
            new UpdateStatRequestBody { State = Stat.Default, DeltaRequested = true },
            new GetMailboxUrlRequestBody { ServerDn = LegacyNames.MailboxServer(_anna.MailboxGuid, _domain.Name) },
            new GetAddressBookUrlRequestBody { UserDn = _anna.LegacyDN },
        ];
        foreach (var request in requests)
        {
            var answer = await _client.CallAsync<MapiHttpResponseBody>(request);
            Assert.Equal((request.RequestType, MapiError.Success), (answer.RequestType, answer.ErrorCode));
        }
        Assert.Equal($"{_host.Https.ToString().TrimEnd('/')}/mapi/emsmdb/?MailboxId={_anna.MailboxGuid:D}@{_domain.Name}",
            (await _client.CallAsync<GetMailboxUrlResponseBody>(requests[^2])).ServerUrl);
        Assert.Equal(TimeSpan.FromMinutes(15), await _client.PingAsync());
    }

    [Fact]
    public async Task Changes_of_the_directory_are_seen()
    {
        Assert.Equal(3u, (await _client.QueryRowsAsync(Stat.Default, 1)).State!.Value.TotalRecs);
        var before = await _client.DnToMIdAsync([_bob.LegacyDN]);
        await PutAsync(_domain, "bob", DirectoryKind.User, e => e with { DisplayName = "Robert Smith" });
        await PutAsync(_domain, "new", DirectoryKind.Contact, e => e with { DisplayName = "New Partner", Address = $"new{_count}@elsewhere.test" });
        await harness.DirectoryGrain.RemoveObjectAsync(_staff.Address);
        await RefreshAsync(_domain);
        Assert.Equal(["Anna Müller", "New Partner", "Robert Smith"], (await _client.QueryRowsAsync(Stat.Default, 10, [PidTag.DisplayName])).Rows!.Rows.Select(r => r[0].AsString()));
        Assert.Equal(before, await _client.DnToMIdAsync([_bob.LegacyDN]));
    }

    [Fact]
    public async Task A_groups_owner_changes_its_members()
    {
        var group = (await _client.DnToMIdAsync([_staff.LegacyDN]))[0];
        var anna = (await _client.GetPropsAsync((await _client.DnToMIdAsync([_anna.LegacyDN]))[0], [PidTag.EntryId]))[0].Value.AsBytes();
        var bob = new EphemeralEntryId(AddressBookIdentity.ServerGuid(_domain.DomainId), DisplayType.MailUser, (await _client.DnToMIdAsync([_bob.LegacyDN]))[0]).ToArray();

        Assert.Equal(MapiError.Success, await ChangeAsync(_client, group, 0, anna, bob));
        Assert.Equal([_bob.Address, _anna.Address], await MembersAsync());
        Assert.Equal(["Anna Müller", "Bob Smith"], (await _client.CallAsync<GetMatchesResponseBody>(new GetMatchesRequestBody
        {
            State = Stat.Default with { CurrentRec = group, ContainerId = PidTag.AddressBookMember.Value },
            RowCount = 5,
            Columns = [PidTag.DisplayName],
        })).Rows!.Rows.Select(r => r[0].AsString()));
        Assert.Equal(MapiError.Success, await ChangeAsync(_client, group, NspiConstants.Delete, bob));
        Assert.Equal([_anna.Address], await MembersAsync());

        // Not by others, not of what is no group, not of what is nobody, not of another domain's.
        var other = Client(_bob);
        await other.BindAsync();
        Assert.Equal(MapiError.AccessDenied, await ChangeAsync(other, group, 0, bob));
        Assert.Equal(MapiError.AccessDenied, await ChangeAsync(_client, (await _client.DnToMIdAsync([_bob.LegacyDN]))[0], 0, anna));
        Assert.Equal(MapiError.AccessDenied, await ChangeAsync(_client, group, 0, bob, new PermanentEntryId(DisplayType.MailUser, "/o=nobody").ToArray()));
        Assert.Equal(MapiError.AccessDenied, await ChangeAsync(_client, group, 0, new EphemeralEntryId(Guid.NewGuid(), DisplayType.MailUser, EphemeralEntryId.TryParse(bob)!.Value.MinimalId).ToArray()));
        Assert.Equal(MapiError.InvalidParameter, await ChangeAsync(_client, 0xFFFFFF, 0, bob));
        var elsewhere = await NewDomainAsync();
        var stranger = await PutAsync(elsewhere, "spy", DirectoryKind.User, e => e with { Roles = [DirectoryRoles.OrganizationAdmin] });
        var spy = Client(stranger);
        await spy.BindAsync();
        Assert.Equal(MapiError.InvalidParameter, await ChangeAsync(spy, group, 0, bob));
        Assert.Equal([_anna.Address], await MembersAsync());

        async Task<IReadOnlyList<string>> MembersAsync() => (await harness.DirectoryGrain.FindByIdAsync(_staff.ObjectId))!.Members;
    }

    [Fact]
    public async Task Ones_own_photo_and_delegates_are_changed_and_nobody_elses()
    {
        byte[] photo = [0xFF, 0xD8, 0xFF, 7];
        var (anna, bob) = ((await _client.DnToMIdAsync([_anna.LegacyDN]))[0], (await _client.DnToMIdAsync([_bob.LegacyDN]))[0]);
        ModPropsRequestBody Photo(uint of) => new() { State = Stat.Default with { CurrentRec = of }, PropertyTags = [PidTag.ThumbnailPhoto], PropertyValues = [new(PidTag.ThumbnailPhoto, PropertyValue.Binary(photo))] };
        ModLinkAttRequestBody Delegate(uint of, DirectoryObject who) => new() { PropertyTag = PidTag.AddressBookPublicDelegates, MinimalId = of, EntryIds = [new PermanentEntryId(DisplayType.MailUser, who.LegacyDN).ToArray()] };
        async Task<MapiError> TryAsync(NspiClient client, MapiHttpRequestBody request) =>
            AddressBookBodies.TryParseResponse(request.RequestType, await client.Transport.CallAsync(request), out _)!.ErrorCode;

        Assert.Equal(MapiError.Success, await TryAsync(_client, Photo(anna)));
        Assert.Equal(photo, (await _client.GetPropsAsync(anna, [PidTag.ThumbnailPhoto]))[0].Value.AsBytes());
        Assert.Equal(MapiError.Success, await TryAsync(_client, Delegate(anna, _bob)));
        Assert.Equal([_bob.Address], (await harness.DirectoryGrain.FindByIdAsync(_anna.ObjectId))!.SendOnBehalf);
        Assert.Equal(SendRight.OnBehalf, await harness.DirectoryGrain.SendRightAsync(_bob.ObjectId, _anna.ObjectId));
        Assert.Equal(MapiError.AccessDenied, await TryAsync(_client, Photo(bob)));
        Assert.Equal(MapiError.AccessDenied, await TryAsync(_client, Delegate(bob, _anna)));

        // Who looks after another domain sees neither, by whatever number.
        var elsewhere = await NewDomainAsync();
        var spy = Client(await PutAsync(elsewhere, "spy", DirectoryKind.User, e => e with { Roles = [DirectoryRoles.OrganizationAdmin] }));
        await spy.BindAsync();
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(spy, Photo(anna)));
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(spy, Delegate(anna, _bob)));
        var own = (await spy.ResolveNamesAsync(["spy"], [PidTag.AddressBookContainerId])).Rows!.Rows[0][0].AsInt32();
        Assert.Equal(MapiError.AccessDenied, await TryAsync(spy, Delegate((uint)own, _bob)));
    }

    [Fact]
    public async Task Nobody_is_bound_as_nobody()
    {
        var client = Client(_anna);
        var answer = await client.Transport.CallAsync(new BindRequestBody { Flags = NspiConstants.AnonymousLogin, State = Stat.Default });
        Assert.Equal(MapiError.NotSupported, AddressBookBodies.TryParseResponse(MapiHttpRequestType.Bind, answer, out _)!.ErrorCode);
        Assert.Equal(MapiError.Success, (await client.BindAsync()).ErrorCode);
    }

    private static async Task<MapiError> ChangeAsync(NspiClient client, uint group, uint flags, params byte[][] ids)
    {
        var body = await client.Transport.CallAsync(new ModLinkAttRequestBody { Flags = flags, PropertyTag = PidTag.AddressBookMember, MinimalId = group, EntryIds = ids });
        return AddressBookBodies.TryParseResponse(MapiHttpRequestType.ModLinkAtt, body, out _)!.ErrorCode;
    }

    [Fact]
    public async Task Domains_do_not_see_each_other()
    {
        var elsewhere = await NewDomainAsync();
        var stranger = await PutAsync(elsewhere, "spy", DirectoryKind.User, e => e with { DisplayName = "Spy" });
        var spy = Client(stranger);
        Assert.NotEqual((await _client.BindAsync()).ServerGuid, (await spy.BindAsync()).ServerGuid);
        Assert.Equal(["Spy"], (await spy.QueryRowsAsync(Stat.Default, 10, [PidTag.DisplayName])).Rows!.Rows.Select(r => r[0].AsString()));
        Assert.All(await spy.DnToMIdAsync([_anna.LegacyDN, _staff.LegacyDN]), id => Assert.Equal(0u, id));
        Assert.All((await spy.ResolveNamesAsync([_anna.Address, _anna.LegacyDN, "anna"])).MinimalIds!, id => Assert.Equal(NspiConstants.MidUnresolved, id));
        var id = (await _client.DnToMIdAsync([_anna.LegacyDN]))[0];
        Assert.Equal(MapiError.NotFound, (await spy.GetPropsAsync(id, [PidTag.DisplayName]))[0].Value.AsError());
        // Neither does a session of one serve another.
        spy.Transport.Cookies["NspiContext"] = _client.Transport.Cookies["NspiContext"];
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, (await Assert.ThrowsAsync<MapiHttpException>(() => spy.QueryRowsAsync(Stat.Default, 1))).ResponseCode);
    }

    [Fact]
    public async Task Sessions_begin_end_and_are_replaced()
    {
        var old = _client.Transport.Cookies["NspiContext"];
        await _client.BindAsync();
        var now = _client.Transport.Cookies["NspiContext"];
        await _client.QueryRowsAsync(Stat.Default, 1);
        _client.Transport.Cookies["NspiContext"] = old;
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, (await Assert.ThrowsAsync<MapiHttpException>(() => _client.PingAsync())).ResponseCode);
        _client.Transport.Cookies["NspiContext"] = now;
        Assert.Equal(MapiError.UnbindSuccess, (await _client.UnbindAsync()).ErrorCode);
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, (await Assert.ThrowsAsync<MapiHttpException>(() => _client.QueryRowsAsync(Stat.Default, 1))).ResponseCode);
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, (await Assert.ThrowsAsync<MapiHttpException>(() => _client.UnbindAsync())).ResponseCode);
        _client.Transport.Cookies["NspiContext"] = "forged";
        Assert.Equal(MapiHttpResponseCode.InvalidContextCookie, (await Assert.ThrowsAsync<MapiHttpException>(() => _client.QueryRowsAsync(Stat.Default, 1))).ResponseCode);
        var bare = Client(_anna);
        Assert.Equal(MapiHttpResponseCode.MissingCookie, (await Assert.ThrowsAsync<MapiHttpException>(() => bare.QueryRowsAsync(Stat.Default, 1))).ResponseCode);
        // With cookies that hold no more, Bind makes a new session all the same.
        await _client.BindAsync();
        await _client.QueryRowsAsync(Stat.Default, 1);
    }

    [Fact]
    public async Task A_cookie_of_the_mailbox_endpoint_is_none_here()
    {
        var mailbox = new MapiHttpClient(_host.Transport(_anna.Address));
        await mailbox.ConnectAsync(_anna.LegacyDN);
        var client = Client(_anna);
        client.Transport.Cookies["NspiContext"] = mailbox.Transport.Cookies["MapiContext"];
        Assert.Equal(MapiHttpResponseCode.InvalidContextCookie, (await Assert.ThrowsAsync<MapiHttpException>(() => client.QueryRowsAsync(Stat.Default, 1))).ResponseCode);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_the_session_lives()
    {
        foreach (var type in (string[])["QueryRows", "GetMatches", "Bind", "ResolveNames", "ModLinkAtt"])
        {
            Assert.Equal(MapiHttpResponseCode.InvalidRequestBody, (await _client.Transport.SendAsync(type, new byte[] { 1, 2, 3 })).ResponseCode);
        }
        Assert.Equal(MapiHttpResponseCode.InvalidRequestType, (await _client.Transport.SendAsync("Execute", Array.Empty<byte>())).ResponseCode);
        var unicode = await Assert.ThrowsAsync<MapiHttpException>(() => Client(_anna).BindAsync(Stat.Default with { CodePage = NspiConstants.CodePageUnicode }));
        Assert.Equal(MapiError.InvalidCodepage, unicode.ErrorCode);
        Assert.Equal(3u, (await _client.QueryRowsAsync(Stat.Default, 1)).State!.Value.TotalRecs);
    }

    [Fact]
    public async Task Old_sessions_give_way_to_new_ones()
    {
        var limit = harness.Services.GetRequiredService<AddressBookOptions>().MaxSessionsPerAccount;
        var first = Client(_bob);
        await first.BindAsync();
        for (var i = 0; i < limit; i++) await Client(_bob).BindAsync();
        Assert.Equal(MapiHttpResponseCode.ContextNotFound, (await Assert.ThrowsAsync<MapiHttpException>(() => first.QueryRowsAsync(Stat.Default, 1))).ResponseCode);
    }
}
