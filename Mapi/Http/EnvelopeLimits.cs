namespace MapiOrleans.Mapi.Http;

/// <summary>What an envelope may take at most. The defaults are the protocol's own where it names one.</summary>
public sealed record EnvelopeLimits
{
    /// <summary>The limits of a server.</summary>
    public static EnvelopeLimits Default { get; } = new();

    /// <summary>Bytes of one payload, uncompressed: 32 KB ([MS-OXCRPC] 3.1.4.2.1).</summary>
    public int MaxPayload { get; init; } = 0x8000;

    /// <summary>Bytes of RopBuffer in a request, frames included ([MS-OXCRPC] 3.1.4.2, cbIn).</summary>
    public int MaxRopIn { get; init; } = 0x40000;

    /// <summary>Bytes that a client may ask for in MaxRopOut ([MS-OXCRPC] 3.1.4.2, pcbOut).</summary>
    public int MaxRopOut { get; init; } = 0x40000;

    /// <summary>Bytes of AuxiliaryBuffer, frame included ([MS-OXCRPC] 3.1.4.1, cbAuxIn and pcbAuxOut).</summary>
    public int MaxAuxiliary { get; init; } = 0x1008;

    /// <summary>Payloads in one buffer. The protocol names no limit.</summary>
    public int MaxPayloads { get; init; } = 96;

    /// <summary>Bytes of all payloads of one buffer together, uncompressed: a small buffer grows no further. The protocol names no limit.</summary>
    public int MaxUncompressed { get; init; } = 0x100000;
}
