using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Mapi;

/// <summary>
/// <c>/mapi/healthcheck.htm</c>, which load balancers ask, as they do of Exchange: 200 where this node can serve, 503 where it stops or cannot
/// reach the directory.
/// </summary>
internal sealed class HealthCheck(IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task InvokeAsync(HttpContext http)
    {
        var good = !lifetime.ApplicationStopping.IsCancellationRequested && await ReachesDirectoryAsync();
        http.Response.StatusCode = good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        var page = System.Text.Encoding.UTF8.GetBytes(good ? $"200 OK<br/>{Environment.MachineName}" : "503 Service Unavailable");
        http.Response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(page);
    }

    private async Task<bool> ReachesDirectoryAsync()
    {
        try
        {
            await grains.GetGrain<IDirectoryGrain>(0).GetDomainsAsync().WaitAsync(Patience, time);
            return true;
        }
        catch (Exception)
        {
            // Whatever it is, the answer says that it is.
            return false;
        }
    }
}
