namespace MapiOrleans.Grains.Delivery;

/// <summary>Bounds of delivery (configuration section <c>Delivery</c>).</summary>
public sealed class DeliveryOptions
{
    /// <summary>Separates the local part of an address from the name of a folder (<c>user+Folder@</c>); empty: there are no sub-addresses.</summary>
    public string SubaddressSeparator { get; set; } = "+";

    /// <summary>Mailboxes that one message is delivered to at a time.</summary>
    public int MaxParallelMailboxes { get; set; } = 4;

    /// <summary>Mailboxes that a group may stand for when mail comes in for it; past it the mail is refused.</summary>
    public int MaxGroupMembers { get; set; } = 5_000;

    /// <summary>Extended rules of one folder that are carried out; further ones are passed over.</summary>
    public int MaxExtendedRules { get; set; } = 20;

    /// <summary>Bytes of the condition, and of the actions, of an extended rule; a longer one is in error.</summary>
    public int MaxExtendedRuleSize { get; set; } = 512 << 10;

    /// <summary>Folders that rules may take one message through, each with rules of its own.</summary>
    public int MaxRuleFolders { get; set; } = 16;

    /// <summary>Copies of one message that rules may leave in a mailbox; past it moving and copying fail.</summary>
    public int MaxRuleCopies { get; set; } = 32;

    /// <summary>Bytes of a large value, such as a body, that conditions of rules search; what lies behind is not looked at.</summary>
    public int MaxRuleSearchedValue { get; set; } = 1 << 20;

    /// <summary>Mails that rules may send because of one message; past it forwarding and answering fail.</summary>
    public int MaxRuleMails { get; set; } = 32;

    /// <summary>Recipients of one mail that a rule sends; past it the rule fails.</summary>
    public int MaxRuleRecipients { get; set; } = 500;

    /// <summary>How often a message may have been forwarded by rules of this system; one that was goes no further.</summary>
    public int MaxForwardHops { get; set; } = 4;

    /// <summary>Answers that a mailbox gives one sender within <see cref="AutoReplyWindow"/>, whatever its rules say.</summary>
    public int MaxAutoReplies { get; set; } = 5;

    /// <summary>Contacts of a mailbox that are looked through for the sender of a message, where only known people get out-of-office answers.</summary>
    public int MaxContactsSearched { get; set; } = 10_000;
    /// <summary>The time that <see cref="MaxAutoReplies"/> is for.</summary>
    public TimeSpan AutoReplyWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The header field by which the spam filter in front says that a message is spam (its value begins with "yes"); empty: none does.</summary>
    public string SpamHeader { get; set; } = "X-Spam";

    /// <summary>
    /// How long a mailbox or the directory is asked again whose node does not answer any more, before mail is refused for now: longer than a
    /// cluster takes to find that a node hangs.
    /// </summary>
    public TimeSpan NodePatience { get; set; } = TimeSpan.FromSeconds(30);
}
