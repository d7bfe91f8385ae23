using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopOpenFolder (0x02, [MS-OXCROPS] 2.2.4.1).</summary>
public sealed class OpenFolderRequest : RopRequest, IHasOutputHandle
{
    /// <summary>OpenSoftDeleted ([MS-OXCFOLD] 2.2.1.1.1): a soft-deleted folder may be opened too.</summary>
    public const byte OpenSoftDeleted = 0x04;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOpenFolder;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary>The folder, in the wire form of ids.</summary>
    public ulong FolderId { get; set; }

    /// <summary><see cref="OpenSoftDeleted"/>; other bits mean nothing.</summary>
    public byte OpenModeFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(OutputHandleIndex);
        writer.WriteUInt64(FolderId);
        writer.WriteByte(OpenModeFlags);
    }

    internal static OpenFolderRequest Read(ref MapiReader reader) =>
        new() { OutputHandleIndex = reader.ReadByte(), FolderId = reader.ReadUInt64(), OpenModeFlags = reader.ReadByte() };
}

/// <summary>Where a public folder is that the answering server has no contents of (a ghosted one).</summary>
/// <param name="CheapServerCount">How many of the first servers are the cheapest to reach.</param>
/// <param name="Servers">Servers that have a replica; ASCII.</param>
public sealed record FolderReplicas(ushort CheapServerCount, string[] Servers)
{
    /// <summary>Writes IsGhosted, and the servers where there are some.</summary>
    internal static void Write(MapiWriter writer, FolderReplicas? replicas)
    {
        writer.WriteBool(replicas is not null);
        if (replicas is null) return;
        writer.WriteUInt16(checked((ushort)replicas.Servers.Length));
        writer.WriteUInt16(replicas.CheapServerCount);
        foreach (var server in replicas.Servers) writer.WriteAsciiZ(server);
    }

    /// <summary>Reads IsGhosted, and the servers where it is set.</summary>
    internal static FolderReplicas? Read(ref MapiReader reader)
    {
        if (!reader.ReadBool()) return null;
        // The count of strings comes first, another count stands before the strings themselves.
        var count = reader.ReadUInt16();
        var cheap = reader.ReadUInt16();
        if (count > reader.Remaining)
        {
            reader.Fail($"{count} servers, {reader.Remaining} bytes left");
            return null;
        }
        var servers = new string[count];
        for (var i = 0; i < servers.Length; i++) servers[i] = reader.ReadAsciiZ();
        return reader.Failed ? null : new FolderReplicas(cheap, servers);
    }
}

/// <summary>The response to RopOpenFolder.</summary>
public sealed class OpenFolderResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopOpenFolder;

    /// <summary>Whether the folder has rules.</summary>
    public bool HasRules { get; set; }

    /// <summary>Where the folder is instead; null where it is here (IsGhosted is zero).</summary>
    public FolderReplicas? Replicas { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteBool(HasRules);
        FolderReplicas.Write(writer, Replicas);
    }

    internal static OpenFolderResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new OpenFolderResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.HasRules = reader.ReadBool();
        response.Replicas = FolderReplicas.Read(ref reader);
        return response;
    }
}

/// <summary>RopCreateFolder (0x1C, [MS-OXCROPS] 2.2.4.2).</summary>
public sealed class CreateFolderRequest : RopRequest, IHasOutputHandle
{
    /// <summary>FolderType of a generic folder.</summary>
    public const byte Generic = 1;
    /// <summary>FolderType of a search folder.</summary>
    public const byte Search = 2;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCreateFolder;

    /// <inheritdoc/>
    public byte OutputHandleIndex { get; set; }

    /// <summary><see cref="Generic"/> or <see cref="Search"/>.</summary>
    public byte FolderType { get; set; } = Generic;

    /// <summary>Whether a folder of this name that is there already is opened instead of being an error.</summary>
    public bool OpenExisting { get; set; }

    /// <summary>Zero.</summary>
    public byte Reserved { get; set; }

    /// <summary>The name: PtypString, or PtypString8 where UseUnicodeStrings is zero.</summary>
    public PropertyValue DisplayName { get; set; } = PropertyValue.String("");

    /// <summary>The comment, in the text type of the name.</summary>
    public PropertyValue Comment { get; set; } = PropertyValue.String("");

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (DisplayName.Type != Comment.Type) throw new InvalidOperationException("Name and comment go in one text type.");
        writer.WriteByte(OutputHandleIndex);
        writer.WriteByte(FolderType);
        writer.WriteBool(FolderRops.IsUnicode(DisplayName));
        writer.WriteBool(OpenExisting);
        writer.WriteByte(Reserved);
        PropertyValueCodec.Write(writer, DisplayName, CountWidth.Narrow);
        PropertyValueCodec.Write(writer, Comment, CountWidth.Narrow);
    }

    internal static CreateFolderRequest Read(ref MapiReader reader)
    {
        var request = new CreateFolderRequest { OutputHandleIndex = reader.ReadByte(), FolderType = reader.ReadByte() };
        var unicode = reader.ReadBool();
        request.OpenExisting = reader.ReadBool();
        request.Reserved = reader.ReadByte();
        request.DisplayName = FolderRops.ReadText(ref reader, unicode);
        request.Comment = FolderRops.ReadText(ref reader, unicode);
        return request;
    }
}

/// <summary>The response to RopCreateFolder.</summary>
public sealed class CreateFolderResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopCreateFolder;

    /// <summary>The folder that was made or opened.</summary>
    public ulong FolderId { get; set; }

    /// <summary>Whether a public folder of this name was there; only then follow rules and replicas.</summary>
    public bool IsExistingFolder { get; set; }

    /// <summary>Whether the existing folder has rules.</summary>
    public bool HasRules { get; set; }

    /// <summary>Where the existing folder is instead; null where it is here.</summary>
    public FolderReplicas? Replicas { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt64(FolderId);
        writer.WriteBool(IsExistingFolder);
        if (!IsExistingFolder) return;
        writer.WriteBool(HasRules);
        FolderReplicas.Write(writer, Replicas);
    }

    internal static CreateFolderResponse Read(ref MapiReader reader, MapiError error, RopRequest? request)
    {
        var response = new CreateFolderResponse { ReturnValue = error };
        if (error != MapiError.Success) return response;
        response.FolderId = reader.ReadUInt64();
        response.IsExistingFolder = reader.ReadBool();
        if (!response.IsExistingFolder) return response;
        response.HasRules = reader.ReadBool();
        response.Replicas = FolderReplicas.Read(ref reader);
        return response;
    }
}

/// <summary>DeleteFolderFlags ([MS-OXCFOLD] 2.2.1.3.1).</summary>
[Flags]
public enum DeleteFolderFlags : byte
{
    /// <summary>Only an empty folder is deleted, softly.</summary>
    None = 0,
    /// <summary>DEL_MESSAGES: its messages too.</summary>
    Messages = 0x01,
    /// <summary>DEL_FOLDERS: its subfolders too.</summary>
    Folders = 0x04,
    /// <summary>DELETE_HARD_DELETE: for good.</summary>
    Hard = 0x10,
}

/// <summary>RopDeleteFolder (0x1D, [MS-OXCROPS] 2.2.4.3), on the parent. Answered by a <see cref="PartialCompletionResponse"/>.</summary>
public sealed class DeleteFolderRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopDeleteFolder;

    /// <summary>What goes with the folder, and how.</summary>
    public DeleteFolderFlags DeleteFolderFlags { get; set; }

    /// <summary>The folder.</summary>
    public ulong FolderId { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte((byte)DeleteFolderFlags);
        writer.WriteUInt64(FolderId);
    }
}

/// <summary>
/// The response of ROPs on many objects: RopDeleteFolder, RopEmptyFolder, RopHardDeleteMessagesAndSubfolders, RopDeleteMessages,
/// RopHardDeleteMessages, RopSetReadFlags, RopMoveCopyMessages, RopMoveFolder, RopCopyFolder. PartialCompletion is there in failures too.
/// </summary>
public sealed class PartialCompletionResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>Whether a part of the objects could not be dealt with.</summary>
    public bool PartialCompletion { get; set; }

    /// <summary>The request's DestHandleIndex; on the wire only where a move or copy has no destination (NullDestinationObject).</summary>
    public byte DestHandleIndex { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        // Four bytes here, though the request has one ([MS-OXCROPS] 2.2.4.6.1, 2.2.4.6.3).
        if (HasDestination(RopId, ReturnValue)) writer.WriteUInt32(DestHandleIndex);
        writer.WriteBool(PartialCompletion);
    }

    internal static PartialCompletionResponse Read(RopId id, ref MapiReader reader, MapiError error)
    {
        var response = new PartialCompletionResponse(id) { ReturnValue = error };
        if (HasDestination(id, error)) response.DestHandleIndex = (byte)reader.ReadUInt32();
        response.PartialCompletion = reader.ReadBool();
        return response;
    }

    private static bool HasDestination(RopId id, MapiError error) =>
        error == MapiError.NullDestinationObject && id is RopId.RopMoveCopyMessages or RopId.RopMoveFolder or RopId.RopCopyFolder;
}
