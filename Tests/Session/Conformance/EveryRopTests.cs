using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.Session.Conformance;

/// <summary>
/// Every ROP of the registry on every kind of object, with fields of zeros, of ones and of anything: the answer is the protocol's, no
/// handler fails unexpectedly, and the session and what is in the mailbox stay whole ([MS-OXCROPS] 3.2.5.1, 3.2.5.4).
/// </summary>
[Collection(SessionCollection.Name)]
public sealed class EveryRopTests(SessionHarness harness)
{
    private const int Samples = 8;

    private static readonly PropertyTag Stream = new(0x6A05, PropertyType.Binary);

    [Theory]
    [InlineData("logon")]
    [InlineData("folder")]
    [InlineData("message")]
    [InlineData("attachment")]
    [InlineData("hierarchy table")]
    [InlineData("contents table")]
    [InlineData("stream")]
    [InlineData("permission table")]
    [InlineData("rules table")]
    [InlineData("notification")]
    [InlineData("fast transfer source")]
    [InlineData("fast transfer destination")]
    [InlineData("contents download")]
    [InlineData("hierarchy download")]
    [InlineData("contents collector")]
    [InlineData("hierarchy collector")]
    [InlineData("released")]
    [InlineData("none")]
    public async Task Every_rop_answers_within_the_protocol_on_a(string kind)
    {
        Guid id = default;
        var session = await harness.OpenAsync(await harness.CreateUserAsync(), open =>
        {
            id = open.SessionId;
            return open;
        });
        await session.LogonAsync();
        var canary = await harness.SaveAsync(session.User, session.FolderId(FolderSteps.Inbox), "canary");
        var handle = await OpenAsync(session, kind);
        foreach (var row in RopRegistry.All.Where(r => r.ReadRequest is not null && r.Id != RopId.RopRelease))
        {
            for (var sample = 0; sample < Samples; sample++)
            {
                if (Request(row, sample) is not { } request) continue;
                var (responses, _) = await session.ExecuteAsync([handle, HandleTable.None], request);
                var answer = Assert.Single(responses);
                Assert.True(answer.RopId == request.ResponseRopId || answer is BufferTooSmallResponse, $"{row.Id} was answered by {answer.RopId}");
                if (kind is "released" or "none" && row.Id != RopId.RopLogon)
                    Assert.Contains(answer.ReturnValue, new[] { MapiError.NullObject, MapiError.InvalidObject, MapiError.NotImplemented });
            }
        }

        Assert.Empty(harness.Broken.Of(id));
        var (opened, message) = await session.OpenMessageAsync(canary);
        Assert.Equal(MapiError.Success, opened.ReturnValue);
        Assert.Equal(PropertyValue.String("canary"), (await session.GetAsync(message, PidTag.Subject))[0]);
    }

    private async Task<uint> OpenAsync(TestSession session, string kind)
    {
        var folder = await session.NewFolderAsync("scratch");
        switch (kind)
        {
            case "logon":
                return session.Logon;
            case "folder":
                return folder;
            case "message":
                return await session.CreateMessageAsync();
            case "attachment":
                return (await session.CreateAttachmentAsync(await session.CreateMessageAsync())).Handle;
            case "hierarchy table":
                return (await session.ExecuteAsync<GetTableResponse>(folder, new GetTableRequest(RopId.RopGetHierarchyTable) { OutputHandleIndex = 1 })).Output;
            case "contents table":
                return (await session.ExecuteAsync<GetTableResponse>(folder, new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 })).Output;
            case "stream":
                return (await session.OpenStreamAsync(await session.CreateMessageAsync(), Stream, StreamOpenMode.Create)).Handle;
            case "permission table":
                return await MadeAsync(session, folder, new GetPermissionsTableRequest { OutputHandleIndex = 1 });
            case "rules table":
                return await MadeAsync(session, folder, new GetRulesTableRequest { OutputHandleIndex = 1 });
            case "notification":
                return await MadeAsync(session, session.Logon, new RegisterNotificationRequest { OutputHandleIndex = 1, NotificationTypes = NotificationTypes.ObjectCreated, WantWholeStore = true });
            case "fast transfer source":
                return await MadeAsync(session, folder, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1 });
            case "fast transfer destination":
                return await MadeAsync(session, folder, new FastTransferDestinationConfigureRequest { OutputHandleIndex = 1, SourceOperation = FastTransferSourceOperation.CopyTo });
            case "contents download":
                return await MadeAsync(session, folder, new SynchronizationConfigureRequest { OutputHandleIndex = 1, SynchronizationType = SynchronizationType.Contents, SynchronizationFlags = SynchronizationFlags.Unicode | SynchronizationFlags.Normal });
            case "hierarchy download":
                return await MadeAsync(session, folder, new SynchronizationConfigureRequest { OutputHandleIndex = 1, SynchronizationType = SynchronizationType.Hierarchy, SynchronizationFlags = SynchronizationFlags.Unicode });
            case "contents collector":
                return await MadeAsync(session, folder, new SynchronizationOpenCollectorRequest { OutputHandleIndex = 1, IsContentsCollector = true });
            case "hierarchy collector":
                return await MadeAsync(session, folder, new SynchronizationOpenCollectorRequest { OutputHandleIndex = 1 });
            case "released":
                await session.ReleaseAsync(folder);
                return folder;
            default:
                return HandleTable.None;
        }
    }

    private static async Task<uint> MadeAsync(TestSession session, uint from, RopRequest request)
    {
        var (responses, handles) = await session.ExecuteAsync([from, HandleTable.None], request);
        Assert.Equal(MapiError.Success, Assert.Single(responses).ReturnValue);
        return handles[1];
    }

    /// <summary>A request whose body is read from bytes: zeros, ones, then bytes by chance. Null where those are no request of this ROP.</summary>
    private static RopRequest? Request(RopDescriptor row, int sample)
    {
        var bytes = new byte[16 << 10];
        if (sample == 1) Array.Fill(bytes, (byte)1);
        if (sample > 1) new Random(((int)row.Id * Samples) + sample).NextBytes(bytes);
        // By chance few bodies are short enough: most bytes are small.
        if (sample > 2) for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i % 3 == 0 ? bytes[i] : bytes[i] & 3);
        var reader = new MapiReader(bytes);
        var request = row.ReadRequest!(ref reader);
        if (request is IDependsOnLogon dependent) dependent.ReadRest(ref reader, publicLogon: false);
        return reader.Error is null ? request : null;
    }
}
