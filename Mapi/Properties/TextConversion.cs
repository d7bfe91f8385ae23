using System.Text;

namespace MapiOrleans.Mapi.Properties;

/// <summary>PtypString8 to PtypString and back, by code page. Text is kept as PtypString; 8-bit text exists only on the wire.</summary>
public static class TextConversion
{
    private const int DefaultCodePage = 1252;

    static TextConversion() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of a code page; Windows-1252 where there is no such code page.</summary>
    public static Encoding EncodingOf(int codePage)
    {
        try
        {
            return codePage is 0 or 65000 ? Encoding.GetEncoding(DefaultCodePage) : Encoding.GetEncoding(codePage);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            return Encoding.GetEncoding(DefaultCodePage);
        }
    }

    /// <summary>Whether there is such a code page.</summary>
    public static bool IsKnown(int codePage) => codePage == 0 || CodePagesEncodingProvider.Instance.GetEncoding(codePage) is not null
        || codePage is 65001 or 1200 or 1201 or 20127 or 28591 or 65000;

    /// <summary>8-bit values as Unicode; others as they are.</summary>
    public static PropertyValue ToUnicode(PropertyValue value, int codePage) => value.Type switch
    {
        PropertyType.String8 when !value.IsExternal => PropertyValue.String(EncodingOf(codePage).GetString(value.AsBytes())),
        PropertyType.MultipleString8 => PropertyValue.Multiple([.. value.AsArray<byte[]>().Select(EncodingOf(codePage).GetString)]),
        _ => value,
    };

    /// <summary>A tagged 8-bit value as Unicode, its tag too.</summary>
    public static TaggedPropertyValue ToUnicode(TaggedPropertyValue value, int codePage)
    {
        var converted = ToUnicode(value.Value, codePage);
        return converted.Type == value.Value.Type ? value : new TaggedPropertyValue(value.Tag.Id, converted);
    }

    /// <summary>Unicode values as 8-bit ones; characters that the code page lacks become '?'.</summary>
    public static PropertyValue ToString8(PropertyValue value, int codePage) => value.Type switch
    {
        PropertyType.String when !value.IsExternal => PropertyValue.String8(EncodingOf(codePage).GetBytes(value.AsString())),
        PropertyType.MultipleString => PropertyValue.Multiple(PropertyType.MultipleString8, [.. value.AsArray<string>().Select(EncodingOf(codePage).GetBytes)]),
        _ => value,
    };

    /// <summary>The value in the text type asked for, where it is text; others as they are.</summary>
    public static PropertyValue ToType(PropertyValue value, PropertyType wanted, int codePage) => wanted switch
    {
        PropertyType.String8 or PropertyType.MultipleString8 => ToString8(value, codePage),
        PropertyType.String or PropertyType.MultipleString => ToUnicode(value, codePage),
        _ => value,
    };
}
