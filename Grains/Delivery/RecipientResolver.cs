using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Delivery;

/// <summary>A mailbox that a recipient's mail goes to.</summary>
/// <param name="MailboxGuid">The mailbox.</param>
/// <param name="Account">Whose it is; null for a domain's public folders.</param>
/// <param name="FolderPath">A folder by its path: below the Inbox of a user, below the subtree of public folders. Empty: wherever mail of its class goes.</param>
internal sealed record DeliveryTarget(Guid MailboxGuid, DirectoryObject? Account, string FolderPath);

/// <summary>What a recipient stands for; the token of its verdict.</summary>
/// <param name="Targets">Each mailbox once.</param>
internal sealed record ResolvedRecipient(IReadOnlyList<DeliveryTarget> Targets);

/// <summary>Finds the mailboxes behind an address.</summary>
internal sealed class RecipientResolver(IGrainFactory grains, DeliveryOptions options)
{
    private IDirectoryGrain Directory => grains.GetGrain<IDirectoryGrain>(0);

    /// <summary>The verdict on an address, before size and quota.</summary>
    public async Task<RecipientVerdict> ResolveAsync(string address)
    {
        if (await Directory.FindByAddressAsync(address) is { } exact) return await OfObjectAsync(exact, "");
        if (SplitSubaddress(address) is { } split && await Directory.FindByAddressAsync(split.Address) is { } found) return await OfObjectAsync(found, split.Folder);
        return new RecipientVerdict(DeliveryStatus.UnknownRecipient, Detail: "There is nobody of this address");
    }

    private async Task<RecipientVerdict> OfObjectAsync(DirectoryObject found, string folder)
    {
        switch (found.Kind)
        {
            case DirectoryKind.User or DirectoryKind.Room or DirectoryKind.Equipment:
                return Ok(new DeliveryTarget(found.MailboxGuid, found, folder));
            case DirectoryKind.PublicFolder:
                return await Directory.FindDomainAsync(found.Domain) is { } domain
                    ? Ok(new DeliveryTarget(domain.PublicMailbox, null, found.PublicFolderPath))
                    : new RecipientVerdict(DeliveryStatus.UnknownRecipient, Detail: "There is nobody of this address");
            case DirectoryKind.Group:
                return await OfGroupAsync(found);
            default:
                // A contact lives elsewhere: the MTA in front knows the way there, this server takes mail for its own mailboxes.
                return new RecipientVerdict(DeliveryStatus.Refused, Detail: "This address is a contact outside; mail for it is not delivered here");
        }
    }

    private async Task<RecipientVerdict> OfGroupAsync(DirectoryObject group)
    {
        IReadOnlyList<DirectoryObject> members;
        try
        {
            members = await Directory.ExpandGroupAsync(group.ObjectId);
        }
        catch (DirectoryException e)
        {
            return new RecipientVerdict(DeliveryStatus.Refused, Detail: e.Message.ReplaceLineEndings(" "));
        }
        var targets = members.Where(m => m.MailboxGuid != Guid.Empty).Select(m => new DeliveryTarget(m.MailboxGuid, m, "")).ToList();
        return targets.Count switch
        {
            0 => new RecipientVerdict(DeliveryStatus.UnknownRecipient, Detail: "The group has nobody with a mailbox"),
            var count when count > options.MaxGroupMembers => new RecipientVerdict(DeliveryStatus.Refused, Detail: $"The group has more than {options.MaxGroupMembers} members"),
            _ => Ok([.. targets]),
        };
    }

    private static RecipientVerdict Ok(params DeliveryTarget[] targets) => new(DeliveryStatus.Ok, new ResolvedRecipient(targets));

    /// <summary>The address without its sub-address and the folder that this names; null where there is none.</summary>
    internal (string Address, string Folder)? SplitSubaddress(string address)
    {
        if (options.SubaddressSeparator.Length == 0) return null;
        var at = address.LastIndexOf('@');
        if (at <= 0) return null;
        var local = address[..at];
        if (local.Length > 2 && local[0] == '"' && local[^1] == '"') local = local[1..^1];
        var plus = local.IndexOf(options.SubaddressSeparator, StringComparison.Ordinal);
        if (plus <= 0) return null;
        return (local[..plus] + address[at..], local[(plus + options.SubaddressSeparator.Length)..]);
    }
}
