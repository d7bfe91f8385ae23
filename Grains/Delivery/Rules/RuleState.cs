using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>An arriving message as rules see and change it. A moved message is the same one elsewhere; a copy goes its own way.</summary>
internal sealed class RuleState : IPropertySource
{
    private const int MessageFlagRead = 0x01, MessageFlagHasAttach = 0x10;

    private readonly Dictionary<ushort, PropertyValue> _brought;
    private readonly long _size;

    /// <summary>The message as it came.</summary>
    public RuleState(MessageContent content)
        : this(content, StorageFormat.SizeOf(content), [], false)
    {
    }

    private RuleState(MessageContent content, long size, Dictionary<ushort, PropertyValue> brought, bool isRead)
    {
        (Content, _size, _brought, IsRead) = (content, size, brought, isRead);
    }

    /// <summary>The message now. It is replaced, not changed.</summary>
    public MessageContent Content { get; private set; }

    /// <summary>mfRead.</summary>
    public bool IsRead { get; set; }

    /// <summary>The same message, to go its own way.</summary>
    public RuleState Copy() => new(Content, _size, new(_brought), IsRead);

    /// <summary>Sets a property of the message.</summary>
    public void Set(TaggedPropertyValue value)
    {
        var bag = Content.Properties.Clone();
        bag.Set(value);
        _brought.Remove(value.Tag.Id);
        Content = new MessageContent { Properties = bag, Recipients = Content.Recipients, Attachments = Content.Attachments };
    }

    /// <summary>Gives a large value, or one that is made of others, as far as conditions look at it.</summary>
    public void Bring(ushort id, PropertyValue value) => _brought[id] = value;

    /// <summary>Whether a value was brought.</summary>
    public bool Has(ushort id) => _brought.ContainsKey(id);

    /// <inheritdoc/>
    public bool TryGet(PropertyTag tag, out PropertyValue value)
    {
        value = Get(TableColumns.AsStored(tag));
        return value.HasValue && (value.Type != PropertyType.ErrorCode || tag.Type == PropertyType.ErrorCode);
    }

    private PropertyValue Get(PropertyTag tag)
    {
        if (_brought.TryGetValue(tag.Id, out var brought) && brought.Type == tag.Type) return brought;
        if (SearchKeys.OtherForm(Content.Properties, tag) is { } other) return other;
        var hasAttachments = MessageProperties.HasAttachments(Content);
        if (tag == PidTag.MessageSize) return PropertyValue.Int32((int)Math.Min(_size, int.MaxValue));
        if (tag == PidTag.MessageSizeExtended) return PropertyValue.Int64(_size);
        if (tag == PidTag.HasAttachments) return PropertyValue.Bool(hasAttachments);
        if (tag == PidTag.MessageFlags) return PropertyValue.Int32((IsRead ? MessageFlagRead : 0) | (hasAttachments ? MessageFlagHasAttach : 0));
        var set = MessageProperties.OfContent(Content.Properties, tag);
        if (set.Type != PropertyType.ErrorCode) return set;
        if (tag == PidTag.DisplayTo) return PropertyValue.String(RecipientNames.Of(Content.Recipients, 1));
        if (tag == PidTag.DisplayCc) return PropertyValue.String(RecipientNames.Of(Content.Recipients, 2));
        return set;
    }

    /// <inheritdoc/>
    public IEnumerable<IPropertySource> SubObjects(ushort id)
    {
        if (id == PidTag.MessageRecipients.Id) return Content.Recipients.Select(r => new Recipient(r));
        return id == PidTag.MessageAttachments.Id ? Content.Attachments.Select(a => new BagRow(a.AttachNumber, a.Properties)) : [];
    }

    private sealed class Recipient(RecipientContent recipient) : IPropertySource
    {
        private const int TypeMask = 0x0F;

        public bool TryGet(PropertyTag tag, out PropertyValue value)
        {
            var stored = TableColumns.AsStored(tag);
            if (tag == PidTag.RecipientType) value = PropertyValue.Int32(recipient.RecipientType & TypeMask);
            else if (SearchKeys.OtherForm(recipient.Properties, stored) is { } other) value = other;
            else return recipient.Properties.TryGet(stored, out value);
            return true;
        }

        public IEnumerable<IPropertySource> SubObjects(ushort id) => [];
    }
}

/// <summary>
/// People in conditions. Whom a client picks from the address book is there by X.500 name, and whom it typed by SMTP address, whereas the
/// message has the one or the other: a condition on a search key holds where it holds of either form.
/// </summary>
internal static class SearchKeys
{
    // Ids from the range that no message class defines stand for the form that the message does not have.
    private const ushort FirstOther = 0x7F80;

    private static readonly (PropertyTag Key, PropertyTag Type, PropertyTag Address, PropertyTag Smtp)[] Groups =
    [
        (PidTag.SearchKey, PidTag.AddressType, PidTag.EmailAddress, PidTag.SmtpAddress),
        (PidTag.SenderSearchKey, PidTag.SenderAddressType, PidTag.SenderEmailAddress, PidTag.SenderSmtpAddress),
        (PidTag.SentRepresentingSearchKey, PidTag.SentRepresentingAddressType, PidTag.SentRepresentingEmailAddress, PidTag.SentRepresentingSmtpAddress),
        (PidTag.ReceivedBySearchKey, PidTag.ReceivedByAddressType, PidTag.ReceivedByEmailAddress, PidTag.ReceivedBySmtpAddress),
        (PidTag.ReceivedRepresentingSearchKey, PidTag.ReceivedRepresentingAddressType, PidTag.ReceivedRepresentingEmailAddress, PidTag.ReceivedRepresentingSmtpAddress),
    ];

    /// <summary>The SMTP form of a search key whose address is in the address book; null where the tag asks for no such thing.</summary>
    public static PropertyValue? OtherForm(PropertyBag bag, PropertyTag tag)
    {
        if (tag.Id < FirstOther || tag.Id >= FirstOther + Groups.Length) return null;
        var group = Groups[tag.Id - FirstOther];
        return bag.GetString(group.Smtp) is { Length: > 0 } smtp && !string.Equals(bag.GetString(group.Type), "SMTP", StringComparison.OrdinalIgnoreCase)
            ? PropertyValue.Binary(EntryIds.SearchKey("SMTP", smtp))
            : PropertyValue.Error(MapiError.NotFound);
    }

    /// <summary>The condition, asking for both forms wherever it asks for a search key.</summary>
    public static Restriction AskForBoth(Restriction restriction) => restriction switch
    {
        AndRestriction and => new AndRestriction([.. and.Restrictions.Select(AskForBoth)]),
        OrRestriction or => new OrRestriction([.. or.Restrictions.Select(AskForBoth)]),
        NotRestriction not => new NotRestriction(AskForBoth(not.Inner)),
        SubObjectRestriction sub => sub with { Inner = AskForBoth(sub.Inner) },
        CommentRestriction { Inner: { } inner } comment => comment with { Inner = AskForBoth(inner) },
        ContentRestriction content when Other(content.PropertyTag) is { } other => new OrRestriction([content, content with { PropertyTag = other }]),
        PropertyRestriction { RelOp: RelationalOperator.NotEqual } property when Other(property.PropertyTag) is { } other =>
            new AndRestriction([property, property with { PropertyTag = other }]),
        PropertyRestriction property when Other(property.PropertyTag) is { } other => new OrRestriction([property, property with { PropertyTag = other }]),
        _ => restriction,
    };

    private static PropertyTag? Other(PropertyTag tag)
    {
        var index = Array.FindIndex(Groups, g => g.Key == tag);
        return index < 0 ? null : new PropertyTag((ushort)(FirstOther + index), tag.Type);
    }
}
