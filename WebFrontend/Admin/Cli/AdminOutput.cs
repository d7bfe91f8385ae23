using System.Text.Json;

namespace MapiOrleans.WebFrontend.Admin.Cli;

/// <summary>Writes answers: as they are with <c>--json</c>, else as text that people and <c>cut</c> can read.</summary>
internal static class AdminOutput
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteJson(TextWriter output, JsonElement answer) => output.WriteLine(JsonSerializer.Serialize(answer, Indented));

    /// <summary>One entry: a field a line, what is empty left out.</summary>
    public static void WriteEntry(TextWriter output, JsonElement entry) => WriteFields(output, entry, "");

    /// <summary>A list: an entry a line, its first two texts with a tab between them.</summary>
    public static void WriteList(TextWriter output, JsonElement answer)
    {
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            output.WriteLine(string.Join('\t', item.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).Take(2).Select(p => p.Value.GetString())));
        }
    }

    /// <summary>What became of a document.</summary>
    public static void WriteSteps(TextWriter output, JsonElement answer)
    {
        foreach (var step in answer.GetProperty("steps").EnumerateArray())
        {
            output.WriteLine($"{step.GetProperty("outcome").GetString(),-9} {step.GetProperty("kind").GetString()} {step.GetProperty("name").GetString()}");
        }
        output.WriteLine($"{answer.GetProperty("created")} created, {answer.GetProperty("changed")} changed, {answer.GetProperty("unchanged")} unchanged");
    }

    /// <summary>A mailbox: its fields, then a folder a line.</summary>
    public static void WriteMailbox(TextWriter output, JsonElement answer)
    {
        foreach (var field in answer.EnumerateObject().Where(f => f.Name != "folders")) output.WriteLine($"{field.Name}: {field.Value}");
        foreach (var folder in answer.GetProperty("folders").EnumerateArray())
        {
            output.WriteLine($"{folder.GetProperty("items"),8} {folder.GetProperty("unread"),8} {folder.GetProperty("sizeBytes"),14}  {folder.GetProperty("path").GetString()}");
        }
    }

    private static void WriteFields(TextWriter output, JsonElement entry, string prefix)
    {
        foreach (var field in entry.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object) WriteFields(output, field.Value, $"{prefix}{field.Name}.");
            else if (field.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in field.Value.EnumerateArray()) output.WriteLine($"{prefix}{field.Name}: {item}");
            }
            else if (field.Value.ValueKind != JsonValueKind.String || field.Value.GetString() is { Length: > 0 }) output.WriteLine($"{prefix}{field.Name}: {field.Value}");
        }
    }
}
