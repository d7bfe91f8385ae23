using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MapiOrleans.WebFrontend.Autodiscover;

/// <summary>Sends XML.</summary>
internal static class XmlAnswer
{
    public static async Task SendAsync(HttpContext http, XElement root, int status)
    {
        using var body = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true };
        using (var writer = XmlWriter.Create(body, settings)) new XDocument(root).Save(writer);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml; charset=utf-8";
        http.Response.Headers.CacheControl = "private";
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
    }
}
