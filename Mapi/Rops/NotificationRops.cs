using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopRegisterNotification (0x29, [MS-OXCROPS] 2.2.14.1; [MS-OXCNOTIF] 2.2.1.2.1): tell me of these events here.</summary>
public sealed class RegisterNotificationRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopRegisterNotification;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>Which events.</summary>
    public NotificationTypes NotificationTypes { get; set; }

    /// <summary>Is on the wire only with <see cref="NotificationTypes.Extended"/>, and 0 there.</summary>
    public byte Reserved { get; set; }

    /// <summary>Whether events of the whole mailbox are wanted; then there are no ids.</summary>
    public bool WantWholeStore { get; set; }

    /// <summary>The folder, or the message's.</summary>
    public ulong FolderId { get; set; }

    /// <summary>The message, or 0 for the folder.</summary>
    public ulong MessageId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt16((ushort)NotificationTypes);
        if ((NotificationTypes & NotificationTypes.Extended) != 0) writer.WriteByte(Reserved);
        writer.WriteByte(WantWholeStore ? (byte)1 : (byte)0);
        if (WantWholeStore) return;
        writer.WriteUInt64(FolderId);
        writer.WriteUInt64(MessageId);
    }

    internal static RegisterNotificationRequest Read(ref MapiReader reader)
    {
        var request = new RegisterNotificationRequest { OutputHandleIndex = reader.ReadByte(), NotificationTypes = (NotificationTypes)reader.ReadUInt16() };
        if ((request.NotificationTypes & NotificationTypes.Extended) != 0) request.Reserved = reader.ReadByte();
        request.WantWholeStore = reader.ReadBool();
        if (request.WantWholeStore) return request;
        request.FolderId = reader.ReadUInt64();
        request.MessageId = reader.ReadUInt64();
        return request;
    }
}

/// <summary>RopNotify (0x2A, [MS-OXCROPS] 2.2.14.2): something happened. It answers no request and stands behind all responses that do.</summary>
public sealed class NotifyResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopNotify;

    /// <inheritdoc/>
    public override bool HasStandardHeader => false;

    /// <summary>The handle of the subscription, or of the table.</summary>
    public uint NotificationHandle { get; set; }

    /// <summary>The logon it belongs to.</summary>
    public byte LogonId { get; set; }

    /// <summary>What happened.</summary>
    public NotificationData NotificationData { get; set; } = new();

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt32(NotificationHandle);
        writer.WriteByte(LogonId);
        NotificationData.Write(writer);
    }
}

/// <summary>Rows of notifications ([MS-OXCROPS] 2.2.14); RopPending is with the others that the server sends on its own.</summary>
internal static class NotificationRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopRegisterNotification, static (ref r) => RegisterNotificationRequest.Read(ref r),
            static (ref _, error, _) => new RopStatusResponse(RopId.RopRegisterNotification, error), ResponseUsesOutputIndex: true),
        new(RopId.RopNotify, null, static (ref r, _, _) => new NotifyResponse
        {
            NotificationHandle = r.ReadUInt32(), LogonId = r.ReadByte(), NotificationData = NotificationData.Read(ref r),
        }),
    ];
}
