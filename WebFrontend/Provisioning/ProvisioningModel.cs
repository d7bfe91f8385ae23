using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>A user, group, resource or contact as a document has it.</summary>
/// <param name="Value">All that the document says; addresses as written.</param>
/// <param name="Password">The password, or null to leave the one there is.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ProvisionedObject(DirectoryObject Value, string? Password, JsonPlace Place)
{
    /// <summary>Whether it says who may send on its behalf: where it does not, that stays, as owners change it from Outlook.</summary>
    public bool SaysDelegates { get; init; }

    /// <summary>The photo, empty for none; null leaves the one there is.</summary>
    public byte[]? Photo { get; init; }

    /// <summary>What the object is to be, beside what it is.</summary>
    public DirectoryObject Over(DirectoryObject? existing) => SaysDelegates || existing is null ? Value : Value with { SendOnBehalf = existing.SendOnBehalf };

    /// <summary>Puts the object, and the photo where the document says one.</summary>
    public async Task<DirectoryObject> PutAsync(IDirectoryGrain directory, DirectoryObject? existing)
    {
        var after = await directory.PutObjectAsync(Over(existing), Password);
        return Photo is null ? after : await directory.PutBlobsAsync(after.ObjectId, await directory.ReadBlobsAsync(after.ObjectId) with { Photo = Photo });
    }
}

/// <summary>A public folder as a document has it.</summary>
/// <param name="Path">Names with slashes between them, below the top of the domain's tree.</param>
/// <param name="Class">PidTagContainerClass.</param>
/// <param name="Address">Its address, or empty.</param>
/// <param name="Permissions">Address, <c>default</c> or <c>anonymous</c>, and rights; null leaves the list as it is.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ProvisionedFolder(string Path, string Class, string Address, IReadOnlyList<(string Who, FolderRights Rights)>? Permissions, JsonPlace Place)
{
    /// <summary>The folders from the top.</summary>
    public IReadOnlyList<string> Names { get; } = Path.Split('/');
}

/// <summary>A domain as a document has it.</summary>
/// <param name="Info">Its names and settings, as written.</param>
/// <param name="Objects">Users, groups, resources and contacts, in this order.</param>
/// <param name="Folders">Public folders, in the document's order.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ProvisionedDomain(DomainInfo Info, IReadOnlyList<ProvisionedObject> Objects, IReadOnlyList<ProvisionedFolder> Folders, JsonPlace Place);

/// <summary>What became of one thing that a document names.</summary>
public enum ProvisioningOutcome
{
    /// <summary>It was as the document says.</summary>
    Unchanged = 0,
    /// <summary>It was brought to what the document says.</summary>
    Changed = 1,
    /// <summary>It was made.</summary>
    Created = 2,
}

/// <summary>One thing that was applied.</summary>
/// <param name="Kind">domain, user, group, room, equipment, contact or publicFolder.</param>
/// <param name="Name">Its name, address or path.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ProvisioningStep(string Kind, string Name, ProvisioningOutcome Outcome);
