using System.Text;
using System.Text.Json;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>A JSON value that knows where it stood. Numbers keep their text.</summary>
/// <param name="Kind">Object, array, string, number, true, false or null.</param>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Text">A string's value or a number's text.</param>
internal sealed record JsonNode(JsonValueKind Kind, int Offset, string Text = "")
{
    /// <summary>An array's values.</summary>
    public List<JsonNode> Items { get; } = [];

    /// <summary>An object's members, in order, each name once.</summary>
    public List<(string Name, int Offset, JsonNode Value)> Members { get; } = [];

    public JsonNode? Find(string name) => Members.Find(m => m.Name == name).Value;
}

/// <summary>
/// A JSON document (RFC 8259) whose values know their line and column. People write these files, so comments and a comma after the last
/// value are taken; a name given twice in an object is not.
/// </summary>
internal sealed class JsonTree
{
    private const int MaxDepth = 32;
    private readonly byte[] _bytes;

    private JsonTree(byte[] bytes) => _bytes = bytes;

    public JsonNode Root { get; private set; } = new(JsonValueKind.Undefined, 0);

    /// <summary>Reads a document; null where it is no JSON, with <paramref name="error"/>.</summary>
    public static JsonTree? TryParse(ReadOnlySpan<byte> bytes, out ProvisioningError? error)
    {
        // Editors put it there; JSON has no byte order mark.
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var tree = new JsonTree(bytes.ToArray());
        var reader = new Utf8JsonReader(tree._bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth });
        try
        {
            error = null;
            reader.Read();
            tree.Root = tree.Read(ref reader, "");
            // What stands after the value is refused here.
            while (reader.Read())
            {
            }
            return tree;
        }
        catch (JsonException e)
        {
            error = tree.ErrorAtByte((int)(e.LineNumber ?? 0), (int)(e.BytePositionInLine ?? 0), Plain(e.Message));
        }
        catch (DuplicateNameException e)
        {
            error = tree.ErrorAt(e.Offset, e.Path, "This field is given twice.");
        }
        catch (InvalidOperationException)
        {
            // The framework's word for text whose bytes or escapes are no Unicode.
            error = tree.ErrorAt((int)reader.TokenStartIndex, "", "The text is not valid Unicode.");
        }
        return null;
    }

    /// <summary>An error at a value.</summary>
    public ProvisioningError ErrorAt(int offset, string field, string message)
    {
        var before = _bytes.AsSpan(0, Math.Min(offset, _bytes.Length));
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new ProvisioningError(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1, field, message);
    }

    private ProvisioningError ErrorAtByte(int line, int byteInLine, string message)
    {
        var start = 0;
        for (var i = 0; i < line; i++) start += _bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
        return ErrorAt(Math.Min(start + byteInLine, _bytes.Length), "", message);
    }

    private JsonNode Read(ref Utf8JsonReader reader, string path)
    {
        var offset = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var value = new JsonNode(JsonValueKind.Object, offset);
                var names = new HashSet<string>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (at, name) = ((int)reader.TokenStartIndex, reader.GetString() ?? "");
                    var inner = path.Length > 0 ? $"{path}.{name}" : name;
                    if (!names.Add(name)) throw new DuplicateNameException(at, inner);
                    reader.Read();
                    value.Members.Add((name, at, Read(ref reader, inner)));
                }
                return value;
            case JsonTokenType.StartArray:
                var array = new JsonNode(JsonValueKind.Array, offset);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) array.Items.Add(Read(ref reader, $"{path}[{array.Items.Count}]"));
                return array;
            case JsonTokenType.String:
                return new JsonNode(JsonValueKind.String, offset, reader.GetString() ?? "");
            case JsonTokenType.Number:
                return new JsonNode(JsonValueKind.Number, offset, Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return new JsonNode(JsonValueKind.True, offset);
            case JsonTokenType.False:
                return new JsonNode(JsonValueKind.False, offset);
            default:
                return new JsonNode(JsonValueKind.Null, offset);
        }
    }

    /// <summary>The framework's message without the position it ends with, which counts from 0 and in bytes.</summary>
    private static string Plain(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and > 0 ? message[..end] : message;

    private sealed class DuplicateNameException(int offset, string path) : Exception
    {
        public int Offset { get; } = offset;

        public string Path { get; } = path;
    }
}
