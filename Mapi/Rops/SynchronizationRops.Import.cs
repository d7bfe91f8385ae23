using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>ImportFlag of RopSynchronizationImportMessageChange ([MS-OXCFXICS] 2.2.3.2.4.2.1).</summary>
[Flags]
public enum SynchronizationImportFlags : byte
{
    /// <summary>None.</summary>
    None = 0x00,
    /// <summary>An associated message.</summary>
    Associated = 0x10,
    /// <summary>A version that conflicts is refused.</summary>
    FailOnConflict = 0x40,
}

/// <summary>RopSynchronizationImportMessageChange (0x72, [MS-OXCROPS] 2.2.13.2).</summary>
public sealed class SynchronizationImportMessageChangeRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationImportMessageChange;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>How.</summary>
    public SynchronizationImportFlags ImportFlag { get; set; }

    /// <summary>PidTagSourceKey, PidTagLastModificationTime, PidTagChangeKey, PidTagPredecessorChangeList.</summary>
    public TaggedPropertyValue[] PropertyValues { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte((byte)ImportFlag);
        SynchronizationRops.WriteValues(writer, PropertyValues);
    }
}

/// <summary>
/// The response to RopSynchronizationImportMessageChange, RopSynchronizationImportHierarchyChange and RopSynchronizationImportMessageMove
/// ([MS-OXCROPS] 2.2.13.2.2, 2.2.13.4.2, 2.2.13.6.2): an id that says nothing.
/// </summary>
public sealed class SynchronizationImportResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>MessageId or FolderId: always 0.</summary>
    public ulong ObjectId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (HasBody(ReturnValue)) writer.WriteUInt64(ObjectId);
    }

    // NewerClientChange is a success ([MS-OXCFXICS] 2.2.3.2.4.4.2).
    internal static bool HasBody(MapiError error) => error is MapiError.Success or MapiError.NewerClientChange;
}

/// <summary>RopSynchronizationImportHierarchyChange (0x73, [MS-OXCROPS] 2.2.13.4).</summary>
public sealed class SynchronizationImportHierarchyChangeRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationImportHierarchyChange;

    /// <summary>
    /// PidTagParentSourceKey, PidTagSourceKey, PidTagLastModificationTime, PidTagChangeKey, PidTagPredecessorChangeList, PidTagDisplayName.
    /// </summary>
    public TaggedPropertyValue[] HierarchyValues { get; set; } = [];

    /// <summary>Further properties of the folder.</summary>
    public TaggedPropertyValue[] PropertyValues { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        SynchronizationRops.WriteValues(writer, HierarchyValues);
        SynchronizationRops.WriteValues(writer, PropertyValues);
    }
}

/// <summary>ImportDeleteFlags ([MS-OXCFXICS] 2.2.3.2.4.5.1).</summary>
[Flags]
public enum SynchronizationDeleteFlags : byte
{
    /// <summary>Messages go to where they can be restored from.</summary>
    None = 0x00,
    /// <summary>Folders are deleted.</summary>
    Hierarchy = 0x01,
    /// <summary>For good.</summary>
    HardDelete = 0x02,
}

/// <summary>RopSynchronizationImportDeletes (0x74, [MS-OXCROPS] 2.2.13.5).</summary>
public sealed class SynchronizationImportDeletesRequest : RopRequest
{
    /// <summary>The tag under which the source keys come: a type and no id.</summary>
    public static readonly PropertyTag SourceKeys = new(0, PropertyType.MultipleBinary);

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationImportDeletes;

    /// <summary>What and how.</summary>
    public SynchronizationDeleteFlags ImportDeleteFlags { get; set; }

    /// <summary>One value: <see cref="SourceKeys"/>.</summary>
    public TaggedPropertyValue[] PropertyValues { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte((byte)ImportDeleteFlags);
        SynchronizationRops.WriteValues(writer, PropertyValues);
    }
}

/// <summary>RopSynchronizationImportMessageMove (0x78, [MS-OXCROPS] 2.2.13.6).</summary>
public sealed class SynchronizationImportMessageMoveRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationImportMessageMove;

    /// <summary>Source key of the folder it leaves.</summary>
    public byte[] SourceFolderId { get; set; } = [];

    /// <summary>Its source key there.</summary>
    public byte[] SourceMessageId { get; set; } = [];

    /// <summary>Its predecessors at the client.</summary>
    public byte[] PredecessorChangeList { get; set; } = [];

    /// <summary>Its source key where it goes.</summary>
    public byte[] DestinationMessageId { get; set; } = [];

    /// <summary>ChangeNumber: its change key where it goes.</summary>
    public byte[] ChangeNumber { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        foreach (var field in new[] { SourceFolderId, SourceMessageId, PredecessorChangeList, DestinationMessageId, ChangeNumber })
        {
            writer.WriteInt32(field.Length);
            writer.WriteBytes(field);
        }
    }

    internal static SynchronizationImportMessageMoveRequest Read(ref MapiReader reader) => new()
    {
        SourceFolderId = reader.ReadBytes(reader.ReadCount32(1)),
        SourceMessageId = reader.ReadBytes(reader.ReadCount32(1)),
        PredecessorChangeList = reader.ReadBytes(reader.ReadCount32(1)),
        DestinationMessageId = reader.ReadBytes(reader.ReadCount32(1)),
        ChangeNumber = reader.ReadBytes(reader.ReadCount32(1)),
    };
}

/// <summary>One message's read state ([MS-OXCROPS] 2.2.13.3.1.1).</summary>
/// <param name="MessageId">Its source key.</param>
/// <param name="MarkAsRead">Whether it is read.</param>
public sealed record MessageReadState(byte[] MessageId, bool MarkAsRead);

/// <summary>RopSynchronizationImportReadStateChanges (0x80, [MS-OXCROPS] 2.2.13.3).</summary>
public sealed class SynchronizationImportReadStateChangesRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationImportReadStateChanges;

    /// <summary>The messages.</summary>
    public IReadOnlyList<MessageReadState> MessageReadStates { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        var start = writer.Length;
        writer.WriteUInt16(0);
        foreach (var (id, read) in MessageReadStates)
        {
            TableRops.WriteCounted(writer, id);
            writer.WriteBool(read);
        }
        writer.PatchUInt16(start, checked((ushort)(writer.Length - start - 2)));
    }

    internal static SynchronizationImportReadStateChangesRequest Read(ref MapiReader reader)
    {
        var position = reader.Position + 2;
        var states = new MapiReader(reader.ReadSpan(reader.ReadCount16(1)), position);
        var list = new List<MessageReadState>();
        while (states.Remaining > 0) list.Add(new MessageReadState(TableRops.ReadCounted(ref states), states.ReadBool()));
        if (states.Error is { } error) reader.Fail(error.ToString());
        return new SynchronizationImportReadStateChangesRequest { MessageReadStates = list };
    }
}

/// <summary>A range of ids that are not used ([MS-OXCROPS] 2.2.13.12.1.1).</summary>
/// <param name="MinLongTermId">The first.</param>
/// <param name="MaxLongTermId">The last.</param>
public readonly record struct LongTermIdRange(LongTermId MinLongTermId, LongTermId MaxLongTermId);

/// <summary>RopSetLocalReplicaMidsetDeleted (0x93, [MS-OXCROPS] 2.2.13.12).</summary>
public sealed class SetLocalReplicaMidsetDeletedRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetLocalReplicaMidsetDeleted;

    /// <summary>The ranges.</summary>
    public LongTermIdRange[] LongTermIdRanges { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        // DataSize counts the count too.
        writer.WriteUInt16(checked((ushort)(4 + LongTermIdRanges.Length * 2 * LongTermId.Size)));
        writer.WriteInt32(LongTermIdRanges.Length);
        foreach (var (min, max) in LongTermIdRanges)
        {
            min.Write(writer);
            max.Write(writer);
        }
    }

    internal static SetLocalReplicaMidsetDeletedRequest Read(ref MapiReader reader)
    {
        var position = reader.Position + 2;
        var data = new MapiReader(reader.ReadSpan(reader.ReadCount16(1)), position);
        var ranges = new LongTermIdRange[data.ReadCount32(2 * LongTermId.Size)];
        for (var i = 0; i < ranges.Length; i++) ranges[i] = new LongTermIdRange(LongTermId.Read(ref data), LongTermId.Read(ref data));
        if (data.Remaining > 0) data.Fail($"{data.Remaining} bytes after the last range");
        if (data.Error is { } error) reader.Fail(error.ToString());
        return new SetLocalReplicaMidsetDeletedRequest { LongTermIdRanges = ranges };
    }
}
