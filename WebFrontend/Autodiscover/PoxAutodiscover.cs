using System.Globalization;
using System.Text;
using System.Xml.Linq;
using MapiOrleans.WebFrontend.Authentication;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>Plain-XML Autodiscover ([MS-OXDSCLI]): <c>POST /autodiscover/autodiscover.xml</c>.</summary>
internal sealed class PoxAutodiscover(
    RequestAuthenticator authenticator, AutodiscoverResolver resolver, ExternalAddress external, IOptionsMonitor<AutodiscoverOptions> options,
    TimeProvider time, WebFrontendMetrics metrics, ILogger<PoxAutodiscover> logger)
{
    internal const string ResponseSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
    private const string ErrorSchema = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";

    private static readonly XNamespace Outlook = ResponseSchema;
    private static readonly XNamespace Root = ErrorSchema;

    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) && !request.IsHttps && external.Base(request) is { } url && url.StartsWith("https:", StringComparison.Ordinal))
        {
            // What Outlook tries last, without credentials: being sent to where Autodiscover is ([MS-OXDISCO] 3.1.5.4).
            http.Response.Redirect($"{url}/autodiscover/autodiscover.xml");
            metrics.Autodiscover("pox", "redirect");
            return;
        }
        if (await authenticator.RequireAsync(http) is not { } user) return;
        var document = HttpMethods.IsPost(request.Method) ? await SecureXml.TryReadAsync(request, options.CurrentValue.MaxRequestSize, http.RequestAborted) : null;
        var element = document?.Root is { } root && root.Name.LocalName == "Autodiscover" ? root.Elements().FirstOrDefault(e => e.Name.LocalName == "Request") : null;
        var schema = Text(element, "AcceptableResponseSchema");
        var address = Text(element, "EMailAddress");
        var legacyDN = Text(element, "LegacyDN");
        if (element is null || schema.Length == 0 || (address.Length == 0 && legacyDN.Length == 0))
        {
            await SendAsync(http, Error(600, "Invalid Request"), "invalid");
            return;
        }
        if (!schema.Equals(ResponseSchema, StringComparison.OrdinalIgnoreCase))
        {
            await SendAsync(http, Error(601, "Provider is not available"), "no-provider");
            return;
        }
        AutodiscoverAnswer answer;
        try
        {
            answer = address.Length > 0 ? await resolver.ResolveAsync(request, user, address) : await resolver.ResolveLegacyDNAsync(request, user, legacyDN);
        }
        catch (Exception e)
        {
            WebFrontendLog.AutodiscoverFailed(logger, e, user.Account.Address);
            await SendAsync(http, Error(603, "The Autodiscover service is not available now."), "failed");
            return;
        }
        var (body, outcome) = answer switch
        {
            AutodiscoverAnswer.Settings settings => (Response(settings, TakesMapiHttp(request)), "settings"),
            AutodiscoverAnswer.RedirectUrl redirect => (RedirectTo("redirectUrl", "RedirectUrl", redirect.Url), "redirect"),
            AutodiscoverAnswer.RedirectAddress redirect => (RedirectTo("redirectAddr", "RedirectAddr", redirect.Address), "redirect"),
            AutodiscoverAnswer.NoMailbox => (Error(501, "The address has no mailbox."), "no-mailbox"),
            AutodiscoverAnswer.UnsupportedClient => (Error(601, "Outlook for Mac is not supported: this server speaks MAPI over HTTP only. Use IMAP there."), "unsupported-client"),
            _ => (Error(500, "The email address can't be found."), "not-found"),
        };
        await SendAsync(http, body, outcome);
    }

    /// <summary>X-MapiHttpCapability: the highest version that the client can ([MS-OXDSCLI] 2.2.2.1); without it, it cannot at all.</summary>
    private static bool TakesMapiHttp(HttpRequest request) =>
        int.TryParse(request.Headers["X-MapiHttpCapability"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 1;

    private static XElement Response(AutodiscoverAnswer.Settings settings, bool mapiHttp)
    {
        var account = new XElement(Outlook + "Account",
            new XElement(Outlook + "AccountType", "email"),
            new XElement(Outlook + "Action", "settings"),
            new XElement(Outlook + "MicrosoftOnline", "False"),
            new XElement(Outlook + "ConsumerMailbox", "False"));
        if (settings.MailStorePath is { } mailStore)
        {
            if (mapiHttp)
            {
                account.Add(new XElement(Outlook + "Protocol", new XAttribute("Type", "mapiHttp"), new XAttribute("Version", "1"),
                    Urls("MailStore", settings, mailStore), settings.AddressBookPath is { } addressBook ? Urls("AddressBook", settings, addressBook) : null));
            }
            // Clients take the first that they reach: inside before outside.
            if (settings.Inside != settings.Outside) account.Add(ExHttp(settings, settings.Inside));
            account.Add(ExHttp(settings, settings.Outside));
            // DisplayName is not optional: without it Outlook opens nothing.
            foreach (var other in settings.Alternatives)
            {
                account.Add(new XElement(Outlook + "AlternativeMailbox",
                    new XElement(Outlook + "Type", "Delegate"),
                    new XElement(Outlook + "DisplayName", SecureXml.Clean(other.DisplayName)),
                    new XElement(Outlook + "SmtpAddress", SecureXml.Clean(other.Address)),
                    new XElement(Outlook + "OwnerSmtpAddress", SecureXml.Clean(other.Address))));
            }
            if (settings.PublicFolders is { } folders) account.Add(new XElement(Outlook + "PublicFolderInformation", new XElement(Outlook + "SmtpAddress", SecureXml.Clean(folders))));
        }
        return new XElement(Outlook + "Response",
            new XElement(Outlook + "User",
                new XElement(Outlook + "DisplayName", SecureXml.Clean(settings.Mailbox.DisplayName)),
                new XElement(Outlook + "LegacyDN", SecureXml.Clean(settings.Mailbox.LegacyDN)),
                new XElement(Outlook + "AutoDiscoverSMTPAddress", SecureXml.Clean(settings.Mailbox.Address)),
                new XElement(Outlook + "DeploymentId", settings.Domain.DomainId.ToString("D"))),
            account);
    }

    /// <summary>Where the web services are ([MS-OXDSCLI] 2.2.4.1.1.2.6, EXHTTP): those that there are. EWS, and with it OOF and availability, is not.</summary>
    private static XElement ExHttp(AutodiscoverAnswer.Settings settings, string url) => new(Outlook + "Protocol",
        new XElement(Outlook + "Type", "EXHTTP"),
        new XElement(Outlook + "Server", AutodiscoverAnswer.Settings.ServerOf(url)),
        new XElement(Outlook + "SSL", AutodiscoverAnswer.Settings.UsesTls(url) ? "On" : "Off"),
        new XElement(Outlook + "AuthPackage", "Basic"),
        settings.OabPath is { } oab ? new XElement(Outlook + "OABUrl", url + oab) : null,
        new XElement(Outlook + "CertPrincipalName", "None"),
        new XElement(Outlook + "ServerExclusiveConnect", "On"));

    private static XElement Urls(string name, AutodiscoverAnswer.Settings settings, string path) =>
        new(Outlook + name, new XElement(Outlook + "InternalUrl", settings.Inside + path), new XElement(Outlook + "ExternalUrl", settings.Outside + path));

    private static XElement RedirectTo(string action, string element, string target) => new(Outlook + "Response",
        new XElement(Outlook + "Account",
            new XElement(Outlook + "AccountType", "email"),
            new XElement(Outlook + "Action", action),
            new XElement(Outlook + element, SecureXml.Clean(target))));

    /// <summary>The error form of a response ([MS-OXDSCLI] 2.2.4.1.1.3). Its Id is one number of this server, whichever name it has.</summary>
    private XElement Error(int code, string message) => new(Root + "Response",
        new XElement(Root + "Error",
            new XAttribute("Time", time.GetUtcNow().ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)),
            new XAttribute("Id", ServerId),
            new XElement(Root + "ErrorCode", code),
            new XElement(Root + "Message", message),
            new XElement(Root + "DebugData")));

    private static readonly uint ServerId = BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)));

    private static string Text(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() ?? "";

    private Task SendAsync(HttpContext http, XElement response, string outcome)
    {
        metrics.Autodiscover("pox", outcome);
        return XmlAnswer.SendAsync(http, new XElement(Root + "Autodiscover", response), StatusCodes.Status200OK);
    }
}
