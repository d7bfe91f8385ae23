using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>A message that a client moved between two folders of the mailbox.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.ImportMove")]
public sealed record ImportMove
{
    /// <summary>Where it was.</summary>
    [Id(0)] public required long SourceFolderId { get; init; }
    /// <summary>What it was there.</summary>
    [Id(1)] public required long MessageId { get; init; }
    /// <summary>Where it is.</summary>
    [Id(2)] public required long TargetFolderId { get; init; }
    /// <summary>What it is there, of a range that was given to the client; 0 where the client gave it a foreign source key.</summary>
    [Id(3)] public required long NewMessageId { get; init; }
    /// <summary>A foreign source key; empty for the one that follows from the id.</summary>
    [Id(4)] public byte[] SourceKey { get; init; } = [];
    /// <summary>The client's PidTagChangeKey.</summary>
    [Id(5)] public required byte[] ChangeKey { get; init; }
    /// <summary>The client's PidTagPredecessorChangeList.</summary>
    [Id(6)] public required byte[] PredecessorChangeList { get; init; }
}

/// <summary>A folder as a client has it. Keys are PidTagSourceKey values, own or foreign.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.ImportFolder")]
public sealed record ImportFolder
{
    /// <summary>The folder it is somewhere below.</summary>
    [Id(0)] public required long RootId { get; init; }
    /// <summary>Its parent's; empty for the root.</summary>
    [Id(1)] public required byte[] ParentSourceKey { get; init; }
    /// <summary>Its own.</summary>
    [Id(2)] public required byte[] SourceKey { get; init; }
    /// <summary>When the client changed it.</summary>
    [Id(3)] public required DateTimeOffset ModifiedAt { get; init; }
    /// <summary>The client's PidTagChangeKey.</summary>
    [Id(4)] public required byte[] ChangeKey { get; init; }
    /// <summary>The client's PidTagPredecessorChangeList.</summary>
    [Id(5)] public required byte[] PredecessorChangeList { get; init; }
    /// <summary>Its name.</summary>
    [Id(6)] public required string DisplayName { get; init; }
    /// <summary>Its further properties. Property ids from 0x8000 are the mailbox' own.</summary>
    [Id(7)] public PropertyBag Properties { get; init; } = new();
}

/// <summary>Ids and source keys that clients will never use in a folder, or whose objects they deleted before anybody else saw them.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.UnusedIds")]
public sealed record UnusedIds
{
    /// <summary>Ranges of ids; what a message of the folder has is left out.</summary>
    [Id(0)] public IReadOnlyList<(long Low, long High)> Ranges { get; init; } = [];
    /// <summary>Foreign source keys.</summary>
    [Id(1)] public IReadOnlyList<byte[]> SourceKeys { get; init; } = [];
    /// <summary>Whether they are folders', to be somewhere below the folder, and not messages'.</summary>
    [Id(2)] public bool Folders { get; init; }
}

/// <summary>What came of a folder's upload.</summary>
/// <param name="Error">Success; IgnoreFailure where the mailbox has this version or a newer one, NoParentFolder, SyncObjectDeleted, ...</param>
/// <param name="ChangeNumber">The folder's change number, where the client has now what the mailbox has; else 0, and it is to download the folder.</param>
[GenerateSerializer, Immutable, Alias("MapiOrleans.ImportFolderResult")]
public sealed record ImportFolderResult([property: Id(0)] MapiError Error, [property: Id(1)] long ChangeNumber = 0);
