using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.bench;

/// <summary>A folder with as many messages of one size as a synchronization is to be measured with; filled once and kept.</summary>
internal static class SyncFolder
{
    /// <summary>Bytes of body that fit into one request with all the rest of the message.</summary>
    public const int MaxPerRequest = 24_000;

    private const int PerRequest = 24_000, StreamChunk = 24_000, Writers = 4;

    /// <summary>Brings the folder to <see cref="LoadOptions.Fill"/> messages and gives its id.</summary>
    public static async Task<ulong> FillAsync(LoadTarget target, LoadAccount account, LoadOptions options, CancellationToken cancellationToken)
    {
        var mailbox = await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: cancellationToken);
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, cancellationToken);
        var name = $"{options.Folder} sync {options.MessageSize}" + (options.AttachmentSize > 0 ? $"+{options.AttachmentSize}" : "");
        var (folder, handle) = await mailbox.CreateFolderAsync(inbox, name, cancellationToken);
        var next = (await mailbox.GetPropertiesAsync(handle, [PidTag.ContentCount], cancellationToken))[0].AsInt32();
        var size = Math.Min(options.MessageSize, MaxPerRequest);
        var step = options.AttachmentSize > 0 ? 1 : Math.Max(1, PerRequest / (size + 700));
        await Parallel.ForAsync(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken }, async (_, token) =>
        {
            var writer = await MapiMailbox.ConnectAsync(target.NewClient(account), account.Dn, cancellationToken: token);
            for (int first; (first = Interlocked.Add(ref next, step) - step) < options.Fill;)
            {
                var count = Math.Min(step, options.Fill - first);
                if (options.AttachmentSize > 0) await AddWithAttachmentAsync(writer, folder, first, size, options.AttachmentSize, token);
                else await AddAsync(writer, folder, first, count, size, token);
                if (first / 10_000 != (first + count) / 10_000) Console.Error.WriteLine($"{name}: {first + count} of {options.Fill} messages");
            }
            await writer.Client.DisconnectAsync(token);
        });
        await mailbox.Client.DisconnectAsync(cancellationToken);
        return folder;
    }

    private static async Task AddAsync(MapiMailbox mailbox, ulong folder, int first, int count, int size, CancellationToken cancellationToken)
    {
        var requests = new List<RopRequest>();
        for (var i = 0; i < count; i++)
        {
            var place = (byte)(i + 1);
            requests.Add(new CreateMessageRequest { OutputHandleIndex = place, CodePageId = 0x0FFF, FolderId = folder });
            requests.Add(new SetPropertiesRequest(RopId.RopSetProperties) { HandleIndex = place, PropertyValues = SampleMessage.Make(first + i, size) });
            requests.Add(new SaveChangesRequest(RopId.RopSaveChangesMessage) { HandleIndex = place, InputHandleIndex = place, SaveFlags = SaveFlags.ForceSave });
            requests.Add(new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = place });
        }
        await RunAsync(mailbox, requests, Handles(mailbox.LogonHandle, count), cancellationToken);
    }

    private static async Task AddWithAttachmentAsync(MapiMailbox mailbox, ulong folder, int number, int size, int attachment, CancellationToken cancellationToken)
    {
        List<RopRequest> begin =
        [
            new CreateMessageRequest { OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = folder },
            new SetPropertiesRequest(RopId.RopSetProperties) { HandleIndex = 1, PropertyValues = SampleMessage.Make(number, size) },
            new CreateAttachmentRequest { HandleIndex = 1, OutputHandleIndex = 2 },
            new SetPropertiesRequest(RopId.RopSetProperties)
            {
                HandleIndex = 2,
                PropertyValues = [new(PidTag.AttachMethod, PropertyValue.Int32(1)), new(PidTag.AttachLongFilename, PropertyValue.String($"file {number}.bin"))],
            },
            new OpenStreamRequest { HandleIndex = 2, OutputHandleIndex = 3, PropertyTag = PidTag.AttachDataBinary, OpenModeFlags = StreamOpenMode.Create },
        ];
        var handles = await RunAsync(mailbox, begin, Handles(mailbox.LogonHandle, 3), cancellationToken);
        var data = new byte[attachment];
        // Nothing that a database or a line could make smaller.
        new Random(number).NextBytes(data);
        foreach (var chunk in data.Chunk(StreamChunk)) await RunAsync(mailbox, [new WriteStreamRequest(RopId.RopWriteStream) { Data = chunk }], [handles[3]], cancellationToken);
        List<RopRequest> end =
        [
            new StreamRequest(RopId.RopCommitStream) { HandleIndex = 3 },
            new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 3 },
            new SaveChangesRequest(RopId.RopSaveChangesAttachment) { HandleIndex = 1, InputHandleIndex = 2, SaveFlags = SaveFlags.ForceSave },
            new SaveChangesRequest(RopId.RopSaveChangesMessage) { HandleIndex = 1, InputHandleIndex = 1, SaveFlags = SaveFlags.ForceSave },
            new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 2 },
            new LogonSimpleRequest(RopId.RopRelease) { HandleIndex = 1 },
        ];
        await RunAsync(mailbox, end, handles, cancellationToken);
    }

    private static async Task<uint[]> RunAsync(MapiMailbox mailbox, List<RopRequest> requests, uint[] handles, CancellationToken cancellationToken)
    {
        var reply = await mailbox.Client.ExecuteAsync(requests, handles, cancellationToken: cancellationToken);
        foreach (var response in reply.Responses) MapiMailbox.EnsureSuccess(response);
        return reply.Handles;
    }

    private static uint[] Handles(uint first, int places)
    {
        var handles = new uint[places + 1];
        Array.Fill(handles, MapiMailbox.NoHandle);
        handles[0] = first;
        return handles;
    }
}
