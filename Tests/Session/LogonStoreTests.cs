using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class LogonStoreTests(SessionHarness harness)
{
    [Theory]
    [InlineData("", "")]
    [InlineData("MY.Class", "")]
    [InlineData("IPM.MY.Class", "IPM")]
    [InlineData("ipm", "IPM")]
    [InlineData("IPMX", "")]
    [InlineData("REPORT.IPM.Note.NDR", "REPORT.IPM")]
    public async Task The_receive_folder_is_that_of_the_longest_class(string messageClass, string expected)
    {
        var session = await harness.LogonAsync();
        var response = await ReceiveFolderAsync(session, messageClass);
        Assert.Equal((MapiError.Success, session.FolderId(4)), (response.ReturnValue, response.FolderId));
        Assert.Equal(expected, response.ExplicitMessageClass, ignoreCase: true);
    }

    [Theory]
    [InlineData(".IPM")]
    [InlineData("IPM.")]
    [InlineData("IPM..Note")]
    [InlineData("IPM.\u007F")]
    [InlineData("IPM.\u00e9")]
    [InlineData("256")]
    public async Task A_class_must_look_like_one(string messageClass)
    {
        if (messageClass == "256") messageClass = new string('A', 255);
        var session = await harness.LogonAsync();
        Assert.Equal(MapiError.InvalidParameter, (await ReceiveFolderAsync(session, messageClass)).ReturnValue);
        Assert.Equal(MapiError.InvalidParameter, await SetAsync(session, messageClass, session.FolderId(4)));
    }

    [Fact]
    public async Task Receive_folders_are_set_changed_and_forgotten()
    {
        var session = await harness.LogonAsync();
        Assert.Equal(MapiError.Success, await SetAsync(session, "MY.Class", session.FolderId(5)));
        var response = await ReceiveFolderAsync(session, "my.CLASS.Something");
        Assert.Equal(session.FolderId(5), response.FolderId);
        Assert.Equal("MY.Class", response.ExplicitMessageClass, ignoreCase: true);

        Assert.Equal(MapiError.Success, await SetAsync(session, "my.class", session.FolderId(6)));
        Assert.Equal(session.FolderId(6), (await ReceiveFolderAsync(session, "MY.Class")).FolderId);
        var (table, _) = await session.ExecuteAsync<GetReceiveFolderTableResponse>(session.Logon, new LogonSimpleRequest(RopId.RopGetReceiveFolderTable));
        var row = Assert.Single(table.Rows, r => r.MessageClass.Equals("MY.Class", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(session.FolderId(6), row.FolderId);
        Assert.NotEqual(0, row.LastModificationTime);

        Assert.Equal(MapiError.Success, await SetAsync(session, "MY.CLASS", 0));
        Assert.Equal(session.FolderId(4), (await ReceiveFolderAsync(session, "MY.Class")).FolderId);
    }

    [Fact]
    public async Task Some_receive_folders_may_not_be_set()
    {
        var session = await harness.LogonAsync();
        Assert.Equal(MapiError.AccessDenied, await SetAsync(session, "ipm", session.FolderId(5)));
        Assert.Equal(MapiError.AccessDenied, await SetAsync(session, "Report.IPM", session.FolderId(5)));
        Assert.Equal(MapiError.GeneralFailure, await SetAsync(session, "", 0));
        Assert.Equal(MapiError.NotFound, await SetAsync(session, "MY.Class", ObjectIds.ToWire(0xABCDEF)));
        Assert.Equal(MapiError.NotFound, await SetAsync(session, "MY.Class", ObjectIds.ToWire(7, 5)));
    }

    [Fact]
    public async Task The_store_state_says_whether_there_are_search_folders()
    {
        var session = await harness.LogonAsync();
        Task<(GetStoreStateResponse Response, uint Output)> AskAsync() => session.ExecuteAsync<GetStoreStateResponse>(session.Logon, new LogonSimpleRequest(RopId.RopGetStoreState));
        var before = (await AskAsync()).Response;
        var searches = (await harness.Mailbox(session.User).GetHierarchyAsync(MailboxCaller.Server, ObjectIds.FromWire(session.FolderId(0)), deep: true, softDeleted: false))!.Folders.Where(f => f.Folder.Kind == FolderKind.Search).ToList();
        Assert.Equal((MapiError.Success, searches.Count > 0 ? GetStoreStateResponse.StoreHasSearches : 0u), (before.ReturnValue, before.StoreState));
        var (id, _) = await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.Finder)), "search", CreateFolderRequest.Search);
        Assert.Equal(GetStoreStateResponse.StoreHasSearches, (await AskAsync()).Response.StoreState);
        Assert.Equal(PropertyValue.Int32((int)GetStoreStateResponse.StoreHasSearches), (await session.GetAsync(session.Logon, PidTag.StoreState))[0]);

        foreach (var folder in searches.Select(f => f.Folder).Append((await harness.FindAsync(session.User, id))!.Folder))
            await harness.Mailbox(session.User).DeleteFolderAsync(FolderSteps.Owner(session.User), folder.ParentId, folder.FolderId, messages: true, subfolders: true, hard: true);
        var left = (await harness.Mailbox(session.User).GetHierarchyAsync(MailboxCaller.Server, ObjectIds.FromWire(session.FolderId(0)), deep: true, softDeleted: false))!.Folders.Any(f => f.Folder.Kind == FolderKind.Search);
        Assert.Equal(left ? GetStoreStateResponse.StoreHasSearches : 0u, (await AskAsync()).Response.StoreState);
        Assert.Equal(MapiError.NullObject, await session.StatusAsync(HandleTable.None, new LogonSimpleRequest(RopId.RopGetStoreState)));
    }

    [Fact]
    public async Task Short_and_long_ids_map_to_each_other()
    {
        var session = await harness.LogonAsync();
        var inbox = session.FolderId(4);
        var (toLong, _) = await session.ExecuteAsync<LongTermIdFromIdResponse>(session.Logon, new LongTermIdFromIdRequest { ObjectId = inbox });
        Assert.Equal((MapiError.Success, new LongTermId(session.LogonResponse.ReplGuid, ObjectIds.FromWire(inbox))), (toLong.ReturnValue, toLong.LongTermId));
        var (toShort, _) = await session.ExecuteAsync<IdFromLongTermIdResponse>(session.Logon, new IdFromLongTermIdRequest { LongTermId = toLong.LongTermId });
        Assert.Equal((MapiError.Success, inbox), (toShort.ReturnValue, toShort.ObjectId));

        // Another store's replica gets a replid of its own, and keeps it.
        var foreign = new LongTermId(Guid.NewGuid(), 0x123456);
        var (first, _) = await session.ExecuteAsync<IdFromLongTermIdResponse>(session.Logon, new IdFromLongTermIdRequest { LongTermId = foreign });
        var (second, _) = await session.ExecuteAsync<IdFromLongTermIdResponse>(session.Logon, new IdFromLongTermIdRequest { LongTermId = foreign });
        Assert.Equal(first.ObjectId, second.ObjectId);
        Assert.True(ObjectIds.ReplIdOf(first.ObjectId) > 1);
        (toLong, _) = await session.ExecuteAsync<LongTermIdFromIdResponse>(session.Logon, new LongTermIdFromIdRequest { ObjectId = first.ObjectId });
        Assert.Equal(foreign, toLong.LongTermId);
    }

    [Fact]
    public async Task Ids_of_no_replica_are_refused()
    {
        var session = await harness.LogonAsync();
        foreach (var replId in new ushort[] { 0, 999 })
        {
            var (missing, _) = await session.ExecuteAsync<LongTermIdFromIdResponse>(session.Logon, new LongTermIdFromIdRequest { ObjectId = ObjectIds.ToWire(replId, 5) });
            Assert.Equal(MapiError.NotFound, missing.ReturnValue);
        }
    }

    [Fact]
    public async Task Ranges_of_ids_do_not_overlap()
    {
        var session = await harness.LogonAsync();
        var (first, _) = await session.ExecuteAsync<GetLocalReplicaIdsResponse>(session.Logon, new GetLocalReplicaIdsRequest { IdCount = 0x10000 });
        var (second, _) = await session.ExecuteAsync<GetLocalReplicaIdsResponse>(session.Logon, new GetLocalReplicaIdsRequest { IdCount = 1 });
        Assert.Equal((MapiError.Success, session.LogonResponse.ReplGuid), (first.ReturnValue, first.ReplGuid));
        Assert.True(second.GlobalCount >= first.GlobalCount + 0x10000);
        foreach (var count in new[] { 0u, 0x10001u, uint.MaxValue })
        {
            var (refused, _) = await session.ExecuteAsync<GetLocalReplicaIdsResponse>(session.Logon, new GetLocalReplicaIdsRequest { IdCount = count });
            Assert.Equal(MapiError.InvalidParameter, refused.ReturnValue);
        }
    }

    [Fact]
    public async Task Read_marks_are_kept_and_given_back_in_parts()
    {
        var session = await harness.LogonAsync();
        var (replica, folder) = (Guid.NewGuid(), new LongTermId(Guid.NewGuid(), 42));
        var set = new IdSet();
        set.Add(folder.ReplGuid, 1);
        set.Add(folder.ReplGuid, 1000);
        var marks = set.ToArray();

        Assert.Equal(MapiError.NotFound, (await session.ExecuteAsync<GetPerUserGuidResponse>(session.Logon, new GetPerUserGuidRequest { LongTermId = folder })).Response.ReturnValue);
        var (none, _) = await session.ExecuteAsync<ReadPerUserInformationResponse>(session.Logon, new ReadPerUserInformationRequest { FolderId = folder });
        Assert.Equal((MapiError.Success, true, 0), (none.ReturnValue, none.HasFinished, none.Data.Length));

        Assert.Equal(MapiError.Success, await WriteAsync(session, new() { FolderId = folder, Data = marks[..5], ReplGuid = replica }));
        Assert.Equal(MapiError.Success, await WriteAsync(session, new() { FolderId = folder, DataOffset = 5, Data = marks[5..], HasFinished = true }));

        Assert.Equal(replica, (await session.ExecuteAsync<GetPerUserGuidResponse>(session.Logon, new GetPerUserGuidRequest { LongTermId = folder })).Response.DatabaseGuid);
        Assert.Equal([folder], (await session.ExecuteAsync<GetPerUserLongTermIdsResponse>(session.Logon, new GetPerUserLongTermIdsRequest { DatabaseGuid = replica })).Response.LongTermIds);
        Assert.Empty((await session.ExecuteAsync<GetPerUserLongTermIdsResponse>(session.Logon, new GetPerUserLongTermIdsRequest { DatabaseGuid = Guid.NewGuid() })).Response.LongTermIds);

        var read = new List<byte>();
        for (var finished = false; !finished;)
        {
            var (part, _) = await session.ExecuteAsync<ReadPerUserInformationResponse>(session.Logon, new ReadPerUserInformationRequest { FolderId = folder, DataOffset = (uint)read.Count, MaxDataSize = 7 });
            Assert.Equal(MapiError.Success, part.ReturnValue);
            read.AddRange(part.Data);
            finished = part.HasFinished;
        }
        Assert.Equal(marks, read);
        var (past, _) = await session.ExecuteAsync<ReadPerUserInformationResponse>(session.Logon, new ReadPerUserInformationRequest { FolderId = folder, DataOffset = (uint)marks.Length + 1 });
        Assert.Equal(MapiError.GeneralFailure, past.ReturnValue);
    }

    [Fact]
    public async Task Read_marks_that_do_not_follow_or_are_none_are_refused()
    {
        var session = await harness.LogonAsync();
        var folder = new LongTermId(Guid.NewGuid(), 42);
        Assert.Equal(MapiError.GeneralFailure, await WriteAsync(session, new() { FolderId = folder, DataOffset = 5, Data = [1] }));
        Assert.Equal(MapiError.Success, await WriteAsync(session, new() { FolderId = folder, Data = [1, 2, 3], ReplGuid = Guid.NewGuid() }));
        // Another folder ends the first upload.
        Assert.Equal(MapiError.GeneralFailure, await WriteAsync(session, new() { FolderId = folder with { GlobCnt = 43 }, DataOffset = 3, Data = [1] }));
        Assert.Equal(MapiError.GeneralFailure, await WriteAsync(session, new() { FolderId = folder, DataOffset = 3, Data = [1] }));
        Assert.Equal(MapiError.CorruptData, await WriteAsync(session, new() { FolderId = folder, Data = [1, 2, 3], HasFinished = true, ReplGuid = Guid.NewGuid() }));

        var limit = harness.Services.GetRequiredService<SessionLimits>().MaxPerUserInformation;
        var (error, sent) = (MapiError.Success, 0);
        while (error == MapiError.Success)
        {
            error = await WriteAsync(session, new() { FolderId = folder, DataOffset = (uint)sent, Data = new byte[30_000], ReplGuid = sent == 0 ? Guid.NewGuid() : null });
            sent += 30_000;
        }
        Assert.Equal(MapiError.TooBig, error);
        Assert.InRange(sent, limit, limit + 30_000);
    }

    [Fact]
    public async Task The_logon_has_the_properties_of_its_store()
    {
        var user = await harness.CreateUserAsync();
        var (logon, _) = await LogonObjectAsync(user);
        var values = await Properties(logon, PidTag.MailboxOwnerName, PidTag.MailboxOwnerEntryId, PidTag.UserEntryId, PidTag.DisplayName, PidTag.OutOfOfficeState,
            PidTag.StoreState, PidTag.ContentCount, PidTag.MessageSizeExtended, PidTag.ProhibitSendQuota, PidTag.SortLocaleId, PidTag.LocaleId, PidTag.CodePageId,
            PidTag.SerializedReplidGuidMap, PidTag.IpmSubtreeEntryId, PidTag.ObjectType, PidTag.MaximumSubmitMessageSize);

        Assert.Equal(PropertyValue.String(user.DisplayName), values[0]);
        Assert.Equal(user.LegacyDN, EntryIds.ParseAddressBook(values[1].AsBytes()));
        Assert.Equal(values[1], values[2]);
        Assert.Equal(PropertyValue.String(user.DisplayName), values[3]);
        Assert.Equal(PropertyValue.Bool(false), values[4]);
        Assert.Equal(PropertyValue.Int32(0x0100_0000), values[5]);
        Assert.Equal(PropertyType.Integer32, values[6].Type);
        Assert.Equal(PropertyType.Integer64, values[7].Type);
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), values[8]);
        Assert.Equal(PropertyValue.Int32(1036), values[9]);
        Assert.Equal(PropertyValue.Int32(1033), values[10]);
        Assert.Equal(PropertyValue.Int32(1252), values[11]);
        Assert.Equal([1, 0, .. logon.Info.ReplGuid.ToByteArray()], values[12].AsBytes());
        Assert.Equal(new LongTermId(logon.Info.ReplGuid, logon.Info.SpecialFolders[SpecialFolder.IpmSubtree]), EntryIds.ParseFolder(values[13].AsBytes()));
        Assert.Equal(PropertyValue.Int32(1), values[14]);
        Assert.Equal(PropertyValue.Int32(150 << 10), values[15]);

        // Each that is listed is there.
        var tags = await logon.ListPropertiesAsync(default);
        Assert.All(await Properties(logon, [.. tags]), v => Assert.NotEqual(PropertyType.ErrorCode, v.Type));
        Assert.Equal(tags.Count, tags.Select(t => t.Value).Distinct().Count());
    }

    [Fact]
    public async Task Some_properties_of_the_logon_can_be_set()
    {
        var user = await harness.CreateUserAsync();
        var (logon, session) = await LogonObjectAsync(user);
        var problems = await logon.SetPropertiesAsync(
            [
                new(PidTag.OutOfOfficeState, PropertyValue.Bool(true)), new(PidTag.MailboxOwnerName, PropertyValue.String("x")), new(PidTag.Comment, PropertyValue.String("mine")),
                new(PidTag.SortLocaleId, PropertyValue.Int32(1031)),
            ], default);
        var problem = Assert.Single(problems);
        Assert.Equal((1, MapiError.ComputedValue), (problem.Index, problem.Error));
        Assert.Equal([PropertyValue.Bool(true), PropertyValue.String("mine"), PropertyValue.Int32(1031)], await Properties(logon, PidTag.OutOfOfficeState, PidTag.Comment, PidTag.SortLocaleId));

        // The next logon says so.
        var answer = await session.LogonAsync();
        Assert.True(answer.ResponseFlags.HasFlag(LogonResponseFlags.OutOfOffice));

        Assert.Empty(await logon.DeletePropertiesAsync([PidTag.Comment, PidTag.SortLocaleId, PidTag.LocaleId], default));
        Assert.All(await Properties(logon, PidTag.Comment, PidTag.SortLocaleId), v => Assert.Equal(PropertyValue.Error(MapiError.NotFound), v));
        Assert.Equal(MapiError.ComputedValue, Assert.Single(await logon.DeletePropertiesAsync([PidTag.MessageSize], default)).Error);
    }

    private async Task<(LogonObject Logon, TestSession Session)> LogonObjectAsync(MapiOrleans.Grains.Interfaces.Directory.DirectoryObject user)
    {
        var client = await harness.OpenAsync(user);
        var session = new MapiSession(new() { SessionId = Guid.NewGuid(), AccountId = user.ObjectId, Domain = user.Domain, UserDn = user.LegacyDN, LcidString = 1033, LcidSort = 1036 },
            harness.Services.GetRequiredService<SessionServices>());
        var mailbox = harness.Mailbox(user);
        return (new LogonObject(session, mailbox, (await mailbox.FindAsync())!, new MailboxCaller { AccountId = user.ObjectId, HasAllRights = true }) { Owner = user, User = user }, client);
    }

    private static async Task<PropertyValue[]> Properties(LogonObject logon, params PropertyTag[] tags) => await logon.GetPropertiesAsync(tags, default);

    private static async Task<GetReceiveFolderResponse> ReceiveFolderAsync(TestSession session, string messageClass) =>
        (await session.ExecuteAsync<GetReceiveFolderResponse>(session.Logon, new GetReceiveFolderRequest { MessageClass = System.Text.Encoding.Latin1.GetBytes(messageClass) })).Response;

    private static async Task<MapiError> SetAsync(TestSession session, string messageClass, ulong folderId) =>
        (await session.ExecuteAsync<RopStatusResponse>(session.Logon, new SetReceiveFolderRequest { MessageClass = System.Text.Encoding.Latin1.GetBytes(messageClass), FolderId = folderId })).Response.ReturnValue;

    private static async Task<MapiError> WriteAsync(TestSession session, WritePerUserInformationRequest request) =>
        (await session.ExecuteAsync<RopStatusResponse>(session.Logon, request)).Response.ReturnValue;
}
