using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// Personal distribution lists of a mailbox as recipients ([MS-OXOCNTC] 2.2.2): a client that does not expand them names the list, and nobody but
/// the mailbox that has it knows who is in it. Lists in lists are expanded, each once, whatever is in which.
/// </summary>
internal sealed class PersonalLists(IMailboxGrain mailbox, MailboxInfo info, IMailboxStore store, int maxMembers)
{
    private const string ListType = "MAPIPDL", ListClass = "IPM.DistList";

    private readonly MailboxKey _key = new(info.StoreId, info.Shard);
    private readonly HashSet<long> _seen = [];
    private (PropertyTag Members, PropertyTag OneOffs)? _tags;

    /// <summary>
    /// Who is in the list that a recipient names, as properties of recipients; null where it names none. A list that is gone has nobody in it.
    /// At most as many as a message may have, and one more.
    /// </summary>
    public async Task<IReadOnlyList<PropertyBag>?> MembersAsync(PropertyBag recipient, CancellationToken cancellationToken)
    {
        var entryId = recipient.GetBinary(PidTag.EntryId);
        var isList = ListType.Equals(recipient.GetString(PidTag.AddressType), StringComparison.OrdinalIgnoreCase)
            || (entryId is not null && ContactEntryIds.Unwrap(entryId) is { Kind: WrappedEntryIdKind.PersonalDistributionList });
        if (!isList) return null;
        var members = new List<PropertyBag>();
        _seen.Clear();
        if (entryId is not null) await AddAsync(entryId, members, cancellationToken);
        return members;
    }

    private async Task AddAsync(byte[] entryId, List<PropertyBag> members, CancellationToken cancellationToken)
    {
        var inner = ContactEntryIds.ParseContactAddress(entryId) ?? ContactEntryIds.Unwrap(entryId)?.EntryId ?? entryId;
        if (EntryIds.ParseMessage(inner) is not { } id || id.Message.ReplGuid != info.ReplGuid || !_seen.Add(id.Message.GlobCnt) || members.Count > maxMembers) return;
        if (await store.ReadMessageAsync(_key, id.Message.GlobCnt, MessageParts.Properties, cancellationToken) is not { DeletedAt: null } list) return;
        var bag = list.Content.Properties;
        if (bag.GetString(PidTag.MessageClass)?.StartsWith(ListClass, StringComparison.OrdinalIgnoreCase) != true) return;
        var (wrapped, oneOffs) = await TagsAsync();
        var (ids, texts) = (Binaries(bag, wrapped), Binaries(bag, oneOffs));
        for (var i = 0; i < ids.Length && members.Count <= maxMembers; i++)
        {
            if (ContactEntryIds.Unwrap(ids[i]) is { Kind: WrappedEntryIdKind.PersonalDistributionList, EntryId: var nested }) await AddAsync(nested, members, cancellationToken);
            else if (Member(ids[i], i < texts.Length ? texts[i] : []) is { } member) members.Add(member);
        }
    }

    /// <summary>Somebody in a list: by the address book's name where it is in it, else by the address that was kept beside it.</summary>
    private static PropertyBag? Member(byte[] wrapped, byte[] kept)
    {
        var member = new PropertyBag();
        var inner = ContactEntryIds.Unwrap(wrapped);
        if (inner is { } known && EntryIds.ParseAddressBook(known.EntryId) is { Length: > 0 } dn)
        {
            member.Set(PidTag.AddressType, "EX");
            member.Set(PidTag.EmailAddress, dn);
            if (EntryIds.ParseOneOff(kept, 0) is { } name) member.Set(PidTag.DisplayName, name.DisplayName);
            return member;
        }
        if ((EntryIds.ParseOneOff(kept, 0) ?? (inner is { } own ? EntryIds.ParseOneOff(own.EntryId, 0) : null)) is not { } oneOff) return null;
        member.Set(PidTag.DisplayName, oneOff.DisplayName);
        member.Set(PidTag.AddressType, oneOff.AddressType);
        member.Set(PidTag.EmailAddress, oneOff.EmailAddress);
        if (oneOff.AddressType.Equals("SMTP", StringComparison.OrdinalIgnoreCase)) member.Set(PidTag.SmtpAddress, oneOff.EmailAddress);
        member.Set(PidTag.EntryId, EntryIds.OneOff(oneOff.DisplayName, oneOff.AddressType, oneOff.EmailAddress));
        member.Set(PidTag.SearchKey, EntryIds.SearchKey(oneOff.AddressType, oneOff.EmailAddress));
        return member;
    }

    private static byte[][] Binaries(PropertyBag bag, PropertyTag tag) => tag.Id != 0 && bag.TryGet(tag, out PropertyValue value) && value.RawReference is byte[][] list ? list : [];

    private async ValueTask<(PropertyTag Members, PropertyTag OneOffs)> TagsAsync()
    {
        if (_tags is { } tags) return tags;
        var ids = await mailbox.GetPropertyIdsAsync([PidLid.DistributionListMembers.Name, PidLid.DistributionListOneOffMembers.Name], create: false);
        _tags = tags = (new PropertyTag(ids[0], PropertyType.MultipleBinary), new PropertyTag(ids[1], PropertyType.MultipleBinary));
        return tags;
    }
}
