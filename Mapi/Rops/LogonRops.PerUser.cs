using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopGetPerUserLongTermIds (0x60, [MS-OXCROPS] 2.2.3.10).</summary>
public sealed class GetPerUserLongTermIdsRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPerUserLongTermIds;

    /// <summary>The replica of public folders that is asked of.</summary>
    public Guid DatabaseGuid { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteGuid(DatabaseGuid);
}

/// <summary>The response to RopGetPerUserLongTermIds.</summary>
public sealed class GetPerUserLongTermIdsResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPerUserLongTermIds;

    /// <summary>Folders for which the user has read marks.</summary>
    public LongTermId[] LongTermIds { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt16(checked((ushort)LongTermIds.Length));
        foreach (var id in LongTermIds) id.Write(writer);
    }

    internal static GetPerUserLongTermIdsResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new GetPerUserLongTermIdsResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.LongTermIds = new LongTermId[reader.ReadCount16(LongTermId.Size)];
        for (var i = 0; i < response.LongTermIds.Length; i++) response.LongTermIds[i] = LongTermId.Read(ref reader);
        return response;
    }
}

/// <summary>RopGetPerUserGuid (0x61, [MS-OXCROPS] 2.2.3.11).</summary>
public sealed class GetPerUserGuidRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPerUserGuid;

    /// <summary>The public folder.</summary>
    public LongTermId LongTermId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => LongTermId.Write(writer);
}

/// <summary>The response to RopGetPerUserGuid.</summary>
public sealed class GetPerUserGuidResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPerUserGuid;

    /// <summary>The replica that the read marks came from.</summary>
    public Guid DatabaseGuid { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteGuid(DatabaseGuid);
    }
}

/// <summary>RopReadPerUserInformation (0x63, [MS-OXCROPS] 2.2.3.12).</summary>
public sealed class ReadPerUserInformationRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopReadPerUserInformation;

    /// <summary>The public folder.</summary>
    public LongTermId FolderId { get; set; }

    /// <summary>Not used; 0.</summary>
    public byte Reserved { get; set; }

    /// <summary>Where to begin in the stream of marks.</summary>
    public uint DataOffset { get; set; }

    /// <summary>At most so many bytes; 0 lets the server choose.</summary>
    public ushort MaxDataSize { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        FolderId.Write(writer);
        writer.WriteByte(Reserved);
        writer.WriteUInt32(DataOffset);
        writer.WriteUInt16(MaxDataSize);
    }
}

/// <summary>The response to RopReadPerUserInformation.</summary>
public sealed class ReadPerUserInformationResponse : RopResponse
{
    /// <summary>Bytes of the response before its data.</summary>
    public const int HeaderSize = 9;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopReadPerUserInformation;

    /// <summary>Whether this is the last of the data.</summary>
    public bool HasFinished { get; set; }

    /// <summary>The data: a serialized set of change numbers, in part.</summary>
    public byte[] Data { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(HasFinished);
        TableRops.WriteCounted(writer, Data);
    }
}

/// <summary>RopWritePerUserInformation (0x64, [MS-OXCROPS] 2.2.3.13). Its response has no body.</summary>
public sealed class WritePerUserInformationRequest : RopRequest, IDependsOnLogon
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopWritePerUserInformation;

    /// <summary>The public folder.</summary>
    public LongTermId FolderId { get; set; }

    /// <summary>Whether this is the last of the data.</summary>
    public bool HasFinished { get; set; }

    /// <summary>Where the data go in the stream of marks.</summary>
    public uint DataOffset { get; set; }

    /// <summary>The data.</summary>
    public byte[] Data { get; set; } = [];

    /// <summary>The replica that the marks came from: there on a private logon where DataOffset is 0, nowhere else.</summary>
    public Guid? ReplGuid { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        FolderId.Write(writer);
        writer.WriteBool(HasFinished);
        writer.WriteUInt32(DataOffset);
        TableRops.WriteCounted(writer, Data);
        if (ReplGuid is { } guid) writer.WriteGuid(guid);
    }

    internal static WritePerUserInformationRequest Read(ref MapiReader reader) => new()
    {
        FolderId = LongTermId.Read(ref reader),
        HasFinished = reader.ReadBool(),
        DataOffset = reader.ReadUInt32(),
        Data = TableRops.ReadCounted(ref reader),
    };

    /// <inheritdoc/>
    public void ReadRest(ref MapiReader reader, bool publicLogon)
    {
        if (!publicLogon && DataOffset == 0) ReplGuid = reader.ReadGuid();
    }
}
