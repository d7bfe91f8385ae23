using MapiOrleans.Grains.Interfaces.Directory;
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
        if (await grains.GetGrain<IDirectoryGrain>(0).FindByAddressAsync(address) is { } found) return await DescribeAsync(request, user, found);
        return address.LastIndexOf('@') is > 0 and var at && options.CurrentValue.Redirects.TryGetValue(address[(at + 1)..], out var url)
            ? new AutodiscoverAnswer.RedirectUrl(url)
            : new AutodiscoverAnswer.NotFound();
    }

    /// <summary>Resolves an X.500 name, which a request may give instead of an address.</summary>
    public async Task<AutodiscoverAnswer> ResolveLegacyDNAsync(HttpRequest request, AuthenticatedUser user, string legacyDN) =>
        await grains.GetGrain<IDirectoryGrain>(0).FindByLegacyDNAsync(legacyDN) is { } found ? await DescribeAsync(request, user, found) : new AutodiscoverAnswer.NotFound();

    private async ValueTask<AutodiscoverAnswer> DescribeAsync(HttpRequest request, AuthenticatedUser user, DirectoryObject found)
    {
        if (!found.Domain.Equals(user.Domain.Name, StringComparison.OrdinalIgnoreCase)) return new AutodiscoverAnswer.NotFound();
        if (found.MailboxGuid == Guid.Empty) return new AutodiscoverAnswer.NoMailbox();
        if (external.Base(request) is not { } url) return new AutodiscoverAnswer.NotFound();
        var id = $"?MailboxId={found.MailboxGuid:D}@{found.Domain}";
        var on = user.Domain.MapiEnabled;
        // What else somebody may open is told to that person alone.
        var alternatives = on && found.ObjectId == user.Account.ObjectId ? await grains.GetGrain<IDirectoryGrain>(0).MailboxesOpenToAsync(found.ObjectId) : [];
        return new AutodiscoverAnswer.Settings(
            found, user.Domain, url,
            on ? $"{url}/mapi/{EmsmdbEndpoint.EndpointName}/{id}" : null,
            on && mapi.Serves(NspiEndpoint.EndpointName) ? $"{url}/mapi/{NspiEndpoint.EndpointName}/{id}" : null, alternatives);
    }

    private static bool IsMacOutlook(HttpRequest request) =>
        request.Headers.UserAgent.ToString().Contains("MacOutlook", StringComparison.OrdinalIgnoreCase)
        || request.Headers["X-ClientApplication"].ToString().Contains("MacOutlook", StringComparison.OrdinalIgnoreCase);
}
