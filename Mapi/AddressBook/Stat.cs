using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>A STAT ([MS-OXNSPI] 2.2.8): a place in an address book container, and how its table is sorted and read.</summary>
/// <param name="SortType">A <see cref="NspiConstants"/> sort order.</param>
/// <param name="ContainerId">Minimal Entry ID of the container; 0 is the global address list.</param>
/// <param name="CurrentRec">Minimal Entry ID of the row, or a MID_ constant.</param>
/// <param name="Delta">Rows to move from there.</param>
/// <param name="NumPos">The row's position, approximately.</param>
/// <param name="TotalRecs">Rows in the table, approximately.</param>
/// <param name="CodePage">The code page of 8-bit text.</param>
/// <param name="TemplateLocale">The locale of templates.</param>
/// <param name="SortLocale">The locale of sorting.</param>
public readonly record struct Stat(
    uint SortType, uint ContainerId, uint CurrentRec, int Delta, uint NumPos, uint TotalRecs, uint CodePage, uint TemplateLocale, uint SortLocale)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 36;

    /// <summary>The beginning of the global address list, with the code page and locales of a Western client.</summary>
    public static Stat Default => new(0, 0, NspiConstants.MidBeginningOfTable, 0, 0, 0, 1252, NspiConstants.DefaultLocale, NspiConstants.DefaultLocale);

    /// <summary>Reads the wire form.</summary>
    public static Stat Read(ref MapiReader reader) => new(
        reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadInt32(), reader.ReadUInt32(), reader.ReadUInt32(),
        reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());

    /// <summary>Writes the wire form.</summary>
    public void Write(MapiWriter writer)
    {
        writer.WriteUInt32(SortType);
        writer.WriteUInt32(ContainerId);
        writer.WriteUInt32(CurrentRec);
        writer.WriteInt32(Delta);
        writer.WriteUInt32(NumPos);
        writer.WriteUInt32(TotalRecs);
        writer.WriteUInt32(CodePage);
        writer.WriteUInt32(TemplateLocale);
        writer.WriteUInt32(SortLocale);
    }
}
