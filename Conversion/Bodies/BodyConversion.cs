using System.Runtime.InteropServices;
using System.Text;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Bodies;

/// <summary>Text, HTML and RTF of a message body, each from another ([MS-OXBBODY]).</summary>
public static class BodyConversion
{
    /// <summary>HTML as text: what a reader would see, with CRLF line ends.</summary>
    public static async ValueTask<string> HtmlToTextAsync(string html, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var writer = new BodyTextWriter(output, cancellationToken);
        await writer.CopyHtmlAsync(new StringReader(html));
        await writer.FlushAsync();
        return new string(MemoryMarshal.Cast<byte, char>(output.GetBuffer().AsSpan(0, (int)output.Length)));
    }

    /// <summary>Text as an HTML document that shows it so: lines, and spaces where HTML would drop them.</summary>
    public static string TextToHtml(string text)
    {
        var html = new StringBuilder("<html>\r\n<body>\r\n", text.Length + text.Length / 8 + 64);
        var lineStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\r' or '\n':
                    if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                    html.Append("<br>\r\n");
                    lineStart = true;
                    continue;
                case ' ' when lineStart || (i + 1 < text.Length && text[i + 1] == ' '): html.Append("&nbsp;"); break;
                case '\t': html.Append("&nbsp;&nbsp;&nbsp; "); break;
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case < ' ': break;
                default: html.Append(c); break;
            }
            lineStart = false;
        }
        return html.Append("\r\n</body>\r\n</html>\r\n").ToString();
    }

    /// <summary>HTML as bytes of a code page; characters that it lacks are references.</summary>
    public static byte[] EncodeHtml(string html, int codePage)
    {
        var encoding = (Encoding)TextConversion.EncodingOf(codePage).Clone();
        encoding.EncoderFallback = new ReferenceFallback();
        return encoding.GetBytes(html);
    }

    /// <summary>Writes a character reference for what an encoding lacks.</summary>
    private sealed class ReferenceFallback : EncoderFallback
    {
        public override int MaxCharCount => "&#1114111;".Length;

        public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : EncoderFallbackBuffer
        {
            private string _text = "";
            private int _position;

            public override int Remaining => _text.Length - _position;

            // Half a surrogate pair is no character that could be referred to.
            public override bool Fallback(char charUnknown, int index) => Begin(char.IsSurrogate(charUnknown) ? "?" : $"&#{(int)charUnknown};");

            public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) => Begin($"&#{char.ConvertToUtf32(charUnknownHigh, charUnknownLow)};");

            public override char GetNextChar() => _position < _text.Length ? _text[_position++] : '\0';

            public override bool MovePrevious()
            {
                if (_position == 0) return false;
                _position--;
                return true;
            }

            public override void Reset() => Begin("");

            private bool Begin(string text)
            {
                (_text, _position) = (text, 0);
                return text.Length > 0;
            }
        }
    }
}
