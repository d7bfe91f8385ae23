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
}
