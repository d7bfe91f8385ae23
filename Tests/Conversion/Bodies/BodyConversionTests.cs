using System.Text;
using CsCheck;
using MapiOrleans.Conversion.Bodies;
using Xunit;

namespace MapiOrleans.Tests.Conversion.Bodies;

public class BodyConversionTests
{
    private const string Encapsulated = """
        {\rtf1\ansi\ansicpg1251\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fmodern\fcharset204 Courier;}{\f2\fnil\fcharset128 MS Mincho;}}
        {\*\htmltag19 <html>}{\*\htmltag34 <head>}{\*\mhtmltag84 <a href="cid:x">}{\*\htmltag41 </head>}{\*\htmltag64}
        \htmlrtf {\htmlrtf0 {\*\htmltag148 <b title="\{x\}">}\htmlrtf {\b \htmlrtf0 bold {\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 \htmlrtf }\htmlrtf0 {\*\htmltag156 </b>}
        {\f1 \'cc\'e8\'f0}\f2 \'93\'fa\f0 \u8364?\par\tab\lquote q\rquote\htmlrtf }\htmlrtf0 {\*\htmltag27 </html>\par }}
        """;

    [Fact]
    public void Html_is_taken_out_of_the_rtf_that_encapsulates_it()
    {
        var (origin, html) = RtfReader.Read(Encoding.ASCII.GetBytes(Encapsulated));
        Assert.Equal(RtfOrigin.Html, origin);
        Assert.Equal("<html><head></head><b title=\"{x}\">bold &nbsp;</b>Мир日€\r\n\t&lsquo;q&rsquo;</html>\r\n", html);
    }

    [Fact]
    public void Text_is_taken_out_of_rtf()
    {
        Assert.Equal((RtfOrigin.Text, "one\r\ntwo\t{3}"), RtfReader.Read("{\\rtf1\\ansi\\fromtext \\deff0{\\fonttbl{\\f0 Arial;}}one\\par two\\tab \\{3\\}}"u8));
        Assert.Equal(
            (RtfOrigin.Rtf, "shown “x” and link\r\ncell\tcell\t\r\n"),
            RtfReader.Read("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\info{\\author me}}{\\*\\generator x;}shown \\ldblquote x\\rdblquote  and {\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}}{\\v hidden}\\par cell\\cell cell\\cell\\row}"u8));
    }

    [Fact]
    public void Html_goes_into_rtf_and_comes_out_again()
    {
        var pieces = new[] { "<html>", "<head><title>T {1}\\</title></head>", "<body>", "<p class=\"a>b\">", "text ", "ä 日本 𝄞", "&amp;&nbsp;&bogus", "\r\n\t", "<br>", "</p>", "<!-- { c } -->", "<style>a > b {}\r\n</style>", "<3 no tag", "</body>", "</html>\r\n", "<script>if (a<b) {}</script>" };
        Gen.Int[0, pieces.Length - 1].Array[0, 25].Sample(picks =>
        {
            var html = string.Concat(picks.Select(p => pieces[p]));
            Assert.Equal((RtfOrigin.Html, html), RtfReader.Read(RtfWriter.FromHtml(html)));
        }, iter: 500);
    }

    [Fact]
    public void Text_goes_into_rtf_and_comes_out_again() =>
        Gen.OneOf(Gen.Char[' ', '\u2FFF'].Select(c => c.ToString()), Gen.Const("\r\n"), Gen.Const("\t"), Gen.Const("\\{}"), Gen.Const("𝄞")).Array[0, 30].Sample(parts =>
        {
            var text = string.Concat(parts);
            Assert.Equal((RtfOrigin.Text, text), RtfReader.Read(RtfWriter.FromText(text)));
        }, iter: 500);

    [Fact]
    public void Whatever_is_called_rtf_gives_something()
    {
        Gen.OneOf(Gen.Byte.Array[0, 300], Gen.Int[0, 7].Array[0, 200].Select(picks => picks.SelectMany(p => Encoding.ASCII.GetBytes(new[] { "{", "}", "\\u-1", "\\*", "\\htmltag", "\\'", "\\bin999999999 ", "\\fonttbl\\f1\\fcharset" }[p])).ToArray()))
            .Sample(rtf => RtfReader.Read(rtf).Content is not null, iter: 2000);
        var bytes = Encoding.ASCII.GetBytes(Encapsulated);
        for (var length = 0; length < bytes.Length; length++) Assert.NotNull(RtfReader.Read(bytes.AsSpan(0, length)).Content);
        Assert.NotNull(RtfReader.Read(Encoding.ASCII.GetBytes("{\\rtf1" + new string('{', 100_000))).Content);
    }

    [Fact]
    public async Task Text_is_shown_in_html_as_it_is()
    {
        var html = BodyConversion.TextToHtml("a <b> & \"c\"\r\n  two\tthree\n");
        Assert.Contains("a &lt;b&gt; &amp; &quot;c&quot;<br>\r\n&nbsp; two&nbsp;&nbsp;&nbsp; three<br>", html, StringComparison.Ordinal);
        Assert.StartsWith("a <b> & \"c\"\r\n", await BodyConversion.HtmlToTextAsync(html, default), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_code_page_lacks_is_a_reference()
    {
        Assert.Equal("a&#8364;&#119070;?"u8, BodyConversion.EncodeHtml("a€𝄞\uD800", 20127));
        Assert.Equal([0x80], BodyConversion.EncodeHtml("€", 1252));
    }
}
