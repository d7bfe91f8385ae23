using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopGetReceiveFolder (0x27, [MS-OXCROPS] 2.2.3.2).</summary>
public sealed class GetReceiveFolderRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetReceiveFolder;

    /// <summary>The message class as its bytes came, without terminator: a server judges them ([MS-OXCSTOR] 2.2.1.2.1).</summary>
    public byte[] MessageClass { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteString8Z(MessageClass);
}

/// <summary>The response to RopGetReceiveFolder.</summary>
public sealed class GetReceiveFolderResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetReceiveFolder;

    /// <summary>Where mail of the class goes.</summary>
    public ulong FolderId { get; set; }

    /// <summary>The class that is configured, ASCII.</summary>
    public string ExplicitMessageClass { get; set; } = "";

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt64(FolderId);
        writer.WriteAsciiZ(ExplicitMessageClass);
    }
}

/// <summary>RopSetReceiveFolder (0x26, [MS-OXCROPS] 2.2.3.3). Its response has no body.</summary>
public sealed class SetReceiveFolderRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetReceiveFolder;

    /// <summary>Where mail of the class shall go; 0 to forget the class.</summary>
    public ulong FolderId { get; set; }

    /// <summary>The message class as its bytes came, without terminator ([MS-OXCSTOR] 2.2.1.3.1).</summary>
    public byte[] MessageClass { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt64(FolderId);
        writer.WriteString8Z(MessageClass);
    }
}

/// <summary>One row of the receive-folder table ([MS-OXCSTOR] 2.2.1.4.2).</summary>
/// <param name="FolderId">Where mail of the class goes.</param>
/// <param name="MessageClass">The class, ASCII.</param>
/// <param name="LastModificationTime">When the row was made or changed, in FILETIME ticks.</param>
public readonly record struct ReceiveFolderRow(ulong FolderId, string MessageClass, long LastModificationTime);

/// <summary>The response to RopGetReceiveFolderTable (0x68, [MS-OXCROPS] 2.2.3.4.2).</summary>
public sealed class GetReceiveFolderTableResponse : RopResponse
{
    /// <summary>The columns of a row: PidTagFolderId, PidTagMessageClass as PtypString8, PidTagLastModificationTime.</summary>
    private static readonly PropertyTag[] Columns =
        [PidTag.FolderId, PidTag.MessageClass.WithType(PropertyType.String8), PidTag.LastModificationTime];

    /// <summary>Bytes of the smallest row: flag, id, terminator, time.</summary>
    private const int MinimumRowSize = 1 + 8 + 1 + 8;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetReceiveFolderTable;

    /// <summary>The rows.</summary>
    public ReceiveFolderRow[] Rows { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt32((uint)Rows.Length);
        foreach (var (folderId, messageClass, time) in Rows)
            PropertyRow.Write(writer, Columns, [PropertyValue.Int64(folderId), PropertyValue.String8(System.Text.Encoding.ASCII.GetBytes(messageClass)), PropertyValue.Time(time)]);
    }

    internal static GetReceiveFolderTableResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new GetReceiveFolderTableResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        var rows = new ReceiveFolderRow[reader.ReadCount32(MinimumRowSize)];
        for (var i = 0; i < rows.Length && !reader.Failed; i++)
        {
            var values = PropertyRow.Read(ref reader, Columns);
            // A flagged row's errors stand for values that the server could not read.
            rows[i] = new ReceiveFolderRow(
                values[0].Type == PropertyType.Integer64 ? (ulong)values[0].AsInt64() : 0,
                values[1].Type == PropertyType.String8 ? System.Text.Encoding.ASCII.GetString(values[1].AsBytes()) : "",
                values[2].Type == PropertyType.Time ? values[2].AsFileTime() : 0);
        }
        response.Rows = rows;
        return response;
    }
}

/// <summary>The response to RopGetStoreState (0x7B, [MS-OXCROPS] 2.2.3.5.2).</summary>
public sealed class GetStoreStateResponse : RopResponse
{
    /// <summary>STORE_HAS_SEARCHES.</summary>
    public const uint StoreHasSearches = 0x0100_0000;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetStoreState;

    /// <summary><see cref="StoreHasSearches"/> or 0.</summary>
    public uint StoreState { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt32(StoreState);
    }
}

/// <summary>RopGetOwningServers (0x42) and RopPublicFolderIsGhosted (0x45), which ask of a folder ([MS-OXCROPS] 2.2.3.6.1, 2.2.3.7.1).</summary>
public sealed class FolderServersRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>The folder.</summary>
    public ulong FolderId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt64(FolderId);
}

/// <summary>The response to RopGetOwningServers and RopPublicFolderIsGhosted: who has a folder's content.</summary>
public sealed class FolderServersResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>RopPublicFolderIsGhosted: whether this server does not have the content; without it that response names no servers.</summary>
    public bool IsGhosted { get; set; }

    /// <summary>How many of the first servers are the cheapest.</summary>
    public ushort CheapServersCount { get; set; }

    /// <summary>The servers, cheapest first, ASCII.</summary>
    public string[] Servers { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        if (RopId == RopId.RopPublicFolderIsGhosted)
        {
            writer.WriteBool(IsGhosted);
            if (!IsGhosted) return;
        }
        writer.WriteUInt16(checked((ushort)Servers.Length));
        writer.WriteUInt16(CheapServersCount);
        foreach (var server in Servers) writer.WriteAsciiZ(server);
    }

    internal static RopResponseReader Reader(RopId id) => (ref reader, error, _) =>
    {
        var response = new FolderServersResponse(id) { ReturnValue = error };
        if (error != MapiError.Success) return response;
        if (id == RopId.RopPublicFolderIsGhosted)
        {
            response.IsGhosted = reader.ReadBool();
            if (!response.IsGhosted) return response;
        }
        var count = reader.ReadUInt16();
        response.CheapServersCount = reader.ReadUInt16();
        if (count > reader.Remaining)
        {
            reader.Fail($"{count} servers, {reader.Remaining} bytes left");
            return response;
        }
        response.Servers = new string[count];
        for (var i = 0; i < count; i++) response.Servers[i] = reader.ReadAsciiZ();
        return response;
    };
}
