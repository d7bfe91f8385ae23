using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>On whose behalf a mailbox is asked. The mailbox judges rights from this and the folder's permissions.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxCaller")]
public sealed record MailboxCaller
{
    /// <summary>The account.</summary>
    [Id(0)] public required Guid AccountId { get; init; }
    /// <summary>Groups it is in, directly or not.</summary>
    [Id(1)] public IReadOnlyList<Guid> Groups { get; init; } = [];
    /// <summary>The mailbox' owner, an administrator who logged on as such, or the server itself: all rights on every folder.</summary>
    [Id(2)] public bool HasAllRights { get; init; }

    /// <summary>The server itself: delivery, provisioning, migration.</summary>
    public static MailboxCaller Server { get; } = new() { AccountId = Guid.Empty, HasAllRights = true };
}

/// <summary>What a new mailbox is given.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxSetup")]
public sealed record MailboxSetup
{
    /// <summary>Whether it is a public-folder tree.</summary>
    [Id(0)] public bool IsPublic { get; init; }
    /// <summary>Language of its folder names, ISO 639-1.</summary>
    [Id(1)] public string Language { get; init; } = "en";
    /// <summary>The owner's account; empty for a public tree.</summary>
    [Id(2)] public Guid OwnerId { get; init; }
    /// <summary>Bytes, or null for no limit.</summary>
    [Id(3)] public long? QuotaBytes { get; init; }
}

/// <summary>What a session needs to know of a mailbox it logs on to.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.MailboxInfo")]
public sealed record MailboxInfo
{
    /// <summary>The store's number of the mailbox.</summary>
    [Id(0)] public required long StoreId { get; init; }
    /// <summary>The shard that has it.</summary>
    [Id(1)] public required int Shard { get; init; }
    /// <summary>MailboxGuid ([MS-OXCSTOR] 2.2.1.1.3).</summary>
    [Id(2)] public required Guid MailboxGuid { get; init; }
    /// <summary>The replica GUID; replid 1.</summary>
    [Id(3)] public required Guid ReplGuid { get; init; }
    /// <summary>Whether it is a public-folder tree.</summary>
    [Id(4)] public bool IsPublic { get; init; }
    /// <summary>The owner's account; empty for a public tree.</summary>
    [Id(5)] public Guid OwnerId { get; init; }
    /// <summary>GLOBCNTs of the special folders it has.</summary>
    [Id(6)] public IReadOnlyDictionary<SpecialFolder, long> SpecialFolders { get; init; } = new Dictionary<SpecialFolder, long>();
    /// <summary>Store-level properties that were set.</summary>
    [Id(7)] public PropertyBag Properties { get; init; } = new();
    /// <summary>Bytes in use.</summary>
    [Id(8)] public long SizeBytes { get; init; }
    /// <summary>Bytes past which it takes nothing more, or null for no limit.</summary>
    [Id(9)] public long? QuotaBytes { get; init; }
    /// <summary>Bytes past which its owner sends nothing, or null.</summary>
    [Id(11)] public long? SendQuotaBytes { get; init; }
    /// <summary>Bytes past which its owner is warned, or null.</summary>
    [Id(12)] public long? WarningQuotaBytes { get; init; }
    /// <summary>Whether its owner is away, and what it says meanwhile.</summary>
    [Id(13)] public OutOfOfficeSettings OutOfOffice { get; init; } = new();
    /// <summary>When it was made.</summary>
    [Id(10)] public DateTimeOffset CreatedAt { get; init; }
}
