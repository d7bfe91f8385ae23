using System.CommandLine;
using System.Text.Json;

namespace MapiOrleans.WebFrontend.Admin.Cli;

/// <summary><c>mapiorleans admin oab ...</c>: offline address books.</summary>
internal static class OabCommands
{
    /// <summary>The commands.</summary>
    public static Command Make(QueueCommands.Maker make)
    {
        var group = new Command("oab", "Offline address books.");
        group.Subcommands.Add(One("show", "How it stands with a domain's book, and its files.", HttpMethod.Get, ""));
        group.Subcommands.Add(One("build", "Has the book looked at now, and made anew where something changed; goes on with one that was stopped.", HttpMethod.Post, "/build"));
        group.Subcommands.Add(One("stop", "Stops the making of the book until build. What is published stays.", HttpMethod.Post, "/stop"));
        return group;

        Command One(string name, string help, HttpMethod method, string path)
        {
            var domain = new Argument<string>("domain") { Description = "The domain." };
            return make(name, help, (c, r, token) => c.SendAsync(method, $"domains/{Uri.EscapeDataString(r.GetValue(domain)!)}/oab{path}", null, false, token), Write, domain);
        }
    }

    private static void Write(TextWriter output, JsonElement answer)
    {
        foreach (var field in answer.EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Array)) output.WriteLine($"{field.Name}\t{field.Value}");
        if (!answer.TryGetProperty("files", out var files)) return;
        foreach (var file in files.EnumerateArray()) output.WriteLine($"{file.GetProperty("size")}\t{file.GetProperty("name").GetString()}");
    }
}
