using CsCheck;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Tests.Session;
using Xunit;
using static MapiOrleans.Tests.Rules.RuleSteps;
using static MapiOrleans.Tests.Rules.RuleWorld;

namespace MapiOrleans.Tests.Rules;

/// <summary>Rules that are associated messages ([MS-OXORULE] 2.2.4), the junk e-mail rule among them.</summary>
[Collection(SessionCollection.Name)]
public sealed class ExtendedRuleTests(SessionHarness harness)
{
    private static readonly NamedPropertyInformation NoNames = new([]);

    private static byte[] Condition(Restriction? restriction, NamedPropertyInformation? names = null) => new ExtendedRuleCondition(names ?? NoNames, restriction).ToArray();

    private static byte[] Actions(params RuleAction[] actions) => new ExtendedRuleActions(NoNames, new RuleActions(actions)).ToArray();

    private static RuleAction Wide(RuleActionType type, RuleActionData data) => RuleActionCodec.Of(type, data, CountWidth.Wide);

    private static RuleAction MoveTo(RuleWorld world, long folder) =>
        Wide(RuleActionType.Move, MoveCopyActionData.ToFolder(EntryIds.Folder(world.Info.MailboxGuid, false, new LongTermId(world.Info.ReplGuid, folder))));

    [Fact]
    public async Task Spam_goes_to_the_junk_folder_by_the_junk_email_rule()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var junk = world.Info.SpecialFolders[SpecialFolder.JunkEmail];
        var spam = new AndRestriction(
        [
            new PropertyRestriction(RelationalOperator.GreaterThan, PidTag.ContentFilterSpamConfidenceLevel, new(PidTag.ContentFilterSpamConfidenceLevel, PropertyValue.Int32(5))),
            new NotRestriction(new ContentRestriction(0, 1, PidTag.SenderEmailAddress, new(PidTag.SenderEmailAddress, PropertyValue.String("friend@elsewhere.test")))),
        ]);
        await world.ExtendedAsync(Condition(new OrRestriction([spam, new ContentRestriction(1, 1, PidTag.SenderEmailAddress, new(PidTag.SenderEmailAddress, PropertyValue.String("@bad.test")))])),
            Actions(MoveTo(world, junk)), state: RuleStates.Enabled | RuleStates.SkipIfSafe | RuleStates.ExitLevel);
        await world.DeliverAsync("spam", headers: "X-Spam: Yes\r\n");
        await world.DeliverAsync("friend", from: "friend@elsewhere.test", headers: "X-Spam: Yes\r\n");
        await world.DeliverAsync("blocked", from: "x@bad.test");
        await world.DeliverAsync("mail", headers: "X-Spam: no\r\n");
        Assert.Equal(["spam", "blocked"], await world.SubjectsAsync(junk));
        Assert.Equal(["friend", "mail"], await world.SubjectsAsync(world.Inbox));
    }

    [Fact]
    public async Task Standard_and_extended_rules_are_asked_in_one_order()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var (a, b) = (await world.FolderAsync("A"), await world.FolderAsync("B"));
        await world.RulesAsync(Add("standard", 5, Copy(a), state: RuleStates.Enabled | RuleStates.ExitLevel));
        await world.ExtendedAsync(Condition(null), Actions(Wide(RuleActionType.MarkAsRead, new NoActionData())), sequence: 4);
        await world.ExtendedAsync(Condition(null), Actions(MoveTo(world, b)), sequence: 6);
        await world.ExtendedAsync(Condition(null), Actions(MoveTo(world, b)), sequence: 1, state: 0);
        await world.DeliverAsync();
        Assert.True(Assert.Single(await world.ContentsAsync(a)).IsRead);
        Assert.Empty(await world.ContentsAsync(b));
    }

    [Fact]
    public async Task Names_of_a_rule_are_those_of_the_mailbox()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var folder = await world.FolderAsync("F");
        var names = new NamedPropertyInformation([(0x9ABC, new PropertyName(PropertySets.PS_INTERNET_HEADERS, "x-project")), (0x9ABD, new PropertyName(PropertySets.PS_PUBLIC_STRINGS, $"Nobody has {Guid.NewGuid()}"))]);
        PropertyTag project = new(0x9ABC, PropertyType.String), unknown = new(0x9ABD, PropertyType.String);
        var condition = new AndRestriction([new ContentRestriction(0, 1, project, new(project, PropertyValue.String("apollo"))), new NotRestriction(new ExistRestriction(unknown))]);
        var tag = new ExtendedRuleActions(names, new RuleActions([Wide(RuleActionType.Tag, new TagActionData(new(unknown, PropertyValue.String("set")))), MoveTo(world, folder)]));
        await world.ExtendedAsync(Condition(condition, names), tag.ToArray());
        await world.DeliverAsync("yes", headers: "X-Project: Apollo\r\n");
        await world.DeliverAsync("no", headers: "X-Project: Gemini\r\n");
        var moved = Assert.Single(await world.ContentsAsync(folder));
        var id = Assert.Single(await world.Mailbox.GetPropertyIdsAsync([names.Names[1].Name], create: false));
        Assert.Equal(("yes", "set"), (moved.Content.Properties.GetString(PidTag.Subject), moved.Content.Properties.GetString(new PropertyTag(id, PropertyType.String))));
    }

    [Fact]
    public async Task A_rule_that_cannot_be_read_is_marked_and_passed_over()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var good = Actions(Wide(RuleActionType.MarkAsRead, new NoActionData()));
        (byte[] Condition, byte[] Actions)[] broken =
        [
            ([1], good), ([0, 0, 0x55], good), (Condition(null), []), (Condition(null), [0, 0, 2, 0, 0, 0]), (Condition(null), Actions(new RuleAction(1, 0, 0, [1]))),
            ([.. Enumerable.Repeat((byte)0, 2), .. Enumerable.Repeat((byte)2, 100_000)], good), (new byte[600_000], good),
        ];
        var ids = new List<long>();
        foreach (var (condition, actions) in broken) ids.Add(await world.ExtendedAsync(condition, actions));
        await world.ExtendedAsync(Condition(null), good, sequence: 2);
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync());
        Assert.True(Assert.Single(await world.ContentsAsync(world.Inbox)).IsRead);
        foreach (var rule in await world.ContentsAsync(world.Inbox, associated: true))
            Assert.Equal((rule.MessageId, ids.Contains(rule.MessageId)), (rule.MessageId, (rule.Content.Properties.GetInt32(PidTag.RuleMessageState) & RuleStates.ParseError) != 0));
        // Extended rules are told of in no deferred error message.
        Assert.Empty(await world.ContentsAsync(world.DeferredAction));
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync());
    }

    [Fact]
    public async Task An_action_that_fails_marks_its_rule()
    {
        var world = await RuleWorld.CreateAsync(harness);
        await world.ExtendedAsync(Condition(null), Actions(Wide(RuleActionType.Move, MoveCopyActionData.ToFolder([1, 2, 3])), Wide(RuleActionType.DeferAction, new DeferActionData([1]))));
        await world.DeliverAsync();
        Assert.Equal(RuleStates.Enabled | RuleStates.Error, Assert.Single(await world.ContentsAsync(world.Inbox, associated: true)).Content.Properties.GetInt32(PidTag.RuleMessageState));
        Assert.Single(await world.ContentsAsync(world.Inbox));
        Assert.Empty(await world.ContentsAsync(world.DeferredAction));
    }

    [Fact]
    public async Task No_more_than_so_many_are_carried_out()
    {
        var world = await RuleWorld.CreateAsync(harness, options: new DeliveryOptions { MaxExtendedRules = 3 });
        var folder = await world.FolderAsync("F");
        var copy = Wide(RuleActionType.Copy, MoveCopyActionData.ToFolder(EntryIds.Folder(world.Info.MailboxGuid, false, new LongTermId(world.Info.ReplGuid, folder))));
        for (var i = 0; i < 5; i++) await world.ExtendedAsync(Condition(null), Actions(copy));
        await world.DeliverAsync();
        Assert.Equal(3, (await world.ContentsAsync(folder)).Count);
    }

    [Fact]
    public async Task Hostile_bytes_keep_no_mail_out()
    {
        var world = await RuleWorld.CreateAsync(harness);
        var samples = new List<(byte[], byte[])>();
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 60]).Sample((c, a) => { lock (samples) { if (samples.Count < 15) samples.Add(([0, 0, .. c], [0, 0, 1, 0, 0, 0, .. a])); } }, iter: 15, threads: 1);
        foreach (var (condition, actions) in samples) await world.ExtendedAsync(condition, actions);
        Assert.Equal(DeliveryStatus.Ok, await world.DeliverAsync());
        Assert.Single(await world.ContentsAsync(world.Inbox));
    }
}
