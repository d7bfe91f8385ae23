using MapiOrleans.Mapi.Http;

namespace MapiOrleans.Mapi.Client;

/// <summary>How a client speaks and what it waits for.</summary>
public sealed record MapiHttpClientOptions
{
    /// <summary>X-ClientApplication.</summary>
    public string ClientApplication { get; init; } = "Outlook/16.0.17328.20162";

    /// <summary>Whether payloads sent are compressed, where that makes them shorter, and the server may compress its own.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Whether payloads are obfuscated, both ways.</summary>
    public bool Obfuscate { get; init; }

    /// <summary>Whether the server may answer with several payloads.</summary>
    public bool Chain { get; init; } = true;

    /// <summary>MaxRopOut of Execute, in bytes.</summary>
    public uint MaxRopOut { get; init; } = 0x40000;

    /// <summary>How long the server may be silent. It says PENDING once in each X-PendingPeriod, so this is no limit to a request's duration.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Bytes of a response's body, at most.</summary>
    public int MaxResponseBody { get; init; } = 32 * 1024 * 1024;

    /// <summary>Limits of the buffers in responses. A chained response of rows that compress well is far larger than what is on the wire.</summary>
    public EnvelopeLimits Limits { get; init; } = EnvelopeLimits.Default with { MaxPayloads = 4096, MaxUncompressed = 64 * 1024 * 1024 };

    /// <summary>The flags of Execute that these options ask for.</summary>
    public ExecuteFlags ExecuteFlags =>
        (Compress ? ExecuteFlags.None : ExecuteFlags.NoCompression) | (Obfuscate ? ExecuteFlags.None : ExecuteFlags.NoXorMagic) | (Chain ? ExecuteFlags.Chain : ExecuteFlags.None);
}
