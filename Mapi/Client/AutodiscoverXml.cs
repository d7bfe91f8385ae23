using System.Xml;
using System.Xml.Linq;

namespace MapiOrleans.Mapi.Client;

/// <summary>The documents of Autodiscover: plain XML ([MS-OXDSCLI]) and SOAP ([MS-OXWSADISC]).</summary>
internal static class AutodiscoverXml
{
    public const string ResponseSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
    private static readonly XNamespace Request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Service = "http://schemas.microsoft.com/exchange/2010/Autodiscover";

    /// <summary>An XML document of a server: no DTD, nothing fetched. Null where it is none.</summary>
    public static XDocument? TryRead(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>A request for an address ([MS-OXDSCLI] 2.2.3).</summary>
    public static byte[] PoxRequest(string address) => Bytes(new XElement(Request + "Autodiscover",
        new XElement(Request + "Request", new XElement(Request + "EMailAddress", address), new XElement(Request + "AcceptableResponseSchema", ResponseSchema))));

    /// <summary>A GetUserSettings request ([MS-OXWSADISC] 3.1.4.1).</summary>
    public static byte[] SoapRequest(string address, IEnumerable<string> settings) => Bytes(new XElement(Soap + "Envelope",
        new XElement(Soap + "Header",
            new XElement(Service + "RequestedServerVersion", "Exchange2013"),
            new XElement(Addressing + "Action", Service.NamespaceName + "/Autodiscover/GetUserSettings")),
        new XElement(Soap + "Body", new XElement(Service + "GetUserSettingsRequestMessage", new XElement(Service + "Request",
            new XElement(Service + "Users", new XElement(Service + "User", new XElement(Service + "Mailbox", address))),
            new XElement(Service + "RequestedSettings", settings.Select(s => new XElement(Service + "Setting", s))))))));

    private static byte[] Bytes(XElement element)
    {
        using var stream = new MemoryStream();
        new XDocument(element).Save(stream, SaveOptions.DisableFormatting);
        return stream.ToArray();
    }

    /// <summary>The first descendant of this local name: namespaces differ between servers more than names do.</summary>
    public static XElement? Find(XContainer? parent, string name) => parent?.Descendants().FirstOrDefault(e => e.Name.LocalName == name);

    /// <summary>Its text, or nothing.</summary>
    public static string Text(XContainer? parent, string name) => Find(parent, name)?.Value.Trim() ?? "";

    /// <summary>A response's settings ([MS-OXDSCLI] 2.2.4.1).</summary>
    public static AutodiscoverSettings PoxSettings(XDocument document, Uri source)
    {
        var protocol = document.Descendants().FirstOrDefault(e => e.Name.LocalName == "Protocol" && (string?)e.Attribute("Type") == "mapiHttp");
        return new AutodiscoverSettings
        {
            Address = Text(document, "AutoDiscoverSMTPAddress"),
            DisplayName = Text(Find(document, "User"), "DisplayName"),
            LegacyDn = Text(document, "LegacyDN"),
            MailStore = UrlIn(Find(protocol, "MailStore")),
            AddressBook = UrlIn(Find(protocol, "AddressBook")),
            AlternativeMailboxes = [.. document.Descendants().Where(e => e.Name.LocalName == "AlternativeMailbox").Select(e => Text(e, "SmtpAddress")).Where(a => a.Length > 0)],
            Source = source,
        };
    }

    private static Uri? UrlIn(XElement? place) => Uri.TryCreate(Text(place, "ExternalUrl") is { Length: > 0 } url ? url : Text(place, "InternalUrl"), UriKind.Absolute, out var uri) ? uri : null;

    /// <summary>A GetUserSettings response's settings by their names.</summary>
    public static Dictionary<string, string> SoapSettings(XDocument document)
    {
        var settings = new Dictionary<string, string>();
        foreach (var setting in document.Descendants().Where(e => e.Name.LocalName == "UserSetting")) settings[Text(setting, "Name")] = Text(setting, "Value");
        return settings;
    }
}
