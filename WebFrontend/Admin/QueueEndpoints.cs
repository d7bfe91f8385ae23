using System.Globalization;
using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Transport;

namespace MapiOrleans.WebFrontend.Admin;

/// <summary>The queue of outgoing mail.</summary>
internal static class QueueEndpoints
{
    private const int UsualLimit = 100, MaxLimit = 1_000;

    public static void Map(AdminEndpoints.Mapper map)
    {
        map("GET", "/queue", ListAsync);
        map("GET", "/queue/counts", CountAsync);
        map("GET", "/queue/{id}", ShowAsync);
        foreach (var change in Enum.GetValues<QueueChange>())
        {
            // Of many only where something says which: an empty filter is a slip of the pen more often than a wish.
            map("POST", $"/queue/{NameOf(change)}", request => ChangeAsync(request, change, FilterOf(request)));
            map("POST", $"/queue/{{id}}/{NameOf(change)}", request => ChangeAsync(request, change, new QueueFilter(Id: IdOf(request))));
        }
    }

    private static IMailQueueGrain Queue(AdminRequest request) => request.Grains.GetGrain<IMailQueueGrain>(0);

    private static string NameOf(QueueChange change) => change.ToString().ToLowerInvariant();

    private static async Task ListAsync(AdminRequest request)
    {
        var limit = request.Http.Request.Query["limit"] is [{ } text] ? int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit
            ? number
            : throw new AdminRefusal(StatusCodes.Status400BadRequest, $"limit is between 1 and {MaxLimit}.") : UsualLimit;
        var after = request.Http.Request.Query["after"] is [{ } from] ? ParseId(from) : 0;
        var page = await Queue(request).ListAsync(FilterOf(request), after, limit);
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var item in page.Items) Write(json, item);
            json.WriteEndArray();
            if (page.Next is { } next) json.WriteString("next", Text(next));
            json.WriteEndObject();
        });
    }

    private static async Task CountAsync(AdminRequest request)
    {
        var counts = await Queue(request).CountAsync();
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("waiting", counts.Waiting);
            json.WriteNumber("held", counts.Held);
            if (counts.Oldest is { } oldest) json.WriteString("oldest", oldest);
            json.WriteEndObject();
        });
    }

    private static async Task ShowAsync(AdminRequest request)
    {
        var id = IdOf(request);
        var item = await Queue(request).FindAsync(id) ?? throw NotFound(id);
        await request.AnswerAsync(StatusCodes.Status200OK, json => Write(json, item));
    }

    private static async Task ChangeAsync(AdminRequest request, QueueChange change, QueueFilter filter)
    {
        if (filter == new QueueFilter() && request.Http.Request.Query["all"] is not ["true"]) throw new AdminRefusal(StatusCodes.Status400BadRequest, "Say which mail: destination, sender or held; or all=true.");
        var result = await Queue(request).ChangeAsync(filter, change);
        if (filter.Id is { } id && result is { Changed: 0 })
        {
            throw result.Busy == 0 ? NotFound(id) : new AdminRefusal(StatusCodes.Status409Conflict, $"{Text(id)} is being sent at the moment.");
        }
        await request.AnswerAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("changed", result.Changed);
            json.WriteNumber("busy", result.Busy);
            json.WriteEndObject();
        });
    }

    private static QueueFilter FilterOf(AdminRequest request)
    {
        var query = request.Http.Request.Query;
        return new QueueFilter(
            Destination: query["destination"] is [{ Length: > 0 } destination] ? destination : null,
            Sender: query["sender"] is [{ Length: > 0 } sender] ? sender : null,
            Held: query["held"] is [{ } held] ? bool.TryParse(held, out var value) ? value : throw new AdminRefusal(StatusCodes.Status400BadRequest, "held is true or false.") : null);
    }

    private static long IdOf(AdminRequest request) => ParseId(request.Route("id"));

    private static long ParseId(string text) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : throw new AdminRefusal(StatusCodes.Status400BadRequest, $"'{text}' is no number of mail in the queue.");

    private static AdminRefusal NotFound(long id) => new(StatusCodes.Status404NotFound, $"{Text(id)} is not in the queue.");

    private static string Text(long id) => id.ToString("x", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, QueuedMessage item)
    {
        json.WriteStartObject();
        json.WriteString("id", Text(item.Id));
        json.WriteString("sender", item.Sender);
        json.WriteString("state", item.Held ? "held" : item.IsSubmission ? "submitted" : "waiting");
        json.WriteString("subject", item.Subject);
        json.WriteString("messageId", item.MessageId);
        json.WriteNumber("sizeBytes", item.Size);
        json.WriteString("created", item.CreatedAt);
        json.WriteString("due", item.DueAt);
        json.WriteNumber("attempts", item.Attempts);
        json.WriteString("lastError", item.LastError);
        json.WriteNumber("done", item.Done);
        json.WriteNumber("failed", item.Failed);
        json.WriteNumber("waiting", item.Waiting);
        json.WriteStartArray("destinations");
        foreach (var destination in item.Destinations) json.WriteStringValue(destination);
        json.WriteEndArray();
        if (item.Recipients.Count > 0)
        {
            json.WriteStartArray("recipients");
            foreach (var recipient in item.Recipients)
            {
                json.WriteStartObject();
                json.WriteString("address", recipient.Address);
                json.WriteString("state", recipient.State);
                if (recipient.Status.Length > 0) json.WriteString("status", recipient.Status);
                if (recipient.Diagnostic.Length > 0) json.WriteString("diagnostic", recipient.Diagnostic);
                if (recipient.NextAttempt is { } next) json.WriteString("next", next);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
