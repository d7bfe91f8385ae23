using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>A folder as a caller sees it.</summary>
/// <param name="Folder">The folder; its permission list is empty unless the caller owns the folder.</param>
/// <param name="Rights">The caller's rights on it.</param>
/// <param name="Subfolders">How many subfolders it has that are not deleted.</param>
/// <param name="Depth">Levels below the folder that a hierarchy was asked of, 1 for its children; 0 for a folder asked by id.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderView")]
public sealed record FolderView([property: Id(0)] FolderRecord Folder, [property: Id(1)] FolderRights Rights, [property: Id(2)] int Subfolders, [property: Id(3)] int Depth);

/// <summary>The folders below a folder that the caller may see: parents before children, siblings by folded name.</summary>
/// <param name="Version">Changes whenever any folder of the mailbox changes in a way that a hierarchy table shows, counters included.</param>
/// <param name="Folders">The folders.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.HierarchyView")]
public sealed record HierarchyView([property: Id(0)] long Version, [property: Id(1)] IReadOnlyList<FolderView> Folders);

/// <summary>A folder to make.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.NewFolder")]
public sealed record NewFolder
{
    /// <summary>Where.</summary>
    [Id(0)] public required long ParentId { get; init; }
    /// <summary>Its display name; unique among its siblings, case aside.</summary>
    [Id(1)] public required string DisplayName { get; init; }
    /// <summary>PidTagComment.</summary>
    [Id(2)] public string Comment { get; init; } = "";
    /// <summary>Generic or search.</summary>
    [Id(3)] public FolderKind Kind { get; init; } = FolderKind.Generic;
    /// <summary>Whether an existing folder of this name is the answer instead of an error.</summary>
    [Id(4)] public bool OpenExisting { get; init; }
    /// <summary>Further properties.</summary>
    [Id(5)] public PropertyBag Properties { get; init; } = new();
    /// <summary>The GLOBCNT to use, from a range that was given to the client; 0 for a new one.</summary>
    [Id(6)] public long FolderId { get; init; }
    /// <summary>Identity given by a client's upload; empty to make it.</summary>
    [Id(7)] public byte[] ChangeKey { get; init; } = [];
    /// <summary>Identity given by a client's upload; empty to make it.</summary>
    [Id(8)] public byte[] PredecessorChangeList { get; init; } = [];
    /// <summary>A foreign source key; empty for the one that follows from the id.</summary>
    [Id(9)] public byte[] SourceKey { get; init; } = [];
}

/// <summary>What came of a folder operation.</summary>
/// <param name="Error">Success or the protocol's error.</param>
/// <param name="Folder">The folder as it is now, where there is one.</param>
/// <param name="Existed">Whether it was there before.</param>
/// <param name="Partial">Whether a part could not be done (PartialCompletion).</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderResult")]
public sealed record FolderResult([property: Id(0)] MapiError Error, [property: Id(1)] FolderView? Folder = null, [property: Id(2)] bool Existed = false, [property: Id(3)] bool Partial = false);

/// <summary>What one step of a long operation on a folder's messages did.</summary>
/// <param name="Error">Success, or why nothing could be done.</param>
/// <param name="Done">How many messages it was.</param>
/// <param name="Partial">Whether some were left.</param>
/// <param name="Next">The id after which the next step begins, or null where this was the last.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderStep")]
public sealed record FolderStep([property: Id(0)] MapiError Error, [property: Id(1)] int Done = 0, [property: Id(2)] bool Partial = false, [property: Id(3)] long? Next = null);

/// <summary>Copies of folders that have no messages yet.</summary>
/// <param name="Result">What came of making them, with the topmost.</param>
/// <param name="Pairs">Folders and their copies, whose messages are to be copied.</param>
/// <param name="Messages">How many messages that are.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.FolderCopies")]
public sealed record FolderCopies([property: Id(0)] FolderResult Result, [property: Id(1)] IReadOnlyList<KeyValuePair<long, long>> Pairs, [property: Id(2)] long Messages);

/// <summary>A property that could not be set or deleted ([MS-OXCDATA] 2.7 PropertyProblem).</summary>
/// <param name="Tag">The property.</param>
/// <param name="Error">Why.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxPropertyProblem")]
public readonly record struct MailboxPropertyProblem([property: Id(0)] uint Tag, [property: Id(1)] MapiError Error);

/// <summary>All named properties of a mailbox at one moment. Ids are never given up, so an old list is short, never wrong.</summary>
/// <param name="Names">Id and name, in order of id.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.NamedPropertyList")]
public sealed record NamedPropertyList([property: Id(0)] IReadOnlyList<KeyValuePair<ushort, PropertyName>> Names);

/// <summary>A change to a folder's permission list ([MS-OXCPERM] 2.2.2).</summary>
/// <param name="Remove">Whether the member goes.</param>
/// <param name="MemberId">The member, or <see cref="NewMember"/> to add <paramref name="AccountId"/>.</param>
/// <param name="AccountId">The account or group to add.</param>
/// <param name="Rights">The member's rights.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.PermissionChange")]
public sealed record PermissionChange([property: Id(0)] bool Remove, [property: Id(1)] long MemberId, [property: Id(2)] Guid AccountId, [property: Id(3)] FolderRights Rights)
{
    /// <summary>Stands for a member that has no id yet.</summary>
    public const long NewMember = -2;
}
