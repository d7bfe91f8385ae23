using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Mailbox;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>What single flags and options of a contents download do ([MS-OXCFXICS] 2.2.3.2.1.1), and what becomes of damaged messages.</summary>
[Collection(SessionCollection.Name)]
public class DownloadFlagTests(SessionHarness harness)
{
    private async Task<(TestSession Session, SimulatedOst Ost)> StartAsync()
    {
        var session = await harness.LogonAsync();
        return (session, new SimulatedOst(session, session.FolderId(FolderSteps.Inbox)));
    }

    private static byte[] RestrictionBytes(Restriction restriction)
    {
        using var writer = new MapiWriter();
        restriction.Write(writer, CountWidth.Narrow);
        return writer.ToArray();
    }

    private static Func<uint, Task<uint>> With(TestSession session, SynchronizationFlags flags) => f => session.ConfigureContentsAsync(f, flags);

    [Fact]
    public async Task Deletions_that_were_not_wanted_come_when_they_are()
    {
        var (session, ost) = await StartAsync();
        var ids = new List<ulong>();
        for (var i = 0; i < 4; i++) ids.Add(await session.SaveNewAsync($"m{i}"));
        await ost.DownloadAsync();
        await session.DeleteAsync(ids[0], hard: true);
        await session.DeleteAsync(ids[1], hard: false);
        var quiet = await ost.DownloadAsync(With(session, SyncClient.All | SynchronizationFlags.NoDeletions));
        Assert.Equal(0, quiet.Count);
        // The state covers the deletions' change numbers now, and still they are not lost.
        Assert.Equal(new[] { ids[0], ids[1] }.Select(ObjectIds.FromWire).Order(), (await ost.DownloadAsync()).Deleted.Order());
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        await ost.AssertWholeAsync();
    }

    [Fact]
    public async Task A_restored_message_comes_again_and_one_deleted_twice_goes_once()
    {
        var (session, ost) = await StartAsync();
        var id = await session.SaveNewAsync("back and forth");
        await ost.DownloadAsync();
        await session.DeleteAsync(id, hard: false);
        await ost.DownloadAsync();
        Assert.Empty(ost.Items);
        var folder = await session.OpenAsync(ost.FolderId);
        Assert.Equal(MapiError.Success, (await session.BetweenAsync(folder, folder, new MoveCopyMessagesRequest { DestHandleIndex = 1, MessageIds = [id] })).ReturnValue);
        Assert.Equal(["back and forth"], (await ost.DownloadAsync()).Changes.Select(c => c.Subject));
        await session.DeleteAsync(ObjectIds.ToWire(Xid.GlobCntOf(ost.Items.Values.Single().SourceKey, session.LogonResponse.ReplGuid)!.Value), hard: true);
        Assert.Single((await ost.DownloadAsync()).Deleted);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
    }

    [Fact]
    public async Task What_left_the_scope_stays_where_that_is_to_be_ignored()
    {
        var (session, ost) = await StartAsync();
        var id = await session.SaveNewAsync("keep this");
        var restriction = RestrictionBytes(new ContentRestriction(2, 1, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("keep"))));
        Task<uint> Ignoring(uint f) => session.ConfigureContentsAsync(f, SyncClient.All | SynchronizationFlags.IgnoreNoLongerInScope, restriction);
        await ost.DownloadAsync(Ignoring);
        await session.ChangeSubjectAsync(id, "other");
        Assert.Equal(0, (await ost.DownloadAsync(Ignoring)).Count);
        Assert.Single(ost.Items);
        Assert.Equal([ObjectIds.FromWire(id)], (await ost.DownloadAsync(f => session.ConfigureContentsAsync(f, restriction: restriction))).NoLongerInScope);
        Assert.Empty(ost.Items);
    }

    [Fact]
    public async Task A_window_of_days_moves_on()
    {
        var (session, ost) = await StartAsync();
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        for (var day = 0; day < 6; day++)
            await session.SaveNewAsync($"day {day}", extra: new TaggedPropertyValue(PidTag.MessageDeliveryTime, PropertyValue.Time(start.AddDays(day))));
        Func<uint, Task<uint>> Since(int day) => f => session.ConfigureContentsAsync(f, restriction: RestrictionBytes(
            new PropertyRestriction(RelationalOperator.GreaterThanOrEqual, PidTag.MessageDeliveryTime, new TaggedPropertyValue(PidTag.MessageDeliveryTime, PropertyValue.Time(start.AddDays(day))))));

        Assert.Equal(["day 3", "day 4", "day 5"], (await ost.DownloadAsync(Since(3))).Changes.Select(c => c.Subject).Order());
        var next = await ost.DownloadAsync(Since(4));
        Assert.Equal((0, 1), (next.Changes.Count, next.NoLongerInScope.Count));
        // A wider window brings what the state has not, though its change numbers are covered.
        Assert.Equal(["day 1", "day 2", "day 3"], (await ost.DownloadAsync(Since(1))).Changes.Select(c => c.Subject).Order());
        Assert.Equal(0, (await ost.DownloadAsync(Since(1))).Count);
        Assert.Equal(["day 0"], (await ost.DownloadAsync()).Changes.Select(c => c.Subject));
        await ost.AssertWholeAsync();
    }

    [Fact]
    public async Task Read_states_come_only_where_they_are_wanted_and_then_all()
    {
        var (session, ost) = await StartAsync();
        var id = await session.SaveNewAsync("one");
        await ost.DownloadAsync();
        await session.SetReadAsync(id, false);
        var without = With(session, SyncClient.All & ~SynchronizationFlags.ReadState);
        Assert.Equal(0, (await ost.DownloadAsync(without)).Count);
        await session.SaveNewAsync("two");
        Assert.Single((await ost.DownloadAsync(without)).Changes);
        Assert.Equal([ObjectIds.FromWire(id)], (await ost.DownloadAsync()).Unread);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
    }

    [Fact]
    public async Task Kinds_of_messages_can_be_kept_in_step_one_by_one()
    {
        var (session, ost) = await StartAsync();
        await session.SaveNewAsync("normal");
        var hidden = await session.SaveNewAsync("hidden", associated: true);
        var normal = With(session, SyncClient.All & ~SynchronizationFlags.FAI);
        var associated = With(session, SyncClient.All & ~SynchronizationFlags.Normal);
        Assert.Equal(["normal"], (await ost.DownloadAsync(normal)).Changes.Select(c => c.Subject));
        Assert.Equal(0, (await ost.DownloadAsync(normal)).Count);
        Assert.Equal(["hidden"], (await ost.DownloadAsync(associated)).Changes.Select(c => c.Subject));
        await session.DeleteAsync(hidden, hard: true);
        Assert.Equal([ObjectIds.FromWire(hidden)], (await ost.DownloadAsync(normal)).Deleted);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        await ost.AssertWholeAsync();
    }

    [Fact]
    public async Task Properties_that_are_named_say_nothing_of_associated_messages_where_that_is_asked_for()
    {
        var (session, ost) = await StartAsync();
        await session.SaveNewAsync("normal", extra: new TaggedPropertyValue(PidTag.Body, PropertyValue.String("text")));
        await session.SaveNewAsync("hidden", associated: true, extra: new TaggedPropertyValue(PidTag.Comment, PropertyValue.String("kept")));
        const SynchronizationFlags only = SyncClient.All | SynchronizationFlags.OnlySpecifiedProperties;
        await ost.DownloadAsync(f => session.ConfigureContentsAsync(f, only | SynchronizationFlags.IgnoreSpecifiedOnFAI, tags: [PidTag.Subject]));
        Assert.Equal([PidTag.Subject], ost.Items.Values.Single(i => !i.Associated).Content.Properties.Select(p => p.Tag));
        Assert.Equal("kept", ost.Items.Values.Single(i => i.Associated).Content.Properties.GetString(PidTag.Comment));

        var both = new SimulatedOst(session, ost.FolderId);
        await both.DownloadAsync(f => session.ConfigureContentsAsync(f, only, tags: [PidTag.Subject]));
        Assert.All(both.Items.Values, i => Assert.Equal([PidTag.Subject], i.Content.Properties.Select(p => p.Tag)));
    }

    [Fact]
    public async Task Progress_adds_up()
    {
        var (session, ost) = await StartAsync();
        for (var i = 1; i <= 3; i++) await session.SaveNewAsync($"m{i}", extra: new TaggedPropertyValue(PidTag.Body, PropertyValue.String(new string('x', 100 * i))));
        await session.SaveNewAsync("hidden", associated: true);
        var progress = (await ost.DownloadAsync(f => session.ConfigureContentsAsync(f, SyncClient.All | SynchronizationFlags.Progress, extra: SynchronizationExtraFlags.MessageSize))).Progress!.Value;
        long Sizes(bool associated) => ost.Items.Values.Where(i => i.Associated == associated).Sum(i => (long)i.Header.GetInt32(PidTag.MessageSize)!.Value);
        Assert.Equal(new ProgressInformation(1, (ulong)Sizes(true), 3, (ulong)Sizes(false)), progress);
    }

    [Fact]
    public async Task Bodies_come_as_they_were_written_or_in_all_forms_that_clients_read()
    {
        var (session, ost) = await StartAsync();
        var message = await session.CreateMessageAsync();
        var html = System.Text.Encoding.UTF8.GetBytes("<html><body><p>Gr&uuml;&szlig;e</p></body></html>");
        await session.SetAsync(message, new(PidTag.Subject, PropertyValue.String("html")), new(PidTag.Html, PropertyValue.Binary(html)), new(PidTag.InternetCodepage, PropertyValue.Int32(65001)));
        await session.SaveAsync(message);
        await session.SaveNewAsync("text", extra: new TaggedPropertyValue(PidTag.Body, PropertyValue.String("just text")));

        async Task<(PropertyBag Html, PropertyBag Text)> GetAsync(SynchronizationFlags flags, params PropertyTag[] tags)
        {
            var copy = new SimulatedOst(session, ost.FolderId);
            await copy.DownloadAsync(f => session.ConfigureContentsAsync(f, flags, tags: tags));
            PropertyBag Of(string subject) => copy.Items.Values.Single(i => i.Header.Count > 0 && (i.Subject == subject || i.Content.Properties.GetString(PidTag.NormalizedSubject) == subject)).Content.Properties;
            return (Of("html"), Of("text"));
        }

        var best = await GetAsync(SyncClient.All | SynchronizationFlags.BestBody);
        Assert.Equal(html, best.Html.GetBinary(PidTag.Html));
        Assert.False(best.Html.Contains(PidTag.Body.Id) || best.Html.Contains(PidTag.RtfCompressed.Id));
        Assert.Equal(("just text", false, false), (best.Text.GetString(PidTag.Body), best.Text.Contains(PidTag.Html.Id), best.Text.Contains(PidTag.RtfCompressed.Id)));

        var all = await GetAsync(SyncClient.All);
        Assert.Equal(html, all.Html.GetBinary(PidTag.Html));
        Assert.Contains("Grüße", all.Html.GetString(PidTag.Body));
        foreach (var bag in new[] { all.Html, all.Text })
        {
            var rtf = MapiOrleans.Mapi.Compression.CompressedRtf.TryDecompress(bag.GetBinary(PidTag.RtfCompressed)!, 1 << 20, out _);
            Assert.StartsWith("{\\rtf1", System.Text.Encoding.ASCII.GetString(rtf!));
            Assert.True(bag.GetBool(PidTag.RtfInSync));
        }

        // What is left out is not made; but nobody who leaves out one form is without any.
        var noBody = await GetAsync(SyncClient.All | SynchronizationFlags.BestBody, PidTag.Body, PidTag.RtfCompressed);
        Assert.True(noBody.Html.Contains(PidTag.Html.Id));
        Assert.Equal("just text", noBody.Text.GetString(PidTag.Body));
        var none = await GetAsync(SyncClient.All, PidTag.Body, PidTag.Html, PidTag.RtfCompressed);
        Assert.False(none.Html.Contains(PidTag.Html.Id) || none.Text.Contains(PidTag.Body.Id) || none.Html.Contains(PidTag.RtfCompressed.Id));
        var asked = await GetAsync(SyncClient.All | SynchronizationFlags.OnlySpecifiedProperties | SynchronizationFlags.BestBody, PidTag.NormalizedSubject, PidTag.Body);
        Assert.Contains("Grüße", asked.Html.GetString(PidTag.Body));
    }

    [Fact]
    public async Task A_search_folder_is_kept_in_step_with_what_it_finds()
    {
        var (session, ost) = await StartAsync();
        var first = await session.SaveNewAsync("find me");
        await session.SaveNewAsync("other");
        var (search, handle) = await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.Finder)), "found", CreateFolderRequest.Search);
        Assert.Equal(MapiError.Success, await session.StatusAsync(handle, new SetSearchCriteriaRequest
        {
            RestrictionData = RestrictionBytes(new ContentRestriction(1, 1, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("find")))),
            FolderIds = [ost.FolderId],
            SearchFlags = SetSearchFlags.RestartSearch,
        }));
        await harness.Mailbox(session.User).SettledAsync(ObjectIds.FromWire(search));
        var found = new SimulatedOst(session, search);
        Assert.Equal(["find me"], (await found.DownloadAsync()).Changes.Select(c => c.Subject));
        Assert.Equal(0, (await found.DownloadAsync()).Count);
        await session.SaveNewAsync("find me too");
        await session.ChangeSubjectAsync(first, "lost");
        var downloaded = await found.DownloadAsync();
        Assert.Equal(["find me too"], downloaded.Changes.Select(c => c.Subject));
        Assert.Equal([ObjectIds.FromWire(first)], downloaded.Deleted);
        await found.AssertWholeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_message_is_told_of_and_left_out_and_the_folder_comes_down(bool recovers)
    {
        var (session, ost) = await StartAsync();
        var ids = new List<ulong>();
        for (var i = 0; i < 4; i++) ids.Add(await session.SaveNewAsync($"m{i}"));
        var message = await session.CreateMessageAsync();
        await session.SetAsync(message, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("hollow")));
        await session.WriteStreamAsync(message, PidTag.Body, System.Text.Encoding.Unicode.GetBytes(new string('x', 100_000)));
        ids.Add((await session.SaveAsync(message)).MessageId);
        harness.Damage("UPDATE message SET props = x'FF' WHERE message_id = @id AND mailbox_id = @m", session, ids[1]);
        harness.Damage("DELETE FROM part WHERE n = 2 AND mailbox_id = @m AND part_id IN (SELECT part_id FROM part_ref WHERE mailbox_id = @m AND message_id = @id)", session, ids[4]);

        var options = FastTransferSendOptions.Unicode | (recovers ? FastTransferSendOptions.RecoverMode : FastTransferSendOptions.None);
        Task<uint> Configure(uint f) => session.ConfigureContentsAsync(f, options: options);
        var downloaded = await ost.DownloadAsync(Configure);
        Assert.Equal(["m0", "m2", "m3"], downloaded.Changes.Select(c => c.Subject).Order());
        if (recovers)
        {
            Assert.Equal(new[] { ids[1], ids[4] }.Select(ObjectIds.FromWire).Order(), downloaded.Errors.Select(e => e.Message.GlobCnt).Order());
            Assert.All(downloaded.Errors, e => Assert.Equal((MapiError.CorruptData, ObjectIds.FromWire(ost.FolderId)), (e.ErrorCode, e.Folder.GlobCnt)));
        }
        else
        {
            Assert.Empty(downloaded.Errors);
        }
        // Told of once, until it changes.
        Assert.Equal(0, (await ost.DownloadAsync(Configure)).Count);
        await session.SaveNewAsync("after");
        Assert.Equal(["after"], (await ost.DownloadAsync(Configure)).Changes.Select(c => c.Subject));

        // The same of a copy: what can be read is copied.
        var folder = await session.OpenAsync(ost.FolderId);
        var (_, copy) = await session.ExecuteAsync<RopStatusResponse>(folder, new FastTransferSourceCopyMessagesRequest { OutputHandleIndex = 1, MessageIds = [.. ids], SendOptions = options });
        var tokens = SyncClient.Tokens((await session.DownloadAsync(copy)).Bytes);
        Assert.Equal(3, tokens.Count(t => t.Marker == FastTransferMarker.StartMessage));
        Assert.Equal(recovers ? (2, 0) : (0, 2), (tokens.Count(t => t.Marker == FastTransferMarker.FXErrorInfo), tokens.Count(t => t.Tag == MetaTag.EcWarning)));
    }

    [Fact]
    public async Task Soft_deleted_messages_and_folders_can_be_copied_out()
    {
        var (session, ost) = await StartAsync();
        var id = await session.SaveNewAsync("recovered");
        await session.DeleteAsync(id, hard: false);
        var inbox = await session.OpenAsync(ost.FolderId);
        var (_, copy) = await session.ExecuteAsync<RopStatusResponse>(inbox, new FastTransferSourceCopyMessagesRequest { OutputHandleIndex = 1, MessageIds = [id], SendOptions = FastTransferSendOptions.Unicode });
        Assert.Contains(SyncClient.Tokens((await session.DownloadAsync(copy)).Bytes), t => t.Tag == PidTag.Subject && t.Value.AsString() == "recovered");

        var (folderId, _) = await session.CreateAsync(inbox, "gone");
        await session.SaveNewAsync("inside", folderId);
        Assert.Equal((MapiError.Success, false), await session.DoAsync(inbox, new DeleteFolderRequest { FolderId = folderId, DeleteFolderFlags = DeleteFolderFlags.Messages | DeleteFolderFlags.Folders }));
        var (opened, gone) = await session.ExecuteAsync<OpenFolderResponse>(session.Logon, new OpenFolderRequest { OutputHandleIndex = 1, FolderId = folderId, OpenModeFlags = OpenFolderRequest.OpenSoftDeleted });
        Assert.Equal(MapiError.Success, opened.ReturnValue);
        (_, copy) = await session.ExecuteAsync<RopStatusResponse>(gone, new FastTransferSourceCopyFolderRequest { OutputHandleIndex = 1, CopyFlags = FastTransferCopyFlags.CopySubfolders, SendOptions = FastTransferSendOptions.Unicode });
        var stream = SyncClient.Tokens((await session.DownloadAsync(copy)).Bytes);
        Assert.Contains(stream, t => t.Tag == PidTag.DisplayName && t.Value.AsString() == "gone");
        Assert.Contains(stream, t => t.Tag == PidTag.Subject && t.Value.AsString() == "inside");
    }

    [Fact]
    public async Task A_busy_server_says_when_to_come_again_and_the_stream_goes_on()
    {
        var (session, ost) = await StartAsync();
        for (var i = 0; i < 20; i++) await session.SaveNewAsync($"m{i}");
        var folder = await session.OpenAsync(ost.FolderId);
        var context = await session.ConfigureContentsAsync(folder);
        var all = new MemoryStream();
        all.Write((await session.GetBufferAsync(context, 1000)).TransferBuffer);
        using (harness.HoldDownloads())
        {
            var busy = await session.GetBufferAsync(context, 1000);
            Assert.Equal((MapiError.RpcServerBusy, 500u), (busy.ReturnValue, busy.BackoffTime));
        }
        var (rest, _) = await session.DownloadAsync(context);
        all.Write(rest);
        Assert.Equal(20, ost.Parse(SyncClient.Tokens(all.ToArray()), contents: true, out _).Changes.Count);
    }
}
