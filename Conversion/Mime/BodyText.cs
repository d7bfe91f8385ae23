using System.Runtime.InteropServices;
using System.Text;
using MimeKit.Text;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Writes text as UTF-16LE with CRLF line ends and without nulls, as PidTagBody wants it.</summary>
internal sealed class BodyTextWriter(Stream output, CancellationToken cancellation)
{
    private readonly char[] _buffer = new char[4096];
    private int _count;
    private bool _afterCarriageReturn;

    /// <summary>Whether anything was written that is not at the beginning of a line.</summary>
    public bool InLine { get; private set; }

    /// <summary>Appends text.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (_count + 2 > _buffer.Length) await FlushAsync();
            Put(text.Span[i]);
        }
    }

    private void Put(char c)
    {
        switch (c)
        {
            case '\0':
                return;
            case '\n' when _afterCarriageReturn:
                _afterCarriageReturn = false;
                return;
            case '\r' or '\n':
                _buffer[_count++] = '\r';
                _buffer[_count++] = '\n';
                _afterCarriageReturn = c == '\r';
                InLine = false;
                return;
            default:
                _buffer[_count++] = c;
                _afterCarriageReturn = false;
                InLine = true;
                return;
        }
    }

    /// <summary>Writes out what is held back.</summary>
    public async ValueTask FlushAsync()
    {
        if (_count == 0) return;
        var bytes = MemoryMarshal.AsBytes(_buffer.AsSpan(0, _count)).ToArray();
        _count = 0;
        await output.WriteAsync(bytes, cancellation);
    }

    /// <summary>Copies a reader to its end.</summary>
    public async ValueTask CopyAsync(TextReader reader)
    {
        var chunk = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(chunk.AsMemory(), cancellation)) > 0) await WriteAsync(chunk.AsMemory(0, count));
    }

    /// <summary>Copies an HTML document as text: what a reader would see, one line a block.</summary>
    public async ValueTask CopyHtmlAsync(TextReader html)
    {
        var tokenizer = new HtmlTokenizer(html) { DecodeCharacterReferences = true };
        var text = new StringBuilder();
        HtmlTagId? hidden = null;
        int preformatted = 0, blank = 0;
        var space = false;
        var lineStart = true;
        while (tokenizer.ReadNextToken(out var token))
        {
            cancellation.ThrowIfCancellationRequested();
            if (token is HtmlTagToken tag)
            {
                if (hidden is not null)
                {
                    if (tag.IsEndTag && tag.Id == hidden) hidden = null;
                    else if (!tag.IsEndTag && tag.Id == HtmlTagId.Body) hidden = null; // a head that was never closed
                    continue;
                }
                switch (tag.Id)
                {
                    case HtmlTagId.Head or HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title or HtmlTagId.NoScript:
                        if (!tag.IsEndTag && !tag.IsEmptyElement) hidden = tag.Id;
                        break;
                    case HtmlTagId.Br:
                        Break(1);
                        break;
                    case HtmlTagId.P or HtmlTagId.BlockQuote or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.Table:
                        if (!lineStart || blank == 0) Break(lineStart ? 1 : 2);
                        break;
                    case HtmlTagId.Pre:
                        preformatted = Math.Max(0, preformatted + (tag.IsEndTag ? -1 : 1));
                        if (!lineStart) Break(1);
                        break;
                    case HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.HR or HtmlTagId.DT or HtmlTagId.DD or HtmlTagId.Center or HtmlTagId.LI:
                        if (!lineStart) Break(1);
                        if (tag.Id == HtmlTagId.LI && !tag.IsEndTag) Append("* ");
                        break;
                    case HtmlTagId.TD or HtmlTagId.TH:
                        if (tag.IsEndTag && !lineStart) Append("\t");
                        break;
                }
            }
            else if (hidden is null && token is HtmlDataToken { Kind: HtmlTokenKind.Data } data)
            {
                if (preformatted > 0) Append(data.Data);
                else Collapse(data.Data);
            }
            if (text.Length <= 4096) continue;
            await WriteAsync(text.ToString().AsMemory());
            text.Clear();
        }
        await WriteAsync(text.ToString().AsMemory());

        void Break(int lines)
        {
            for (var i = 0; i < lines; i++) text.Append("\r\n");
            blank = lines > 1 ? 1 : 0;
            lineStart = true;
            space = false;
        }

        void Append(string s)
        {
            if (s.Length == 0) return;
            if (space && !lineStart) text.Append(' ');
            text.Append(s);
            space = false;
            lineStart = s[^1] == '\n';
            blank = 0;
        }

        void Collapse(string s)
        {
            foreach (var c in s)
            {
                if (c is ' ' or '\t' or '\r' or '\n' or '\f')
                {
                    space = true;
                    continue;
                }
                if (space && !lineStart) text.Append(' ');
                text.Append(c);
                space = false;
                lineStart = false;
                blank = 0;
            }
        }
    }
}
