using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.WebFrontend.Authentication;
using MapiOrleans.WebFrontend.Diagnostics;
using MapiOrleans.WebFrontend.Mapi;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MapiOrleans.WebFrontend.Oab;

/// <summary>
/// Offline address books ([MS-OXWOAB]): <c>GET /oab/{guid}/oab.xml</c> and the files that it names, whole or in ranges, as Windows' background
/// transfers (BITS) ask for them. Everybody gets the book of the own domain; of any other there is nothing, whatever its name.
/// </summary>
internal sealed class OabEndpoint(
    RequestAuthenticator authenticator, IGrainFactory grains, ConcurrencyLimits limits, IOptionsMonitor<WebFrontendOptions> options, WebFrontendMetrics metrics, ILogger<OabEndpoint> logger)
{
    /// <summary>The manifest's name.</summary>
    public const string ManifestName = "oab.xml";

    private static readonly MinDataRate SlowestDownload = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(30));

    public async Task InvokeAsync(HttpContext http, string? book, string? name)
    {
        using var all = limits.EnterDownload();
        if (all is null)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        if (await authenticator.RequireAsync(http) is not { } user) return;
        using var own = limits.EnterUser(user.Account.ObjectId, user.Account.Address, wait: false);
        if (own is null)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        // A download that hardly moves is given up, as a wait for mail is not.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = SlowestDownload;
        try
        {
            await AnswerAsync(http, user, book, name ?? "");
        }
        catch (DirectoryUnavailableException e) when (!http.Response.HasStarted)
        {
            WebFrontendLog.DirectoryUnreachable(logger, e);
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && http.RequestAborted.IsCancellationRequested) || (e is DirectoryUnavailableException && http.Response.HasStarted))
        {
            // The client went away, or the version or the store did: what was begun cannot be ended, and a broken connection says so.
            http.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext http, AuthenticatedUser user, string? book, string name)
    {
        var bookId = OfflineAddressBookIdentity.BookId(user.Domain.DomainId);
        var grain = grains.GetGrain<IOfflineAddressBookGrain>(bookId);
        if (!user.Domain.MapiEnabled || !Guid.TryParseExact(book, "D", out var asked) || asked != bookId || await grain.GetPublicationAsync() is not { } publication)
        {
            await NotFoundAsync(http);
            return;
        }
        // Other units than bytes are nobody's here, and to be passed over (RFC 9110 14.2).
        if (http.Request.Headers.Range is [{ } range] && !range.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) http.Request.Headers.Remove(HeaderNames.Range);
        // Clients keep what they have by its ETag; nobody between may show it to somebody else.
        http.Response.Headers.CacheControl = "private, no-cache";
        IResult result;
        if (name.Equals(ManifestName, StringComparison.OrdinalIgnoreCase))
        {
            var manifest = ManifestOf(publication);
            result = Results.Bytes(manifest, "text/xml; charset=utf-8", enableRangeProcessing: true, lastModified: WholeSeconds(publication.PublishedAt), entityTag: Tag(SHA1.HashData(manifest)));
        }
        else if (publication.Files.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } file)
        {
            result = Results.Stream(new OabFileStream(grain, file), "application/octet-stream", lastModified: WholeSeconds(file.CreatedAt), entityTag: Tag(file.Sha1), enableRangeProcessing: true);
        }
        else
        {
            await NotFoundAsync(http);
            return;
        }
        await result.ExecuteAsync(http);
        metrics.Oab(http.Response.StatusCode);
    }

    /// <summary>The manifest of a publication, as UTF-8.</summary>
    internal static byte[] ManifestOf(OabPublication publication)
    {
        var newest = publication.Files.Where(f => f.Sequence == publication.Sequence).ToList();
        var list = new OabManifestList(
            publication.BookId, OfflineAddressBookIdentity.ListDN, OfflineAddressBookIdentity.ListName, FileOf(newest.Single(f => f.Type == OabFileType.Full)),
            [.. publication.Files.Where(f => f.Type == OabFileType.Difference).OrderByDescending(f => f.Sequence).Select(FileOf)],
            [.. newest.Where(f => f.Type == OabFileType.Template).OrderBy(f => f.Language).Select(f => new OabManifestTemplate(f.Language, "windows", FileOf(f)))]);
        return Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="utf-8"?>""" + "\r\n" + new OabManifest([list]).ToXml());
    }

    private static OabManifestFile FileOf(OabFileInfo file) => new(file.Name, (uint)file.Sequence, OabManifestFile.Version4, file.Size, file.UncompressedSize, file.Sha1);

    private static EntityTagHeaderValue Tag(byte[] hash) => new($"\"{Convert.ToHexStringLower(hash)}\"");

    // Dates in headers have no more.
    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private Task NotFoundAsync(HttpContext http) => RefuseAsync(http, StatusCodes.Status404NotFound);

    private Task RefuseAsync(HttpContext http, int status)
    {
        metrics.Oab(status);
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = ((long)Math.Ceiling(options.CurrentValue.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
