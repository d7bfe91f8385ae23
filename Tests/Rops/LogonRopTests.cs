using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Rops.RopCodec;

namespace MapiOrleans.Tests.Rops;

public sealed class LogonRopTests
{
    private const string Delegator = "/o=First Organization/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=delegator1";
    private static readonly Guid Replica = new("8bb1828d-2eaf-48d0-9347-07ed5448840f");
    private static readonly LongTermId Id = new(Replica, 0x00174EA8CDA0);

    [Fact]
    public void The_logon_of_the_specification_is_written_as_there()
    {
        // [MS-OXODLGT] 4.1.1: LogonFlags 0x01, OpenFlags 0x0100040C, the delegator's name.
        var expected = Hex("FE 00 00 01 0C040001 00000000 6500").Concat(System.Text.Encoding.ASCII.GetBytes(Delegator + "\0")).ToArray();
        var request = new LogonRequest
        {
            LogonFlags = LogonFlags.Private,
            OpenFlags = OpenFlags.HomeLogon | OpenFlags.TakeOwnership | OpenFlags.NoMail | OpenFlags.UsePerMdbReplidMapping,
            Essdn = Delegator,
        };
        Assert.Equal(expected, Write(request));
        Assert.Equal(Delegator, ReadRequest<LogonRequest>(expected).Essdn);
    }

    [Fact]
    public void A_private_logon_has_its_fields_where_the_specification_puts_them()
    {
        var response = new LogonResponse
        {
            LogonFlags = LogonFlags.Private,
            ResponseFlags = LogonResponseFlags.Reserved | LogonResponseFlags.OwnerRight | LogonResponseFlags.SendAsRight,
            MailboxGuid = new Guid("9678e1c3-5296-46ce-a353-b3e07f9b97bc"),
            ReplId = 1,
            ReplGuid = Replica,
            LogonTime = new DateTime(2008, 4, 10, 20, 3, 9, DateTimeKind.Utc),
            GwartTime = 0x01C88A6F_C46C7E00,
        };
        response.FolderIds[4] = ObjectIds.ToWire(1, Id.GlobCnt);
        var bytes = Write(response);

        Assert.Equal(Hex("FE 00 00000000 01"), bytes[..7]);
        // Folder id 5 of [MS-OXODLGT] 4.1.1: 0001-00174ea8cda0, the Inbox.
        Assert.Equal(Hex("0100 00174EA8CDA0"), bytes[(7 + 32)..(7 + 40)]);
        Assert.Equal(Hex("07"), bytes[111..112]);
        Assert.Equal(Hex("C3E17896 9652 CE46 A353 B3E07F9B97BC"), bytes[112..128]);
        Assert.Equal(Hex("0100"), bytes[128..130]);
        // Second, minute, hour, Thursday, day, month, year.
        Assert.Equal(Hex("09 03 14 04 0A 04 D807"), bytes[146..154]);
        Assert.Equal(Hex("007E6CC4 6F8AC801"), bytes[154..162]);
        Assert.Equal(166, bytes.Length);
        Check(response);
    }

    [Fact]
    public void A_public_logon_a_redirection_and_a_failure_have_bodies_of_their_own()
    {
        var folders = new LogonResponse { ReplId = 1, ReplGuid = Replica };
        folders.FolderIds[0] = 0x0100_0000_0000_0001;
        Assert.Equal(6 + 1 + 104 + 2 + 16 + 16, Write(folders).Length);
        Check(folders);

        var redirection = new LogonResponse { ReturnValue = MapiError.WrongServer, LogonFlags = LogonFlags.Private, ServerName = "/o=x/cn=y" };
        Assert.Equal(Hex("FE 00 78040000 01 0A 2F6F3D782F636E3D79 00"), Write(redirection));
        Check(redirection);

        Assert.Equal(Hex("FE 00 EB030000"), Write(new LogonResponse { ReturnValue = MapiError.UnknownUser }));
    }

    [Theory]
    [InlineData("FE 00 00 01 00000000 00000000 0000", null)]
    [InlineData("FE 00 00 01 00000000 00000000 0100 00", "")]
    [InlineData("FE 00 00 01 00000000 00000000 0200 6162", "ab")]
    [InlineData("FE 00 00 01 00000000 00000000 0500 6100626300", "a")]
    public void A_name_ends_at_its_terminator_or_its_size(string bytes, string? name) => Assert.Equal(name, ReadRequest<LogonRequest>(Hex(bytes)).Essdn);

    [Fact]
    public void Requests_come_back_as_they_were_written()
    {
        Check(new LogonRequest { LogonFlags = LogonFlags.Private, OpenFlags = OpenFlags.UsePerMdbReplidMapping, Essdn = Delegator });
        Check(new LogonSimpleRequest(RopId.RopRelease) { LogonId = 3, HandleIndex = 7 });
        Check(new LogonSimpleRequest(RopId.RopGetReceiveFolderTable));
        Check(new LogonSimpleRequest(RopId.RopGetStoreState));
        Check(new GetReceiveFolderRequest { MessageClass = [.. "IPM.Note"u8] });
        Check(new SetReceiveFolderRequest { FolderId = 0x0102, MessageClass = [.. "IPM.Schedule"u8] });
        Check(new FolderServersRequest(RopId.RopGetOwningServers) { FolderId = 1 });
        Check(new FolderServersRequest(RopId.RopPublicFolderIsGhosted) { FolderId = 1 });
        Check(new LongTermIdFromIdRequest { ObjectId = 0xA0CDA84E17000001 });
        Check(new IdFromLongTermIdRequest { LongTermId = Id });
        Check(new GetLocalReplicaIdsRequest { IdCount = 0x10000 });
        Check(new GetPerUserLongTermIdsRequest { DatabaseGuid = Replica });
        Check(new GetPerUserGuidRequest { LongTermId = Id });
        Check(new ReadPerUserInformationRequest { FolderId = Id, DataOffset = 12, MaxDataSize = 4096 });
        Check(new WritePerUserInformationRequest { FolderId = Id, HasFinished = true, Data = [1, 2, 3], ReplGuid = Replica });
        Check(new WritePerUserInformationRequest { FolderId = Id, DataOffset = 3, Data = [4] });
    }

    [Fact]
    public void Responses_come_back_as_they_were_written()
    {
        Check(new GetReceiveFolderResponse { FolderId = 0x0102, ExplicitMessageClass = "IPM" });
        Check(new GetReceiveFolderResponse { ReturnValue = MapiError.NotSupported });
        Check(new GetReceiveFolderTableResponse { Rows = [new(1, "", 0x01C88A6FC46C7E00), new(2, "IPM.NOTE", 5)] });
        Check(new GetReceiveFolderTableResponse { ReturnValue = MapiError.NoReceiveFolder });
        Check(new GetStoreStateResponse { StoreState = GetStoreStateResponse.StoreHasSearches });
        Check(new FolderServersResponse(RopId.RopGetOwningServers) { CheapServersCount = 1, Servers = ["/cn=a", "/cn=b"] });
        Check(new FolderServersResponse(RopId.RopPublicFolderIsGhosted) { IsGhosted = true, CheapServersCount = 1, Servers = ["/cn=a"] });
        Check(new FolderServersResponse(RopId.RopPublicFolderIsGhosted));
        Check(new LongTermIdFromIdResponse { LongTermId = Id });
        Check(new IdFromLongTermIdResponse { ObjectId = 0xA0CDA84E17000001 });
        Check(new GetLocalReplicaIdsResponse { ReplGuid = Replica, GlobalCount = 0x174EA8CDA0 });
        Check(new GetPerUserLongTermIdsResponse { LongTermIds = [Id, Id with { GlobCnt = 9 }] });
        Check(new GetPerUserGuidResponse { DatabaseGuid = Replica });
        Check(new ReadPerUserInformationResponse { HasFinished = true, Data = [1, 2, 3] });
    }

    [Fact]
    public void Read_marks_name_their_replica_on_private_logons_only()
    {
        var first = new WritePerUserInformationRequest { LogonId = 2, FolderId = Id, Data = [1, 2, 3] };
        var release = new LogonSimpleRequest(RopId.RopRelease) { LogonId = 2 };

        var buffer = RopRequestBuffer.TryParse(RopRequestBuffer.Write([first, release], [1]), out var error, logon => logon == 2);
        Assert.Null(error);
        Assert.Null(buffer!.Error);
        Assert.Null(Assert.IsType<WritePerUserInformationRequest>(buffer.Requests[0].Request).ReplGuid);
        Assert.Equal(2, buffer.Requests.Count);

        // A logon in the same buffer says it, whatever was known before.
        var logon = new LogonRequest { LogonId = 2, LogonFlags = LogonFlags.Private };
        first.ReplGuid = Replica;
        buffer = RopRequestBuffer.TryParse(RopRequestBuffer.Write([logon, first, release], [1]), out error, logon => logon == 2);
        Assert.Null(error);
        Assert.Null(buffer!.Error);
        Assert.Equal(Replica, Assert.IsType<WritePerUserInformationRequest>(buffer.Requests[1].Request).ReplGuid);
    }

    [Fact]
    public void What_goes_on_in_further_buffers_asks_for_no_more_than_is_left()
    {
        IPackableRequest rows = new QueryRowsRequest { LogonId = 1, HandleIndex = 2, RowCount = 1000 };
        var next = Assert.IsType<QueryRowsRequest>(rows.Next(new QueryRowsResponse { Origin = TableOrigin.Current, RowCount = 100 }));
        Assert.Equal((900, 1, 2), (next.RowCount, next.LogonId, next.HandleIndex));
        Assert.Null(rows.Next(new QueryRowsResponse { Origin = TableOrigin.End, RowCount = 100 }));
        Assert.Null(rows.Next(new QueryRowsResponse { Origin = TableOrigin.Current, RowCount = 1000 }));
        Assert.Null(rows.Next(new QueryRowsResponse { ReturnValue = MapiError.NotEnoughMemory, RowCount = 1 }));
        IPackableRequest still = new QueryRowsRequest { QueryRowsFlags = QueryRowsRequest.NoAdvance, RowCount = 1000 };
        Assert.Null(still.Next(new QueryRowsResponse { Origin = TableOrigin.Current, RowCount = 100 }));

        IPackableRequest bytes = ReadStreamRequest.Of(100_000);
        Assert.Equal(70_000u, Assert.IsType<ReadStreamRequest>(bytes.Next(new ReadStreamResponse { Data = new byte[30_000] })).Wanted);
        Assert.Null(bytes.Next(new ReadStreamResponse()));
        Assert.False(bytes.Carries(new ReadStreamResponse()));
    }
}
