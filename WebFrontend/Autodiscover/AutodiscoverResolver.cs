using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.WebFrontend.Diagnostics;
using MapiOrleans.WebFrontend.Mapi;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>Finds what an account may know about an address.</summary>
internal sealed class AutodiscoverResolver(
    IGrainFactory grains, MapiHttpPipeline mapi, ExternalAddress external, IOptionsMonitor<AutodiscoverOptions> options, ILogger<AutodiscoverResolver> logger)
{
    /// <summary>
    /// Resolves an address for <paramref name="user"/>: a mailbox of its own domain, whoever's it is. Outlook asks for every mailbox that it
    /// opens beside its own, and what it is told are names and addresses that the address book has too; rights are judged at logon.
    /// </summary>
    public async Task<AutodiscoverAnswer> ResolveAsync(HttpRequest request, AuthenticatedUser user, string address)
    {
        if (IsMacOutlook(request))
        {
            WebFrontendLog.MacOutlook(logger, user.Account.Address);
            return new AutodiscoverAnswer.UnsupportedClient();
        }
        var directory = grains.GetGrain<IDirectoryGrain>(0);
        if (address.LastIndexOf('@') is > 0 and var at)
        {
            // Of a domain that moved everybody is told the same, whoever there is and is not.
            var domain = await directory.FindDomainAsync(address[(at + 1)..]);
            if (domain is { MovedTo.Length: > 0 }) return Redirect(domain, address[..at]);
            if (domain is null && options.CurrentValue.Redirects.TryGetValue(address[(at + 1)..], out var url)) return new AutodiscoverAnswer.RedirectUrl(url);
        }
        var found = await directory.FindByAddressAsync(address) ?? PublicFolders(user.Domain, address);
        return found is null ? new AutodiscoverAnswer.NotFound() : await DescribeAsync(request, user, found);
    }

    /// <summary>
    /// The mailbox of a domain's public folders, which is in no directory: under the address that PublicFolderInformation names, and under
    /// those with a server's name in them, by which clients ask that were told of a server ([MS-OXDSCLI] 2.2.4.1.1.2.7).
    /// </summary>
    private static DirectoryObject? PublicFolders(DomainInfo domain, string address)
    {
        var (local, at) = (AutodiscoverAnswer.Settings.PublicFolderMailbox, address.LastIndexOf('@'));
        if (domain.PublicMailbox == Guid.Empty || !domain.MapiEnabled || at < local.Length || !address.StartsWith(local, StringComparison.OrdinalIgnoreCase) || (at > local.Length && address[local.Length] != '_')) return null;
        if (!domain.Name.Equals(address[(at + 1)..], StringComparison.OrdinalIgnoreCase) && !domain.Aliases.Contains(address[(at + 1)..], StringComparer.OrdinalIgnoreCase)) return null;
        return new DirectoryObject
        {
            ObjectId = domain.PublicMailbox,
            Domain = domain.Name,
            Kind = DirectoryKind.PublicFolder,
            Address = $"{local}@{domain.Name}",
            DisplayName = "Public Folders",
            LegacyDN = $"{LegacyNames.MailboxServer(domain.PublicMailbox, domain.Name)}/cn=Microsoft Public MDB",
            MailboxGuid = domain.PublicMailbox,
        };
    }

    /// <summary>Where a domain's mailboxes are that moved.</summary>
    private static AutodiscoverAnswer Redirect(DomainInfo domain, string localPart) =>
        domain.MovedTo.Contains("://", StringComparison.Ordinal) ? new AutodiscoverAnswer.RedirectUrl(domain.MovedTo) : new AutodiscoverAnswer.RedirectAddress($"{localPart}@{domain.MovedTo}");

    /// <summary>Resolves an X.500 name, which a request may give instead of an address.</summary>
    public async Task<AutodiscoverAnswer> ResolveLegacyDNAsync(HttpRequest request, AuthenticatedUser user, string legacyDN) =>
        await grains.GetGrain<IDirectoryGrain>(0).FindByLegacyDNAsync(legacyDN) is { } found ? await DescribeAsync(request, user, found) : new AutodiscoverAnswer.NotFound();

    private async ValueTask<AutodiscoverAnswer> DescribeAsync(HttpRequest request, AuthenticatedUser user, DirectoryObject found)
    {
        if (!found.Domain.Equals(user.Domain.Name, StringComparison.OrdinalIgnoreCase)) return new AutodiscoverAnswer.NotFound();
        if (user.Domain.MovedTo.Length > 0) return Redirect(user.Domain, found.Address[..found.Address.LastIndexOf('@')]);
        if (found.MailboxGuid == Guid.Empty) return new AutodiscoverAnswer.NoMailbox();
        if (external.Base(request) is not { } outside || external.InternalBase(request) is not { } inside) return new AutodiscoverAnswer.NotFound();
        var id = $"?MailboxId={found.MailboxGuid:D}@{found.Domain}";
        var on = user.Domain.MapiEnabled;
        // What else somebody may open is told to that person alone.
        var alternatives = on && found.ObjectId == user.Account.ObjectId ? await grains.GetGrain<IDirectoryGrain>(0).MailboxesOpenToAsync(found.ObjectId) : [];
        return new AutodiscoverAnswer.Settings(
            found, user.Domain, inside, outside,
            on ? $"/mapi/{EmsmdbEndpoint.EndpointName}/{id}" : null,
            on && mapi.Serves(NspiEndpoint.EndpointName) ? $"/mapi/{NspiEndpoint.EndpointName}/{id}" : null,
            on ? await FindOabAsync(user.Domain) : null, alternatives);
    }

    /// <summary>
    /// Where a domain's offline address book is; null where there is none yet, or it cannot be found out now: a mailbox is not told to be away
    /// because of it.
    /// </summary>
    private async Task<string?> FindOabAsync(DomainInfo domain)
    {
        var book = OfflineAddressBookIdentity.BookId(domain.DomainId);
        try
        {
            return await grains.GetGrain<IOfflineAddressBookGrain>(book).GetPublicationAsync() is null ? null : $"/oab/{book:D}/";
        }
        catch (DirectoryUnavailableException e)
        {
            WebFrontendLog.DirectoryUnreachable(logger, e);
            return null;
        }
    }

    private static bool IsMacOutlook(HttpRequest request) =>
        request.Headers.UserAgent.ToString().Contains("MacOutlook", StringComparison.OrdinalIgnoreCase)
        || request.Headers["X-ClientApplication"].ToString().Contains("MacOutlook", StringComparison.OrdinalIgnoreCase);
}
