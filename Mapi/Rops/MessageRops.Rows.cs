namespace MapiOrleans.Mapi.Rops;

/// <summary>The message family's rows in the table of ROPs ([MS-OXCROPS] 2.2.6.1 to 2.2.6.11, and the message in an attachment, 2.2.6.16).</summary>
internal static class MessageRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopOpenMessage, static (ref r) => OpenMessageRequest.Read(ref r), ReadOpened(RopId.RopOpenMessage), ResponseUsesOutputIndex: true),
        new(RopId.RopCreateMessage, static (ref r) => CreateMessageRequest.Read(ref r), ReadCreated, ResponseUsesOutputIndex: true),
        new(RopId.RopSaveChangesMessage, static (ref r) => SaveChangesRequest.Read(RopId.RopSaveChangesMessage, ref r), ReadSaved),
        new(RopId.RopRemoveAllRecipients, static (ref r) => new RemoveAllRecipientsRequest { Reserved = r.ReadUInt32() }, ReadEmpty(RopId.RopRemoveAllRecipients)),
        new(RopId.RopModifyRecipients, static (ref r) => ModifyRecipientsRequest.Read(ref r), ReadEmpty(RopId.RopModifyRecipients)),
        new(RopId.RopReadRecipients, static (ref r) => new ReadRecipientsRequest { RowId = r.ReadUInt32(), Reserved = r.ReadUInt16() }, ReadRecipientsResponse.Read),
        new(RopId.RopReloadCachedInformation, static (ref r) => new ReloadCachedInformationRequest { Reserved = r.ReadUInt16() }, ReadOpened(RopId.RopReloadCachedInformation)),
        new(RopId.RopSetMessageStatus, static (ref r) => SetMessageStatusRequest.Read(ref r), ReadStatus),
        new(RopId.RopGetMessageStatus, static (ref r) => new GetMessageStatusRequest { MessageId = r.ReadUInt64() }, ReadResponse: null, Failure: static (_, error) => new MessageStatusResponse { ReturnValue = error }),
        new(RopId.RopSetMessageReadFlag, static (ref r) => new SetMessageReadFlagRequest { InputHandleIndex = r.ReadByte(), ReadFlags = (ReadFlags)r.ReadByte() }, static (ref r, error, _) => SetMessageReadFlagResponse.Read(ref r, error)),
        new(RopId.RopOpenEmbeddedMessage, static (ref r) => OpenEmbeddedMessageRequest.Read(ref r), ReadOpened(RopId.RopOpenEmbeddedMessage), ResponseUsesOutputIndex: true),
    ];

    internal static RopResponseReader ReadEmpty(RopId id) => (ref _, error, _) => new RopStatusResponse(id, error);

    private static RopResponseReader ReadOpened(RopId id) => (ref r, error, _) => OpenMessageResponse.Read(id, ref r, error);

    private static CreateMessageResponse ReadCreated(ref Wire.MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, MessageId = error == MapiError.Success && reader.ReadBool() ? reader.ReadUInt64() : null };

    private static SaveChangesMessageResponse ReadSaved(ref Wire.MapiReader reader, MapiError error, RopRequest? request) => error == MapiError.Success
        ? new() { InputHandleIndex = reader.ReadByte(), MessageId = reader.ReadUInt64() }
        : new() { ReturnValue = error };

    private static MessageStatusResponse ReadStatus(ref Wire.MapiReader reader, MapiError error, RopRequest? request) =>
        new() { ReturnValue = error, MessageStatusFlags = error == MapiError.Success ? reader.ReadUInt32() : 0 };
}
