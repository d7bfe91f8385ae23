using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>
/// Values as objects keep them (Unicode, large ones outside) and as responses carry them: in the text type asked for, and no larger than
/// there is room ([MS-OXCPRPT] 3.2.5.1).
/// </summary>
internal static class WireValues
{
    /// <summary>What a 16-bit count can say.</summary>
    private const int MaxCounted = ushort.MaxValue;

    /// <summary>What a value costs in a row besides its bytes: type, flag, count or terminator.</summary>
    private const int Overhead = 8;

    /// <summary>What stands where a value is too large; the client opens a stream instead ([MS-OXCPRPT] 3.1.4.5).</summary>
    public static PropertyValue TooLarge => PropertyValue.Error(MapiError.NotEnoughMemory);

    private static PropertyValue NotFound => PropertyValue.Error(MapiError.NotFound);

    /// <summary>
    /// A value in the type that was asked for: PtypUnspecified gets text as PtypString or, without <paramref name="unicode"/>, as PtypString8.
    /// A multi-valued property without values is not there.
    /// </summary>
    public static PropertyValue Convert(PropertyValue value, PropertyType asked, bool unicode, int codePage)
    {
        if (value.RawReference is Array { Length: 0 } && value.Type.IsMultiValue()) return NotFound;
        if (value.RawReference is string text && text.IndexOf('\0', StringComparison.Ordinal) is var end and >= 0)
            value = PropertyValue.String(text[..end]); // a terminator inside would make the rest of the row another row
        return asked switch
        {
            PropertyType.Unspecified => unicode ? TextConversion.ToUnicode(value, codePage) : TextConversion.ToString8(value, codePage),
            _ => TextConversion.ToType(value, asked, codePage),
        };
    }

    /// <summary>
    /// Replaces what is too large with <see cref="TooLarge"/>, largest first, until all values together take no more than
    /// <paramref name="space"/> bytes. PropertySizeLimit has no say in it: servers ignore that field ([MS-OXCPRPT] 3.2.5.1, 3.2.5.2).
    /// </summary>
    public static void Fit(Span<PropertyValue> values, int space)
    {
        long total = 0;
        var sizes = new long[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (SizeOf(values[i]) > MaxCounted) values[i] = TooLarge;
            sizes[i] = SizeOf(values[i]) + Overhead;
            total += sizes[i];
        }
        while (total > space)
        {
            var largest = -1;
            for (var i = 0; i < values.Length; i++)
                if (IsOfAnySize(values[i]) && (largest < 0 || sizes[i] > sizes[largest])) largest = i;
            if (largest < 0) return;
            values[largest] = TooLarge;
            total -= sizes[largest] - Overhead - 4;
        }
    }

    /// <summary>Brings large values in that a response has room for; the others become <see cref="TooLarge"/>.</summary>
    public static async ValueTask LoadAsync(LogonObject logon, PropertyValue[] values, int space, CancellationToken cancellationToken)
    {
        for (var i = 0; i < values.Length; i++)
            if (values[i].External is not null) values[i] = await LoadAsync(logon, values[i], space, cancellationToken) ?? TooLarge;
    }

    /// <summary>A large value brought in, or null where it has more than <paramref name="limit"/> bytes.</summary>
    public static ValueTask<PropertyValue?> LoadAsync(LogonObject logon, PropertyValue value, long limit, CancellationToken cancellationToken) =>
        LoadAsync(logon.Session.Services.Store.PartSource(logon.Key), value, limit, cancellationToken);

    /// <summary>A large value brought in, or null where it has more than <paramref name="limit"/> bytes.</summary>
    public static async ValueTask<PropertyValue?> LoadAsync(IPartSource source, PropertyValue value, long limit, CancellationToken cancellationToken)
    {
        if (value.External is not { } external) return value;
        if (external.Length > limit) return null;
        var bytes = new byte[external.Length];
        var read = 0;
        while (read < bytes.Length)
        {
            var count = await source.ReadAsync(external.PartId, read, bytes.AsMemory(read), cancellationToken);
            if (count == 0) break;
            read += count;
        }
        return OfBytes(value.Type, read == bytes.Length ? bytes : bytes[..read]);
    }

    /// <summary>A value of a type that may lie outside, from the bytes that would lie there.</summary>
    public static PropertyValue OfBytes(PropertyType type, byte[] bytes) => type switch
    {
        PropertyType.String => PropertyValue.String(System.Text.Encoding.Unicode.GetString(bytes)),
        PropertyType.String8 => PropertyValue.String8(bytes),
        PropertyType.Object => PropertyValue.ObjectBytes(bytes),
        _ => PropertyValue.Binary(bytes),
    };

    /// <summary>Whether size limits apply to a value's type.</summary>
    private static bool IsOfAnySize(PropertyValue value) => value.RawReference is not null and not Guid;

    /// <summary>Bytes of a value, counts inside it included; never less than it takes.</summary>
    private static long SizeOf(PropertyValue value) => value.RawReference is Guid[] guids ? guids.Length * 16L : PropertyValueCodec.SizeOf(value);
}
