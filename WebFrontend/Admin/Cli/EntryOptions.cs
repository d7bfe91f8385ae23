using System.CommandLine;
using System.Text.Json;

namespace MapiOrleans.WebFrontend.Admin.Cli;

/// <summary>Options that stand for fields of an entry: what is given goes into the body, what is not stays out of it.</summary>
internal sealed class EntryOptions
{
    private readonly List<(Option Option, Action<ParseResult, Utf8JsonWriter> Write)> _options = [];

    public EntryOptions Text(string option, string field, string help, bool required = false)
    {
        var symbol = new Option<string?>(option) { Description = help, Required = required };
        return Add(symbol, (result, json) => json.WriteString(field, result.GetValue(symbol)));
    }

    public EntryOptions Texts(string option, string field, string help)
    {
        var symbol = new Option<string[]>(option) { Description = help, AllowMultipleArgumentsPerToken = true };
        return Add(symbol, (result, json) =>
        {
            json.WriteStartArray(field);
            // One empty text empties the list.
            foreach (var text in result.GetValue(symbol) ?? []) if (text.Length > 0) json.WriteStringValue(text);
            json.WriteEndArray();
        });
    }

    /// <summary>Options of the form <c>name=value</c>; an argument without an equals sign is a name without a value.</summary>
    public EntryOptions Map(string option, string field, string help)
    {
        var symbol = new Option<string[]>(option) { Description = help, AllowMultipleArgumentsPerToken = true };
        return Add(symbol, (result, json) =>
        {
            json.WriteStartObject(field);
            foreach (var text in result.GetValue(symbol) ?? [])
            {
                if (text.Length == 0) continue;
                var equals = text.LastIndexOf('=');
                json.WriteString(equals < 0 ? text : text[..equals], equals < 0 ? "" : text[(equals + 1)..]);
            }
            json.WriteEndObject();
        });
    }

    public EntryOptions Number(string option, string field, string help)
    {
        var symbol = new Option<long?>(option) { Description = help };
        return Add(symbol, (result, json) =>
        {
            if (result.GetValue(symbol) is { } number and not 0) json.WriteNumber(field, number);
            else json.WriteNull(field);
        });
    }

    public EntryOptions Flag(string option, string field, string help)
    {
        var symbol = new Option<bool>(option) { Description = help };
        return Add(symbol, (result, json) => json.WriteBoolean(field, result.GetValue(symbol)));
    }

    public void AddTo(Command command)
    {
        foreach (var (option, _) in _options) command.Options.Add(option);
    }

    /// <summary>Whether any of them is given.</summary>
    public bool AnyIn(ParseResult result) => _options.Exists(o => result.GetResult(o.Option) is { Implicit: false });

    /// <summary>The body, with the password where there is one.</summary>
    public ReadOnlyMemory<byte> Body(ParseResult result, string? password = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (option, write) in _options)
            {
                if (result.GetResult(option) is { Implicit: false }) write(result, json);
            }
            if (password is not null) json.WriteString("password", password);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private EntryOptions Add(Option option, Action<ParseResult, Utf8JsonWriter> write)
    {
        _options.Add((option, write));
        return this;
    }
}
