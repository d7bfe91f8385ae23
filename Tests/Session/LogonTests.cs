using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class LogonTests(SessionHarness harness)
{
    private const OpenFlags Usual = OpenFlags.UsePerMdbReplidMapping | OpenFlags.TakeOwnership | OpenFlags.HomeLogon | OpenFlags.NoMail;

    [Fact]
    public async Task The_owner_logs_on_and_learns_the_special_folders()
    {
        var session = await harness.LogonAsync();
        var answer = session.LogonResponse;

        Assert.Equal(MapiError.Success, answer.ReturnValue);
        Assert.Equal(LogonFlags.Private, answer.LogonFlags);
        Assert.Equal(LogonResponseFlags.Reserved | LogonResponseFlags.OwnerRight | LogonResponseFlags.SendAsRight, answer.ResponseFlags);
        Assert.Equal(session.User.MailboxGuid, answer.MailboxGuid);
        Assert.Equal(ObjectIds.OwnReplId, answer.ReplId);
        Assert.NotEqual(Guid.Empty, answer.ReplGuid);
        // The structure has whole seconds, and another test of the harness may have moved the clock by less.
        var now = harness.Time.GetUtcNow().UtcDateTime;
        Assert.Equal(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), answer.LogonTime);
        Assert.Equal(0u, answer.StoreState);
        Assert.Equal(LogonResponse.FolderIdCount, answer.FolderIds.ToArray().Where(id => id != 0).Distinct().Count());
        Assert.NotEqual(HandleTable.None, session.Logon);

        var special = (await harness.Mailbox(session.User).FindAsync())!.SpecialFolders;
        SpecialFolder[] order =
        [
            SpecialFolder.Root, SpecialFolder.DeferredAction, SpecialFolder.SpoolerQueue, SpecialFolder.IpmSubtree, SpecialFolder.Inbox, SpecialFolder.Outbox, SpecialFolder.SentItems,
            SpecialFolder.DeletedItems, SpecialFolder.CommonViews, SpecialFolder.Schedule, SpecialFolder.Finder, SpecialFolder.Views, SpecialFolder.Shortcuts,
        ];
        Assert.Equal(order.Select(f => ObjectIds.ToWire(special[f])), answer.FolderIds.ToArray());
    }

    [Fact]
    public async Task Flags_that_servers_ignore_change_nothing_and_three_come_back()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        var answer = await session.LogonAsync(flags: LogonFlags.Private | LogonFlags.Undercover | LogonFlags.Ghosted | LogonFlags.SpoolerProcess, openFlags: OpenFlags.SupportProgress);
        Assert.Equal((MapiError.Success, LogonFlags.Private | LogonFlags.Undercover | LogonFlags.Ghosted), (answer.ReturnValue, answer.LogonFlags));
    }

    [Fact]
    public async Task A_logon_flag_that_there_is_not_is_an_error()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        Assert.Equal(MapiError.GeneralFailure, (await session.LogonAsync(flags: LogonFlags.Private | (LogonFlags)0x80)).ReturnValue);
        Assert.Equal(HandleTable.None, session.Logon);
    }

    [Theory]
    [InlineData("/o=MapiOrleans/cn=nobody")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_name_that_nobody_has_is_an_unknown_user(string? name)
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        var (responses, handles) = await session.ExecuteAsync([HandleTable.None], new LogonRequest { LogonFlags = LogonFlags.Private, Essdn = name });
        Assert.Equal((MapiError.UnknownUser, HandleTable.None), (responses[0].ReturnValue, handles[0]));
    }

    [Fact]
    public async Task Names_are_found_whatever_their_case()
    {
        var user = await harness.CreateUserAsync();
        var session = await harness.OpenAsync(user);
        Assert.Equal(MapiError.Success, (await session.LogonAsync(user with { LegacyDN = user.LegacyDN.ToUpperInvariant() })).ReturnValue);
    }

    [Fact]
    public async Task A_mailbox_of_another_domain_is_not_there()
    {
        var stranger = await harness.CreateUserAsync(domain: "elsewhere.test");
        var session = await harness.OpenAsync(await harness.CreateUserAsync(roles: DirectoryRoles.OrganizationAdmin));
        Assert.Equal(MapiError.UnknownUser, (await session.LogonAsync(stranger, openFlags: Usual | OpenFlags.UseAdminPrivilege)).ReturnValue);
    }

    [Fact]
    public async Task A_code_page_that_there_is_not_is_said_at_the_logon()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync(), open => open with { CodePage = 4711 });
        Assert.Equal(MapiError.UnknownCodePage, (await session.LogonAsync()).ReturnValue);
    }

    [Fact]
    public async Task Strangers_and_delegates_log_on_without_owning()
    {
        var owner = await harness.CreateUserAsync();
        var friend = await harness.OpenAsync(await harness.CreateUserAsync());
        Assert.Equal((MapiError.Success, LogonResponseFlags.Reserved), await FriendAsync(Usual));
        // Asking for administrative rights without the role gives none.
        Assert.Equal((MapiError.Success, LogonResponseFlags.Reserved), await FriendAsync(Usual | OpenFlags.UseAdminPrivilege));

        var calendar = (await harness.Mailbox(owner).FindAsync())!.SpecialFolders[SpecialFolder.Calendar];
        var all = new MailboxCaller { AccountId = owner.ObjectId, HasAllRights = true };
        Assert.Equal(MapiError.Success, await harness.Mailbox(owner).ModifyPermissionsAsync(all, calendar, false, [new PermissionChange(false, PermissionChange.NewMember, friend.User.ObjectId, FolderRights.Reviewer)]));

        var answer = await friend.LogonAsync(owner);
        Assert.Equal((MapiError.Success, LogonResponseFlags.Reserved, owner.MailboxGuid), (answer.ReturnValue, answer.ResponseFlags, answer.MailboxGuid));
        // What the owner may set, a delegate may not.
        var (set, _) = await friend.ExecuteAsync<RopStatusResponse>(friend.Logon, new SetReceiveFolderRequest { FolderId = friend.FolderId(4), MessageClass = [.. "IPM.X"u8] });
        Assert.Equal(MapiError.AccessDenied, set.ReturnValue);

        async Task<(MapiError, LogonResponseFlags)> FriendAsync(OpenFlags flags)
        {
            var answer = await friend.LogonAsync(owner, openFlags: flags);
            return (answer.ReturnValue, answer.ResponseFlags);
        }
    }

    [Fact]
    public async Task An_administrator_owns_every_mailbox_of_the_domain_when_asking_for_it()
    {
        var owner = await harness.CreateUserAsync();
        var administrator = await harness.OpenAsync(await harness.CreateUserAsync(roles: DirectoryRoles.OrganizationAdmin));
        Assert.Equal(LogonResponseFlags.Reserved, (await administrator.LogonAsync(owner)).ResponseFlags);
        var answer = await administrator.LogonAsync(owner, openFlags: Usual | OpenFlags.UseAdminPrivilege);
        Assert.Equal((MapiError.Success, LogonResponseFlags.Reserved | LogonResponseFlags.OwnerRight), (answer.ReturnValue, answer.ResponseFlags));
    }

    [Fact]
    public async Task A_further_mailbox_needs_a_client_that_tells_replids_apart()
    {
        var other = await harness.CreateUserAsync();
        var session = await harness.OpenAsync(await harness.CreateUserAsync(roles: DirectoryRoles.OrganizationAdmin));
        // The first mailbox, and the same one again, do not need it.
        Assert.Equal(MapiError.Success, (await session.LogonAsync(openFlags: OpenFlags.None)).ReturnValue);
        Assert.Equal(MapiError.Success, (await session.LogonAsync(logonId: 1, openFlags: OpenFlags.None)).ReturnValue);
        Assert.Equal(MapiError.InvalidParameter, (await session.LogonAsync(other, logonId: 2, openFlags: OpenFlags.UseAdminPrivilege)).ReturnValue);
        Assert.Equal(MapiError.Success, (await session.LogonAsync(other, logonId: 2, openFlags: OpenFlags.UseAdminPrivilege | OpenFlags.UsePerMdbReplidMapping)).ReturnValue);
    }

    [Fact]
    public async Task A_logon_under_an_id_in_use_takes_its_place()
    {
        var session = await harness.LogonAsync();
        var first = session.Logon;
        await session.LogonAsync();
        var (old, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(first, new GetReceiveFolderRequest());
        var (now, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(session.Logon, new GetReceiveFolderRequest());
        Assert.Equal((MapiError.InvalidObject, MapiError.Success), (old.ReturnValue, now.ReturnValue));

        // One that fails leaves it.
        var kept = session.Logon;
        await session.ExecuteAsync([HandleTable.None], new LogonRequest { LogonFlags = LogonFlags.Private, Essdn = "/o=nobody" });
        (now, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(kept, new GetReceiveFolderRequest());
        Assert.Equal(MapiError.Success, now.ReturnValue);
    }

    [Fact]
    public async Task Public_folders_are_logged_on_to_with_the_flag_for_them()
    {
        var session = await PublicAsync();
        var answer = session.LogonResponse;
        Assert.Equal(MapiError.Success, answer.ReturnValue);
        Assert.Equal(LogonFlags.None, answer.LogonFlags);
        Assert.Equal((ushort)1, answer.ReplId);
        Assert.Equal(Guid.Empty, answer.PerUserGuid);
        var ids = answer.FolderIds.ToArray();
        Assert.Equal(4, ids.Take(4).Where(id => id != 0).Distinct().Count());
        Assert.All(ids.Skip(4), id => Assert.Equal(0ul, id));

        Assert.Equal(MapiError.LogonFailed, (await session.LogonAsync(logonId: 1, flags: LogonFlags.None, openFlags: OpenFlags.None)).ReturnValue);
        Assert.Equal(MapiError.LogonFailed, (await session.LogonAsync(logonId: 1, flags: LogonFlags.None, openFlags: OpenFlags.Public | OpenFlags.AlternateServer)).ReturnValue);
        Assert.Equal(MapiError.Success, (await session.LogonAsync(logonId: 1, flags: LogonFlags.Ghosted, openFlags: OpenFlags.Public | OpenFlags.IgnoreHomeMdb)).ReturnValue);
    }

    [Fact]
    public async Task What_is_for_private_mailboxes_is_not_supported_on_public_folders()
    {
        var session = await PublicAsync();
        RopRequest[] requests =
        [
            new GetReceiveFolderRequest(), new SetReceiveFolderRequest { FolderId = 1 }, new LogonSimpleRequest(RopId.RopGetReceiveFolderTable),
            new GetPerUserLongTermIdsRequest(), new GetPerUserGuidRequest(),
        ];
        var (responses, _) = await session.ExecuteAsync([session.Logon], requests);
        Assert.All(responses, r => Assert.Equal(MapiError.NotSupported, r.ReturnValue));
        Assert.Equal(requests.Length, responses.Count);
    }

    [Fact]
    public async Task Public_folders_have_all_their_content_here()
    {
        var session = await PublicAsync();
        var subtree = session.FolderId(1);
        var (owning, _) = await session.ExecuteAsync<FolderServersResponse>(session.Logon, new FolderServersRequest(RopId.RopGetOwningServers) { FolderId = subtree });
        Assert.Equal((MapiError.Success, (ushort)1), (owning.ReturnValue, owning.CheapServersCount));
        Assert.Contains("/cn=Servers/cn=", Assert.Single(owning.Servers), StringComparison.Ordinal);
        var (ghosted, _) = await session.ExecuteAsync<FolderServersResponse>(session.Logon, new FolderServersRequest(RopId.RopPublicFolderIsGhosted) { FolderId = subtree });
        Assert.Equal((MapiError.Success, false), (ghosted.ReturnValue, ghosted.IsGhosted));

        foreach (var rop in new[] { RopId.RopGetOwningServers, RopId.RopPublicFolderIsGhosted })
        {
            var (missing, _) = await session.ExecuteAsync<FolderServersResponse>(session.Logon, new FolderServersRequest(rop) { FolderId = ObjectIds.ToWire(0xFFFFFF) });
            Assert.Equal(MapiError.NotFound, missing.ReturnValue);
        }

        var own = await harness.LogonAsync();
        var (privately, _) = await own.ExecuteAsync<FolderServersResponse>(own.Logon, new FolderServersRequest(RopId.RopPublicFolderIsGhosted) { FolderId = ObjectIds.ToWire(0xFFFFFF) });
        Assert.Equal((MapiError.Success, false), (privately.ReturnValue, privately.IsGhosted));
    }

    private async Task<TestSession> PublicAsync()
    {
        var user = await harness.CreateUserAsync();
        var domain = await harness.DirectoryGrain.FindDomainAsync(user.Domain);
        await harness.Grains.GetGrain<IMailboxGrain>(domain!.PublicMailbox).CreateAsync(new MailboxSetup { IsPublic = true });
        var session = await harness.OpenAsync(user);
        await session.LogonAsync(flags: LogonFlags.None, openFlags: OpenFlags.Public);
        return session;
    }
}
