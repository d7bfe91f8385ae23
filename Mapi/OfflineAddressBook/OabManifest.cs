using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace MapiOrleans.Mapi.OfflineAddressBook;

/// <summary>A file that a manifest names ([MS-OXWOAB] 2.2.2).</summary>
/// <param name="Name">Its name, beside the manifest.</param>
/// <param name="Sequence">seq: the version that it is, or that it makes.</param>
/// <param name="Version">ver: 32 is version 4.</param>
/// <param name="Size">size: its bytes.</param>
/// <param name="UncompressedSize">uncompressedsize: bytes that it makes.</param>
/// <param name="Sha1">SHA: the SHA-1 hash of it as it is downloaded, 20 bytes.</param>
public sealed record OabManifestFile(string Name, uint Sequence, uint Version, long Size, long UncompressedSize, byte[] Sha1)
{
    /// <summary>The value of ver for full details and differences.</summary>
    public const uint Version4 = 32;
}

/// <summary>A display template file that a manifest names.</summary>
/// <param name="Language">langid: the LCID.</param>
/// <param name="Type">type: "windows" or "mac".</param>
/// <param name="File">The file.</param>
public sealed record OabManifestTemplate(uint Language, string Type, OabManifestFile File);

/// <summary>An address list of a manifest (OAL).</summary>
/// <param name="Id">id: PidTagOfflineAddressBookContainerGuid.</param>
/// <param name="DistinguishedName">dn.</param>
/// <param name="Name">name.</param>
/// <param name="Full">The full details.</param>
/// <param name="Differences">Differential Patch files, each making its version of the one before it; the newest first.</param>
/// <param name="Templates">Display templates.</param>
public sealed record OabManifestList(
    Guid Id, string DistinguishedName, string Name, OabManifestFile Full, IReadOnlyList<OabManifestFile> Differences, IReadOnlyList<OabManifestTemplate> Templates);

/// <summary>The manifest of offline address books, <c>oab.xml</c> ([MS-OXWOAB] 2.2).</summary>
/// <param name="Lists">The address lists.</param>
public sealed record OabManifest(IReadOnlyList<OabManifestList> Lists)
{
    /// <summary>The document.</summary>
    public XDocument ToXml() => new(new XElement("OAB",
        from list in Lists
        select new XElement("OAL", new XAttribute("id", list.Id.ToString("D")), new XAttribute("dn", list.DistinguishedName), new XAttribute("name", list.Name),
            Element("Full", list.Full),
            list.Differences.Select(d => Element("Diff", d)),
            list.Templates.Select(t => Element("Template", t.File, new XAttribute("langid", t.Language.ToString("x4", CultureInfo.InvariantCulture)), new XAttribute("type", t.Type))))));

    /// <summary>Reads a document; null where it is no manifest. Elements and attributes that it does not know are passed over.</summary>
    public static OabManifest? TryParse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            if (XDocument.Load(reader).Root is not { Name.LocalName: "OAB" } root) return null;
            var lists = root.Elements("OAL").Select(ListOf).ToList();
            return lists.Contains(null) ? null : new OabManifest([.. lists.Select(l => l!)]);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement Element(string name, OabManifestFile file, params object[] more) => new(name,
        new XAttribute("seq", file.Sequence), new XAttribute("ver", file.Version), new XAttribute("size", file.Size), new XAttribute("uncompressedsize", file.UncompressedSize),
        new XAttribute("SHA", Convert.ToHexString(file.Sha1)), more, file.Name);

    private static OabManifestList? ListOf(XElement element)
    {
        if (!Guid.TryParse(element.Attribute("id")?.Value, out var id) || element.Attribute("dn") is not { } dn || element.Attribute("name") is not { } name) return null;
        if (element.Element("Full") is not { } full || FileOf(full) is not { } details) return null;
        var differences = element.Elements("Diff").Select(FileOf).ToList();
        var templates = element.Elements("Template").Select(TemplateOf).ToList();
        return differences.Contains(null) || templates.Contains(null) ? null : new OabManifestList(id, dn.Value, name.Value, details, [.. differences.Select(d => d!)], [.. templates.Select(t => t!)]);
    }

    private static OabManifestTemplate? TemplateOf(XElement element) =>
        uint.TryParse(element.Attribute("langid")?.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var language) && element.Attribute("type") is { } type && FileOf(element) is { } file
            ? new OabManifestTemplate(language, type.Value, file)
            : null;

    private static OabManifestFile? FileOf(XElement element)
    {
        if (Number("seq") is not (>= 0 and <= uint.MaxValue and var sequence) || Number("ver") is not (>= 0 and <= uint.MaxValue and var version)) return null;
        if (Number("size") is not (>= 0 and var size) || Number("uncompressedsize") is not (>= 0 and var uncompressed)) return null;
        var sha = element.Attribute("SHA")?.Value;
        return sha is { Length: 40 } && sha.All(char.IsAsciiHexDigit) ? new OabManifestFile(element.Value, (uint)sequence, (uint)version, size, uncompressed, Convert.FromHexString(sha)) : null;

        long? Number(string name) => long.TryParse(element.Attribute(name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
