using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>Logons as Microsoft's protocol test suite of [MS-OXCSTOR] expects them of the newest Exchange.</summary>
[Collection(SessionCollection.Name)]
public sealed class LogonConformanceTests(SessionHarness harness)
{
    [Fact]
    public async Task The_first_logon_of_a_session_has_handle_0()
    {
        var session = await harness.LogonAsync();
        Assert.Equal(0u, session.Logon);
        Assert.Equal(MapiError.Success, await session.StatusAsync(0, new GetReceiveFolderRequest()));
        // Released, it is known for what it was.
        await session.ReleaseAsync(0);
        Assert.Equal(MapiError.InvalidObject, await session.StatusAsync(0, new GetReceiveFolderRequest()));
    }

    [Fact]
    public async Task Nothing_has_an_id_and_a_long_term_id() // notes 43 and 44
    {
        var session = await harness.LogonAsync();
        var (toLong, _) = await session.ExecuteAsync<LongTermIdFromIdResponse>(session.Logon, new LongTermIdFromIdRequest { ObjectId = 0 });
        Assert.Equal((MapiError.Success, new LongTermId(Guid.Empty, 0)), (toLong.ReturnValue, toLong.LongTermId));
        foreach (var id in (LongTermId[])[new(Guid.Empty, 5), new(session.LogonResponse.ReplGuid, 0)])
        {
            var (toShort, _) = await session.ExecuteAsync<IdFromLongTermIdResponse>(session.Logon, new IdFromLongTermIdRequest { LongTermId = id });
            Assert.Equal((MapiError.Success, 0UL), (toShort.ReturnValue, toShort.ObjectId));
        }
        // The id that is nothing but a replid names its replica.
        (toLong, _) = await session.ExecuteAsync<LongTermIdFromIdResponse>(session.Logon, new LongTermIdFromIdRequest { ObjectId = session.LogonResponse.ReplId });
        Assert.Equal((MapiError.Success, session.LogonResponse.ReplGuid), (toLong.ReturnValue, toLong.LongTermId.ReplGuid));
    }

    [Fact]
    public async Task A_public_logon_names_four_folders() // note 9
    {
        var user = await harness.CreateUserAsync();
        var domain = await harness.DirectoryGrain.FindDomainAsync(user.Domain);
        await harness.Grains.GetGrain<IMailboxGrain>(domain!.PublicMailbox).CreateAsync(new MailboxSetup { IsPublic = true });
        var session = await harness.OpenAsync(user);
        var logon = await session.LogonAsync(flags: LogonFlags.None, openFlags: OpenFlags.Public | OpenFlags.UsePerMdbReplidMapping);
        Assert.Equal((MapiError.Success, Guid.Empty), (logon.ReturnValue, logon.PerUserGuid));
        Assert.Equal([true, true, true, true, .. Enumerable.Repeat(false, 9)], logon.FolderIds.ToArray().Select(id => id != 0));
    }

    [Fact]
    public async Task A_logon_says_how_large_rules_may_be_and_takes_no_wish_about_sent_mail() // 2.2.2.1.1.1, 2.2.2.1.2.2
    {
        var session = await harness.LogonAsync();
        var limit = Assert.Single(await session.GetAsync(session.Logon, PidTag.ExtendedRuleSizeLimit));
        Assert.True(limit.AsInt32() > 0);
        Assert.Equal(MapiError.ComputedValue, Assert.Single(await session.SetAsync(session.Logon, new TaggedPropertyValue(PidTag.ExtendedRuleSizeLimit, PropertyValue.Int32(1)))).ErrorCode);
        Assert.Equal(limit, Assert.Single(await session.GetAsync(session.Logon, PidTag.ExtendedRuleSizeLimit)));

        Assert.Equal(MapiError.AccessDenied, Assert.Single(await session.SetAsync(session.Logon, new TaggedPropertyValue(PidTag.DeleteAfterSubmit, PropertyValue.Bool(false)))).ErrorCode);
        var (deleted, _) = await session.ExecuteAsync<PropertyProblemsResponse>(session.Logon, new DeletePropertiesRequest(RopId.RopDeleteProperties) { PropertyTags = [PidTag.DeleteAfterSubmit] });
        Assert.Equal((MapiError.Success, 0), (deleted.ReturnValue, deleted.PropertyProblems.Length));
    }

    [Fact]
    public async Task Somebody_without_rights_logs_on_to_a_mailbox_that_shows_nothing() // 3.2.5.1.1, note 31
    {
        var owner = await harness.LogonAsync();
        await owner.SaveAsync(await owner.CreateMessageAsync());
        var stranger = await harness.OpenAsync(await harness.CreateUserAsync());
        var logon = await stranger.LogonAsync(owner.User);
        Assert.Equal((MapiError.Success, LogonResponseFlags.Reserved), (logon.ReturnValue, logon.ResponseFlags));

        foreach (var folder in logon.FolderIds.ToArray())
            Assert.Equal(MapiError.NotFound, await stranger.StatusAsync(stranger.Logon, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = folder }));
        var counts = await stranger.GetAsync(stranger.Logon, PidTag.ContentCount, PidTag.MessageSizeExtended);
        Assert.Equal([PropertyValue.Int32(0), PropertyValue.Int64(0)], counts);
        // Nothing of it is used up, and nothing is left in it.
        Assert.Equal(MapiError.AccessDenied, await stranger.StatusAsync(stranger.Logon, new GetLocalReplicaIdsRequest { IdCount = 1 }));
        Assert.Equal(MapiError.AccessDenied, await stranger.StatusAsync(stranger.Logon, new IdFromLongTermIdRequest { LongTermId = new LongTermId(Guid.NewGuid(), 5) }));
        Assert.Equal(MapiError.AccessDenied, await stranger.StatusAsync(stranger.Logon,
            new GetPropertyIdsFromNamesRequest { Flags = GetPropertyIdsFromNamesRequest.Create, PropertyNames = [new PropertyName(Guid.NewGuid(), 1)] }));
        Assert.Equal(MapiError.AccessDenied, Assert.Single(await stranger.SetAsync(stranger.Logon, new TaggedPropertyValue(PidTag.OutOfOfficeState, PropertyValue.Bool(true)))).ErrorCode);
        Assert.Equal(MapiError.AccessDenied, await stranger.StatusAsync(stranger.Logon, new WritePerUserInformationRequest { FolderId = new LongTermId(Guid.NewGuid(), 5), HasFinished = true, ReplGuid = Guid.NewGuid() }));
    }

    [Fact]
    public async Task Permissions_are_no_text() // [MS-OXCPERM] 3.2.5.3
    {
        var session = await harness.LogonAsync();
        var (_, inbox) = await session.ExecuteAsync<OpenFolderResponse>(session.Logon, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = session.FolderId(MessageClient.Inbox) });
        Assert.Equal(MapiError.NotSupported, (await session.OpenStreamAsync(inbox, PidTag.SecurityDescriptorAsXml, StreamOpenMode.ReadOnly)).Error);
    }
}
