using System.Xml;
using System.Xml.Linq;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>Reads XML that strangers sent: no DTD, no entities, nothing fetched, nothing deep, nothing large.</summary>
internal static class SecureXml
{
    private const int MaxDepth = 32;

    /// <summary>The document of a request, or null where it is none or larger than <paramref name="maxSize"/>.</summary>
    public static async Task<XDocument?> TryReadAsync(HttpRequest request, int maxSize, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxSize) return null;
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > maxSize) return null;
            body.Write(buffer, 0, read);
        }
        body.Position = 0;
        return TryParse(body);
    }

    internal static XDocument? TryParse(Stream stream)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = 1 << 24 };
        try
        {
            // Depth is looked at before a tree is built: building one recurses.
            using (var reader = XmlReader.Create(stream, settings))
            {
                while (reader.Read())
                {
                    if (reader.Depth > MaxDepth) return null;
                }
            }
            stream.Position = 0;
            using var again = XmlReader.Create(stream, settings);
            return XDocument.Load(again);
        }
        catch (XmlException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // An encoding that does not exist.
            return null;
        }
    }

    /// <summary>Text without the characters that XML 1.0 cannot hold; half a surrogate pair becomes U+FFFD.</summary>
    public static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(r => r.Value is >= 0x20 and not 0xFFFE and not 0xFFFF or '\t' or '\n' or '\r'));
}
