using MapiOrleans.Conversion.Bodies;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>
/// The body of a message in the forms that clients ask for ([MS-OXBBODY] 2.1.3.1). A message keeps the forms it was given; each other one
/// is made of the best of these when it is asked for.
/// </summary>
internal static class MessageBodies
{
    private const int Utf8 = 65001, Windows1252 = 1252;

    /// <summary>Whether a property is the body in one of its forms.</summary>
    public static bool IsBody(ushort id) => id == PidTag.Body.Id || id == PidTag.Html.Id || id == PidTag.RtfCompressed.Id;

    /// <summary>Whether <see cref="MakeAsync"/> may know a property that a message does not have.</summary>
    public static bool MayMake(ushort id) => IsBody(id) || id == PidTag.InternetCodepage.Id;

    /// <summary>
    /// Drops the forms that came with the saved message, and what it said of them, when another form takes their place: they tell of the old
    /// text. Those that were set since then stay.
    /// </summary>
    public static void Replace(PropertyBag bag, PropertyBag saved, ushort id)
    {
        foreach (var other in (ReadOnlySpan<ushort>)[PidTag.Body.Id, PidTag.Html.Id, PidTag.RtfCompressed.Id, PidTag.NativeBody.Id, PidTag.RtfInSync.Id])
            if (other != id && saved.TryGet(other, out TaggedPropertyValue old) && bag.TryGet(other, out TaggedPropertyValue now) && now == old)
                bag.Remove(other);
    }

    /// <summary>
    /// A form of the body that the message does not have, inline; NotFound where it has none at all, where the type is not one of the
    /// property's, or where the body is longer than is converted.
    /// </summary>
    public static async ValueTask<PropertyValue> MakeAsync(LogonObject logon, PropertyBag bag, PropertyTag tag, CancellationToken cancellationToken)
    {
        if (tag.Id == PidTag.InternetCodepage.Id)
            return IsAsked(tag, PropertyType.Integer32) && BestOf(bag) is not null ? PropertyValue.Int32(CodePageOf(bag)) : NotFound;
        var services = logon.Session.Services;
        if (await LoadAsync(services.Store.PartSource(logon.Key), bag, services.Limits.MaxConvertedBody, cancellationToken) is not { } body) return NotFound;
        if (tag.Id == PidTag.Body.Id && IsAsked(tag, PropertyType.String, PropertyType.String8)) return PropertyValue.String(await body.TextAsync(cancellationToken));
        if (tag.Id == PidTag.Html.Id && IsAsked(tag, PropertyType.Binary)) return PropertyValue.Binary(BodyConversion.EncodeHtml(body.Html(), CodePageOf(bag)));
        if (tag.Id == PidTag.Html.Id && IsAsked(tag, PropertyType.String, PropertyType.String8)) return PropertyValue.String(body.Html());
        if (tag.Id == PidTag.RtfCompressed.Id && IsAsked(tag, PropertyType.Binary)) return PropertyValue.Binary(CompressedRtf.Compress(body.Rtf()));
        return NotFound;
    }

    private static PropertyValue NotFound => PropertyValue.Error(MapiError.NotFound);

    private static bool IsAsked(PropertyTag tag, params ReadOnlySpan<PropertyType> types) => tag.Type == PropertyType.Unspecified || types.Contains(tag.Type);

    /// <summary>The code page of the HTML: the message's, or what it is taken for where it says none.</summary>
    private static int CodePageOf(PropertyBag bag) => bag.GetInt32(PidTag.InternetCodepage) ?? (bag.Contains(PidTag.Html.Id) ? Windows1252 : Utf8);

    /// <summary>The form that the others are made of: the one that the message names, else the richest.</summary>
    public static PropertyTag? BestOf(PropertyBag bag)
    {
        var native = bag.GetInt32(PidTag.NativeBody) switch { 1 => PidTag.Body, 2 => PidTag.RtfCompressed, 3 => PidTag.Html, _ => default };
        foreach (var tag in (ReadOnlySpan<PropertyTag>)[native, PidTag.RtfCompressed, PidTag.Html, PidTag.Body])
            if (tag.Id != 0 && bag.Contains(tag.Id))
                return tag;
        return null;
    }

    /// <summary>The text of a message that has a body, but not as text; null where it has none, or one of more than <paramref name="limit"/> bytes.</summary>
    public static async ValueTask<string?> MakeTextAsync(IPartSource parts, PropertyBag bag, int limit, CancellationToken cancellationToken) =>
        await LoadAsync(parts, bag, limit, cancellationToken) is { } body ? await body.TextAsync(cancellationToken) : null;

    private static async ValueTask<Body?> LoadAsync(IPartSource parts, PropertyBag bag, int limit, CancellationToken cancellationToken)
    {
        if (BestOf(bag) is not { } best || !bag.TryGet(best.Id, out TaggedPropertyValue kept)) return null;
        if (await WireValues.LoadAsync(parts, kept.Value, limit, cancellationToken) is not { } value) return null;
        if (best == PidTag.Body) return value.Type == PropertyType.String ? new Body(RtfOrigin.Text, value.AsString()) : null;
        if (best == PidTag.Html)
        {
            return value.Type switch
            {
                PropertyType.Binary => new Body(RtfOrigin.Html, TextConversion.EncodingOf(CodePageOf(bag)).GetString(value.AsBytes())),
                PropertyType.String => new Body(RtfOrigin.Html, value.AsString()),
                _ => null,
            };
        }
        if (value.Type != PropertyType.Binary) return null;
        if (CompressedRtf.TryDecompress(value.AsBytes(), limit, out _) is not { } rtf) return null;
        var (origin, content) = RtfReader.Read(rtf);
        return new Body(origin, content);
    }

    /// <summary>The body as it was written: HTML, or text, that of RTF included.</summary>
    private sealed class Body(RtfOrigin origin, string content)
    {
        public ValueTask<string> TextAsync(CancellationToken cancellationToken) =>
            origin == RtfOrigin.Html ? BodyConversion.HtmlToTextAsync(content, cancellationToken) : ValueTask.FromResult(content);

        public string Html() => origin == RtfOrigin.Html ? content : BodyConversion.TextToHtml(content);

        public byte[] Rtf() => origin == RtfOrigin.Html ? RtfWriter.FromHtml(content) : RtfWriter.FromText(content);
    }
}
