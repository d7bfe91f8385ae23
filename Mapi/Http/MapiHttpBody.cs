using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>The body of a request ([MS-OXCMAPIHTTP] 2.2.4, 2.2.5). Every one ends with an auxiliary buffer.</summary>
public abstract record MapiHttpRequestBody
{
    /// <summary>Which request type the body belongs to.</summary>
    public abstract MapiHttpRequestType RequestType { get; }

    /// <summary>AuxiliaryBuffer: an extended buffer of aux blocks (<see cref="AuxBlocks"/>), or empty.</summary>
    public ReadOnlyMemory<byte> AuxiliaryBuffer { get; init; }

    /// <summary>Writes what comes before the auxiliary buffer.</summary>
    protected abstract void WriteFields(MapiWriter writer);

    /// <summary>Writes the body.</summary>
    public void Write(MapiWriter writer)
    {
        WriteFields(writer);
        BodyFields.WriteBuffer(writer, AuxiliaryBuffer.Span);
    }

    /// <summary>The body's bytes.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(256 + AuxiliaryBuffer.Length);
        Write(writer);
        return writer.ToArray();
    }
}

/// <summary>
/// The body of a response. StatusCode 0 is the success form: ErrorCode and the request type's own fields follow. Another one is the failure
/// form: the auxiliary buffer follows at once.
/// </summary>
public abstract record MapiHttpResponseBody
{
    /// <summary>Which request type the body answers.</summary>
    public abstract MapiHttpRequestType RequestType { get; }

    /// <summary>StatusCode: 0, or why there is no success form.</summary>
    public uint StatusCode { get; init; }

    /// <summary>ErrorCode: the return value of the operation. Only in the success form.</summary>
    public MapiError ErrorCode { get; init; }

    /// <summary>AuxiliaryBuffer: an extended buffer of aux blocks, or empty.</summary>
    public ReadOnlyMemory<byte> AuxiliaryBuffer { get; init; }

    /// <summary>Writes what is between ErrorCode and auxiliary buffer.</summary>
    protected abstract void WriteFields(MapiWriter writer);

    /// <summary>Writes the body.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt32(StatusCode);
        if (StatusCode == 0)
        {
            writer.WriteUInt32((uint)ErrorCode);
            WriteFields(writer);
        }
        BodyFields.WriteBuffer(writer, AuxiliaryBuffer.Span);
    }

    /// <summary>The body's bytes.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(256 + AuxiliaryBuffer.Length);
        Write(writer);
        return writer.ToArray();
    }
}

/// <summary>The fields that bodies have in common. Buffers read are slices of the body, not copies.</summary>
internal static class BodyFields
{
    /// <summary>Writes a 32-bit size and so many bytes.</summary>
    public static void WriteBuffer(MapiWriter writer, ReadOnlySpan<byte> buffer)
    {
        writer.WriteInt32(buffer.Length);
        writer.WriteBytes(buffer);
    }

    /// <summary>Reads a 32-bit size and takes so many bytes of the body the reader is over.</summary>
    public static ReadOnlyMemory<byte> ReadBuffer(ref MapiReader reader, ReadOnlyMemory<byte> body)
    {
        var size = reader.ReadCount32(1);
        var start = reader.Position;
        reader.Skip(size);
        return reader.Failed ? default : body.Slice(start, size);
    }

    /// <summary>Reads the auxiliary buffer, after which nothing may follow.</summary>
    public static ReadOnlyMemory<byte> ReadAuxiliary(ref MapiReader reader, ReadOnlyMemory<byte> body)
    {
        var buffer = ReadBuffer(ref reader, body);
        if (reader.Remaining > 0) reader.Fail($"{reader.Remaining} bytes after the auxiliary buffer");
        return buffer;
    }
}
