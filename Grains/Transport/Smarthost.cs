using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MapiOrleans.Grains.Transport;

/// <summary>The smarthost over SMTP (RFC 5321), one connection a message.</summary>
internal sealed partial class Smarthost(SmarthostOptions options) : ISmarthost, IDisposable
{
    private readonly SemaphoreSlim _connections = new(Math.Max(1, options.MaxConnections));

    /// <inheritdoc/>
    public bool IsConfigured => options.Host.Length > 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RelayRecipient>> SendAsync(Stream mime, RelayEnvelope envelope, IReadOnlyList<RelayRecipient> recipients, string envelopeId, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.SendTimeout);
        var answers = new Dictionary<string, SmtpResponse>(StringComparer.OrdinalIgnoreCase);
        await _connections.WaitAsync(cancellationToken);
        try
        {
            var message = await MimeMessage.LoadAsync(ParserOptions.Default, mime, persistent: true, limit.Token);
            using var client = new Client(envelope, envelopeId, answers) { Timeout = (int)options.CommandTimeout.TotalMilliseconds };
            if (options.LocalName.Length > 0) client.LocalDomain = options.LocalName;
            await client.ConnectAsync(options.Host, options.Port, options.Tls switch
            {
                SmarthostTls.None => SecureSocketOptions.None,
                SmarthostTls.StartTls => SecureSocketOptions.StartTls,
                SmarthostTls.Implicit => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTlsWhenAvailable,
            }, limit.Token);
            if (options.UserName.Length > 0) await client.AuthenticateAsync(options.UserName, options.Password, limit.Token);
            var format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            format.International = envelope.SmtpUtf8;
            await client.SendAsync(format, message, Mailbox(envelope.Sender), recipients.Select(r => Mailbox(r.Address)), limit.Token);
            await QuitAsync(client, limit.Token);
            return [.. recipients.Select(r => answers.TryGetValue(r.Address, out var answer) && IsRefusal(answer) ? After(r, answer) : r.Finish())];
        }
        catch (SmtpCommandException e)
        {
            var whole = new SmtpResponse(e.StatusCode, e.Message);
            return [.. recipients.Select(r => After(r, answers.TryGetValue(r.Address, out var own) && IsRefusal(own) ? own : whole))];
        }
        catch (NotSupportedException e)
        {
            return [.. recipients.Select(r => r.Fail("5.6.7", $"The smarthost cannot take this message: {e.Message}"))];
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Dropped, stalled, garbage, no certificate, a wrong password: it may be better later, and expiry ends it.
            var reason = e is OperationCanceledException ? "it did not answer in time" : e.Message;
            return [.. recipients.Select(r => answers.TryGetValue(r.Address, out var own) && IsRefusal(own) ? After(r, own) : r.Delay("4.4.1", $"{options.Host}: {reason}"))];
        }
        finally
        {
            _connections.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();

    // The message is taken already: what comes of saying goodbye changes nothing.
    private static async Task QuitAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            return;
        }
    }

    private static MailboxAddress Mailbox(string address) => new(Encoding.UTF8, "", address);

    private static bool IsRefusal(SmtpResponse response) => (int)response.StatusCode >= 400;

    private static RelayRecipient After(RelayRecipient recipient, SmtpResponse response)
    {
        var code = (int)response.StatusCode;
        var text = $"{code.ToString(CultureInfo.InvariantCulture)} {response.Response}";
        var status = Enhanced().Match(response.Response) is { Success: true } match ? match.Value : code >= 500 ? "5.0.0" : "4.0.0";
        return code >= 500 ? recipient.Fail(status, text) : recipient.Delay(status, text);
    }

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Enhanced();

    /// <summary>A client that hears every recipient's answer, and goes on with those that are taken.</summary>
    private sealed class Client(RelayEnvelope envelope, string envelopeId, Dictionary<string, SmtpResponse> answers) : SmtpClient
    {
        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => answers[mailbox.Address] = response;

        protected override void OnNoRecipientsAccepted(MimeMessage message)
        {
            // Each one's answer is known.
        }

        protected override string GetEnvelopeId(MimeMessage message) => envelopeId;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay | (envelope.NotifySuccess ? DeliveryStatusNotification.Success : 0);
    }
}
