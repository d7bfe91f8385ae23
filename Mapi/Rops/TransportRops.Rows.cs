using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>The transport family's rows in the table of ROPs ([MS-OXCROPS] 2.2.7).</summary>
internal static class TransportRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopSubmitMessage, static (ref r) => new SubmitMessageRequest { SubmitFlags = (SubmitFlags)r.ReadByte() }, ReadEmpty(RopId.RopSubmitMessage)),
        new(RopId.RopAbortSubmit, static (ref r) => new AbortSubmitRequest { FolderId = r.ReadUInt64(), MessageId = r.ReadUInt64() }, ReadEmpty(RopId.RopAbortSubmit)),
        new(RopId.RopGetAddressTypes, static (ref r) => new LogonSimpleRequest(RopId.RopGetAddressTypes), GetAddressTypesResponse.Read),
        new(RopId.RopSetSpooler, static (ref r) => new LogonSimpleRequest(RopId.RopSetSpooler), ReadEmpty(RopId.RopSetSpooler)),
        new(RopId.RopSpoolerLockMessage, static (ref r) => new SpoolerLockMessageRequest { MessageId = r.ReadUInt64(), LockState = (SpoolerLockState)r.ReadByte() }, ReadEmpty(RopId.RopSpoolerLockMessage)),
        new(RopId.RopTransportSend, static (ref r) => new LogonSimpleRequest(RopId.RopTransportSend), TransportSendResponse.Read),
        new(RopId.RopTransportNewMail, ReadNewMail, ReadEmpty(RopId.RopTransportNewMail)),
        new(RopId.RopGetTransportFolder, static (ref r) => new LogonSimpleRequest(RopId.RopGetTransportFolder), ReadTransportFolder),
        new(RopId.RopOptionsData, static (ref r) => new OptionsDataRequest { AddressType = r.ReadAsciiZ(), WantWin32 = r.ReadBool() }, OptionsDataResponse.Read),
    ];

    private static RopResponseReader ReadEmpty(RopId id) => (ref _, error, _) => new RopStatusResponse(id, error);

    private static TransportNewMailRequest ReadNewMail(ref MapiReader reader) => new()
    {
        MessageId = reader.ReadUInt64(),
        FolderId = reader.ReadUInt64(),
        MessageClass = reader.ReadAsciiZ(),
        MessageFlags = reader.ReadUInt32(),
    };

    private static GetTransportFolderResponse ReadTransportFolder(ref MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, FolderId = error == MapiError.Success ? reader.ReadUInt64() : 0 };
}
