using System.Numerics;

namespace MapiOrleans.Mapi.Compression;

/// <summary>
/// The obfuscation of payloads ([MS-OXCRPC] 3.1.4.1.1.3): every byte is combined with 0xA5 by exclusive or. It hides text from a casual
/// look at a trace and is no protection. Doing it twice gives the data back.
/// </summary>
public static class Obfuscation
{
    /// <summary>The byte that every byte is combined with.</summary>
    public const byte Magic = 0xA5;

    /// <summary>Obfuscates data, or reverts it, in place.</summary>
    public static void Apply(Span<byte> data)
    {
        var magic = new Vector<byte>(Magic);
        while (data.Length >= Vector<byte>.Count)
        {
            (new Vector<byte>(data) ^ magic).CopyTo(data);
            data = data[Vector<byte>.Count..];
        }
        foreach (ref var b in data) b ^= Magic;
    }
}
