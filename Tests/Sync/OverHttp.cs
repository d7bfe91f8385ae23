using System.Net;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Frontend;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>
/// The same house, entered from the street: sessions are MAPI/HTTP clients of a front end over Kestrel, compressed and obfuscated as clients
/// send it. Whatever a test of synchronization proves, it proves here of the whole way.
/// </summary>
public sealed class HttpSessionHarness : SessionHarness
{
    private FrontendHost _host = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _host = await FrontendHost.StartAsync(Grains);
    }

    public override async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await base.DisposeAsync();
    }

    internal override async Task<TestSession> OpenAsync(DirectoryObject user, Func<SessionOpen, SessionOpen>? change = null)
    {
        Assert.True(change is null, "Over HTTP a session is what its user is.");
        await DirectoryGrain.PutObjectAsync((await DirectoryGrain.FindByAddressAsync(user.Address))!, TestInstallation.Password);
        var client = new MapiHttpClient(_host.Client, new Uri(_host.Http, $"/mapi/emsmdb/?MailboxId={user.MailboxGuid}@{user.Domain}"), new NetworkCredential(user.Address, TestInstallation.Password));
        Assert.Equal(Mapi.MapiError.Success, (await client.ConnectAsync(user.LegacyDN)).ErrorCode);
        return new TestSession(this, user, GrainDouble.Of<ISessionGrain>((name, args) => name switch
        {
            nameof(ISessionGrain.ExecuteAsync) => ExecuteAsync(client, (ExecuteRequest)args[0]!),
            nameof(ISessionGrain.CloseAsync) => CloseAsync(client),
            _ => throw new InvalidOperationException(name),
        }));
    }

    private static async Task<ExecuteResult> ExecuteAsync(MapiHttpClient client, ExecuteRequest request)
    {
        var buffers = await client.ExecuteRawAsync(request.Rops, request.Chain ? ExecuteFlags.Chain : ExecuteFlags.None, (uint)request.MaxRopOut);
        return new ExecuteResult { Outcome = SessionOutcome.Success, Buffers = [.. buffers], NextSequence = request.Sequence + 1 };
    }

    private static async Task<SessionOutcome> CloseAsync(MapiHttpClient client)
    {
        await client.DisconnectAsync();
        return SessionOutcome.Success;
    }
}

/// <summary>Tests that share the front end.</summary>
[CollectionDefinition(Name)]
public sealed class HttpSyncCollection : ICollectionFixture<HttpSessionHarness>
{
    public const string Name = "sync over http";
}

[Collection(HttpSyncCollection.Name)]
public sealed class ContentsDownloadOverHttpTests(HttpSessionHarness harness) : ContentsDownloadTests(harness);

[Collection(HttpSyncCollection.Name)]
public sealed class PartialItemOverHttpTests(HttpSessionHarness harness) : PartialItemTests(harness);

[Collection(HttpSyncCollection.Name)]
public sealed class SyncModelOverHttpTests(HttpSessionHarness harness) : SyncModelTests(harness);

[Collection(HttpSyncCollection.Name)]
public sealed class CopyOverHttpTests(HttpSessionHarness harness) : CopyTests(harness);

[Collection(HttpSyncCollection.Name)]
public sealed class UploadOverHttpTests(HttpSessionHarness harness) : UploadTests(harness);

[Collection(HttpSyncCollection.Name)]
public sealed class ConflictOverHttpTests(HttpSessionHarness harness) : ConflictTests(harness);

[Collection(HttpSyncCollection.Name)]
public sealed class DownloadFlagOverHttpTests(HttpSessionHarness harness) : DownloadFlagTests(harness);

[Collection(HttpSyncCollection.Name)]
public sealed class AppointmentOverHttpTests(HttpSessionHarness harness) : AppointmentDownloadTests(harness);
