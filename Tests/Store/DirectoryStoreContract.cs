using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using Xunit;

namespace MapiOrleans.Tests.Store;

/// <summary>What every engine keeps of the directory.</summary>
public abstract class DirectoryStoreContract(StoreFixture fixture)
{
    private readonly string _domain = $"d{Guid.NewGuid():n}.test";

    private IDirectoryStore Store => fixture.Directory;

    private DirectoryObject User(string local, params string[] aliases)
    {
        var id = Guid.NewGuid();
        return new DirectoryObject
        {
            ObjectId = id,
            Domain = _domain,
            Kind = DirectoryKind.User,
            Address = $"{local}@{_domain}",
            Aliases = [.. aliases.Select(a => $"{a}@{_domain}")],
            DisplayName = "Ünïcode " + local,
            MailboxGuid = Guid.NewGuid(),
            LegacyDN = $"/o=MapiOrleans/cn=Recipients/cn={id:n}-{local}",
        };
    }

    [Fact]
    public async Task DynamicGroupsAreFoundByDomainAsLongAsTheyHaveACondition()
    {
        var group = User("dynamic") with { Kind = DirectoryKind.Group, MailboxGuid = Guid.Empty, Dynamic = "department = 'Sales'", Members = [$"anna@{_domain}"] };
        await Store.PutObjectAsync(group, null, CancellationToken.None);
        await Store.PutObjectAsync(User("listed") with { Kind = DirectoryKind.Group, MailboxGuid = Guid.Empty, Members = [$"anna@{_domain}"] }, null, CancellationToken.None);
        Assert.Equal([group.ObjectId], (await Store.DynamicGroupsAsync(_domain, CancellationToken.None)).Select(g => g.ObjectId));
        Assert.Empty(await Store.DynamicGroupsAsync("elsewhere." + _domain, CancellationToken.None));
        Assert.Equal(2, (await Store.GroupsWithMemberAsync(_domain, $"anna@{_domain}", CancellationToken.None)).Count);
        await Store.PutObjectAsync(group with { Dynamic = "" }, null, CancellationToken.None);
        Assert.Empty(await Store.DynamicGroupsAsync(_domain, CancellationToken.None));
    }

    [Fact]
    public async Task AHashIsRenewedOnlyWhereItIsStillTheOldOne()
    {
        var user = await Store.PutObjectAsync(User("renewed"), "old", CancellationToken.None);
        var before = await Store.ReadCredentialAsync(user.ObjectId, CancellationToken.None);
        Assert.False(await Store.RenewPasswordHashAsync(user.ObjectId, "other", "new", CancellationToken.None));
        Assert.Equal(before, await Store.ReadCredentialAsync(user.ObjectId, CancellationToken.None));
        Assert.True(await Store.RenewPasswordHashAsync(user.ObjectId, "old", "new", CancellationToken.None));
        Assert.Equal(("new", before!.Value.Version), await Store.ReadCredentialAsync(user.ObjectId, CancellationToken.None));
        Assert.False(await Store.RenewPasswordHashAsync(Guid.NewGuid(), "old", "new", CancellationToken.None));
    }

    [Fact]
    public async Task AnObjectIsFoundByAllThatNamesIt()
    {
        var user = await Store.PutObjectAsync(User("anna", "a.b"), "hash", CancellationToken.None);
        foreach (var found in (DirectoryObject?[])
            [
                await Store.FindByAddressAsync($"anna@{_domain}", CancellationToken.None), await Store.FindByAddressAsync($"a.b@{_domain}", CancellationToken.None),
                await Store.FindByIdAsync(user.ObjectId, CancellationToken.None), await Store.FindByLegacyDNAsync(user.LegacyDN.ToUpperInvariant(), CancellationToken.None),
                await Store.FindByMailboxAsync(user.MailboxGuid, CancellationToken.None),
            ])
        {
            Assert.Equal((user.ObjectId, user.DisplayName, user.Version), (found!.ObjectId, found.DisplayName, found.Version));
        }
        Assert.Null(await Store.FindByAddressAsync($"nobody@{_domain}", CancellationToken.None));
    }

    [Fact]
    public async Task AnAddressBelongsToOne()
    {
        var first = await Store.PutObjectAsync(User("one", "shared"), null, CancellationToken.None);
        var conflict = await Assert.ThrowsAsync<DirectoryConflictException>(() => Store.PutObjectAsync(User("two", "shared"), null, CancellationToken.None));
        Assert.Equal($"shared@{_domain}", conflict.Name);
        Assert.Null(await Store.FindByAddressAsync($"two@{_domain}", CancellationToken.None));
        // Freed, it can be given to another.
        await Store.PutObjectAsync(first with { Aliases = [] }, null, CancellationToken.None);
        await Store.PutObjectAsync(User("two", "shared"), null, CancellationToken.None);
    }

    [Fact]
    public async Task AnAddressTakenByManyAtOnceIsOnes()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await Record.ExceptionAsync(() => Store.PutObjectAsync(User("race"), null, CancellationToken.None))));
        Assert.Single(all, e => e is null);
    }

    [Fact]
    public async Task ASecretChangesItsVersionAndStaysOtherwise()
    {
        var user = await Store.PutObjectAsync(User("pw"), "hash1", CancellationToken.None);
        var first = await Store.ReadCredentialAsync(user.ObjectId, CancellationToken.None);
        await Store.PutObjectAsync(user with { Title = "x" }, null, CancellationToken.None);
        Assert.Equal(first, await Store.ReadCredentialAsync(user.ObjectId, CancellationToken.None));
        await Store.PutObjectAsync(user, "hash2", CancellationToken.None);
        var second = await Store.ReadCredentialAsync(user.ObjectId, CancellationToken.None);
        Assert.Equal("hash2", second!.Value.PasswordHash);
        Assert.NotEqual(first!.Value.Version, second.Value.Version);
        var without = await Store.PutObjectAsync(User("nopw"), null, CancellationToken.None);
        Assert.Null(await Store.ReadCredentialAsync(without.ObjectId, CancellationToken.None));
    }

    [Fact]
    public async Task DomainsOwnTheirNames()
    {
        var domain = new DomainInfo { Name = _domain, Aliases = [$"alias.{_domain}"], DomainId = Guid.NewGuid(), MapiEnabled = true };
        await Store.PutDomainAsync(domain, CancellationToken.None);
        var found = (await Store.ReadDomainsAsync(CancellationToken.None)).Single(d => d.DomainId == domain.DomainId);
        Assert.Equal((domain.Name, true), (found.Name, found.MapiEnabled));
        Assert.Equal(domain.Aliases, found.Aliases);
        await Assert.ThrowsAsync<DirectoryConflictException>(() => Store.PutDomainAsync(new DomainInfo { Name = $"alias.{_domain}", DomainId = Guid.NewGuid() }, CancellationToken.None));
        await Store.PutDomainAsync(domain with { Aliases = [] }, CancellationToken.None);
        await Store.PutDomainAsync(new DomainInfo { Name = $"alias.{_domain}", DomainId = Guid.NewGuid() }, CancellationToken.None);
    }

    [Fact]
    public async Task AListComesInPagesByAddress()
    {
        for (var i = 0; i < 7; i++) await Store.PutObjectAsync(User($"u{i}"), null, CancellationToken.None);
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = await Store.ListAsync(_domain, after, 3, CancellationToken.None);
            if (page.Count == 0) break;
            seen.AddRange(page.Select(o => o.Address));
            after = seen[^1];
        }
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"u{i}@{_domain}"), seen);
    }

    [Fact]
    public async Task GroupsAreFoundByTheirMembers()
    {
        var member = $"m@{_domain}";
        var group = await Store.PutObjectAsync(User("g") with { Kind = DirectoryKind.Group, MailboxGuid = Guid.Empty, Members = [member] }, null, CancellationToken.None);
        Assert.Equal([group.ObjectId], (await Store.GroupsWithMemberAsync(_domain, member, CancellationToken.None)).Select(g => g.ObjectId));
        Assert.True(await Store.RemoveObjectAsync(group.ObjectId, CancellationToken.None));
        Assert.False(await Store.RemoveObjectAsync(group.ObjectId, CancellationToken.None));
        Assert.Empty(await Store.GroupsWithMemberAsync(_domain, member, CancellationToken.None));
    }

    [Fact]
    public async Task ChangesAreFollowedInPagesWithWhatWasRemoved()
    {
        var domain = $"c{Guid.NewGuid():n}.test";
        DirectoryObject In(string local) => User(local) with { Domain = domain, Address = $"{local}@{domain}" };
        var all = new List<DirectoryObject>();
        for (var i = 0; i < 5; i++) all.Add(await Store.PutObjectAsync(In($"u{i}"), null, CancellationToken.None));
        var copy = new Dictionary<long, string>();
        var version = await FollowAsync(0);
        Assert.Equal(all.Select(o => o.Address), copy.Values.Order());
        Assert.Equal(5, all.Select(o => o.Number).Distinct().Count());

        var changed = await Store.PutObjectAsync(all[1] with { DisplayName = "changed" }, null, CancellationToken.None);
        Assert.Equal(all[1].Number, changed.Number);
        Assert.True(changed.Version > all[4].Version);
        foreach (var gone in all.Skip(2)) await Store.RemoveObjectAsync(gone.ObjectId, CancellationToken.None);
        await Store.PutObjectAsync(User("elsewhere"), null, CancellationToken.None);
        var since = await Store.ChangesAsync(domain, version, 100, CancellationToken.None);
        Assert.Equal([changed.Number], since.Put.Select(o => o.Number));
        Assert.Equal(all.Skip(2).Select(o => o.Number), since.Removed);
        Assert.False(since.More);
        version = await FollowAsync(version);
        Assert.Equal([all[0].Number, all[1].Number], copy.Keys.Order());
        Assert.Empty((await Store.ChangesAsync(domain, version, 100, CancellationToken.None)).Put);
        // An address that comes back is somebody else's: nothing of the one before.
        var again = await Store.PutObjectAsync(In("u4"), null, CancellationToken.None);
        Assert.DoesNotContain(again.Number, all.Select(o => o.Number));

        async Task<long> FollowAsync(long after)
        {
            while (true)
            {
                var page = await Store.ChangesAsync(domain, after, 2, CancellationToken.None);
                Assert.True(page.Complete);
                foreach (var put in page.Put) copy[put.Number] = put.Address;
                foreach (var number in page.Removed) copy.Remove(number);
                after = page.Version;
                if (!page.More) return after;
            }
        }
    }

    [Fact]
    public async Task ChangesMadeAtOnceAreNotSkipped()
    {
        var domain = $"c{Guid.NewGuid():n}.test";
        var seen = new HashSet<long>();
        var writes = Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() =>
            Store.PutObjectAsync(User($"w{i}") with { Domain = domain, Address = $"w{i}@{domain}" }, null, CancellationToken.None))));
        var version = 0L;
        bool done;
        do
        {
            done = writes.IsCompleted;
            var page = await Store.ChangesAsync(domain, version, 100, CancellationToken.None);
            version = page.Version;
            seen.UnionWith(page.Put.Select(o => o.Number));
        }
        while (!done);
        Assert.Equal((await writes).Select(o => o.Number).Order(), seen.Order());
    }

    [Fact]
    public async Task LinksAreByEntryAndByObject()
    {
        var links = fixture.Links;
        var (anna, bob) = (await Store.PutObjectAsync(User("anna"), null, CancellationToken.None), await Store.PutObjectAsync(User("bob"), null, CancellationToken.None));
        var link = new DirectoryLink("01", anna.ObjectId, "cn=Ünna", null);
        await links.PutLinkAsync(_domain, link, CancellationToken.None);
        await links.PutLinkAsync(_domain, new DirectoryLink("02", bob.ObjectId, "cn=bob", null), CancellationToken.None);
        Assert.Equal(link, await links.FindLinkAsync(anna.ObjectId, CancellationToken.None));
        var missing = link with { MissingSince = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) };
        await links.PutLinkAsync(_domain, missing, CancellationToken.None);
        Assert.Equal(missing, await links.FindLinkAsync(anna.ObjectId, CancellationToken.None));
        // An object is a copy of one entry, and an entry has one copy.
        await links.PutLinkAsync(_domain, new DirectoryLink("03", anna.ObjectId, "cn=other", null), CancellationToken.None);
        Assert.Equal(["02", "03"], (await links.ReadLinksAsync(_domain, CancellationToken.None)).Select(l => l.ExternalId).Order());
        await Store.RemoveObjectAsync(anna.ObjectId, CancellationToken.None);
        Assert.Equal(["02"], (await links.ReadLinksAsync(_domain, CancellationToken.None)).Select(l => l.ExternalId));
        Assert.Empty(await links.ReadLinksAsync("elsewhere." + _domain, CancellationToken.None));
    }

    [Fact]
    public async Task ACopyIsWorkedAtByOneUntilItLetsGoOrIsSilent()
    {
        var links = fixture.Links;
        var (now, minute) = (new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), TimeSpan.FromMinutes(1));
        var owners = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToArray();
        var claims = await Task.WhenAll(owners.Select(o => links.ClaimSyncAsync(_domain, o, now, minute, CancellationToken.None)));
        var owner = owners[Array.FindIndex(claims, c => c is not null)];
        Assert.Single(claims, c => c is not null);
        var other = owners.First(o => o != owner);
        Assert.True(await links.RenewSyncAsync(_domain, owner, now + minute / 2, minute, CancellationToken.None));
        Assert.Null(await links.ClaimSyncAsync(_domain, other, now + minute, minute, CancellationToken.None));
        // Silent for too long, it is another's, and the first one writes nothing any more.
        Assert.NotNull(await links.ClaimSyncAsync(_domain, other, now + 2 * minute, minute, CancellationToken.None));
        Assert.False(await links.RenewSyncAsync(_domain, owner, now + 2 * minute, minute, CancellationToken.None));
        Assert.False(await links.EndSyncAsync(_domain, owner, new DirectorySyncState { Cursor = "lost" }, now, CancellationToken.None));

        // What is asked for while it is worked at is due when that ends; and it is asked for once.
        await links.RequestSyncAsync(_domain, full: true, acceptDeletions: false, now + 2 * minute, CancellationToken.None);
        Assert.True(await links.EndSyncAsync(_domain, other, new DirectorySyncState { Cursor = "7", Told = new DirectorySyncStatus { Entries = 3, Problems = ["no"] } }, now + 10 * minute, CancellationToken.None));
        var claimed = (await links.ClaimSyncAsync(_domain, owner, now + 3 * minute, minute, CancellationToken.None))!;
        Assert.Equal(("7", true, false, 3), (claimed.State.Cursor, claimed.State.Full, claimed.State.AcceptDeletions, claimed.State.Told.Entries));
        Assert.True(await links.EndSyncAsync(_domain, owner, claimed.State with { Full = false }, now + 10 * minute, CancellationToken.None));
        Assert.Null(await links.ClaimSyncAsync(_domain, owner, now + 4 * minute, minute, CancellationToken.None));
        var left = (await links.ReadSyncAsync(_domain, CancellationToken.None))!;
        Assert.Equal((now + 10 * minute, false), (left.DueAt, left.State.Full));
        Assert.Equal((false, 3), (left.Status(now).IsRunning, left.Status(now).Entries));
    }

    [Fact]
    public async Task WhatLiesApartGoesWithItsObject()
    {
        var user = await Store.PutObjectAsync(User("blobs"), "hash", CancellationToken.None);
        var blobs = new DirectoryBlobs { Photo = [1, 2, 3], Certificates = [[4], [5, 6]], UserCertificates = [[7]] };
        var put = await Store.PutBlobsAsync(user with { PhotoBytes = 3, CertificateBytes = 4 }, blobs, CancellationToken.None);
        Assert.True(put.Version > user.Version);
        Assert.True(DirectoryBlobs.Same(blobs, await Store.ReadBlobsAsync(user.ObjectId, CancellationToken.None)));
        Assert.Equal("hash", (await Store.ReadCredentialAsync(user.ObjectId, CancellationToken.None))!.Value.PasswordHash);
        await Store.PutObjectAsync(put, null, CancellationToken.None);
        Assert.True(DirectoryBlobs.Same(blobs, await Store.ReadBlobsAsync(user.ObjectId, CancellationToken.None)));
        await Store.PutBlobsAsync(put, blobs with { Photo = [], Certificates = [[8]] }, CancellationToken.None);
        Assert.True(DirectoryBlobs.Same(blobs with { Photo = [], Certificates = [[8]] }, await Store.ReadBlobsAsync(user.ObjectId, CancellationToken.None)));
        await Store.RemoveObjectAsync(user.ObjectId, CancellationToken.None);
        Assert.True(DirectoryBlobs.Same(DirectoryBlobs.None, await Store.ReadBlobsAsync(user.ObjectId, CancellationToken.None)));
    }

    [Fact]
    public async Task AnInstallationsSecretIsMadeOnce()
    {
        var name = Guid.NewGuid().ToString();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Store.GetOrAddSecretAsync(name, [(byte)i], CancellationToken.None)));
        Assert.Single(all.Select(Convert.ToHexString).Distinct());
    }
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteDirectoryStoreTests(SqliteFixture fixture) : DirectoryStoreContract(fixture), IClassFixture<SqliteFixture>;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresDirectoryStoreTests(PostgresFixture fixture) : DirectoryStoreContract(fixture), IClassFixture<PostgresFixture>;
