using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>CopyFlags of RopCopyTo and RopCopyProperties ([MS-OXCPRPT] 2.2.10.1, 2.2.11.1).</summary>
[Flags]
public enum PropertyCopyFlags : byte
{
    /// <summary>Copy, over what is there.</summary>
    None = 0x00,
    /// <summary>Move: the server may delete what it copied from the source.</summary>
    Move = 0x01,
    /// <summary>What the destination has already stays.</summary>
    NoOverwrite = 0x02,
}

/// <summary>RopCopyProperties (0x67, [MS-OXCROPS] 2.2.8.11).</summary>
public sealed class CopyPropertiesRequest : RopRequest, IHasOutputHandle, IAsynchronousRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCopyProperties;

    /// <summary>DestHandleIndex: where the destination's handle is.</summary>
    public byte OutputHandleIndex { get; set; }

    /// <summary>Whether the server may answer with RopProgress meanwhile.</summary>
    public bool WantAsynchronous { get; set; }

    /// <summary>How.</summary>
    public PropertyCopyFlags CopyFlags { get; set; }

    /// <summary>What to copy.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteBool(WantAsynchronous);
        writer.WriteByte((byte)CopyFlags);
        TableRops.WriteTags(writer, PropertyTags);
    }
}

/// <summary>RopCopyTo (0x39, [MS-OXCROPS] 2.2.8.12).</summary>
public sealed class CopyToRequest : RopRequest, IHasOutputHandle, IAsynchronousRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCopyTo;

    /// <summary>DestHandleIndex: where the destination's handle is.</summary>
    public byte OutputHandleIndex { get; set; }

    /// <summary>Whether the server may answer with RopProgress meanwhile.</summary>
    public bool WantAsynchronous { get; set; }

    /// <summary>Whether recipients and attachments, or subfolders and messages, go along.</summary>
    public bool WantSubObjects { get; set; }

    /// <summary>How.</summary>
    public PropertyCopyFlags CopyFlags { get; set; }

    /// <summary>What not to copy.</summary>
    public PropertyTag[] ExcludedTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteBool(WantAsynchronous);
        writer.WriteBool(WantSubObjects);
        writer.WriteByte((byte)CopyFlags);
        TableRops.WriteTags(writer, ExcludedTags);
    }
}

/// <summary>The response to RopCopyProperties and RopCopyTo ([MS-OXCROPS] 2.2.8.11.2 ff., 2.2.8.12.2 ff.).</summary>
public sealed class CopyPropertiesResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>What could not be copied; only in success.</summary>
    public PropertyProblem[] PropertyProblems { get; set; } = [];

    /// <summary>The request's DestHandleIndex; only in NullDestinationObject.</summary>
    public uint DestHandleIndex { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.NullDestinationObject) writer.WriteUInt32(DestHandleIndex);
        else if (ReturnValue == MapiError.Success) PropertyProblem.WriteArray(writer, PropertyProblems);
    }
}
