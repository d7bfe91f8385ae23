namespace MapiOrleans.Mapi.Client;

/// <summary>What Autodiscover says of an address ([MS-OXDSCLI] 2.2.4).</summary>
public sealed record AutodiscoverSettings
{
    /// <summary>AutoDiscoverSMTPAddress: the mailbox' own address.</summary>
    public string Address { get; init; } = "";

    /// <summary>DisplayName of the user.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>LegacyDN: what Connect and RopLogon want to know.</summary>
    public string LegacyDn { get; init; } = "";

    /// <summary>The mailbox endpoint, or null where MAPI/HTTP is not offered.</summary>
    public Uri? MailStore { get; init; }

    /// <summary>The address book endpoint, or null.</summary>
    public Uri? AddressBook { get; init; }

    /// <summary>Stores that are opened beside: SmtpAddress of each AlternativeMailbox.</summary>
    public IReadOnlyList<string> AlternativeMailboxes { get; init; } = [];

    /// <summary>Where the answer came from.</summary>
    public Uri? Source { get; init; }
}

/// <summary>Why an address could not be found.</summary>
public sealed class AutodiscoverException : Exception
{
    /// <summary>An exception without details.</summary>
    public AutodiscoverException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public AutodiscoverException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public AutodiscoverException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The ErrorCode of the response: 500, 600 and so on, or the HTTP status where there was no response; 0 where nobody answered.</summary>
    public int ErrorCode { get; init; }
}
