using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Mime;

/// <summary>What became of a message in Internet format.</summary>
public sealed record ConvertedMessage
{
    /// <summary>
    /// The message object. In all its bags, those of recipients, attachments and embedded messages included, a property id
    /// 0x8000 + i stands for <see cref="Names"/>[i]; <see cref="NamedPropertyRemapper"/> gives it the ids of a mailbox.
    /// </summary>
    public required MessageContent Content { get; init; }

    /// <summary>The named properties in use, each once.</summary>
    public required IReadOnlyList<PropertyName> Names { get; init; }

    /// <summary>What could not be understood and how it was kept, for the log; at most 32 sentences, none with text of the message.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>An object of the address book that an SMTP address belongs to.</summary>
/// <param name="LegacyDN">Its X.500 name.</param>
/// <param name="DisplayName">Its display name.</param>
/// <param name="SmtpAddress">Its primary address.</param>
/// <param name="DisplayType">PidTagDisplayType: 0 a mailbox user, 1 a distribution list, ...</param>
public sealed record ResolvedAddress(string LegacyDN, string DisplayName, string SmtpAddress, int DisplayType = 0);
