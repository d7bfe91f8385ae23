using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>AUX_PERF_REQUESTID ([MS-OXCRPC] 2.2.2.2.1).</summary>
/// <param name="SessionId">The session.</param>
/// <param name="RequestId">The request.</param>
public sealed record AuxPerfRequestId(ushort SessionId, ushort RequestId) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.PerfRequestId;
    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt16(SessionId);
        writer.WriteUInt16(RequestId);
    }
}

/// <summary>AUX_PERF_SESSIONINFO and AUX_PERF_SESSIONINFO_V2 ([MS-OXCRPC] 2.2.2.2.2, 2.2.2.2.3).</summary>
/// <param name="SessionId">The session's number.</param>
/// <param name="SessionGuid">The session's GUID.</param>
/// <param name="ConnectionId">The connection's number: only in version 2.</param>
public sealed record AuxPerfSessionInfo(ushort SessionId, Guid SessionGuid, uint? ConnectionId = null) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => ConnectionId is null ? (byte)1 : (byte)2;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.PerfSessionInfo;
    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt16(SessionId);
        writer.WriteUInt16(0);
        writer.WriteGuid(SessionGuid);
        if (ConnectionId is { } connection) writer.WriteUInt32(connection);
    }
}

/// <summary>How a client works (AUX_PERF_CLIENTINFO, ClientMode).</summary>
public enum AuxClientMode : ushort
{
    /// <summary>CLIENTMODE_UNKNOWN.</summary>
    Unknown = 0,
    /// <summary>CLIENTMODE_CLASSIC: online.</summary>
    Classic = 1,
    /// <summary>CLIENTMODE_CACHED.</summary>
    Cached = 2,
}

/// <summary>AUX_PERF_CLIENTINFO ([MS-OXCRPC] 2.2.2.2.4): who the client is.</summary>
public sealed record AuxPerfClientInfo : AuxBlock
{
    /// <summary>AdapterSpeed, in kilobits a second.</summary>
    public uint AdapterSpeed { get; init; }
    /// <summary>ClientId: the client's own number for itself.</summary>
    public ushort ClientId { get; init; }
    /// <summary>MachineName.</summary>
    public string MachineName { get; init; } = "";
    /// <summary>UserName: the account's name.</summary>
    public string UserName { get; init; } = "";
    /// <summary>ClientIP.</summary>
    public byte[] ClientIP { get; init; } = [];
    /// <summary>ClientIPMask.</summary>
    public byte[] ClientIPMask { get; init; } = [];
    /// <summary>AdapterName.</summary>
    public string AdapterName { get; init; } = "";
    /// <summary>MacAddress.</summary>
    public byte[] MacAddress { get; init; } = [];
    /// <summary>ClientMode.</summary>
    public AuxClientMode ClientMode { get; init; }

    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.PerfClientInfo;

    internal static AuxPerfClientInfo Read(ref AuxReader r)
    {
        var speed = r.UInt32();
        var id = r.UInt16();
        ushort machine = r.UInt16(), user = r.UInt16();
        ushort ipSize = r.UInt16(), ip = r.UInt16(), maskSize = r.UInt16(), mask = r.UInt16();
        var adapter = r.UInt16();
        ushort macSize = r.UInt16(), mac = r.UInt16();
        var mode = (AuxClientMode)r.UInt16();
        r.Skip(2);
        return new AuxPerfClientInfo
        {
            AdapterSpeed = speed,
            ClientId = id,
            MachineName = r.TextAt(machine),
            UserName = r.TextAt(user),
            ClientIP = r.BytesAt(ip, ipSize),
            ClientIPMask = r.BytesAt(mask, maskSize),
            AdapterName = r.TextAt(adapter),
            MacAddress = r.BytesAt(mac, macSize),
            ClientMode = mode,
        };
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt32(AdapterSpeed);
        writer.WriteUInt16(ClientId);
        var machine = writer.Length;
        writer.WriteUInt32(0);
        writer.WriteUInt16(checked((ushort)ClientIP.Length));
        writer.WriteUInt16(0);
        writer.WriteUInt16(checked((ushort)ClientIPMask.Length));
        writer.WriteUInt32(0);
        writer.WriteUInt16(checked((ushort)MacAddress.Length));
        writer.WriteUInt16(0);
        writer.WriteUInt16((ushort)ClientMode);
        writer.WriteUInt16(0);
        AuxWriting.Text(writer, start, machine, MachineName);
        AuxWriting.Text(writer, start, machine + 2, UserName);
        AuxWriting.Bytes(writer, start, machine + 6, ClientIP);
        AuxWriting.Bytes(writer, start, machine + 10, ClientIPMask);
        AuxWriting.Text(writer, start, machine + 12, AdapterName);
        AuxWriting.Bytes(writer, start, machine + 16, MacAddress);
    }
}

/// <summary>AUX_PERF_SERVERINFO ([MS-OXCRPC] 2.2.2.2.5): a server that the client speaks with.</summary>
/// <param name="ServerId">The client's number for it.</param>
/// <param name="ServerType">0 unknown, 1 private, 2 public, 3 directory, 4 referral.</param>
/// <param name="ServerDn">Its distinguished name.</param>
/// <param name="ServerName">Its name.</param>
public sealed record AuxPerfServerInfo(ushort ServerId, ushort ServerType, string ServerDn, string ServerName) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.PerfServerInfo;

    internal static AuxPerfServerInfo Read(ref AuxReader r)
    {
        ushort id = r.UInt16(), type = r.UInt16(), dn = r.UInt16(), name = r.UInt16();
        return new AuxPerfServerInfo(id, type, r.TextAt(dn), r.TextAt(name));
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt16(ServerId);
        writer.WriteUInt16(ServerType);
        writer.WriteUInt32(0);
        AuxWriting.Text(writer, start, start + 8, ServerDn);
        AuxWriting.Text(writer, start, start + 10, ServerName);
    }
}

/// <summary>AUX_PERF_PROCESSINFO ([MS-OXCRPC] 2.2.2.2.6): the client's process.</summary>
/// <param name="InfoVersion">1 or 2; the shape is one.</param>
/// <param name="ProcessId">The client's number for it.</param>
/// <param name="ProcessGuid">The process' GUID.</param>
/// <param name="ProcessName">Its name.</param>
public sealed record AuxPerfProcessInfo(byte InfoVersion, ushort ProcessId, Guid ProcessGuid, string ProcessName) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => InfoVersion;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.PerfProcessInfo;

    internal static AuxPerfProcessInfo Read(ref AuxReader r, byte version)
    {
        var id = r.UInt16();
        r.Skip(2);
        var guid = r.Guid();
        var name = r.UInt16();
        r.Skip(2);
        return new AuxPerfProcessInfo(version, id, guid, r.TextAt(name));
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt16(ProcessId);
        writer.WriteUInt16(0);
        writer.WriteGuid(ProcessGuid);
        writer.WriteUInt32(0);
        AuxWriting.Text(writer, start, start + 24, ProcessName);
    }
}

/// <summary>AUX_PERF_ACCOUNTINFO ([MS-OXCRPC] 2.2.2.2.18).</summary>
/// <param name="ClientId">That of AUX_PERF_CLIENTINFO.</param>
/// <param name="Account">The account's GUID.</param>
public sealed record AuxPerfAccountInfo(ushort ClientId, Guid Account) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.PerfAccountInfo;
    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt16(ClientId);
        writer.WriteUInt16(0);
        writer.WriteGuid(Account);
    }
}

/// <summary>AUX_CLIENT_CONNECTION_INFO ([MS-OXCRPC] 2.2.2.2.21): what a server writes into its log about the connection.</summary>
/// <param name="ConnectionGuid">The connection.</param>
/// <param name="ConnectionAttempts">How often the client tried.</param>
/// <param name="ConnectionFlags">1 where the client is in cached mode.</param>
/// <param name="ConnectionContextInfo">The text.</param>
public sealed record AuxClientConnectionInfo(Guid ConnectionGuid, ushort ConnectionAttempts, uint ConnectionFlags, string ConnectionContextInfo) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.ClientConnectionInfo;

    internal static AuxClientConnectionInfo Read(ref AuxReader r)
    {
        var guid = r.Guid();
        var info = r.UInt16();
        r.Skip(2);
        var attempts = r.UInt16();
        var flags = r.UInt32();
        return new AuxClientConnectionInfo(guid, attempts, flags, r.TextAt(info));
    }

    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteGuid(ConnectionGuid);
        writer.WriteUInt32(0);
        writer.WriteUInt16(ConnectionAttempts);
        writer.WriteUInt32(ConnectionFlags);
        AuxWriting.Text(writer, start, start + 20, ConnectionContextInfo);
    }
}
