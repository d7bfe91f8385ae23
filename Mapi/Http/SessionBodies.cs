using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>The request body of Disconnect ([MS-OXCMAPIHTTP] 2.2.4.3.1). Clients may send none at all (3.1.5.4).</summary>
public sealed record DisconnectRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Disconnect;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
    }

    /// <summary>Reads a body, or an empty one; null and why where it is not one.</summary>
    public static DisconnectRequestBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        error = null;
        if (body.IsEmpty) return new DisconnectRequestBody();
        var reader = new MapiReader(body.Span);
        var result = new DisconnectRequestBody { AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body) };
        error = reader.Error;
        return error is null ? result : null;
    }
}

/// <summary>The response body of Disconnect ([MS-OXCMAPIHTTP] 2.2.4.3.2, 2.2.4.3.3).</summary>
public sealed record DisconnectResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Disconnect;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
    }

    /// <summary>Reads a body; null and why where it is not one.</summary>
    public static DisconnectResponseBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        var reader = new MapiReader(body.Span);
        var status = reader.ReadUInt32();
        var result = new DisconnectResponseBody
        {
            StatusCode = status,
            ErrorCode = status == 0 ? (MapiError)reader.ReadUInt32() : MapiError.Success,
            AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body),
        };
        error = reader.Error;
        return error is null ? result : null;
    }
}

/// <summary>The request body of NotificationWait ([MS-OXCMAPIHTTP] 2.2.4.4.1).</summary>
public sealed record NotificationWaitRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.NotificationWait;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Flags: reserved, 0.
        writer.WriteUInt32(0);
    }

    /// <summary>Reads a body; null and why where it is not one. Flags are not looked at.</summary>
    public static NotificationWaitRequestBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        var reader = new MapiReader(body.Span);
        reader.Skip(4);
        var result = new NotificationWaitRequestBody { AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body) };
        error = reader.Error;
        return error is null ? result : null;
    }
}

/// <summary>The response body of NotificationWait ([MS-OXCMAPIHTTP] 2.2.4.4.2, 2.2.4.4.3).</summary>
public sealed record NotificationWaitResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.NotificationWait;

    /// <summary>EventPending: whether there are events, which an Execute fetches.</summary>
    public bool EventPending { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer) => writer.WriteUInt32(EventPending ? 1u : 0u);

    /// <summary>Reads a body; null and why where it is not one.</summary>
    public static NotificationWaitResponseBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        var reader = new MapiReader(body.Span);
        var status = reader.ReadUInt32();
        var result = new NotificationWaitResponseBody
        {
            StatusCode = status,
            ErrorCode = status == 0 ? (MapiError)reader.ReadUInt32() : MapiError.Success,
            EventPending = status == 0 && reader.ReadUInt32() != 0,
            AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body),
        };
        error = reader.Error;
        return error is null ? result : null;
    }
}
