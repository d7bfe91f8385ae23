using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Rules;

/// <summary>What a client does with rules.</summary>
internal static class RuleSteps
{
    private static readonly PropertyTag[] Columns =
    [
        PidTag.RuleId, PidTag.RuleSequence, PidTag.RuleState, PidTag.RuleName, PidTag.RuleProvider, PidTag.RuleCondition, PidTag.RuleActions,
    ];

    public static RuleAction Delete { get; } = RuleActionCodec.Of(RuleActionType.Delete, new NoActionData());

    public static Restriction Always { get; } = new ExistRestriction(PidTag.MessageClass);

    public static Restriction Subject(string part) => new ContentRestriction(1, 1, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject.Id, PropertyValue.String(part)));

    public static ModifiedRow Add(string name, int sequence, RuleAction action, Restriction? condition = null, int state = RuleStates.Enabled, string provider = "RuleOrganizer") =>
        Add(name, sequence, [action], condition, state, provider);

    public static ModifiedRow Add(string name, int sequence, RuleAction[] actions, Restriction? condition = null, int state = RuleStates.Enabled, string provider = "RuleOrganizer") => new(RowOperation.Add,
    [
        new(PidTag.RuleName, PropertyValue.String(name)), new(PidTag.RuleSequence, PropertyValue.Int32(sequence)), new(PidTag.RuleState, PropertyValue.Int32(state)),
        new(PidTag.RuleProvider, PropertyValue.String(provider)), new(PidTag.RuleCondition, PropertyValue.OfRestriction(condition ?? Always)),
        new(PidTag.RuleActions, PropertyValue.OfRuleActions(new RuleActions(actions))),
    ]);

    public static PropertyValue Value(PropertyBag bag, PropertyTag tag) => bag.TryGet(tag, out PropertyValue value) ? value : throw new Xunit.Sdk.XunitException($"{tag} is not there");

    public static long IdOf(PropertyBag row) => Value(row, PidTag.RuleId).AsInt64();

    public static TaggedPropertyValue Id(PropertyBag row) => new(PidTag.RuleId, Value(row, PidTag.RuleId));

    public static ModifiedRow Remove(PropertyBag row) => new(RowOperation.Remove, [Id(row)]);

    public static PropertyBag Bag(ModifiedRow row) => new(row.PropertyValues);

    public static async Task<MapiError> ModifyAsync(TestSession session, uint folder, byte flags, params ModifiedRow[] rows) =>
        (await session.ExecuteAsync<RopStatusResponse>(folder, new ModifyRulesRequest { ModifyRulesFlags = flags, RulesData = rows })).Response.ReturnValue;

    public static async Task<List<PropertyBag>> TableAsync(TestSession session, uint folder, byte flags = GetRulesTableRequest.Unicode)
    {
        var (opened, table) = await session.ExecuteAsync<RopStatusResponse>(folder, new GetRulesTableRequest { OutputHandleIndex = 1, TableFlags = flags });
        Assert.Equal(MapiError.Success, opened.ReturnValue);
        var rows = new List<PropertyBag>();
        var (_, _) = await session.ExecuteAsync([table], new SetColumnsRequest { PropertyTags = Columns });
        while (true)
        {
            var query = new QueryRowsRequest { RowCount = 1000 };
            RowColumns.Attach(query, Columns);
            var (response, _) = await session.ExecuteAsync<QueryRowsResponse>(table, query);
            Assert.Equal(MapiError.Success, response.ReturnValue);
            if (response.RowCount == 0) return rows;
            var reader = new MapiReader(response.RowData.Span);
            for (var i = 0; i < response.RowCount; i++)
            {
                var row = PropertyRow.Read(ref reader, Columns)!;
                rows.Add(new PropertyBag(Columns.Zip(row, (tag, value) => new TaggedPropertyValue(tag, value)).Where(v => v.Value.Type != PropertyType.ErrorCode)));
            }
            Assert.True(reader.AtEnd);
        }
    }

    public static async Task<List<MessageRecord>> ContentsAsync(SessionHarness harness, DirectoryObject user, long folder, bool associated = false)
    {
        var info = (await harness.Mailbox(user).FindAsync())!;
        var messages = new List<MessageRecord>();
        await foreach (var message in harness.Services.GetRequiredService<IMailboxStore>().ScanAsync(
            new MailboxKey(info.StoreId, info.Shard), new MessageIndexQuery { FolderId = folder, Associated = associated }, MessageParts.All, CancellationToken.None))
            messages.Add(message);
        return messages;
    }
}
