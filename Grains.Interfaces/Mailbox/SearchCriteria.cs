using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>
/// What a search folder looks for ([MS-OXCFOLD] 2.2.1.4.1), and the bytes in which a mailbox keeps it
/// (<see cref="FolderRecord.SearchCriteria"/>). Property ids from 0x8000 are the mailbox' own.
/// </summary>
/// <param name="Restriction">Which messages; null for all.</param>
/// <param name="FolderIds">GLOBCNTs of the folders that are searched.</param>
/// <param name="Flags">SearchFlags that last: how the folders are searched, not that a search begins or stops.</param>
public sealed record SearchCriteria(Restriction? Restriction, IReadOnlyList<long> FolderIds, uint Flags)
{
    /// <summary>SearchFlags: subfolders too.</summary>
    public const uint Recursive = 0x0000_0004;

    private const byte Version = 1;

    /// <summary>The stored form: version, flags, counted folder ids, and the restriction with wide counts where there is one.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(256);
        writer.WriteByte(Version);
        writer.WriteUInt32(Flags);
        writer.WriteUInt16(checked((ushort)FolderIds.Count));
        foreach (var id in FolderIds) writer.WriteInt64(id);
        writer.WriteBool(Restriction is not null);
        Restriction?.Write(writer, CountWidth.Wide);
        return writer.ToArray();
    }

    /// <summary>The criteria, or null and the place where the bytes are none.</summary>
    public static SearchCriteria? TryParse(ReadOnlySpan<byte> bytes, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        var version = reader.ReadByte();
        if (version != Version) reader.Fail($"search criteria of version {version}");
        var flags = reader.ReadUInt32();
        var ids = new long[reader.ReadCount16(8)];
        for (var i = 0; i < ids.Length; i++) ids[i] = reader.ReadInt64();
        var restriction = reader.ReadBool() ? Restriction.Read(ref reader, CountWidth.Wide) : null;
        if (reader.Remaining > 0) reader.Fail("bytes after the search criteria");
        error = reader.Error;
        return error is null ? new SearchCriteria(restriction, ids, flags) : null;
    }
}
