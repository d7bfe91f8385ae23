using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Identifiers;

/// <summary>What a wrapped entry id of a personal distribution list's member is of ([MS-OXOCNTC] 2.2.2.4.2).</summary>
public enum WrappedEntryIdKind
{
    /// <summary>A one-off entry id.</summary>
    OneOff = 0,
    /// <summary>A contact's message entry id.</summary>
    Contact = 3,
    /// <summary>A personal distribution list's message entry id.</summary>
    PersonalDistributionList = 4,
    /// <summary>A mail user's address book entry id.</summary>
    MailUser = 5,
    /// <summary>A distribution list's address book entry id.</summary>
    DistributionList = 6,
}

/// <summary>Entry ids by which clients name contacts and personal distribution lists as recipients.</summary>
public static class ContactEntryIds
{
    private const byte KindMask = 0x0F;

    /// <summary>A wrapped entry id ([MS-OXOCNTC] 2.2.2.4.2): flags, provider, type, and the entry id that it wraps.</summary>
    public static byte[] Wrap(WrappedEntryIdKind kind, byte[] entryId)
    {
        // The bits above the kind say which of a contact's addresses; Outlook sets them as for the first.
        const byte firstAddress = 0xC0, noAddress = 0xB0;
        using var writer = new MapiWriter(21 + entryId.Length);
        writer.WriteUInt32(0);
        writer.WriteGuid(PropertySets.WAB_GUID);
        writer.WriteByte((byte)((kind == WrappedEntryIdKind.Contact ? firstAddress : kind == WrappedEntryIdKind.OneOff ? 0 : noAddress) | (byte)kind));
        writer.WriteBytes(entryId);
        return writer.ToArray();
    }

    /// <summary>What a wrapped entry id wraps, or null where the bytes are not one. A plain one-off entry id wraps itself.</summary>
    public static (WrappedEntryIdKind Kind, byte[] EntryId)? Unwrap(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        reader.Skip(4);
        var provider = reader.ReadGuid();
        if (!reader.Failed && provider == PropertySets.muidOOP) return (WrappedEntryIdKind.OneOff, bytes.ToArray());
        var type = reader.ReadByte();
        if (reader.Failed || provider != PropertySets.WAB_GUID || !Enum.IsDefined((WrappedEntryIdKind)(type & KindMask))) return null;
        return ((WrappedEntryIdKind)(type & KindMask), reader.ReadSpan(reader.Remaining).ToArray());
    }

    /// <summary>A contact address entry id ([MS-OXCDATA] 2.2.5.3) of a message: type 4 is a contact, 5 a personal distribution list.</summary>
    public static byte[] ContactAddress(byte[] messageEntryId, uint type, uint index = 0)
    {
        using var writer = new MapiWriter(36 + messageEntryId.Length);
        writer.WriteUInt32(0);
        writer.WriteGuid(PropertySets.muidContabDLL);
        writer.WriteUInt32(3);
        writer.WriteUInt32(type);
        writer.WriteUInt32(index);
        writer.WriteUInt32((uint)messageEntryId.Length);
        writer.WriteBytes(messageEntryId);
        return writer.ToArray();
    }

    /// <summary>The message entry id in a contact address entry id, or null where the bytes are not one.</summary>
    public static byte[]? ParseContactAddress(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        reader.Skip(4);
        var provider = reader.ReadGuid();
        reader.Skip(12);
        var entryId = reader.ReadSpan(reader.ReadCount32(1));
        return reader.Failed || provider != PropertySets.muidContabDLL ? null : entryId.ToArray();
    }
}
