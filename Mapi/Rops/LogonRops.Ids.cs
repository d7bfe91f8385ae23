using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopLongTermIdFromId (0x43, [MS-OXCROPS] 2.2.3.8).</summary>
public sealed class LongTermIdFromIdRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopLongTermIdFromId;

    /// <summary>A folder or message id.</summary>
    public ulong ObjectId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt64(ObjectId);
}

/// <summary>The response to RopLongTermIdFromId.</summary>
public sealed class LongTermIdFromIdResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopLongTermIdFromId;

    /// <summary>The same object's id in every replica.</summary>
    public LongTermId LongTermId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) LongTermId.Write(writer);
    }
}

/// <summary>RopIdFromLongTermId (0x44, [MS-OXCROPS] 2.2.3.9).</summary>
public sealed class IdFromLongTermIdRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopIdFromLongTermId;

    /// <summary>The id; its padding is not looked at.</summary>
    public LongTermId LongTermId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => LongTermId.Write(writer);
}

/// <summary>The response to RopIdFromLongTermId.</summary>
public sealed class IdFromLongTermIdResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopIdFromLongTermId;

    /// <summary>The folder or message id.</summary>
    public ulong ObjectId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt64(ObjectId);
    }
}

/// <summary>RopGetLocalReplicaIds (0x7F, [MS-OXCROPS] 2.2.13.13): a client reserves ids for objects that it makes offline.</summary>
public sealed class GetLocalReplicaIdsRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetLocalReplicaIds;

    /// <summary>How many.</summary>
    public uint IdCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteUInt32(IdCount);
}

/// <summary>The response to RopGetLocalReplicaIds.</summary>
public sealed class GetLocalReplicaIdsResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetLocalReplicaIds;

    /// <summary>The replica that the ids are of.</summary>
    public Guid ReplGuid { get; set; }

    /// <summary>GlobalCount: the first GLOBCNT of the range.</summary>
    public long GlobalCount { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteGuid(ReplGuid);
        ObjectIds.WriteGlobCnt(writer.Reserve(6), GlobalCount);
    }

    internal static GetLocalReplicaIdsResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new GetLocalReplicaIdsResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.ReplGuid = reader.ReadGuid();
        var six = reader.ReadSpan(6);
        if (!six.IsEmpty) response.GlobalCount = ObjectIds.ReadGlobCnt(six);
        return response;
    }
}
