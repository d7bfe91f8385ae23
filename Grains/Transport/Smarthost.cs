using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MapiOrleans.Grains.Transport;

/// <summary>The smarthost over SMTP (RFC 5321), one connection a transaction. Whatever it does or says ends in time, and loses no mail.</summary>
internal sealed partial class Smarthost(SmarthostOptions options, TimeProvider time) : ISmarthost, IDisposable
{
    // What says that this server is not set up as the smarthost wants it (RFC 4954 6): no fault of the message.
    private const int NeedsSignIn = 530, SignInRefused = 535, TooWeak = 534, NeedsTls = 538;

    private readonly SemaphoreSlim _connections = new(Math.Max(1, options.MaxConnections));
    private readonly SmarthostTrust _trust = new(options);

    /// <inheritdoc/>
    public bool IsConfigured => options.Host.Length > 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RelayRecipient>> SendAsync(Stream mime, RelayEnvelope envelope, IReadOnlyList<RelayRecipient> recipients, string envelopeId, CancellationToken cancellationToken)
    {
        await _connections.WaitAsync(cancellationToken);
        using var late = new CancellationTokenSource(options.SendTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var answers = new Dictionary<string, SmtpResponse>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var message = await MimeMessage.LoadAsync(ParserOptions.Default, mime, persistent: true, limit.Token);
            using var client = new Client(envelope, envelopeId, answers) { ServerCertificateValidationCallback = _trust.Judge, CheckCertificateRevocation = false };
            if (options.LocalName.Length > 0) client.LocalDomain = options.LocalName;
            if (await ConnectAsync(client, limit.Token) is { } trouble) return [.. recipients.Select(r => r.Delay("4.4.1", $"{options.Host}: {trouble}"))];
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
            // Dropped, stalled, garbage: it may be better later, and expiry ends it.
            var reason = e is OperationCanceledException ? "it did not take the message in time" : e.Message;
            return [.. recipients.Select(r => answers.TryGetValue(r.Address, out var own) && IsRefusal(own) ? After(r, own) : r.Delay("4.4.2", $"{options.Host}: {reason}"))];
        }
        finally
        {
            _connections.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();

    /// <summary>Connects, makes the connection as safe as it is to be, and signs in; what keeps it from that may pass, and is given as text.</summary>
    private async Task<string?> ConnectAsync(Client client, CancellationToken cancellationToken)
    {
        try
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var late = new CancellationTokenSource(options.CommandTimeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
                await socket.ConnectAsync(options.Host, options.Port, either.Token);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
            var stream = new SmtpStream(new NetworkStream(socket, ownsSocket: true), options.CommandTimeout, options.MaxAnswerBytes, time);
            await client.ConnectAsync(stream, options.Host, options.Port, options.Tls switch
            {
                SmarthostTls.None => SecureSocketOptions.None,
                SmarthostTls.StartTls => SecureSocketOptions.StartTls,
                SmarthostTls.Implicit => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTlsWhenAvailable,
            }, cancellationToken);
            if (options.UserName.Length == 0) return null;
            if (options.Tls != SmarthostTls.None && !client.IsSecure) return "it offers no TLS, and the password is not sent in the clear";
            await client.AuthenticateAsync(options.UserName, options.Password, cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it cannot be reached in time";
        }
        // A greeting of 554 is of the server, not of the message: mail is not sent back for it.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.Message;
        }
    }

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
        var permanent = code is >= 500 and < 600 and not (NeedsSignIn or SignInRefused or TooWeak or NeedsTls);
        var given = Enhanced().Match(response.Response) is { Success: true } match ? match.Value : "";
        var status = given.Length > 0 && given[0] == (permanent ? '5' : '4') ? given : permanent ? "5.0.0" : "4.0.0";
        return permanent ? recipient.Fail(status, text) : recipient.Delay(status, text);
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
