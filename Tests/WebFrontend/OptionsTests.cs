using MapiOrleans.WebFrontend;
using MapiOrleans.WebFrontend.Authentication;
using MapiOrleans.WebFrontend.Autodiscover;
using MapiOrleans.WebFrontend.Mapi;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.Extensions.Options;
using Xunit;

namespace MapiOrleans.Tests.Frontend;

/// <summary>Wrong settings are named with value and remedy.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, string, ValidateOptionsResult> Wrong => new()
    {
        { "WebFrontend:ExternalUrl", "mail.example.test", new WebFrontendOptionsValidator().Validate(null, new() { ExternalUrl = "mail.example.test" }) },
        { "WebFrontend:ExternalUrl", "https://x/path", new WebFrontendOptionsValidator().Validate(null, new() { ExternalUrl = "https://x/path" }) },
        { "WebFrontend:TrustedProxies", "proxy", new WebFrontendOptionsValidator().Validate(null, new() { TrustedProxies = ["proxy"] }) },
        { "WebFrontend:ServerVersion", "16.0", new WebFrontendOptionsValidator().Validate(null, new() { ServerVersion = "16.0" }) },
        { "WebFrontend:MaxConcurrentRequests", "0", new WebFrontendOptionsValidator().Validate(null, new() { MaxConcurrentRequests = 0 }) },
        { "Mapi:NotificationSlice", "00:00:11", new MapiEndpointOptionsValidator().Validate(null, new() { NotificationSlice = TimeSpan.FromSeconds(11) }) },
        { "Mapi:PendingPeriod", "00:10:00", new MapiEndpointOptionsValidator().Validate(null, new() { PendingPeriod = TimeSpan.FromMinutes(10) }) },
        { "Authentication:AnsiCodePages", "12", new AuthenticationOptionsValidator().Validate(null, new() { AnsiCodePages = [12] }) },
        { "Authentication:Realm", "a\"b", new AuthenticationOptionsValidator().Validate(null, new() { Realm = "a\"b" }) },
        { "Authentication:LockoutMaximum", "00:00:01", new AuthenticationOptionsValidator().Validate(null, new() { LockoutMaximum = TimeSpan.FromSeconds(1) }) },
        { "Autodiscover:Redirects:x.test", "http://x.test", new AutodiscoverOptionsValidator().Validate(null, new() { Redirects = new Dictionary<string, string> { ["x.test"] = "http://x.test" } }) },
        { "Tls:CertificatePath", "/no/such.pem", new TlsOptionsValidator().Validate(null, new() { CertificatePath = "/no/such.pem" }) },
        { "Tls:DevelopmentNames", "a b", new TlsOptionsValidator().Validate(null, new() { DevelopmentNames = ["a b"] }) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Problems_name_setting_value_and_remedy(string setting, string value, ValidateOptionsResult result)
    {
        Assert.True(result.Failed);
        Assert.StartsWith($"{setting} is '{value}'. Give", Assert.Single(result.Failures!).Replace("There is no such file. ", ""));
    }

    [Fact]
    public void Defaults_are_good()
    {
        Assert.True(new WebFrontendOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new MapiEndpointOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new AuthenticationOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new AutodiscoverOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new TlsOptionsValidator().Validate(null, new()).Succeeded);
    }
}
