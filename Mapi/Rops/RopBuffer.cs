using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>A request of a ROP input buffer and where its bytes are in it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Offset">Where it begins in RopsList.</param>
public readonly record struct PlacedRopRequest(RopRequest Request, int Offset);

/// <summary>
/// A ROP input buffer ([MS-OXCROPS] 2.2.1): RopSize (which counts itself), RopsList, Server object handle table.
/// </summary>
public sealed class RopRequestBuffer
{
    private RopRequestBuffer(byte[] rops, uint[] handles)
    {
        Rops = rops;
        Handles = handles;
    }

    /// <summary>RopsList as it came.</summary>
    public byte[] Rops { get; }

    /// <summary>The Server object handle table; 0xFFFFFFFF where a place waits for a handle.</summary>
    public uint[] Handles { get; }

    /// <summary>The requests that could be read, in order.</summary>
    public List<PlacedRopRequest> Requests { get; } = [];

    /// <summary>
    /// Why the request after <see cref="Requests"/> could not be read, or null where all could. A server carries out none of a buffer that it
    /// cannot read to its end ([MS-OXCROPS] 3.2.5.1: the call fails with ecRpcFormat).
    /// </summary>
    public ParseError? Error { get; private set; }

    /// <summary>Where <see cref="Error"/>'s request begins.</summary>
    public int ErrorOffset { get; private set; }

    /// <summary>Reads a buffer; null and why where not even its outermost structure holds.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="error">Why it cannot be read.</param>
    /// <param name="isPublicLogon">
    /// Whether a LogonId is one of public folders: some requests are longer in one of the two kinds. Without it, logons that the buffer
    /// itself does not make are private.
    /// </param>
    public static RopRequestBuffer? TryParse(ReadOnlySpan<byte> buffer, out ParseError? error, Func<byte, bool>? isPublicLogon = null)
    {
        var reader = new MapiReader(buffer);
        var size = reader.ReadUInt16();
        if (!reader.Failed && size < 2) reader.Fail($"RopSize {size}");
        var rops = reader.ReadBytes(size - 2);
        var table = reader.ReadRest();
        if (!reader.Failed && table.Length % 4 != 0) reader.Fail($"a handle table of {table.Length} bytes");
        error = reader.Error;
        if (error is not null) return null;
        var handles = new uint[table.Length / 4];
        for (var i = 0; i < handles.Length; i++) handles[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * i)..]);
        var result = new RopRequestBuffer(rops, handles);
        result.ReadRequests(isPublicLogon);
        return result;
    }

    private void ReadRequests(Func<byte, bool>? isPublicLogon)
    {
        Dictionary<byte, bool>? madeHere = null;
        var reader = new MapiReader(Rops);
        while (reader.Remaining > 0)
        {
            var offset = reader.Position;
            var id = (RopId)reader.ReadByte();
            var logon = reader.ReadByte();
            var handle = reader.ReadByte();
            var row = RopRegistry.Find(id);
            if (row?.ReadRequest is null) reader.Fail($"RopId 0x{(byte)id:X2} has no request");
            var request = reader.Failed ? null : row!.ReadRequest!(ref reader);
            if (request is LogonRequest made) (madeHere ??= [])[logon] = (made.LogonFlags & LogonFlags.Private) == 0;
            else if (request is IDependsOnLogon dependent)
                dependent.ReadRest(ref reader, madeHere?.TryGetValue(logon, out var isPublic) == true ? isPublic : isPublicLogon?.Invoke(logon) == true);
            if (reader.Error is { } error)
            {
                Error = new ParseError(error.Offset, $"{id}: {error.Reason}");
                ErrorOffset = offset;
                return;
            }
            request!.LogonId = logon;
            request.HandleIndex = handle;
            Requests.Add(new PlacedRopRequest(request, offset));
        }
    }

    /// <summary>Writes a buffer of requests.</summary>
    public static byte[] Write(IEnumerable<RopRequest> requests, ReadOnlySpan<uint> handles)
    {
        using var writer = new MapiWriter();
        writer.WriteUInt16(0);
        foreach (var request in requests) WriteRequest(writer, request);
        writer.PatchUInt16(0, checked((ushort)writer.Length));
        foreach (var handle in handles) writer.WriteUInt32(handle);
        return writer.ToArray();
    }

    /// <summary>Writes one request with its header.</summary>
    public static void WriteRequest(MapiWriter writer, RopRequest request)
    {
        writer.WriteByte((byte)request.RopId);
        writer.WriteByte(request.LogonId);
        writer.WriteByte(request.HandleIndex);
        request.WriteBody(writer);
    }
}

/// <summary>A ROP output buffer ([MS-OXCROPS] 2.2.1).</summary>
public static class RopResponseBuffer
{
    /// <summary>Bytes of a buffer's RopSize field.</summary>
    public const int HeaderSize = 2;

    /// <summary>The greatest buffer, handle table included: what one RPC_HEADER_EXT payload may hold ([MS-OXCRPC] 3.1.4.2.1).</summary>
    public const int MaxSize = 32 << 10;

    /// <summary>Writes a response with its header.</summary>
    public static void WriteResponse(MapiWriter writer, RopResponse response)
    {
        writer.WriteByte((byte)response.RopId);
        if (response.HasStandardHeader)
        {
            writer.WriteByte(response.HandleIndex);
            writer.WriteUInt32((uint)response.ReturnValue);
        }
        response.WriteBody(writer);
    }

    /// <summary>Makes a buffer of responses that are written already.</summary>
    public static byte[] Build(ReadOnlySpan<byte> responses, ReadOnlySpan<uint> handles)
    {
        using var writer = new MapiWriter(HeaderSize + responses.Length + 4 * handles.Length);
        writer.WriteUInt16(checked((ushort)(responses.Length + HeaderSize)));
        writer.WriteBytes(responses);
        foreach (var handle in handles) writer.WriteUInt32(handle);
        return writer.ToArray();
    }

    /// <summary>
    /// Reads a buffer, with the requests it answers in their order (RopRelease has no answer): responses whose shape depends on the request
    /// need it. What the server adds on its own (RopNotify, RopPending, RopBackoff, RopBufferTooSmall) is read by its own row.
    /// </summary>
    public static (List<RopResponse> Responses, uint[] Handles)? TryParse(ReadOnlySpan<byte> buffer, IReadOnlyList<RopRequest> requests, out ParseError? error)
    {
        var reader = new MapiReader(buffer);
        var size = reader.ReadUInt16();
        if (!reader.Failed && size < 2) reader.Fail($"RopSize {size}");
        var rops = new MapiReader(reader.ReadSpan(size - 2), HeaderSize);
        var responses = new List<RopResponse>();
        var next = 0;
        while (rops.Remaining > 0)
        {
            var id = (RopId)rops.ReadByte();
            var row = RopRegistry.Find(id);
            if (row?.ReadResponse is null)
            {
                rops.Fail($"RopId 0x{(byte)id:X2} has no response");
                break;
            }
            var standard = !IsServersOwn(id);
            var handle = standard ? rops.ReadByte() : (byte)0;
            var returned = standard ? (MapiError)rops.ReadUInt32() : MapiError.Success;
            RopRequest? request = null;
            if (standard)
            {
                while (next < requests.Count && requests[next].ResponseRopId != id) next++;
                if (next < requests.Count) request = requests[next++];
            }
            var response = row.ReadResponse(ref rops, returned, request);
            response.HandleIndex = handle;
            responses.Add(response);
        }
        var handles = new uint[reader.Remaining / 4];
        for (var i = 0; i < handles.Length; i++) handles[i] = reader.ReadUInt32();
        error = reader.Error ?? rops.Error;
        return error is null ? (responses, handles) : null;
    }

    private static bool IsServersOwn(RopId id) => id is RopId.RopNotify or RopId.RopPending or RopId.RopBackoff or RopId.RopBufferTooSmall;
}
