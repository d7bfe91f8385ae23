using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>Actions by what their data means, and their text in either form.</summary>
public static class RuleActionCodec
{
    /// <summary>The type of an action.</summary>
    public static RuleActionType TypeOf(this RuleAction action) => (RuleActionType)action.ActionType;

    /// <summary>An action of a type. The data must be of that type's kind.</summary>
    public static RuleAction Of(RuleActionType type, RuleActionData data, CountWidth width = CountWidth.Narrow, uint flavor = 0, uint flags = 0) =>
        data.Fits(type) ? new((byte)type, flavor, flags, data.ToArray(width)) : throw new ArgumentException($"{data.GetType().Name} of a {type}.", nameof(data));

    /// <summary>What the action's data says, or null and why it says nothing. An action is read in the width it was written in.</summary>
    public static RuleActionData? TryReadData(this RuleAction action, CountWidth width, out ParseError? error) =>
        RuleActionData.TryRead(action.TypeOf(), action.ActionData, width, out error);

    /// <summary>
    /// Why a flavor does not go with its action ([MS-OXORULE] 2.2.5.1.1), or null. Bits that no action uses are passed over, as the section
    /// has it for those that know flavors; of other actions the whole must be zero.
    /// </summary>
    public static string? FlavorError(this RuleAction action)
    {
        var type = action.TypeOf();
        var flavor = action.ActionFlavor;
        const uint forward = RuleActionFlavors.PreserveSender | RuleActionFlavors.DoNotChange | RuleActionFlavors.AsAttachment | RuleActionFlavors.AsTextMessage;
        return type switch
        {
            RuleActionType.Forward when (flavor & (RuleActionFlavors.AsAttachment | RuleActionFlavors.AsTextMessage)) != 0 && (flavor & forward & ((flavor & forward) - 1)) != 0 =>
                $"forward flavors 0x{flavor:X} that exclude each other",
            RuleActionType.Reply or RuleActionType.OofReply when (flavor & 3) == 3 => "reply flavors that exclude each other",
            RuleActionType.Forward or RuleActionType.Reply or RuleActionType.OofReply => null,
            _ => flavor == 0 ? null : $"flavor 0x{flavor:X} of a {type}",
        };
    }

    /// <summary>Actions of a standard rule with their text as PtypString. What cannot be read stays in its bytes.</summary>
    public static RuleActions ToUnicode(this RuleActions actions, int codePage) => Map(actions, v => TextConversion.ToUnicode(v, codePage));

    /// <summary>Actions of a standard rule with their text as PtypString8.</summary>
    public static RuleActions ToString8(this RuleActions actions, int codePage) => Map(actions, v =>
        TextConversion.ToString8(v.Value, codePage) is var converted && converted.Type != v.Value.Type ? new TaggedPropertyValue(v.Tag.Id, converted) : v);

    private static RuleActions Map(RuleActions actions, Func<TaggedPropertyValue, TaggedPropertyValue> map) => new([.. actions.Actions.Select(action =>
    {
        RuleActionData? mapped = action.TryReadData(CountWidth.Narrow, out _) switch
        {
            TagActionData tag => new TagActionData(map(tag.Value)),
            RecipientsActionData to => new RecipientsActionData([.. to.Recipients.Select(r => r with { Properties = [.. r.Properties.Select(map)] })]),
            _ => null,
        };
        return mapped is null ? action : action with { ActionData = mapped.ToArray(CountWidth.Narrow) };
    })]);
}
