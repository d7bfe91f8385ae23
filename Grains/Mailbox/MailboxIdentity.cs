using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>The identities that a mailbox gives to what is made in it, and what they say when they come back.</summary>
internal static class MailboxIdentity
{
    /// <summary>
    /// PidTagPredecessorChangeList with a change added. A list that isn't one (a client may have uploaded anything) is taken as empty, a
    /// key that isn't one adds nothing.
    /// </summary>
    public static byte[] Include(byte[] predecessors, byte[] changeKey)
    {
        var list = PredecessorChangeList.TryParse(predecessors, out _) ?? new PredecessorChangeList();
        if (Xid.IsValid(changeKey)) list.Include(changeKey);
        return list.ToArray();
    }

    /// <summary>
    /// The account that an address-book entry id of our own naming stands for, or empty: the last RDN of its X.500 name begins with the
    /// object's id (see <see cref="Interfaces.Directory.DirectoryObject.LegacyDN"/>).
    /// </summary>
    public static Guid AccountOf(ReadOnlySpan<byte> addressBookEntryId)
    {
        if (EntryIds.ParseAddressBook(addressBookEntryId) is not { } name) return Guid.Empty;
        var at = name.LastIndexOf("/cn=", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && name.Length >= at + 36 && Guid.TryParseExact(name.AsSpan(at + 4, 32), "N", out var account) ? account : Guid.Empty;
    }

    /// <summary>Whether a message of these properties was made by the caller (PidTagCreatorEntryId, which the mailbox keeps).</summary>
    public static bool IsCreator(PropertyBag message, MailboxCaller caller) =>
        caller.AccountId != Guid.Empty && message.GetBinary(PidTag.CreatorEntryId) is { } entryId && AccountOf(entryId) == caller.AccountId;

    /// <summary>Bytes of a bag, as a message's size counts them.</summary>
    public static long SizeOf(PropertyBag bag) => StorageFormat.SizeOf(new MessageContent { Properties = bag });
}
