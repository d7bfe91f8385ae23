using System.Text;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>A TypedString ([MS-OXCDATA] 2.11.7): text in the shortest form that holds it.</summary>
/// <param name="Value">The text; null where there is none (StringType 0).</param>
public readonly record struct TypedString(string? Value)
{
    private const byte None = 0x00, Empty = 0x01, String8 = 0x02, ReducedUnicode = 0x03, Unicode = 0x04;

    /// <summary>Reads it. 8-bit text is taken as Latin-1: who writes it knows no code page, and writes ASCII.</summary>
    public static TypedString Read(ref MapiReader reader)
    {
        var type = reader.ReadByte();
        switch (type)
        {
            case None: return default;
            case Empty: return new TypedString("");
            case String8 or ReducedUnicode: return new TypedString(Encoding.Latin1.GetString(reader.ReadString8Z()));
            case Unicode: return new TypedString(reader.ReadUnicodeZ());
            default:
                reader.Fail($"string type {type}");
                return default;
        }
    }

    /// <summary>Writes it: reduced to one byte a character where every character is below U+0100, else UTF-16.</summary>
    public void Write(MapiWriter writer)
    {
        // A terminator in the text would end it on the wire.
        var text = Value is not null && Value.IndexOf('\0', StringComparison.Ordinal) is var end and >= 0 ? Value[..end] : Value;
        if (text is null)
        {
            writer.WriteByte(None);
        }
        else if (text.Length == 0)
        {
            writer.WriteByte(Empty);
        }
        else if (text.All(c => c <= '\u00FF'))
        {
            writer.WriteByte(ReducedUnicode);
            writer.WriteString8Z(Encoding.Latin1.GetBytes(text));
        }
        else
        {
            writer.WriteByte(Unicode);
            writer.WriteUnicodeZ(text);
        }
    }
}
