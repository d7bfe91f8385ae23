using System.Text;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>Values as tables show them: text in the column's type, and nothing longer than a table's value may be.</summary>
internal static class TableCells
{
    /// <summary>Bytes of a value in a row ([MS-OXCTABL] 2.2.2.5.2): 255 characters of text, terminator aside, or 510 bytes.</summary>
    public const int MaxValueSize = 510;

    /// <summary>The one error of a cell that clients take.</summary>
    public static PropertyValue NotFound => PropertyValue.Error(MapiError.NotFound);

    /// <summary>An inline value as a cell of a column; what has no value of the column's type is NotFound.</summary>
    public static PropertyValue Fit(PropertyValue value, PropertyType column, int codePage, int maxSize)
    {
        if (!value.HasValue || value.IsExternal || value.Type is PropertyType.ErrorCode or PropertyType.Object) return NotFound;
        var cut = Cut(value, maxSize);
        var cell = cut.Type == column ? cut : Cut(TextConversion.ToType(cut, column, codePage), maxSize);
        // A list without values is no value: clients stumble over it.
        return cell.Type != column || (cell.Type.IsMultiValue() && cell.RawReference is Array { Length: 0 }) ? NotFound : cell;
    }

    private static PropertyValue Cut(PropertyValue value, int maxSize) => value.RawReference switch
    {
        string text => Cut(text, maxSize) is var cut && ReferenceEquals(cut, text) ? value : PropertyValue.String(cut),
        byte[] bytes when value.Type == PropertyType.String8 => Cut8(bytes, maxSize) is var cut && ReferenceEquals(cut, bytes) ? value : PropertyValue.String8(cut),
        byte[] bytes when value.Type == PropertyType.Binary && bytes.Length > maxSize => PropertyValue.Binary(bytes[..maxSize]),
        string[] all => PropertyValue.Multiple(CutAll(all, maxSize, Cut, static s => 2 * s.Length)),
        byte[][] all when value.Type == PropertyType.MultipleString8 => PropertyValue.Multiple(value.Type, CutAll(all, maxSize, Cut8, static b => b.Length)),
        byte[][] all => PropertyValue.Multiple(value.Type, CutAll(all, maxSize, static (b, m) => b.Length > m ? b[..m] : b, static b => b.Length)),
        _ => value,
    };

    /// <summary>Text as far as a null-terminated value of this size holds it; no half of a surrogate pair is left.</summary>
    public static string Cut(string text, int maxSize)
    {
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        if (end < 0) end = text.Length;
        end = Math.Min(end, maxSize / 2);
        if (end < text.Length && end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return end == text.Length ? text : text[..end];
    }

    private static byte[] Cut8(byte[] text, int maxSize)
    {
        var end = Array.IndexOf(text, (byte)0);
        if (end < 0) end = text.Length;
        end = Math.Min(end, maxSize);
        return end == text.Length ? text : text[..end];
    }

    // As many whole values as fit, but one in any case.
    private static T[] CutAll<T>(T[] all, int maxSize, Func<T, int, T> cut, Func<T, int> size)
    {
        var kept = new List<T>(all.Length);
        var left = maxSize;
        foreach (var one in all)
        {
            var fitting = cut(one, maxSize);
            left -= size(fitting);
            if (left < 0 && kept.Count > 0) break;
            kept.Add(fitting);
        }
        return [.. kept];
    }

    /// <summary>The beginning of an external value, inline: up to <paramref name="maxSize"/> bytes of it are read.</summary>
    public static async ValueTask<PropertyValue> ReadPrefixAsync(IPartSource parts, PropertyValue value, int maxSize, CancellationToken cancellationToken)
    {
        if (value.External is not { } external) return value;
        var buffer = new byte[(int)Math.Min(external.Length, maxSize)];
        var read = 0;
        while (read < buffer.Length)
        {
            var got = await parts.ReadAsync(external.PartId, read, buffer.AsMemory(read), cancellationToken);
            if (got == 0) break;
            read += got;
        }
        var bytes = read == buffer.Length ? buffer : buffer[..read];
        return value.Type switch
        {
            PropertyType.String => PropertyValue.String(Encoding.Unicode.GetString(bytes, 0, bytes.Length & ~1)),
            PropertyType.String8 => PropertyValue.String8(bytes),
            PropertyType.Binary => PropertyValue.Binary(bytes),
            _ => NotFound,
        };
    }
}
