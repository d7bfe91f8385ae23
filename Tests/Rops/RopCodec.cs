using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.Rops;

/// <summary>What every family's codec must stand: round trips, truncation, flipped bits.</summary>
internal static class RopCodec
{
    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));

    public static byte[] Write(RopRequest request)
    {
        using var writer = new MapiWriter();
        RopRequestBuffer.WriteRequest(writer, request);
        return writer.ToArray();
    }

    public static byte[] Write(RopResponse response)
    {
        using var writer = new MapiWriter();
        RopResponseBuffer.WriteResponse(writer, response);
        return writer.ToArray();
    }

    /// <summary>The one request in these bytes.</summary>
    public static T ReadRequest<T>(byte[] bytes) where T : RopRequest
    {
        var buffer = Buffer(bytes);
        Assert.Null(buffer.Error);
        return Assert.IsType<T>(Assert.Single(buffer.Requests).Request);
    }

    /// <summary>The one response in these bytes.</summary>
    public static T ReadResponse<T>(byte[] bytes, RopRequest? request = null) where T : RopResponse
    {
        var parsed = RopResponseBuffer.TryParse(RopResponseBuffer.Build(bytes, []), request is null ? [] : [request], out var error);
        Assert.Null(error);
        return Assert.IsAssignableFrom<T>(Assert.Single(parsed!.Value.Responses));
    }

    /// <summary>Written, read and written again a request is the same, and no damage to its bytes throws.</summary>
    public static void Check<T>(T request) where T : RopRequest
    {
        var bytes = Write(request);
        var read = ReadRequest<T>(bytes);
        Assert.Equivalent(request, read, strict: true);
        Assert.Equal(bytes, Write(read));
        foreach (var damaged in Damaged(bytes))
        {
            var buffer = Buffer(damaged);
            foreach (var (survivor, _) in buffer.Requests) Write(survivor);
        }
    }

    /// <summary>As <see cref="Check{T}(T)"/>, for a response.</summary>
    public static void Check<T>(T response, RopRequest? request = null) where T : RopResponse
    {
        var bytes = Write(response);
        var read = ReadResponse<T>(bytes, request);
        Assert.Equivalent(response, read, strict: true);
        Assert.Equal(bytes, Write(read));
        foreach (var damaged in Damaged(bytes))
            RopResponseBuffer.TryParse(RopResponseBuffer.Build(damaged, []), request is null ? [] : [request], out _);
    }

    /// <summary>The requests in these bytes, or why there are none.</summary>
    public static RopRequestBuffer Buffer(byte[] rops)
    {
        using var writer = new MapiWriter();
        writer.WriteUInt16((ushort)(rops.Length + 2));
        writer.WriteBytes(rops);
        var buffer = RopRequestBuffer.TryParse(writer.Written, out var error);
        Assert.Null(error);
        return buffer!;
    }

    private static IEnumerable<byte[]> Damaged(byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length++) yield return bytes[..length];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }
}
