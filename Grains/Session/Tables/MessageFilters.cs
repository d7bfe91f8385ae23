using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>
/// What of restrictions and orders the database can do. A restriction becomes conditions on columns; where they say exactly what the
/// restriction says, rows need not be looked at, else they narrow down which ones need.
/// </summary>
internal static class MessageFilters
{
    /// <summary>A column and how a property's value is in it.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Absent">What it holds where the message has no such property; null where every message has it.</param>
    /// <param name="Offset">What is added to a value to have the column's.</param>
    /// <param name="Least">Values below are not told apart by the column.</param>
    /// <param name="Greatest">Values above neither.</param>
    private sealed record NumberColumn(MessageColumn Column, long? Absent = null, long Offset = 0, long Least = long.MinValue, long Greatest = long.MaxValue);

    private const long FileTimeEpochTicks = 504911232000000000L;

    // A longer text is cut off in its column.
    private const int MaxText = 255, MaxMessageId = 1000;

    private static readonly NumberColumn Modified = new(MessageColumn.ModifiedAt, Offset: FileTimeEpochTicks, Least: 1, Greatest: DateTime.MaxValue.Ticks - FileTimeEpochTicks);

    private static readonly Dictionary<PropertyTag, NumberColumn> Numbers = new()
    {
        [PidTag.MessageDeliveryTime] = new(MessageColumn.DeliveryTime, Absent: 0),
        [PidTag.ClientSubmitTime] = new(MessageColumn.SubmitTime, Absent: 0),
        [PidTag.Importance] = new(MessageColumn.Importance, Absent: 1),
        [PidTag.FlagStatus] = new(MessageColumn.FlagStatus, Absent: 0),
        [PidTag.InternetArticleNumber] = new(MessageColumn.ArticleNumber, Absent: 0),
        [PidTag.HasAttachments] = new(MessageColumn.HasAttachments),
        [PidTag.Read] = new(MessageColumn.IsRead),
        [PidTag.MessageSize] = new(MessageColumn.Size, Greatest: int.MaxValue - 1),
        [PidTag.MessageSizeExtended] = new(MessageColumn.Size),
        [PidTag.LastModificationTime] = Modified,
        [PidTag.LocalCommitTime] = Modified,
    };

    private static readonly Dictionary<PropertyTag, MessageColumn> Texts = new()
    {
        [PidTag.Subject] = MessageColumn.Subject,
        [PidTag.NormalizedSubject] = MessageColumn.NormalizedSubject,
        [PidTag.SenderName] = MessageColumn.SenderName,
        [PidTag.SentRepresentingName] = MessageColumn.SentRepresentingName,
        [PidTag.MessageClass] = MessageColumn.MessageClass,
        [PidTag.ConversationTopic] = MessageColumn.ConversationTopic,
    };

    /// <summary>Tags of properties that have columns of their own.</summary>
    public static IEnumerable<PropertyTag> Tags => Numbers.Keys.Concat(Texts.Keys).Append(PidTag.DisplayTo).Append(PidTag.ConversationId).Append(PidTag.InternetMessageId);

    /// <summary>The order as columns, or null where a key is none: as the read state, where each user has an own one.</summary>
    public static IReadOnlyList<MessageSort>? TrySort(IReadOnlyList<TableSort> keys, bool ownReadState = false)
    {
        var sort = new List<MessageSort>(keys.Count);
        foreach (var (tag, descending) in keys)
        {
            if (ColumnOf(tag) is not { } column || (ownReadState && column == MessageColumn.IsRead)) return null;
            sort.Add(new MessageSort(column, descending));
        }
        return sort;
    }

    private static MessageColumn? ColumnOf(PropertyTag tag)
    {
        if (Numbers.TryGetValue(tag, out var number)) return number.Column;
        if (Texts.TryGetValue(tag, out var text)) return text;
        if (tag == PidTag.DisplayTo) return MessageColumn.DisplayTo;
        return tag == PidTag.ConversationId ? MessageColumn.ConversationId : null;
    }

    /// <summary>
    /// Conditions that every message meets which meets the restriction; <paramref name="exact"/> where the reverse holds too.
    /// </summary>
    public static IReadOnlyList<MessageFilter> Of(Restriction? restriction, out bool exact)
    {
        var filters = new List<MessageFilter>();
        exact = restriction is null || Add(restriction, filters);
        return filters;
    }

    /// <summary>Adds what can be said of a restriction; true where it says all.</summary>
    private static bool Add(Restriction restriction, List<MessageFilter> filters)
    {
        switch (restriction)
        {
            case AndRestriction and:
                var all = true;
                foreach (var one in and.Restrictions) all &= Add(one, filters);
                return all;
            case CommentRestriction comment:
                return comment.Inner is null || Add(comment.Inner, filters);
            case BitMaskRestriction mask when mask.PropertyTag == PidTag.MessageFlags:
                return AddFlags(mask, filters);
            case PropertyRestriction property when property.PropertyTag.Type == property.Value.Value.Type:
                return AddProperty(property, filters);
            case ContentRestriction content when Texts.TryGetValue(content.PropertyTag, out var column):
                return AddContent(content, column, filters);
            case ContentRestriction { FuzzyLevelLow: 0, FuzzyLevelHigh: 0 } content when content.PropertyTag == PidTag.InternetMessageId:
                if (content.Value.Value.RawReference is not string id || id.Length is 0 or >= MaxMessageId || !IsKept(id)) return false;
                filters.Add(new MessageFilter(MessageColumn.InternetMessageId, MessageFilterOperator.Equal, id));
                return true;
            default:
                return false;
        }
    }

    private static bool AddFlags(BitMaskRestriction mask, List<MessageFilter> filters)
    {
        const uint read = 0x0001 | 0x0400, attachments = 0x0010;
        var column = mask.Mask switch
        {
            not 0 when (mask.Mask & ~read) == 0 => MessageColumn.IsRead,
            attachments => MessageColumn.HasAttachments,
            _ => (MessageColumn?)null,
        };
        if (column is not { } found) return false;
        filters.Add(new MessageFilter(found, MessageFilterOperator.Equal, mask.NotZero ? 1L : 0L));
        return true;
    }

    private static bool AddProperty(PropertyRestriction restriction, List<MessageFilter> filters)
    {
        var (relation, tag, value) = (restriction.RelOp, restriction.PropertyTag, restriction.Value.Value);
        if (OperatorOf(relation) is not { } operation) return false;
        if (Numbers.TryGetValue(tag, out var number)) return AddNumber(number, operation, value.RawBits, filters);
        if (relation is not (RelationalOperator.Equal or RelationalOperator.NotEqual)) return false;
        if (relation == RelationalOperator.Equal && (tag == PidTag.Mid || tag == PidTag.InstID))
        {
            filters.Add(new MessageFilter(MessageColumn.MessageId, operation, ObjectIds.FromWire((ulong)value.AsInt64())));
            return true;
        }
        if (tag == PidTag.ConversationId)
        {
            if (value.RawReference is not byte[] { Length: 16 } conversation) return false;
            filters.Add(new MessageFilter(MessageColumn.ConversationId, operation, conversation));
            return true;
        }
        if (!Texts.TryGetValue(tag, out var column) || value.RawReference is not string text || !IsKept(text)) return false;
        var folded = TextFolding.Fold(text);
        if (folded.Length is 0 or >= MaxText) return false;
        filters.Add(new MessageFilter(column, operation, folded));
        return true;
    }

    private static bool AddNumber(NumberColumn number, MessageFilterOperator operation, long value, List<MessageFilter> filters)
    {
        if (value < number.Least || value > number.Greatest) return false;
        // Where the property is absent only NotEqual holds. A column that says otherwise says too much, or too little.
        var heldByAbsent = number.Absent is { } absent && Holds(operation, absent.CompareTo(value));
        if (operation == MessageFilterOperator.NotEqual && number.Absent is not null && !heldByAbsent) return false;
        filters.Add(new MessageFilter(number.Column, operation, value + number.Offset));
        return operation == MessageFilterOperator.NotEqual || !heldByAbsent;
    }

    private static bool AddContent(ContentRestriction restriction, MessageColumn column, List<MessageFilter> filters)
    {
        const int fold = 2 | 4;
        const ushort words = ContentRestriction.PrefixOnAnyWord | ContentRestriction.PhraseMatch;
        if (restriction.Value.Value.RawReference is not string text || !IsKept(text) || (restriction.FuzzyLevelLow & words) != 0) return false;
        var folded = TextFolding.Fold(text);
        var whole = restriction.FuzzyLevelLow is not (1 or 2);
        if (restriction.FuzzyLevelLow == 1 || folded.Length == 0 || folded.Length > (whole ? MaxText - 1 : MaxText)) return false;
        var folds = (restriction.FuzzyLevelHigh & fold) != 0;
        // What differs in case at most folds alike: of ASCII that is certain.
        if (!folds && !System.Text.Ascii.IsValid(text)) return false;
        filters.Add(new MessageFilter(column, whole ? MessageFilterOperator.Equal : MessageFilterOperator.StartsWith, folded));
        return folds;
    }

    /// <summary>Whether a text is in a column as it is: NULs and lone surrogates come out as another character there.</summary>
    private static bool IsKept(string text) => !text.Contains('\0', StringComparison.Ordinal) && !text.Contains('\uFFFD', StringComparison.Ordinal) && ReferenceEquals(Storage.Sql.StoreText.Clean(text), text);

    private static MessageFilterOperator? OperatorOf(RelationalOperator relation) => relation switch
    {
        RelationalOperator.LessThan => MessageFilterOperator.Less,
        RelationalOperator.LessThanOrEqual => MessageFilterOperator.LessOrEqual,
        RelationalOperator.GreaterThan => MessageFilterOperator.Greater,
        RelationalOperator.GreaterThanOrEqual => MessageFilterOperator.GreaterOrEqual,
        RelationalOperator.Equal => MessageFilterOperator.Equal,
        RelationalOperator.NotEqual => MessageFilterOperator.NotEqual,
        _ => null,
    };

    private static bool Holds(MessageFilterOperator operation, int comparison) => operation switch
    {
        MessageFilterOperator.Less => comparison < 0,
        MessageFilterOperator.LessOrEqual => comparison <= 0,
        MessageFilterOperator.Greater => comparison > 0,
        MessageFilterOperator.GreaterOrEqual => comparison >= 0,
        MessageFilterOperator.Equal => comparison == 0,
        _ => comparison != 0,
    };
}
