using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>
/// One run of copying a domain's LDAP directory: what changed, or all; then who is whose manager and in which group; then what is gone. Each entry
/// is put by itself, so a run that was cut off is gone on with by the next.
/// </summary>
internal sealed class DirectorySyncRun(
    DomainInfo domain, DirectorySource source, DirectorySyncState before, DirectoryServices services, LdapOptions options, IDirectoryGrain directory, Func<Task> keep, ILogger logger)
{
    // Servers of one directory do not write the same time: what changed a little before is read once more.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);
    private const string GeneralizedTime = "yyyyMMddHHmmss'Z'";
    private const int KeepEvery = 100;

    private readonly LdapMapping _mapping = new(source, services.Options.Limits);
    private readonly Dictionary<string, DirectoryLink> _links = [];
    private readonly Dictionary<string, Guid> _byDn = [];
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _problems = [];
    private readonly List<(Guid Id, string ManagerDn)> _managers = [];
    private int _read;
    private int _changed;
    private int _removed;
    private bool _namesChanged;
    private string _newest = "";

    /// <summary>Carries it out; gives what the next run begins with.</summary>
    /// <exception cref="LdapUnavailableException">The directory cannot be asked, or says what cannot be.</exception>
    public async Task<DirectorySyncState> RunAsync(CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        foreach (var link in await services.Links.ReadLinksAsync(domain.Name, cancellationToken)) Remember(link);
        using var session = await LdapSession.OpenAsync(source, options, cancellationToken);
        await session.BindReaderAsync(cancellationToken);
        var (server, newest) = await PositionAsync(session);
        var description = Fingerprint();
        var full = before.Full || before.Cursor.Length == 0 || before.Server != server || before.Description != description || now - (before.Told.FullAt ?? DateTimeOffset.MinValue) >= options.FullInterval;
        var deletions = full || before.AcceptDeletions || now - (before.Told.DeletionsAt ?? DateTimeOffset.MinValue) >= options.DeletionInterval;

        await foreach (var entry in session.SearchAsync(Filter(_mapping.UserFilter, full), _mapping.UserAttributes, cancellationToken)) await UserAsync(entry);
        await GroupsAsync(session, full, cancellationToken);
        await ManagersAsync();
        var again = false;
        if (deletions) again = await DeletionsAsync(session, full, now, cancellationToken);
        return new DirectorySyncState
        {
            Cursor = newest.Length > 0 ? newest : string.CompareOrdinal(_newest, before.Cursor) > 0 ? _newest : before.Cursor.Length > 0 ? before.Cursor : now.ToString(GeneralizedTime, CultureInfo.InvariantCulture),
            Server = server,
            Description = description,
            Full = again,
            Told = before.Told with
            {
                SucceededAt = services.Time.GetUtcNow(),
                FullAt = full ? now : before.Told.FullAt,
                DeletionsAt = deletions ? now : before.Told.DeletionsAt,
                Error = "",
                Entries = _links.Count,
                Missing = _links.Values.Count(l => l.MissingSince is not null),
                Read = _read,
                Changed = _changed,
                Removed = _removed,
                Referrals = session.Referrals,
                Problems = _problems,
            },
        };
    }

    private void Remember(DirectoryLink link)
    {
        _links[link.ExternalId] = link;
        _byDn[LdapEntry.NormalizeDn(link.Dn)] = link.ObjectId;
    }

    /// <summary>
    /// Where the server is now, read before its entries are: of Active Directory the server and its update sequence number, which another server
    /// counts otherwise; elsewhere nothing, as entries say their time themselves.
    /// </summary>
    private async Task<(string Server, string Newest)> PositionAsync(LdapSession session)
    {
        if (source.Schema != DirectorySchema.ActiveDirectory) return ("", "");
        var root = await session.RootAsync("dsServiceName", "highestCommittedUSN");
        var number = root?.Text("highestCommittedUSN") ?? "";
        if (number.Length == 0) throw new LdapUnavailableException($"{session.Server} says no highestCommittedUSN: it is no Active Directory; set directory.schema to inetOrgPerson.");
        return (root!.Text("dsServiceName"), number);
    }

    private string Filter(string filter, bool full)
    {
        if (full) return filter;
        if (source.Schema == DirectorySchema.ActiveDirectory) return LdapFilter.AtLeast(filter, _mapping.ChangeAttribute, (long.Parse(before.Cursor, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
        var since = DateTimeOffset.TryParseExact(before.Cursor, GeneralizedTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time - Overlap : DateTimeOffset.UnixEpoch;
        return LdapFilter.AtLeast(filter, _mapping.ChangeAttribute, since.ToString(GeneralizedTime, CultureInfo.InvariantCulture));
    }

    private async Task TakeAsync(LdapEntry entry)
    {
        if (++_read > options.MaxEntries) throw new LdapUnavailableException($"The directory has more than {options.MaxEntries} entries (Ldap:MaxEntries): narrow directory.baseDn or directory.userFilter.");
        if (_read % KeepEvery == 0) await keep();
        if (source.Schema != DirectorySchema.ActiveDirectory && entry.Text(_mapping.ChangeAttribute) is { Length: > 14 } changed)
        {
            // Some servers write fractions of a second.
            var time = changed[..14] + "Z";
            if (string.CompareOrdinal(time, _newest) > 0) _newest = time;
        }
    }

    private async Task UserAsync(LdapEntry entry)
    {
        await TakeAsync(entry);
        if (_mapping.User(entry, domain, out var problem) is not { } mapped)
        {
            Problem(problem, entry);
            return;
        }
        if (await PutAsync(mapped, static (wanted, _) => wanted) is not { } put) return;
        if (_mapping.Copies("manager")) _managers.Add((put.ObjectId, mapped.Manager));
        var theirs = mapped.Blobs;
        // What the directory does not have, the user may have put from Outlook: that stays.
        if (theirs.Photo.Length > 0 || theirs.Certificates.Length > 0)
        {
            var ours = await directory.ReadBlobsAsync(put.ObjectId);
            var wanted = ours with { Photo = theirs.Photo.Length > 0 ? theirs.Photo : ours.Photo, Certificates = theirs.Certificates.Length > 0 ? theirs.Certificates : ours.Certificates };
            if (!DirectoryBlobs.Same(ours, wanted)) await directory.PutBlobsAsync(put.ObjectId, wanted);
        }
    }

    /// <summary>Groups: first that they are there, then who is in them, as groups are in groups.</summary>
    private async Task GroupsAsync(LdapSession session, bool full, CancellationToken cancellationToken)
    {
        // A member that came or was renamed may be in groups that did not change themselves.
        var all = full || _namesChanged;
        var groups = new List<(DirectoryObject Group, MappedEntry Mapped)>();
        await foreach (var entry in session.SearchAsync(Filter(_mapping.GroupFilter, all), _mapping.GroupAttributes, cancellationToken))
        {
            await TakeAsync(entry);
            var members = await session.AllValuesAsync(entry, _mapping.MemberAttributes.Where(a => a.Length > 0), services.Options.Limits.MaxMembers);
            if (_mapping.Group(entry, members, domain, out var problem) is not { } mapped) Problem(problem, entry);
            else if (await PutAsync(mapped, static (wanted, existing) => wanted with { Members = existing?.Members ?? [], ManagedBy = existing?.ManagedBy ?? "" }) is { } put) groups.Add((put, mapped));
        }
        // A group that came in this very run may be in one that did not change.
        if (!all && _namesChanged)
        {
            await GroupsAsync(session, full: true, cancellationToken);
            return;
        }
        foreach (var (group, mapped) in groups)
        {
            var members = new List<string>(mapped.Members.Count);
            foreach (var dn in mapped.Members)
            {
                if (await AddressOfAsync(dn) is { } address && address != group.Address && !members.Contains(address)) members.Add(address);
            }
            var owner = _mapping.Copies("managedBy") ? await AddressOfAsync(mapped.Manager) ?? "" : group.ManagedBy;
            if (!members.SequenceEqual(group.Members) || owner != group.ManagedBy) await TryPutAsync(mapped.Dn, group with { Members = members, ManagedBy = owner }, null);
        }
    }

    private async Task ManagersAsync()
    {
        foreach (var (id, dn) in _managers)
        {
            if (await directory.FindByIdAsync(id) is not { } user) continue;
            var manager = await AddressOfAsync(dn) ?? "";
            if (manager != user.Manager) await TryPutAsync(dn, user with { Manager = manager }, null);
        }
    }

    private async Task<string?> AddressOfAsync(string dn) =>
        dn.Length > 0 && _byDn.TryGetValue(LdapEntry.NormalizeDn(dn), out var id) && await directory.FindByIdAsync(id) is { } found ? found.Address : null;

    /// <summary>Puts an entry; null where that is refused.</summary>
    private async Task<DirectoryObject?> PutAsync(MappedEntry mapped, Func<DirectoryObject, DirectoryObject?, DirectoryObject> complete)
    {
        _seen.Add(mapped.ExternalId);
        var link = _links.GetValueOrDefault(mapped.ExternalId);
        var existing = link is null ? null : await directory.FindByIdAsync(link.ObjectId);
        if (existing is null)
        {
            var there = await directory.FindByAddressAsync(mapped.Value.Address);
            if (there is not null && !MayAdopt(there, mapped))
            {
                Problem($"{mapped.Dn} is not copied: {mapped.Value.Address} is the {(there.Source.Length > 0 ? "copy of another entry" : "address of an entry that is kept here")}. Change one of the two, or set directory.adoptLocal.", mapped.Dn);
                return null;
            }
            existing = there;
        }
        var wanted = complete(_mapping.Over(existing, mapped.Value), existing);
        if (await TryPutAsync(mapped.Dn, wanted, mapped.Credential.Length > 0 ? mapped.Credential : null, existing) is not { } put) return null;
        var now = new DirectoryLink(mapped.ExternalId, put.ObjectId, mapped.Dn, null);
        if (link == now) return put;
        if (link is { MissingSince: not null }) DirectoryLog.Returned(logger, mapped.Dn, domain.Name);
        if (link is null || LdapEntry.NormalizeDn(link.Dn) != LdapEntry.NormalizeDn(mapped.Dn) || link.MissingSince is not null) _namesChanged = true;
        await services.Links.PutLinkAsync(domain.Name, now, CancellationToken.None);
        Remember(now);
        return put;
    }

    private bool MayAdopt(DirectoryObject there, MappedEntry mapped) =>
        there.Domain == domain.Name && there.Kind == mapped.Value.Kind && there.Address == mapped.Value.Address
        && (there.Source.Length == 0 ? source.AdoptLocal : !_links.Values.Any(l => l.ObjectId == there.ObjectId));

    private async Task<DirectoryObject?> TryPutAsync(string dn, DirectoryObject value, string? credential, DirectoryObject? existing = null)
    {
        try
        {
            var put = await directory.PutCopiedAsync(value, credential);
            if (existing is null ? value.ObjectId == Guid.Empty || put.Version != value.Version : put.Version != existing.Version) _changed++;
            if (existing is not null && put.Address != existing.Address) _namesChanged = true;
            return put;
        }
        catch (DirectoryException e)
        {
            Problem($"{dn} is not copied: {e.Field}: {e.Message}", dn);
            return null;
        }
    }

    /// <summary>
    /// Marks what is gone, and removes what has been for long enough. True where something is there again that was gone, so that all has to be
    /// read.
    /// </summary>
    private async Task<bool> DeletionsAsync(LdapSession session, bool full, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!full)
        {
            await foreach (var entry in session.SearchAsync(LdapFilter.Either(_mapping.UserFilter, _mapping.GroupFilter), [_mapping.IdAttribute], cancellationToken))
            {
                await TakeAsync(entry);
                if (_mapping.IdOf(entry) is { } id) _seen.Add(id);
            }
        }
        var gone = _links.Values.Where(l => l.MissingSince is null && !_seen.Contains(l.ExternalId)).ToList();
        var most = Math.Max(options.MaxMissing, (int)((long)_links.Count * options.MaxMissingPercent / 100));
        if (gone.Count > most && !before.AcceptDeletions)
        {
            throw new LdapUnavailableException(
                $"{gone.Count} of {_links.Count} entries are gone at once, more than Ldap:MaxMissing and Ldap:MaxMissingPercent take for no mistake: check directory.baseDn, the filters and what {source.BindDn} may read. "
                + $"If they are to go, say so: mapiorleans admin directory sync {domain.Name} --accept-deletions");
        }
        foreach (var link in gone)
        {
            var marked = link with { MissingSince = now };
            await services.Links.PutLinkAsync(domain.Name, marked, cancellationToken);
            Remember(marked);
            if (await directory.FindByIdAsync(link.ObjectId) is not { } value) continue;
            // Whoever signed in a moment ago does not any more; mail still comes in.
            if (value.Kind == DirectoryKind.User) await TryPutAsync(link.Dn, value, LdapCredential.Disabled);
            DirectoryLog.Missing(logger, link.Dn, domain.Name, value.Address, now + options.Quarantine);
        }
        foreach (var link in _links.Values.Where(l => l.MissingSince is { } since && !_seen.Contains(l.ExternalId) && now - since >= options.Quarantine).ToList())
        {
            if (await directory.FindByIdAsync(link.ObjectId) is { } value && await directory.RemoveObjectAsync(value.Address)) _removed++;
            _links.Remove(link.ExternalId);
        }
        return !full && _links.Values.Any(l => l.MissingSince is not null && _seen.Contains(l.ExternalId));
    }

    private void Problem(string problem, LdapEntry entry)
    {
        if (_mapping.IdOf(entry) is { } id) _seen.Add(id);
        Problem(problem, entry.Dn);
    }

    private void Problem(string problem, string dn)
    {
        if (_problems.Count >= options.MaxProblems || _problems.Contains(problem)) return;
        _problems.Add(problem);
        DirectoryLog.EntryProblem(logger, domain.Name, problem.Length > 0 ? problem : dn);
    }

    /// <summary>Which description of the directory this is: another one may have other entries.</summary>
    private string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(source with { Servers = [], PasswordFile = "", TrustedCertificates = "" }) + domain.Name + string.Join(',', domain.Aliases))))[..32];
}
