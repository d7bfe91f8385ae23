using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>How RopSubmitMessage is to send ([MS-OXOMSG] 2.2.4.1.1).</summary>
[Flags]
public enum SubmitFlags : byte
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The message needs to be preprocessed by the server.</summary>
    PreProcess = 0x01,
    /// <summary>The message is to be processed by a client spooler.</summary>
    NeedsSpooler = 0x02,
}

/// <summary>What RopSpoolerLockMessage does ([MS-OXOMSG] 2.2.5.3.1).</summary>
public enum SpoolerLockState : byte
{
    /// <summary>lstLock: mark the message as locked.</summary>
    Lock = 0x00,
    /// <summary>lstUnlock: mark it as unlocked.</summary>
    Unlock = 0x01,
    /// <summary>lstFinished: the spooler is done with it.</summary>
    Finished = 0x02,
}

/// <summary>RopSubmitMessage (0x32, [MS-OXCROPS] 2.2.7.1). Its response has no body.</summary>
public sealed class SubmitMessageRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSubmitMessage;

    /// <summary>How to send.</summary>
    public SubmitFlags SubmitFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => writer.WriteByte((byte)SubmitFlags);
}

/// <summary>RopAbortSubmit (0x34, [MS-OXCROPS] 2.2.7.2). Its response has no body.</summary>
public sealed class AbortSubmitRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopAbortSubmit;

    /// <summary>The folder that has the submitted message.</summary>
    public ulong FolderId { get; set; }

    /// <summary>The submitted message.</summary>
    public ulong MessageId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt64(FolderId);
        writer.WriteUInt64(MessageId);
    }
}

/// <summary>The response to RopGetAddressTypes (0x49, [MS-OXCROPS] 2.2.7.3).</summary>
public sealed class GetAddressTypesResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetAddressTypes;

    /// <summary>The address types that the server sends to, ASCII.</summary>
    public string[] AddressTypes { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt16(checked((ushort)AddressTypes.Length));
        var sizeAt = writer.Length;
        writer.WriteUInt16(0);
        foreach (var type in AddressTypes) writer.WriteAsciiZ(type);
        writer.PatchUInt16(sizeAt, checked((ushort)(writer.Length - sizeAt - sizeof(ushort))));
    }

    internal static GetAddressTypesResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new GetAddressTypesResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        var count = reader.ReadUInt16();
        var inner = new MapiReader(reader.ReadSpan(reader.ReadUInt16()));
        if (count > inner.Remaining)
        {
            reader.Fail($"{count} address types in {inner.Remaining} bytes");
            return response;
        }
        var types = new string[count];
        for (var i = 0; i < count; i++) types[i] = inner.ReadAsciiZ();
        if (!inner.AtEnd) reader.Fail(inner.Error?.Reason ?? $"{inner.Remaining} bytes after {count} address types");
        else response.AddressTypes = types;
        return response;
    }
}

/// <summary>RopSpoolerLockMessage (0x48, [MS-OXCROPS] 2.2.7.5). Its response has no body.</summary>
public sealed class SpoolerLockMessageRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSpoolerLockMessage;

    /// <summary>The message.</summary>
    public ulong MessageId { get; set; }

    /// <summary>What to do with it.</summary>
    public SpoolerLockState LockState { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt64(MessageId);
        writer.WriteByte((byte)LockState);
    }
}

/// <summary>The response to RopTransportSend (0x4A, [MS-OXCROPS] 2.2.7.6).</summary>
public sealed class TransportSendResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopTransportSend;

    /// <summary>What the server set on the message: the client takes it over into its own copy. Null where nothing comes back.</summary>
    public TaggedPropertyValue[]? PropertyValues { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(PropertyValues is null);
        if (PropertyValues is null) return;
        writer.WriteUInt16(checked((ushort)PropertyValues.Length));
        foreach (var value in PropertyValues) PropertyValueCodec.WriteTagged(writer, value, CountWidth.Narrow);
    }

    internal static TransportSendResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new TransportSendResponse { ReturnValue = error };
        if (error == MapiError.Success && !reader.ReadBool())
            response.PropertyValues = PropertyValueCodec.ReadTaggedArray(ref reader, reader.ReadUInt16(), CountWidth.Narrow);
        return response;
    }
}

/// <summary>RopTransportNewMail (0x51, [MS-OXCROPS] 2.2.7.7). Its response has no body.</summary>
public sealed class TransportNewMailRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopTransportNewMail;

    /// <summary>The new message.</summary>
    public ulong MessageId { get; set; }

    /// <summary>The folder that has it.</summary>
    public ulong FolderId { get; set; }

    /// <summary>Its message class, ASCII.</summary>
    public string MessageClass { get; set; } = "";

    /// <summary>Its PidTagMessageFlags.</summary>
    public uint MessageFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt64(MessageId);
        writer.WriteUInt64(FolderId);
        writer.WriteAsciiZ(MessageClass);
        writer.WriteUInt32(MessageFlags);
    }
}

/// <summary>The response to RopGetTransportFolder (0x6D, [MS-OXCROPS] 2.2.7.8).</summary>
public sealed class GetTransportFolderResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetTransportFolder;

    /// <summary>Where a client makes the messages that it sends with RopTransportSend.</summary>
    public ulong FolderId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) writer.WriteUInt64(FolderId);
    }
}

/// <summary>RopOptionsData (0x6F, [MS-OXCROPS] 2.2.7.9).</summary>
public sealed class OptionsDataRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOptionsData;

    /// <summary>The address type whose options are asked for, ASCII.</summary>
    public string AddressType { get; set; } = "";

    /// <summary>Whether the help file shall be one for 32-bit machines.</summary>
    public bool WantWin32 { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteAsciiZ(AddressType);
        writer.WriteBool(WantWin32);
    }
}

/// <summary>The response to RopOptionsData.</summary>
public sealed class OptionsDataResponse : RopResponse
{
    private const byte Reserved = 0x01;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOptionsData;

    /// <summary>Opaque; servers give none.</summary>
    public byte[] OptionsInfo { get; set; } = [];

    /// <summary>A help file about the address type; usually none.</summary>
    public byte[] HelpFile { get; set; } = [];

    /// <summary>The help file's name, without terminator; only where there is a help file.</summary>
    public byte[] HelpFileName { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteByte(Reserved);
        writer.WriteUInt16(checked((ushort)OptionsInfo.Length));
        writer.WriteBytes(OptionsInfo);
        writer.WriteUInt16(checked((ushort)HelpFile.Length));
        writer.WriteBytes(HelpFile);
        if (HelpFile.Length > 0) writer.WriteString8Z(HelpFileName);
    }

    internal static OptionsDataResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new OptionsDataResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        reader.ReadByte();
        response.OptionsInfo = reader.ReadBytes(reader.ReadUInt16());
        response.HelpFile = reader.ReadBytes(reader.ReadUInt16());
        if (response.HelpFile.Length > 0) response.HelpFileName = reader.ReadString8Z();
        return response;
    }
}
