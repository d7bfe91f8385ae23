using System.Text;
using MapiOrleans.Conversion.Bodies;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>Asks the rules of a mailbox about arriving messages ([MS-OXORULE] 3.2.5.1).</summary>
/// <param name="store">The store, for rules, templates and large values.</param>
/// <param name="reader">Reads rules.</param>
/// <param name="addresses">Resolves recipients.</param>
/// <param name="replies">Bounds answers.</param>
/// <param name="options">Bounds of delivery.</param>
/// <param name="mailboxes">Bounds of mailboxes.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class RuleEngine(
    IMailboxStore store, RuleReader reader, RuleAddresses addresses, AutoReplies replies, DeliveryOptions options, MailboxOptions mailboxes, TimeProvider time, ILogger<RuleEngine> logger)
{
    /// <summary>The store.</summary>
    public IMailboxStore Store => store;

    /// <summary>Reads rules.</summary>
    public RuleReader Reader => reader;

    /// <summary>Resolves recipients.</summary>
    public RuleAddresses Addresses => addresses;

    /// <summary>Bounds answers.</summary>
    public AutoReplies Replies => replies;

    /// <summary>Bounds of delivery.</summary>
    public DeliveryOptions Options => options;

    /// <summary>Bounds of mailboxes.</summary>
    public MailboxOptions Mailboxes => mailboxes;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The log.</summary>
    public ILogger Logger => logger;

    /// <summary>What rules make of a message that comes into a folder; null where no rule changes anything.</summary>
    public Task<RuleOutcome?> RunAsync(RuleDelivery delivery, long folderId, CancellationToken cancellationToken) =>
        new RuleRun(this, delivery, cancellationToken).RunAsync(folderId);

    /// <summary>Gives a message's large values, and text of a body that is HTML only, to conditions that ask for them.</summary>
    public async Task BringAsync(RuleDelivery delivery, RuleState state, Restriction condition, CancellationToken cancellationToken)
    {
        foreach (var tag in condition.Tags.Distinct())
        {
            if (state.Has(tag.Id)) continue;
            var bag = state.Content.Properties;
            if (bag.TryGet(tag.Id, out TaggedPropertyValue stored))
            {
                if (stored.Value.IsExternal) state.Bring(tag.Id, await PrefixAsync(delivery, stored.Value, cancellationToken));
            }
            else if (tag.Id == PidTag.Body.Id && bag.TryGet(PidTag.Html.Id, out TaggedPropertyValue html))
            {
                var value = await PrefixAsync(delivery, html.Value, cancellationToken);
                var text = value.RawReference switch
                {
                    byte[] bytes => TextConversion.EncodingOf(bag.GetInt32(PidTag.InternetCodepage) ?? Encoding.UTF8.CodePage).GetString(bytes),
                    string already => already,
                    _ => "",
                };
                state.Bring(tag.Id, PropertyValue.String(await BodyConversion.HtmlToTextAsync(text, cancellationToken)));
            }
        }
    }

    /// <summary>The message with its text and HTML at hand, so that something can be written above them; a longer body stays where it is.</summary>
    public async Task<MessageContent> WithBodiesAsync(RuleDelivery delivery, MessageContent content, CancellationToken cancellationToken)
    {
        var bag = content.Properties.Clone();
        foreach (var tag in (PropertyTag[])[PidTag.Body, PidTag.Html])
        {
            if (bag.TryGet(tag, out PropertyValue value) && value.External is { } external && external.Length <= options.MaxRuleSearchedValue)
                bag.Set(tag, await PrefixAsync(delivery, value, cancellationToken));
        }
        return new MessageContent { Properties = bag, Recipients = content.Recipients, Attachments = content.Attachments };
    }

    private ValueTask<PropertyValue> PrefixAsync(RuleDelivery delivery, PropertyValue value, CancellationToken cancellationToken) =>
        TableCells.ReadPrefixAsync(store.PartSource(delivery.Key), value, options.MaxRuleSearchedValue, cancellationToken);

    /// <summary>Whether an address, in lower case, is one of those of the contacts in the Contacts folder ([MS-OXOCNTC] 2.2.1.2.3).</summary>
    public async Task<bool> IsContactAsync(RuleDelivery delivery, string address, CancellationToken cancellationToken)
    {
        if (!delivery.Info.SpecialFolders.TryGetValue(SpecialFolder.Contacts, out var folder)) return false;
        var ids = await delivery.Mailbox.GetPropertyIdsAsync([PidLid.Email1EmailAddress.Name, PidLid.Email2EmailAddress.Name, PidLid.Email3EmailAddress.Name], create: false);
        PropertyTag[] tags = [.. ids.Where(id => id != 0).Select(id => new PropertyTag(id, PropertyType.String))];
        if (tags.Length == 0) return false;
        var query = new MessageIndexQuery { FolderId = folder, Limit = options.MaxContactsSearched };
        await foreach (var contact in store.ScanAsync(delivery.Key, query, MessageParts.Properties, cancellationToken))
            if (tags.Any(t => address.Equals(contact.Content.Properties.GetString(t), StringComparison.OrdinalIgnoreCase))) return true;
        return false;
    }

    /// <summary>A reply template: the associated message that a rule names, with the id that the rule knows it by. Null where it is not there.</summary>
    public async Task<MessageContent?> TemplateAsync(RuleDelivery delivery, ReplyActionData reply, CancellationToken cancellationToken)
    {
        if (reply.Template(delivery.Info.ReplGuid) is not var (folderId, messageId)) return null;
        var message = await store.ReadMessageAsync(delivery.Key, messageId, MessageParts.All, cancellationToken);
        if (message is not { Associated: true, DeletedAt: null } || message.FolderId != folderId) return null;
        var id = message.Content.Properties.GetBinary(PidTag.ReplyTemplateId);
        return id is null || id.AsSpan().SequenceEqual(reply.TemplateId.ToByteArray()) ? message.Content : null;
    }
}
