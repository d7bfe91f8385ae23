using System.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Identifiers;

/// <summary>Entry ids of stores, folders, messages and recipients ([MS-OXCDATA] 2.2.4, 2.2.5).</summary>
public static class EntryIds
{
    /// <summary>FolderType of private folders.</summary>
    public const ushort PrivateFolder = 0x0001;
    /// <summary>FolderType of public folders.</summary>
    public const ushort PublicFolder = 0x0003;
    /// <summary>MessageType of messages in private stores.</summary>
    public const ushort PrivateMessage = 0x0007;
    /// <summary>MessageType of messages in public folders.</summary>
    public const ushort PublicMessage = 0x0009;

    /// <summary>A folder's entry id, 46 bytes ([MS-OXCDATA] 2.2.4.1). <paramref name="providerUid"/> is the mailbox GUID, or the public store's fixed one.</summary>
    public static byte[] Folder(Guid providerUid, bool isPublic, LongTermId folder)
    {
        using var writer = new MapiWriter(46);
        writer.WriteUInt32(0);
        writer.WriteGuid(providerUid);
        writer.WriteUInt16(isPublic ? PublicFolder : PrivateFolder);
        folder.Write(writer);
        return writer.ToArray();
    }

    /// <summary>A message's entry id, 70 bytes ([MS-OXCDATA] 2.2.4.2).</summary>
    public static byte[] Message(Guid providerUid, bool isPublic, LongTermId folder, LongTermId message)
    {
        using var writer = new MapiWriter(70);
        writer.WriteUInt32(0);
        writer.WriteGuid(providerUid);
        writer.WriteUInt16(isPublic ? PublicMessage : PrivateMessage);
        folder.Write(writer);
        message.Write(writer);
        return writer.ToArray();
    }

    /// <summary>The folder of a folder entry id, or null where the bytes are not one.</summary>
    public static LongTermId? ParseFolder(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        reader.Skip(20);
        var type = reader.ReadUInt16();
        var folder = LongTermId.Read(ref reader);
        return reader.AtEnd && type is PrivateFolder or PublicFolder ? folder : null;
    }

    /// <summary>Folder and message of a message entry id, or null where the bytes are not one.</summary>
    public static (LongTermId Folder, LongTermId Message)? ParseMessage(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        reader.Skip(20);
        var type = reader.ReadUInt16();
        var folder = LongTermId.Read(ref reader);
        var message = LongTermId.Read(ref reader);
        return reader.AtEnd && type is PrivateMessage or PublicMessage ? (folder, message) : null;
    }

    /// <summary>A store's entry id ([MS-OXCDATA] 2.2.4.3): a wrapped one of emsmdb.dll.</summary>
    public static byte[] Store(bool isPublic, string serverShortName, string mailboxDn)
    {
        using var writer = new MapiWriter(256);
        writer.WriteUInt32(0);
        writer.WriteGuid(PropertySets.muidStoreWrap);
        writer.WriteByte(0);
        writer.WriteByte(0);
        writer.WriteBytes("emsmdb.dll"u8);
        writer.WriteBytes([0, 0, 0, 0]);
        writer.WriteUInt32(0);
        writer.WriteGuid(isPublic ? PropertySets.g_muidStorePublic : PropertySets.g_muidStorePrivate);
        writer.WriteUInt32(isPublic ? 0x00000006u : 0x0000000Cu);
        writer.WriteAsciiZ(serverShortName);
        if (!isPublic) writer.WriteAsciiZ(mailboxDn);
        return writer.ToArray();
    }

    /// <summary>A one-off entry id ([MS-OXCDATA] 2.2.5.1) in Unicode: a recipient that is in no address book.</summary>
    public static byte[] OneOff(string displayName, string addressType, string emailAddress)
    {
        using var writer = new MapiWriter(128);
        writer.WriteUInt32(0);
        writer.WriteGuid(PropertySets.muidOOP);
        writer.WriteUInt16(0);
        // Unicode, no rich info, MIME with text and HTML.
        writer.WriteUInt16(0x9001);
        writer.WriteUnicodeZ(displayName);
        writer.WriteUnicodeZ(addressType);
        writer.WriteUnicodeZ(emailAddress);
        return writer.ToArray();
    }

    /// <summary>What a one-off entry id says, or null where the bytes are not one. Text of the 8-bit form is read by the code page.</summary>
    public static (string DisplayName, string AddressType, string EmailAddress)? ParseOneOff(ReadOnlySpan<byte> bytes, int codePage)
    {
        var reader = new MapiReader(bytes);
        reader.Skip(4);
        var provider = reader.ReadGuid();
        reader.Skip(2);
        var flags = reader.ReadUInt16();
        if (reader.Failed || provider != PropertySets.muidOOP) return null;
        (string, string, string) parts;
        if ((flags & 0x8000) != 0)
        {
            parts = (reader.ReadUnicodeZ(), reader.ReadUnicodeZ(), reader.ReadUnicodeZ());
        }
        else
        {
            var encoding = TextConversion.EncodingOf(codePage);
            parts = (encoding.GetString(reader.ReadString8Z()), encoding.GetString(reader.ReadString8Z()), encoding.GetString(reader.ReadString8Z()));
        }
        return reader.Failed ? null : parts;
    }

    /// <summary>An address book's entry id ([MS-OXCDATA] 2.2.5.2). Type 0 is a mail user, 1 a list, 2 a folder, 6 a remote mail user.</summary>
    public static byte[] AddressBook(string x500Dn, uint type = 0)
    {
        using var writer = new MapiWriter(28 + x500Dn.Length + 1);
        writer.WriteUInt32(0);
        writer.WriteGuid(PropertySets.muidEMSAB);
        writer.WriteUInt32(1);
        writer.WriteUInt32(type);
        writer.WriteAsciiZ(x500Dn);
        return writer.ToArray();
    }

    /// <summary>The X.500 name in an address book entry id, or null where the bytes are not one.</summary>
    public static string? ParseAddressBook(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        reader.Skip(4);
        var provider = reader.ReadGuid();
        reader.Skip(8);
        var dn = reader.ReadAsciiZ();
        return !reader.Failed && provider == PropertySets.muidEMSAB ? dn : null;
    }

    /// <summary>PidTagSearchKey and the like of an address: type, colon, address in upper case, terminator.</summary>
    public static byte[] SearchKey(string addressType, string emailAddress) =>
        Encoding.UTF8.GetBytes($"{addressType}:{emailAddress}".ToUpperInvariant() + "\0");
}
