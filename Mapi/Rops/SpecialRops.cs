using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>
/// RopBufferTooSmall (0xFF, [MS-OXCROPS] 2.2.15.1): the responses do not fit in the output buffer; the requests from the first that did not
/// fit come back, not carried out.
/// </summary>
public sealed class BufferTooSmallResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopBufferTooSmall;

    /// <inheritdoc/>
    public override bool HasStandardHeader => false;

    /// <summary>Bytes the output buffer should have had.</summary>
    public ushort SizeNeeded { get; set; }

    /// <summary>The requests that were not carried out.</summary>
    public ReadOnlyMemory<byte> RequestBuffers { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt16(SizeNeeded);
        writer.WriteBytes(RequestBuffers.Span);
    }
}

/// <summary>One ROP that a busy server asks a client to leave alone for a while ([MS-OXCROPS] 2.2.15.2.1.1).</summary>
/// <param name="RopIdBackoff">Which.</param>
/// <param name="Duration">How long, in milliseconds.</param>
public readonly record struct BackoffRop(RopId RopIdBackoff, uint Duration);

/// <summary>RopBackoff (0xF9, [MS-OXCROPS] 2.2.15.2).</summary>
public sealed class BackoffResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopBackoff;

    /// <inheritdoc/>
    public override bool HasStandardHeader => false;

    /// <summary>The logon to leave alone.</summary>
    public byte LogonId { get; set; }

    /// <summary>How long, in milliseconds.</summary>
    public uint Duration { get; set; }

    /// <summary>Single ROPs to leave alone.</summary>
    public BackoffRop[] BackoffRops { get; set; } = [];

    /// <summary>Further information.</summary>
    public byte[] AdditionalData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(LogonId);
        writer.WriteUInt32(Duration);
        writer.WriteByte(checked((byte)BackoffRops.Length));
        foreach (var (rop, duration) in BackoffRops)
        {
            writer.WriteByte((byte)rop);
            writer.WriteUInt32(duration);
        }
        TableRops.WriteCounted(writer, AdditionalData);
    }
}

/// <summary>RopPending (0x6E, [MS-OXCROPS] 2.2.14.3): another session of the client has notifications waiting.</summary>
public sealed class PendingResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopPending;

    /// <inheritdoc/>
    public override bool HasStandardHeader => false;

    /// <summary>Which session.</summary>
    public ushort SessionIndex { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt16(SessionIndex);
}

/// <summary>Rows of what the server sends on its own.</summary>
internal static class SpecialRops
{
    internal static IEnumerable<RopDescriptor> Rows() =>
    [
        new(RopId.RopBufferTooSmall, null, static (ref r, _, _) => new BufferTooSmallResponse { SizeNeeded = r.ReadUInt16(), RequestBuffers = r.ReadRest().ToArray() }),
        new(RopId.RopBackoff, null, ReadBackoff),
        new(RopId.RopPending, null, static (ref r, _, _) => new PendingResponse { SessionIndex = r.ReadUInt16() }),
    ];

    private static BackoffResponse ReadBackoff(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new BackoffResponse { LogonId = reader.ReadByte(), Duration = reader.ReadUInt32() };
        var count = reader.ReadByte();
        if (count * 5 > reader.Remaining)
        {
            reader.Fail($"{count} back-off ROPs, {reader.Remaining} bytes left");
            return response;
        }
        response.BackoffRops = new BackoffRop[count];
        for (var i = 0; i < count; i++) response.BackoffRops[i] = new BackoffRop((RopId)reader.ReadByte(), reader.ReadUInt32());
        response.AdditionalData = TableRops.ReadCounted(ref reader);
        return response;
    }
}
