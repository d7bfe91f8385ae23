using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <content>From names to objects, and to the places that serve them ([MS-OXNSPI] 3.1.4.1.13, 3.1.4.1.16; [MS-OXCMAPIHTTP] 2.2.5.18, 2.2.5.19).</content>
internal sealed partial class AddressBookServer
{
    private DNToMIdResponseBody DNToMId(DNToMIdRequestBody request)
    {
        if (request.Names is not { } names) return (DNToMIdResponseBody)Failure(request, MapiError.InvalidParameter);
        return names.Length > options.MaxNames
            ? (DNToMIdResponseBody)Failure(request, MapiError.TooComplex)
            : new DNToMIdResponseBody { MinimalIds = Array.ConvertAll(names, n => book.FindByName(n) is { } found ? AddressBookSnapshot.MinimalIdOf(found) : NspiConstants.MidUnresolved) };
    }

    private ResolveNamesResponseBody ResolveNames(ResolveNamesRequestBody request)
    {
        if (request.State is not { } stat || request.Names is not { } names) return (ResolveNamesResponseBody)Failure(request, MapiError.InvalidParameter);
        var columns = request.PropertyTags ?? DefaultColumns;
        if (columns.Length > options.MaxColumns) return (ResolveNamesResponseBody)Failure(request, MapiError.TableTooBig);
        if (CheckCodePage(stat.CodePage, columns) is { } problem) return (ResolveNamesResponseBody)Failure(request, problem);
        if (names.Length > options.MaxNames) return (ResolveNamesResponseBody)Failure(request, MapiError.TooComplex);
        if (ShowsOf(stat) is not { } shows) return (ResolveNamesResponseBody)Failure(request, MapiError.InvalidBookmark);
        var resolver = Resolver;
        var ids = new uint[names.Length];
        var found = new List<DirectoryObject>();
        for (var i = 0; i < names.Length; i++)
        {
            var resolution = resolver.Resolve(names[i], shows);
            ids[i] = resolution.Count switch { 0 => NspiConstants.MidUnresolved, 1 => NspiConstants.MidResolved, _ => NspiConstants.MidAmbiguous };
            if (resolution.Entry is { } entry) found.Add(entry);
        }
        // Every name that is resolved has its row, so there is no cutting off here. Entry ids are permanent: recipients outlive the session.
        var rows = new List<PropertyValue[]>(found.Count);
        long bytes = 0;
        foreach (var entry in found)
        {
            var row = RowOf(entry, columns, 0, stat.CodePage);
            bytes += SizeOf(entry, columns, row);
            if (bytes > options.MaxRowBytes) return (ResolveNamesResponseBody)Failure(request, MapiError.TableTooBig);
            rows.Add(row);
        }
        return new ResolveNamesResponseBody { CodePage = stat.CodePage, MinimalIds = ids, Rows = new AddressBookRows(columns, rows) };
    }

    /// <summary>Which slots a STAT's container shows; null where it is not there.</summary>
    private Predicate<int>? ShowsOf(Stat stat)
    {
        if (ContainerOf(stat.ContainerId) is { } container) return slot => container.Shows(book[slot]);
        // In a group's members the order does not matter.
        return TableOf(stat with { SortType = NspiConstants.SortTypeDisplayName }, out _) is { Table: var table } ? slot => table.RowOf(slot) >= 0 : null;
    }

    private GetMailboxUrlResponseBody GetMailboxUrl(GetMailboxUrlRequestBody request)
    {
        // The server of a mailbox, or the mailbox's owner: a client has either.
        var mailbox = LegacyNames.TryParseMailboxServer(request.ServerDn) is { } server && server.Domain == user.Domain.Name
            ? server.MailboxGuid
            : book.FindByName(request.ServerDn)?.MailboxGuid ?? Guid.Empty;
        return Url("emsmdb", mailbox) is { } url
            ? new GetMailboxUrlResponseBody { ServerUrl = url }
            : (GetMailboxUrlResponseBody)Failure(request, MapiError.NotFound);
    }

    private GetAddressBookUrlResponseBody GetAddressBookUrl(GetAddressBookUrlRequestBody request) =>
        Url("nspi", book.FindByName(request.UserDn)?.MailboxGuid ?? Guid.Empty) is { } url
            ? new GetAddressBookUrlResponseBody { ServerUrl = url }
            : (GetAddressBookUrlResponseBody)Failure(request, MapiError.NotFound);

    private string? Url(string endpoint, Guid mailbox) =>
        mailbox == Guid.Empty || baseUrl.Length == 0 ? null : $"{baseUrl}/mapi/{endpoint}/?MailboxId={mailbox:D}@{user.Domain.Name}";
}
