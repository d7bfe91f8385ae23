using System.Buffers.Binary;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>
/// Any bytes put into an upload: the protocol's error, and nothing half-written ([MS-OXCFXICS] 3.2.5.8.2). Streams are cut, mutated, endless,
/// too large, and for other objects than they are put into.
/// </summary>
[Collection(SessionCollection.Name)]
public class BadUploadTests(SessionHarness harness)
{
    private const int Mutations = 150, Messages = 5;

    // What the documents have for streams that are wrong, for values that are too large, and for what a folder or message refuses.
    private static readonly HashSet<MapiError> Known =
    [
        MapiError.CorruptData, MapiError.FxUnexpectedMarker, MapiError.FxInvalidState, MapiError.MessageTooBig, MapiError.TooBig, MapiError.TooComplex, MapiError.TooManyRecips,
        MapiError.MaxAttachmentExceeded, MapiError.InvalidParameter, MapiError.CollidingNames, MapiError.AccessDenied, MapiError.NotSupported,
    ];

    private static async Task<MapiError> PutAsync(TestSession session, uint upload, byte[] stream, int size)
    {
        foreach (var chunk in stream.Chunk(size))
        {
            var (response, _) = await session.ExecuteAsync<FastTransferDestinationPutBufferResponse>(upload, new FastTransferDestinationPutBufferRequest(RopId.RopFastTransferDestinationPutBuffer) { TransferData = chunk });
            if (response.ReturnValue == MapiError.Success) continue;
            // What was read of the stream is gone: the upload stays failed, and says so the same way.
            var (again, _) = await session.ExecuteAsync<FastTransferDestinationPutBufferResponse>(upload, new FastTransferDestinationPutBufferRequest(RopId.RopFastTransferDestinationPutBuffer) { TransferData = [0] });
            Assert.Equal(response.ReturnValue, again.ReturnValue);
            return response.ReturnValue;
        }
        return MapiError.Success;
    }

    private static async Task<uint> DestinationAsync(TestSession session, uint target, FastTransferSourceOperation operation)
    {
        var (response, upload) = await session.ExecuteAsync<RopStatusResponse>(target, new FastTransferDestinationConfigureRequest { OutputHandleIndex = 1, SourceOperation = operation });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return upload;
    }

    private static async Task<byte[]> SourceAsync(TestSession session, uint source, RopRequest request)
    {
        var (response, download) = await session.ExecuteAsync<RopStatusResponse>(source, request);
        Assert.Equal(MapiError.Success, response.ReturnValue);
        var stream = (await session.DownloadAsync(download)).Bytes;
        await session.ReleaseAsync(download);
        return stream;
    }

    /// <summary>Messages with recipients, attachments, messages in them, named properties and values of several chunks; and streams of them.</summary>
    private static async Task<(byte[] Messages, byte[] Message, byte[] Folder)> StreamsAsync(TestSession session)
    {
        var (folderId, folder) = await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.Inbox)), "source");
        var named = await session.IdOfAsync(new PropertyName(new Guid("00062008-0000-0000-c000-000000000046"), "bad input"));
        var ids = new List<ulong>();
        for (var i = 0; i < Messages; i++)
        {
            var message = await session.CreateMessageAsync(folderId);
            await session.SetAsync(message, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String($"message {i}")), new TaggedPropertyValue(named, PropertyValue.String("named")),
                new TaggedPropertyValue(PidTag.Body, PropertyValue.String(new string('b', i % 2 == 0 ? 30 : 9000))));
            await session.ModifyRecipientsAsync(message, MessageClient.Smtp(0, "A", "a@example.test"), MessageClient.Smtp(1, "B", "b@example.test", 2));
            var (_, attachment) = await session.CreateAttachmentAsync(message);
            var (_, embedded) = await session.OpenEmbeddedAsync(attachment, OpenModeFlags.Create);
            await session.SetAsync(embedded, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("inner")));
            await session.SaveAsync(embedded);
            await session.SaveAttachmentAsync(attachment);
            ids.Add((await session.SaveAsync(message)).MessageId);
            await session.ReleaseAsync(message);
        }
        var (_, single) = await session.OpenMessageAsync(ids[1], folder: folderId);
        return (await SourceAsync(session, folder, new FastTransferSourceCopyMessagesRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode, MessageIds = [.. ids] }),
            await SourceAsync(session, single, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode }),
            await SourceAsync(session, folder, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode }));
    }

    private static async Task<(ulong Id, uint Handle)> TargetAsync(TestSession session, string name) =>
        await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.Inbox)), name);

    [Fact]
    public async Task Of_a_stream_that_ends_anywhere_the_messages_that_are_whole_are_there_and_no_others()
    {
        var session = await harness.LogonAsync();
        var (stream, _, _) = await StreamsAsync(session);
        var random = new Random(20261124);
        for (var i = 0; i < 40; i++)
        {
            var length = random.Next(stream.Length + 1);
            var whole = SyncClient.Tokens(stream[..length], whole: false).Count(t => t.Marker == FastTransferMarker.EndMessage);
            var (id, folder) = await TargetAsync(session, $"cut {i}");
            var upload = await DestinationAsync(session, folder, FastTransferSourceOperation.CopyMessages);
            Assert.Equal(MapiError.Success, await PutAsync(session, upload, stream[..length], random.Next(1, 9000)));
            await session.ReleaseAsync(upload);
            var there = await harness.ReadAsync(session.User, id);
            Assert.Equal(Enumerable.Range(0, whole).Select(n => $"message {n}"), there.Select(m => m.Content.Properties.GetString(PidTag.Subject)));
            Assert.All(there, m => Assert.Equal((2, 1, "inner"), (m.Content.Recipients.Count, m.Content.Attachments.Count, m.Content.Attachments[0].Embedded!.Properties.GetString(PidTag.Subject))));
        }
        Assert.Empty(harness.Broken.Of(await SessionIdAsync(session)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Any_bytes_give_an_error_of_the_protocol_or_messages_that_can_be_read(int seed)
    {
        var random = new Random(seed);
        var session = await harness.LogonAsync();
        var (messages, message, folder) = await StreamsAsync(session);
        var seen = new HashSet<MapiError>();
        for (var i = 0; i < Mutations; i++)
        {
            var kind = random.Next(3);
            var bytes = Mutate(random, kind switch { 0 => messages, 1 => message, _ => folder });
            uint target;
            if (kind == 1)
            {
                target = await session.CreateMessageAsync();
            }
            else
            {
                (_, target) = await TargetAsync(session, $"mutated {i}");
            }
            // Now and then the stream is one of something else.
            var operation = random.Next(10) == 0 && kind != 1 ? (FastTransferSourceOperation)random.Next(1, 5) : kind switch
            {
                0 => FastTransferSourceOperation.CopyMessages,
                1 => FastTransferSourceOperation.CopyTo,
                _ => FastTransferSourceOperation.CopyFolder,
            };
            var upload = await DestinationAsync(session, target, operation);
            var error = await PutAsync(session, upload, bytes, random.Next(200, 9000));
            if (error != MapiError.Success) Assert.Contains(error, Known);
            seen.Add(error);
            await session.ReleaseAsync(upload);
            if (kind == 1)
            {
                // A message is what it was until it is saved; what it took of the stream can be saved and read.
                var saved = await session.SaveAsync(target);
                Assert.Contains(saved.ReturnValue, Known.Append(MapiError.Success));
                if (saved.ReturnValue == MapiError.Success) await SourceAsync(session, target, new FastTransferSourceCopyToRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode });
            }
            else
            {
                await SourceAsync(session, target, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode, CopyFlags = FastTransferCopyFlags.CopySubfolders });
            }
            await session.ReleaseAsync(target);
        }
        Assert.Contains(MapiError.Success, seen);
        Assert.True(seen.Count >= 3, string.Join(", ", seen));
        Assert.Empty(harness.Broken.Of(await SessionIdAsync(session)));
    }

    [Fact]
    public async Task Endless_and_oversize_streams_end_with_an_error_while_little_is_held()
    {
        var session = await harness.LogonAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        // Recipients and attachments with nothing in them, without end.
        foreach (var (start, end) in ((FastTransferMarker, FastTransferMarker)[])[(FastTransferMarker.StartRecip, FastTransferMarker.EndToRecip), (FastTransferMarker.NewAttach, FastTransferMarker.EndAttach)])
        {
            var (id, folder) = await TargetAsync(session, $"endless {start}");
            var upload = await DestinationAsync(session, folder, FastTransferSourceOperation.CopyMessages);
            var pairs = new byte[30_000];
            for (var at = 0; at < pairs.Length; at += 8)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(pairs.AsSpan(at), (uint)start);
                BinaryPrimitives.WriteUInt32LittleEndian(pairs.AsSpan(at + 4), (uint)end);
            }
            var begin = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(begin, (uint)FastTransferMarker.StartMessage);
            Assert.Equal(MapiError.Success, await PutAsync(session, upload, begin, 4));
            var error = MapiError.Success;
            for (var i = 0; i < 300 && error == MapiError.Success; i++) error = await PutAsync(session, upload, pairs, pairs.Length);
            Assert.Contains(error, new[] { MapiError.MessageTooBig, MapiError.TooManyRecips, MapiError.MaxAttachmentExceeded });
            Assert.Empty(await harness.ReadAsync(session.User, id));
            await session.ReleaseAsync(upload);
        }
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64 << 20);

        // A value that says that it is larger than any message.
        var (_, target) = await TargetAsync(session, "oversize");
        var large = await DestinationAsync(session, target, FastTransferSourceOperation.CopyMessages);
        var header = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)FastTransferMarker.StartMessage);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), PidTag.Html.Value);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), int.MaxValue);
        Assert.Contains(await PutAsync(session, large, header, 12), new[] { MapiError.MessageTooBig, MapiError.CorruptData });

        // Folders without end, one in the other.
        var nested = await DestinationAsync(session, (await TargetAsync(session, "nested")).Handle, FastTransferSourceOperation.CopyFolder);
        var writer = new FastTransferWriter(FastTransferText.Unicode, 1252);
        var last = MapiError.Success;
        writer.Marker(FastTransferMarker.StartTopFld);
        for (var i = 0; i < 400 && last == MapiError.Success; i++)
        {
            writer.Property(PidTag.DisplayName, PropertyValue.String($"f{i}"));
            writer.Marker(FastTransferMarker.StartSubFld);
            last = await PutAsync(session, nested, writer.Take(int.MaxValue), 30_000);
        }
        Assert.Contains(last, new[] { MapiError.TooComplex, MapiError.OutOfResources });
    }

    [Fact]
    public async Task Uploads_take_their_steps_in_order_only()
    {
        var session = await harness.LogonAsync();
        var folder = await session.OpenAsync(session.FolderId(FolderSteps.Inbox));
        var put = new FastTransferDestinationPutBufferRequest(RopId.RopFastTransferDestinationPutBuffer) { TransferData = [1, 2, 3] };
        foreach (var handle in (uint[])[folder, session.Logon, await session.CreateMessageAsync()])
            Assert.NotEqual(MapiError.Success, (await session.ExecuteAsync<FastTransferDestinationPutBufferResponse>(handle, put)).Response.ReturnValue);
        var message = await session.CreateMessageAsync();
        foreach (var operation in (FastTransferSourceOperation[])[FastTransferSourceOperation.CopyMessages, FastTransferSourceOperation.CopyFolder, 0, (FastTransferSourceOperation)9])
            Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(message, new FastTransferDestinationConfigureRequest { OutputHandleIndex = 1, SourceOperation = operation }));
        // A download is no upload, and an upload gives no bytes.
        var upload = await DestinationAsync(session, message, FastTransferSourceOperation.CopyTo);
        Assert.NotEqual(MapiError.Success, (await session.GetBufferAsync(upload)).ReturnValue);
        var (_, download) = await session.ExecuteAsync<RopStatusResponse>(folder, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, SendOptions = FastTransferSendOptions.Unicode });
        Assert.NotEqual(MapiError.Success, (await session.ExecuteAsync<FastTransferDestinationPutBufferResponse>(download, put)).Response.ReturnValue);
        // Ends that have no beginning.
        foreach (var marker in (FastTransferMarker[])[FastTransferMarker.EndMessage, FastTransferMarker.EndAttach, FastTransferMarker.EndToRecip, FastTransferMarker.EndFolder, FastTransferMarker.EndEmbed, FastTransferMarker.IncrSyncEnd])
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)marker);
            Assert.Equal(MapiError.FxUnexpectedMarker, await PutAsync(session, await DestinationAsync(session, folder, FastTransferSourceOperation.CopyMessages), bytes, 4));
        }
    }

    private static Task<Guid> SessionIdAsync(TestSession session) => Task.FromResult(session.Grain.GetPrimaryKey());

    private static byte[] Mutate(Random random, byte[] stream)
    {
        var bytes = (byte[])stream.Clone();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
                    break;
                case 2:
                    var extra = new byte[random.Next(1, 40)];
                    random.NextBytes(extra);
                    bytes = [.. bytes[..at], .. extra, .. bytes[at..]];
                    break;
                case 3:
                    var from = random.Next(bytes.Length);
                    bytes = [.. bytes[..at], .. bytes[from..Math.Min(bytes.Length, from + random.Next(1, 400))], .. bytes[at..]];
                    break;
                case 4 when bytes.Length > at + 4:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), random.Next(3) switch { 0 => uint.MaxValue, 1 => int.MaxValue, _ => (uint)random.Next() });
                    break;
                default:
                    bytes = bytes[..at];
                    break;
            }
            if (bytes.Length == 0) return [0];
        }
        return bytes;
    }
}
