using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The logon and store family's rows in the table of ROPs ([MS-OXCROPS] 2.2.3), with RopRelease and RopGetLocalReplicaIds.</summary>
internal static class LogonRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopLogon, static (ref r) => LogonRequest.Read(ref r), LogonResponse.Read),
        new(RopId.RopRelease, static (ref r) => new LogonSimpleRequest(RopId.RopRelease), null),
        new(RopId.RopGetReceiveFolder, static (ref r) => new GetReceiveFolderRequest { MessageClass = r.ReadString8Z() }, ReadGetReceiveFolder),
        new(RopId.RopSetReceiveFolder, static (ref r) => new SetReceiveFolderRequest { FolderId = r.ReadUInt64(), MessageClass = r.ReadString8Z() }, ReadEmpty(RopId.RopSetReceiveFolder)),
        new(RopId.RopGetReceiveFolderTable, static (ref r) => new LogonSimpleRequest(RopId.RopGetReceiveFolderTable), GetReceiveFolderTableResponse.Read),
        new(RopId.RopGetStoreState, static (ref r) => new LogonSimpleRequest(RopId.RopGetStoreState), ReadStoreState),
        new(RopId.RopGetOwningServers, static (ref r) => new FolderServersRequest(RopId.RopGetOwningServers) { FolderId = r.ReadUInt64() }, FolderServersResponse.Reader(RopId.RopGetOwningServers)),
        new(RopId.RopPublicFolderIsGhosted, static (ref r) => new FolderServersRequest(RopId.RopPublicFolderIsGhosted) { FolderId = r.ReadUInt64() }, FolderServersResponse.Reader(RopId.RopPublicFolderIsGhosted)),
        new(RopId.RopLongTermIdFromId, static (ref r) => new LongTermIdFromIdRequest { ObjectId = r.ReadUInt64() }, ReadLongTermIdFromId),
        new(RopId.RopIdFromLongTermId, static (ref r) => new IdFromLongTermIdRequest { LongTermId = LongTermId.Read(ref r) }, ReadIdFromLongTermId),
        new(RopId.RopGetPerUserLongTermIds, static (ref r) => new GetPerUserLongTermIdsRequest { DatabaseGuid = r.ReadGuid() }, GetPerUserLongTermIdsResponse.Read),
        new(RopId.RopGetPerUserGuid, static (ref r) => new GetPerUserGuidRequest { LongTermId = LongTermId.Read(ref r) }, ReadGetPerUserGuid),
        new(RopId.RopReadPerUserInformation, ReadReadPerUserRequest, ReadReadPerUser),
        new(RopId.RopWritePerUserInformation, static (ref r) => WritePerUserInformationRequest.Read(ref r), ReadEmpty(RopId.RopWritePerUserInformation)),
        new(RopId.RopGetLocalReplicaIds, static (ref r) => new GetLocalReplicaIdsRequest { IdCount = r.ReadUInt32() }, GetLocalReplicaIdsResponse.Read),
    ];

    private static ReadPerUserInformationRequest ReadReadPerUserRequest(ref MapiReader reader) => new()
    {
        FolderId = LongTermId.Read(ref reader),
        Reserved = reader.ReadByte(),
        DataOffset = reader.ReadUInt32(),
        MaxDataSize = reader.ReadUInt16(),
    };

    private static RopResponseReader ReadEmpty(RopId id) => (ref _, error, _) => new RopStatusResponse(id, error);

    private static GetReceiveFolderResponse ReadGetReceiveFolder(ref MapiReader reader, MapiError error, RopRequest? request) => error == MapiError.Success
        ? new() { FolderId = reader.ReadUInt64(), ExplicitMessageClass = reader.ReadAsciiZ() }
        : new() { ReturnValue = error };

    private static GetStoreStateResponse ReadStoreState(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, StoreState = error == MapiError.Success ? reader.ReadUInt32() : 0 };

    private static LongTermIdFromIdResponse ReadLongTermIdFromId(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, LongTermId = error == MapiError.Success ? LongTermId.Read(ref reader) : default };

    private static IdFromLongTermIdResponse ReadIdFromLongTermId(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, ObjectId = error == MapiError.Success ? reader.ReadUInt64() : 0 };

    private static GetPerUserGuidResponse ReadGetPerUserGuid(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, DatabaseGuid = error == MapiError.Success ? reader.ReadGuid() : Guid.Empty };

    private static ReadPerUserInformationResponse ReadReadPerUser(ref MapiReader reader, MapiError error, RopRequest? request) => error == MapiError.Success
        ? new() { HasFinished = reader.ReadBool(), Data = TableRops.ReadCounted(ref reader) }
        : new() { ReturnValue = error };
}
