using System.Diagnostics;
using System.Globalization;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.bench;

/// <summary>Cached mode: a folder comes down whole, changes come down, messages go up.</summary>
internal static class SyncProbe
{
    private const int Changes = 100, Uploads = 1_000, Repeats = 5;

    public static Probe Download { get; } = new(
        "download", "full ICS download of a folder of --fill messages of --size bytes, with an attachment each where --attachment says so; and the server's memory meanwhile", DownloadAsync);

    public static Probe Incremental { get; } = new("incremental", "ICS download of 100 changes in a folder of --fill messages", IncrementalAsync);

    public static Probe Upload { get; } = new("upload", "ICS upload of 1,000 new messages of --size bytes", UploadAsync);

    private static async Task DownloadAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var (mailbox, folder) = await OpenAsync(target, options, cancellationToken);
        var idle = await Probe.SettledMemoryAsync(target.Url, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var peak = PeakAsync(target.Url, ended.Token);
        var started = Stopwatch.GetTimestamp();
        var got = await new SyncClient(mailbox).DownloadAsync(folder, new IcsState(), cancellationToken);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await ended.CancelAsync();
        var most = await peak;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"download: {got.Messages} messages, {got.Bytes / 1e6:0.0} MB in {took:0.00} s and {got.Requests} requests: {got.Messages / took:0} messages a second, {got.Bytes / 1e6 / took:0.0} MB/s; server {idle:0} -> at most {most:0} MiB"));
        await mailbox.Client.DisconnectAsync(cancellationToken);
    }

    private static async Task IncrementalAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var (mailbox, folder) = await OpenAsync(target, options, cancellationToken);
        var sync = new SyncClient(mailbox);
        var state = (await sync.DownloadAsync(folder, new IcsState(), cancellationToken)).State;
        var handle = await mailbox.OpenFolderAsync(folder, cancellationToken);
        var ids = (await mailbox.ListMessagesAsync(handle, [PidTag.Mid], limit: Changes, cancellationToken: cancellationToken)).ConvertAll(r => (ulong)r[0].AsInt64());
        List<double> changed = [], nothing = [];
        for (var round = 0; round < Repeats; round++)
        {
            foreach (var id in ids)
            {
                var message = await mailbox.OpenMessageAsync(folder, id, OpenModeFlags.ReadWrite, cancellationToken);
                var reply = await mailbox.Client.ExecuteAsync(
                    [
                        new SetPropertiesRequest(RopId.RopSetProperties) { PropertyValues = [new(PidTag.FlagStatus, PropertyValue.Int32(round + 1))] },
                        new SaveChangesRequest(RopId.RopSaveChangesMessage) { SaveFlags = SaveFlags.ForceSave },
                        new LogonSimpleRequest(RopId.RopRelease),
                    ], [message], cancellationToken: cancellationToken);
                foreach (var response in reply.Responses) MapiMailbox.EnsureSuccess(response);
            }
            foreach (var (into, expected) in ((List<double>, int)[])[(changed, ids.Count), (nothing, 0)])
            {
                var started = Stopwatch.GetTimestamp();
                var got = await sync.DownloadAsync(folder, state, cancellationToken);
                into.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (got.Messages != expected) throw new InvalidDataException($"{got.Messages} messages came, not {expected}.");
                state = got.State;
            }
        }
        changed.Sort();
        nothing.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"incremental: {ids.Count} changes of {options.Fill} messages: median {changed[Repeats / 2]:0.0} ms, most {changed[^1]:0.0} ms; no change: median {nothing[Repeats / 2]:0.0} ms"));
        await mailbox.Client.DisconnectAsync(cancellationToken);
    }

    private static async Task UploadAsync(LoadTarget target, LoadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var account = target.Accounts[0];
        var mailbox = await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: cancellationToken);
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, cancellationToken);
        var (_, handle) = await mailbox.CreateFolderAsync(inbox, options.Folder + " uploaded", cancellationToken);
        var (response, handles) = await mailbox.Client.ExecuteAsync(new SynchronizationOpenCollectorRequest { OutputHandleIndex = 1, IsContentsCollector = true }, [handle, MapiMailbox.NoHandle], cancellationToken);
        MapiMailbox.EnsureSuccess(response);
        var collector = handles[1];
        await new SyncClient(mailbox).UploadStateAsync(collector, new IcsState(), cancellationToken);
        var (reserved, _) = await mailbox.Client.ExecuteAsync(new GetLocalReplicaIdsRequest { IdCount = Uploads }, [mailbox.LogonHandle], cancellationToken);
        var range = (GetLocalReplicaIdsResponse)MapiMailbox.EnsureSuccess(reserved);
        // A client signs its changes with a name space of its own.
        var (replica, changes, first) = (Guid.NewGuid(), 0L, range.GlobalCount);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Uploads; i++)
        {
            var key = Xid.Of(replica, ++changes);
            var predecessors = new PredecessorChangeList();
            predecessors.Include(key);
            var reply = await mailbox.Client.ExecuteAsync(
                [
                    new SynchronizationImportMessageChangeRequest
                    {
                        OutputHandleIndex = 1,
                        PropertyValues =
                        [
                            new(PidTag.SourceKey, PropertyValue.Binary(Xid.Of(range.ReplGuid, first + i))),
                            new(PidTag.LastModificationTime, PropertyValue.Time(DateTimeOffset.UtcNow)),
                            new(PidTag.ChangeKey, PropertyValue.Binary(key)),
                            new(PidTag.PredecessorChangeList, PropertyValue.Binary(predecessors.ToArray())),
                        ],
                    },
                    new SetPropertiesRequest(RopId.RopSetProperties) { HandleIndex = 1, PropertyValues = SampleMessage.Make(i, Math.Min(options.MessageSize, SyncFolder.MaxPerRequest)) },
                    new SaveChangesRequest(RopId.RopSaveChangesMessage) { HandleIndex = 1, InputHandleIndex = 1 },
                    new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 1 },
                ], [collector, MapiMailbox.NoHandle], cancellationToken: cancellationToken);
            foreach (var done in reply.Responses) MapiMailbox.EnsureSuccess(done);
        }
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"upload: {Uploads} messages of {options.MessageSize} bytes in {took:0.00} s: {Uploads / took:0} a second, each committed"));
        await mailbox.Client.DisconnectAsync(cancellationToken);
    }

    private static async Task<(MapiMailbox Mailbox, ulong Folder)> OpenAsync(LoadTarget target, LoadOptions options, CancellationToken cancellationToken)
    {
        var account = target.Accounts[0];
        var folder = await SyncFolder.FillAsync(target, account, options, cancellationToken);
        return (await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: cancellationToken), folder);
    }

    private static async Task<double> PeakAsync(Uri server, CancellationToken cancellationToken)
    {
        var peak = 0.0;
        while (!cancellationToken.IsCancellationRequested)
        {
            peak = Math.Max(peak, ServerMemory.Of(server) ?? 0);
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }
        return peak;
    }
}
