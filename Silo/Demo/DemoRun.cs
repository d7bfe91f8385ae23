using System.Net;
using System.Net.Security;
using System.Text;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.WebFrontend.Lmtp;
using MapiOrleans.WebFrontend.Provisioning;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MapiOrleans.Silo.Demo;

/// <summary>
/// Shows the server at work: people are provisioned, mail is delivered by LMTP, and a client finds and opens the mailbox as Outlook does, by
/// Autodiscover and MAPI over HTTP. Nothing of it goes past the doors that everybody uses.
/// </summary>
internal sealed class DemoRun(WebApplication node, TextWriter output)
{
    private const string Address = "anna@example.test";
    private const string Password = "Password01!";

    private const string People = $$"""
        { "domains": [ { "name": "example.test", "mapi": { "enabled": true, "autodiscoverCheck": "off" },
            "users": [
              { "address": "{{Address}}", "displayName": "Anna Keller", "password": "{{Password}}", "title": "Engineer", "roles": ["organizationAdmin"] },
              { "address": "ben@example.test", "displayName": "Ben Weber", "password": "{{Password}}", "manager": "{{Address}}" } ],
            "groups": [ { "address": "staff@example.test", "displayName": "Staff", "members": ["{{Address}}", "ben@example.test"] } ],
            "resources": [ { "address": "room1@example.test", "displayName": "Room 1", "kind": "room", "capacity": 8 } ] } ] }
        """;

    /// <summary>Runs once. What goes wrong is thrown.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Say("1. Provisioning example.test");
        foreach (var step in await node.Services.GetRequiredService<Provisioner>().ProvisionAsync(Encoding.UTF8.GetBytes(People), null, cancellationToken))
            Say($"   {step.Kind} {step.Name}: {step.Outcome}");

        Say("2. Delivering mail by LMTP");
        var lmtp = node.Services.GetRequiredService<LmtpServer>().EndPoint ?? throw new InvalidOperationException("Lmtp:Listen is empty: the demo needs an LMTP server.");
        foreach (var (from, to, message) in DemoMail.Messages(DateTimeOffset.UtcNow))
            foreach (var answer in await DemoMail.DeliverAsync(lmtp, from, to, message, cancellationToken))
                Say($"   {answer}");

        var server = ServerAddress();
        Say($"3. Asking Autodiscover at {server} for {Address}");
        using var http = Client();
        var credential = new NetworkCredential(Address, Password);
        var found = await new AutodiscoverClient(http, credential).FindAsync(server, Address, cancellationToken);
        Say($"   {found.DisplayName}, mailbox at {found.MailStore}");

        Say("4. Opening the mailbox by MAPI over HTTP");
        var store = found.MailStore ?? throw new InvalidOperationException("Autodiscover named no mailbox endpoint.");
        var client = new MapiHttpClient(http, store, credential);
        var mailbox = await MapiMailbox.ConnectAsync(client, found.LegacyDn, cancellationToken: cancellationToken);
        await ShowAsync(mailbox, cancellationToken);
        await client.DisconnectAsync(cancellationToken);

        Say("");
        Say("The server stays up; Ctrl+C ends it. Sign in as");
        Say($"   {Address} or ben@example.test, password {Password}");
        Say($"   Autodiscover {new Uri(server, "/autodiscover/autodiscover.xml")}, MAPI {new Uri(server, "/mapi/emsmdb/")}");
    }

    private async Task ShowAsync(MapiMailbox mailbox, CancellationToken cancellationToken)
    {
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, cancellationToken);
        var (projects, _) = await mailbox.CreateFolderAsync(inbox, "Projects", cancellationToken);
        var made = await mailbox.CreateMessageAsync(projects,
        [
            new(PidTag.MessageClass, PropertyValue.String("IPM.Note")), new(PidTag.Subject, PropertyValue.String("Made through MAPI")),
            new(PidTag.Body, PropertyValue.String("Folders below the Inbox are real mail folders.")),
        ], cancellationToken: cancellationToken);
        Say($"   folder Inbox/Projects, message {made:X16} saved in it");

        var top = await mailbox.OpenFolderAsync(mailbox.IpmSubtree, cancellationToken);
        foreach (var row in await mailbox.ListFoldersAsync(top, [PidTag.DisplayName, PidTag.ContentCount, PidTag.ContentUnreadCount, PidTag.Depth], depth: true, cancellationToken))
            Say($"   {new string(' ', 2 * row[3].AsInt32())}{row[0].AsString()} ({row[1].AsInt32()} messages, {row[2].AsInt32()} unread)");

        Say("5. Reading the Inbox, newest first");
        var newestFirst = new[] { new TableSortOrder(PidTag.MessageDeliveryTime, TableSortOrder.Descending) };
        foreach (var row in await mailbox.ListMessagesAsync(inbox, [PidTag.Mid, PidTag.Subject, PidTag.SenderName, PidTag.HasAttachments], newestFirst, cancellationToken: cancellationToken))
        {
            var properties = await mailbox.ReadMessageAsync(mailbox.Inbox, (ulong)row[0].AsInt64(), cancellationToken);
            var body = properties.FirstOrDefault(p => p.Tag == PidTag.Body).Value;
            Say($"   \"{row[1].AsString()}\" from {row[2].AsString()}{(row[3].AsBool() ? ", with attachments" : "")}: {properties.Length} properties, \"{Start(body)}\"");
        }
    }

    private static string Start(PropertyValue body)
    {
        if (body.Type != PropertyType.String) return "";
        var text = string.Join(' ', body.AsString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 60 ? text[..60] + "…" : text;
    }

    private Uri ServerAddress()
    {
        var addresses = node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var https = addresses.FirstOrDefault(a => a.StartsWith("https://", StringComparison.Ordinal)) ?? throw new InvalidOperationException("Listen:Https is off: the demo needs HTTPS.");
        return new Uri(https.Replace("[::]", "localhost", StringComparison.Ordinal));
    }

    /// <summary>A client that trusts this server's certificate, be it the development one, and no other that the system doesn't.</summary>
    private HttpClient Client()
    {
        var own = node.Services.GetRequiredService<ITlsCertificateSource>().Current?.Thumbprint;
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || certificate?.GetCertHashString() == own,
            },
        });
    }

    private void Say(string line) => output.WriteLine(line);
}
