using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <content>Actions that send mail.</content>
internal sealed partial class RuleRun
{
    private async Task SendOnAsync(Place place, DeliveryRule rule, RuleAction action, RecipientsActionData data)
    {
        if (await MailsAsync(place, rule, action) is not { } mails) return;
        if ((action.ActionFlavor & RuleActionFlavors.AsTextMessage) != 0 && action.TypeOf() == RuleActionType.Forward)
        {
            Fail(place, rule, RuleError.Executing, action, "text messages are not sent");
            return;
        }
        if (data.Recipients.Count > engine.Options.MaxRuleRecipients)
        {
            Fail(place, rule, RuleError.Recipients, action, $"{data.Recipients.Count} recipients");
            return;
        }
        if (mails.Hops >= engine.Options.MaxForwardHops)
        {
            Suppress(rule, action, $"rules have forwarded it {mails.Hops} times");
            return;
        }
        var to = await engine.Addresses.OfRuleAsync(data.Recipients);
        if (to.Contains(null)) Fail(place, rule, RuleError.Executing, action, "a recipient has no address");
        // [MS-OXORULE] 3.2.5.1: not to whom it comes from; and to the owner it has come already.
        var others = to.OfType<RuleAddress>().Where(t => !t.Smtp.Equals(delivery.EnvelopeSender, StringComparison.OrdinalIgnoreCase) && !AutoReplies.IsOwn(delivery, t.Smtp)).ToList();
        if (others.Count == 0)
        {
            Suppress(rule, action, "it would go to its sender or its owner only");
            return;
        }
        _mails.Add(action.TypeOf() == RuleActionType.Delegate
            ? mails.Delegate(place.State, others)
            : mails.Forward(action.ActionFlavor, await engine.WithBodiesAsync(delivery, place.State.Content, cancellationToken), others));
    }

    private async Task ReplyAsync(Place place, DeliveryRule rule, RuleAction action, ReplyActionData reply)
    {
        if (await MailsAsync(place, rule, action) is not { } mails) return;
        if (AutoReplies.Suppression(delivery, await HeadersAsync(), action.TypeOf()) is { } reason)
        {
            Suppress(rule, action, reason);
            return;
        }
        if (await engine.TemplateAsync(delivery, reply, cancellationToken) is not { } template)
        {
            Fail(place, rule, RuleError.Template, action, "its template is not there");
            return;
        }
        var to = await engine.Addresses.OfTemplateAsync(template.Recipients);
        // The envelope's sender is whom RFC 3834 has answers go to.
        if ((action.ActionFlavor & RuleActionFlavors.NotToSender) == 0) to.Insert(0, RuleAddresses.OfSmtp(delivery.EnvelopeSender, ""));
        if (to.Count is 0 || to.Count > engine.Options.MaxRuleRecipients)
        {
            Fail(place, rule, to.Count == 0 ? RuleError.Template : RuleError.Recipients, action, $"its template has {to.Count} recipients");
            return;
        }
        if (!engine.Replies.TryCount(delivery.Info.MailboxGuid, delivery.EnvelopeSender))
        {
            Suppress(rule, action, "its sender was answered often enough");
            return;
        }
        _mails.Add(mails.Reply(action, template, to));
        _answeredAway |= action.TypeOf() == RuleActionType.OofReply;
        if (rule.AnswersOnce) _answered.Add(new(rule.FolderId, rule.RuleId, Sender));
    }

    /// <summary>Sends the message back; false where it cannot be, so that it stays.</summary>
    private async Task<bool> BounceAsync(Place place, DeliveryRule rule, RuleAction action, uint code)
    {
        // Reports are not reported on (RFC 5321 6.1): the message goes, as the owner wants it, without a word.
        if (delivery.EnvelopeSender.Length == 0)
        {
            Suppress(rule, action, "it has the null sender");
            return true;
        }
        if (await MailsAsync(place, rule, action) is not { } mails) return false;
        _mails.Add(mails.Bounce(code));
        return true;
    }

    /// <summary>Whoever writes mail; null, and the failure noted, where none can be sent.</summary>
    private async Task<RuleMails?> MailsAsync(Place place, DeliveryRule rule, RuleAction action)
    {
        var reason = delivery.Owner is null ? "a public folder has nobody to send as"
            : _mails.Count >= engine.Options.MaxRuleMails ? $"more than {engine.Options.MaxRuleMails} mails of one message"
            : null;
        if (reason is null) return new RuleMails(delivery, delivery.Owner!, await HeadersAsync(), engine.Time.GetUtcNow());
        Fail(place, rule, RuleError.Executing, action, reason);
        return null;
    }

    private async ValueTask<RuleHeaders> HeadersAsync() => _headers ??= new RuleHeaders(await delivery.Mailbox.GetPropertyIdsAsync(RuleNames.All, create: true));

    private void Suppress(DeliveryRule rule, RuleAction action, string reason) =>
        RuleLog.Suppressed(engine.Logger, delivery.TransactionId, delivery.Info.MailboxGuid, action.TypeOf(), rule.RuleId, reason);
}
