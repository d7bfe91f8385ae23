using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <content>Changes ([MS-OXNSPI] 3.1.4.1.14, 3.1.4.1.15).</content>
internal sealed partial class AddressBookServer
{
    private static readonly HashSet<ushort> Certificates = [PidTag.AddressBookX509Certificate.Id, PidTag.UserX509Certificate.Id];

    /// <summary>
    /// Whether the caller may change a link: a group's members its owner, delegates whose they are, and both who looks after the organisation.
    /// </summary>
    private bool MayChange(DirectoryObject entry, EntryLink link) =>
        link.Writable?.Invoke(entry) == true
        && ((entry.ManagedBy.Length > 0 && entry.ManagedBy == user.Account.Address) || entry.ObjectId == user.Account.ObjectId || IsAdministrator);

    private bool IsAdministrator => user.Account.Roles.Contains(DirectoryRoles.OrganizationAdmin, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Adds or removes values of a link, members of a group or delegates, through the directory. Each change is judged by what the directory says
    /// now, not by the snapshot.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="directory">The directory.</param>
    /// <returns>The answer, and how many values were added or removed.</returns>
    public async Task<(ModLinkAttResponseBody Answer, int Changed)> ModLinkAttAsync(ModLinkAttRequestBody request, IDirectoryGrain directory)
    {
        // What is no link is no property that this method knows (constraint 3).
        if (EntryLinks.Find(request.PropertyTag.Id) is not { } link) return Refuse(MapiError.NotFound);
        if (book.Find(request.MinimalId) is not { } known || request.EntryIds is not { } ids) return Refuse(MapiError.InvalidParameter);
        if (ids.Length > options.MaxLinks) return Refuse(MapiError.TooComplex);
        if (!MayChange(known, link)) return Refuse(MapiError.AccessDenied);
        var entry = await directory.FindByIdAsync(known.ObjectId);
        if (entry is null || !MayChange(entry, link)) return Refuse(MapiError.AccessDenied);
        var addresses = link.Addresses(entry).ToList();
        var before = addresses.Count;
        foreach (var id in ids)
        {
            var value = FindByEntryId(id);
            if ((request.Flags & NspiConstants.Delete) != 0)
            {
                if (value is not null) addresses.Remove(value.Address);
            }
            // What is nobody cannot be linked, and then nothing at all is changed (constraint 8).
            else if (value is null)
            {
                return Refuse(MapiError.AccessDenied);
            }
            else if (!addresses.Contains(value.Address))
            {
                addresses.Add(value.Address);
            }
        }
        if (addresses.Count == before) return (new ModLinkAttResponseBody(), 0);
        try
        {
            await directory.PutObjectAsync(link.With(entry, addresses), null);
        }
        catch (DirectoryException)
        {
            return Refuse(MapiError.AccessDenied);
        }
        return (new ModLinkAttResponseBody(), Math.Abs(addresses.Count - before));

        (ModLinkAttResponseBody, int) Refuse(MapiError error) => ((ModLinkAttResponseBody)Failure(request, error), 0);
    }

    /// <summary>
    /// Changes certificates and the photo of a mail user ([MS-OXNSPI] 3.1.4.1.14): values of all properties named go, and those that the row has
    /// come. Its owner may, and who looks after the organisation.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="directory">The directory.</param>
    /// <returns>The answer, and whether something was changed.</returns>
    public async Task<(ModPropsResponseBody Answer, bool Changed)> ModPropsAsync(ModPropsRequestBody request, IDirectoryGrain directory)
    {
        if (request.PropertyTags is not { } removed || request.State is not { } stat) return Refuse(MapiError.InvalidParameter);
        if (stat.CodePage == NspiConstants.CodePageUnicode) return Refuse(MapiError.InvalidCodepage);
        if (book.Find(stat.CurrentRec) is not { } entry) return Refuse(MapiError.InvalidParameter);
        if (EntryProperties.DisplayTypeOf(entry) != DisplayType.MailUser) return Refuse(MapiError.InvalidObject);
        var values = request.PropertyValues ?? [];
        var named = removed.Select(t => t.Id).Concat(values.Select(v => v.Tag.Id)).ToHashSet();
        if (!named.All(id => id == PidTag.ThumbnailPhoto.Id || Certificates.Contains(id)) || (entry.ObjectId != user.Account.ObjectId && !IsAdministrator)) return Refuse(MapiError.AccessDenied);
        var before = await directory.ReadBlobsAsync(entry.ObjectId);
        var after = new DirectoryBlobs
        {
            Photo = named.Contains(PidTag.ThumbnailPhoto.Id) ? [] : before.Photo,
            Certificates = named.Contains(PidTag.AddressBookX509Certificate.Id) ? [] : before.Certificates,
            UserCertificates = named.Contains(PidTag.UserX509Certificate.Id) ? [] : before.UserCertificates,
        };
        foreach (var (tag, value) in values.Select(v => (v.Tag, v.Value)))
        {
            // What has no value, or an error for one, adds none.
            if (!value.HasValue || value.Type is PropertyType.ErrorCode or PropertyType.Null) continue;
            var all = value.RawReference switch { byte[] one when value.Type == PropertyType.Binary => [one], byte[][] many when value.Type == PropertyType.MultipleBinary => many, _ => null };
            if (all is null || (tag.Id == PidTag.ThumbnailPhoto.Id && all.Length > 1)) return Refuse(MapiError.AccessDenied);
            all = [.. all.Where(b => b.Length > 0)];
            if (tag.Id == PidTag.ThumbnailPhoto.Id) after = after with { Photo = all.FirstOrDefault() ?? [] };
            else if (tag.Id == PidTag.UserX509Certificate.Id) after = after with { UserCertificates = [.. after.UserCertificates, .. all] };
            else after = after with { Certificates = [.. after.Certificates, .. all] };
        }
        if (DirectoryBlobs.Same(before, after)) return (new ModPropsResponseBody(), false);
        try
        {
            await directory.PutBlobsAsync(entry.ObjectId, after);
        }
        catch (DirectoryException)
        {
            return Refuse(MapiError.AccessDenied);
        }
        return (new ModPropsResponseBody(), true);

        (ModPropsResponseBody, bool) Refuse(MapiError error) => ((ModPropsResponseBody)Failure(request, error), false);
    }

    /// <summary>The entry of a permanent or ephemeral entry id, hidden or not.</summary>
    private DirectoryObject? FindByEntryId(byte[] id)
    {
        if (PermanentEntryId.TryParse(id) is { } permanent) return book.FindByName(permanent.DistinguishedName);
        return EphemeralEntryId.TryParse(id) is { } ephemeral && ephemeral.ServerGuid == AddressBookIdentity.ServerGuid(user.Domain.DomainId) ? book.Find(ephemeral.MinimalId) : null;
    }
}
