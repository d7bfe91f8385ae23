using System.Globalization;
using System.Net;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Authentication;

/// <summary>Finds out who sends a request, by whichever scheme it uses, and tells clients how to prove themselves.</summary>
public sealed class RequestAuthenticator(
    IEnumerable<IAuthenticationScheme> schemes, IOptions<AuthenticationOptions> options, IOptions<WebFrontendOptions> frontend,
    WebFrontendMetrics metrics, ILogger<RequestAuthenticator> logger)
{
    private readonly IAuthenticationScheme[] _schemes = [.. schemes];

    /// <summary>Who sends the request.</summary>
    public async Task<AuthenticationResult> AuthenticateAsync(HttpContext http)
    {
        var result = await CheckAsync(http);
        metrics.Authentication(result.Status.ToString());
        return result;
    }

    /// <summary>Who sends the request; null where nobody proved to, after the answer that says so (401, 403, 503).</summary>
    public async Task<AuthenticatedUser?> RequireAsync(HttpContext http)
    {
        var result = await AuthenticateAsync(http);
        if (result.Status == AuthenticationStatus.Success) return result.User;
        await RefuseAsync(http, result);
        return null;
    }

    /// <summary>
    /// Answers a request of which nobody proved to be the sender. Lock-out is a 401 too: clients written against Exchange take a 401 for a
    /// reason to ask for another password, and anything else for a server that is broken.
    /// </summary>
    public Task RefuseAsync(HttpContext http, AuthenticationResult result)
    {
        var response = http.Response;
        response.StatusCode = result.Status switch
        {
            AuthenticationStatus.Insecure => StatusCodes.Status403Forbidden,
            AuthenticationStatus.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status401Unauthorized,
        };
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            foreach (var scheme in _schemes) response.Headers.Append("WWW-Authenticate", scheme.Challenge(http));
        }
        var retry = result.RetryAfter ?? (result.Status == AuthenticationStatus.Unavailable ? frontend.Value.RetryAfter : null);
        if (retry is { } wait) response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(result.Status switch
        {
            AuthenticationStatus.Insecure => "This server takes passwords over HTTPS only.",
            AuthenticationStatus.Unavailable => "The directory cannot be asked now. Try again later.",
            AuthenticationStatus.LockedOut => "Too many failed sign-ins. Try again later.",
            _ => "Access denied.",
        });
    }

    private async Task<AuthenticationResult> CheckAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        var value = header.Count == 1 ? header[0] : null;
        if (string.IsNullOrEmpty(value)) return new AuthenticationResult(AuthenticationStatus.Anonymous);
        var space = value.IndexOf(' ');
        var name = space < 0 ? value : value[..space];
        var scheme = Array.Find(_schemes, s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (scheme is null || space < 0) return new AuthenticationResult(AuthenticationStatus.Anonymous);
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (scheme.NeedsTls && !IsConfidential(http.Request, address)) return new AuthenticationResult(AuthenticationStatus.Insecure);
        try
        {
            return await scheme.AuthenticateAsync(value[(space + 1)..].Trim(), address);
        }
        catch (Exception e)
        {
            // Whatever keeps the directory from answering: the client shall come again, not be told that its password is wrong.
            WebFrontendLog.DirectoryUnreachable(logger, e);
            return new AuthenticationResult(AuthenticationStatus.Unavailable);
        }
    }

    private bool IsConfidential(HttpRequest request, IPAddress address) =>
        request.IsHttps || (options.Value.AllowPlainHttpFromLoopback && IPAddress.IsLoopback(address));
}
