using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MapiOrleans.WebFrontend.Admin.Cli;

/// <summary>An answer that is no success.</summary>
internal sealed class AdminClientException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Speaks with the admin API.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    public AdminClient(string url, string tokenFile)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/admin/v1/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new AdminClientException(AdminExitCodes.Usage, $"'{url}' is no http or https address.");
        string token;
        try
        {
            token = AdminToken.Read(tokenFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdminClientException(AdminExitCodes.Failed, $"The token file cannot be read: {e.Message} The server makes it in its data folder; --token-file says where it is.");
        }
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The answer's JSON, or null where it has none.</summary>
    public async Task<JsonElement?> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, bool mustBeNew, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (mustBeNew) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!response.IsSuccessStatusCode) throw new AdminClientException(AdminExitCodes.Failed, Explain(response.StatusCode, content));
            return content.Length == 0 ? null : JsonDocument.Parse(content).RootElement;
        }
        catch (HttpRequestException e)
        {
            throw new AdminClientException(AdminExitCodes.Unreachable, $"The server at {_http.BaseAddress} cannot be reached: {e.Message}");
        }
        catch (JsonException)
        {
            throw new AdminClientException(AdminExitCodes.Failed, $"What answers at {_http.BaseAddress} is not the admin API.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AdminClientException(AdminExitCodes.Unreachable, $"The server at {_http.BaseAddress} does not answer.");
        }
    }

    /// <summary>A problem in words: one line an error.</summary>
    private static string Explain(HttpStatusCode status, byte[] content)
    {
        try
        {
            using var problem = JsonDocument.Parse(content);
            var root = problem.RootElement;
            if (root.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0)
            {
                var lines = new StringBuilder();
                foreach (var error in errors.EnumerateArray())
                {
                    if (lines.Length > 0) lines.AppendLine();
                    var field = error.GetProperty("field").GetString();
                    lines.Append(null, $"line {error.GetProperty("line").GetInt32()}, column {error.GetProperty("column").GetInt32()}: {(string.IsNullOrEmpty(field) ? "" : field + ": ")}{error.GetProperty("message").GetString()}");
                }
                return lines.ToString();
            }
            var detail = root.GetProperty("detail").GetString() ?? "";
            return root.TryGetProperty("field", out var named) ? $"{named.GetString()}: {detail}" : detail;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"The server answered {(int)status}.";
        }
    }

    public void Dispose() => _http.Dispose();
}
