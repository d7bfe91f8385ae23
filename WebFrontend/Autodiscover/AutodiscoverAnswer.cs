using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>What Autodiscover knows about an address, before it is written in one of its forms.</summary>
internal abstract record AutodiscoverAnswer
{
    /// <summary>There is a mailbox.</summary>
    /// <param name="Mailbox">Whose.</param>
    /// <param name="Domain">Its domain.</param>
    /// <param name="Inside">Scheme, host and port by which clients inside reach the installation.</param>
    /// <param name="Outside">The same for all others; where nothing else is set, the same.</param>
    /// <param name="MailStorePath">The mailbox endpoint, or null where MAPI is off.</param>
    /// <param name="AddressBookPath">The address book endpoint, or null where it is not served.</param>
    /// <param name="OabPath">The folder of the offline address book, with a slash at its end, or null where there is none.</param>
    /// <param name="Alternatives">Mailboxes that this one's owner has full access to: Outlook opens them beside it.</param>
    public sealed record Settings(
        DirectoryObject Mailbox, DomainInfo Domain, string Inside, string Outside, string? MailStorePath, string? AddressBookPath, string? OabPath, IReadOnlyList<DirectoryObject> Alternatives) : AutodiscoverAnswer
    {
        /// <summary>The local part of the address that stands for a domain's public folders.</summary>
        public const string PublicFolderMailbox = "PublicFolderMailbox";

        /// <summary>The address by which the public folders are asked for; null where there are none, MAPI is off, or it is of them that is told.</summary>
        public string? PublicFolders => MailStorePath is not null && Mailbox.Kind != DirectoryKind.PublicFolder && Domain.PublicMailbox != Guid.Empty ? $"{PublicFolderMailbox}@{Domain.Name}" : null;

        public static string ServerOf(string url) => new Uri(url).Host;

        public static bool UsesTls(string url) => url.StartsWith("https:", StringComparison.Ordinal);
    }

    /// <summary>The mailbox has another address elsewhere, which is to be asked for.</summary>
    public sealed record RedirectAddress(string Address) : AutodiscoverAnswer;

    /// <summary>The domain's mailboxes are elsewhere.</summary>
    public sealed record RedirectUrl(string Url) : AutodiscoverAnswer;

    /// <summary>Nothing of that name, or nothing that the account may know of.</summary>
    public sealed record NotFound : AutodiscoverAnswer;

    /// <summary>The address is known and has no mailbox: a group, somebody outside.</summary>
    public sealed record NoMailbox : AutodiscoverAnswer;

    /// <summary>The client is one that cannot be served.</summary>
    public sealed record UnsupportedClient : AutodiscoverAnswer;
}
