using System.Threading.RateLimiting;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Provisioning;
using Microsoft.AspNetCore.Http.Features;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>The operators' HTTP API below <c>/admin/v1</c>: JSON, a bearer token, problems by RFC 9457.</summary>
public static class AdminEndpoints
{
    private const string Prefix = "/admin/v1";

    /// <summary>Registers what the API needs.</summary>
    public static IServiceCollection AddMapiOrleansAdmin(this IServiceCollection services, AdminOptions options, ProvisioningOptions provisioning)
    {
        services.AddSingleton(options);
        services.AddSingleton(provisioning);
        services.AddSingleton(_ => AdminToken.Load(options));
        services.AddSingleton<AdminGate>();
        services.AddSingleton<Provisioner>();
        return services;
    }

    /// <summary>Maps the API. It answers on the listener of <see cref="AdminOptions.Port"/> only.</summary>
    public static IEndpointRouteBuilder MapMapiOrleansAdmin(this IEndpointRouteBuilder endpoints)
    {
        var gate = endpoints.ServiceProvider.GetRequiredService<AdminGate>();
        void Map(string method, string path, Func<AdminRequest, Task> handler, bool open = false) =>
            endpoints.MapMethods(Prefix + path, [method], context => gate.RunAsync(context, handler, open));

        // Says nothing but that the directory answers, so that a monitor needs no token.
        Map("GET", "/health", HealthAsync, open: true);
        Map("POST", "/provision", ProvisionAsync);
        DomainEndpoints.Map(Map);
        EntryEndpoints.Map(Map);
        FolderEndpoints.Map(Map);
        QueueEndpoints.Map(Map);
        OabEndpoints.Map(Map);
        return endpoints;
    }

    /// <summary>How endpoints are mapped.</summary>
    internal delegate void Mapper(string method, string path, Func<AdminRequest, Task> handler, bool open = false);

    private static async Task HealthAsync(AdminRequest request)
    {
        await request.Directory.GetDomainsAsync();
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "ok");
            json.WriteEndObject();
        });
    }

    private static async Task ProvisionAsync(AdminRequest request)
    {
        if (request.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = request.Provisioning.MaxDocumentBytes;
        var body = await request.BodyAsync(request.Provisioning.MaxDocumentBytes);
        var gate = request.Http.RequestServices.GetRequiredService<AdminGate>();
        if (!await gate.Provisioning.WaitAsync(TimeSpan.Zero)) throw new AdminRefusal(StatusCodes.Status429TooManyRequests, "Another document is being applied.");
        try
        {
            var steps = await request.Http.RequestServices.GetRequiredService<Provisioner>().ProvisionAsync(body, null, request.Http.RequestAborted);
            await request.AnswerAsync(StatusCodes.Status200OK, json =>
            {
                json.WriteStartObject();
                foreach (var outcome in Enum.GetValues<ProvisioningOutcome>()) json.WriteNumber(EntryWriter.OutcomeName(outcome), steps.Count(s => s.Outcome == outcome));
                json.WriteStartArray("steps");
                foreach (var step in steps) EntryWriter.Write(json, step);
                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
        finally
        {
            gate.Provisioning.Release();
        }
    }
}

/// <summary>What every request passes: listener, rate, token; and what becomes of what handlers throw.</summary>
internal sealed class AdminGate(AdminOptions options, ProvisioningOptions provisioning, AdminToken token, IGrainFactory grains, ILogger<AdminGate> logger) : IDisposable
{
    private const string Scheme = "Bearer ";

    private readonly TokenBucketRateLimiter _rate = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.MaxRequestsPerSecond,
        TokensPerPeriod = options.MaxRequestsPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private readonly SemaphoreSlim _slots = new(options.MaxConcurrentRequests);

    /// <summary>One document is applied at a time.</summary>
    public SemaphoreSlim Provisioning { get; } = new(1);

    public async Task RunAsync(HttpContext http, Func<AdminRequest, Task> handler, bool open)
    {
        var request = new AdminRequest(http, grains, options, provisioning);
        // Which listener a connection came in by is the one thing that a client cannot say itself.
        if (options.Port != 0 && http.Connection.LocalPort != options.Port)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using var lease = _rate.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            http.Response.Headers.RetryAfter = "1";
            await request.ProblemAsync(StatusCodes.Status429TooManyRequests, $"More than {options.MaxRequestsPerSecond} requests a second.");
            return;
        }
        if (!open && !IsAuthorized(http))
        {
            AdminLog.Unauthorized(logger, http.Connection.RemoteIpAddress);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await request.ProblemAsync(StatusCodes.Status401Unauthorized, "The bearer token of the installation is needed.");
            return;
        }
        if (!await _slots.WaitAsync(TimeSpan.Zero))
        {
            http.Response.Headers.RetryAfter = "1";
            await request.ProblemAsync(StatusCodes.Status429TooManyRequests, $"More than {options.MaxConcurrentRequests} requests at once.");
            return;
        }
        try
        {
            await RunAsync(request, handler);
        }
        finally
        {
            _slots.Release();
        }
        AdminLog.Answered(logger, http.Request.Method, http.Request.Path, http.Response.StatusCode);
    }

    private async Task RunAsync(AdminRequest request, Func<AdminRequest, Task> handler)
    {
        var (method, path) = (request.Http.Request.Method, request.Http.Request.Path);
        try
        {
            await handler(request);
        }
        catch (ProvisioningException e)
        {
            await request.ProblemAsync(StatusCodes.Status400BadRequest, e.Message, e.Errors);
        }
        catch (DirectoryException e)
        {
            await request.ProblemAsync(StatusCodes.Status409Conflict, e.Message, field: e.Field);
        }
        catch (AdminRefusal e)
        {
            await request.ProblemAsync(e.Status, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await request.ProblemAsync(e.StatusCode, e.Message);
        }
        catch (OperationCanceledException) when (request.Http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            return;
        }
        catch (Exception e) when (e is DirectoryUnavailableException or Grains.Interfaces.Mailbox.MailboxUnavailableException or Grains.Interfaces.Mailbox.MailboxMovedException or TimeoutException)
        {
            AdminLog.Unavailable(logger, e, method, path);
            request.Http.Response.Headers.RetryAfter = "5";
            await request.ProblemAsync(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        catch (Exception e) when (!request.Http.Response.HasStarted)
        {
            AdminLog.Failed(logger, e, method, path);
            await request.ProblemAsync(StatusCodes.Status500InternalServerError, "The server failed; its log says why.");
        }
    }

    private bool IsAuthorized(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        return header.Count == 1 && header[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && token.Is(value[Scheme.Length..].Trim());
    }

    public void Dispose()
    {
        _rate.Dispose();
        _slots.Dispose();
        Provisioning.Dispose();
    }
}
