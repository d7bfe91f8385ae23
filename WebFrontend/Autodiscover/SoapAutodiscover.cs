using System.Xml.Linq;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Authentication;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>
/// SOAP Autodiscover ([MS-OXWSADISC]): <c>POST /autodiscover/autodiscover.svc</c> with GetUserSettings, GetDomainSettings and
/// GetFederationInformation. Whatever else is asked gets a fault.
/// </summary>
internal sealed class SoapAutodiscover(
    RequestAuthenticator authenticator, AutodiscoverResolver resolver, IGrainFactory grains, IOptionsMonitor<AutodiscoverOptions> options,
    IOptionsMonitor<WebFrontendOptions> frontend, WebFrontendMetrics metrics, ILogger<SoapAutodiscover> logger)
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Autodiscover = "http://schemas.microsoft.com/exchange/2010/Autodiscover";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public async Task InvokeAsync(HttpContext http)
    {
        if (await authenticator.RequireAsync(http) is not { } user) return;
        var document = await SecureXml.TryReadAsync(http.Request, options.CurrentValue.MaxRequestSize, http.RequestAborted);
        var body = document?.Root is { } root && root.Name == Soap + "Envelope" ? root.Element(Soap + "Body")?.Elements().FirstOrDefault() : null;
        if (body is null)
        {
            await FaultAsync(http, "a:DeserializationFailed", "The request is no SOAP 1.1 envelope with a body.");
            return;
        }
        if (body.Name.Namespace != Autodiscover || OperationOf(body.Name.LocalName) is not { } operation)
        {
            await FaultAsync(http, "a:ActionNotSupported", "There is no such operation.");
            return;
        }
        try
        {
            var response = operation switch
            {
                "GetUserSettings" => await GetUserSettingsAsync(http, user, body),
                "GetDomainSettings" => await GetDomainSettingsAsync(user, body),
                _ => Code("NotFederated", "This organisation is not federated."),
            };
            metrics.Autodiscover("soap", operation);
            await XmlAnswer.SendAsync(http, Envelope(operation, response), StatusCodes.Status200OK);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            WebFrontendLog.AutodiscoverFailed(logger, e, user.Account.Address);
            await XmlAnswer.SendAsync(http, Envelope(operation, Code("InternalServerError", "The service is not available now.")), StatusCodes.Status200OK);
        }
    }

    private static string? OperationOf(string message) => message switch
    {
        "GetUserSettingsRequestMessage" => "GetUserSettings",
        "GetDomainSettingsRequestMessage" => "GetDomainSettings",
        "GetFederationInformationRequestMessage" => "GetFederationInformation",
        _ => null,
    };

    private async Task<object[]> GetUserSettingsAsync(HttpContext http, AuthenticatedUser user, XElement body)
    {
        var addresses = Values(body, "Mailbox");
        var settings = Values(body, "Setting");
        if (addresses.Count == 0 || settings.Count == 0 || addresses.Count > options.CurrentValue.MaxUsersPerRequest) return Code("InvalidRequest", "The request names no users, no settings, or too many users.");
        var responses = new XElement(Autodiscover + "UserResponses");
        foreach (var address in addresses) responses.Add(UserResponse(await resolver.ResolveAsync(http.Request, user, address), settings));
        return [.. Code("NoError", ""), responses];
    }

    private static XElement UserResponse(AutodiscoverAnswer answer, List<string> requested)
    {
        var (code, message, target) = answer switch
        {
            AutodiscoverAnswer.Settings => ("NoError", "No error.", null),
            AutodiscoverAnswer.RedirectUrl redirect => ("RedirectUrl", "Ask there.", redirect.Url),
            AutodiscoverAnswer.RedirectAddress redirect => ("RedirectAddress", "Ask for that.", redirect.Address),
            AutodiscoverAnswer.UnsupportedClient => ("SettingIsNotAvailable", "Outlook for Mac is not supported by this server.", null),
            _ => ("InvalidUser", "The user was not found.", (string?)null),
        };
        var errors = new XElement(Autodiscover + "UserSettingErrors");
        var values = new XElement(Autodiscover + "UserSettings");
        if (answer is AutodiscoverAnswer.Settings settings)
        {
            foreach (var name in requested.Distinct())
            {
                if (name == "AlternateMailboxes" && settings.MailStorePath is not null)
                {
                    values.Add(AlternateMailboxes(settings));
                }
                else if (UserSetting(settings, name) is { } value)
                {
                    values.Add(new XElement(Autodiscover + "UserSetting", new XAttribute(Instance + "type", "StringSetting"),
                        new XElement(Autodiscover + "Name", name), new XElement(Autodiscover + "Value", SecureXml.Clean(value))));
                }
                else
                {
                    errors.Add(new XElement(Autodiscover + "UserSettingError", new XElement(Autodiscover + "ErrorCode", "SettingIsNotAvailable"),
                        new XElement(Autodiscover + "ErrorMessage", "The setting is not available."), new XElement(Autodiscover + "SettingName", SecureXml.Clean(name))));
                }
            }
        }
        return new XElement(Autodiscover + "UserResponse",
            new XElement(Autodiscover + "ErrorCode", code),
            new XElement(Autodiscover + "ErrorMessage", message),
            target is null ? new XElement(Autodiscover + "RedirectTarget", new XAttribute(Instance + "nil", "true")) : new XElement(Autodiscover + "RedirectTarget", SecureXml.Clean(target)),
            errors, values);
    }

    private static string? UserSetting(AutodiscoverAnswer.Settings settings, string name) => name switch
    {
        "UserDisplayName" => settings.Mailbox.DisplayName,
        "UserDN" => settings.Mailbox.LegacyDN,
        "UserDeploymentId" => settings.Domain.DomainId.ToString("D"),
        "UserMSOnline" => "False",
        "AutoDiscoverSMTPAddress" or "MailboxSMTPAddress" => settings.Mailbox.Address,
        "MailboxDN" => settings.Mailbox.LegacyDN,
        "InternalMailboxServer" or "InternalRpcClientServer" => AutodiscoverAnswer.Settings.ServerOf(settings.Inside),
        "ExternalMailboxServer" => AutodiscoverAnswer.Settings.ServerOf(settings.Outside),
        "InternalMailboxServerDN" => LegacyNames.MailboxServer(settings.Mailbox.MailboxGuid, settings.Mailbox.Domain),
        "InternalServerExclusiveConnect" or "ExternalServerExclusiveConnect" => settings.MailStorePath is null ? null : "On",
        "CrossOrganizationSharingEnabled" => "False",
        "PublicFolderInformation" => settings.PublicFolders,
        "ShowGalAsDefaultView" => settings.AddressBookPath is null ? null : "True",
        "ExternalMailboxServerRequiresSSL" => AutodiscoverAnswer.Settings.UsesTls(settings.Outside) ? "True" : "False",
        "ExternalMailboxServerAuthenticationMethods" => "Basic",
        "MapiHttpEnabled" => settings.MailStorePath is null ? "False" : "True",
        "InternalMapiHttpUrl" => settings.MailStorePath is { } path ? settings.Inside + path : null,
        "ExternalMapiHttpUrl" => settings.MailStorePath is { } path ? settings.Outside + path : null,
        "InternalOABUrl" => settings.OabPath is { } path ? settings.Inside + path : null,
        "ExternalOABUrl" => settings.OabPath is { } path ? settings.Outside + path : null,
        _ => null,
    };

    private static XElement AlternateMailboxes(AutodiscoverAnswer.Settings settings) => new(Autodiscover + "UserSetting",
        new XAttribute(Instance + "type", "AlternateMailboxCollectionSetting"),
        new XElement(Autodiscover + "Name", "AlternateMailboxes"),
        new XElement(Autodiscover + "AlternateMailboxes",
            from other in settings.Alternatives
            select new XElement(Autodiscover + "AlternateMailbox",
                new XElement(Autodiscover + "Type", "Delegate"),
                new XElement(Autodiscover + "DisplayName", SecureXml.Clean(other.DisplayName)),
                new XElement(Autodiscover + "LegacyDN", SecureXml.Clean(other.LegacyDN)),
                new XElement(Autodiscover + "Server", LegacyNames.MailboxServer(other.MailboxGuid, other.Domain)),
                new XElement(Autodiscover + "SmtpAddress", SecureXml.Clean(other.Address)),
                new XElement(Autodiscover + "OwnerSmtpAddress", SecureXml.Clean(other.Address)))));

    private async Task<object[]> GetDomainSettingsAsync(AuthenticatedUser user, XElement body)
    {
        var domains = Values(body, "Domain");
        var settings = Values(body, "Setting");
        if (domains.Count == 0 || settings.Count == 0 || domains.Count > options.CurrentValue.MaxUsersPerRequest) return Code("InvalidRequest", "The request names no domains, no settings, or too many domains.");
        var responses = new XElement(Autodiscover + "DomainResponses");
        foreach (var name in domains)
        {
            var known = await grains.GetGrain<IDirectoryGrain>(0).FindDomainAsync(name) is { } domain && domain.DomainId == user.Domain.DomainId;
            responses.Add(new XElement(Autodiscover + "DomainResponse",
                new XElement(Autodiscover + "ErrorCode", known ? "NoError" : "InvalidDomain"),
                new XElement(Autodiscover + "ErrorMessage", known ? "No error." : "The domain was not found."),
                // The settings there are name EWS, which is not served.
                new XElement(Autodiscover + "DomainSettingErrors", known ? settings.Distinct().Select(s => new XElement(Autodiscover + "DomainSettingError",
                    new XElement(Autodiscover + "ErrorCode", "SettingIsNotAvailable"),
                    new XElement(Autodiscover + "ErrorMessage", "The setting is not available."),
                    new XElement(Autodiscover + "SettingName", SecureXml.Clean(s)))) : null),
                new XElement(Autodiscover + "DomainSettings"),
                new XElement(Autodiscover + "RedirectTarget", new XAttribute(Instance + "nil", "true"))));
        }
        return [.. Code("NoError", ""), responses];
    }

    private static object[] Code(string code, string message) =>
        [new XElement(Autodiscover + "ErrorCode", code), new XElement(Autodiscover + "ErrorMessage", message)];

    private static List<string> Values(XElement body, string name) =>
        [.. body.Descendants(Autodiscover + name).Where(e => !e.HasElements).Select(e => e.Value.Trim()).Where(v => v.Length > 0)];

    private XElement Envelope(string operation, object[] response)
    {
        var version = frontend.CurrentValue.ServerVersion.Split('.');
        return new XElement(Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "s", Soap), new XAttribute(XNamespace.Xmlns + "a", Addressing), new XAttribute(XNamespace.Xmlns + "i", Instance),
            new XElement(Soap + "Header",
                new XElement(Addressing + "Action", new XAttribute(Soap + "mustUnderstand", "1"), $"{Autodiscover}/Autodiscover/{operation}Response"),
                new XElement(Autodiscover + "ServerVersionInfo",
                    new XElement(Autodiscover + "MajorVersion", int.Parse(version[0])),
                    new XElement(Autodiscover + "MinorVersion", int.Parse(version[1])),
                    new XElement(Autodiscover + "MajorBuildNumber", int.Parse(version[2])),
                    new XElement(Autodiscover + "MinorBuildNumber", int.Parse(version[3])),
                    new XElement(Autodiscover + "Version", "Exchange2016"))),
            new XElement(Soap + "Body",
                new XElement(Autodiscover + $"{operation}ResponseMessage", new XElement(Autodiscover + "Response", response))));
    }

    private async Task FaultAsync(HttpContext http, string code, string text)
    {
        metrics.Autodiscover("soap", "fault");
        await XmlAnswer.SendAsync(http, new XElement(Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "s", Soap), new XAttribute(XNamespace.Xmlns + "a", Addressing),
            new XElement(Soap + "Header", new XElement(Addressing + "Action", new XAttribute(Soap + "mustUnderstand", "1"), "http://www.w3.org/2005/08/addressing/soap/fault")),
            new XElement(Soap + "Body", new XElement(Soap + "Fault", new XElement("faultcode", code), new XElement("faultstring", text)))), StatusCodes.Status500InternalServerError);
    }
}
