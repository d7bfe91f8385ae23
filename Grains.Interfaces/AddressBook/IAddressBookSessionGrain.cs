using MapiOrleans.Grains.Interfaces.Session;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.Interfaces.AddressBook;

/// <summary>
/// A session with the address book of an account's domain, by the id that its context cookie names ([MS-OXCMAPIHTTP] 2.2.5). It holds next to
/// nothing: if it dies, the client binds anew and loses nothing. Requests run beside each other.
/// </summary>
[Alias("MapiOrleans.IAddressBookSessionGrain")]
public interface IAddressBookSessionGrain : IGrainWithGuidKey
{
    /// <summary>Begins the session; one that it takes the place of ends.</summary>
    [AlwaysInterleave, Alias("Bind")]
    Task BindAsync(AddressBookBind bind);

    /// <summary>Answers a request other than Bind, Unbind and PING.</summary>
    /// <exception cref="Directory.DirectoryUnavailableException">The directory's store cannot be reached.</exception>
    [AlwaysInterleave, Alias("Call")]
    Task<AddressBookAnswer> CallAsync(AddressBookCall call);

    /// <summary>Keeps the session alive.</summary>
    [AlwaysInterleave, Alias("Touch")]
    Task<SessionOutcome> TouchAsync(Guid accountId);

    /// <summary>Ends the session.</summary>
    [AlwaysInterleave, Alias("Close")]
    Task<SessionOutcome> CloseAsync(Guid accountId);
}
