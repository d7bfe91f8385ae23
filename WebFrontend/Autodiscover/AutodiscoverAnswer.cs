using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>What Autodiscover knows about an address, before it is written in one of its forms.</summary>
internal abstract record AutodiscoverAnswer
{
    /// <summary>There is a mailbox.</summary>
    /// <param name="Mailbox">Whose.</param>
    /// <param name="Domain">Its domain.</param>
    /// <param name="BaseUrl">Scheme, host and port of the installation.</param>
    /// <param name="MailStoreUrl">The mailbox endpoint, or null where MAPI is off.</param>
    /// <param name="AddressBookUrl">The address book endpoint, or null where it is not served.</param>
    /// <param name="Alternatives">Mailboxes that this one's owner has full access to: Outlook opens them beside it.</param>
    public sealed record Settings(
        DirectoryObject Mailbox, DomainInfo Domain, string BaseUrl, string? MailStoreUrl, string? AddressBookUrl, IReadOnlyList<DirectoryObject> Alternatives) : AutodiscoverAnswer
    {
        public string Server => new Uri(BaseUrl).Host;
    }

    /// <summary>The domain's mailboxes are elsewhere.</summary>
    public sealed record RedirectUrl(string Url) : AutodiscoverAnswer;

    /// <summary>Nothing of that name, or nothing that the account may know of.</summary>
    public sealed record NotFound : AutodiscoverAnswer;

    /// <summary>The address is known and has no mailbox: a group, somebody outside.</summary>
    public sealed record NoMailbox : AutodiscoverAnswer;

    /// <summary>The client is one that cannot be served.</summary>
    public sealed record UnsupportedClient : AutodiscoverAnswer;
}
