using System.Text;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>A display template (TMPLT_ENTRY, [MS-OXOAB] 2.2.2).</summary>
/// <param name="DistinguishedName">The template's X.500 name.</param>
/// <param name="Template">The template ([MS-OXOABKT] 2.2.2.1), text in the language's code page.</param>
public sealed record OabTemplate(string DistinguishedName, byte[] Template);

/// <summary>
/// A display template file ([MS-OXOAB] 2.2): the property dialogs of one language, one for each of the display types 0 to 6. It has no scripts,
/// no named properties and no address creation templates.
/// </summary>
/// <param name="Templates">By display type; null where there is none.</param>
public sealed record OabTemplateFile(IReadOnlyList<OabTemplate?> Templates)
{
    /// <summary>Display types that a file has: DT_MAILUSER to DT_REMOTE_MAILUSER.</summary>
    public const int Types = 7;

    private const int EntrySize = 32;
    private const int NamesSize = 16;
    private const int Start = OabHeader.Size + (Types * EntrySize) + NamesSize + 4;

    /// <summary>The wire form.</summary>
    public byte[] ToArray()
    {
        if (Templates.Count != Types) throw new InvalidOperationException($"{Templates.Count} templates; a file has {Types}.");
        using var writer = new MapiWriter();
        new OabHeader(OabHeader.Templates, 0, 0).Write(writer);
        var offset = (uint)Start;
        foreach (var template in Templates)
        {
            WritePlace(writer, template?.DistinguishedName.Length + 1 ?? 0, ref offset);
            WritePlace(writer, template?.Template.Length ?? 0, ref offset);
            // Neither script nor display name: what Outlook shows is the template's own title.
            writer.Reserve(16).Clear();
        }
        // NAMES_STRUCT, and no address creation templates behind it.
        writer.Reserve(NamesSize + 4).Clear();
        foreach (var template in Templates)
        {
            if (template is null) continue;
            writer.WriteAsciiZ(template.DistinguishedName);
            writer.WriteBytes(template.Template);
        }
        return writer.ToArray();
    }

    /// <summary>Reads the wire form; null and why where it is none.</summary>
    public static OabTemplateFile? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var header = OabHeader.Read(ref reader);
        if (!reader.Failed && header.Version != OabHeader.Templates) reader.Fail($"ulVersion 0x{header.Version:X}");
        var templates = new OabTemplate?[Types];
        for (var i = 0; i < Types && !reader.Failed; i++)
        {
            var name = ReadPlace(ref reader, bytes);
            var template = ReadPlace(ref reader, bytes);
            reader.Skip(16);
            if (template.IsEmpty || reader.Failed) continue;
            templates[i] = new OabTemplate(Encoding.ASCII.GetString(name.TrimEnd((byte)0)), template.ToArray());
        }
        reader.Skip(NamesSize + 4);
        error = reader.Error;
        return error is null ? new OabTemplateFile(templates) : null;
    }

    private static void WritePlace(MapiWriter writer, int length, ref uint offset)
    {
        writer.WriteUInt32(length == 0 ? 0 : offset);
        writer.WriteUInt32((uint)length);
        offset += (uint)length;
    }

    private static ReadOnlySpan<byte> ReadPlace(ref MapiReader reader, ReadOnlySpan<byte> bytes)
    {
        var (offset, length) = (reader.ReadUInt32(), reader.ReadUInt32());
        if (reader.Failed || offset == 0) return default;
        if (offset <= bytes.Length && length <= bytes.Length - offset) return bytes.Slice((int)offset, (int)length);
        reader.Fail($"{length} bytes at {offset} of {bytes.Length}");
        return default;
    }
}
