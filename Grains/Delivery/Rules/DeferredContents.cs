using System.Buffers.Binary;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>PidTagRuleError ([MS-OXORULE] 2.2.7.2).</summary>
internal enum RuleError
{
    /// <summary>None of the others.</summary>
    Generic = 0x01,
    /// <summary>The rule cannot be read.</summary>
    Parsing = 0x04,
    /// <summary>The message could not be moved or copied.</summary>
    MoveOrCopy = 0x06,
    /// <summary>The reply template could not be had.</summary>
    Template = 0x0A,
    /// <summary>The action could not be carried out by the server.</summary>
    Executing = 0x0B,
    /// <summary>Too many recipients.</summary>
    Recipients = 0x0D,
}

/// <summary>Contents of deferred action messages and deferred error messages ([MS-OXORULE] 2.2.6, 2.2.7), but for the entry ids that the mailbox gives.</summary>
internal static class DeferredContents
{
    /// <summary>Actions for the client to do, of rules of one provider in one folder.</summary>
    public static MessageContent Action(RuleDelivery delivery, long folderId, string provider, IReadOnlyList<(DeliveryRule Rule, RuleAction Action)> actions)
    {
        using var writer = new MapiWriter();
        new RuleActions([.. actions.Select(a => a.Action)]).Write(writer, CountWidth.Narrow);
        // 2.2.6.7: the first rule's id, once for each rule.
        var rules = actions.Select(a => a.Rule.RuleId).Distinct().Count();
        var ids = new byte[8 * rules];
        for (var i = 0; i < rules; i++) BinaryPrimitives.WriteUInt64LittleEndian(ids.AsSpan(8 * i), ObjectIds.ToWire(actions[0].Rule.RuleId));
        var content = Of("IPC.Microsoft Exchange 4.0.Deferred Action", delivery, folderId, provider);
        content.Properties.Set(PidTag.DamBackPatched, false);
        content.Properties.Set(PidTag.ClientActions, writer.ToArray());
        content.Properties.Set(PidTag.RuleIds, ids);
        return content;
    }

    /// <summary>An action that failed.</summary>
    public static MessageContent Error(RuleDelivery delivery, DeliveryRule rule, RuleError error, RuleAction? action)
    {
        var content = Of("IPC.Microsoft Exchange 4.0.Deferred Error", delivery, rule.FolderId, rule.Provider);
        content.Properties.Set(PidTag.RuleError, (int)error);
        content.Properties.Set(PidTag.RuleActionType, action?.ActionType ?? 0);
        content.Properties.Set(PidTag.RuleActionNumber, action is null ? 0 : Math.Max(0, rule.Actions.ToList().IndexOf(action)));
        content.Properties.Set(PidTag.RuleId, PropertyValue.Int64(ObjectIds.ToWire(rule.RuleId)));
        return content;
    }

    private static MessageContent Of(string messageClass, RuleDelivery delivery, long folderId, string provider)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.MessageClass, messageClass);
        bag.Set(PidTag.RuleProvider, provider);
        bag.Set(PidTag.RuleFolderEntryId, delivery.EntryIdOf(folderId));
        return new MessageContent { Properties = bag };
    }
}
