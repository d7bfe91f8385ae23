using System.Text;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>What identifies a meeting: PidLidGlobalObjectId ([MS-OXOCAL] 2.2.1.27) and the UID of iCalendar ([MS-OXCICAL] 2.1.3.1.1.20.26).</summary>
internal static class MeetingIds
{
    private const int HeaderSize = 40, MaxUid = 1024;

    private static readonly byte[] ClassId = Convert.FromHexString("040000008200E00074C5B7101A82E008");
    private static readonly byte[] Foreign = [.. "vCal-Uid"u8, 1, 0, 0, 0];

    /// <summary>The global object id of a UID, of one instance where a date is given.</summary>
    public static byte[] OfUid(string uid, DateOnly? instance)
    {
        uid = uid.Length > MaxUid ? uid[..MaxUid] : uid;
        byte[] id;
        if (IsOwn(uid)) id = Convert.FromHexString(uid);
        else
        {
            byte[] data = [.. Foreign, .. Encoding.UTF8.GetBytes(uid), 0];
            using var writer = new MapiWriter(HeaderSize + data.Length);
            writer.WriteBytes(ClassId);
            writer.WriteBytes(new byte[20]);
            writer.WriteUInt32((uint)data.Length);
            writer.WriteBytes(data);
            id = writer.ToArray();
        }
        (id[16], id[17], id[18], id[19]) = instance is { } date ? ((byte)(date.Year >> 8), (byte)date.Year, (byte)date.Month, (byte)date.Day) : default;
        return id;
    }

    /// <summary>The UID of a global object id; empty where it is none.</summary>
    public static string UidOf(ReadOnlySpan<byte> id)
    {
        if (id.Length < HeaderSize || !id[..16].SequenceEqual(ClassId)) return "";
        var data = id[HeaderSize..];
        if (data.StartsWith(Foreign)) return Encoding.UTF8.GetString(data[Foreign.Length..]).TrimEnd('\0');
        byte[] clean = [.. id];
        clean.AsSpan(16, 4).Clear();
        return Convert.ToHexString(clean);
    }

    // An id of a MAPI client, as such clients write it.
    private static bool IsOwn(string uid) => uid.Length >= HeaderSize * 2 && uid.Length % 2 == 0 && uid.StartsWith("040000008200E00074C5B7101A82E008", StringComparison.OrdinalIgnoreCase) && uid.All(char.IsAsciiHexDigit);
}
