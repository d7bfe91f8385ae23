using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

[Collection(SessionCollection.Name)]
public class ContentsDownloadTests(SessionHarness harness)
{
    private async Task<(TestSession Session, SimulatedOst Ost)> StartAsync()
    {
        var session = await harness.LogonAsync();
        return (session, new SimulatedOst(session, session.FolderId(FolderSteps.Inbox)));
    }

    [Fact]
    public async Task The_first_download_brings_all_and_the_next_nothing()
    {
        var (session, ost) = await StartAsync();
        var first = await session.SaveNewAsync("one");
        await session.SaveNewAsync("two", associated: true);

        var downloaded = await ost.DownloadAsync();
        Assert.Equal(["one", "two"], downloaded.Changes.Select(c => c.Subject).Order());
        Assert.Equal([false, true], downloaded.Changes.OrderBy(c => c.Subject).Select(c => c.Associated));
        var one = downloaded.Changes.Single(c => c.Subject == "one");
        Assert.Equal(Xid.Of(session.LogonResponse.ReplGuid, ObjectIds.FromWire(first)), one.SourceKey);
        Assert.Equal(PropertyValue.Int64(first), one.Header.TryGet(PidTag.Mid, out PropertyValue mid) ? mid : default);
        Assert.Equal(2, ost.State.IdsetGiven.Count);

        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        Assert.Single(ost.State.CnsetSeen.Sets);
        Assert.Single(ost.State.CnsetSeen.Of(session.LogonResponse.ReplGuid).Ranges);
    }

    [Fact]
    public async Task Changes_deletions_and_read_states_come_once()
    {
        var (session, ost) = await StartAsync();
        var ids = new List<ulong>();
        for (var i = 0; i < 5; i++) ids.Add(await session.SaveNewAsync($"m{i}"));
        await ost.DownloadAsync();

        await session.ChangeSubjectAsync(ids[0], "changed");
        await session.DeleteAsync(ids[1], hard: false);
        await session.DeleteAsync(ids[2], hard: true);
        await session.SetReadAsync(ids[3], false);
        var downloaded = await ost.DownloadAsync();
        Assert.Equal(["changed"], downloaded.Changes.Select(c => c.Subject));
        Assert.Equal(new[] { ids[1], ids[2] }.Select(ObjectIds.FromWire).Order(), downloaded.Deleted.Order());
        Assert.Equal([ObjectIds.FromWire(ids[3])], downloaded.Unread);
        Assert.Empty(downloaded.Read);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);

        await session.SetReadAsync(ids[3], true);
        Assert.Equal([ObjectIds.FromWire(ids[3])], (await ost.DownloadAsync()).Read);
        Assert.Equal(3, ost.Items.Count);
    }

    [Fact]
    public async Task A_large_message_comes_in_many_buffers_with_all_that_is_in_it()
    {
        var (session, ost) = await StartAsync();
        var message = await session.CreateMessageAsync();
        var body = string.Concat(Enumerable.Range(0, 30_000).Select(i => (char)('a' + i % 26)));
        await session.SetAsync(message, PropertyValueOf(PidTag.Subject, PropertyValue.String("large")));
        await session.WriteStreamAsync(message, PidTag.Body, System.Text.Encoding.Unicode.GetBytes(body));
        await session.ModifyRecipientsAsync(message, MessageClient.Smtp(0, "A", "a@example.test"), MessageClient.Smtp(1, "B", "b@example.test", 2));
        var (_, attachment) = await session.CreateAttachmentAsync(message);
        var data = new byte[150_000];
        new Random(1).NextBytes(data);
        await session.WriteStreamAsync(attachment, PidTag.AttachDataBinary, data);
        await session.SaveAttachmentAsync(attachment);
        var (_, holder) = await session.CreateAttachmentAsync(message);
        var (_, embedded) = await session.OpenEmbeddedAsync(holder, OpenModeFlags.Create);
        await session.SetAsync(embedded, PropertyValueOf(PidTag.Subject, PropertyValue.String("inner")));
        await session.SaveAsync(embedded);
        await session.SaveAttachmentAsync(holder);
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);

        var downloaded = await ost.DownloadAsync(size: 4000);
        var item = Assert.Single(downloaded.Changes);
        Assert.InRange(downloaded.Buffers, 50, 70);
        Assert.Equal(body, item.Content.Properties.GetString(PidTag.Body));
        Assert.Equal(["a@example.test", "b@example.test"], item.Content.Recipients.Select(r => r.Properties.GetString(PidTag.SmtpAddress)!));
        Assert.Equal([(byte)1, (byte)2], item.Content.Recipients.Select(r => r.RecipientType));
        Assert.All(item.Content.Recipients, r => Assert.NotEmpty(r.Properties.GetBinary(PidTag.EntryId)!));
        Assert.Equal(data, item.Content.Attachments[0].Properties.GetBinary(PidTag.AttachDataBinary));
        Assert.Equal("inner", item.Content.Attachments[1].Embedded!.Properties.GetString(PidTag.Subject));
        Assert.DoesNotContain(downloaded.MessageTags, t => t.Id is >= 0x6600 and <= 0x67FF || t.Id == PidTag.MessageSize.Id);
    }

    [Fact]
    public async Task A_restriction_bounds_the_scope_and_what_leaves_it_is_told()
    {
        var (session, ost) = await StartAsync();
        var keep = await session.SaveNewAsync("keep this");
        var other = await session.SaveNewAsync("other");
        var restriction = RestrictionBytes(new ContentRestriction(2, 1, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("keep"))));
        Task<uint> Restricted(uint folder) => session.ConfigureContentsAsync(folder, restriction: restriction);

        Assert.Equal(["keep this"], (await ost.DownloadAsync(Restricted)).Changes.Select(c => c.Subject));
        Assert.Equal(0, (await ost.DownloadAsync(Restricted)).Count);
        await session.ChangeSubjectAsync(keep, "gone");
        await session.ChangeSubjectAsync(other, "keep now");
        var downloaded = await ost.DownloadAsync(Restricted);
        Assert.Equal(["keep now"], downloaded.Changes.Select(c => c.Subject));
        Assert.Equal([ObjectIds.FromWire(keep)], downloaded.NoLongerInScope);
        Assert.Equal(0, (await ost.DownloadAsync(Restricted)).Count);

        // The scope is all of the folder again: nothing that was left out is missed.
        Assert.Equal(["gone"], (await ost.DownloadAsync()).Changes.Select(c => c.Subject));
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        Assert.Equal(2, ost.Items.Count);
    }

    [Fact]
    public async Task Flags_say_what_comes_along()
    {
        var (session, ost) = await StartAsync();
        var id = await session.SaveNewAsync("normal");
        await session.SaveNewAsync("associated", associated: true);
        var folder = await session.OpenAsync(ost.FolderId);

        async Task<Downloaded> GetAsync(SynchronizationFlags flags, SynchronizationExtraFlags extra = SynchronizationExtraFlags.None, FastTransferSendOptions options = FastTransferSendOptions.Unicode, params PropertyTag[] tags)
        {
            var context = await session.ConfigureContentsAsync(folder, flags, null, extra, options, tags);
            return ost.Parse(SyncClient.Tokens((await session.DownloadAsync(context)).Bytes), contents: true, out _);
        }

        Assert.Equal(["normal"], (await GetAsync(SynchronizationFlags.Unicode | SynchronizationFlags.Normal)).Changes.Select(c => c.Subject));
        Assert.Equal(["associated"], (await GetAsync(SynchronizationFlags.Unicode | SynchronizationFlags.FAI)).Changes.Select(c => c.Subject));
        Assert.Empty((await GetAsync(SynchronizationFlags.Unicode)).Changes);
        var plain = Assert.Single((await GetAsync(SynchronizationFlags.Unicode | SynchronizationFlags.Normal)).Changes);
        Assert.Equal(5, plain.Header.Count);
        var whole = Assert.Single((await GetAsync(SynchronizationFlags.Unicode | SynchronizationFlags.Normal, SynchronizationExtraFlags.Eid | SynchronizationExtraFlags.MessageSize | SynchronizationExtraFlags.CN)).Changes);
        Assert.True(whole.Header.Contains(PidTag.Mid.Id) && whole.Header.Contains(PidTag.MessageSize.Id) && whole.Header.Contains(PidTag.ChangeNumber.Id));
        var progress = await GetAsync(SynchronizationFlags.Unicode | SynchronizationFlags.Normal | SynchronizationFlags.FAI | SynchronizationFlags.Progress);
        Assert.Equal((1u, 1u), (progress.Progress!.Value.NormalMessageCount, progress.Progress.Value.FAIMessageCount));
        Assert.Equal(2, progress.Markers.Count(m => m == FastTransferMarker.IncrSyncProgressPerMsg));
        var only = Assert.Single((await GetAsync(SynchronizationFlags.Unicode | SynchronizationFlags.Normal | SynchronizationFlags.OnlySpecifiedProperties, tags: [PidTag.Subject, PidTag.MessageClass])).Changes);
        Assert.Equal([PidTag.MessageClass, PidTag.Subject], only.Content.Properties.Select(p => p.Tag));
        Assert.DoesNotContain(PidTag.Subject, (await GetAsync(SynchronizationFlags.Unicode | SynchronizationFlags.Normal, tags: [PidTag.Subject])).MessageTags);
        Assert.Contains(PidTag.Subject.WithType(PropertyType.String8), (await GetAsync(SynchronizationFlags.Normal, options: FastTransferSendOptions.None)).MessageTags);
        Assert.NotEqual(0ul, id);
    }

    [Fact]
    public async Task The_newest_come_first_where_that_is_asked_for()
    {
        var (session, ost) = await StartAsync();
        foreach (var hour in new[] { 3, 1, 2 })
            await session.SaveNewAsync($"h{hour}", extra: new TaggedPropertyValue(PidTag.MessageDeliveryTime, PropertyValue.Time(new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero))));
        var downloaded = await ost.DownloadAsync(f => session.ConfigureContentsAsync(f, extra: SynchronizationExtraFlags.OrderByDeliveryTime));
        Assert.Equal(["h3", "h2", "h1"], downloaded.Changes.Select(c => c.Subject));
    }

    [Fact]
    public async Task A_state_from_elsewhere_or_from_the_future_hides_nothing()
    {
        var (session, ost) = await StartAsync();
        await session.SaveNewAsync("one");
        ost.State.CnsetSeen.Of(session.LogonResponse.ReplGuid).AddRange(1_000_000, ObjectIds.MaxGlobCnt);
        ost.State.CnsetSeen.Of(Guid.NewGuid()).AddRange(1, ObjectIds.MaxGlobCnt);
        ost.State.IdsetGiven.Of(Guid.NewGuid()).AddRange(1, 100);
        ost.State.IdsetGiven.Of(session.LogonResponse.ReplGuid).AddRange(1L << 40, 1L << 41);
        var folder = await session.OpenAsync(ost.FolderId);
        var context = await session.ConfigureContentsAsync(folder);
        await session.UploadStateAsync(context, ost.State);
        var (bytes, _) = await session.DownloadAsync(context);
        Assert.Contains(SyncClient.Tokens(bytes), t => t.Tag == PidTag.Subject && t.Value.AsString() == "one");
        var state = await session.TransferStateAsync(context);
        Assert.Equal(1, state.IdsetGiven.Count);
        Assert.True(state.CnsetSeen.Of(session.LogonResponse.ReplGuid).Max < 1_000_000);
        await session.SaveNewAsync("two");
        ost.State = state;
        Assert.Equal(["two"], (await ost.DownloadAsync()).Changes.Select(c => c.Subject));
    }

    [Fact]
    public async Task A_checkpoint_has_what_came_so_far_and_no_more()
    {
        var (session, ost) = await StartAsync();
        for (var i = 0; i < 40; i++) await session.SaveNewAsync($"m{i}", extra: new TaggedPropertyValue(PidTag.Body, PropertyValue.String(new string('x', 3000))));
        var folder = await session.OpenAsync(ost.FolderId);
        var context = await session.ConfigureContentsAsync(folder);
        var head = new MemoryStream();
        for (var i = 0; i < 5; i++) head.Write((await session.GetBufferAsync(context, 20_000)).TransferBuffer);
        var state = await session.TransferStateAsync(context);
        Assert.InRange(state.IdsetGiven.Count, 5, 20);

        // A client that goes on from there gets the rest: nothing twice, nothing lost.
        ost.State = state;
        var rest = await ost.DownloadAsync();
        Assert.Equal(40 - state.IdsetGiven.Count, rest.Changes.Count);
        Assert.DoesNotContain(rest.Changes, c => state.IdsetGiven.Contains(session.LogonResponse.ReplGuid, Xid.GlobCntOf(c.SourceKey, session.LogonResponse.ReplGuid)!.Value));
        Assert.Equal(40, ost.State.IdsetGiven.Count);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_and_harms_nothing()
    {
        var (session, ost) = await StartAsync();
        var folder = await session.OpenAsync(ost.FolderId);

        Task<MapiError> TryAsync(SynchronizationConfigureRequest request) => session.StatusAsync(folder, request);
        SynchronizationConfigureRequest Request(SynchronizationFlags flags) =>
            new() { OutputHandleIndex = 1, SynchronizationType = SynchronizationType.Contents, SendOptions = FastTransferSendOptions.Unicode, SynchronizationFlags = flags };

        Assert.Equal(MapiError.RpcFormat, await TryAsync(Request(SynchronizationFlags.Reserved)));
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(Request((SynchronizationFlags)0x0200)));
        var unknown = Request(SyncClient.All);
        unknown.SynchronizationType = (SynchronizationType)4;
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(unknown));
        var damaged = Request(SyncClient.All);
        damaged.RestrictionData = [0x04, 0xFF];
        Assert.Equal(MapiError.InvalidParameter, await TryAsync(damaged));

        var context = await session.ConfigureContentsAsync(folder);
        Assert.Equal(MapiError.NotSupported, await session.StatusAsync(context, new SynchronizationUploadStateStreamContinueRequest { StreamData = [1] }));
        Assert.Equal(MapiError.NotSupported, await session.StatusAsync(context, new SynchronizationUploadStateStreamEndRequest()));
        Assert.Equal(MapiError.InvalidParameter, await session.StatusAsync(context, new SynchronizationUploadStateStreamBeginRequest { StateProperty = PidTag.Subject }));
        Assert.Equal(MapiError.TooBig, await session.StatusAsync(context, new SynchronizationUploadStateStreamBeginRequest { StateProperty = MetaTag.CnsetSeen, TransferBufferSize = uint.MaxValue }));
        var random = new Random(7);
        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            Assert.Equal(MapiError.Success, await session.StatusAsync(context, new SynchronizationUploadStateStreamBeginRequest { StateProperty = MetaTag.IdsetGiven }));
            Assert.Equal(MapiError.Success, await session.StatusAsync(context, new SynchronizationUploadStateStreamContinueRequest { StreamData = bytes }));
            Assert.Contains(await session.StatusAsync(context, new SynchronizationUploadStateStreamEndRequest()), new[] { MapiError.RpcFormat, MapiError.Success });
        }
        await session.DownloadAsync(context);
        Assert.Equal(MapiError.NotSupported, await session.StatusAsync(context, new SynchronizationUploadStateStreamBeginRequest { StateProperty = MetaTag.CnsetSeen }));
    }

    [Fact]
    public async Task Buffers_are_chained_where_the_client_has_room_and_none_is_lost_where_it_has_not()
    {
        var (session, ost) = await StartAsync();
        for (var i = 0; i < 40; i++) await session.SaveNewAsync($"m{i}", extra: new TaggedPropertyValue(PidTag.Body, PropertyValue.String(new string('x', 3000))));
        var folder = await session.OpenAsync(ost.FolderId);
        var context = await session.ConfigureContentsAsync(folder);

        // Too little room for the size that was named: the request comes back, and nothing of the stream is gone.
        var sized = new FastTransferSourceGetBufferRequest { BufferSize = 0x4000 };
        var small = await session.SendAsync(RopRequestBuffer.Write([sized], [context]), maxRopOut: 0x1000);
        Assert.Contains(RopResponseBuffer.TryParse(small.Buffers[0], [sized], out _)!.Value.Responses, r => r is BufferTooSmallResponse);

        var request = new FastTransferSourceGetBufferRequest { BufferSize = FastTransferSourceGetBufferRequest.BufferSizeSentinel, MaximumBufferSize = 0x7BC0 };
        var (all, status, calls) = (new MemoryStream(), FastTransferStatus.Partial, 0);
        for (; status == FastTransferStatus.Partial; calls++)
        {
            var result = await session.SendAsync(RopRequestBuffer.Write([request], [context]), maxRopOut: 0x40000, chain: true);
            foreach (var buffer in result.Buffers)
            {
                var response = Assert.IsType<FastTransferSourceGetBufferResponse>(Assert.Single(RopResponseBuffer.TryParse(buffer, [request], out _)!.Value.Responses));
                Assert.Equal(MapiError.Success, response.ReturnValue);
                all.Write(response.TransferBuffer);
                status = response.TransferStatus;
            }
        }
        Assert.InRange(calls, 1, 3);
        Assert.Equal(40, ost.Parse(SyncClient.Tokens(all.ToArray()), contents: true, out _).Changes.Count);
    }

    private static TaggedPropertyValue PropertyValueOf(PropertyTag tag, PropertyValue value) => new(tag, value);

    private static byte[] RestrictionBytes(Restriction restriction)
    {
        using var writer = new MapiWriter();
        restriction.Write(writer, CountWidth.Narrow);
        return writer.ToArray();
    }
}
