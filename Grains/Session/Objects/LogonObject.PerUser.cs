using MapiOrleans.Mapi.Identifiers;

namespace MapiOrleans.Grains.Session.Objects;

internal sealed partial class LogonObject
{
    /// <summary>Read marks of a public folder that the client is sending in parts (RopWritePerUserInformation), or null.</summary>
    public PerUserUpload? PerUserUpload { get; set; }
}

/// <summary>Read marks on their way in.</summary>
/// <param name="FolderId">The public folder.</param>
/// <param name="ReplGuid">The replica that they came from; empty on a public logon.</param>
internal sealed record PerUserUpload(LongTermId FolderId, Guid ReplGuid)
{
    /// <summary>What has come.</summary>
    public List<byte> Data { get; } = [];
}
