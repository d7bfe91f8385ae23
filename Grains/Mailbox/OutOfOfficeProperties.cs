using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>Out-of-office settings in the bag of a mailbox row, as properties of the server's own beside PidTagOutOfOfficeState, which clients set too.</summary>
internal static class OutOfOfficeProperties
{
    // Of the ids that MailboxProperties.IsOwn keeps from callers.
    private const ushort First = 0x7FF8;
    private static readonly PropertyTag ScheduledTag = new(First, PropertyType.Boolean);
    private static readonly PropertyTag AudienceTag = new(First + 1, PropertyType.Integer32);
    private static readonly PropertyTag StartTag = new(First + 2, PropertyType.Time);
    private static readonly PropertyTag EndTag = new(First + 3, PropertyType.Time);
    private static readonly PropertyTag InternalReplyTag = new(First + 4, PropertyType.String);
    private static readonly PropertyTag ExternalReplyTag = new(First + 5, PropertyType.String);

    /// <summary>The settings. A client that has switched PidTagOutOfOfficeState off has ended a scheduled absence too.</summary>
    public static OutOfOfficeSettings Read(PropertyBag bag) => new()
    {
        State = bag.GetBool(PidTag.OutOfOfficeState) != true ? OutOfOfficeState.Disabled : bag.GetBool(ScheduledTag) == true ? OutOfOfficeState.Scheduled : OutOfOfficeState.Enabled,
        ExternalAudience = (OutOfOfficeAudience)(bag.GetInt32(AudienceTag) ?? (int)OutOfOfficeAudience.All),
        Start = TimeOf(bag, StartTag),
        End = TimeOf(bag, EndTag),
        InternalReply = bag.GetString(InternalReplyTag) ?? "",
        ExternalReply = bag.GetString(ExternalReplyTag) ?? "",
    };

    /// <summary>The bag with these settings.</summary>
    public static PropertyBag With(PropertyBag bag, OutOfOfficeSettings settings)
    {
        var result = bag.Clone();
        result.Set(PidTag.OutOfOfficeState, settings.State != OutOfOfficeState.Disabled);
        result.Set(ScheduledTag, settings.State == OutOfOfficeState.Scheduled);
        result.Set(AudienceTag, (int)settings.ExternalAudience);
        SetTime(result, StartTag, settings.Start);
        SetTime(result, EndTag, settings.End);
        result.Set(InternalReplyTag, settings.InternalReply);
        result.Set(ExternalReplyTag, settings.ExternalReply);
        return result;
    }

    private static DateTimeOffset? TimeOf(PropertyBag bag, PropertyTag tag) => bag.TryGet(tag, out PropertyValue value) ? value.AsTime() : null;

    private static void SetTime(PropertyBag bag, PropertyTag tag, DateTimeOffset? time)
    {
        if (time is { } at) bag.Set(tag, at);
        else bag.Remove(tag.Id);
    }
}
