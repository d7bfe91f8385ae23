using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Directory;

/// <content>Changes. Each can be asked for again after it was cut off at any point, and then ends as if it never had been.</content>
internal sealed partial class DirectoryGrain
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _queued;

    /// <inheritdoc/>
    public Task<DomainInfo> PutDomainAsync(DomainInfo domain)
    {
        var wanted = DirectoryEntries.Normalize(domain, Options.Limits);
        return InTurnAsync(async () =>
        {
            var table = await ReadDomainsAsync();
            var existing = table.Find(wanted.Name);
            if (existing is not null && existing.Name != wanted.Name) throw new DirectoryException("name", $"{wanted.Name} is a further name of {existing.Name}.");
            foreach (var alias in wanted.Aliases)
            {
                if (table.Find(alias) is { } other && other.Name != wanted.Name) throw new DirectoryException("aliases", $"{alias} is taken by {other.Name}.");
            }
            if (existing is null && table.Domains.Count >= Options.MaxDomains) throw Refused("name", nameof(DirectoryOptions.MaxDomains), $"There are {Options.MaxDomains} domains already.");
            wanted = wanted with { DomainId = existing?.DomainId ?? Guid.NewGuid(), PublicMailbox = existing?.PublicMailbox ?? Guid.NewGuid() };
            if (existing is null || !DirectoryEntries.Same(existing, wanted))
            {
                await CommitAsync(s => s.PutDomainAsync(wanted, CancellationToken.None), taken => new DirectoryException(taken == wanted.Name ? "name" : "aliases", $"{taken} is taken."), ForgetDomains);
                DirectoryLog.DomainPut(logger, wanted.Name, wanted.MapiEnabled, wanted.Aliases.Count);
            }
            await MakeMailboxAsync(wanted.PublicMailbox, new MailboxSetup { IsPublic = true });
            // Another directory is copied at once, not when the old one would have been.
            if (wanted.Source is not null && wanted.Source != existing?.Source) await LinkAsync(async s =>
            {
                await s.RequestSyncAsync(wanted.Name, full: true, acceptDeletions: false, services.Time.GetUtcNow(), CancellationToken.None);
                return true;
            });
            return wanted;
        });
    }

    /// <inheritdoc/>
    public async Task<DirectoryObject> PutObjectAsync(DirectoryObject value, string? password)
    {
        var wanted = DirectoryEntries.Normalize(value, await DomainsAsync(), Options.Limits);
        if (password is not null)
        {
            if (wanted.Kind != DirectoryKind.User) throw new DirectoryException("password", "Only users have a password.");
            if (DirectoryRules.CheckPassword(password, Options.Limits) is { } problem) throw new DirectoryException("password", problem);
            if (await FindByAddressAsync(wanted.Address) is { Source.Length: > 0 }) throw new DirectoryException("password", $"{wanted.Address} signs in at the LDAP directory of {wanted.Domain}: its password is changed there.");
        }
        // Hashed before the turn comes, so that writes do not wait for each other's hashes.
        var (before, hash) = await HashIfNewAsync(await FindByAddressAsync(wanted.Address), password);
        return await InTurnAsync(async () =>
        {
            var existing = await ReadAsync(s => s.FindByAddressAsync(wanted.Address, CancellationToken.None));
            wanted = await CompleteAsync(wanted, existing);
            if (password is not null && before != await CredentialVersionAsync(existing)) (_, hash) = await HashIfNewAsync(existing, password);
            if (existing is not null && hash is null && DirectoryEntries.Same(existing, wanted)) wanted = existing;
            else
            {
                wanted = await CommitAsync(s => s.PutObjectAsync(wanted, hash, CancellationToken.None),
                    taken => new DirectoryException(taken == wanted.Address ? "address" : "aliases", $"{taken} is taken."), () => Forget(wanted));
                DirectoryLog.ObjectPut(logger, wanted.Kind.ToString(), wanted.Address, wanted.Version);
            }
            if (wanted.MailboxGuid != Guid.Empty)
            {
                await MakeMailboxAsync(wanted.MailboxGuid, new MailboxSetup { Language = wanted.Language, OwnerId = wanted.ObjectId, QuotaBytes = wanted.QuotaBytes });
            }
            return wanted;
        });
    }

    /// <inheritdoc/>
    public Task<DirectoryBlobs> ReadBlobsAsync(Guid objectId) => ReadAsync(s => s.ReadBlobsAsync(objectId, CancellationToken.None));

    /// <inheritdoc/>
    public Task<DirectoryObject> PutBlobsAsync(Guid objectId, DirectoryBlobs blobs)
    {
        if (DirectoryRules.CheckPhoto(blobs.Photo, Options.Limits) is { } noPhoto) throw new DirectoryException("photo", noPhoto);
        if ((DirectoryRules.CheckCertificates(blobs.Certificates, Options.Limits) ?? DirectoryRules.CheckCertificates(blobs.UserCertificates, Options.Limits)) is { } none) throw new DirectoryException("certificates", none);
        return InTurnAsync(async () =>
        {
            var existing = await ReadAsync(s => s.FindByIdAsync(objectId, CancellationToken.None)) ?? throw new DirectoryException("address", "There is no such object.");
            if (DirectoryBlobs.Same(blobs, await ReadBlobsAsync(objectId))) return existing;
            var wanted = existing with { PhotoBytes = blobs.Photo.Length, CertificateBytes = blobs.CertificateBytes };
            return await CommitAsync(s => s.PutBlobsAsync(wanted, blobs, CancellationToken.None), taken => new DirectoryException("address", $"{taken} is taken."), () => Forget(wanted));
        });
    }

    /// <inheritdoc/>
    public Task<bool> RemoveObjectAsync(string address) => InTurnAsync(async () =>
    {
        if (await FindByAddressAsync(address) is not { } value) return false;
        // First whatever names it: who gets the address next must not find itself in a group, or a group's owner.
        await foreach (var other in AllOfAsync(value.Domain))
        {
            if (other.ObjectId == value.ObjectId || !DirectoryEntries.Names(other, value.Address)) continue;
            var without = DirectoryEntries.Without(other, value.Address);
            await CommitAsync(s => s.PutObjectAsync(without, null, CancellationToken.None), taken => new DirectoryException("address", $"{taken} is taken."), () => Forget(without));
        }
        var removed = await CommitAsync(s => s.RemoveObjectAsync(value.ObjectId, CancellationToken.None), taken => new DirectoryException("address", taken), () => Forget(value));
        if (removed) DirectoryLog.ObjectRemoved(logger, value.Kind.ToString(), value.Address, value.MailboxGuid);
        return removed;
    });

    /// <inheritdoc/>
    public async Task<DirectoryObject> PutCopiedAsync(DirectoryObject value, string? credential)
    {
        var wanted = DirectoryEntries.Normalize(value, await DomainsAsync(), Options.Limits);
        return await InTurnAsync(async () =>
        {
            var existing = await ReadAsync(s => value.ObjectId != Guid.Empty ? s.FindByIdAsync(value.ObjectId, CancellationToken.None) : s.FindByAddressAsync(wanted.Address, CancellationToken.None));
            if (existing is not null && existing.Address != wanted.Address)
            {
                if (await FindByAddressAsync(wanted.Address) is { } owner && owner.ObjectId != existing.ObjectId) throw new DirectoryException("address", $"{wanted.Address} is taken by {owner.Address}.");
                // What names it comes first: cut off here, the address still differs when it is put again.
                await foreach (var other in AllOfAsync(existing.Domain))
                {
                    if (other.ObjectId == existing.ObjectId || !DirectoryEntries.Names(other, existing.Address)) continue;
                    var renamed = DirectoryEntries.Renamed(other, existing.Address, wanted.Address);
                    await CommitAsync(s => s.PutObjectAsync(renamed, null, CancellationToken.None), taken => new DirectoryException("address", $"{taken} is taken."), () => Forget(renamed));
                }
                DirectoryLog.Readdressed(logger, existing.Address, wanted.Address);
            }
            wanted = await CompleteAsync(wanted, existing is null ? null : existing with { Address = wanted.Address }) with { Source = "ldap" };
            var known = existing is null || credential is null ? null : await ReadAsync(s => s.ReadCredentialAsync(existing.ObjectId, CancellationToken.None));
            if (known?.PasswordHash == credential) credential = null;
            if (existing is not null && credential is null && DirectoryEntries.Same(existing, wanted)) wanted = existing;
            else
            {
                wanted = await CommitAsync(s => s.PutObjectAsync(wanted, credential, CancellationToken.None),
                    taken => new DirectoryException(taken == wanted.Address ? "address" : "aliases", $"{taken} is taken."), () => Forget(wanted));
                DirectoryLog.ObjectPut(logger, wanted.Kind.ToString(), wanted.Address, wanted.Version);
            }
            if (wanted.MailboxGuid != Guid.Empty && (existing is null || existing.MailboxGuid == Guid.Empty))
            {
                await MakeMailboxAsync(wanted.MailboxGuid, new MailboxSetup { Language = wanted.Language, OwnerId = wanted.ObjectId, QuotaBytes = wanted.QuotaBytes });
            }
            return wanted;
        });
    }

    /// <inheritdoc/>
    public async Task<DirectorySyncStatus?> GetSyncStatusAsync(string domain) =>
        await FindDomainAsync(domain) is { Source: not null } found
            ? (await LinkAsync(s => s.ReadSyncAsync(found.Name, CancellationToken.None)))?.Status(services.Time.GetUtcNow()) ?? new DirectorySyncStatus()
            : null;

    /// <inheritdoc/>
    public async Task<bool> RequestSyncAsync(string domain, bool full, bool acceptDeletions)
    {
        if (await FindDomainAsync(domain) is not { Source: not null } found) return false;
        await LinkAsync(async s =>
        {
            await s.RequestSyncAsync(found.Name, full, acceptDeletions, services.Time.GetUtcNow(), CancellationToken.None);
            return true;
        });
        return true;
    }

    private async Task<T> LinkAsync<T>(Func<IDirectoryLinkStore, Task<T>> work)
    {
        try
        {
            return await work(services.Links);
        }
        catch (StoreUnavailableException e)
        {
            throw Unavailable(e);
        }
    }

    /// <summary>What the directory itself gives an object, and what only the rest of the directory can say of it.</summary>
    private async Task<DirectoryObject> CompleteAsync(DirectoryObject wanted, DirectoryObject? existing)
    {
        if (existing is not null && existing.Address != wanted.Address) throw new DirectoryException("address", $"{wanted.Address} is a further address of {existing.Address}.");
        if (existing is not null && existing.Domain != wanted.Domain) throw new DirectoryException("address", $"{wanted.Address} is in the directory of {existing.Domain}.");
        if (existing is not null && existing.Kind != wanted.Kind && !(IsResource(existing.Kind) && IsResource(wanted.Kind)))
        {
            throw new DirectoryException("address", $"{wanted.Address} is a {existing.Kind}: it must be removed before it can be a {wanted.Kind}.");
        }
        if (wanted.Dynamic.Length > 0 && existing is not { Dynamic.Length: > 0 } && (await DynamicGroupsAsync(wanted.Domain)).Count >= Options.MaxDynamicGroups)
        {
            throw Refused("dynamic", nameof(DirectoryOptions.MaxDynamicGroups), $"There are {Options.MaxDynamicGroups} dynamic groups already.");
        }
        var members = new List<string>(wanted.Members.Count);
        foreach (var member in wanted.Members)
        {
            var address = await PrimaryAsync("members", member, wanted.Domain);
            if (address == wanted.Address) throw new DirectoryException("members", "A group cannot be its own member.");
            if (!members.Contains(address)) members.Add(address);
        }
        var fullAccess = await OthersAsync("fullAccess", wanted.FullAccess, wanted);
        var sendOnBehalf = await OthersAsync("sendOnBehalf", wanted.SendOnBehalf, wanted);
        var sendAs = await OthersAsync("sendAs", wanted.SendAs, wanted);
        var id = existing?.ObjectId ?? Guid.NewGuid();
        return wanted with
        {
            ObjectId = id,
            LegacyDN = existing?.LegacyDN ?? DirectoryEntries.LegacyDN(id, wanted.Address),
            MailboxGuid = !DirectoryRules.HasMailbox(wanted.Kind) ? Guid.Empty : existing?.MailboxGuid ?? Guid.NewGuid(),
            Version = existing?.Version ?? 0,
            Number = existing?.Number ?? 0,
            Members = members,
            FullAccess = fullAccess,
            SendOnBehalf = sendOnBehalf,
            SendAs = sendAs,
            // What lies apart is put apart.
            Source = existing?.Source ?? "",
            PhotoBytes = existing?.PhotoBytes ?? 0,
            CertificateBytes = existing?.CertificateBytes ?? 0,
            Manager = wanted.Manager.Length == 0 || wanted.Manager == wanted.Address ? wanted.Manager : await PrimaryAsync("manager", wanted.Manager, wanted.Domain),
            ManagedBy = wanted.ManagedBy.Length == 0 ? "" : await PrimaryAsync("managedBy", wanted.ManagedBy, wanted.Domain),
        };
    }

    /// <summary>Primary addresses of others in the same directory, each once.</summary>
    private async Task<List<string>> OthersAsync(string field, IReadOnlyList<string> names, DirectoryObject wanted)
    {
        var found = new List<string>(names.Count);
        foreach (var who in names)
        {
            var address = await PrimaryAsync(field, who, wanted.Domain);
            if (address != wanted.Address && !found.Contains(address)) found.Add(address);
        }
        return found;
    }

    private static bool IsResource(DirectoryKind kind) => kind is DirectoryKind.Room or DirectoryKind.Equipment;

    /// <summary>The primary address of somebody in the same directory. People of other domains are made known as contacts.</summary>
    private async Task<string> PrimaryAsync(string field, string address, string domain)
    {
        if (await FindByAddressAsync(address) is not { } found || found.Domain != domain) throw new DirectoryException(field, $"{address} is not in the directory of {domain}.");
        return found.Address;
    }

    /// <summary>
    /// A hash of the password, or null where the stored one is this password's already: what hangs on the credential's version must not
    /// end because a provisioning file was applied again. With the version that this was judged by.
    /// </summary>
    private async Task<(long Version, string? Hash)> HashIfNewAsync(DirectoryObject? existing, string? password)
    {
        if (password is null) return (0, null);
        var credential = existing is null ? null : await ReadAsync(s => s.ReadCredentialAsync(existing.ObjectId, CancellationToken.None));
        if (credential is { } known && await services.Hasher.VerifyAsync(known.PasswordHash, [password]) is { Outdated: false }) return (known.Version, null);
        return (credential?.Version ?? 0, await services.Hasher.HashAsync(password));
    }

    private async Task<long> CredentialVersionAsync(DirectoryObject? existing) =>
        existing is not null && await ReadAsync(s => s.ReadCredentialAsync(existing.ObjectId, CancellationToken.None)) is { } known ? known.Version : 0;

    private async Task MakeMailboxAsync(Guid mailbox, MailboxSetup setup)
    {
        var grain = GrainFactory.GetGrain<IMailboxGrain>(mailbox);
        try
        {
            try
            {
                await grain.CreateAsync(setup);
            }
            catch (MailboxMovedException)
            {
                await grain.CreateAsync(setup);
            }
        }
        catch (Exception e) when (e is MailboxUnavailableException or MailboxMovedException)
        {
            throw new DirectoryUnavailableException("The entry is stored; its mailbox could not be made now. Put it once more.");
        }
    }

    private Task CommitAsync(Func<IDirectoryStore, Task> write, Func<string, DirectoryException> conflict, Action forget) =>
        CommitAsync(async s =>
        {
            await write(s);
            return true;
        }, conflict, forget);

    private async Task<T> CommitAsync<T>(Func<IDirectoryStore, Task<T>> write, Func<string, DirectoryException> conflict, Action forget)
    {
        try
        {
            var result = await write(services.Store);
            services.Metrics.Writes.Add(1);
            return result;
        }
        catch (DirectoryConflictException e)
        {
            throw conflict(e.Name);
        }
        catch (StoreUnavailableException e)
        {
            throw Unavailable(e);
        }
        finally
        {
            // Also where it failed: a commit whose outcome is not known may have been made.
            forget();
        }
    }

    private void Forget(DirectoryObject value)
    {
        _cache.Forget(value.ObjectId);
        if (value.Kind == DirectoryKind.Group) ForgetDynamicGroups(value.Domain);
    }

    private void ForgetDomains()
    {
        _domainGeneration++;
        _domains = null;
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> body)
    {
        if (_queued >= Options.MaxQueuedWrites)
        {
            services.Metrics.Refuse(nameof(DirectoryOptions.MaxQueuedWrites));
            throw new DirectoryUnavailableException("Too many changes wait.");
        }
        _queued++;
        try
        {
            await _gate.WaitAsync();
            try
            {
                return await body();
            }
            finally
            {
                _gate.Release();
            }
        }
        finally
        {
            _queued--;
        }
    }

    private DirectoryException Refused(string field, string limit, string message)
    {
        services.Metrics.Refuse(limit);
        return new DirectoryException(field, message);
    }
}
