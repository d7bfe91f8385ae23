using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>Flags of Execute ([MS-OXCRPC] 3.1.4.2, pulFlags): how the server may build its response.</summary>
[Flags]
public enum ExecuteFlags : uint
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The response's payloads must not be compressed.</summary>
    NoCompression = 0x00000001,
    /// <summary>The response's payloads must not be obfuscated.</summary>
    NoXorMagic = 0x00000002,
    /// <summary>The response may be several payloads.</summary>
    Chain = 0x00000004,
}

/// <summary>The request body of Execute ([MS-OXCMAPIHTTP] 2.2.4.2.1).</summary>
public sealed record ExecuteRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Execute;

    /// <summary>Flags.</summary>
    public ExecuteFlags Flags { get; init; }

    /// <summary>RopBuffer: an extended buffer (<see cref="RpcHeaderExt"/>) of ROP input buffers.</summary>
    public ReadOnlyMemory<byte> RopBuffer { get; init; }

    /// <summary>MaxRopOut: bytes that the response's RopBuffer may have.</summary>
    public uint MaxRopOut { get; init; } = 0x8008;

    /// <summary>
    /// What the sizes are refused with, or null where they are good ([MS-OXCRPC] 3.1.4.2): NetworkError (ecRpcFailed) where a header does not
    /// fit, RpcFormat where a maximum is exceeded.
    /// </summary>
    public MapiError? CheckSizes(EnvelopeLimits limits)
    {
        if (RopBuffer.Length > limits.MaxRopIn || MaxRopOut > limits.MaxRopOut || AuxiliaryBuffer.Length > limits.MaxAuxiliary) return MapiError.RpcFormat;
        return RopBuffer.Length < RpcHeaderExt.Size || MaxRopOut < RpcHeaderExt.Size ? MapiError.NetworkError : null;
    }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32((uint)Flags);
        BodyFields.WriteBuffer(writer, RopBuffer.Span);
        writer.WriteUInt32(MaxRopOut);
    }

    /// <summary>Reads a body; null and why where it is not one. The buffers are slices of <paramref name="body"/>.</summary>
    public static ExecuteRequestBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        var reader = new MapiReader(body.Span);
        var result = new ExecuteRequestBody
        {
            Flags = (ExecuteFlags)reader.ReadUInt32(),
            RopBuffer = BodyFields.ReadBuffer(ref reader, body),
            MaxRopOut = reader.ReadUInt32(),
            AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body),
        };
        error = reader.Error;
        return error is null ? result : null;
    }
}

/// <summary>The response body of Execute ([MS-OXCMAPIHTTP] 2.2.4.2.2, 2.2.4.2.3).</summary>
public sealed record ExecuteResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Execute;

    /// <summary>RopBuffer: an extended buffer of ROP output buffers.</summary>
    public ReadOnlyMemory<byte> RopBuffer { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Flags: reserved, 0.
        writer.WriteUInt32(0);
        BodyFields.WriteBuffer(writer, RopBuffer.Span);
    }

    /// <summary>Reads a body; null and why where it is not one. The buffers are slices of <paramref name="body"/>.</summary>
    public static ExecuteResponseBody? TryParse(ReadOnlyMemory<byte> body, out ParseError? error)
    {
        var reader = new MapiReader(body.Span);
        var result = new ExecuteResponseBody { StatusCode = reader.ReadUInt32() };
        if (result.StatusCode == 0)
        {
            var code = (MapiError)reader.ReadUInt32();
            reader.Skip(4);
            result = result with { ErrorCode = code, RopBuffer = BodyFields.ReadBuffer(ref reader, body) };
        }
        result = result with { AuxiliaryBuffer = BodyFields.ReadAuxiliary(ref reader, body) };
        error = reader.Error;
        return error is null ? result : null;
    }
}
