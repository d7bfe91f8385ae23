namespace MapiOrleans.Conversion.Bodies;

/// <summary>What a piece of HTML is.</summary>
internal enum HtmlPieceKind
{
    /// <summary>Text that is shown, its references as they are.</summary>
    Text,
    /// <summary>A tag.</summary>
    Tag,
    /// <summary>A comment, a declaration, or what a style or script element holds.</summary>
    Other,
}

/// <summary>Cuts an HTML document into pieces that put together are the document again. Total: what is no tag is text.</summary>
internal static class HtmlPieces
{
    internal readonly ref struct Piece(ReadOnlySpan<char> text, HtmlPieceKind kind, string tag)
    {
        private readonly ReadOnlySpan<char> _text = text;

        public void Deconstruct(out ReadOnlySpan<char> piece, out HtmlPieceKind pieceKind, out string pieceTag)
        {
            piece = _text;
            pieceKind = kind;
            pieceTag = tag;
        }
    }

    /// <summary>Whether there is such a beginning of a tag anywhere.</summary>
    public static bool Has(string html, string tag) => html.Contains(tag, StringComparison.OrdinalIgnoreCase);

    /// <summary>The pieces in order; a tag's name is in lower case, with a slash before it where it ends an element.</summary>
    public static Enumerator Of(string html) => new(html);

    internal ref struct Enumerator(ReadOnlySpan<char> html)
    {
        private ReadOnlySpan<char> _rest = html;
        private ReadOnlySpan<char> _piece;
        private HtmlPieceKind _kind;
        private string _tag = "";

        public readonly Enumerator GetEnumerator() => this;

        public readonly Piece Current => new(_piece, _kind, _tag);

        public bool MoveNext()
        {
            if (_rest.IsEmpty) return false;
            var raw = _kind == HtmlPieceKind.Tag && _tag is "style" or "script" ? "</" + _tag : null;
            _tag = "";
            if (raw is not null && RawLength(raw) is var length and > 0) return Take(length, HtmlPieceKind.Other);
            if (!IsMarkup(_rest)) return Take(TextLength(), HtmlPieceKind.Text);
            if (_rest[1] is '!' or '?') return Take(EndOf(_rest.StartsWith("<!--") ? "-->" : ">"), HtmlPieceKind.Other);
            _tag = NameOf(_rest);
            return Take(TagLength(), HtmlPieceKind.Tag);
        }

        private bool Take(int length, HtmlPieceKind kind)
        {
            _piece = _rest[..length];
            _kind = kind;
            _rest = _rest[length..];
            return true;
        }

        private readonly int RawLength(string end)
        {
            var at = _rest.IndexOf(end, StringComparison.OrdinalIgnoreCase);
            return at < 0 ? _rest.Length : at;
        }

        private readonly int EndOf(string end)
        {
            var at = _rest.IndexOf(end, StringComparison.Ordinal);
            return at < 0 ? _rest.Length : at + end.Length;
        }

        private readonly int TextLength()
        {
            for (var i = 1; i < _rest.Length; i++)
                if (_rest[i] == '<' && IsMarkup(_rest[i..])) return i;
            return _rest.Length;
        }

        private readonly int TagLength()
        {
            var quote = '\0';
            for (var i = 1; i < _rest.Length; i++)
            {
                var c = _rest[i];
                if (quote != '\0') quote = c == quote ? '\0' : quote;
                else if (c is '"' or '\'') quote = c;
                else if (c == '>') return i + 1;
            }
            // A quotation mark that is never closed: the tag ends at the first bracket.
            var end = _rest.IndexOf('>');
            return end < 0 ? _rest.Length : end + 1;
        }

        private static bool IsMarkup(ReadOnlySpan<char> text) =>
            text.Length > 1 && text[0] == '<' && (char.IsAsciiLetter(text[1]) || text[1] is '!' or '?' || (text[1] == '/' && text.Length > 2 && char.IsAsciiLetter(text[2])));

        private static string NameOf(ReadOnlySpan<char> tag)
        {
            var end = 2;
            while (end < tag.Length && char.IsAsciiLetterOrDigit(tag[end])) end++;
            return tag[1..end].ToString().ToLowerInvariant();
        }
    }
}
