using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>Reads the rules of a folder: the standard ones and those that are associated messages in it ([MS-OXORULE] 2.2.4).</summary>
internal sealed class RuleReader(IMailboxStore store, DeliveryOptions options, MailboxOptions mailboxes, ILogger<RuleReader> logger)
{
    private static readonly string ExtendedClass = TextFolding.Fold("IPM.ExtendedRule.Message");

    /// <summary>The rules in the order they are asked in, and those that cannot be read.</summary>
    public async Task<(IReadOnlyList<DeliveryRule> Rules, IReadOnlyList<RuleFault> Faults)> ReadAsync(IMailboxGrain mailbox, MailboxKey key, FolderRecord folder, CancellationToken cancellationToken)
    {
        var rules = new List<DeliveryRule>();
        var faults = new List<RuleFault>();
        if (folder.Properties.GetBool(PidTag.HasRules) == true)
        {
            rules.AddRange(WithinLimits(folder.FolderId, await store.ReadRulesAsync(key, folder.FolderId, cancellationToken)));
        }
        if (folder.Counters.Associated > 0) await AddExtendedAsync(mailbox, key, folder.FolderId, rules, faults, cancellationToken);
        return ([.. rules.OrderBy(r => r.Sequence)], faults);
    }

    /// <summary>The rules that are carried out: those past the limits are kept, and no more than that ([MS-OXORULE] 3.2.5.2).</summary>
    private List<DeliveryRule> WithinLimits(long folderId, IReadOnlyList<FolderRule> all)
    {
        var rules = new List<DeliveryRule>(all.Count);
        var size = 0L;
        foreach (var rule in all.OrderBy(r => r.Properties.GetInt32(PidTag.RuleSequence) ?? 0))
        {
            if (rules.Count >= mailboxes.MaxRules || (size += MailboxIdentity.SizeOf(rule.Properties)) > mailboxes.MaxRulesSize)
            {
                RuleLog.PastLimits(logger, folderId, all.Count - rules.Count, all.Count);
                break;
            }
            rules.Add(Standard(folderId, rule));
        }
        return rules;
    }

    private static DeliveryRule Standard(long folderId, FolderRule rule)
    {
        var bag = rule.Properties;
        return new DeliveryRule(folderId, rule.RuleId, false, bag.GetInt32(PidTag.RuleSequence) ?? 0, bag.GetInt32(PidTag.RuleState) ?? 0, bag.GetString(PidTag.RuleProvider) ?? "",
            bag.TryGet(PidTag.RuleCondition, out PropertyValue condition) ? condition.AsRestriction() : null,
            bag.TryGet(PidTag.RuleActions, out PropertyValue actions) ? actions.AsRuleActions().Actions : []);
    }

    private async Task AddExtendedAsync(IMailboxGrain mailbox, MailboxKey key, long folderId, List<DeliveryRule> rules, List<RuleFault> faults, CancellationToken cancellationToken)
    {
        var query = new MessageIndexQuery
        {
            FolderId = folderId,
            Associated = true,
            Limit = options.MaxExtendedRules,
            Filter = [new MessageFilter(MessageColumn.MessageClass, MessageFilterOperator.Equal, ExtendedClass)],
        };
        await foreach (var message in store.ScanAsync(key, query, MessageParts.Properties, cancellationToken))
        {
            var bag = message.Content.Properties;
            var state = bag.GetInt32(PidTag.RuleMessageState) ?? 0;
            if ((state & RuleStates.ParseError) != 0 || (state & (RuleStates.Enabled | RuleStates.OnlyWhenOof)) == 0) continue;
            try
            {
                var condition = await ReadConditionAsync(mailbox, key, bag, cancellationToken);
                var actions = await ReadActionsAsync(mailbox, key, bag, cancellationToken);
                rules.Add(new DeliveryRule(folderId, message.MessageId, true, bag.GetInt32(PidTag.RuleMessageSequence) ?? 0, state, bag.GetString(PidTag.RuleMessageProvider) ?? "", condition, actions));
            }
            catch (InvalidDataException e)
            {
                RuleLog.Unreadable(logger, e, message.MessageId, folderId);
                faults.Add(new RuleFault(folderId, message.MessageId, true, RuleStates.ParseError));
            }
        }
    }

    private async Task<Restriction?> ReadConditionAsync(IMailboxGrain mailbox, MailboxKey key, PropertyBag bag, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(key, bag, PidTag.ExtendedRuleMessageCondition, cancellationToken);
        var condition = ExtendedRuleCondition.TryParse(bytes, out var error) ?? throw new InvalidDataException($"The condition: {error}");
        // What nobody has given an id here no message has: 0 is no property.
        var map = await MapAsync(mailbox, condition.Names, create: false);
        return condition.Restriction?.MapValues(v => new TaggedPropertyValue(Mapped(v.Tag, map), v.Value), t => Mapped(t, map));
    }

    private async Task<IReadOnlyList<RuleAction>> ReadActionsAsync(IMailboxGrain mailbox, MailboxKey key, PropertyBag bag, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(key, bag, PidTag.ExtendedRuleMessageActions, cancellationToken);
        var parsed = ExtendedRuleActions.TryParse(bytes, out var error) ?? throw new InvalidDataException($"The actions: {error}");
        var map = await MapAsync(mailbox, parsed.Names, create: true);
        var actions = new List<RuleAction>(parsed.Actions.Actions.Count);
        foreach (var action in parsed.Actions.Actions)
        {
            var data = action.TryReadData(CountWidth.Wide, out error) ?? throw new InvalidDataException($"{action.TypeOf()}: {error}");
            actions.Add(data is TagActionData tag && tag.Value.Tag.IsNamed
                ? action with { ActionData = new TagActionData(new TaggedPropertyValue(Mapped(tag.Value.Tag, map), tag.Value.Value)).ToArray(CountWidth.Wide) }
                : action);
        }
        return actions;
    }

    private static async Task<Dictionary<ushort, ushort>> MapAsync(IMailboxGrain mailbox, NamedPropertyInformation names, bool create)
    {
        if (names.Names.Count == 0) return [];
        var ids = await mailbox.GetPropertyIdsAsync([.. names.Names.Select(n => n.Name)], create);
        return names.Names.Select((n, i) => (n.Id, Mapped: ids[i])).ToDictionary(p => p.Id, p => p.Mapped);
    }

    private static PropertyTag Mapped(PropertyTag tag, Dictionary<ushort, ushort> map) =>
        tag.IsNamed ? new PropertyTag(map.GetValueOrDefault(tag.Id), tag.Type) : tag;

    private async Task<byte[]> ReadAsync(MailboxKey key, PropertyBag bag, PropertyTag tag, CancellationToken cancellationToken)
    {
        if (!bag.TryGet(tag, out PropertyValue value)) throw new InvalidDataException($"It has no {tag}.");
        if (value.External is not { } external) return value.AsBytes();
        if (external.Length > options.MaxExtendedRuleSize) throw new InvalidDataException($"{tag} has {external.Length} bytes.");
        return (await TableCells.ReadPrefixAsync(store.PartSource(key), value, options.MaxExtendedRuleSize, cancellationToken)).AsBytes();
    }
}
