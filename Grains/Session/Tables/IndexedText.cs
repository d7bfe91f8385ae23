using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Storage.Text;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// The text of a message that is indexed: every text property that restrictions see of it, its recipients and its attachments, computed ones
/// included, each as they see it. Headers of the way it came are left out, being long and not searched.
/// </summary>
internal static class IndexedText
{
    // PidTagHtml is seen as text, but kept as bytes.
    private static readonly HashSet<ushort> Excluded = [PidTag.TransportMessageHeaders.Id, PidTag.Html.Id];

    // What follows from other properties where the message has none of its own.
    private static readonly PropertyTag[] Computed =
        [PidTag.Subject, PidTag.SubjectPrefix, PidTag.NormalizedSubject, PidTag.ConversationTopic, PidTag.DisplayTo, PidTag.DisplayCc, PidTag.DisplayBcc, PidTag.Body];

    /// <summary>Whether values of a property are in the index.</summary>
    public static bool IsIndexed(PropertyTag tag) => tag.Type is PropertyType.String or PropertyType.MultipleString && !Excluded.Contains(tag.Id);

    /// <summary>The terms of a message that was read whole.</summary>
    /// <param name="view">Who looks: the mailbox itself.</param>
    /// <param name="record">The message.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="parts">Its large values.</param>
    /// <param name="maxValue">Bytes of a value that restrictions look at.</param>
    /// <param name="maxTerms">A message of more terms is a candidate for everything, and so is one with a longer value.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public static async ValueTask<string[]> TermsOfAsync(IMailboxView view, MessageRecord record, FolderView folder, IPartSource parts, int maxValue, int maxTerms, CancellationToken cancellationToken)
    {
        var tags = new List<PropertyTag>(Computed);
        foreach (var item in record.Content.Properties.Items)
        {
            // From HTML and RTF the text of a body is made that has none.
            if (!IsIndexed(item.Tag) && !MessageBodies.IsBody(item.Tag.Id)) continue;
            if (item.Value.External is { } external && external.Length > maxValue) return [TextTerms.Anything];
            if (!IsIndexed(item.Tag)) continue;
            if (!tags.Contains(item.Tag)) tags.Add(item.Tag);
        }
        var row = await MessageRow.ReadAsync(view, record, folder, tags, parts, maxValue, cancellationToken);
        var tokens = new HashSet<int>();
        foreach (var tag in tags) Add(row.Get(tag), tokens);
        foreach (var bag in record.Content.Recipients.Select(r => r.Properties).Concat(record.Content.Attachments.Select(a => a.Properties)))
            foreach (var item in bag.Items)
                if (IsIndexed(item.Tag))
                    Add(item.Value, tokens);
        return tokens.Count > maxTerms ? [TextTerms.Anything] : [.. tokens.Select(TextTerms.Write)];
    }

    private static void Add(PropertyValue value, HashSet<int> tokens)
    {
        switch (value.RawReference)
        {
            case string text:
                TextTerms.Add(text, tokens);
                break;
            case string[] all:
                foreach (var one in all) TextTerms.Add(one, tokens);
                break;
            default:
                break;
        }
    }
}
