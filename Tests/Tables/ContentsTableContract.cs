using CsCheck;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Tests.Store;
using Xunit;

namespace MapiOrleans.Tests.Tables;

/// <summary>Restrictions and orders say the same in the database and in memory, on every engine.</summary>
public abstract class ContentsTableContract(StoreFixture fixture)
{
    private static readonly string[] Texts =
    [
        "alpha", "Alpha", "ALPHA", "alphabet", "Äpfel", "apfel", "ａｌｐｈａ", "ſ", "s", "K", "k", "", "a\0lpha", "a\uFFFDlpha", "\uD800x", "한", "a_b", "a%b", "日本",
        new string('x', 254), new string('x', 255), new string('x', 256), "IPM.Note", "ipm.note.x", "ß", "İ", "Re: alpha", "Ω", "😀",
    ];

    private static readonly PropertyTag[] TextTags = [PidTag.Subject, PidTag.NormalizedSubject, PidTag.SenderName, PidTag.SentRepresentingName, PidTag.MessageClass, PidTag.ConversationTopic, PidTag.InternetMessageId];
    private static readonly PropertyTag[] NumberTags = [PidTag.Importance, PidTag.FlagStatus, PidTag.InternetArticleNumber, PidTag.MessageSize, PidTag.MessageFlags];
    private static readonly PropertyTag[] TimeTags = [PidTag.MessageDeliveryTime, PidTag.ClientSubmitTime, PidTag.LastModificationTime];
    private static readonly PropertyTag[] FlagTags = [PidTag.Read, PidTag.HasAttachments];

    private static readonly long[] Ticks = [long.MinValue, -1, 0, 1, 1000, PropertyValue.Time(TableWorld.Time).AsFileTime(), PropertyValue.Time(TableWorld.Time.AddHours(5)).AsFileTime(), long.MaxValue];
    private static readonly int[] Numbers = [int.MinValue, -1, 0, 1, 2, 3, 30, 200, int.MaxValue];
    private static readonly byte[][] Conversations = [[], new byte[16], [.. Enumerable.Range(0, 16).Select(i => (byte)i)], [1, 2, 3]];

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<string> Text = Any(Texts);
    // A client's text ends at a NUL.
    private static readonly Gen<string> Wanted = Any(Texts.Where(t => !t.Contains('\0')).Concat(["a", "al", "AL", "X", "IPM", "re: "]).ToArray());

    private static Gen<PropertyRestriction> Property(Gen<PropertyTag> tags, Gen<PropertyValue> values) =>
        Gen.Select(Gen.Int[0, 5], tags, values, (relation, tag, value) => new PropertyRestriction((RelationalOperator)relation, tag, new(tag, value)));

    private static readonly Gen<Restriction> Leaf = Gen.OneOf<Restriction>(
        Property(Any(TextTags), Wanted.Select(PropertyValue.String)).Select(r => (Restriction)r),
        Property(Any(NumberTags), Any(Numbers).Select(PropertyValue.Int32)).Select(r => (Restriction)r),
        Property(Any(TimeTags), Any(Ticks).Select(t => PropertyValue.Time(t))).Select(r => (Restriction)r),
        Property(Any(FlagTags), Gen.Bool.Select(PropertyValue.Bool)).Select(r => (Restriction)r),
        Property(Gen.Const(PidTag.ConversationId), Any(Conversations).Select(PropertyValue.Binary)).Select(r => (Restriction)r),
        Property(Any(PidTag.Mid, PidTag.InstID), Gen.Long[1000, 1010].Select(i => PropertyValue.Int64(ObjectIds.ToWire(i)))).Select(r => (Restriction)r),
        Gen.Select(Gen.UShort[0, 3], Gen.UShort[0, 7], Any(TextTags), Wanted, (low, high, tag, text) => (Restriction)new ContentRestriction(low, high, tag, new(tag, PropertyValue.String(text)))),
        Gen.Select(Gen.Bool, Any(1u, 0x400u, 0x401u, 0x10u, 0x11u, 8u, 0u), (set, mask) => (Restriction)new BitMaskRestriction(set, PidTag.MessageFlags, mask)),
        Any(PidTag.Subject, PidTag.Importance, PidTag.Body, PidTag.Read).Select(t => (Restriction)new ExistRestriction(t)),
        Wanted.Select(t => (Restriction)new SubObjectRestriction(PidTag.MessageRecipients, new ContentRestriction(1, 1, PidTag.DisplayName, new(PidTag.DisplayName, PropertyValue.String(t))))));

    private static readonly Gen<Restriction> Restrictions = Gen.OneOf(
        Leaf,
        Leaf.Select(r => (Restriction)new NotRestriction(r)),
        Leaf.Select(r => (Restriction)new CommentRestriction([], r)),
        Leaf.Array[0, 3].Select(r => (Restriction)new AndRestriction(r)),
        Leaf.Array[0, 3].Select(r => (Restriction)new OrRestriction(r)));

    private static readonly Gen<(Action<PropertyBag>, bool, Action<MessageContent>?, bool)> Message =
        Gen.Select(Text.Array[TextTags.Length], Gen.Int[0, (1 << 12) - 1], Any(Ticks), Gen.Int[0, 4], Any(Conversations), Gen.Bool, Gen.Int[0, 2], (texts, has, time, number, conversation, read, parts) =>
        {
            void Set(PropertyBag bag)
            {
                for (var i = 0; i < TextTags.Length; i++) if ((has >> i & 1) != 0) bag.Set(TextTags[i], texts[i]);
                if ((has >> 7 & 1) != 0) bag.Set(PidTag.MessageDeliveryTime, PropertyValue.Time(time));
                if ((has >> 8 & 1) != 0) bag.Set(PidTag.ClientSubmitTime, PropertyValue.Time(time));
                if ((has >> 9 & 1) != 0) bag.Set(PidTag.Importance, number);
                if ((has >> 10 & 1) != 0) bag.Set(PidTag.FlagStatus, number);
                if ((has >> 11 & 1) != 0) bag.Set(PidTag.ConversationId, conversation);
            }
            void Content(MessageContent content)
            {
                for (var i = 0; i < parts; i++)
                {
                    content.Recipients.Add(new RecipientContent { RowId = (uint)i, RecipientType = 1, Properties = new PropertyBag([new(PidTag.DisplayName, PropertyValue.String(texts[i]))]) });
                    content.Attachments.Add(new AttachmentContent { AttachNumber = (uint)i, Properties = new PropertyBag([new(PidTag.AttachmentHidden, PropertyValue.Bool(i == 0))]) });
                }
            }
            return ((Action<PropertyBag>)Set, read, (Action<MessageContent>?)Content, false);
        });

    private sealed class Source(TableWorld world, MessageRecord record) : IPropertySource
    {
        public bool TryGet(PropertyTag tag, out PropertyValue value)
        {
            value = MessageProperties.Get(world.Logon, record, tag);
            return value.Type != PropertyType.ErrorCode;
        }

        public IEnumerable<IPropertySource> SubObjects(ushort id) => id == PidTag.MessageRecipients.Id ? record.Content.Recipients.Select(r => new BagRow(0, r.Properties)) : [];
    }

    [Fact]
    public async Task A_restriction_finds_the_same_whoever_evaluates_it()
    {
        var world = await TableWorld.CreateAsync(fixture.Mailboxes);
        await world.AddAsync(Message.Array[300].Generate(new PCG(1, 4711), null, out _));
        // As they are kept: a lone surrogate is another character then.
        var messages = await fixture.Mailboxes.ReadMessagesAsync(world.Logon.Key, [.. world.Messages.Select(m => m.MessageId)], MessageParts.All, CancellationToken.None);
        var (exactly, narrowed) = (0, 0);
        await Restrictions.SampleAsync(async restriction =>
        {
            var expected = messages.Where(m => restriction.Matches(new Source(world, m))).Select(m => m.MessageId).Order().ToArray();
            var filters = MessageFilters.Of(restriction, out var exact);
            var found = await fixture.Mailboxes.ReadIndexAsync(world.Logon.Key, new MessageIndexQuery { FolderId = TableWorld.Folder, Filter = filters }, CancellationToken.None);
            Assert.Empty(expected.Except(found));
            if (exact) Assert.Equal(expected, found);
            if (filters.Count > 0) Interlocked.Increment(ref exact ? ref exactly : ref narrowed);
            var source = new ContentsSource(world.Logon, TableWorld.Folder, associated: false, softDeleted: false);
            await source.RefreshAsync(CancellationToken.None);
            var rows = await source.ArrangeAsync(new TableShape { Restriction = restriction }, CancellationToken.None);
            Assert.Equal(expected, Enumerable.Range(0, rows.Count).Select(i => rows.KeyAt(i).Id));
        }, iter: 1500, threads: 1);
        Assert.True(exactly > 200, $"{exactly} restrictions were the database's");
        Assert.True(narrowed > 100, $"{narrowed} restrictions were narrowed down by the database");
    }

    [Fact]
    public async Task An_order_is_the_same_in_the_database_and_in_memory()
    {
        var world = await TableWorld.CreateAsync(fixture.Mailboxes);
        await world.AddAsync(Message.Array[200].Generate(new PCG(2, 4711), null, out _).Select(m => ((Action<PropertyBag>)(bag => { m.Item1(bag); bag.Set(PidTag.Importance, bag.GetInt32(PidTag.Importance) ?? 1); }), m.Item2, m.Item3, false)));
        var source = new ContentsSource(world.Logon, TableWorld.Folder, associated: false, softDeleted: false);
        await source.RefreshAsync(CancellationToken.None);
        PropertyTag[] tags = [PidTag.MessageDeliveryTime, PidTag.Importance, PidTag.MessageSize, PidTag.Read, PidTag.HasAttachments, PidTag.LastModificationTime];
        await Gen.Select(Any(tags), Gen.Bool, Any(tags), Gen.Bool).SampleAsync(async (first, firstDescending, second, secondDescending) =>
        {
            TableSort[] sort = [new(first, firstDescending), new(second, secondDescending)];
            Assert.NotNull(MessageFilters.TrySort(sort));
            var database = await source.ArrangeAsync(new TableShape { Sort = sort }, CancellationToken.None);
            var arranger = new RowArranger(new TableShape { Sort = sort }, 1000);
            // In the column what is not there is 0.
            foreach (var message in world.Messages) arranger.Add(new MessageRow(world.Logon, message, world.FindFolder(TableWorld.Folder)!, new() { [PidTag.MessageDeliveryTime.Id] = PropertyValue.Time(message.Hot.DeliveryTime) }));
            var memory = arranger.Arrange();
            Assert.Equal(Enumerable.Range(0, memory.Count).Select(memory.KeyAt), Enumerable.Range(0, database.Count).Select(database.KeyAt));
        }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task A_large_value_is_searched_and_shown_by_its_beginning()
    {
        var world = await TableWorld.CreateAsync(fixture.Mailboxes);
        var text = new string('x', 20_000) + "needle" + new string('y', 20_000);
        var part = await world.WritePartAsync(System.Text.Encoding.Unicode.GetBytes(text));
        var with = await world.AddAsync(bag => bag.Set(PidTag.Body, PropertyValue.OfExternal(PropertyType.String, part)));
        await world.AddAsync(bag => bag.Set(PidTag.Body, "nothing"));
        await world.OpenAsync();
        PropertyTag[] columns = [PidTag.Mid, PidTag.Body];
        await world.SetColumnsAsync(columns);
        await world.RestrictAsync(new ContentRestriction(1, 1, PidTag.Body, new(PidTag.Body, PropertyValue.String("NEEDLE"))));
        var row = Assert.Single(await world.QueryAsync(columns));
        Assert.Equal((long)ObjectIds.ToWire(with.MessageId), row[0].AsInt64());
        Assert.Equal(text[..255], row[1].AsString());
    }
}

public sealed class SqliteContentsTableTests(SqliteFixture fixture) : ContentsTableContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresContentsTableTests(PostgresFixture fixture) : ContentsTableContract(fixture), IClassFixture<PostgresFixture>;
