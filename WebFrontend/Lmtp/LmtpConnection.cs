using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.WebFrontend.Tls;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>What connections work with.</summary>
/// <param name="Delivery">Takes the mail.</param>
/// <param name="Options">Bounds.</param>
/// <param name="Certificates">For STARTTLS; null, or one that has none: it is not offered.</param>
/// <param name="Metrics">Instruments.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where refusals and failures go.</param>
internal sealed record LmtpServices(IMailDelivery Delivery, LmtpOptions Options, ITlsCertificateSource? Certificates, LmtpMetrics Metrics, TimeProvider Time, ILogger Logger);

/// <summary>One client's connection: greeting, commands, transactions, until it quits or a limit ends it (RFC 2033).</summary>
internal sealed class LmtpConnection(Stream transport, string clientAddress, LmtpServices services)
{
    private readonly Stream _transport = transport;
    private readonly LmtpOptions _options = services.Options;
    private readonly string _host = services.Options.HostName.Length > 0 ? services.Options.HostName : Environment.MachineName;
    private Stream _stream = transport;
    private LmtpChannel _channel = new(transport, services.Options, services.Time);
    private string? _client;
    private bool _secure;
    private int _errors;
    private int _transactions;

    // The transaction under way; no sender, none.
    private string? _sender;
    private DeliveryFlags _flags;
    private long? _declaredSize;
    private readonly List<DeliveryRecipient> _recipients = [];

    /// <summary>Serves until the connection ends. <paramref name="stopping"/> ends it between two commands, never inside a delivery.</summary>
    /// <param name="stopping">The server stops.</param>
    /// <param name="aborting">The server does not wait any longer.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        try
        {
            _channel.Write(new LmtpReply(220, "", $"{_host} LMTP MapiOrleans ready"));
            while (await NextAsync(stopping, aborting))
            {
            }
            await _channel.FlushAsync(aborting);
        }
        catch (OperationCanceledException)
        {
            // Silent for too long, or the server stops: said once more, to whoever still listens.
            await FarewellAsync(stopping.IsCancellationRequested ? new LmtpReply(421, "4.3.2", "The server is stopping") : new LmtpReply(421, "4.4.2", "Silent for too long"));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            LmtpLog.Broken(services.Logger, clientAddress, e.Message);
        }
        finally
        {
            await _channel.DisposeAsync();
            if (!ReferenceEquals(_stream, _transport)) await _stream.DisposeAsync();
        }
    }

    private async Task FarewellAsync(LmtpReply reply)
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1), services.Time);
        try
        {
            _channel.Write(reply);
            await _channel.FlushAsync(brief.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            LmtpLog.Broken(services.Logger, clientAddress, e.Message);
        }
    }

    /// <summary>Reads and answers one command; false where the connection is to end.</summary>
    private async Task<bool> NextAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var (line, broken) = await _channel.ReadLineAsync(stopping, aborting);
        if (line is null) return false;
        if (broken) return Answer(new LmtpReply(500, "5.5.2", "A line that is too long, or no UTF-8"));
        var command = LmtpCommand.Parse(line);
        switch (command.Verb)
        {
            case LmtpVerb.Lhlo: return Greet(command.Argument);
            case LmtpVerb.Mail: return Answer(Mail(command.Argument));
            case LmtpVerb.Rcpt: return Answer(await RecipientAsync(command.Argument, aborting));
            case LmtpVerb.Data: return await DataAsync(command.Argument, aborting);
            case LmtpVerb.StartTls: return await StartTlsAsync(command.Argument, stopping);
            case LmtpVerb.Rset:
                Reset();
                return Idle(LmtpReply.Ok());
            case LmtpVerb.Noop: return Idle(LmtpReply.Ok());
            case LmtpVerb.Vrfy: return Idle(new LmtpReply(252, "2.1.5", "Send some mail, and you will see"));
            case LmtpVerb.Help: return Idle(new LmtpReply(214, "2.0.0", "LHLO MAIL RCPT DATA RSET NOOP VRFY STARTTLS QUIT; see RFC 2033"));
            case LmtpVerb.Quit:
                _channel.Write(new LmtpReply(221, "2.0.0", "Bye"));
                return false;
            case LmtpVerb.Helo or LmtpVerb.Ehlo: return Answer(new LmtpReply(500, "5.5.1", "This is LMTP: say LHLO"));
            default: return Answer(new LmtpReply(500, "5.5.1", "That command is not known here"));
        }
    }

    private bool Answer(LmtpReply reply)
    {
        _channel.Write(reply);
        return !reply.IsError || WithinErrors();
    }

    /// <summary>Answers what moves nothing forward: a client that only ever says such things is sent away too.</summary>
    private bool Idle(LmtpReply reply)
    {
        _channel.Write(reply);
        return WithinErrors();
    }

    private bool WithinErrors()
    {
        if (++_errors < _options.MaxErrors) return true;
        services.Metrics.Refuse(nameof(LmtpOptions.MaxErrors));
        LmtpLog.TooManyErrors(services.Logger, clientAddress, _errors);
        _channel.Write(new LmtpReply(421, "4.7.0", "Too many errors"));
        return false;
    }

    private bool Greet(string name)
    {
        if (name.Length == 0) return Answer(LmtpReply.Syntax("LHLO and a name wanted"));
        Reset();
        _client = name.Length > 255 ? name[..255] : name;
        _channel.WriteLine($"250-{_host}");
        _channel.WriteLine("250-PIPELINING");
        _channel.WriteLine(string.Create(CultureInfo.InvariantCulture, $"250-SIZE {_options.MaxMessageSize}"));
        _channel.WriteLine("250-8BITMIME");
        _channel.WriteLine("250-SMTPUTF8");
        if (!_secure && services.Certificates?.Current is not null) _channel.WriteLine("250-STARTTLS");
        _channel.WriteLine("250 ENHANCEDSTATUSCODES");
        return true;
    }

    private async Task<bool> StartTlsAsync(string argument, CancellationToken stopping)
    {
        if (argument.Length > 0) return Answer(LmtpReply.Syntax("STARTTLS has no argument"));
        if (_secure) return Answer(LmtpReply.Sequence("TLS is on already"));
        if (services.Certificates?.Context is not { } certificate) return Answer(new LmtpReply(502, "5.5.1", "There is no certificate"));
        if (_channel.HasInput())
        {
            _channel.Write(LmtpReply.Sequence("Nothing may follow STARTTLS in the clear"));
            return false;
        }
        _channel.Write(new LmtpReply(220, "2.0.0", "Go ahead"));
        await _channel.FlushAsync(stopping);
        var tls = new SslStream(_stream, leaveInnerStreamOpen: true);
        using var limit = new CancellationTokenSource(_options.Timeout, services.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate }, linked.Token);
        await _channel.DisposeAsync();
        _stream = tls;
        _channel = new LmtpChannel(tls, _options, services.Time);
        // What was known before was said in the clear (RFC 3207 4.2).
        Reset();
        _client = null;
        _secure = true;
        return true;
    }

    private LmtpReply Mail(string argument)
    {
        if (_client is null) return LmtpReply.Sequence("Say LHLO first");
        if (_sender is not null) return LmtpReply.Sequence("There is a transaction already");
        if (LmtpPath.TryParse(argument, "FROM:", out var path) is { } wrong) return wrong;
        if (path.ReadMailParameters(out var flags, out var size) is { } unknown) return unknown;
        if (size > _options.MaxMessageSize) return new LmtpReply(552, "5.3.4", $"Messages of more than {_options.MaxMessageSize} bytes are not taken");
        if (!flags.HasFlag(DeliveryFlags.SmtpUtf8) && path.Address.Any(c => c > 0x7F)) return new LmtpReply(553, "5.6.7", "An address beyond ASCII needs SMTPUTF8");
        (_sender, _flags, _declaredSize) = (path.Address, flags, size);
        return LmtpReply.Ok("2.1.0");
    }

    private async Task<LmtpReply> RecipientAsync(string argument, CancellationToken aborting)
    {
        if (_sender is null) return LmtpReply.Sequence("Say MAIL first");
        if (LmtpPath.TryParse(argument, "TO:", out var path) is { } wrong) return wrong;
        if (path.Address.Length == 0) return LmtpReply.Syntax("a recipient wanted");
        if (path.Parameters.Count > 0) return new LmtpReply(555, "5.5.4", $"The parameter {path.Parameters[0].Keyword} is not known here");
        if (!_flags.HasFlag(DeliveryFlags.SmtpUtf8) && path.Address.Any(c => c > 0x7F)) return new LmtpReply(553, "5.6.7", "An address beyond ASCII needs SMTPUTF8");
        if (_recipients.Count >= _options.MaxRecipients)
        {
            services.Metrics.Refuse(nameof(LmtpOptions.MaxRecipients));
            return new LmtpReply(452, "4.5.3", "Too many recipients: the rest in another transaction");
        }
        var verdict = await CheckAsync(path.Address, aborting);
        if (verdict.Status == DeliveryStatus.Ok) _recipients.Add(new DeliveryRecipient(path.Address, verdict.Token));
        else LmtpLog.RecipientRefused(services.Logger, clientAddress, path.Address, verdict.Status);
        return LmtpReply.Of(verdict.Status, verdict.Detail, delivered: false);
    }

    private async Task<RecipientVerdict> CheckAsync(string address, CancellationToken aborting)
    {
        try
        {
            return await services.Delivery.CheckRecipientAsync(address, _declaredSize, aborting);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LmtpLog.DeliveryFailed(services.Logger, e, clientAddress);
            return new RecipientVerdict(DeliveryStatus.TemporaryFailure);
        }
    }

    private async Task<bool> DataAsync(string argument, CancellationToken aborting)
    {
        if (argument.Length > 0) return Answer(LmtpReply.Syntax("DATA has no argument"));
        if (_sender is null) return Answer(LmtpReply.Sequence("Say MAIL first"));
        // RFC 2033 4.2: no recipient that was taken, no message.
        if (_recipients.Count == 0) return Answer(LmtpReply.Sequence("There is no recipient"));
        _channel.Write(new LmtpReply(354, "", "Go ahead; end with a lone dot"));
        await _channel.FlushAsync(aborting);
        await using var spool = new MessageSpool(_options.SpoolThreshold, _options.MaxMessageSize);
        if (!await _channel.ReadMessageAsync(spool, aborting)) return false;
        foreach (var result in await DeliverAsync(spool, aborting)) _channel.Write(LmtpReply.Of(result.Status, result.Detail, delivered: true));
        Reset();
        if (++_transactions < _options.MaxTransactions) return true;
        services.Metrics.Refuse(nameof(LmtpOptions.MaxTransactions));
        _channel.Write(new LmtpReply(421, "4.7.0", "Enough for one connection"));
        return false;
    }

    private async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(MessageSpool spool, CancellationToken aborting)
    {
        services.Metrics.Message(spool.Length);
        if (spool.TooLarge)
        {
            services.Metrics.Refuse(nameof(LmtpOptions.MaxMessageSize));
            return All(new DeliveryResult(DeliveryStatus.TooLarge, $"Messages of more than {_options.MaxMessageSize} bytes are not taken"));
        }
        try
        {
            return await services.Delivery.DeliverAsync(new DeliveryRequest
            {
                EnvelopeSender = _sender!,
                Recipients = [.. _recipients],
                Message = await spool.OpenAsync(aborting),
                Size = spool.Length,
                ReceivedAt = services.Time.GetUtcNow(),
                Flags = _flags,
                ClientName = _client!,
                ClientAddress = clientAddress,
                TransactionId = Guid.NewGuid(),
            }, aborting);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LmtpLog.DeliveryFailed(services.Logger, e, clientAddress);
            return All(new DeliveryResult(DeliveryStatus.TemporaryFailure));
        }

        DeliveryResult[] All(DeliveryResult result) => [.. Enumerable.Repeat(result, _recipients.Count)];
    }

    private void Reset()
    {
        _sender = null;
        _flags = DeliveryFlags.None;
        _declaredSize = null;
        _recipients.Clear();
    }
}
