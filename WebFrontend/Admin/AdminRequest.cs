using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Provisioning;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>A request that is refused: its status and why.</summary>
internal sealed class AdminRefusal(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;
}

/// <summary>One request of an operator, with what its handlers need.</summary>
internal sealed class AdminRequest(HttpContext http, IGrainFactory grains, AdminOptions options, ProvisioningOptions provisioning)
{
    public HttpContext Http { get; } = http;

    public IGrainFactory Grains { get; } = grains;

    public AdminOptions Options { get; } = options;

    public ProvisioningOptions Provisioning { get; } = provisioning;

    public IDirectoryGrain Directory => Grains.GetGrain<IDirectoryGrain>(0);

    public string Route(string name) => (string?)Http.Request.RouteValues[name] ?? "";

    /// <summary>The domain that the path names.</summary>
    public async Task<DomainInfo> DomainAsync() =>
        await Directory.FindDomainAsync(Route("domain")) ?? throw new AdminRefusal(StatusCodes.Status404NotFound, $"There is no domain {Route("domain")}.");

    /// <summary>The body, at most so many bytes.</summary>
    public async Task<byte[]> BodyAsync(int limit)
    {
        if (Http.Request.ContentLength > limit) throw TooLarge(limit);
        var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = await Http.Request.Body.ReadAsync(buffer, Http.RequestAborted)) > 0;)
        {
            if (body.Length + read > limit) throw TooLarge(limit);
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    /// <summary>Reads the body as one entry: <paramref name="fixedFields"/> come from the path, <paramref name="before"/> are those it has where the body is silent.</summary>
    public async Task<T> ReadAsync<T>(Func<ObjectReader, T> read, IEnumerable<(string Name, string Value)> fixedFields, JsonNode? before = null)
    {
        if (JsonTree.TryParse(await BodyAsync(Options.MaxBodyBytes), out var error) is not { } tree) throw new ProvisioningException([error!]);
        var errors = new ErrorList(Provisioning.MaxErrors);
        foreach (var (name, value) in fixedFields)
        {
            if (tree.Root.Find(name) is null) tree.Root.Members.Add((name, 0, new JsonNode(JsonValueKind.String, 0, value)));
        }
        foreach (var member in before?.Members ?? [])
        {
            if (tree.Root.Find(member.Name) is null) tree.Root.Members.Add((member.Name, 0, member.Value));
        }
        var reader = new ObjectReader(new JsonPlace(tree, tree.Root, ""), errors);
        // What the directory gives an entry is shown with it; sent back, it says nothing.
        reader.Ignore("info");
        var result = read(reader);
        errors.ThrowIfAny();
        return result;
    }

    /// <summary>Answers with JSON.</summary>
    public async Task AnswerAsync(int status, Action<Utf8JsonWriter> write, string contentType = "application/json; charset=utf-8")
    {
        var json = ToJson(write);
        Http.Response.StatusCode = status;
        Http.Response.ContentType = contentType;
        Http.Response.ContentLength = json.Length;
        Http.Response.Headers.CacheControl = "no-store";
        await Http.Response.Body.WriteAsync(json, Http.RequestAborted);
    }

    /// <summary>Answers with a problem (RFC 9457): <c>errors</c> has line, column, field and message of each.</summary>
    public Task ProblemAsync(int status, string detail, IReadOnlyList<ProvisioningError>? errors = null, string? field = null) => AnswerAsync(status, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        if (field is { Length: > 0 }) json.WriteString("field", field);
        if (errors is not null)
        {
            json.WriteStartArray("errors");
            foreach (var error in errors)
            {
                json.WriteStartObject();
                json.WriteNumber("line", error.Line);
                json.WriteNumber("column", error.Column);
                json.WriteString("field", error.Field);
                json.WriteString("message", error.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }, "application/problem+json; charset=utf-8");

    /// <summary>An entry as the API writes it, to be read again.</summary>
    public static JsonNode Tree(Action<Utf8JsonWriter> write) =>
        JsonTree.TryParse(ToJson(write), out var error)?.Root ?? throw new InvalidDataException(error?.ToString());

    private static byte[] ToJson(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return stream.ToArray();
    }

    private static AdminRefusal TooLarge(int limit) => new(StatusCodes.Status413PayloadTooLarge, $"The body has more than {limit} bytes.");
}
