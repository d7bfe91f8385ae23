using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi.Http;

namespace MapiOrleans.Grains.Interfaces.AddressBook;

/// <summary>What a session is begun with.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Replaces">The session that a client comes back from, or empty.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.AddressBookBind")]
public sealed record AddressBookBind([property: Id(0)] Guid AccountId, [property: Id(1)] Guid Replaces);

/// <summary>A request as it came.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.AddressBookCall")]
public sealed record AddressBookCall
{
    /// <summary>Who sent it.</summary>
    [Id(0)] public required AuthenticatedUser User { get; init; }
    /// <summary>The request type.</summary>
    [Id(1)] public required MapiHttpRequestType Type { get; init; }
    /// <summary>The request body ([MS-OXCMAPIHTTP] 2.2.5).</summary>
    [Id(2)] public required byte[] Body { get; init; }
    /// <summary>Scheme, host and port by which clients reach this installation, without a slash at the end; empty where it is not known.</summary>
    [Id(3)] public string BaseUrl { get; init; } = "";
}

/// <summary>The answer.</summary>
/// <param name="Outcome">Success, or why there is no body.</param>
/// <param name="Body">The response body; empty where there is none.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.AddressBookAnswer")]
public sealed record AddressBookAnswer([property: Id(0)] SessionOutcome Outcome, [property: Id(1)] byte[] Body);

/// <summary>Facts that front end and address book agree on.</summary>
public static class AddressBookIdentity
{
    /// <summary>ServerGuid of a domain's address book, as Bind answers it: the same on every node, as Minimal Entry IDs are.</summary>
    public static Guid ServerGuid(Guid domainId) => Derive(domainId, "address book");

    /// <summary>A GUID that a domain has for a purpose, always the same, and no other domain.</summary>
    public static Guid Derive(Guid domainId, string purpose)
    {
        Span<byte> hash = stackalloc byte[System.Security.Cryptography.SHA256.HashSizeInBytes];
        System.Security.Cryptography.SHA256.HashData([.. domainId.ToByteArray(), .. System.Text.Encoding.ASCII.GetBytes(purpose)], hash);
        return new Guid(hash[..16]);
    }
}
