using System.Text;

namespace MapiOrleans.Conversion.Calendar;

/// <summary>A property of a calendar component (RFC 5545 3.1): name and parameter names in upper case, the value as it is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters, without quotes.</param>
/// <param name="Value">Its value, unescaped only by who knows its type.</param>
internal sealed record CalendarProperty(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    /// <summary>A parameter, or null.</summary>
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>The value as text (RFC 5545 3.3.11).</summary>
    public string Text
    {
        get
        {
            if (!Value.Contains('\\', StringComparison.Ordinal)) return Value;
            var text = new StringBuilder(Value.Length);
            for (var i = 0; i < Value.Length; i++)
            {
                if (Value[i] != '\\' || i + 1 == Value.Length) text.Append(Value[i]);
                else text.Append(Value[++i] is 'n' or 'N' ? "\r\n" : Value[i].ToString());
            }
            return text.ToString();
        }
    }
}

/// <summary>A component: VCALENDAR, VEVENT, VTIMEZONE, ...</summary>
/// <param name="Name">Its name, in upper case.</param>
internal sealed record CalendarComponent(string Name)
{
    /// <summary>Its properties, in order.</summary>
    public List<CalendarProperty> Properties { get; } = [];

    /// <summary>Components in it.</summary>
    public List<CalendarComponent> Components { get; } = [];

    /// <summary>The first property of a name, or null.</summary>
    public CalendarProperty? Find(string name) => Properties.Find(p => p.Name == name);

    /// <summary>The text of the first property of a name, or empty.</summary>
    public string TextOf(string name) => Find(name)?.Text.Trim() ?? "";
}

/// <summary>
/// Reads and writes iCalendar text (RFC 5545 3.1). Reading is total: what is no line of a calendar is passed over, and what there is too much of
/// is not read.
/// </summary>
internal static class CalendarText
{
    private const int MaxLines = 50_000, MaxDepth = 8, MaxParameters = 32, FoldAt = 74;

    /// <summary>The first calendar in a text; null where there is none.</summary>
    public static CalendarComponent? Read(string text)
    {
        var open = new Stack<CalendarComponent>();
        CalendarComponent? calendar = null;
        var lines = 0;
        foreach (var line in Unfold(text))
        {
            if (++lines > MaxLines) break;
            if (ReadLine(line) is not { } property) continue;
            switch (property.Name)
            {
                case "BEGIN" when open.Count < MaxDepth:
                    var begun = new CalendarComponent(property.Value.Trim().ToUpperInvariant());
                    if (open.TryPeek(out var outer)) outer.Components.Add(begun);
                    else if (begun.Name == "VCALENDAR") calendar ??= begun;
                    else continue;
                    open.Push(begun);
                    break;
                case "BEGIN":
                    return calendar;
                case "END":
                    if (open.Count > 0) open.Pop();
                    if (open.Count == 0 && calendar is not null) return calendar;
                    break;
                default:
                    if (open.TryPeek(out var current)) current.Properties.Add(property);
                    break;
            }
        }
        return calendar;
    }

    private static IEnumerable<string> Unfold(string text)
    {
        var line = new StringBuilder();
        foreach (var piece in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (piece.Length > 0 && piece[0] is ' ' or '\t')
            {
                line.Append(piece, 1, piece.Length - 1);
                continue;
            }
            if (line.Length > 0) yield return line.ToString();
            line.Clear().Append(piece);
        }
        if (line.Length > 0) yield return line.ToString();
    }

    private static CalendarProperty? ReadLine(string line)
    {
        var at = line.AsSpan().IndexOfAny(';', ':');
        if (at <= 0) return null;
        var name = line[..at].Trim().ToUpperInvariant();
        var parameters = new Dictionary<string, string>();
        while (line[at] == ';')
        {
            var equals = line.IndexOf('=', at);
            if (equals < 0 || parameters.Count >= MaxParameters) return null;
            var parameter = line[(at + 1)..equals].Trim().ToUpperInvariant();
            var value = new StringBuilder();
            var quoted = false;
            for (at = equals + 1; at < line.Length && (quoted || line[at] is not (';' or ':')); at++)
            {
                if (line[at] == '"') quoted = !quoted;
                else value.Append(line[at]);
            }
            if (at >= line.Length) return null;
            parameters.TryAdd(parameter, value.ToString());
        }
        return new CalendarProperty(name, parameters, line[(at + 1)..]);
    }

    /// <summary>Text as a value.</summary>
    public static string Escape(string text) => text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Text as a parameter's value: in quotes, without those that are in it.</summary>
    public static string Quote(string text) => $"\"{string.Concat(text.Where(c => c is not '"' && !char.IsControl(c)))}\"";

    /// <summary>Text as a parameter's value, in quotes only where it needs them: not all readers take these off.</summary>
    public static string Parameter(string text) => text.AsSpan().IndexOfAny(':', ';', ',') >= 0 || text.Any(c => c is '"' || char.IsControl(c)) ? Quote(text) : text;

    /// <summary>Adds a line, folded so that none has more than 75 octets.</summary>
    public static void Append(StringBuilder calendar, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > FoldAt)
            {
                calendar.Append("\r\n ");
                octets = 1;
            }
            calendar.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        calendar.Append("\r\n");
    }
}
