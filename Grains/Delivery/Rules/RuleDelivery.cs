using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>A message on its way into a mailbox, with all that rules need to know of it.</summary>
internal sealed record RuleDelivery
{
    /// <summary>The transaction, for logs and operation ids.</summary>
    public required Guid TransactionId { get; init; }
    /// <summary>The envelope's sender; empty for the null sender.</summary>
    public required string EnvelopeSender { get; init; }
    /// <summary>The mailbox.</summary>
    public required IMailboxGrain Mailbox { get; init; }
    /// <summary>What it says of itself.</summary>
    public required MailboxInfo Info { get; init; }
    /// <summary>Whose it is; null for public folders.</summary>
    public required DirectoryObject? Owner { get; init; }
    /// <summary>The message; property ids are the mailbox' own.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>The mailbox in the store.</summary>
    public MailboxKey Key => new(Info.StoreId, Info.Shard);

    /// <summary>PidTagEntryId of a folder of the mailbox.</summary>
    public byte[] EntryIdOf(long folderId) => EntryIds.Folder(Info.MailboxGuid, Info.IsPublic, new LongTermId(Info.ReplGuid, folderId));
}

/// <summary>What rules have come to.</summary>
/// <param name="Copies">Where the message shall be, and as what.</param>
/// <param name="Deferred">Messages for the Deferred Action folder.</param>
/// <param name="Faults">Rules in error.</param>
/// <param name="Replies">Senders that were answered once.</param>
/// <param name="Mails">Mail to send.</param>
internal sealed record RuleOutcome(
    IReadOnlyList<RuleCopy> Copies, IReadOnlyList<DeferredMessage> Deferred, IReadOnlyList<RuleFault> Faults, IReadOnlyList<RuleReply> Replies, IReadOnlyList<RuleMail> Mails);

/// <summary>The message in a folder.</summary>
/// <param name="FolderId">The folder.</param>
/// <param name="State">The message there.</param>
internal sealed record RuleCopy(long FolderId, RuleState State);

/// <summary>Mail that a rule sends.</summary>
/// <param name="EnvelopeSender">MAIL FROM; empty for the null sender, of whose mail nobody hears again.</param>
/// <param name="Recipients">RCPT TO: not necessarily those whom the message names.</param>
/// <param name="Content">The message, of the mailbox' property ids and large values.</param>
internal sealed record RuleMail(string EnvelopeSender, IReadOnlyList<string> Recipients, MessageContent Content)
{
    /// <summary>For whom the message came, where it goes to a delegate; else empty.</summary>
    public string ReceivedFor { get; init; } = "";
}
