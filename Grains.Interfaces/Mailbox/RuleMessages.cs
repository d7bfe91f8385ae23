using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>A standard rule of a folder ([MS-OXORULE] 2.2.1.3.1).</summary>
/// <param name="RuleId">The GLOBCNT behind PidTagRuleId.</param>
/// <param name="Properties">The rule's properties but PidTagRuleId. Text is Unicode; the actions' data is in the layout of standard rules.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderRule")]
public sealed record FolderRule([property: Id(0)] long RuleId, [property: Id(1)] PropertyBag Properties);

/// <summary>What to do with a rule.</summary>
public enum RuleChangeKind
{
    /// <summary>ROW_ADD: a new rule, to which the server gives an id.</summary>
    Add = 1,
    /// <summary>ROW_MODIFY: properties of a rule change, the others stay.</summary>
    Modify = 2,
    /// <summary>ROW_REMOVE.</summary>
    Remove = 4,
}

/// <summary>One change of a folder's rules.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="RuleId">The rule; 0 for a new one.</param>
/// <param name="Properties">What to set.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.RuleChange")]
public sealed record RuleChange([property: Id(0)] RuleChangeKind Kind, [property: Id(1)] long RuleId, [property: Id(2)] PropertyBag Properties);

/// <summary>
/// A message that rules have been asked about: everything that comes of it, in one transaction. Where <see cref="Copies"/> is empty no
/// rule leaves it in the mailbox.
/// </summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.RuledDelivery")]
public sealed record RuledDelivery
{
    /// <summary>Makes the delivery happen once, however often it is asked for.</summary>
    [Id(0)] public required Guid OperationId { get; init; }
    /// <summary>The message, in each folder where it shall be. Operation ids in here are not looked at.</summary>
    [Id(1)] public required IReadOnlyList<SaveMessage> Copies { get; init; }
    /// <summary>Messages for the Deferred Action folder.</summary>
    [Id(2)] public IReadOnlyList<DeferredMessage> Deferred { get; init; } = [];
    /// <summary>Rules found in error: ST_ERROR or ST_RULE_PARSE_ERROR is set in them.</summary>
    [Id(3)] public IReadOnlyList<RuleFault> Faults { get; init; } = [];
    /// <summary>Mail that the rules send: it is in the queue when the message is in the mailbox.</summary>
    [Id(5)] public IReadOnlyList<QueuedMail> Mails { get; init; } = [];
    /// <summary>Senders that were answered once.</summary>
    [Id(4)] public IReadOnlyList<RuleReply> Replies { get; init; } = [];
}

/// <summary>A deferred action message or deferred error message ([MS-OXORULE] 2.2.6, 2.2.7). The mailbox adds the entry ids that it gives.</summary>
/// <param name="Content">Its properties.</param>
/// <param name="Copy">Which of the delivery's copies it is about, or -1 where the message is in no folder.</param>
/// <param name="IsError">A deferred error message, which has no entry id of its own in it.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.DeferredMessage")]
public sealed record DeferredMessage([property: Id(0)] MessageContent Content, [property: Id(1)] int Copy, [property: Id(2)] bool IsError);

/// <summary>A rule that could not be carried out.</summary>
/// <param name="FolderId">Its folder.</param>
/// <param name="RuleId">The rule, or the FAI message of an extended one.</param>
/// <param name="IsExtended">Whether it is an extended rule.</param>
/// <param name="State">The bit to set in its state.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.RuleFault")]
public sealed record RuleFault([property: Id(0)] long FolderId, [property: Id(1)] long RuleId, [property: Id(2)] bool IsExtended, [property: Id(3)] int State);

/// <summary>A sender that a rule has answered.</summary>
/// <param name="FolderId">The rule's folder.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Sender">The sender's address, in lower case.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.RuleReply")]
public sealed record RuleReply([property: Id(0)] long FolderId, [property: Id(1)] long RuleId, [property: Id(2)] string Sender);
