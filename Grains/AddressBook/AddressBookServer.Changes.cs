using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <content>Changes ([MS-OXNSPI] 3.1.4.1.14, 3.1.4.1.15).</content>
internal sealed partial class AddressBookServer
{
    /// <summary>Whether the caller may change a group's members: its owner, and who looks after the organisation.</summary>
    private bool MayChange(DirectoryObject entry) =>
        entry.Kind == DirectoryKind.Group
        && ((entry.ManagedBy.Length > 0 && entry.ManagedBy == user.Account.Address) || user.Account.Roles.Contains(DirectoryRoles.OrganizationAdmin, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// Adds or removes members of a group, through the directory. Each change is judged by what the directory says now, not by the snapshot.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="directory">The directory.</param>
    /// <returns>The answer, and how many members were added or removed.</returns>
    public async Task<(ModLinkAttResponseBody Answer, int Changed)> ModLinkAttAsync(ModLinkAttRequestBody request, IDirectoryGrain directory)
    {
        if (EntryProperties.NativeType(request.PropertyTag.Id) == PropertyType.Unspecified) return Refuse(MapiError.NotFound);
        if (book.Find(request.MinimalId) is not { } known || request.EntryIds is not { } ids) return Refuse(MapiError.InvalidParameter);
        if (ids.Length > options.MaxLinks) return Refuse(MapiError.TooComplex);
        if (EntryLinks.Find(request.PropertyTag.Id) is not { IsWritable: true } || !MayChange(known)) return Refuse(MapiError.AccessDenied);
        var group = await directory.FindByIdAsync(known.ObjectId);
        if (group is null || !MayChange(group)) return Refuse(MapiError.AccessDenied);
        var members = group.Members.ToList();
        var before = members.Count;
        foreach (var id in ids)
        {
            var member = FindByEntryId(id);
            if ((request.Flags & NspiConstants.Delete) != 0)
            {
                if (member is not null) members.Remove(member.Address);
            }
            // What is nobody cannot be a member, and then nothing at all is changed (constraint 8).
            else if (member is null)
            {
                return Refuse(MapiError.AccessDenied);
            }
            else if (!members.Contains(member.Address))
            {
                members.Add(member.Address);
            }
        }
        if (members.Count == before) return (new ModLinkAttResponseBody(), 0);
        try
        {
            await directory.PutObjectAsync(group with { Members = members }, null);
        }
        catch (DirectoryException)
        {
            return Refuse(MapiError.AccessDenied);
        }
        return (new ModLinkAttResponseBody(), Math.Abs(members.Count - before));

        (ModLinkAttResponseBody, int) Refuse(MapiError error) => ((ModLinkAttResponseBody)Failure(request, error), 0);
    }

    /// <summary>What a client may change of an object is nothing: certificates, which [MS-OXNSPI] 3.1.4.1.14 is for, are not kept.</summary>
    private ModPropsResponseBody ModProps(ModPropsRequestBody request)
    {
        var error = request switch
        {
            { PropertyTags: null } or { State: null } => MapiError.InvalidParameter,
            { State: { CodePage: NspiConstants.CodePageUnicode } } => MapiError.InvalidCodepage,
            _ when book.Find(request.State.Value.CurrentRec) is not { } entry => MapiError.InvalidParameter,
            _ when EntryProperties.DisplayTypeOf(book.Find(request.State.Value.CurrentRec)!) != DisplayType.MailUser => MapiError.InvalidObject,
            _ => MapiError.AccessDenied,
        };
        return (ModPropsResponseBody)Failure(request, error);
    }

    /// <summary>The entry of a permanent or ephemeral entry id, hidden or not.</summary>
    private DirectoryObject? FindByEntryId(byte[] id)
    {
        if (PermanentEntryId.TryParse(id) is { } permanent) return book.FindByName(permanent.DistinguishedName);
        return EphemeralEntryId.TryParse(id) is { } ephemeral && ephemeral.ServerGuid == AddressBookIdentity.ServerGuid(user.Domain.DomainId) ? book.Find(ephemeral.MinimalId) : null;
    }
}
