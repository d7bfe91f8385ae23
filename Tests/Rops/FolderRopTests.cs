using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Rops.RopCodec;

namespace MapiOrleans.Tests.Rops;

public sealed class FolderRopTests
{
    private static readonly Gen<string> Names = Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 12];
    private static readonly Gen<byte[]> Names8 = Gen.Byte[1, 255].Array[0, 12];
    private static readonly Gen<(PropertyValue, PropertyValue)> Texts = Gen.OneOf(
        Gen.Select(Names, Names, (a, b) => (PropertyValue.String(a), PropertyValue.String(b))),
        Gen.Select(Names8, Names8, (a, b) => (PropertyValue.String8(a), PropertyValue.String8(b))));
    private static readonly Gen<ulong[]> Ids = Gen.ULong.Array[0, 8];
    private static readonly Gen<FolderReplicas?> Replicas = Gen.OneOf(
        Gen.Const((FolderReplicas?)null),
        Gen.Select(Gen.UShort, Gen.String[Gen.Char['a', 'z'], 0, 8].Array[0, 4], (cheap, servers) => (FolderReplicas?)new FolderReplicas(cheap, servers)));

    [Fact] // [MS-OXCFOLD] 4.5.1
    public void MoveFolder_request_is_the_specification_s()
    {
        var bytes = Hex("35 00 01 02 01 01 01 00-00 00 0E 8E DF 36 46 00 6F 00 6C 00 64 00 65 00-72 00 31 00 00 00");
        var request = ReadRequest<MoveCopyFolderRequest>(bytes);
        Assert.Equal((1, 2, true), (request.HandleIndex, request.DestHandleIndex, request.WantAsynchronous));
        Assert.Equal(0x36DF8E0E_00000001UL, request.FolderId);
        Assert.Equal("Folder1", request.NewFolderName.AsString());
        Assert.Equal(bytes, Write(request));
    }

    [Fact] // [MS-OXCPRPT] 4.5
    public void EmptyFolder_and_Progress_are_the_specification_s()
    {
        var empty = ReadRequest<EmptyFolderRequest>(Hex("58 00 00 01 00"));
        Assert.Equal((true, false), (empty.WantAsynchronous, empty.WantDeleteAssociated));
        var progress = ReadRequest<ProgressRequest>(Hex("50 00 00 00"));
        Assert.False(progress.WantCancel);
        var bytes = Hex("50 00 00 00 00 00 00 1D-00 00 00 D9 02 00 00");
        var response = ReadResponse<ProgressResponse>(bytes, progress);
        Assert.Equal((29u, 729u), (response.CompletedTaskCount, response.TotalTaskCount));
        Assert.Equal(bytes, Write(response));
    }

    [Fact]
    public void OpenFolder_stands() =>
        Gen.Select(Gen.Byte, Gen.ULong, Gen.Byte, Gen.Bool, Replicas).Sample((index, id, flags, rules, replicas) =>
        {
            Check(new OpenFolderRequest { LogonId = 3, HandleIndex = 1, OutputHandleIndex = index, FolderId = id, OpenModeFlags = flags });
            Check(new OpenFolderResponse { HandleIndex = index, HasRules = rules, Replicas = replicas });
            Check(new OpenFolderResponse { HandleIndex = index, ReturnValue = MapiError.NotFound });
        }, iter: 50);

    [Fact]
    public void CreateFolder_stands() =>
        Gen.Select(Texts, Gen.Byte[1, 2], Gen.Bool, Gen.ULong, Replicas).Sample((texts, type, open, id, replicas) =>
        {
            Check(new CreateFolderRequest { OutputHandleIndex = 1, FolderType = type, OpenExisting = open, DisplayName = texts.Item1, Comment = texts.Item2 });
            Check(new CreateFolderResponse { FolderId = id });
            Check(new CreateFolderResponse { FolderId = id, IsExistingFolder = true, HasRules = open, Replicas = replicas });
        }, iter: 50);

    [Fact]
    public void Moves_and_copies_stand() =>
        Gen.Select(Ids, Texts, Gen.ULong, Gen.Bool, Gen.Bool).Sample((ids, texts, id, asynchronous, copy) =>
        {
            Check(new MoveCopyMessagesRequest { DestHandleIndex = 2, MessageIds = ids, WantAsynchronous = asynchronous, WantCopy = copy });
            Check(new MoveCopyFolderRequest(RopId.RopMoveFolder) { DestHandleIndex = 2, WantAsynchronous = asynchronous, FolderId = id, NewFolderName = texts.Item1 });
            Check(new MoveCopyFolderRequest(RopId.RopCopyFolder) { DestHandleIndex = 2, WantRecursive = copy, FolderId = id, NewFolderName = texts.Item1 });
        }, iter: 50);

    [Fact]
    public void Deletions_and_marks_stand() =>
        Gen.Select(Ids, Gen.ULong, Gen.Byte, Gen.Bool, Gen.Bool).Sample((ids, id, flags, a, b) =>
        {
            Check(new DeleteFolderRequest { DeleteFolderFlags = (DeleteFolderFlags)flags, FolderId = id });
            Check(new EmptyFolderRequest(RopId.RopEmptyFolder) { WantAsynchronous = a, WantDeleteAssociated = b });
            Check(new EmptyFolderRequest(RopId.RopHardDeleteMessagesAndSubfolders) { WantAsynchronous = a, WantDeleteAssociated = b });
            Check(new DeleteMessagesRequest(RopId.RopDeleteMessages) { WantAsynchronous = a, NotifyNonRead = b, MessageIds = ids });
            Check(new DeleteMessagesRequest(RopId.RopHardDeleteMessages) { WantAsynchronous = a, NotifyNonRead = b, MessageIds = ids });
            Check(new SetReadFlagsRequest { WantAsynchronous = a, ReadFlags = (ReadFlags)flags, MessageIds = ids });
        }, iter: 30);

    [Fact]
    public void Search_criteria_stand() =>
        Gen.Select(Gen.Byte.Array[0, 20], Ids, Gen.UInt, Gen.Bool, Gen.Bool).Sample((restriction, ids, flags, a, b) =>
        {
            Check(new SetSearchCriteriaRequest { RestrictionData = restriction, FolderIds = ids, SearchFlags = (SetSearchFlags)flags });
            Check(new GetSearchCriteriaRequest { UseUnicode = a, IncludeRestriction = b, IncludeFolders = a != b });
            Check(new GetSearchCriteriaResponse { RestrictionData = restriction, LogonId = 7, FolderIds = ids, SearchFlags = (SearchState)flags });
            Check(new GetSearchCriteriaResponse { ReturnValue = MapiError.NotSearchFolder });
        }, iter: 50);

    [Theory]
    [InlineData(RopId.RopDeleteFolder)]
    [InlineData(RopId.RopEmptyFolder)]
    [InlineData(RopId.RopHardDeleteMessagesAndSubfolders)]
    [InlineData(RopId.RopDeleteMessages)]
    [InlineData(RopId.RopHardDeleteMessages)]
    [InlineData(RopId.RopSetReadFlags)]
    [InlineData(RopId.RopMoveCopyMessages)]
    [InlineData(RopId.RopMoveFolder)]
    [InlineData(RopId.RopCopyFolder)]
    public void PartialCompletion_is_there_whatever_happened(RopId id)
    {
        foreach (var error in new[] { MapiError.Success, MapiError.AccessDenied })
        {
            var response = new PartialCompletionResponse(id) { HandleIndex = 1, ReturnValue = error, PartialCompletion = true };
            Assert.Equal(7, Write(response).Length);
            Check(response);
        }
    }

    [Theory]
    [InlineData(RopId.RopMoveCopyMessages)]
    [InlineData(RopId.RopMoveFolder)]
    [InlineData(RopId.RopCopyFolder)]
    public void A_missing_destination_is_named(RopId id)
    {
        var response = new PartialCompletionResponse(id) { ReturnValue = MapiError.NullDestinationObject, DestHandleIndex = 5 };
        Assert.Equal([(byte)id, 0, 3, 5, 0, 0, 5, 0, 0, 0, 0], Write(response));
        Check(response);
    }

    [Fact]
    public void A_failure_has_the_body_that_its_ROP_has()
    {
        RopRequest move = new MoveCopyMessagesRequest { DestHandleIndex = 4 };
        var failed = Assert.IsType<PartialCompletionResponse>(RopRegistry.Fail(move, MapiError.NullDestinationObject));
        Assert.Equal((MapiError.NullDestinationObject, (byte)4), (failed.ReturnValue, failed.DestHandleIndex));
        var open = Assert.IsType<RopStatusResponse>(RopRegistry.Fail(new OpenFolderRequest(), MapiError.NotFound));
        Assert.Equal((RopId.RopOpenFolder, MapiError.NotFound), (open.RopId, open.ReturnValue));
    }

    [Fact]
    public void Permissions_and_rules_stand()
    {
        TaggedPropertyValue[] values =
        [
            new(PidTag.MemberId, PropertyValue.Int64(-1)),
            new(PidTag.MemberRights, PropertyValue.Int32(0x1FB)),
            new(PidTag.EntryId, PropertyValue.Binary([1, 2, 3])),
        ];
        TaggedPropertyValue[] rule =
        [
            new(PidTag.RuleName, PropertyValue.String("Rule")),
            new(PidTag.RuleCondition, PropertyValue.OfRestriction(new ExistRestriction(PidTag.Subject))),
        ];
        Check(new GetPermissionsTableRequest { OutputHandleIndex = 1, TableFlags = GetPermissionsTableRequest.IncludeFreeBusy });
        Check(new ModifyPermissionsRequest { ModifyFlags = 3, PermissionsData = [new(RowOperation.Add, values), new(RowOperation.Remove, [])] });
        Check(new GetRulesTableRequest { OutputHandleIndex = 1, TableFlags = GetRulesTableRequest.Unicode });
        Check(new ModifyRulesRequest { ModifyRulesFlags = 1, RulesData = [new(RowOperation.Add, rule), new(RowOperation.Modify, values)] });
        Check(new UpdateDeferredActionMessagesRequest { ServerEntryId = [1, 2], ClientEntryId = [3] });
        foreach (var id in new[] { RopId.RopGetPermissionsTable, RopId.RopModifyPermissions, RopId.RopGetRulesTable, RopId.RopModifyRules, RopId.RopUpdateDeferredActionMessages, RopId.RopSetSearchCriteria })
            Check(new RopStatusResponse(id, MapiError.AccessDenied));
    }

    [Fact]
    public void Counts_that_cannot_be_are_errors_before_anything_is_made()
    {
        // 65,535 ids, rows and servers in a few bytes.
        foreach (var hex in new[] { "1E 00 00 00 00 FF FF", "40 00 00 00 FF FF", "41 00 00 00 FF FF 01 FF FF", "33 00 00 01 FF FF 00 00", "30 00 00 00 00 FF FF" })
        {
            var rops = Hex(hex);
            var buffer = RopRequestBuffer.TryParse([(byte)(rops.Length + 2), 0, .. rops], out _);
            Assert.NotNull(buffer!.Error);
            Assert.Empty(buffer.Requests);
        }
    }
}
