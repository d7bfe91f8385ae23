using System.Globalization;
using System.Text.Json;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>Where an entry stands in its document, so that what is found wrong with it later can still be pointed at.</summary>
internal sealed record JsonPlace(JsonTree Tree, JsonNode Node, string Path)
{
    /// <summary>An error at a field, at one value of a field that is a list, or at the entry itself where it doesn't have the field.</summary>
    public ProvisioningError Error(string field, string message, int? index = null)
    {
        var node = Node.Find(field);
        var path = field.Length == 0 ? Path : Path.Length > 0 ? $"{Path}.{field}" : field;
        if (index is { } i && node is { Kind: JsonValueKind.Array } && i < node.Items.Count) (node, path) = (node.Items[i], $"{path}[{i}]");
        return Tree.ErrorAt((node ?? Node).Offset, path, message);
    }

    /// <summary>An error at a member of a field that is an object.</summary>
    public ProvisioningError ErrorIn(string field, string member, string message)
    {
        var found = Node.Find(field)?.Members.Find(m => m.Name == member);
        return Tree.ErrorAt(found is { Value: not null } f ? f.Offset : Node.Offset, $"{(Path.Length > 0 ? Path + "." : "")}{field}.{member}", message);
    }
}

/// <summary>What is wrong in one document, up to a limit.</summary>
internal sealed class ErrorList(int limit)
{
    private readonly List<ProvisioningError> _errors = [];

    public IReadOnlyList<ProvisioningError> Errors => _errors;

    public bool IsFull => _errors.Count >= limit;

    public void Add(ProvisioningError error)
    {
        if (!IsFull && !_errors.Contains(error)) _errors.Add(error);
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw new ProvisioningException(_errors);
    }
}

/// <summary>Takes fields of a JSON object one by one; what was not taken at the end is unknown, and an error.</summary>
internal sealed class ObjectReader
{
    private readonly HashSet<string> _taken = [];
    private readonly ErrorList _errors;

    public ObjectReader(JsonPlace place, ErrorList errors)
    {
        (Place, _errors) = (place, errors);
        if (place.Node.Kind != JsonValueKind.Object) errors.Add(place.Error("", "An object is needed here."));
    }

    public JsonPlace Place { get; }

    public bool Has(string field) => Place.Node.Find(field) is { Kind: not JsonValueKind.Null };

    /// <summary>A field of text, checked by a rule; null and a field that is not there give the default.</summary>
    public string Text(string field, Func<string, string?> check, string byDefault = "")
    {
        if (Take(field, JsonValueKind.String) is not { } node) return byDefault;
        Check(field, check(node.Text));
        return node.Text;
    }

    /// <summary>A field of text that must be there.</summary>
    public string Needed(string field, Func<string, string?> check)
    {
        if (!Has(field) && Place.Node.Kind == JsonValueKind.Object) _errors.Add(Place.Error(field, "This field is needed."));
        return Text(field, check);
    }

    public bool Flag(string field)
    {
        if (Place.Node.Find(field) is { Kind: JsonValueKind.True or JsonValueKind.False } node)
        {
            _taken.Add(field);
            return node.Kind == JsonValueKind.True;
        }
        Take(field, JsonValueKind.True);
        return false;
    }

    public long? Number(string field, long least, long most)
    {
        if (Take(field, JsonValueKind.Number) is not { } node) return null;
        if (long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        _errors.Add(Place.Error(field, $"A whole number from {least} to {most} is needed."));
        return null;
    }

    /// <summary>One of some words.</summary>
    public T Word<T>(string field, IReadOnlyDictionary<string, T> words, T byDefault)
    {
        if (Take(field, JsonValueKind.String) is not { } node) return byDefault;
        if (words.TryGetValue(node.Text, out var value)) return value;
        _errors.Add(Place.Error(field, $"'{node.Text}' is none of: {string.Join(", ", words.Keys)}."));
        return byDefault;
    }

    /// <summary>A list of texts, each checked by a rule.</summary>
    public IReadOnlyList<string> Texts(string field, Func<string, string?> check)
    {
        if (Take(field, JsonValueKind.Array) is not { } node) return [];
        var texts = new List<string>(node.Items.Count);
        for (var i = 0; i < node.Items.Count; i++)
        {
            if (node.Items[i].Kind != JsonValueKind.String) _errors.Add(Place.Error(field, "Text is needed here.", i));
            else if (check(node.Items[i].Text) is { } problem) _errors.Add(Place.Error(field, problem, i));
            texts.Add(node.Items[i].Text);
        }
        return texts;
    }

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<T> Objects<T>(string field, Func<ObjectReader, T> read)
    {
        if (Take(field, JsonValueKind.Array) is not { } node) return [];
        var path = Place.Path.Length > 0 ? $"{Place.Path}.{field}" : field;
        var result = new List<T>(node.Items.Count);
        for (var i = 0; i < node.Items.Count && !_errors.IsFull; i++) result.Add(read(new ObjectReader(new JsonPlace(Place.Tree, node.Items[i], $"{path}[{i}]"), _errors)));
        return result;
    }

    /// <summary>An object inside, or null.</summary>
    public ObjectReader? Object(string field) => Take(field, JsonValueKind.Object) is { } node
        ? new ObjectReader(new JsonPlace(Place.Tree, node, Place.Path.Length > 0 ? $"{Place.Path}.{field}" : field), _errors)
        : null;

    /// <summary>All members of an object whose names are data.</summary>
    public IReadOnlyList<(string Name, string Value)>? Map(string field)
    {
        if (Take(field, JsonValueKind.Object) is not { } node) return null;
        var result = new List<(string, string)>(node.Members.Count);
        foreach (var (name, _, value) in node.Members)
        {
            if (value.Kind == JsonValueKind.String) result.Add((name, value.Text));
            else _errors.Add(Place.ErrorIn(field, name, "Text is needed here."));
        }
        return result;
    }

    /// <summary>Passes over a field.</summary>
    public void Ignore(string field) => _taken.Add(field);

    public void Check(string field, string? problem)
    {
        if (problem is not null) _errors.Add(Place.Error(field, problem));
    }

    public void CheckIn(string field, string member, string? problem)
    {
        if (problem is not null) _errors.Add(Place.ErrorIn(field, member, problem));
    }

    /// <summary>Reports what was not taken.</summary>
    public void End()
    {
        foreach (var (name, offset, _) in Place.Node.Members)
        {
            if (!_taken.Contains(name)) _errors.Add(Place.Tree.ErrorAt(offset, Place.Path.Length > 0 ? $"{Place.Path}.{name}" : name, $"There is no field '{name}' here. Fields: {string.Join(", ", _taken.Order(StringComparer.Ordinal))}."));
        }
    }

    private JsonNode? Take(string field, JsonValueKind kind)
    {
        _taken.Add(field);
        if (Place.Node.Find(field) is not { Kind: not JsonValueKind.Null } node) return null;
        if (node.Kind == kind) return node;
        _errors.Add(Place.Error(field, kind switch
        {
            JsonValueKind.String => "Text is needed here.",
            JsonValueKind.Number => "A number is needed here.",
            JsonValueKind.Array => "A list is needed here.",
            JsonValueKind.Object => "An object is needed here.",
            _ => "true or false is needed here.",
        }));
        return null;
    }
}
