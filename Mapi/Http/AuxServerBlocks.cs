using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Http;

/// <summary>AUX_CLIENT_CONTROL ([MS-OXCRPC] 2.2.2.2.15): the server changes a client's behaviour.</summary>
/// <param name="EnableFlags">What is on; what is not named is off.</param>
/// <param name="ExpiryTime">Milliseconds that a client keeps performance data it has not sent.</param>
public sealed record AuxClientControl(uint EnableFlags, uint ExpiryTime) : AuxBlock
{
    /// <summary>ENABLE_PERF_SENDTOSERVER.</summary>
    public const uint EnablePerfSendToServer = 0x01;
    /// <summary>ENABLE_COMPRESSION: the client compresses what it sends.</summary>
    public const uint EnableCompression = 0x04;
    /// <summary>ENABLE_HTTP_TUNNELING.</summary>
    public const uint EnableHttpTunneling = 0x08;
    /// <summary>ENABLE_PERF_SENDGCDATA.</summary>
    public const uint EnablePerfSendGcData = 0x10;

    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.ClientControl;
    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt32(EnableFlags);
        writer.WriteUInt32(ExpiryTime);
    }
}

/// <summary>AUX_OSVERSIONINFO ([MS-OXCRPC] 2.2.2.2.16): the operating system of the server.</summary>
/// <param name="MajorVersion">Its major version.</param>
/// <param name="MinorVersion">Its minor version.</param>
/// <param name="BuildNumber">Its build.</param>
/// <param name="ServicePackMajor">The service pack's major version.</param>
/// <param name="ServicePackMinor">The service pack's minor version.</param>
public sealed record AuxOsVersionInfo(uint MajorVersion, uint MinorVersion, uint BuildNumber, ushort ServicePackMajor, ushort ServicePackMinor) : AuxBlock
{
    /// <summary>OSVersionInfoSize: bytes of the structure.</summary>
    public const int StructureSize = 4 * 4 + ReservedSize + 2 * 2 + 4;

    /// <summary>Bytes of Reserved1.</summary>
    public const int ReservedSize = 132;

    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.OsVersionInfo;
    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteInt32(StructureSize);
        writer.WriteUInt32(MajorVersion);
        writer.WriteUInt32(MinorVersion);
        writer.WriteUInt32(BuildNumber);
        writer.Reserve(ReservedSize).Clear();
        writer.WriteUInt16(ServicePackMajor);
        writer.WriteUInt16(ServicePackMinor);
        writer.WriteUInt32(0);
    }
}

/// <summary>AUX_EXORGINFO ([MS-OXCRPC] 2.2.2.2.17): what the organisation has.</summary>
/// <param name="OrgFlags">Flags.</param>
public sealed record AuxExOrgInfo(uint OrgFlags) : AuxBlock
{
    /// <summary>PUBLIC_FOLDERS_ENABLED: there are public folders.</summary>
    public const uint PublicFoldersEnabled = 0x01;
    /// <summary>USE_AUTODISCOVER_FOR_PUBLIC_FOLDER_CONFIGURATION: Autodiscover says where.</summary>
    public const uint UseAutodiscoverForPublicFolderConfiguration = 0x02;

    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.ExOrgInfo;
    internal override void WriteBody(MapiWriter writer, int start) => writer.WriteUInt32(OrgFlags);
}

/// <summary>AUX_SERVER_CAPABILITIES ([MS-OXCRPC] 2.2.2.2.19).</summary>
/// <param name="ServerCapabilityFlags">Flags.</param>
public sealed record AuxServerCapabilities(uint ServerCapabilityFlags) : AuxBlock
{
    /// <summary>PACKED_FAST_TRANSFER_UPLOAD_BUFFERS: RopFastTransferDestinationPutBuffer(Extended) may be packed.</summary>
    public const uint PackedFastTransferUploadBuffers = 0x01;
    /// <summary>PACKED_WRITE_STREAM_UPLOAD_BUFFERS: RopWriteStreamExtended may be packed.</summary>
    public const uint PackedWriteStreamUploadBuffers = 0x02;
    /// <summary>ULTRA_LARGE_PACKED_DOWNLOAD_BUFFERS.</summary>
    public const uint UltraLargePackedDownloadBuffers = 0x08;

    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.ServerCapabilities;
    internal override void WriteBody(MapiWriter writer, int start) => writer.WriteUInt32(ServerCapabilityFlags);
}

/// <summary>AUX_ENDPOINT_CAPABILITIES ([MS-OXCRPC] 2.2.2.2.20).</summary>
/// <param name="EndpointCapabilityFlag">Flags.</param>
public sealed record AuxEndpointCapabilities(uint EndpointCapabilityFlag) : AuxBlock
{
    /// <summary>ENDPOINT_CAPABILITIES_SINGLE_ENDPOINT: RFRI, NSPI and EMSMDB on one HTTP endpoint.</summary>
    public const uint SingleEndpoint = 0x01;

    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.EndpointCapabilities;
    internal override void WriteBody(MapiWriter writer, int start) => writer.WriteUInt32(EndpointCapabilityFlag);
}

/// <summary>AUX_SERVER_SESSION_INFO ([MS-OXCRPC] 2.2.2.2.22): what a client writes into its log about the session.</summary>
/// <param name="ServerSessionContextInfo">The text.</param>
public sealed record AuxServerSessionInfo(string ServerSessionContextInfo) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.ServerSessionInfo;
    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.WriteUInt16(0);
        AuxWriting.Text(writer, start, start + 4, ServerSessionContextInfo);
    }
}

/// <summary>AUX_PROTOCOL_DEVICE_IDENTIFICATION ([MS-OXCRPC] 2.2.2.2.23): equipment between client and server.</summary>
/// <param name="DeviceManufacturer">Who made it.</param>
/// <param name="DeviceModel">Its model.</param>
/// <param name="DeviceSerialNumber">Its serial number.</param>
/// <param name="DeviceVersion">Its version.</param>
/// <param name="DeviceFirmwareVersion">Its firmware.</param>
public sealed record AuxProtocolDeviceIdentification(
    string DeviceManufacturer, string DeviceModel, string DeviceSerialNumber, string DeviceVersion, string DeviceFirmwareVersion) : AuxBlock
{
    /// <inheritdoc/>
    public override byte Version => 1;
    /// <inheritdoc/>
    public override byte Type => AuxTypes.ProtocolDeviceIdentification;
    internal override void WriteBody(MapiWriter writer, int start)
    {
        writer.Reserve(10).Clear();
        string[] texts = [DeviceManufacturer, DeviceModel, DeviceSerialNumber, DeviceVersion, DeviceFirmwareVersion];
        for (var i = 0; i < texts.Length; i++) AuxWriting.Text(writer, start, start + AuxBlocks.HeaderSize + 2 * i, texts[i]);
    }
}
