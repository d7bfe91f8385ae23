using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>LogonFlags ([MS-OXCSTOR] 2.2.1.1.1).</summary>
[Flags]
public enum LogonFlags : byte
{
    /// <summary>None: a logon to public folders.</summary>
    None = 0,
    /// <summary>A logon to a private mailbox.</summary>
    Private = 0x01,
    /// <summary>Ignored by servers.</summary>
    Undercover = 0x02,
    /// <summary>Public folders: those of this very server.</summary>
    Ghosted = 0x04,
    /// <summary>Ignored by servers.</summary>
    SpoolerProcess = 0x08,
}

/// <summary>OpenFlags ([MS-OXCSTOR] 2.2.1.1.1).</summary>
[Flags]
public enum OpenFlags : uint
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>USE_ADMIN_PRIVILEGE: administrative access.</summary>
    UseAdminPrivilege = 0x0000_0001,
    /// <summary>PUBLIC: a public-folder store.</summary>
    Public = 0x0000_0002,
    /// <summary>HOME_LOGON: ignored.</summary>
    HomeLogon = 0x0000_0004,
    /// <summary>TAKE_OWNERSHIP: ignored.</summary>
    TakeOwnership = 0x0000_0008,
    /// <summary>ALTERNATE_SERVER: asks for another public-folder server.</summary>
    AlternateServer = 0x0000_0100,
    /// <summary>IGNORE_HOME_MDB: a public store that is not the user's default one.</summary>
    IgnoreHomeMdb = 0x0000_0200,
    /// <summary>NO_MAIL: ignored.</summary>
    NoMail = 0x0000_0400,
    /// <summary>USE_PER_MDB_REPLID_MAPPING: each logon has replids of its own.</summary>
    UsePerMdbReplidMapping = 0x0100_0000,
    /// <summary>SUPPORT_PROGRESS: RopSetReadFlags may answer RopProgress.</summary>
    SupportProgress = 0x2000_0000,
}

/// <summary>ResponseFlags of a private logon ([MS-OXCSTOR] 2.2.1.1.3).</summary>
[Flags]
public enum LogonResponseFlags : byte
{
    /// <summary>Always set.</summary>
    Reserved = 0x01,
    /// <summary>OwnerRight: the user owns the mailbox.</summary>
    OwnerRight = 0x02,
    /// <summary>SendAsRight: the user may send from the mailbox.</summary>
    SendAsRight = 0x04,
    /// <summary>OOF: the owner is out of office.</summary>
    OutOfOffice = 0x10,
}

/// <summary>RopLogon (0xFE, [MS-OXCROPS] 2.2.3.1.1). Its handle index is the OutputHandleIndex.</summary>
public sealed class LogonRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopLogon;

    /// <summary>Private or public, and how.</summary>
    public LogonFlags LogonFlags { get; set; }

    /// <summary>Further flags.</summary>
    public OpenFlags OpenFlags { get; set; }

    /// <summary>Not used; 0.</summary>
    public uint StoreState { get; set; }

    /// <summary>The X.500 name of the mailbox, ASCII; its terminator goes with it on the wire. Null where EssdnSize is 0.</summary>
    public string? Essdn { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte((byte)LogonFlags);
        writer.WriteUInt32((uint)OpenFlags);
        writer.WriteUInt32(StoreState);
        writer.WriteUInt16(checked((ushort)(Essdn is null ? 0 : Essdn.Length + 1)));
        if (Essdn is not null) writer.WriteAsciiZ(Essdn);
    }

    internal static LogonRequest Read(ref MapiReader reader)
    {
        var request = new LogonRequest { LogonFlags = (LogonFlags)reader.ReadByte(), OpenFlags = (OpenFlags)reader.ReadUInt32(), StoreState = reader.ReadUInt32() };
        var essdn = reader.ReadSpan(reader.ReadCount16(1));
        if (essdn.IsEmpty) return request;
        // The size counts the terminator; a name without one is taken whole.
        var end = essdn.IndexOf((byte)0);
        request.Essdn = System.Text.Encoding.ASCII.GetString(end < 0 ? essdn : essdn[..end]);
        return request;
    }
}

/// <summary>
/// The response to RopLogon ([MS-OXCROPS] 2.2.3.1.2 to 2.2.3.1.5): of a private mailbox, of public folders (LogonFlags without Private), a
/// redirection (ReturnValue WrongServer), or a failure, which has no body.
/// </summary>
public sealed class LogonResponse : RopResponse
{
    /// <summary>How many FolderIds there are.</summary>
    public const int FolderIdCount = 13;

    private readonly ulong[] _folderIds = new ulong[FolderIdCount];

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopLogon;

    /// <summary>The request's Private, Undercover and Ghosted flags.</summary>
    public LogonFlags LogonFlags { get; set; }

    /// <summary>Ids of special folders, in the order of [MS-OXCSTOR] 2.2.1.1.3 or 2.2.1.1.4; 0 where there is none.</summary>
    public Span<ulong> FolderIds => _folderIds;

    /// <summary>Private: the user's standing.</summary>
    public LogonResponseFlags ResponseFlags { get; set; }

    /// <summary>Private: the mailbox.</summary>
    public Guid MailboxGuid { get; set; }

    /// <summary>The replica's short id.</summary>
    public ushort ReplId { get; set; }

    /// <summary>The replica.</summary>
    public Guid ReplGuid { get; set; }

    /// <summary>Public: not used.</summary>
    public Guid PerUserGuid { get; set; }

    /// <summary>Private: when the logon was done, UTC, to the second.</summary>
    public DateTime LogonTime { get; set; }

    /// <summary>Private: changes whenever the address types do.</summary>
    public ulong GwartTime { get; set; }

    /// <summary>Private: not used; 0.</summary>
    public uint StoreState { get; set; }

    /// <summary>Redirection: the server to connect to, ASCII.</summary>
    public string ServerName { get; set; } = "";

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.WrongServer)
        {
            writer.WriteByte((byte)LogonFlags);
            writer.WriteByte(checked((byte)(ServerName.Length + 1)));
            writer.WriteAsciiZ(ServerName);
            return;
        }
        if (ReturnValue != MapiError.Success) return;
        writer.WriteByte((byte)LogonFlags);
        foreach (var id in _folderIds) writer.WriteUInt64(id);
        if ((LogonFlags & LogonFlags.Private) == 0)
        {
            writer.WriteUInt16(ReplId);
            writer.WriteGuid(ReplGuid);
            writer.WriteGuid(PerUserGuid);
            return;
        }
        writer.WriteByte((byte)ResponseFlags);
        writer.WriteGuid(MailboxGuid);
        writer.WriteUInt16(ReplId);
        writer.WriteGuid(ReplGuid);
        WriteTime(writer, LogonTime);
        writer.WriteUInt64(GwartTime);
        writer.WriteUInt32(StoreState);
    }

    internal static LogonResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new LogonResponse { ReturnValue = error };
        if (error is not (MapiError.Success or MapiError.WrongServer)) return response;
        response.LogonFlags = (LogonFlags)reader.ReadByte();
        if (error == MapiError.WrongServer)
        {
            var name = new MapiReader(reader.ReadSpan(reader.ReadByte()), reader.Position);
            response.ServerName = name.Remaining > 0 ? name.ReadAsciiZ() : "";
            if (name.Failed) reader.Fail("a server name without end");
            return response;
        }
        for (var i = 0; i < FolderIdCount; i++) response._folderIds[i] = reader.ReadUInt64();
        if ((response.LogonFlags & LogonFlags.Private) == 0)
        {
            response.ReplId = reader.ReadUInt16();
            response.ReplGuid = reader.ReadGuid();
            response.PerUserGuid = reader.ReadGuid();
            return response;
        }
        response.ResponseFlags = (LogonResponseFlags)reader.ReadByte();
        response.MailboxGuid = reader.ReadGuid();
        response.ReplId = reader.ReadUInt16();
        response.ReplGuid = reader.ReadGuid();
        response.LogonTime = ReadTime(ref reader);
        response.GwartTime = reader.ReadUInt64();
        response.StoreState = reader.ReadUInt32();
        return response;
    }

    // LogonTime ([MS-OXCROPS] 2.2.3.1.2.1).
    private static void WriteTime(MapiWriter writer, DateTime time)
    {
        writer.WriteByte((byte)time.Second);
        writer.WriteByte((byte)time.Minute);
        writer.WriteByte((byte)time.Hour);
        writer.WriteByte((byte)time.DayOfWeek);
        writer.WriteByte((byte)time.Day);
        writer.WriteByte((byte)time.Month);
        writer.WriteUInt16((ushort)time.Year);
    }

    private static DateTime ReadTime(ref MapiReader reader)
    {
        var (second, minute, hour) = (reader.ReadByte(), reader.ReadByte(), reader.ReadByte());
        reader.ReadByte();
        var (day, month, year) = (reader.ReadByte(), reader.ReadByte(), reader.ReadUInt16());
        if (reader.Failed) return default;
        if (second > 59 || minute > 59 || hour > 23 || month is 0 or > 12 || year is 0 or > 9999 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            reader.Fail($"no time: {year}-{month}-{day} {hour}:{minute}:{second}");
            return default;
        }
        return new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
    }
}

/// <summary>A request that has no body of its own: RopRelease, RopGetReceiveFolderTable, RopGetStoreState.</summary>
public sealed class LogonSimpleRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
    }
}
