using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;
using static MapiOrleans.Tests.Rules.RuleSteps;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Rules;

/// <summary>RopModifyRules, RopGetRulesTable and RopUpdateDeferredActionMessages ([MS-OXORULE] 3.2.5).</summary>
[Collection(SessionCollection.Name)]
public sealed class RuleHandlerTests(SessionHarness harness)
{
    [Fact]
    public async Task Rules_are_added_changed_and_removed()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        Assert.Empty(await TableAsync(session, inbox));
        Assert.False(await HasRulesAsync(session, inbox));

        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Add("later", 20, Delete), Add("sooner", 10, Delete, Subject("x"))));
        var rules = await TableAsync(session, inbox);
        Assert.Equal(["sooner", "later"], rules.Select(r => r.GetString(PidTag.RuleName)));
        Assert.Equal(Subject("x"), Value(rules[0], PidTag.RuleCondition).AsRestriction());
        Assert.Equal(new RuleActions([Delete]), Value(rules[0], PidTag.RuleActions).AsRuleActions());
        Assert.Equal(2, rules.Select(IdOf).Distinct().Count());
        Assert.True(await HasRulesAsync(session, inbox));

        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, new ModifiedRow(RowOperation.Modify, [Id(rules[0]), new(PidTag.RuleSequence, PropertyValue.Int32(30))])));
        rules = await TableAsync(session, inbox);
        Assert.Equal(["later", "sooner"], rules.Select(r => r.GetString(PidTag.RuleName)));
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Remove(rules[0])));
        Assert.Equal(["sooner"], (await TableAsync(session, inbox)).Select(r => r.GetString(PidTag.RuleName)));

        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, ModifyRulesRequest.Replace, Add("only", 1, Delete)));
        Assert.Equal(["only"], (await TableAsync(session, inbox)).Select(r => r.GetString(PidTag.RuleName)));
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, ModifyRulesRequest.Replace));
        Assert.Empty(await TableAsync(session, inbox));
        Assert.False(await HasRulesAsync(session, inbox));
    }

    [Fact]
    public async Task What_is_wrong_changes_nothing()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        await ModifyAsync(session, inbox, 0, Add("kept", 1, Delete));
        var kept = Assert.Single(await TableAsync(session, inbox));
        var good = Add("good", 2, Delete);
        ModifiedRow[] bad =
        [
            new(RowOperation.Add, []),
            new((RowOperation)3, good.PropertyValues),
            new(RowOperation.Modify, good.PropertyValues),
            new(RowOperation.Remove, [new(PidTag.RuleName, PropertyValue.String("kept"))]),
            new(RowOperation.Add, [.. good.PropertyValues, new(PidTag.Subject, PropertyValue.String("no property of a rule"))]),
            new(RowOperation.Add, [.. good.PropertyValues, new(PidTag.RuleLevel, PropertyValue.Int32(1))]),
            new(RowOperation.Add, [.. good.PropertyValues.Where(v => v.Tag != PidTag.RuleProvider)]),
            new(RowOperation.Add, [.. good.PropertyValues.Where(v => v.Tag != PidTag.RuleCondition)]),
            new(RowOperation.Add, [.. good.PropertyValues.Where(v => v.Tag != PidTag.RuleActions)]),
            Add("none", 1, []),
            Add("unknown", 1, new RuleAction(0x55, 0, 0, [])),
            Add("flavor", 1, new RuleAction((byte)RuleActionType.Delete, 1, 0, [])),
            Add("broken", 1, new RuleAction((byte)RuleActionType.Move, 0, 0, [1, 0xFF, 0xFF])),
            Add("broken", 1, new RuleAction((byte)RuleActionType.Forward, 0, 0, [0xFF, 0xFF, 0xFF, 0x7F])),
        ];
        foreach (var row in bad) Assert.Equal(MapiError.InvalidParameter, await ModifyAsync(session, inbox, 0, good, row));
        Assert.Equal(MapiError.InvalidParameter, await ModifyAsync(session, inbox, ModifyRulesRequest.Replace, Remove(kept)));
        Assert.Equal(MapiError.InvalidParameter, await ModifyAsync(session, inbox, 2, good));
        Assert.Equal(MapiError.NotFound, await ModifyAsync(session, inbox, 0, good, new ModifiedRow(RowOperation.Remove, [new(PidTag.RuleId, PropertyValue.Int64(ObjectIds.ToWire(99_999)))])));
        Assert.Equal(["kept"], (await TableAsync(session, inbox)).Select(r => r.GetString(PidTag.RuleName)));
        var (table, _) = await session.ExecuteAsync<RopStatusResponse>(inbox, new GetRulesTableRequest { OutputHandleIndex = 1, TableFlags = 0x41 });
        Assert.Equal(MapiError.NotSupported, table.ReturnValue);
        Assert.Equal(MapiError.NotSupported, await ModifyAsync(session, session.Logon, 0, good));
    }

    [Fact]
    public async Task The_servers_bits_of_the_state_are_not_the_clients()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        await ModifyAsync(session, inbox, 0, Add("r", 1, Delete, state: RuleStates.Enabled | RuleStates.Error | RuleStates.ParseError | RuleStates.ExitLevel));
        Assert.Equal(RuleStates.Enabled | RuleStates.ExitLevel, Assert.Single(await TableAsync(session, inbox)).GetInt32(PidTag.RuleState));
    }

    [Fact]
    public async Task Text_inside_of_rules_is_what_the_table_was_asked_for()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var narrow = new ContentRestriction(1, 1, PidTag.Subject.WithType(PropertyType.String8), new TaggedPropertyValue(PidTag.Subject.Id, PropertyValue.String8("caf\u00E9"u8.ToArray()[..3])));
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Add("r", 1, Delete, narrow)));
        Assert.Equal(new ContentRestriction(1, 1, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject.Id, PropertyValue.String("caf"))),
            Value(Assert.Single(await TableAsync(session, inbox)), PidTag.RuleCondition).AsRestriction());
        Assert.Equal(narrow, Value(Assert.Single(await TableAsync(session, inbox, 0)), PidTag.RuleCondition).AsRestriction());
    }

    [Fact]
    public async Task Only_owners_see_and_change_rules()
    {
        var owner = await harness.LogonAsync();
        var ann = await harness.CreateUserAsync();
        await harness.GrantAsync(owner.User, owner.FolderId(Inbox), ann, FolderRights.Editor);
        var session = await harness.OpenAsync(ann);
        await session.LogonAsync(owner.User);
        var inbox = await session.OpenAsync(owner.FolderId(Inbox));
        Assert.Equal(MapiError.AccessDenied, await ModifyAsync(session, inbox, 0, Add("r", 1, Delete)));
        var (table, handle) = await session.ExecuteAsync<RopStatusResponse>(inbox, new GetRulesTableRequest { OutputHandleIndex = 1 });
        Assert.Equal((MapiError.AccessDenied, HandleTable.None), (table.ReturnValue, handle));
        var (patched, _) = await session.ExecuteAsync<RopStatusResponse>(session.Logon, new UpdateDeferredActionMessagesRequest { ServerEntryId = [1], ClientEntryId = [2] });
        Assert.Equal(MapiError.AccessDenied, patched.ReturnValue);
    }

    [Fact]
    public async Task Past_the_limits_rules_are_refused_and_saved_and_twice_past_them_only_refused()
    {
        var session = await harness.LogonAsync();
        var inbox = await session.OpenAsync(session.FolderId(Inbox));
        var mailbox = harness.Mailbox(session.User);
        var folder = ObjectIds.FromWire(session.FolderId(Inbox));
        Assert.Equal(MapiError.Success, await mailbox.ModifyRulesAsync(MailboxCaller.Server, folder, true, Many(1000)));
        Assert.Equal(MapiError.NotEnoughMemory, await ModifyAsync(session, inbox, 0, Add("one more", 1, Delete)));
        var table = await TableAsync(session, inbox);
        Assert.Equal(1001, table.Count);
        Assert.Equal(MapiError.NotEnoughMemory, await mailbox.ModifyRulesAsync(MailboxCaller.Server, folder, false, Many(1000)));
        Assert.Equal(1001, (await TableAsync(session, inbox)).Count);
        // Taking away is no excess, whatever stays.
        Assert.Equal(MapiError.Success, await ModifyAsync(session, inbox, 0, Remove(table[0])));

        Assert.Equal(MapiError.NotEnoughMemory, await mailbox.ModifyRulesAsync(MailboxCaller.Server, folder, true, [Large(600_000)]));
        Assert.Equal(1000, (await TableAsync(session, inbox)).Count);
        Assert.Equal(MapiError.NotEnoughMemory, await mailbox.ModifyRulesAsync(MailboxCaller.Server, folder, true, [Large(300_000)]));
        Assert.Single(await TableAsync(session, inbox));

        static RuleChange[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => new RuleChange(RuleChangeKind.Add, 0, Bag(Add($"r{i}", i, Delete))))];

        static RuleChange Large(int bytes)
        {
            var bag = Bag(Add("large", 1, Delete));
            bag.Set(PidTag.RuleProviderData, new byte[bytes]);
            return new RuleChange(RuleChangeKind.Add, 0, bag);
        }
    }

    [Fact]
    public async Task Deferred_action_messages_learn_where_the_client_has_the_message()
    {
        var session = await harness.LogonAsync();
        var info = (await harness.Mailbox(session.User).FindAsync())!;
        var daf = info.SpecialFolders[SpecialFolder.DeferredAction];
        var mail = new SaveMessage { OperationId = Guid.NewGuid(), FolderId = info.SpecialFolders[SpecialFolder.Inbox], IsNew = true, Content = new MessageContent() };
        var dam = new MessageContent();
        dam.Properties.Set(PidTag.MessageClass, "IPC.Microsoft Exchange 4.0.Deferred Action");
        dam.Properties.Set(PidTag.DamBackPatched, false);
        var saved = await harness.Mailbox(session.User).DeliverRuledAsync(new RuledDelivery { OperationId = Guid.NewGuid(), Copies = [mail], Deferred = [new DeferredMessage(dam, 0, false)] });
        Assert.Equal(MapiError.Success, saved.Error);
        var before = Assert.Single(await ContentsAsync(harness, session.User, daf));
        var own = Value(before.Content.Properties, PidTag.DeferredActionMessageOriginalEntryId).AsBytes();
        Assert.Equal(new ServerEid(ObjectIds.ToWire(daf), ObjectIds.ToWire(before.MessageId)), ServerEid.TryParse(own));
        Assert.Equal(saved.MessageId, EntryIds.ParseMessage(before.Content.Properties.GetBinary(PidTag.DamOriginalEntryId))!.Value.Message.GlobCnt);

        Assert.Equal(MapiError.Success, (await session.ExecuteAsync<RopStatusResponse>(session.Logon, new UpdateDeferredActionMessagesRequest { ServerEntryId = own, ClientEntryId = [7, 7, 7] })).Response.ReturnValue);
        var after = Assert.Single(await ContentsAsync(harness, session.User, daf)).Content.Properties;
        Assert.Equal((true, "070707"), (after.GetBool(PidTag.DamBackPatched), Convert.ToHexString(after.GetBinary(PidTag.DamOriginalEntryId)!)));
        Assert.Equal([7, 7, 7], Value(after, PidTag.DeferredActionMessageOriginalEntryId).AsBytes());
        Assert.Equal(MapiError.InvalidParameter, (await session.ExecuteAsync<RopStatusResponse>(session.Logon, new UpdateDeferredActionMessagesRequest { ServerEntryId = own })).Response.ReturnValue);
    }

    private static async Task<bool> HasRulesAsync(TestSession session, uint folder)
    {
        var request = new GetPropertiesSpecificRequest { PropertyTags = [PidTag.HasRules] };
        return (await session.ExecuteAsync<GetPropertiesSpecificResponse>(folder, request)).Response.RowData[0].AsBool();
    }
}
