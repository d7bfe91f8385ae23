using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Session;
using Xunit;
using static MapiOrleans.Tests.Rules.RuleSteps;
using static MapiOrleans.Tests.Rules.RuleWorld;

namespace MapiOrleans.Tests.Rules;

/// <summary>What rules do to mail that comes into a mailbox ([MS-OXORULE] 3.2.5.1), over a real store.</summary>
[Collection(SessionCollection.Name)]
public sealed class RuleDeliveryTests(SessionHarness harness)
{
    [Fact]
    public async Task Mail_is_moved_and_other_mail_is_not()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var projects = await world.FolderAsync("Projects");
        await world.RulesAsync(Add("r", 1, Move(projects), Subject("project")));
        await world.DeliverAsync("Project X");
        await world.DeliverAsync("Lunch");
        Assert.Equal(["Project X"], await world.SubjectsAsync(projects));
        Assert.Equal(["Lunch"], await world.SubjectsAsync(world.Inbox));
        var view = await world.Mailbox.FindFolderAsync(MailboxCaller.Server, projects, false);
        Assert.Equal((1, 1), (view!.Folder.Counters.Items, view.Folder.Counters.Unread));
    }

    [Fact]
    public async Task A_transaction_that_comes_again_is_delivered_once()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var folder = await world.FolderAsync("Copies");
        // To nobody outside: tests of transport share the queue.
        await world.RulesAsync(Add("r", 1, [Copy(folder), Forward(0, (await harness.CreateUserAsync()).Address)]));
        var transaction = Guid.NewGuid();
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync(transaction: transaction));
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync(transaction: transaction));
        Assert.Single(await world.ContentsAsync(world.Inbox));
        Assert.Single(await world.ContentsAsync(folder));
        Assert.Single(await world.SentAsync());
    }

    [Fact]
    public async Task Several_moves_make_several_copies_and_the_original_goes()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var (a, b) = (await world.FolderAsync("A"), await world.FolderAsync("B"));
        await world.RulesAsync(Add("one", 1, [Move(a), MarkRead]), Add("two", 2, Move(b)), Add("again", 3, Move(a)));
        await world.DeliverAsync();
        Assert.Empty(await world.ContentsAsync(world.Inbox));
        // It is one message in two places: what is done to it after it was moved is done to it everywhere.
        Assert.True(Assert.Single(await world.ContentsAsync(a)).IsRead);
        Assert.True(Assert.Single(await world.ContentsAsync(b)).IsRead);
    }

    [Fact]
    public async Task A_copy_goes_its_own_way()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var copies = await world.FolderAsync("Copies");
        await world.RulesAsync(Add("r", 1, [Copy(copies), MarkRead, Tag(PidTag.Importance, PropertyValue.Int32(2))]));
        await world.DeliverAsync();
        var original = Assert.Single(await world.ContentsAsync(world.Inbox));
        var copy = Assert.Single(await world.ContentsAsync(copies));
        Assert.Equal((true, 2), (original.IsRead, original.Content.Properties.GetInt32(PidTag.Importance)));
        Assert.Equal((false, 1), (copy.IsRead, copy.Content.Properties.GetInt32(PidTag.Importance)));
        Assert.Equal(original.Mime, copy.Mime);
    }

    [Fact]
    public async Task Rules_go_by_sequence_and_end_at_exit_level_and_at_deletion()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var (a, b) = (await world.FolderAsync("A"), await world.FolderAsync("B"));
        await world.RulesAsync(
            Add("third", 30, Copy(b)),
            Add("first", 10, Tag(PidTag.Importance, PropertyValue.Int32(2))),
            Add("second", 20, Copy(a), new PropertyRestriction(RelationalOperator.Equal, PidTag.Importance, new(PidTag.Importance, PropertyValue.Int32(2))), RuleStates.Enabled | RuleStates.ExitLevel));
        await world.DeliverAsync();
        Assert.Single(await world.ContentsAsync(a));
        Assert.Empty(await world.ContentsAsync(b));
        await world.RulesAsync(Add("gone", 1, RuleSteps.Delete), Add("never", 2, Copy(b)));
        await world.DeliverAsync("second");
        Assert.Empty(await world.ContentsAsync(b));
        Assert.Equal(["Hello"], await world.SubjectsAsync(world.Inbox));
    }

    [Fact]
    public async Task Rules_that_are_not_enabled_are_not_asked()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("off", 1, RuleSteps.Delete, state: 0), Add("oof", 1, RuleSteps.Delete, state: RuleStates.Enabled | RuleStates.OnlyWhenOof));
        await world.DeliverAsync("in office");
        await world.OutOfOfficeAsync(true);
        await world.DeliverAsync("away");
        await world.OutOfOfficeAsync(false);
        await world.DeliverAsync("back");
        Assert.Equal(["in office", "back"], await world.SubjectsAsync(world.Inbox));
    }

    [Fact]
    public async Task Rules_of_the_absent_are_asked_after_exit_level_too()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("exit", 1, MarkRead, state: RuleStates.Enabled | RuleStates.ExitLevel), Add("oof", 2, RuleSteps.Delete, state: RuleStates.OnlyWhenOof), Add("no", 3, Tag(PidTag.Importance, PropertyValue.Int32(0))));
        await world.OutOfOfficeAsync(true);
        await world.DeliverAsync();
        Assert.Empty(await world.ContentsAsync(world.Inbox));
    }

    [Fact]
    public async Task The_rules_of_a_folder_that_mail_is_moved_to_are_asked_and_circles_end()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var (a, b) = (await world.FolderAsync("A"), await world.FolderAsync("B"));
        await world.RulesAsync(Add("to a", 1, Move(a)));
        await world.RulesAsync(a, Add("to b", 1, Move(b), Subject("both")), Add("back", 2, Move(world.Inbox), Subject("circle")));
        await world.DeliverAsync("both");
        await world.DeliverAsync("circle");
        Assert.Equal(["both"], await world.SubjectsAsync(b));
        Assert.Empty(await world.ContentsAsync(a));
        Assert.Equal(["circle"], await world.SubjectsAsync(world.Inbox));
    }

    [Theory]
    [InlineData("subject", true)]
    [InlineData("other", false)]
    public async Task Conditions_of_each_kind_are_evaluated(string subject, bool matches)
    {
        var world = await RuleWorld.CreateAsync(harness);
        var folder = await world.FolderAsync("F");
        Restriction[] conditions =
        [
            new ContentRestriction(2, 1, PidTag.Subject, new(PidTag.Subject, PropertyValue.String("SUBJ"))),
            new PropertyRestriction(RelationalOperator.Equal, PidTag.NormalizedSubject, new(PidTag.NormalizedSubject, PropertyValue.String("subject"))),
            new SubObjectRestriction(PidTag.MessageRecipients, new ContentRestriction(1, 1, PidTag.EmailAddress, new(PidTag.EmailAddress, PropertyValue.String(subject == "other" ? "nobody" : "c")))),
            new NotRestriction(Subject("other")),
            new AndRestriction([new ExistRestriction(PidTag.MessageClass), Subject("subject")]),
            new OrRestriction([Subject("none"), Subject("subject")]),
            new SizeRestriction(RelationalOperator.Equal, PidTag.Subject, 14),
            new CommentRestriction([new(PidTag.DisplayName, PropertyValue.String("x"))], Subject("subject")),
            new ContentRestriction(1, 1, PidTag.Body, new(PidTag.Body, PropertyValue.String($"subject"))),
            new SubObjectRestriction(PidTag.MessageAttachments, new ContentRestriction(1, 1, PidTag.AttachLongFilename, new(PidTag.AttachLongFilename, PropertyValue.String("subject.txt")))),
        ];
        await world.RulesAsync([.. conditions.Select((c, i) => Add($"r{i}", i, Copy(folder), c))]);
        await world.DeliverAsync(subject, headers: "Cc: carl@elsewhere.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
            body: $"--b\r\nContent-Type: text/html\r\n\r\n<p>the <b>{subject}</b></p>\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename={subject}.txt\r\n\r\nx\r\n--b--");
        Assert.Equal(matches ? conditions.Length : 0, (await world.ContentsAsync(folder)).Count);
    }

    [Fact]
    public async Task Text_far_down_in_a_body_is_found_up_to_the_limit()
    {
        var world = await RuleWorld.CreateAsync(harness, options: new DeliveryOptions { MaxRuleSearchedValue = 200_000 });
        var folder = await world.FolderAsync("F");
        await world.RulesAsync(Add("r", 1, Move(folder), new ContentRestriction(1, 1, PidTag.Body, new(PidTag.Body, PropertyValue.String("needle")))));
        string Lines(int count) => string.Concat(Enumerable.Repeat("some text that fills\r\n", count));
        await world.DeliverAsync("near", body: Lines(2000) + "needle");
        await world.DeliverAsync("far", body: Lines(20_000) + "needle");
        Assert.Equal(["near"], await world.SubjectsAsync(folder));
        Assert.Equal(["far"], await world.SubjectsAsync(world.Inbox));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Somebody_is_the_same_by_x500_name_and_by_address(bool byName, bool not)
    {
        var world = await RuleWorld.CreateAsync(harness);
        var ann = await harness.CreateUserAsync();
        var folder = await world.FolderAsync("F");
        var key = byName ? EntryIds.SearchKey("EX", ann.LegacyDN) : EntryIds.SearchKey("SMTP", ann.Address);
        var value = new TaggedPropertyValue(PidTag.SenderSearchKey, PropertyValue.Binary(key));
        var from = new PropertyRestriction(not ? RelationalOperator.NotEqual : RelationalOperator.Equal, PidTag.SenderSearchKey, value);
        await world.RulesAsync(Add("r", 1, Move(folder), from));
        await world.DeliverAsync("ann", from: ann.Address);
        await world.DeliverAsync("other");
        Assert.Equal([not ? "other" : "ann"], await world.SubjectsAsync(folder));
        // In words of the address, as Outlook asks for "specific words in the sender's address".
        await world.RulesAsync(Add("r", 1, RuleSteps.Delete, new ContentRestriction(1, 1, PidTag.SenderSearchKey, new(PidTag.SenderSearchKey, PropertyValue.Binary(System.Text.Encoding.ASCII.GetBytes(ann.Address.ToUpperInvariant()))))));
        await world.DeliverAsync("by words", from: ann.Address);
        Assert.DoesNotContain("by words", await world.SubjectsAsync(world.Inbox));
        // A recipient by the other form.
        await world.RulesAsync(Add("r", 1, Move(folder), new SubObjectRestriction(PidTag.MessageRecipients, new PropertyRestriction(RelationalOperator.Equal, PidTag.SearchKey, new(PidTag.SearchKey, PropertyValue.Binary(key))))));
        await world.DeliverAsync("to ann", to: $"{world.User.Address}, {ann.Address}");
        Assert.Contains("to ann", await world.SubjectsAsync(folder));
    }

    [Fact]
    public async Task What_the_client_has_to_do_is_left_for_it()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var folder = await world.FolderAsync("F");
        var sound = RuleActionCodec.Of(RuleActionType.DeferAction, new DeferActionData([1, 2, 3]), flags: 9);
        var elsewhere = RuleActionCodec.Of(RuleActionType.Move, new MoveCopyActionData(false, [4], [5, 6]));
        await world.RulesAsync(Add("one", 1, [sound, Move(folder)]), Add("two", 2, elsewhere), Add("three", 3, sound, provider: "Other"));
        await world.DeliverAsync();
        var mail = Assert.Single(await world.ContentsAsync(folder));
        Assert.True(mail.Content.Properties.GetBool(PidTag.HasDeferredActionMessages));
        var messages = await world.ContentsAsync(world.DeferredAction);
        Assert.Equal(2, messages.Count);
        var dam = messages[0].Content.Properties;
        Assert.Equal(("IPC.Microsoft Exchange 4.0.Deferred Action", "RuleOrganizer", false), (dam.GetString(PidTag.MessageClass), dam.GetString(PidTag.RuleProvider), dam.GetBool(PidTag.DamBackPatched)));
        var reader = new MapiReader(dam.GetBinary(PidTag.ClientActions));
        Assert.Equal(new RuleActions([sound, elsewhere]), RuleActions.Read(ref reader, CountWidth.Narrow));
        Assert.Equal(16, dam.GetBinary(PidTag.RuleIds)!.Length);
        Assert.Equal(world.Inbox, EntryIds.ParseFolder(dam.GetBinary(PidTag.RuleFolderEntryId))!.Value.GlobCnt);
        var about = EntryIds.ParseMessage(dam.GetBinary(PidTag.DamOriginalEntryId))!.Value;
        Assert.Equal((folder, mail.MessageId), (about.Folder.GlobCnt, about.Message.GlobCnt));
        Assert.Equal(ObjectIds.ToWire(messages[0].MessageId), ServerEid.TryParse(Value(dam, PidTag.DeferredActionMessageOriginalEntryId).AsBytes())!.Value.MessageId);
        Assert.Equal("Other", messages[1].Content.Properties.GetString(PidTag.RuleProvider));
    }

    [Fact]
    public async Task Of_mail_that_is_deleted_the_client_has_nothing_to_do()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("one", 1, [RuleActionCodec.Of(RuleActionType.DeferAction, new DeferActionData([1])), RuleSteps.Delete]));
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync());
        Assert.Empty(await world.ContentsAsync(world.Inbox));
        Assert.Empty(await world.ContentsAsync(world.DeferredAction));
    }

    [Fact]
    public async Task A_rule_that_fails_is_marked_and_told_of_once_and_the_mail_stays()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("broken", 1, [MarkRead, Move(0x99999)]), Add("fine", 2, Tag(PidTag.Importance, PropertyValue.Int32(2))));
        await world.DeliverAsync();
        await world.DeliverAsync();
        var mails = await world.ContentsAsync(world.Inbox);
        Assert.Equal(2, mails.Count);
        Assert.All(mails, m => Assert.Equal((true, 2), (m.IsRead, m.Content.Properties.GetInt32(PidTag.Importance))));
        var dem = Assert.Single(await world.ContentsAsync(world.DeferredAction)).Content.Properties;
        Assert.Equal(("IPC.Microsoft Exchange 4.0.Deferred Error", 6, 1, 1), (dem.GetString(PidTag.MessageClass), dem.GetInt32(PidTag.RuleError), dem.GetInt32(PidTag.RuleActionType), dem.GetInt32(PidTag.RuleActionNumber)));
        Assert.Equal(mails[0].MessageId, EntryIds.ParseMessage(dem.GetBinary(PidTag.DamOriginalEntryId))!.Value.Message.GlobCnt);
        Assert.Equal(RuleStates.Enabled | RuleStates.Error, (await world.RuleAsync("broken")).GetInt32(PidTag.RuleState));
        Assert.Equal(RuleStates.Enabled, (await world.RuleAsync("fine")).GetInt32(PidTag.RuleState));
    }

    [Fact]
    public async Task Properties_that_clients_may_not_set_rules_may_not_either()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.RulesAsync(Add("r", 1, Tag(PidTag.EntryId, PropertyValue.Binary([1]))));
        await world.DeliverAsync();
        Assert.False(Assert.Single(await world.ContentsAsync(world.Inbox)).Content.Properties.Contains(PidTag.EntryId.Id));
        Assert.Equal(0x0B, Assert.Single(await world.ContentsAsync(world.DeferredAction)).Content.Properties.GetInt32(PidTag.RuleError));
    }

    [Fact]
    public async Task Copies_and_folders_are_bounded()
    {
        var world = await RuleWorld.CreateAsync(harness, options: new DeliveryOptions { MaxRuleCopies = 3 });
        var folder = await world.FolderAsync("F");
        await world.RulesAsync([.. Enumerable.Range(0, 10).Select(i => Add($"r{i}", i, Copy(folder)))]);
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync());
        Assert.Equal(2, (await world.ContentsAsync(folder)).Count);
        Assert.Single(await world.ContentsAsync(world.Inbox));
    }

    [Fact]
    public async Task Rules_past_the_limits_are_not_carried_out()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var folder = await world.FolderAsync("Moved");
        var large = RuleSteps.Bag(RuleSteps.Add("large", 1, RuleWorld.MarkRead, RuleSteps.Subject("never")));
        large.Set(PidTag.RuleProviderData, new byte[300_000]);
        Assert.Equal(MapiError.NotEnoughMemory, await world.Mailbox.ModifyRulesAsync(MailboxCaller.Server, world.Inbox, true,
            [new(RuleChangeKind.Add, 0, RuleSteps.Bag(RuleSteps.Add("last", 2, RuleWorld.Move(folder)))), new(RuleChangeKind.Add, 0, large), new(RuleChangeKind.Add, 0, RuleSteps.Bag(RuleSteps.Add("first", 0, RuleWorld.MarkRead)))]));
        await world.DeliverAsync();
        Assert.True(Assert.Single(await world.ContentsAsync(world.Inbox)).IsRead);
        Assert.Empty(await world.ContentsAsync(folder));
    }
}
