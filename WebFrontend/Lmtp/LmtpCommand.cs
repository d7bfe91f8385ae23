using System.Globalization;
using System.Text;
using MapiOrleans.Grains.Interfaces.Delivery;

namespace MapiOrleans.WebFrontend.Lmtp;

/// <summary>The commands of LMTP (RFC 2033) and its extensions.</summary>
public enum LmtpVerb
{
#pragma warning disable CS1591 // Each is the command of its name.
    Unknown, Lhlo, Helo, Ehlo, Mail, Rcpt, Data, Rset, Noop, Quit, Vrfy, Help, StartTls,
#pragma warning restore CS1591
}

/// <summary>A command line, taken apart. Parsing is total: any line is a command, if only an unknown one.</summary>
/// <param name="Verb">Which.</param>
/// <param name="Argument">What follows the verb, without blanks around it.</param>
public readonly record struct LmtpCommand(LmtpVerb Verb, string Argument)
{
    /// <summary>Reads a line without its end.</summary>
    public static LmtpCommand Parse(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var verb = blank < 0 ? line : line[..blank];
        var argument = blank < 0 ? "" : line[(blank + 1)..].Trim();
        return new LmtpCommand(verb.ToUpperInvariant() switch
        {
            "LHLO" => LmtpVerb.Lhlo,
            "HELO" => LmtpVerb.Helo,
            "EHLO" => LmtpVerb.Ehlo,
            "MAIL" => LmtpVerb.Mail,
            "RCPT" => LmtpVerb.Rcpt,
            "DATA" => LmtpVerb.Data,
            "RSET" => LmtpVerb.Rset,
            "NOOP" => LmtpVerb.Noop,
            "QUIT" => LmtpVerb.Quit,
            "VRFY" => LmtpVerb.Vrfy,
            "HELP" => LmtpVerb.Help,
            "STARTTLS" => LmtpVerb.StartTls,
            _ => LmtpVerb.Unknown,
        }, argument);
    }
}

/// <summary>The argument of MAIL or RCPT: a path and parameters (RFC 5321 4.1.2).</summary>
/// <param name="Address">The address without angle brackets and source route; empty for the null path.</param>
/// <param name="Parameters">Keyword, in upper case, and value, or null where there is none.</param>
public readonly record struct LmtpPath(string Address, IReadOnlyList<(string Keyword, string? Value)> Parameters)
{
    /// <summary>Octets of an address (RFC 5321 4.5.3.1.3, less the angle brackets).</summary>
    private const int MaxAddress = 254;

    /// <summary>Reads <c>FROM:&lt;path&gt; parameters</c>; the reply where it is none.</summary>
    /// <param name="argument">What followed the verb.</param>
    /// <param name="keyword">FROM: or TO:.</param>
    /// <param name="path">What was read.</param>
    public static LmtpReply? TryParse(string argument, string keyword, out LmtpPath path)
    {
        path = default;
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) return LmtpReply.Syntax($"{keyword}<address> wanted");
        var rest = argument[keyword.Length..].TrimStart();
        if (rest.Length == 0 || rest[0] != '<' || EndOfPath(rest) is not (> 0 and var end)) return LmtpReply.Syntax("an address in angle brackets wanted");
        var address = rest[1..end];
        if (address.StartsWith('@'))
        {
            // A source route is accepted and ignored (RFC 5321 appendix C).
            var colon = address.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) return LmtpReply.Syntax("a source route without an address");
            address = address[(colon + 1)..];
        }
        if (Encoding.UTF8.GetByteCount(address) > MaxAddress || address.Any(char.IsControl)) return new LmtpReply(553, "5.1.3", "That is no address");
        if (end + 1 < rest.Length && rest[end + 1] != ' ') return LmtpReply.Syntax("a blank wanted after the address");
        var parameters = new List<(string, string?)>();
        foreach (var word in rest[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(equals < 0 ? (word.ToUpperInvariant(), null) : (word[..equals].ToUpperInvariant(), word[(equals + 1)..]));
        }
        path = new LmtpPath(address, parameters);
        return null;
    }

    /// <summary>Where the path's closing bracket is; one inside a quoted local part does not close it.</summary>
    private static int EndOfPath(string text)
    {
        var quoted = false;
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted: i++; break;
                case '"': quoted = !quoted; break;
                case '>' when !quoted: return i;
            }
        }
        return -1;
    }

    /// <summary>What MAIL's parameters say; the reply where one is not understood.</summary>
    public LmtpReply? ReadMailParameters(out DeliveryFlags flags, out long? size)
    {
        flags = DeliveryFlags.None;
        size = null;
        foreach (var (keyword, value) in Parameters)
        {
            switch (keyword)
            {
                case "SIZE" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes): size = bytes; break;
                case "BODY" when string.Equals(value, "7BIT", StringComparison.OrdinalIgnoreCase): break;
                case "BODY" when string.Equals(value, "8BITMIME", StringComparison.OrdinalIgnoreCase): flags |= DeliveryFlags.EightBitMime; break;
                case "SMTPUTF8" when value is null: flags |= DeliveryFlags.SmtpUtf8; break;
                case "SIZE" or "BODY" or "SMTPUTF8": return LmtpReply.Syntax($"a value of {keyword} that it does not have");
                default: return new LmtpReply(555, "5.5.4", $"The parameter {keyword} is not known here");
            }
        }
        return null;
    }
}

/// <summary>A reply: code, enhanced status code (RFC 3463), text.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Status">The enhanced status code, or empty where the reply has none.</param>
/// <param name="Text">One line.</param>
public readonly record struct LmtpReply(int Code, string Status, string Text)
{
    /// <summary>Whether the command was refused for what it is.</summary>
    public bool IsError => Code >= 500;

    /// <summary>501: a command that was understood has an argument that was not.</summary>
    public static LmtpReply Syntax(string what) => new(501, "5.5.4", $"Syntax error: {what}");

    /// <summary>503: not now.</summary>
    public static LmtpReply Sequence(string what) => new(503, "5.5.1", what);

    /// <summary>250.</summary>
    public static LmtpReply Ok(string status = "2.0.0", string text = "Ok") => new(250, status, text);

    /// <summary>The reply to a recipient, at RCPT or after the message.</summary>
    public static LmtpReply Of(DeliveryStatus status, string? detail, bool delivered) => status switch
    {
        DeliveryStatus.Ok => delivered ? Ok("2.0.0", detail ?? "Delivered") : Ok("2.1.5", detail ?? "Ok"),
        DeliveryStatus.UnknownRecipient => new(550, "5.1.1", detail ?? "There is nobody of this address"),
        DeliveryStatus.OverQuota => new(552, "5.2.2", detail ?? "The mailbox is full"),
        DeliveryStatus.TooLarge => new(552, "5.3.4", detail ?? "The message is too large"),
        DeliveryStatus.Refused => new(550, "5.7.1", detail ?? "The recipient does not take this mail"),
        _ => new(451, "4.3.0", detail ?? "Try again later"),
    };

    /// <summary>The line on the wire, with its end; anything that would break it is left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Text.Length + 16);
        text.Append(CultureInfo.InvariantCulture, $"{Code} ");
        if (Status.Length > 0) text.Append(Status).Append(' ');
        foreach (var c in Text.Length > 400 ? Text[..400] : Text)
            if (!char.IsControl(c))
                text.Append(c);
        return text.Append("\r\n").ToString();
    }
}
