namespace MapiOrleans.Mapi.Compression;

/// <summary>The CRC of Ethernet's polynomial, as formats of Outlook have it: with seeds of their own and not inverted at the end.</summary>
public static class Crc32
{
    /// <summary>What offline address books begin with ([MS-OXOAB] 2).</summary>
    public const uint AddressBookSeed = 0xFFFFFFFF;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The CRC of bytes behind those that gave <paramref name="crc"/>, or behind a seed.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        // Eight bytes a step, each through the table that stands for what follows it.
        while (data.Length >= 8)
        {
            var low = crc ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data);
            var high = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = Table[(7 * 256) + (byte)low] ^ Table[(6 * 256) + (byte)(low >> 8)] ^ Table[(5 * 256) + (byte)(low >> 16)] ^ Table[(4 * 256) + (byte)(low >> 24)]
                ^ Table[(3 * 256) + (byte)high] ^ Table[(2 * 256) + (byte)(high >> 8)] ^ Table[256 + (byte)(high >> 16)] ^ Table[(byte)(high >> 24)];
            data = data[8..];
        }
        foreach (var value in data) crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            table[i] = value;
        }
        for (var i = 256; i < table.Length; i++) table[i] = table[(byte)table[i - 256]] ^ (table[i - 256] >> 8);
        return table;
    }
}
