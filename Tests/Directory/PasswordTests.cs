using System.Diagnostics.Metrics;
using MapiOrleans.Grains.Directory;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Tests.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.DirectoryTests;

public sealed class PasswordTests(MapiCluster cluster) : IClassFixture<MapiCluster>
{
    private IDirectoryGrain Directory => cluster.Directory;

    [Fact]
    public async Task The_right_secret_in_any_reading_gets_in_and_nothing_else()
    {
        var alias = $"a{Guid.NewGuid():n}.example";
        var domain = await cluster.NewDomainAsync(alias);
        var user = await Directory.PutObjectAsync(MapiCluster.User(domain, "ann"), "Pässword");
        var without = await Directory.PutObjectAsync(MapiCluster.User(domain, "ben"), null);

        var found = await Directory.AuthenticateAsync($"ANN@{alias}", ["wrong", "Pässword"]);
        Assert.Equal(user.ObjectId, found?.Account.ObjectId);
        Assert.Equal(domain.DomainId, found?.Domain.DomainId);
        // The same letters, composed by another keyboard.
        Assert.NotNull(await Directory.AuthenticateAsync(user.Address, ["Pa\u0308ssword"]));
        Assert.Null(await Directory.AuthenticateAsync(user.Address, ["pässword"]));
        Assert.Null(await Directory.AuthenticateAsync(user.Address, []));
        Assert.Null(await Directory.AuthenticateAsync(user.Address, [""]));
        Assert.Null(await Directory.AuthenticateAsync(user.Address, ["\ud800"]));
        Assert.Null(await Directory.AuthenticateAsync(user.Address, [new string('x', 100_000)]));
        Assert.Null(await Directory.AuthenticateAsync(without.Address, ["", "x"]));
        Assert.Null(await Directory.AuthenticateAsync($"nobody@{domain.Name}", ["Pässword"]));
        Assert.Null(await Directory.AuthenticateAsync("no address", ["Pässword"]));
    }

    [Fact]
    public async Task The_version_of_a_credential_changes_with_the_secret_and_with_nothing_else()
    {
        var domain = await cluster.NewDomainAsync();
        var user = await Directory.PutObjectAsync(MapiCluster.User(domain, "ann"), "one");
        var first = await Directory.AuthenticateAsync(user.Address, ["one"]);
        await Directory.PutObjectAsync(MapiCluster.User(domain, "ann") with { Title = "Chief" }, "one");
        Assert.Equal(first?.CredentialVersion, (await Directory.AuthenticateAsync(user.Address, ["one"]))?.CredentialVersion);
        var kept = await Directory.FindAccountAsync(user.ObjectId);
        Assert.Equal((first?.CredentialVersion, "Chief"), (kept?.CredentialVersion, kept?.Account.Title));

        await Directory.PutObjectAsync(MapiCluster.User(domain, "ann"), "two");
        Assert.Null(await Directory.AuthenticateAsync(user.Address, ["one"]));
        var second = await Directory.AuthenticateAsync(user.Address, ["two"]);
        Assert.True(second?.CredentialVersion > first?.CredentialVersion);
        Assert.Equal(second?.CredentialVersion, (await Directory.FindAccountAsync(user.ObjectId))?.CredentialVersion);
    }

    [Fact]
    public async Task A_cheap_hash_is_renewed_by_who_knows_the_secret()
    {
        var domain = await cluster.NewDomainAsync();
        var user = await Directory.PutObjectAsync(MapiCluster.User(domain, "old"), "placeholder");
        var store = cluster.Service<IDirectoryStore>();
        await store.PutObjectAsync(user, PasswordHash.Create("secret", 10).ToString(), CancellationToken.None);

        Assert.Null(await Directory.AuthenticateAsync(user.Address, ["wrong"]));
        var before = await store.ReadCredentialAsync(user.ObjectId, CancellationToken.None);
        Assert.Contains("i=10$", before?.PasswordHash, StringComparison.Ordinal);
        Assert.NotNull(await Directory.AuthenticateAsync(user.Address, ["secret"]));
        var after = await store.ReadCredentialAsync(user.ObjectId, CancellationToken.None);
        Assert.Contains("i=1000$", after?.PasswordHash, StringComparison.Ordinal);
        Assert.Equal(before?.Version, after?.Version);
        Assert.NotNull(await Directory.AuthenticateAsync(user.Address, ["secret"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$pbkdf2-sha512$i=0$AAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=-1$AAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=99999999999$AAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=10$!!$!!")]
    [InlineData("$argon2id$i=10$AAAAAAAAAAAAAAAA$AAAA")]
    public void What_is_no_hash_is_none(string text) => Assert.Null(PasswordHash.TryParse(text));

    [Fact]
    public void A_hash_reads_as_it_was_written_and_no_two_are_alike()
    {
        var (one, two) = (PasswordHash.Create("secret", 100), PasswordHash.Create("secret", 100));
        Assert.NotEqual(one.ToString(), two.ToString());
        Assert.True(PasswordHash.TryParse(one.ToString())!.Verify("secret", 100));
        Assert.False(PasswordHash.TryParse(one.ToString())!.Verify("Secret", 100));
        // Made by another implementation: Python's hashlib.pbkdf2_hmac('sha512', 'Pässword', '0123456789abcdef', 1000, 64).
        const string Foreign = "$pbkdf2-sha512$i=1000$MDEyMzQ1Njc4OWFiY2RlZg==$wtRoHwm79vlKWPjt7Bdo935I5wBR8Wc+1Q9E5w5QNIIkS82ATfGDU9vItojGgZIL03qyNdRaO2PBv0IbtzmPSg==";
        Assert.True(PasswordHash.TryParse(Foreign)!.Verify("Pässword", 1));
        Assert.False(PasswordHash.TryParse(Foreign)!.Verify("Password", 1));
    }

    [Fact]
    public async Task An_unknown_account_is_checked_as_often_as_a_known_one()
    {
        var domain = await cluster.NewDomainAsync();
        var user = await Directory.PutObjectAsync(MapiCluster.User(domain, "ann"), "secret");
        using var counter = new HashCounter(cluster.Service<IMeterFactory>());
        await Directory.AuthenticateAsync(user.Address, ["a", "b"]);
        var known = counter.Count;
        await Directory.AuthenticateAsync($"nobody@{domain.Name}", ["a", "b"]);
        Assert.Equal((2, 4), (known, counter.Count));
    }

    [Fact]
    public async Task Hashes_run_side_by_side_up_to_the_limit_and_more_than_the_queue_takes_is_refused()
    {
        var options = new DirectoryOptions { PasswordIterations = 1, MaxConcurrentHashes = 2, MaxQueuedHashes = 1 };
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var hasher = new PasswordHasher(options, new DirectoryMetrics(services.GetRequiredService<IMeterFactory>()));
        using var bothIn = new CountdownEvent(2);
        using var leave = new ManualResetEventSlim();
        bool Work()
        {
            bothIn.Signal();
            leave.Wait();
            return true;
        }
        Task<bool>[] running = [hasher.RunAsync(Work), hasher.RunAsync(Work)];
        // Both are inside at once: neither waited for the other.
        Assert.True(bothIn.Wait(TimeSpan.FromSeconds(30)));
        var queued = hasher.RunAsync(() => true);
        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => hasher.RunAsync(() => true));
        Assert.False(queued.IsCompleted);
        leave.Set();
        Assert.All(await Task.WhenAll([.. running, queued]), Assert.True);
    }
}
