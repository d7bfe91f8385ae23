using System.Text;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Bodies;

/// <summary>What an RTF document was before it became RTF ([MS-OXRTFEX] 2.2.3.1).</summary>
public enum RtfOrigin
{
    /// <summary>RTF.</summary>
    Rtf,
    /// <summary>HTML, which is still in it.</summary>
    Html,
    /// <summary>Plain text, which is still in it.</summary>
    Text,
}

/// <summary>
/// Takes the HTML or text out of RTF that encapsulates it ([MS-OXRTFEX] 2.2.3), or the text out of any RTF. It gives a result for whatever
/// bytes it is given.
/// </summary>
public static class RtfReader
{
    /// <summary>Groups nested deeper than this are read as if they were of this depth.</summary>
    private const int MaxDepth = 256;

    /// <summary>So many tokens into the document the origin must be told.</summary>
    private const int OriginTokens = 10;

    private static readonly HashSet<string> Hidden =
    [
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
        "footerf", "footnote", "pntext", "fldinst", "filetbl", "listtable", "listoverridetable", "revtbl", "themedata", "datastore", "nonshppict",
    ];

    /// <summary>The document's content: HTML where the origin is HTML, else plain text with CRLF line ends.</summary>
    public static (RtfOrigin Origin, string Content) Read(ReadOnlySpan<byte> rtf)
    {
        var origin = OriginOf(rtf);
        return (origin, new Extraction(origin).Run(rtf));
    }

    private static RtfOrigin OriginOf(ReadOnlySpan<byte> rtf)
    {
        var tokens = new RtfTokens(rtf);
        for (var i = 0; i < OriginTokens && tokens.Read(); i++)
        {
            if (tokens.Kind == RtfTokenKind.Text || (i > 0 && tokens.Kind == RtfTokenKind.Open)) break;
            if (tokens.Kind != RtfTokenKind.Word) continue;
            if (tokens.Word.SequenceEqual("fromhtml"u8)) return RtfOrigin.Html;
            if (tokens.Word.SequenceEqual("fromtext"u8)) return RtfOrigin.Text;
        }
        return RtfOrigin.Rtf;
    }

    /// <summary>What holds inside a group and ends with it.</summary>
    private record struct State(bool Hidden, bool InTag, bool HtmlRtf, int UnicodeSkip, int CodePage, bool InFonts);

    private sealed class Extraction(RtfOrigin origin)
    {
        private readonly StringBuilder _output = new();
        private readonly List<byte> _bytes = [];
        private readonly Stack<State> _groups = new();
        private readonly Dictionary<int, int> _fonts = [];
        private State _state = new(false, false, false, 1, 0, false);
        private int _defaultCodePage = 1252;
        private int _currentFont;
        private int _skip;
        private int _tooDeep;
        private bool _starred;
        private bool _groupBegins;

        public string Run(ReadOnlySpan<byte> rtf)
        {
            var tokens = new RtfTokens(rtf);
            while (tokens.Read())
            {
                switch (tokens.Kind)
                {
                    case RtfTokenKind.Open:
                        Flush();
                        if (_groups.Count < MaxDepth) _groups.Push(_state);
                        else _tooDeep++;
                        (_groupBegins, _starred, _skip) = (true, false, 0);
                        continue;
                    case RtfTokenKind.Close:
                        Flush();
                        if (_tooDeep > 0) _tooDeep--;
                        else if (_groups.TryPop(out var outer)) _state = outer;
                        (_starred, _skip) = (false, 0);
                        break;
                    case RtfTokenKind.Symbol when tokens.Byte == (byte)'*' && _groupBegins:
                        _starred = true;
                        continue;
                    case RtfTokenKind.Symbol:
                        if (Skipped()) break;
                        Symbol(tokens.Byte);
                        break;
                    case RtfTokenKind.Word:
                        Word(tokens.Word, tokens.Number);
                        break;
                    default:
                        if (!Skipped() && Visible) _bytes.Add(tokens.Byte);
                        break;
                }
                _groupBegins = false;
            }
            Flush();
            return _output.ToString();
        }

        private bool Visible => !_state.Hidden && !_state.InFonts && !_state.HtmlRtf;

        // After a Unicode character comes what readers that know none show in its stead.
        private bool Skipped()
        {
            if (_skip == 0) return false;
            _skip--;
            return true;
        }

        private void Symbol(byte symbol)
        {
            switch (symbol)
            {
                case (byte)'~': Entity('\u00A0', "&nbsp;"); break;
                case (byte)'_': Entity('\u2011', "&shy;"); break;
                case (byte)'-': Entity('\u00AD', "&shy;"); break;
                case (byte)'\r' or (byte)'\n': Put("\r\n"); break;
            }
        }

        private void Word(ReadOnlySpan<byte> word, int? number)
        {
            var name = Encoding.ASCII.GetString(word);
            if (_groupBegins && Destination(name)) return;
            switch (name)
            {
                case "ansicpg": _defaultCodePage = number is > 0 ? number.Value : 1252; break;
                case "deff": _currentFont = number ?? 0; break;
                case "f": Font(number ?? 0); break;
                case "fcharset" when _state.InFonts: _fonts[_currentFont] = CodePageOf(number ?? 0); break;
                case "plain": Flush(); _state.CodePage = 0; break;
                case "uc": _state.UnicodeSkip = Math.Clamp(number ?? 1, 0, 8); break;
                case "u":
                    if (Visible) Put(((char)(ushort)(number ?? 0)).ToString());
                    _skip = _state.UnicodeSkip;
                    return;
                case "htmlrtf" when origin == RtfOrigin.Html:
                    Flush();
                    _state.HtmlRtf = number != 0;
                    break;
                case "v" when origin == RtfOrigin.Rtf:
                    Flush();
                    _state.HtmlRtf = number != 0;
                    break;
                case "par" or "line" or "sect" or "page" or "row": Put("\r\n"); break;
                case "tab" or "cell": Put("\t"); break;
                case "lquote": Entity('\u2018', "&lsquo;"); break;
                case "rquote": Entity('\u2019', "&rsquo;"); break;
                case "ldblquote": Entity('\u201C', "&ldquo;"); break;
                case "rdblquote": Entity('\u201D', "&rdquo;"); break;
                case "bullet": Entity('\u2022', "&bull;"); break;
                case "endash": Entity('\u2013', "&ndash;"); break;
                case "emdash": Entity('\u2014', "&mdash;"); break;
            }
            _skip = 0;
        }

        /// <summary>Whether a word at the beginning of a group makes it one whose text is not the document's.</summary>
        private bool Destination(string name)
        {
            if (_starred && name == "htmltag" && origin == RtfOrigin.Html)
            {
                _state.InTag = true;
                return true;
            }
            if (name == "fonttbl") _state.InFonts = true;
            if (!_starred && !Hidden.Contains(name)) return false;
            if (!_state.InFonts) _state.Hidden = true;
            return true;
        }

        private void Font(int font)
        {
            if (_state.InFonts)
            {
                _currentFont = font;
                return;
            }
            Flush();
            _state.CodePage = _fonts.GetValueOrDefault(font);
        }

        private void Entity(char text, string html)
        {
            if (origin == RtfOrigin.Html) Put(html);
            else Put(text.ToString());
        }

        private void Put(string text)
        {
            if (!Visible) return;
            Flush();
            _output.Append(text);
        }

        private void Flush()
        {
            if (_bytes.Count == 0) return;
            var codePage = _state.InTag || _state.CodePage == 0 ? _defaultCodePage : _state.CodePage;
            _output.Append(TextConversion.EncodingOf(codePage).GetString([.. _bytes]));
            _bytes.Clear();
        }

        /// <summary>The code page of a font's character set; 0 for the document's.</summary>
        private static int CodePageOf(int charset) => charset switch
        {
            77 => 10000,
            128 => 932,
            129 => 949,
            130 => 1361,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            _ => 0,
        };
    }
}
