using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>A message that both ends changed: detection, resolution and reporting ([MS-OXCFXICS] 3.1.5.6).</summary>
[Collection(SessionCollection.Name)]
public class ConflictTests(SessionHarness harness)
{
    private const int InConflict = 0x800;

    private static readonly DateTimeOffset Past = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
    private static readonly DateTimeOffset Future = new(2101, 2, 3, 4, 5, 6, TimeSpan.Zero);

    /// <summary>A message and a copy of it that was changed offline while the server's changed too.</summary>
    private async Task<(TestSession Session, SimulatedOst Ost, ulong Id, OstItem Copy)> DivergedAsync(DateTimeOffset at, int? method = null, bool associated = false)
    {
        var session = await harness.LogonAsync();
        var ost = new SimulatedOst(session, session.FolderId(FolderSteps.Inbox));
        if (method is { } value)
        {
            var folder = await session.OpenAsync(ost.FolderId);
            Assert.Empty(await session.SetAsync(folder, new TaggedPropertyValue(PidTag.ResolveMethod, PropertyValue.Int32(value))));
        }
        var id = await session.SaveNewAsync("base", associated: associated, extra: new TaggedPropertyValue(PidTag.Comment, PropertyValue.String(new string('c', 9000))));
        await ost.DownloadAsync();
        var copy = Changed(ost.Items.Values.Single(), "client");
        await session.ChangeSubjectAsync(id, "server");
        ost.Touch(copy, at);
        return (session, ost, id, copy);
    }

    private static OstItem Changed(OstItem item, string subject)
    {
        var copy = new OstItem { SourceKey = item.SourceKey, ChangeKey = item.ChangeKey, Predecessors = item.Predecessors, Modified = item.Modified, Associated = item.Associated };
        foreach (var property in item.Content.Properties)
            if (property.Tag.Id != PidTag.NormalizedSubject.Id && property.Tag.Id != PidTag.SubjectPrefix.Id && property.Tag.Id != PidTag.ConversationTopic.Id && property.Tag.Id != PidTag.MessageStatus.Id)
                copy.Content.Properties.Set(property);
        copy.Content.Properties.Set(PidTag.Subject, subject);
        return copy;
    }

    private static async Task<OstItem> FreshAsync(TestSession session, SimulatedOst ost)
    {
        var other = new SimulatedOst(session, ost.FolderId);
        await other.DownloadAsync();
        return Assert.Single(other.Items.Values);
    }

    private static async Task UploadAsync(SimulatedOst ost, OstItem item, MapiError expected = MapiError.Success)
    {
        var collector = await ost.OpenCollectorAsync();
        Assert.Equal(expected, await ost.UploadAsync(collector, item));
        await ost.CloseCollectorAsync(collector);
    }

    private async Task<Grains.Storage.MessageRecord> StoredAsync(TestSession session, SimulatedOst ost) => Assert.Single(await harness.ReadAsync(session.User, ost.FolderId));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_versions_are_kept_in_one_message_that_is_what_the_last_writer_wrote(bool clientIsLater)
    {
        var (session, ost, id, copy) = await DivergedAsync(clientIsLater ? Future : Past);
        await UploadAsync(ost, copy);
        var winner = clientIsLater ? "client" : "server";

        var record = await StoredAsync(session, ost);
        Assert.Equal(InConflict, record.MessageStatus & InConflict);
        Assert.False(record.Hot.HasAttachments);
        Assert.Equal(["client", "server"], record.Content.Attachments.Select(a => a.Embedded!.Properties.GetString(PidTag.Subject)).Order());
        Assert.All(record.Content.Attachments, a => Assert.True(a.Properties.GetBool(PidTag.InConflict)));
        var (response, message) = await session.OpenMessageAsync(id);
        Assert.Equal(MapiError.Success, response.ReturnValue);
        Assert.Equal(winner, (await session.GetAsync(message, PidTag.Subject))[0].AsString());

        // The versions go down one by one and are put together there.
        var down = await ost.DownloadAsync();
        Assert.Equal(["client", "server"], down.Changes.Select(c => c.Subject).Order());
        Assert.Equal(winner, down.Changes[^1].Subject);
        Assert.All(down.Changes, c => Assert.Equal(0, c.Content.Properties.GetInt32(PidTag.MessageStatus) & InConflict));
        foreach (var item in (OstItem[])[ost.Items.Values.Single(), await FreshAsync(session, ost)])
        {
            Assert.Equal((winner, 2), (item.Subject, item.Versions.Count));
            Assert.Equal(record.PredecessorChangeList, item.Predecessors);
            Assert.Equal(record.ChangeKey, item.ChangeKey);
            Assert.Equal(9000, item.Content.Properties.GetString(PidTag.Comment)!.Length);
        }
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        // What was lost of an answer comes again, and changes nothing.
        await UploadAsync(ost, copy, MapiError.IgnoreFailure);
    }

    [Fact]
    public async Task Whoever_knows_all_versions_ends_the_conflict()
    {
        var (session, ost, _, copy) = await DivergedAsync(Future);
        await UploadAsync(ost, copy);
        await ost.DownloadAsync();
        var solved = Changed(ost.Items.Values.Single(), "solved");
        ost.Touch(solved, Past);
        await UploadAsync(ost, solved);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
        var record = await StoredAsync(session, ost);
        Assert.Equal(0, record.MessageStatus & InConflict);
        Assert.Empty(record.Content.Attachments);
        Assert.Equal("solved", (await FreshAsync(session, ost)).Subject);
    }

    [Fact]
    public async Task A_third_version_joins_and_one_that_is_known_goes()
    {
        var (session, ost, id, copy) = await DivergedAsync(Past);
        var third = new SimulatedOst(session, ost.FolderId);
        await third.DownloadAsync();
        var other = Changed(third.Items.Values.Single(), "third");
        await session.ChangeSubjectAsync(id, "server 2");
        third.Touch(other, Past.AddDays(1));
        await UploadAsync(ost, copy);
        await UploadAsync(third, other);
        // The third knew the server's first change: the server's version that stands for it has gone on, all three differ.
        var record = await StoredAsync(session, ost);
        Assert.Equal(["client", "server 2", "third"], record.Content.Attachments.Select(a => a.Embedded!.Properties.GetString(PidTag.Subject)).Order());
        var fresh = await FreshAsync(session, ost);
        Assert.Equal(("server 2", 3), (fresh.Subject, fresh.Versions.Count));

        // The first client goes on from its own version: that one is no more, the others stay.
        ost.Touch(copy, Past.AddDays(2));
        copy.Content.Properties.Set(PidTag.Subject, "client 2");
        await UploadAsync(ost, copy);
        record = await StoredAsync(session, ost);
        Assert.Equal(["client 2", "server 2", "third"], record.Content.Attachments.Select(a => a.Embedded!.Properties.GetString(PidTag.Subject)).Order());
        await ost.DownloadAsync();
        Assert.Equal(("server 2", 3), (ost.Items.Values.Single().Subject, ost.Items.Values.Single().Versions.Count));
    }

    [Fact]
    public async Task A_change_at_the_server_ends_a_conflict_with_what_the_server_had()
    {
        var (session, ost, id, copy) = await DivergedAsync(Future);
        await UploadAsync(ost, copy);
        await ost.DownloadAsync();
        await session.ChangeSubjectAsync(id, "server again");
        var record = await StoredAsync(session, ost);
        Assert.Equal((0, 0), (record.MessageStatus & InConflict, record.Content.Attachments.Count));
        await ost.DownloadAsync();
        Assert.Equal(("server again", 0), (ost.Items.Values.Single().Subject, ost.Items.Values.Single().Versions.Count));
    }

    [Fact]
    public async Task A_change_at_the_server_is_one_of_the_winner_and_a_client_s_version_stays()
    {
        var (session, ost, id, copy) = await DivergedAsync(Past);
        await UploadAsync(ost, copy);
        await ost.DownloadAsync();
        await session.ChangeSubjectAsync(id, "server again");
        var record = await StoredAsync(session, ost);
        Assert.Equal(InConflict, record.MessageStatus & InConflict);
        Assert.Equal(["client", "server again"], record.Content.Attachments.Select(a => a.Embedded!.Properties.GetString(PidTag.Subject)).Order());
        await ost.DownloadAsync();
        var item = ost.Items.Values.Single();
        Assert.Equal(("server again", 2), (item.Subject, item.Versions.Count));
        Assert.Equal(record.PredecessorChangeList, item.Predecessors);

        // Moved, it is another message, and what it had stays with it.
        var mailbox = harness.Mailbox(session.User);
        var (target, _) = await session.CreateAsync(await session.OpenAsync(ost.FolderId), "elsewhere");
        await mailbox.MoveCopyMessagesAsync(FolderSteps.Owner(session.User), ObjectIds.FromWire(ost.FolderId), [ObjectIds.FromWire(id)], ObjectIds.FromWire(target), copy: false);
        var moved = await FreshAsync(session, new SimulatedOst(session, target));
        Assert.Equal(("server again", 2, 0), (moved.Subject, moved.Content.Attachments.Count, moved.Versions.Count));
    }

    [Fact]
    public async Task Where_versions_are_deleted_the_conflict_ends()
    {
        var (session, ost, id, copy) = await DivergedAsync(Future);
        await UploadAsync(ost, copy);
        var (_, message) = await session.OpenMessageAsync(id, OpenModeFlags.ReadWrite);
        Assert.Equal(MapiError.Success, await session.StatusAsync(message, new DeleteAttachmentRequest { AttachmentId = 0 }));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        var record = await StoredAsync(session, ost);
        Assert.Equal(0, record.MessageStatus & InConflict);
        Assert.Empty(record.Content.Attachments);
        await ost.DownloadAsync();
        Assert.Equal(("client", 0), (ost.Items.Values.Single().Subject, ost.Items.Values.Single().Versions.Count));
    }

    [Theory]
    [InlineData(true, 1, false)]
    [InlineData(false, 1, false)]
    [InlineData(true, 3, false)]
    [InlineData(true, null, true)]
    [InlineData(false, null, true)]
    public async Task Where_the_folder_says_so_and_for_associated_messages_the_last_writer_wins_alone(bool clientIsLater, int? method, bool associated)
    {
        var (session, ost, _, copy) = await DivergedAsync(clientIsLater ? Future : Past, method, associated);
        await UploadAsync(ost, copy);
        var winner = clientIsLater ? "client" : "server";
        Assert.Equal([winner], (await ost.DownloadAsync()).Changes.Select(c => c.Subject));
        var record = await StoredAsync(session, ost);
        Assert.Equal((0, 0), (record.MessageStatus & InConflict, record.Content.Attachments.Count));
        var all = PredecessorChangeList.TryParse(record.PredecessorChangeList, out _)!;
        Assert.True(all.Includes(PredecessorChangeList.TryParse(copy.Predecessors, out _)!));
        Assert.Equal(record.PredecessorChangeList, ost.Items.Values.Single().Predecessors);
        Assert.Equal(0, (await ost.DownloadAsync()).Count);
    }

    [Fact]
    public async Task Of_versions_of_one_moment_the_greater_name_space_wins()
    {
        var wins = new HashSet<bool>();
        for (var i = 0; i < 20 && wins.Count < 2; i++)
        {
            var (session, ost, _, copy) = await DivergedAsync(Past);
            copy.Modified = (await StoredAsync(session, ost)).ModifiedAt;
            await UploadAsync(ost, copy);
            var client = copy.ChangeKey.AsSpan(0, 16).SequenceCompareTo(session.LogonResponse.ReplGuid.ToByteArray()) > 0;
            Assert.Equal(client ? "client" : "server", (await FreshAsync(session, ost)).Subject);
            wins.Add(client);
        }
        Assert.Equal(2, wins.Count);
    }

    [Fact]
    public async Task Whoever_wants_no_conflicts_gets_an_error_at_whatever_step_there_is_one()
    {
        var (session, ost, id, copy) = await DivergedAsync(Future);
        var collector = await ost.OpenCollectorAsync();
        Assert.Equal(MapiError.SyncConflict, await ost.UploadAsync(collector, copy, SynchronizationImportFlags.FailOnConflict));
        // The message changes between the import and the save.
        await ost.DownloadAsync();
        var next = Changed(ost.Items.Values.Single(), "client again");
        ost.Touch(next, Future);
        var (response, message) = await session.ExecuteAsync<SynchronizationImportResponse>(collector, new SynchronizationImportMessageChangeRequest
        {
            OutputHandleIndex = 1,
            ImportFlag = SynchronizationImportFlags.FailOnConflict,
            PropertyValues = SimulatedOst.Identity(next),
        });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        await session.ChangeSubjectAsync(id, "in between");
        Assert.Equal(MapiError.SyncConflict, (await session.SaveAsync(message)).ReturnValue);
        Assert.Equal("in between", (await FreshAsync(session, ost)).Subject);
    }

    [Fact]
    public async Task Versions_beyond_the_bound_go_oldest_first()
    {
        var (session, ost, _, copy) = await DivergedAsync(Past);
        await UploadAsync(ost, copy);
        for (var i = 1; i <= 9; i++)
        {
            var other = new SimulatedOst(session, ost.FolderId);
            var version = Changed(copy, $"client {i}");
            version.Predecessors = [];
            other.Touch(version, Past.AddDays(i));
            await UploadAsync(other, version);
        }
        var record = await StoredAsync(session, ost);
        Assert.Equal([.. Enumerable.Range(3, 7).Select(i => $"client {i}"), "server"], record.Content.Attachments.Select(a => a.Embedded!.Properties.GetString(PidTag.Subject)).Order());
        Assert.Equal("server", (await FreshAsync(session, ost)).Subject);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(2, false)]
    public async Task Who_owns_a_public_folder_hears_of_conflicts_in_it_unless_the_folder_says_no(int? method, bool hears)
    {
        var admin = await harness.CreateUserAsync(null, SessionHarness.Domain, "organizationAdmin");
        var session = await harness.OpenAsync(admin);
        await session.LogonAsync(flags: LogonFlags.None, openFlags: OpenFlags.Public | OpenFlags.UseAdminPrivilege | OpenFlags.UsePerMdbReplidMapping);
        var name = $"conflicts {Guid.NewGuid():n}";
        var (folderId, folder) = await session.CreateAsync(await session.OpenAsync(session.FolderId(1)), name);
        if (method is { } value) Assert.Empty(await session.SetAsync(folder, new TaggedPropertyValue(PidTag.ResolveMethod, PropertyValue.Int32(value))));
        var owner = await harness.CreateUserAsync();
        var domain = await harness.DirectoryGrain.FindDomainAsync(SessionHarness.Domain);
        Assert.Equal(MapiError.Success, await harness.Grains.GetGrain<IMailboxGrain>(domain!.PublicMailbox).ModifyPermissionsAsync(MailboxCaller.Server, ObjectIds.FromWire(folderId), replaceAll: false,
            [new PermissionChange(Remove: false, PermissionChange.NewMember, owner.ObjectId, FolderRights.All)]));

        var ost = new SimulatedOst(session, folderId);
        var id = await session.SaveNewAsync("base", folderId);
        await ost.DownloadAsync();
        var copy = Changed(ost.Items.Values.Single(), "client");
        await session.ChangeSubjectAsync(id, "server", folderId);
        ost.Touch(copy, Future);
        await UploadAsync(ost, copy);
        await ost.DownloadAsync();
        Assert.Equal(2, ost.Items.Values.Single().Versions.Count);

        var of = await harness.OpenAsync(owner);
        await of.LogonAsync();
        var told = await harness.ReadAsync(owner, of.FolderId(FolderSteps.Inbox));
        if (!hears)
        {
            Assert.Empty(told);
            return;
        }
        var notice = Assert.Single(told).Content.Properties;
        Assert.Equal(("IPM.Conflict.Message", name, "client"), (notice.GetString(PidTag.MessageClass), notice.GetString(PidTag.SenderName), notice.GetString(PidTag.OriginalSubject)));
        Assert.Equal(70, notice.GetBinary(PidTag.ConflictEntryId)!.Length);
    }
}
