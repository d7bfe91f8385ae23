using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Mime;

/// <summary>How a message object becomes a message in Internet format.</summary>
public sealed record MapiToMimeOptions
{
    /// <summary>The usual.</summary>
    public static MapiToMimeOptions Default { get; } = new();

    /// <summary>
    /// The SMTP address of an X.500 name. Null, or an answer of null: the name is encapsulated (<c>IMCEAEX-...@domain</c>,
    /// [MS-OXCMAIL] 2.1.3.1.2). What it throws is thrown by the conversion.
    /// </summary>
    public Func<string, CancellationToken, ValueTask<string?>>? ResolveLegacyDN { get; init; }

    /// <summary>The names of the property ids from 0x8000 in the message's bags; an id that is not among them is left out.</summary>
    public IReadOnlyDictionary<ushort, PropertyName> Names { get; init; } = new Dictionary<ushort, PropertyName>();

    /// <summary>The domain of encapsulated addresses and of made message ids, where the sender has none.</summary>
    public string Domain { get; init; } = "localhost";

    /// <summary>Whether TNEF is used.</summary>
    public TnefUse Tnef { get; init; } = TnefUse.WhenNeeded;

    /// <summary>Where "now" is taken from, for a message that says no time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Bytes of a body that are held in memory; a longer one goes through a temporary file, and longer RTF is an attachment. Default 16 MiB.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Messages in messages; deeper ones are left out and noted. Default 32.</summary>
    public int MaxEmbeddedDepth { get; init; } = 32;
}

/// <summary>When a message leaves in TNEF ([MS-OXTNEF]), which nobody but Outlook reads.</summary>
public enum TnefUse
{
    /// <summary>Where it is asked for, or where nothing else can carry what it is: OLE objects, voting buttons, classes that Internet mail has no words for.</summary>
    WhenNeeded = 0,
    /// <summary>Where the message (PidLidUseTnef) or all recipients outside (PidTagSendRichInfo) ask for it.</summary>
    WhenAsked = 1,
    /// <summary>Not at all.</summary>
    Never = 2,
}

/// <summary>What was written.</summary>
/// <param name="NeedsSmtpUtf8">Whether an address has characters that only SMTPUTF8 (RFC 6531) carries.</param>
/// <param name="Notes">What Internet mail could not carry as it was, for the log; none with text of the message.</param>
public sealed record ComposedMime(bool NeedsSmtpUtf8, IReadOnlyList<string> Notes);
