using System.Buffers.Binary;
using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// What one request asks of a domain's address book ([MS-OXNSPI] 3.1.4.1), over one snapshot. It knows no other domain: what is somebody
/// else's is not there.
/// </summary>
/// <param name="book">The domain's address book.</param>
/// <param name="user">Who asks.</param>
/// <param name="baseUrl">Scheme, host and port by which the client came; empty where it is not known.</param>
/// <param name="options">Bounds.</param>
/// <param name="time">The clock.</param>
internal sealed partial class AddressBookServer(AddressBookSnapshot book, AuthenticatedUser user, string baseUrl, AddressBookOptions options, TimeProvider time)
{
    private SearchBudget _budget = new(options.MaxSearchTime, time);

    private NameResolver Resolver => new(book, user.Domain, user.Account.ObjectId, options, _budget);

    /// <summary>Answers a request that changes nothing, from memory: what lies apart is not there.</summary>
    public MapiHttpResponseBody Answer(MapiHttpRequestBody request)
    {
        _budget = new SearchBudget(options.MaxSearchTime, time);
        try
        {
            return request switch
            {
                CompareMIdsRequestBody r => CompareMIds(r),
                DNToMIdRequestBody r => DNToMId(r),
                GetMatchesRequestBody r => GetMatches(r),
                GetPropListRequestBody r => GetPropList(r),
                GetPropsRequestBody r => GetProps(r),
                GetSpecialTableRequestBody r => GetSpecialTable(r),
                GetTemplateInfoRequestBody r => GetTemplateInfo(r),
                QueryColumnsRequestBody r => QueryColumns(r),
                QueryRowsRequestBody r => QueryRows(r),
                ResolveNamesRequestBody r => ResolveNames(r),
                ResortRestrictionRequestBody r => ResortRestriction(r),
                SeekEntriesRequestBody r => SeekEntries(r),
                UpdateStatRequestBody r => UpdateStat(r),
                GetMailboxUrlRequestBody r => GetMailboxUrl(r),
                GetAddressBookUrlRequestBody r => GetAddressBookUrl(r),
                _ => throw new ArgumentException($"{request.RequestType} is not answered here.", nameof(request)),
            };
        }
        catch (SearchTooLongException)
        {
            return Failure(request, MapiError.TooComplex);
        }
    }

    /// <summary>The answer that a request could not be carried out: a STAT comes back as it was sent.</summary>
    public static MapiHttpResponseBody Failure(MapiHttpRequestBody request, MapiError error) => request switch
    {
        CompareMIdsRequestBody => new CompareMIdsResponseBody { ErrorCode = error },
        DNToMIdRequestBody => new DNToMIdResponseBody { ErrorCode = error },
        GetMatchesRequestBody r => new GetMatchesResponseBody { ErrorCode = error, State = r.State },
        GetPropListRequestBody => new GetPropListResponseBody { ErrorCode = error },
        GetPropsRequestBody r => new GetPropsResponseBody { ErrorCode = error, CodePage = r.State?.CodePage ?? 0 },
        GetSpecialTableRequestBody r => new GetSpecialTableResponseBody { ErrorCode = error, CodePage = r.State?.CodePage ?? 0, Version = r.Version },
        GetTemplateInfoRequestBody r => new GetTemplateInfoResponseBody { ErrorCode = error, CodePage = r.CodePage },
        ModLinkAttRequestBody => new ModLinkAttResponseBody { ErrorCode = error },
        ModPropsRequestBody => new ModPropsResponseBody { ErrorCode = error },
        QueryColumnsRequestBody => new QueryColumnsResponseBody { ErrorCode = error },
        QueryRowsRequestBody r => new QueryRowsResponseBody { ErrorCode = error, State = r.State },
        ResolveNamesRequestBody r => new ResolveNamesResponseBody { ErrorCode = error, CodePage = r.State?.CodePage ?? 0 },
        ResortRestrictionRequestBody r => new ResortRestrictionResponseBody { ErrorCode = error, State = r.State },
        SeekEntriesRequestBody r => new SeekEntriesResponseBody { ErrorCode = error, State = r.State },
        UpdateStatRequestBody r => new UpdateStatResponseBody { ErrorCode = error, State = r.State },
        GetMailboxUrlRequestBody => new GetMailboxUrlResponseBody { ErrorCode = error },
        GetAddressBookUrlRequestBody => new GetAddressBookUrlResponseBody { ErrorCode = error },
        _ => throw new ArgumentException($"{request.RequestType} is not answered here.", nameof(request)),
    };

    /// <summary>An entry's EphemeralEntryID.</summary>
    public byte[] EphemeralIdOf(DirectoryObject entry) =>
        new EphemeralEntryId(AddressBookIdentity.ServerGuid(user.Domain.DomainId), EntryProperties.DisplayTypeOf(entry), AddressBookSnapshot.MinimalIdOf(entry)).ToArray();

    /// <summary>The entries that a link of an entry names.</summary>
    public IEnumerable<DirectoryObject> LinksOf(DirectoryObject entry, EntryLink link) => link.Read(book.Relations, entry).Take(options.MaxLinks);

    /// <summary>All addresses of an entry: the primary one as SMTP, the others as smtp, in every name of the domain ([MS-OXOABK] 2.2.3.23).</summary>
    public string[] ProxyAddressesOf(DirectoryObject entry)
    {
        var own = entry.Aliases.Prepend(entry.Address).ToArray();
        var elsewhere = from domain in user.Domain.Aliases
                        from address in own
                        where address.EndsWith('@' + entry.Domain, StringComparison.Ordinal)
                        select $"{EntryNames.LocalPart(address)}@{domain}";
        return [.. own.Concat(elsewhere).Take(options.MaxProxyAddresses).Select((a, i) => (i == 0 ? "SMTP:" : "smtp:") + a)];
    }

    /// <summary>The table of a STAT: of a list of the hierarchy, or of a group's members. Null where its container is not there.</summary>
    private (SortedTable Table, Collation Collation)? TableOf(Stat stat, out MapiError error)
    {
        error = MapiError.InvalidBookmark;
        if (Collation.Of(stat) is not { } collation)
        {
            error = MapiError.NotSupported;
            return null;
        }
        if (ContainerOf(stat.ContainerId) is { } container) return (book.Table(container, collation), collation);
        // GetMatches leaves the object whose property was opened in ContainerID (3.1.4.1.10), and clients go on with that STAT.
        if (book.Find(stat.ContainerId) is not { } list) return null;
        var members = LinksOf(list, EntryLinks.Members).Select(e => book.SlotOf(AddressBookSnapshot.MinimalIdOf(e)));
        return (book.Sort(members, collation), collation);
    }

    private static AddressBookContainer? ContainerOf(uint id) => AddressBookContainer.All.FirstOrDefault(c => c.Id == id);

    private bool IsContainer(uint id) => ContainerOf(id) is not null || book.Find(id) is not null;

    private uint IdOf(SortedTable table, int row) => AddressBookSnapshot.MinimalIdOf(book[table[row]]);

    private static uint Fingerprint(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) | 1;
    }
}
