using System.Globalization;
using System.Text;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>The tags that tell a client how far its request is ([MS-OXCMAPIHTTP] 2.2.7), each a line of the response body.</summary>
public static class MetaTags
{
    /// <summary>The server has queued the request: what a response begins with.</summary>
    public static ReadOnlySpan<byte> Processing => "PROCESSING\r\n"u8;

    /// <summary>The server is processing the request: sent once in each X-PendingPeriod.</summary>
    public static ReadOnlySpan<byte> Pending => "PENDING\r\n"u8;

    /// <summary>The server is done: additional headers, an empty line and the body follow.</summary>
    public static ReadOnlySpan<byte> Done => "DONE\r\n"u8;

    /// <summary>
    /// Writes DONE, the additional headers ([MS-OXCMAPIHTTP] 3.2.5.2) and the empty line; the body comes next. A response code other than
    /// Success tells that the request failed after it had been accepted.
    /// </summary>
    public static void WriteDone(MapiWriter writer, TimeSpan elapsed, DateTimeOffset start, MapiHttpResponseCode code = MapiHttpResponseCode.Success)
    {
        writer.WriteBytes(Done);
        if (code != MapiHttpResponseCode.Success) WriteHeader(writer, MapiHttpHeaders.ResponseCode, ((int)code).ToString(CultureInfo.InvariantCulture));
        WriteHeader(writer, MapiHttpHeaders.ElapsedTime, ((long)elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        WriteHeader(writer, MapiHttpHeaders.StartTime, start.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture));
        writer.WriteBytes("\r\n"u8);
    }

    private static void WriteHeader(MapiWriter writer, string name, string value)
    {
        var line = name + ": " + value + "\r\n";
        Encoding.ASCII.GetBytes(line, writer.Reserve(line.Length));
    }
}
