using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>The LMTP server (configuration section <c>Lmtp</c>).</summary>
public sealed class LmtpOptions
{
    /// <summary>Address and port it listens on; empty: there is no LMTP server.</summary>
    public string Listen { get; set; } = "127.0.0.1:8024";

    /// <summary>The name in the greeting; empty: the machine's.</summary>
    public string HostName { get; set; } = "";

    /// <summary>Bytes of one message (SIZE); past it 552 5.3.4.</summary>
    public long MaxMessageSize { get; set; } = 100L << 20;

    /// <summary>Recipients of one transaction; past it 452 4.5.3.</summary>
    public int MaxRecipients { get; set; } = 1_000;

    /// <summary>Connections that are open at a time; past it 421.</summary>
    public int MaxConnections { get; set; } = 200;

    /// <summary>Octets of one command line, its end included; past it 500.</summary>
    public int MaxLineLength { get; set; } = 2_048;

    /// <summary>Commands in error or to no purpose in one connection; past it 421.</summary>
    public int MaxErrors { get; set; } = 50;

    /// <summary>Transactions in one connection; past it 421.</summary>
    public int MaxTransactions { get; set; } = 10_000;

    /// <summary>How long a client may be silent.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one message may take from DATA to its end, however it trickles.</summary>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Bytes of a message that are held in memory; a larger one goes to a temporary file.</summary>
    public int SpoolThreshold { get; set; } = 256 << 10;

    /// <summary>How long deliveries may take to end when the server stops.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(8);
}

/// <summary>Says which setting is wrong, what it is, and what it could be.</summary>
public sealed class LmtpOptionsValidator : IValidateOptions<LmtpOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LmtpOptions options)
    {
        List<string> failures = [];
        if (options.Listen.Length > 0 && !System.Net.IPEndPoint.TryParse(options.Listen, out _))
            failures.Add($"Lmtp:Listen is \"{options.Listen}\": give an address and a port such as 127.0.0.1:8024, or nothing for no LMTP server.");
        Least("MaxMessageSize", options.MaxMessageSize, 1024);
        Least("MaxRecipients", options.MaxRecipients, 100);
        Least("MaxConnections", options.MaxConnections, 1);
        Least("MaxLineLength", options.MaxLineLength, 512);
        Least("MaxErrors", options.MaxErrors, 1);
        Least("MaxTransactions", options.MaxTransactions, 1);
        Least("SpoolThreshold", options.SpoolThreshold, 4096);
        if (options.Timeout <= TimeSpan.Zero) failures.Add($"Lmtp:Timeout is {options.Timeout}: give a time above zero, such as 00:05:00.");
        if (options.MessageTimeout <= TimeSpan.Zero) failures.Add($"Lmtp:MessageTimeout is {options.MessageTimeout}: give a time above zero, such as 00:30:00.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Least(string setting, long value, long least)
        {
            if (value < least) failures.Add($"Lmtp:{setting} is {value}: give {least} or more.");
        }
    }
}
