using System.Collections.Concurrent;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Directory;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>
/// One silo with real mailbox, directory and session grains over SQLite in a folder of its own. Tests share it: each makes its own users,
/// in a domain of its own where it matters.
/// </summary>
public class SessionHarness : IAsyncLifetime
{
    public const string Domain = "example.test";

    private readonly string _folder = Directory.CreateTempSubdirectory("mapiorleans-session-").FullName;
    private InProcessTestCluster _cluster = null!;
    private int _users;

    protected virtual short Silos => 1;

    /// <summary>Changes what a silo is made of.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    internal InProcessTestCluster Cluster => _cluster;

    /// <summary>The clock of sessions; the cluster's own is the system's.</summary>
    internal ManualTime Time { get; } = new();

    /// <summary>What sessions logged of ROPs that failed unexpectedly.</summary>
    internal BrokenRops Broken { get; } = new();

    internal IGrainFactory Grains => _cluster.Client;

    internal IDirectoryGrain DirectoryGrain => Grains.GetGrain<IDirectoryGrain>(0);

    internal IServiceProvider Services => _cluster.GetSiloServiceProvider(_cluster.Silos[0].SiloAddress);

    public virtual async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddMapiOrleansStore(new StoreOptions { SqlitePath = Path.Combine(_folder, "store.db") });
            silo.Services.AddMapiOrleansMailboxes(new MailboxOptions());
            silo.Services.AddMapiOrleansDirectory(new DirectoryOptions());
            silo.Services.AddMapiOrleansSessions(new SessionLimits());
            silo.Services.AddMapiOrleansAddressBooks(new AddressBookOptions());
            silo.Services.AddMapiOrleansOfflineAddressBooks(new OfflineAddressBookOptions { WorkOnBuilds = false });
            silo.Services.AddMapiOrleansDelivery(new DeliveryOptions());
            // A silo that died is to be missed soon, where there is another one to miss it.
            silo.Services.Configure<Orleans.Configuration.ClusterMembershipOptions>(o => (o.ProbeTimeout, o.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), 2));
            // Tests work at the queue themselves, by clocks of their own.
            silo.Services.AddMapiOrleansTransport(new SmarthostOptions { WorkOnQueue = false });
            // Sessions alone run on the manual clock: a silo whose own clock stands still would not live.
            silo.Services.AddSingleton(provider => new SessionServices(
                provider.GetRequiredService<IMailboxStore>(), provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<SessionLimits>(),
                Time, provider.GetRequiredService<SessionMetrics>(), Broken));
            Configure(silo.Services);
        });
        _cluster = builder.Build();
        // The schema has to be there before the first grain asks for it.
        await new ServiceCollection().AddMapiOrleansStore(new StoreOptions { SqlitePath = Path.Combine(_folder, "store.db") })
            .BuildServiceProvider().GetRequiredService<StoreMigrator>().MigrateAsync(CancellationToken.None);
        await _cluster.DeployAsync();
        await DirectoryGrain.PutDomainAsync(new DomainInfo { Name = Domain, MapiEnabled = true });
    }

    public virtual async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What a host does first when it stops.</summary>
    internal void Stopping() => Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    /// <summary>Makes a user with a mailbox.</summary>
    public async Task<DirectoryObject> CreateUserAsync(string? name = null, string domain = Domain, params string[] roles)
    {
        name ??= $"user{Interlocked.Increment(ref _users)}";
        if (await DirectoryGrain.FindDomainAsync(domain) is null) await DirectoryGrain.PutDomainAsync(new DomainInfo { Name = domain, MapiEnabled = true });
        var user = await DirectoryGrain.PutObjectAsync(new DirectoryObject
        {
            ObjectId = Guid.Empty,
            Domain = domain,
            Kind = DirectoryKind.User,
            Address = $"{name}@{domain}",
            DisplayName = name,
            LegacyDN = "",
            Roles = roles,
        }, password: null);
        await Mailbox(user).CreateAsync(new MailboxSetup { OwnerId = user.ObjectId, Language = "en" });
        return user;
    }

    internal IMailboxGrain Mailbox(DirectoryObject user) => Grains.GetGrain<IMailboxGrain>(user.MailboxGuid);

    /// <summary>Opens a session of a user, not logged on to anything.</summary>
    internal virtual async Task<TestSession> OpenAsync(DirectoryObject user, Func<SessionOpen, SessionOpen>? change = null)
    {
        var open = new SessionOpen { SessionId = Guid.NewGuid(), AccountId = user.ObjectId, Domain = user.Domain, Roles = user.Roles, UserDn = user.LegacyDN };
        open = change?.Invoke(open) ?? open;
        var opened = await Mailbox(user).OpenSessionAsync(open);
        Assert.Equal(SessionOutcome.Success, opened.Outcome);
        return new TestSession(this, user, opened.Session!);
    }

    /// <summary>Harms a message behind the store's back; @m is the mailbox and @id the message.</summary>
    internal void Damage(string statement, TestSession session, ulong messageId)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "store.db")};Pooling=False");
        connection.Open();
        using var find = connection.CreateCommand();
        find.CommandText = "SELECT mailbox_id FROM mailbox WHERE mailbox_guid = @g";
        find.Parameters.AddWithValue("@g", session.User.MailboxGuid.ToByteArray());
        using var harm = connection.CreateCommand();
        harm.CommandText = statement;
        harm.Parameters.AddWithValue("@m", find.ExecuteScalar());
        harm.Parameters.AddWithValue("@id", ObjectIds.FromWire(messageId));
        Assert.Equal(1, harm.ExecuteNonQuery());
    }

    /// <summary>Takes all turns of downloads until it is disposed of.</summary>
    internal IDisposable HoldDownloads()
    {
        var services = Services.GetRequiredService<SessionServices>();
        for (var i = 0; i < services.Limits.MaxConcurrentDownloads; i++) Assert.True(services.DownloadTurns.Wait(0));
        return new Held(services);
    }

    private sealed class Held(SessionServices services) : IDisposable
    {
        public void Dispose() => services.DownloadTurns.Release(services.Limits.MaxConcurrentDownloads);
    }

    /// <summary>A new user's session, logged on to the user's mailbox as logon 0; its handle is <see cref="TestSession.Logon"/>.</summary>
    internal async Task<TestSession> LogonAsync()
    {
        var session = await OpenAsync(await CreateUserAsync());
        await session.LogonAsync();
        return session;
    }
}

/// <summary>A log that keeps what sessions say of handlers that failed unexpectedly.</summary>
internal sealed class BrokenRops : ILogger
{
    private const int RopBroken = 2012;
    private readonly ConcurrentQueue<string> _all = [];

    public IEnumerable<string> Of(Guid session) => _all.Where(line => line.Contains(session.ToString(), StringComparison.Ordinal));

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == RopBroken) _all.Enqueue($"{formatter(state, exception)} {exception}");
    }
}

/// <summary>Tests that share the silo.</summary>
[CollectionDefinition(Name)]
public sealed class SessionCollection : ICollectionFixture<SessionHarness>
{
    public const string Name = "session";
}

/// <summary>A client's end of one session.</summary>
internal class TestSession(SessionHarness harness, DirectoryObject user, ISessionGrain grain)
{
    private long _sequence;

    public DirectoryObject User { get; } = user;

    public ISessionGrain Grain { get; } = grain;

    public SessionHarness Harness { get; } = harness;

    /// <summary>The handle of the logon that <see cref="LogonAsync"/> made last.</summary>
    public uint Logon { get; private set; }

    /// <summary>The answer to that logon.</summary>
    public LogonResponse LogonResponse { get; private set; } = null!;

    /// <summary>The id on the wire of one of the 13 folders of the logon's answer.</summary>
    public ulong FolderId(int index) => LogonResponse.FolderIds[index];

    /// <summary>Sends requests with this handle table; gives what the first buffer answered.</summary>
    public async Task<(IReadOnlyList<RopResponse> Responses, uint[] Handles)> ExecuteAsync(uint[] handles, params RopRequest[] requests)
    {
        var result = await SendAsync(RopRequestBuffer.Write(requests, handles));
        Assert.Equal(MapiError.Success, result.ErrorCode);
        var parsed = RopResponseBuffer.TryParse(result.Buffers[0], requests, out var error);
        Assert.True(parsed is not null, error?.ToString());
        // What the server says on its own account stands behind the answers; tests that look for it find it here.
        Notifications.AddRange(parsed.Value.Responses.OfType<NotifyResponse>());
        Pending += parsed.Value.Responses.Count(r => r is PendingResponse);
        Seen(parsed.Value.Responses);
        return ([.. parsed.Value.Responses.Where(r => r is not (NotifyResponse or PendingResponse))], parsed.Value.Handles);
    }

    /// <summary>Hears what was answered, before who asked does.</summary>
    protected virtual void Seen(IReadOnlyList<RopResponse> responses)
    {
    }

    /// <summary>The notifications that came with answers and were not taken yet.</summary>
    public List<NotifyResponse> Notifications { get; } = [];

    /// <summary>How often RopPending came.</summary>
    public int Pending { get; set; }

    /// <summary>Fetches what waits, with empty requests, until nothing does; gives all notifications that were not taken yet.</summary>
    public async Task<List<NotifyResponse>> FetchAsync()
    {
        do
        {
            Pending = 0;
            await ExecuteAsync([]);
        }
        while (Pending > 0);
        List<NotifyResponse> taken = [.. Notifications];
        Notifications.Clear();
        return taken;
    }

    /// <summary>Waits until something is to be fetched.</summary>
    public async Task WaitAsync() => Assert.Equal(new WaitEventsResult(SessionOutcome.Success, true), await Grain.WaitEventsAsync(User.ObjectId, TimeSpan.FromHours(1), default));

    /// <summary>Sends one request whose handle index 0 is this handle and expects one answer of this type; index 1 is free for output.</summary>
    public async Task<(T Response, uint Output)> ExecuteAsync<T>(uint handle, RopRequest request) where T : RopResponse
    {
        var (responses, handles) = await ExecuteAsync([handle, HandleTable.None], request);
        return (Assert.IsAssignableFrom<T>(Assert.Single(responses)), handles[1]);
    }

    /// <summary>Sends bytes as the session's next request.</summary>
    public virtual async Task<ExecuteResult> SendAsync(byte[] rops, int maxRopOut = 0x10008, bool chain = false)
    {
        var result = await Grain.ExecuteAsync(new ExecuteRequest
        {
            AccountId = User.ObjectId,
            Sequence = ++_sequence,
            RequestId = $"{{00000000-0000-0000-0000-000000000001}}:{_sequence}",
            Rops = rops,
            MaxRopOut = maxRopOut,
            Chain = chain,
        });
        Assert.Equal(SessionOutcome.Success, result.Outcome);
        return result;
    }

    /// <summary>Logs on to a mailbox, the user's own where none is named.</summary>
    public async Task<LogonResponse> LogonAsync(DirectoryObject? mailbox = null, byte logonId = 0, LogonFlags flags = LogonFlags.Private, OpenFlags openFlags = OpenFlags.UsePerMdbReplidMapping | OpenFlags.TakeOwnership | OpenFlags.HomeLogon | OpenFlags.NoMail)
    {
        var (responses, handles) = await ExecuteAsync([HandleTable.None], new LogonRequest { LogonId = logonId, LogonFlags = flags, OpenFlags = openFlags, Essdn = (mailbox ?? User).LegacyDN });
        LogonResponse = Assert.IsType<LogonResponse>(Assert.Single(responses));
        Logon = handles[0];
        return LogonResponse;
    }
}
