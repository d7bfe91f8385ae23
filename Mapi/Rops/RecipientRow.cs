using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RecipientFlags ([MS-OXCDATA] 2.8.3.1): which standard properties a recipient row carries. The low three bits are the address type.</summary>
[Flags]
public enum RecipientFlags : ushort
{
    /// <summary>NoType, and nothing else.</summary>
    None = 0x0000,
    /// <summary>The bits of <see cref="RecipientAddressType"/>.</summary>
    TypeMask = 0x0007,
    /// <summary>E: EmailAddress is there.</summary>
    EmailAddress = 0x0008,
    /// <summary>D: DisplayName is there.</summary>
    DisplayName = 0x0010,
    /// <summary>T: TransmittableDisplayName is there.</summary>
    TransmittableDisplayName = 0x0020,
    /// <summary>S: PidTagTransmittableDisplayName is what PidTagDisplayName is.</summary>
    SameDisplayName = 0x0040,
    /// <summary>R: another transport is responsible for delivery to this recipient (PidTagResponsibility).</summary>
    Responsible = 0x0080,
    /// <summary>N: does not take rich text (PidTagSendRichInfo is false).</summary>
    NoRichText = 0x0100,
    /// <summary>U: text is UTF-16; else it is in the code page that goes with the row.</summary>
    Unicode = 0x0200,
    /// <summary>I: SimpleDisplayName is there.</summary>
    SimpleDisplayName = 0x0400,
    /// <summary>O: AddressType is there: the type is none of the seven that have a number.</summary>
    OtherAddressType = 0x8000,
}

/// <summary>The address types that have a number ([MS-OXCDATA] 2.8.3.1).</summary>
public enum RecipientAddressType : byte
{
    /// <summary>None, or one that is spelt out.</summary>
    None = 0,
    /// <summary>An address book object by its X.500 name: "EX".</summary>
    X500Dn = 1,
    /// <summary>"MS".</summary>
    MsMail = 2,
    /// <summary>"SMTP".</summary>
    Smtp = 3,
    /// <summary>"FAX".</summary>
    Fax = 4,
    /// <summary>"PROFS".</summary>
    ProfessionalOfficeSystem = 5,
    /// <summary>A personal distribution list, "MAPIPDL".</summary>
    PersonalDistributionList1 = 6,
    /// <summary>A personal distribution list, "MAPIPDL".</summary>
    PersonalDistributionList2 = 7,
}

/// <summary>
/// A RecipientRow ([MS-OXCDATA] 2.8.3): flags, standard properties, and the values of columns that go with the ROP. Text is as it is on
/// the wire: PtypString with <see cref="RecipientFlags.Unicode"/>, else PtypString8; a value that the flags leave out is default.
/// </summary>
public sealed class RecipientRow
{
    /// <summary>Which fields there are.</summary>
    public RecipientFlags Flags { get; set; }

    /// <summary>The address type, of <see cref="Flags"/>.</summary>
    public RecipientAddressType Type => (RecipientAddressType)(Flags & RecipientFlags.TypeMask);

    /// <summary>X500Dn: how many characters of the server's DN prefix come before <see cref="X500Dn"/>.</summary>
    public byte AddressPrefixUsed { get; set; }

    /// <summary>X500Dn: what the object is: 0 a mail user, 1 a list, 2 a folder, 3 an agent, 4 an organization, 5 a private list, 6 a remote mail user.</summary>
    public byte DisplayType { get; set; }

    /// <summary>X500Dn: the name, without the prefix.</summary>
    public string X500Dn { get; set; } = "";

    /// <summary>Personal distribution lists: the list's entry id.</summary>
    public byte[] EntryId { get; set; } = [];

    /// <summary>Personal distribution lists: the list's search key.</summary>
    public byte[] SearchKey { get; set; } = [];

    /// <summary>Type None with <see cref="RecipientFlags.OtherAddressType"/>: the address type, ASCII.</summary>
    public string AddressType { get; set; } = "";

    /// <summary>PidTagEmailAddress.</summary>
    public PropertyValue EmailAddress { get; set; }

    /// <summary>PidTagDisplayName.</summary>
    public PropertyValue DisplayName { get; set; }

    /// <summary>PidTagAddressBookDisplayNamePrintable (PidTag7BitDisplayName).</summary>
    public PropertyValue SimpleDisplayName { get; set; }

    /// <summary>PidTagTransmittableDisplayName.</summary>
    public PropertyValue TransmittableDisplayName { get; set; }

    /// <summary>Values of the first columns of the ROP's RecipientColumns; absent ones are default, errors of type ErrorCode.</summary>
    public PropertyValue[] Values { get; set; } = [];

    private bool IsPersonalList => Type is RecipientAddressType.PersonalDistributionList1 or RecipientAddressType.PersonalDistributionList2;

    /// <summary>Reads a row.</summary>
    public static RecipientRow Read(ref MapiReader reader, ReadOnlySpan<PropertyTag> columns)
    {
        var row = new RecipientRow { Flags = (RecipientFlags)reader.ReadUInt16() };
        if (row.Type == RecipientAddressType.X500Dn)
        {
            row.AddressPrefixUsed = reader.ReadByte();
            row.DisplayType = reader.ReadByte();
            row.X500Dn = reader.ReadAsciiZ();
        }
        else if (row.IsPersonalList)
        {
            row.EntryId = TableRops.ReadCounted(ref reader);
            row.SearchKey = TableRops.ReadCounted(ref reader);
        }
        else if (row.Type == RecipientAddressType.None && row.Flags.HasFlag(RecipientFlags.OtherAddressType))
        {
            row.AddressType = reader.ReadAsciiZ();
        }
        row.EmailAddress = row.ReadText(ref reader, RecipientFlags.EmailAddress);
        row.DisplayName = row.ReadText(ref reader, RecipientFlags.DisplayName);
        row.SimpleDisplayName = row.ReadText(ref reader, RecipientFlags.SimpleDisplayName);
        row.TransmittableDisplayName = row.ReadText(ref reader, RecipientFlags.TransmittableDisplayName);
        var count = reader.ReadUInt16();
        if (count > columns.Length) reader.Fail($"{count} recipient properties of {columns.Length} columns");
        row.Values = reader.Failed ? [] : PropertyRow.Read(ref reader, columns[..count]);
        return row;
    }

    /// <summary>Writes the row.</summary>
    public void Write(MapiWriter writer, ReadOnlySpan<PropertyTag> columns)
    {
        writer.WriteUInt16((ushort)Flags);
        if (Type == RecipientAddressType.X500Dn)
        {
            writer.WriteByte(AddressPrefixUsed);
            writer.WriteByte(DisplayType);
            writer.WriteAsciiZ(X500Dn);
        }
        else if (IsPersonalList)
        {
            TableRops.WriteCounted(writer, EntryId);
            TableRops.WriteCounted(writer, SearchKey);
        }
        else if (Type == RecipientAddressType.None && Flags.HasFlag(RecipientFlags.OtherAddressType))
        {
            writer.WriteAsciiZ(AddressType);
        }
        WriteText(writer, EmailAddress, RecipientFlags.EmailAddress);
        WriteText(writer, DisplayName, RecipientFlags.DisplayName);
        WriteText(writer, SimpleDisplayName, RecipientFlags.SimpleDisplayName);
        WriteText(writer, TransmittableDisplayName, RecipientFlags.TransmittableDisplayName);
        writer.WriteUInt16(checked((ushort)Values.Length));
        PropertyRow.Write(writer, columns[..Values.Length], Values);
    }

    private PropertyValue ReadText(ref MapiReader reader, RecipientFlags flag)
    {
        if (!Flags.HasFlag(flag)) return default;
        return Flags.HasFlag(RecipientFlags.Unicode) ? PropertyValue.String(reader.ReadUnicodeZ()) : PropertyValue.String8(reader.ReadString8Z());
    }

    private void WriteText(MapiWriter writer, PropertyValue value, RecipientFlags flag)
    {
        if (Flags.HasFlag(flag)) PropertyValueCodec.Write(writer, value, CountWidth.Narrow);
    }
}

/// <summary>
/// OpenRecipientRow and ReadRecipientRow ([MS-OXCROPS] 2.2.6.1.2.1, 2.2.6.6.2.1): a recipient as the server gives it. They differ in the
/// RowId, which only the latter has.
/// </summary>
public sealed class ServerRecipientRow
{
    /// <summary>Bytes before the row itself, RowId not counted.</summary>
    public const int HeaderSize = 7;

    /// <summary>PidTagRowid; 0 where the row has none.</summary>
    public uint RowId { get; set; }

    /// <summary>1 To, 2 Cc, 3 Bcc, with flags ([MS-OXCMSG] 2.2.3.1.2).</summary>
    public byte RecipientType { get; set; }

    /// <summary>The code page of 8-bit text in the row.</summary>
    public ushort CodePageId { get; set; }

    /// <summary>The recipient.</summary>
    public required RecipientRow Row { get; init; }

    internal static ServerRecipientRow Read(ref MapiReader reader, ReadOnlySpan<PropertyTag> columns, bool withRowId)
    {
        var rowId = withRowId ? reader.ReadUInt32() : 0;
        var type = reader.ReadByte();
        var codePage = reader.ReadUInt16();
        reader.Skip(2);
        return new ServerRecipientRow { RowId = rowId, RecipientType = type, CodePageId = codePage, Row = RecipientRows.ReadSized(ref reader, columns) ?? new RecipientRow() };
    }

    internal void Write(MapiWriter writer, ReadOnlySpan<PropertyTag> columns, bool withRowId)
    {
        if (withRowId) writer.WriteUInt32(RowId);
        writer.WriteByte(RecipientType);
        writer.WriteUInt16(CodePageId);
        writer.WriteUInt16(0);
        RecipientRows.WriteSized(writer, Row, columns);
    }
}

/// <summary>ModifyRecipientRow ([MS-OXCROPS] 2.2.6.5.1.1): a recipient to add or to replace, or, without a row, to delete.</summary>
public sealed class ModifyRecipientRow
{
    /// <summary>Which recipient.</summary>
    public uint RowId { get; set; }

    /// <summary>1 To, 2 Cc, 3 Bcc, with flags ([MS-OXCMSG] 2.2.3.1.2).</summary>
    public byte RecipientType { get; set; }

    /// <summary>The recipient, or null (RecipientRowSize 0) where it goes.</summary>
    public RecipientRow? Row { get; set; }

    internal static ModifyRecipientRow Read(ref MapiReader reader, ReadOnlySpan<PropertyTag> columns) =>
        new() { RowId = reader.ReadUInt32(), RecipientType = reader.ReadByte(), Row = RecipientRows.ReadSized(ref reader, columns) };

    internal void Write(MapiWriter writer, ReadOnlySpan<PropertyTag> columns)
    {
        writer.WriteUInt32(RowId);
        writer.WriteByte(RecipientType);
        if (Row is null) writer.WriteUInt16(0);
        else RecipientRows.WriteSized(writer, Row, columns);
    }
}

/// <summary>Rows that say their own size.</summary>
internal static class RecipientRows
{
    internal static RecipientRow? ReadSized(ref MapiReader reader, ReadOnlySpan<PropertyTag> columns)
    {
        var size = reader.ReadUInt16();
        if (size == 0) return null;
        var origin = reader.Position;
        var bytes = reader.ReadSpan(size);
        var inner = new MapiReader(bytes, origin);
        var row = RecipientRow.Read(ref inner, columns);
        if (!inner.AtEnd && !reader.Failed) reader.Fail(inner.Error?.Reason ?? $"a recipient row of {size} bytes, {inner.Position} read");
        return row;
    }

    internal static void WriteSized(MapiWriter writer, RecipientRow row, ReadOnlySpan<PropertyTag> columns)
    {
        var at = writer.Length;
        writer.WriteUInt16(0);
        row.Write(writer, columns);
        writer.PatchUInt16(at, checked((ushort)(writer.Length - at - 2)));
    }
}
