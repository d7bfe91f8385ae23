using System.Text;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Delivery.Rules;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Xunit;

namespace MapiOrleans.Tests.Rules;

/// <summary>Mail that a rule has put into the queue.</summary>
internal sealed record SentMail(string EnvelopeSender, IReadOnlyList<RelayRecipient> To, string ReceivedFor, MimeMessage Message)
{
    public string[] Recipients => [.. To.Select(r => r.Address)];
}

/// <summary>A user with rules to whom mail comes.</summary>
internal sealed class RuleWorld
{
    private readonly SessionHarness _harness;
    private readonly MailFiling _filing;
    private readonly ArrivalServices _arrivals;

    private RuleWorld(SessionHarness harness, DirectoryObject user, MailboxInfo info, DeliveryOptions options, TimeProvider time)
    {
        (_harness, User, Info) = (harness, user, info);
        var mailboxes = harness.Services.GetRequiredService<MailboxOptions>();
        var engine = new RuleEngine(Store, new RuleReader(Store, options, mailboxes, NullLogger<RuleReader>.Instance), new RuleAddresses(harness.Grains), new AutoReplies(options, time), options, mailboxes, time, NullLogger<RuleEngine>.Instance);
        var calls = new PatientCalls(options, TimeProvider.System);
        _arrivals = new ArrivalServices(harness.Grains, Store, new ContentTransfer(Store, calls), options, calls, time, NullLogger<Arrival>.Instance);
        _filing = new MailFiling(harness.Grains, engine, harness.Services.GetRequiredService<OutgoingMail>(), new SmarthostOptions(), mailboxes, calls, NullLogger<MailFiling>.Instance);
    }

    public DirectoryObject User { get; }

    public MailboxInfo Info { get; }

    public IMailboxStore Store => _harness.Services.GetRequiredService<IMailboxStore>();

    public IMailboxGrain Mailbox => _harness.Mailbox(User);

    public long Inbox => Info.SpecialFolders[SpecialFolder.Inbox];

    public long DeferredAction => Info.SpecialFolders[SpecialFolder.DeferredAction];

    public static async Task<RuleWorld> CreateAsync(SessionHarness harness, DeliveryOptions? options = null, TimeProvider? time = null)
    {
        var user = await harness.CreateUserAsync();
        return new RuleWorld(harness, user, (await harness.Mailbox(user).FindAsync())!, options ?? new DeliveryOptions(), time ?? TimeProvider.System);
    }

    public async Task<long> FolderAsync(string name) =>
        (await Mailbox.CreateFolderAsync(MailboxCaller.Server, new NewFolder { ParentId = Inbox, DisplayName = name })).Folder!.Folder.FolderId;

    /// <summary>Sets the rules of a folder, the Inbox where none is named.</summary>
    public async Task RulesAsync(long folder, params ModifiedRow[] rules) =>
        Assert.Equal(MapiError.Success, await Mailbox.ModifyRulesAsync(MailboxCaller.Server, folder, true, [.. rules.Select(r => new RuleChange(RuleChangeKind.Add, 0, RuleSteps.Bag(r)))]));

    public Task RulesAsync(params ModifiedRow[] rules) => RulesAsync(Inbox, rules);

    public async Task<PropertyBag> RuleAsync(string name) =>
        (await Store.ReadRulesAsync(Key, Inbox, CancellationToken.None)).Single(r => r.Properties.GetString(PidTag.RuleName) == name).Properties;

    public async Task OutOfOfficeAsync(bool away)
    {
        var bag = new PropertyBag();
        bag.Set(PidTag.OutOfOfficeState, away);
        Assert.Empty(await Mailbox.SetStorePropertiesAsync(MailboxCaller.Server, bag, []));
    }

    /// <summary>Saves an associated message; gives its GLOBCNT.</summary>
    public async Task<long> AssociatedAsync(MessageContent content, long? folder = null)
    {
        var saved = await Mailbox.SaveMessageAsync(MailboxCaller.Server, new SaveMessage { OperationId = Guid.NewGuid(), FolderId = folder ?? Inbox, IsNew = true, Associated = true, Content = content });
        Assert.Equal(MapiError.Success, saved.Error);
        return saved.MessageId;
    }

    public Task<long> ExtendedAsync(byte[] condition, byte[] actions, int sequence = 1, int state = RuleStates.Enabled)
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.MessageClass, "IPM.ExtendedRule.Message");
        content.Properties.Set(PidTag.RuleMessageName, "extended");
        content.Properties.Set(PidTag.RuleMessageSequence, sequence);
        content.Properties.Set(PidTag.RuleMessageState, state);
        content.Properties.Set(PidTag.RuleMessageProvider, "JunkEmailRule");
        content.Properties.Set(PidTag.ExtendedRuleMessageCondition, condition);
        content.Properties.Set(PidTag.ExtendedRuleMessageActions, actions);
        return AssociatedAsync(content);
    }

    /// <summary>A reply template in the Inbox, and an action that answers with it.</summary>
    public async Task<RuleAction> TemplateAsync(bool oof = false, string text = "I am away.", uint flavor = 0, Action<MessageContent>? change = null)
    {
        var id = Guid.NewGuid();
        var content = new MessageContent();
        content.Properties.Set(PidTag.MessageClass, oof ? "IPM.Note.rules.OofTemplate.Microsoft" : "IPM.Note.rules.ReplyTemplate.Microsoft");
        content.Properties.Set(PidTag.ReplyTemplateId, id.ToByteArray());
        content.Properties.Set(PidTag.Body, text);
        change?.Invoke(content);
        var message = await AssociatedAsync(content);
        return RuleActionCodec.Of(oof ? RuleActionType.OofReply : RuleActionType.Reply, new ReplyActionData(ObjectIds.ToWire(Inbox), ObjectIds.ToWire(message), [], id), flavor: flavor);
    }

    /// <summary>Delivers mail.</summary>
    public async Task<DeliveryStatus> DeliverAsync(string subject = "Hello", string from = "anna@elsewhere.test", string headers = "", string body = "Text.", string? envelope = null, Guid? transaction = null, string? to = null)
    {
        var mime = Encoding.UTF8.GetBytes($"From: Anna <{from}>\r\nTo: {to ?? User.Address}\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid()}@elsewhere.test>\r\n{headers}\r\n{body}\r\n");
        using var arrival = new MimeArrival(new DeliveryRequest
        {
            EnvelopeSender = envelope ?? from,
            Recipients = [new DeliveryRecipient(User.Address, null)],
            Message = new MemoryStream(mime),
            Size = mime.Length,
            ReceivedAt = DateTimeOffset.UtcNow,
            TransactionId = transaction ?? Guid.NewGuid(),
        }, _arrivals);
        return (await _filing.FileAsync(arrival, new DeliveryTarget(User.MailboxGuid, User, ""), CancellationToken.None)).Status;
    }

    /// <summary>What the rules have sent, in no order.</summary>
    public async Task<List<SentMail>> SentAsync()
    {
        var sent = new List<SentMail>();
        foreach (var job in await _harness.Services.GetRequiredService<IJobStore>().ListAsync(0, 100_000, CancellationToken.None))
        {
            if (job.MailboxGuid != User.MailboxGuid) continue;
            var envelope = RelayEnvelope.Read(job.Data);
            await using var message = await _harness.Services.GetRequiredService<RelayMessages>().OpenAsync(job, envelope, CancellationToken.None);
            sent.Add(new SentMail(envelope.Sender, envelope.Recipients, envelope.ReceivedFor, await MimeMessage.LoadAsync(await message.MimeAsync(CancellationToken.None))));
        }
        return sent;
    }

    public async Task<string[]> SubjectsAsync(long folder) =>
        [.. (await ContentsAsync(folder)).Select(m => m.Content.Properties.GetString(PidTag.Subject) ?? "")];

    public Task<List<MessageRecord>> ContentsAsync(long folder, bool associated = false) => RuleSteps.ContentsAsync(_harness, User, folder, associated);

    public static RuleAction Move(long folder) => RuleActionCodec.Of(RuleActionType.Move, MoveCopyActionData.ToFolder(ObjectIds.ToWire(folder)));

    public static RuleAction Copy(long folder) => RuleActionCodec.Of(RuleActionType.Copy, MoveCopyActionData.ToFolder(ObjectIds.ToWire(folder)));

    public static RuleAction MarkRead { get; } = RuleActionCodec.Of(RuleActionType.MarkAsRead, new NoActionData());

    public static RuleAction Tag(PropertyTag tag, PropertyValue value) => RuleActionCodec.Of(RuleActionType.Tag, new TagActionData(new(tag, value)));

    public static RuleAction Forward(uint flavor, params string[] to) => To(RuleActionType.Forward, flavor, to);

    public static RuleAction To(RuleActionType type, uint flavor, params string[] to) => RuleActionCodec.Of(type, new RecipientsActionData([.. to.Select(t => new RuleRecipient(1,
    [
        new(PidTag.DisplayName, PropertyValue.String(t)), new(PidTag.AddressType, PropertyValue.String(t.StartsWith('/') ? "EX" : "SMTP")),
        new(PidTag.EmailAddress, PropertyValue.String(t)), new(PidTag.RecipientType, PropertyValue.Int32(1)),
    ]))]), flavor: flavor);

    private MailboxKey Key => new(Info.StoreId, Info.Shard);
}
