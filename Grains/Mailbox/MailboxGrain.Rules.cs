using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Mailbox;

/// <content>
/// Rules of folders ([MS-OXORULE] 3.2.5): kept in a table of their own, as they are asked for when mail comes and when a client edits them,
/// and not held in memory. Whoever delivers evaluates them; what they come to is written here, in one transaction with the message.
/// </content>
internal sealed partial class MailboxGrain
{
    // How many times the limits of rules are kept, though only rules within the limits are carried out.
    private const int KeptBeyond = 2;

    /// <inheritdoc/>
    public Task<MapiError> ModifyRulesAsync(MailboxCaller caller, long folderId, bool replaceAll, IReadOnlyList<RuleChange> changes) => WriteAsync(async state =>
    {
        if (!TrySee(state, folderId, caller, out var node, out var rights)) return MapiError.NotFound;
        if (!FolderAccess.Owns(rights)) return MapiError.AccessDenied;
        var before = (await ReadAsync(s => s.ReadRulesAsync(state.Record.Key, folderId, CancellationToken.None))).ToDictionary(r => r.RuleId);
        var after = replaceAll ? [] : new Dictionary<long, FolderRule>(before);
        var set = NewChange(state);
        var changed = new Dictionary<long, FolderRule>();
        foreach (var change in changes)
        {
            if (change.Kind == RuleChangeKind.Add)
            {
                var added = new FolderRule(set.TakeIds(), change.Properties);
                after[added.RuleId] = changed[added.RuleId] = added;
                continue;
            }
            if (!after.TryGetValue(change.RuleId, out var rule)) return MapiError.NotFound;
            if (change.Kind == RuleChangeKind.Remove)
            {
                after.Remove(change.RuleId);
                changed.Remove(change.RuleId);
                continue;
            }
            var bag = rule.Properties.Clone();
            foreach (var item in change.Properties.Items) bag.Set(item);
            after[change.RuleId] = changed[change.RuleId] = rule with { Properties = bag };
        }
        // [MS-OXORULE] 3.2.5.2: past the limit the client is told so, and its rules are kept all the same; they are not carried out. That too has
        // an end: what is twice too much is not kept. Who is over a limit that was lowered may still take rules away.
        var (size, sizeBefore) = (SizeOf(after.Values), SizeOf(before.Values));
        var past = after.Count > Options.MaxRules && after.Count >= before.Count ? nameof(MailboxOptions.MaxRules)
            : size > Options.MaxRulesSize && size >= sizeBefore ? nameof(MailboxOptions.MaxRulesSize)
            : null;
        if (past is not null && (after.Count > Options.MaxRules * KeptBeyond || size > Options.MaxRulesSize * KeptBeyond)) return Refused(MapiError.NotEnoughMemory, past).Error;

        var gone = before.Keys.Where(id => !after.ContainsKey(id)).ToArray();
        if (gone.Length > 0) set.Add(new StoreOperation.DeleteRules(folderId, gone));
        if (changed.Count > 0) set.Add(new StoreOperation.PutRules(folderId, [.. changed.Values]));
        if ((node.Record.Properties.GetBool(PidTag.HasRules) ?? false) != after.Count > 0)
        {
            var properties = node.Record.Properties.Clone();
            properties.Set(PidTag.HasRules, after.Count > 0);
            set.Add(new StoreOperation.UpdateFolder(Stamp(state, set, node.Record with { Properties = properties })));
        }
        if (!set.IsEmpty) await CommitAsync(state, set);
        return past is null ? MapiError.Success : Refused(MapiError.NotEnoughMemory, past).Error;
    });

    /// <inheritdoc/>
    public Task<SaveMessageResult> DeliverRuledAsync(RuledDelivery delivery) => WriteAsync(async state =>
    {
        if (await FindRepeatedAsync(state, delivery.OperationId) is { } repeated) return repeated;
        var change = NewChange(state);
        var placed = new List<(long Folder, long Message)>(delivery.Copies.Count);
        var first = new SaveMessageResult { Error = MapiError.Success };
        foreach (var copy in delivery.Copies)
        {
            var (error, id, changeNumber) = await PlanInsertAsync(state, change, MailboxCaller.Server, null, copy);
            if (error != MapiError.Success) return new SaveMessageResult { Error = error };
            if (placed.Count == 0) first = new SaveMessageResult { Error = MapiError.Success, MessageId = id, ChangeNumber = changeNumber };
            placed.Add((copy.FolderId, id));
        }
        foreach (var deferred in delivery.Deferred) await PlanDeferredAsync(state, change, deferred, placed);
        foreach (var ofFolder in delivery.Faults.GroupBy(f => (f.FolderId, f.IsExtended))) await PlanFaultsAsync(state, change, ofFolder.Key.FolderId, ofFolder.Key.IsExtended, [.. ofFolder]);
        foreach (var reply in delivery.Replies) change.Add(new StoreOperation.AddReply(reply.FolderId, reply.RuleId, reply.Sender));
        foreach (var mail in delivery.Mails) PlanRelay(state, change, mail);
        await CommitAsync(state, change, delivery.OperationId, Encode(first));
        if (delivery.Mails.Count > 0) services.Submitted.Set();
        Remember(delivery.OperationId, first);
        services.Metrics.SavedMessages.Add(placed.Count);
        return first;
    });

    /// <summary>A message for the Deferred Action folder, with the entry ids of what it is about and of itself.</summary>
    private async Task PlanDeferredAsync(MailboxState state, ChangeSet change, DeferredMessage deferred, List<(long Folder, long Message)> placed)
    {
        var folder = SpecialFolderPlan.IdOf(SpecialFolder.DeferredAction);
        var content = deferred.Content.Clone();
        if (deferred.Copy >= 0 && deferred.Copy < placed.Count)
        {
            var (folderId, messageId) = placed[deferred.Copy];
            content.Properties.Set(PidTag.DamOriginalEntryId, EntryIds.Message(state.Record.MailboxGuid, state.IsPublic,
                new LongTermId(state.Record.ReplGuid, folderId), new LongTermId(state.Record.ReplGuid, messageId)));
        }
        if (!deferred.IsError)
        {
            var own = new ServerEid(ObjectIds.ToWire(folder), ObjectIds.ToWire(change.NextId));
            content.Properties.Set(PidTag.DeferredActionMessageOriginalEntryId, PropertyValue.ServerId(own.ToArray()));
        }
        var (error, _, _) = await PlanInsertAsync(state, change, MailboxCaller.Server, null, new SaveMessage { OperationId = Guid.Empty, FolderId = folder, IsNew = true, Content = content });
        // A public tree has no such folder, and a full mailbox no room: the mail itself is not kept out for that.
        if (error != MapiError.Success) MailboxLog.DeferredLost(logger, Key, error);
    }

    private async Task PlanFaultsAsync(MailboxState state, ChangeSet change, long folderId, bool extended, RuleFault[] faults)
    {
        if (!extended)
        {
            var rules = (await ReadAsync(s => s.ReadRulesAsync(state.Record.Key, folderId, CancellationToken.None))).ToDictionary(r => r.RuleId);
            var marked = new Dictionary<long, FolderRule>();
            foreach (var fault in faults)
            {
                if (!marked.TryGetValue(fault.RuleId, out var rule) && !rules.TryGetValue(fault.RuleId, out rule)) continue;
                var bag = rule.Properties.Clone();
                bag.Set(PidTag.RuleState, (bag.GetInt32(PidTag.RuleState) ?? 0) | fault.State);
                marked[fault.RuleId] = rule with { Properties = bag };
            }
            if (marked.Count > 0) change.Add(new StoreOperation.PutRules(folderId, [.. marked.Values]));
            return;
        }
        foreach (var ofRule in faults.GroupBy(f => f.RuleId))
        {
            var message = await ReadAsync(s => s.ReadMessageAsync(state.Record.Key, ofRule.Key, MessageParts.All, CancellationToken.None));
            if (message is not { Associated: true, DeletedAt: null } || message.FolderId != folderId) continue;
            var content = message.Content.Clone();
            content.Properties.Set(PidTag.RuleMessageState, ofRule.Aggregate(content.Properties.GetInt32(PidTag.RuleMessageState) ?? 0, (s, f) => s | f.State));
            await PlanUpdateAsync(state, change, MailboxCaller.Server, null, new SaveMessage { OperationId = Guid.Empty, FolderId = folderId, MessageId = ofRule.Key, IsNew = false, Content = content });
        }
    }

    private static long SizeOf(IEnumerable<FolderRule> rules) => rules.Sum(r => MailboxIdentity.SizeOf(r.Properties));
}
