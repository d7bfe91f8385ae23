using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>SynchronizationType ([MS-OXCFXICS] 2.2.3.2.1.1.1).</summary>
public enum SynchronizationType : byte
{
    /// <summary>The messages of a folder.</summary>
    Contents = 0x01,
    /// <summary>The folders below a folder.</summary>
    Hierarchy = 0x02,
}

/// <summary>SynchronizationFlags ([MS-OXCFXICS] 2.2.3.2.1.1.1).</summary>
[Flags]
public enum SynchronizationFlags : ushort
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Text as it is kept; else in the code page of the connection.</summary>
    Unicode = 0x0001,
    /// <summary>Nothing about deletions.</summary>
    NoDeletions = 0x0002,
    /// <summary>Nothing about messages that do not match the restriction any more.</summary>
    IgnoreNoLongerInScope = 0x0004,
    /// <summary>Read states that changed.</summary>
    ReadState = 0x0008,
    /// <summary>Associated messages.</summary>
    FAI = 0x0010,
    /// <summary>Normal messages.</summary>
    Normal = 0x0020,
    /// <summary>PropertyTags are what is given; else what is left out.</summary>
    OnlySpecifiedProperties = 0x0080,
    /// <summary>Source keys follow from ids, whatever was kept.</summary>
    NoForeignIdentifiers = 0x0100,
    /// <summary>Reserved; the ROP fails.</summary>
    Reserved = 0x1000,
    /// <summary>Bodies in the format they came in.</summary>
    BestBody = 0x2000,
    /// <summary>With OnlySpecifiedProperties: associated messages whole nevertheless.</summary>
    IgnoreSpecifiedOnFAI = 0x4000,
    /// <summary>Progress information in the stream.</summary>
    Progress = 0x8000,
}

/// <summary>SynchronizationExtraFlags ([MS-OXCFXICS] 2.2.3.2.1.1.1).</summary>
[Flags]
public enum SynchronizationExtraFlags : uint
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>PidTagFolderId or PidTagMid with each change.</summary>
    Eid = 0x0001,
    /// <summary>PidTagMessageSize with each change.</summary>
    MessageSize = 0x0002,
    /// <summary>PidTagChangeNumber with each change.</summary>
    CN = 0x0004,
    /// <summary>The newest messages first.</summary>
    OrderByDeliveryTime = 0x0008,
}

/// <summary>RopSynchronizationConfigure (0x70, [MS-OXCROPS] 2.2.13.1): begins a download of differences.</summary>
public sealed class SynchronizationConfigureRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationConfigure;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>Messages or folders.</summary>
    public SynchronizationType SynchronizationType { get; set; }

    /// <summary>How the stream is made.</summary>
    public FastTransferSendOptions SendOptions { get; set; }

    /// <summary>What of them.</summary>
    public SynchronizationFlags SynchronizationFlags { get; set; }

    /// <summary>Which messages, in the form of [MS-OXCDATA] 2.12; empty for all.</summary>
    public byte[] RestrictionData { get; set; } = [];

    /// <summary>What else with each.</summary>
    public SynchronizationExtraFlags SynchronizationExtraFlags { get; set; }

    /// <summary>Properties and subobjects to give or to leave out, as the flags say.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte((byte)SynchronizationType);
        writer.WriteByte((byte)SendOptions);
        writer.WriteUInt16((ushort)SynchronizationFlags);
        TableRops.WriteCounted(writer, RestrictionData);
        writer.WriteUInt32((uint)SynchronizationExtraFlags);
        TableRops.WriteTags(writer, PropertyTags);
    }

    internal static SynchronizationConfigureRequest Read(ref MapiReader reader) => new()
    {
        OutputHandleIndex = reader.ReadByte(),
        SynchronizationType = (SynchronizationType)reader.ReadByte(),
        SendOptions = (FastTransferSendOptions)reader.ReadByte(),
        SynchronizationFlags = (SynchronizationFlags)reader.ReadUInt16(),
        RestrictionData = TableRops.ReadCounted(ref reader),
        SynchronizationExtraFlags = (SynchronizationExtraFlags)reader.ReadUInt32(),
        PropertyTags = TableRops.ReadTags(ref reader),
    };
}

/// <summary>RopSynchronizationUploadStateStreamBegin (0x75, [MS-OXCROPS] 2.2.13.9).</summary>
public sealed class SynchronizationUploadStateStreamBeginRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationUploadStateStreamBegin;

    /// <summary>Which property of the state.</summary>
    public PropertyTag StateProperty { get; set; }

    /// <summary>TransferBufferSize: bytes that will follow.</summary>
    public uint TransferBufferSize { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt32(StateProperty.Value);
        writer.WriteUInt32(TransferBufferSize);
    }
}

/// <summary>RopSynchronizationUploadStateStreamContinue (0x76, [MS-OXCROPS] 2.2.13.10).</summary>
public sealed class SynchronizationUploadStateStreamContinueRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationUploadStateStreamContinue;

    /// <summary>The next bytes of the property.</summary>
    public byte[] StreamData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteInt32(StreamData.Length);
        writer.WriteBytes(StreamData);
    }
}

/// <summary>RopSynchronizationUploadStateStreamEnd (0x77, [MS-OXCROPS] 2.2.13.11), which has no body.</summary>
public sealed class SynchronizationUploadStateStreamEndRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationUploadStateStreamEnd;

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
    }
}

/// <summary>RopSynchronizationGetTransferState (0x82, [MS-OXCROPS] 2.2.13.8): a download of the state as it is now.</summary>
public sealed class SynchronizationGetTransferStateRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationGetTransferState;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteByte(OutputHandleIndex);
}

/// <summary>RopSynchronizationOpenCollector (0x7E, [MS-OXCROPS] 2.2.13.7): begins an upload of changes.</summary>
public sealed class SynchronizationOpenCollectorRequest : RopRequest, IHasOutputHandle
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSynchronizationOpenCollector;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>Messages of the folder, or else the folders below it.</summary>
    public bool IsContentsCollector { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteBool(IsContentsCollector);
    }
}
