using System.CommandLine;
using System.Text.Json;

namespace MapiOrleans.WebFrontend.Admin.Cli;

/// <summary><c>mapiorleans admin queue ...</c>: outgoing mail.</summary>
internal static class QueueCommands
{
    private static readonly (string Verb, string Help)[] Changes =
    [
        ("hold", "It stays until it is released."), ("release", "Held mail goes on."), ("retry", "It is tried now."), ("bounce", "It comes back to its sender, for those who do not have it yet."),
    ];

    /// <summary>How a command is made that asks the server and writes its answer.</summary>
    internal delegate Command Maker(string name, string help, Func<AdminClient, ParseResult, CancellationToken, Task<JsonElement?>> send, Action<TextWriter, JsonElement> write, params ReadOnlySpan<Argument> arguments);

    /// <summary>The commands.</summary>
    public static Command Make(Maker make)
    {
        var destination = new Option<string?>("--to") { Description = "Mail that waits to go to this domain." };
        var sender = new Option<string?>("--from") { Description = "Mail of this sender." };
        var held = new Option<bool?>("--held") { Description = "Held mail only (--held false for the other)." };
        var all = new Option<bool>("--all") { Description = "All mail in the queue." };
        string Filter(ParseResult r) => string.Join('&', new[]
        {
            r.GetValue(destination) is { } to ? $"destination={Uri.EscapeDataString(to)}" : "",
            r.GetValue(sender) is { } from ? $"sender={Uri.EscapeDataString(from)}" : "",
            r.GetValue(held) is { } isHeld ? $"held={(isHeld ? "true" : "false")}" : "",
        }.Where(p => p.Length > 0));

        var group = new Command("queue", "Outgoing mail.");
        var after = new Option<string?>("--after") { Description = "Begin after this number." };
        var limit = new Option<int>("--limit") { Description = "At most so many (1 to 1000).", DefaultValueFactory = _ => 100 };
        var list = make("list", "What waits: number, state, sender, waiting recipients, attempts, next time, where to, last error.",
            (c, r, token) => c.SendAsync(HttpMethod.Get, $"queue?limit={r.GetValue(limit)}{(r.GetValue(after) is { } from ? $"&after={Uri.EscapeDataString(from)}" : "")}&{Filter(r)}", null, false, token), WriteList);
        foreach (Option option in (Option[])[destination, sender, held, after, limit]) list.Options.Add(option);
        group.Subcommands.Add(list);
        group.Subcommands.Add(make("count", "How much there is, and since when the oldest waits.", (c, _, token) => c.SendAsync(HttpMethod.Get, "queue/counts", null, false, token), AdminOutput.WriteEntry));
        var id = new Argument<string>("id") { Description = "Its number, as list shows it." };
        group.Subcommands.Add(make("show", "One message with its recipients.", (c, r, token) => c.SendAsync(HttpMethod.Get, $"queue/{Uri.EscapeDataString(r.GetValue(id)!)}", null, false, token), AdminOutput.WriteEntry, id));
        foreach (var (verb, help) in Changes)
        {
            var which = new Argument<string?>("id") { Description = "Its number; without one, what the options say.", Arity = ArgumentArity.ZeroOrOne };
            var command = make(verb, help, (c, r, token) => c.SendAsync(HttpMethod.Post, r.GetValue(which) is { } one
                ? $"queue/{Uri.EscapeDataString(one)}/{verb}"
                : $"queue/{verb}?{Filter(r)}{(r.GetValue(all) ? "&all=true" : "")}", null, false, token), WriteChange, which);
            foreach (Option option in (Option[])[destination, sender, held, all]) command.Options.Add(option);
            group.Subcommands.Add(command);
        }
        return group;
    }

    private static void WriteList(TextWriter output, JsonElement answer)
    {
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            output.WriteLine(string.Join('\t', item.GetProperty("id").GetString(), item.GetProperty("state").GetString(), item.GetProperty("sender").GetString(), item.GetProperty("waiting"), item.GetProperty("attempts"),
                item.GetProperty("due").GetString(), string.Join(',', item.GetProperty("destinations").EnumerateArray().Select(d => d.GetString())), item.GetProperty("lastError").GetString()));
        }
        if (answer.TryGetProperty("next", out var next)) output.WriteLine($"There is more: --after {next.GetString()}");
    }

    private static void WriteChange(TextWriter output, JsonElement answer)
    {
        output.WriteLine($"{answer.GetProperty("changed")} changed");
        if (answer.GetProperty("busy").GetInt32() is > 0 and var busy) output.WriteLine($"{busy} being sent at the moment, and left");
    }
}
