using System.Collections.Frozen;

namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>
/// The condition of a dynamic group, over the fields of users, resources and contacts:
/// <code>
/// condition  = and-term { "or" and-term }
/// and-term   = not-term { "and" not-term }
/// not-term   = "not" not-term / "(" condition ")" / comparison
/// comparison = field ( "=" / "!=" / "like" ) text
/// text       = "'" { any character, "''" for "'" } "'"
/// </code>
/// Fields: those of <see cref="Fields"/>. Words and comparisons do not mind case; an unset field is the empty text. In the pattern of
/// <c>like</c>, <c>%</c> stands for any text and <c>_</c> for one character. The kinds are <c>user</c>, <c>room</c>, <c>equipment</c>
/// and <c>contact</c>.
/// </summary>
public sealed class DirectoryCondition
{
    /// <summary>Levels of parentheses and <c>not</c>.</summary>
    public const int MaxDepth = 64;

    private static readonly FrozenDictionary<string, Func<DirectoryObject, string>> Readers = new Dictionary<string, Func<DirectoryObject, string>>
    {
        ["address"] = o => o.Address,
        ["displayName"] = o => o.DisplayName,
        ["kind"] = o => KindOf(o.Kind),
        ["title"] = o => o.Title,
        ["department"] = o => o.Department,
        ["company"] = o => o.Company,
        ["office"] = o => o.Office,
        ["businessPhone"] = o => o.BusinessPhone,
        ["homePhone"] = o => o.HomePhone,
        ["mobilePhone"] = o => o.MobilePhone,
        ["assistant"] = o => o.Assistant,
        ["phoneticName"] = o => o.PhoneticName,
        ["manager"] = o => o.Manager,
        ["language"] = o => o.Language,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Func<DirectoryObject, bool> _holds;

    private DirectoryCondition(Func<DirectoryObject, bool> holds) => _holds = holds;

    /// <summary>The fields that a condition may name.</summary>
    public static IEnumerable<string> Fields => Readers.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether the condition holds. Groups and public folders are never members of a dynamic group.</summary>
    public bool Holds(DirectoryObject candidate) => candidate.Kind is not (DirectoryKind.Group or DirectoryKind.PublicFolder) && _holds(candidate);

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="condition">What was read, or null.</param>
    /// <param name="position">Where it is wrong, counted in UTF-16 units from 0.</param>
    /// <param name="error">What is wrong there; empty where nothing is.</param>
    public static bool TryParse(string text, out DirectoryCondition? condition, out int position, out string error)
    {
        var parser = new Parser(text);
        var holds = parser.Parse();
        (position, error) = (parser.ErrorAt, parser.Error);
        condition = holds is null ? null : new DirectoryCondition(holds);
        return condition is not null;
    }

    private static string KindOf(DirectoryKind kind) => kind switch
    {
        DirectoryKind.User => "user",
        DirectoryKind.Group => "group",
        DirectoryKind.Room => "room",
        DirectoryKind.Equipment => "equipment",
        DirectoryKind.Contact => "contact",
        _ => "publicFolder",
    };

    /// <summary>Whether text has the form of a pattern. Goes back to the last % only, so it takes at most text times pattern steps.</summary>
    internal static bool Like(string text, string pattern)
    {
        var (t, p, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%') (star, mark) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '_' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t]))) (t, p) = (t + 1, p + 1);
            else if (star >= 0) (p, t) = (star + 1, ++mark);
            else return false;
        }
        while (p < pattern.Length && pattern[p] == '%') p++;
        return p == pattern.Length;
    }

    private enum TokenKind
    {
        End,
        Word,
        Text,
        Equal,
        NotEqual,
        Open,
        Close,
        Wrong,
    }

    private readonly record struct Token(TokenKind Kind, string Value, int At)
    {
        public bool IsWord(string word) => Kind == TokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Parser(string text)
    {
        private int _next;
        private Token _token;

        public int ErrorAt { get; private set; }
        public string Error { get; private set; } = "";

        public Func<DirectoryObject, bool>? Parse()
        {
            Advance();
            var result = Or(0);
            if (result is not null && _token.Kind != TokenKind.End) return Fail("Expected 'and', 'or' or the end.");
            return result;
        }

        private Func<DirectoryObject, bool>? Or(int depth)
        {
            if (And(depth) is not { } first) return null;
            List<Func<DirectoryObject, bool>> terms = [first];
            while (_token.IsWord("or"))
            {
                Advance();
                if (And(depth) is not { } term) return null;
                terms.Add(term);
            }
            return terms.Count == 1 ? first : o => terms.Exists(t => t(o));
        }

        private Func<DirectoryObject, bool>? And(int depth)
        {
            if (Not(depth) is not { } first) return null;
            List<Func<DirectoryObject, bool>> terms = [first];
            while (_token.IsWord("and"))
            {
                Advance();
                if (Not(depth) is not { } term) return null;
                terms.Add(term);
            }
            return terms.Count == 1 ? first : o => terms.TrueForAll(t => t(o));
        }

        private Func<DirectoryObject, bool>? Not(int depth)
        {
            if (depth > MaxDepth) return Fail($"More than {MaxDepth} levels.");
            if (_token.IsWord("not"))
            {
                Advance();
                return Not(depth + 1) is { } inner ? o => !inner(o) : null;
            }
            if (_token.Kind != TokenKind.Open) return Comparison();
            Advance();
            if (Or(depth + 1) is not { } result) return null;
            if (_token.Kind != TokenKind.Close) return Fail("Expected ')'.");
            Advance();
            return result;
        }

        private Func<DirectoryObject, bool>? Comparison()
        {
            if (_token.Kind != TokenKind.Word) return Fail("Expected a field, 'not' or '('.");
            if (!Readers.TryGetValue(_token.Value, out var read)) return Fail($"There is no field '{_token.Value}'. Fields: {string.Join(", ", Fields)}.");
            Advance();
            var (equal, notEqual, like) = (_token.Kind == TokenKind.Equal, _token.Kind == TokenKind.NotEqual, _token.IsWord("like"));
            if (!equal && !notEqual && !like) return Fail("Expected '=', '!=' or 'like'.");
            Advance();
            if (_token.Kind != TokenKind.Text) return Fail("Expected text in single quotes.");
            var value = _token.Value;
            Advance();
            if (like) return o => Like(read(o), value);
            return o => read(o).Equals(value, StringComparison.OrdinalIgnoreCase) == equal;
        }

        private Func<DirectoryObject, bool>? Fail(string error)
        {
            // A token that could not be read has said what is wrong with it.
            if (_token.Kind != TokenKind.Wrong) (ErrorAt, Error) = (_token.At, error);
            return null;
        }

        private void Advance() => _token = Read();

        private Token Read()
        {
            while (_next < text.Length && char.IsWhiteSpace(text[_next])) _next++;
            var at = _next;
            if (at == text.Length) return new Token(TokenKind.End, "", at);
            var c = text[_next++];
            if (c == '(') return new Token(TokenKind.Open, "", at);
            if (c == ')') return new Token(TokenKind.Close, "", at);
            if (c == '=') return new Token(TokenKind.Equal, "", at);
            if (c == '!' && _next < text.Length && text[_next] == '=')
            {
                _next++;
                return new Token(TokenKind.NotEqual, "", at);
            }
            if (c == '\'') return ReadText(at);
            if (!char.IsAsciiLetter(c)) return Wrong(at, "This character means nothing here.");
            while (_next < text.Length && char.IsAsciiLetterOrDigit(text[_next])) _next++;
            return new Token(TokenKind.Word, text[at.._next], at);
        }

        private Token ReadText(int at)
        {
            var value = new System.Text.StringBuilder();
            while (_next < text.Length)
            {
                var c = text[_next++];
                if (c != '\'') value.Append(c);
                else if (_next < text.Length && text[_next] == '\'') value.Append(text[_next++]);
                else return new Token(TokenKind.Text, value.ToString(), at);
            }
            return Wrong(at, "The quote is not closed.");
        }

        private Token Wrong(int at, string error)
        {
            (ErrorAt, Error) = (at, error);
            return new Token(TokenKind.Wrong, "", at);
        }
    }
}
