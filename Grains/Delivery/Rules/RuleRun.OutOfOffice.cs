using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <content>The out-of-office texts of the mailbox itself ([MS-OXWOOF]): one answer to a sender for one absence, by RFC 3834.</content>
internal sealed partial class RuleRun
{
    // Where whom the texts have answered is remembered: no rule has such an id.
    private const long TextFolder = 0, TextRule = 0;

    /// <summary>Answers with the text for whoever the sender is, unless a rule has answered or nobody is to be.</summary>
    private async Task SayAwayAsync()
    {
        var settings = delivery.Info.OutOfOffice;
        if (_answeredAway || delivery.Owner is not { } owner || (settings.InternalReply.Length == 0 && settings.ExternalReply.Length == 0)) return;
        var headers = await HeadersAsync();
        var reason = AutoReplies.Suppression(delivery, headers, RuleActionType.OofReply) ?? NotPersonal();
        if (reason is not null)
        {
            RuleLog.AwaySuppressed(engine.Logger, delivery.TransactionId, delivery.Info.MailboxGuid, reason);
            return;
        }
        var text = await IsInternalAsync(owner) ? settings.InternalReply : await IsAnsweredOutsideAsync(settings.ExternalAudience) ? settings.ExternalReply : "";
        if (text.Length == 0 || _mails.Count >= engine.Options.MaxRuleMails) return;
        var (answered, senders) = await engine.Store.FindReplyAsync(delivery.Key, TextFolder, TextRule, Sender, cancellationToken);
        if (answered || senders >= engine.Mailboxes.MaxReplyHistory || !engine.Replies.TryCount(delivery.Info.MailboxGuid, delivery.EnvelopeSender)) return;
        _mails.Add(new RuleMails(delivery, owner, headers, engine.Time.GetUtcNow()).Away(text));
        _answered.Add(new RuleReply(TextFolder, TextRule, Sender));
    }

    /// <summary>Why the message is not to the owner in person, or null where it is (RFC 3834 2).</summary>
    private string? NotPersonal()
    {
        if (delivery.Content.Properties.GetBool(PidTag.MessageRecipientMe) != true) return "it does not name the owner";
        var junk = delivery.Info.SpecialFolders.GetValueOrDefault(SpecialFolder.JunkEmail);
        return _places.Any(p => !p.IsGone && p.FolderId == junk) ? "it is junk" : null;
    }

    private async Task<bool> IsInternalAsync(DirectoryObject owner) =>
        await engine.Addresses.FindAsync(delivery.EnvelopeSender) is { } sender && sender.Domain == owner.Domain && sender.Kind != DirectoryKind.Contact;

    private async Task<bool> IsAnsweredOutsideAsync(OutOfOfficeAudience audience) => audience switch
    {
        OutOfOfficeAudience.All => true,
        OutOfOfficeAudience.Known => await engine.IsContactAsync(delivery, Sender, cancellationToken),
        _ => false,
    };
}
