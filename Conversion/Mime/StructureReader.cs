using MimeKit;

namespace MapiOrleans.Conversion.Mime;

/// <summary>A text part that is (a piece of) the message's body.</summary>
internal sealed record BodyPiece(MimePart Part, bool IsHtml);

/// <summary>A MIME entity that becomes an attachment.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Related">Whether it stands where HTML may refer to it.</param>
internal sealed record PendingAttachment(MimeEntity Entity, bool Related);

/// <summary>The body in its two forms, each a sequence of pieces, or null where there is none.</summary>
internal readonly record struct BodyForms(List<BodyPiece>? Plain, List<BodyPiece>? Html);

/// <summary>
/// Tells the body of a message from its attachments ([MS-OXCMAIL] 2.2.3.3 and 2.2.3.4). Every leaf ends in one of the two.
/// </summary>
internal sealed class StructureReader
{
    /// <summary>Attachments in order of the message.</summary>
    public List<PendingAttachment> Attachments { get; } = [];

    /// <summary>The first TNEF part.</summary>
    public MimePart? Tnef { get; private set; }

    /// <summary>The body of a message.</summary>
    public BodyForms Read(MimeEntity? root) => root is null ? default : Walk(root, allowNamed: true);

    private BodyForms Walk(MimeEntity entity, bool allowNamed)
    {
        switch (entity)
        {
            case Multipart multipart:
                if (multipart.Count == 0) return Unsplit(multipart);
                return multipart.ContentType.MediaSubtype.ToLowerInvariant() switch
                {
                    "alternative" => Alternative(multipart),
                    "related" => Related(multipart),
                    _ => Mixed(multipart),
                };
            case MimePart part when Tnef is null && IsTnef(part):
                Tnef = part;
                return default;
            case MimePart part when IsBody(part, allowNamed):
                var html = part.ContentType.IsMimeType("text", "html");
                List<BodyPiece> pieces = [new BodyPiece(part, html)];
                return html ? new BodyForms(null, pieces) : new BodyForms(pieces, null);
            default:
                Attachments.Add(new PendingAttachment(entity, false));
                return default;
        }
    }

    private static bool IsBody(MimePart part, bool allowNamed) =>
        (part.ContentType.IsMimeType("text", "plain") || part.ContentType.IsMimeType("text", "html"))
        && !part.IsAttachment
        && (allowNamed || string.IsNullOrEmpty(part.FileName));

    /// <summary>Whether a part is TNEF ([MS-OXTNEF] 1.3).</summary>
    public static bool IsTnef(MimePart part) =>
        part.ContentType.IsMimeType("application", "ms-tnef") || part.ContentType.IsMimeType("application", "vnd.ms-tnef")
        || (part.ContentType.IsMimeType("application", "octet-stream") && string.Equals(part.FileName, "winmail.dat", StringComparison.OrdinalIgnoreCase));

    /// <summary>A multipart whose boundary never comes: what there is of it is text.</summary>
    private static BodyForms Unsplit(Multipart multipart)
    {
        var text = (multipart.Preamble ?? "") + (multipart.Epilogue ?? "");
        return string.IsNullOrWhiteSpace(text) ? default : new BodyForms([new BodyPiece(new TextPart("plain") { Text = text }, false)], null);
    }

    /// <summary>Pieces follow each other; where any is HTML, the body is HTML and plain text is turned into it.</summary>
    private BodyForms Mixed(Multipart multipart)
    {
        List<BodyPiece> all = [], plain = [];
        bool anyHtml = false, ownPlain = false;
        foreach (var child in multipart)
        {
            var (childPlain, childHtml) = Walk(child, allowNamed: false);
            all.AddRange(childHtml ?? childPlain ?? []);
            plain.AddRange(childPlain ?? childHtml ?? []);
            anyHtml |= childHtml is not null;
            ownPlain |= childPlain is not null && childHtml is not null;
        }
        if (all.Count == 0) return default;
        if (!anyHtml) return new BodyForms(plain, null);
        return new BodyForms(ownPlain ? plain : null, all);
    }

    /// <summary>The last of each form is the best; others, and what is neither text nor HTML, become attachments.</summary>
    private BodyForms Alternative(Multipart multipart)
    {
        List<BodyPiece>? plain = null, html = null;
        foreach (var child in multipart)
        {
            var (childPlain, childHtml) = Walk(child, allowNamed: true);
            if (childHtml is not null)
            {
                Displace(html, childHtml);
                html = childHtml;
                if (plain is null) plain = childPlain;
                else Displace(childPlain, childHtml);
            }
            else if (childPlain is not null)
            {
                Displace(plain, childPlain, html);
                plain = childPlain;
            }
        }
        return new BodyForms(plain, html);
    }

    private void Displace(List<BodyPiece>? pieces, params ReadOnlySpan<List<BodyPiece>?> kept)
    {
        foreach (var piece in pieces ?? [])
        {
            var still = false;
            foreach (var list in kept) still |= list?.Any(k => ReferenceEquals(k.Part, piece.Part)) == true;
            if (!still) Attachments.Add(new PendingAttachment(piece.Part, false));
        }
    }

    private BodyForms Related(Multipart multipart)
    {
        var start = multipart.ContentType.Parameters["start"]?.Trim(' ', '<', '>');
        var root = string.IsNullOrEmpty(start) ? null : multipart.FirstOrDefault(c => string.Equals(c.ContentId, start, StringComparison.Ordinal));
        root ??= multipart[0];
        var body = default(BodyForms);
        foreach (var child in multipart)
        {
            if (ReferenceEquals(child, root)) body = Walk(child, allowNamed: true);
            else AttachLeaves(child);
        }
        return body;
    }

    private void AttachLeaves(MimeEntity entity)
    {
        if (entity is Multipart { Count: > 0 } multipart)
        {
            foreach (var child in multipart) AttachLeaves(child);
            return;
        }
        Attachments.Add(new PendingAttachment(entity, true));
    }
}
