using MapiOrleans.Grains.Storage.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// What of a restriction the full-text index can narrow down: conditions on text, of the message, its recipients or attachments. The index is
/// of all text of a message together (<see cref="IndexedText"/>), so it never says that a message matches, only that it cannot.
/// </summary>
internal static class TextFilters
{
    private const int Fold = 2 | 4;

    /// <summary>A query that every message meets which meets the restriction; null where nothing can be said.</summary>
    public static TextQuery? Of(Restriction? restriction) => restriction switch
    {
        AndRestriction and => and.Restrictions.Select(Of).OfType<TextQuery>().ToArray() is { Length: > 0 } all ? new TextQuery.All(all) : null,
        OrRestriction or => or.Restrictions.Count > 0 && Array.ConvertAll([.. or.Restrictions], Of) is var any && any.All(q => q is not null) ? new TextQuery.Any([.. any.OfType<TextQuery>()]) : null,
        CommentRestriction comment => Of(comment.Inner),
        SubObjectRestriction sub when sub.SubObject == PidTag.MessageRecipients || sub.SubObject == PidTag.MessageAttachments => Of(sub.Inner),
        ContentRestriction content => OfContent(content),
        // Equal text is equal when it is folded.
        PropertyRestriction { RelOp: RelationalOperator.Equal } equal when IndexedText.IsIndexed(equal.PropertyTag) && equal.Value.Value.RawReference is string text => Terms(TextFolding.Fold(text)),
        _ => null,
    };

    private static TextQuery? OfContent(ContentRestriction content)
    {
        if (!IndexedText.IsIndexed(content.PropertyTag) || content.Value.Value.RawReference is not string text) return null;
        // The text that the restriction folds too is compared as it is indexed, whatever is looked for.
        if ((content.FuzzyLevelHigh & Fold) != 0) return Terms(TextFolding.Fold(text));
        // Else only of ASCII is it certain that what contains it contains it folded, and of a longer text its parts that are ASCII.
        var parts = new List<TextQuery>();
        for (int start = 0, i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAscii(text[i])) continue;
            if (Terms(text.AsSpan(start, i - start).ToString().ToUpperInvariant()) is { } part) parts.Add(part);
            start = i + 1;
        }
        return parts.Count > 0 ? new TextQuery.All(parts) : null;
    }

    private static TextQuery.Terms? Terms(string folded) => TextTerms.Wanted(folded) is { Length: > 0 } wanted ? new TextQuery.Terms(wanted) : null;
}
