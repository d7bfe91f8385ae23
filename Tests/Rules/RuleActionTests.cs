using CsCheck;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Rops;
using Xunit;

namespace MapiOrleans.Tests.Rules;

/// <summary>ActionData of every action, in the layouts of standard and of extended rules ([MS-OXORULE] 2.2.5).</summary>
public sealed class RuleActionTests
{
    private static readonly Guid Replica = new("11111111-2222-3333-4444-555555555555");

    private static readonly Gen<CountWidth> Width = Gen.Bool.Select(b => b ? CountWidth.Wide : CountWidth.Narrow);

    private static readonly Gen<(RuleActionType Type, RuleActionData Data, CountWidth Width)> Any = Width.SelectMany(width => Gen.OneOf(
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 60], Gen.Bool, (own, store, folder, move) =>
            (move ? RuleActionType.Move : RuleActionType.Copy, (RuleActionData)new MoveCopyActionData(own || width == CountWidth.Wide, store, folder), width)),
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Byte.Array[0, 70], Gen.Guid, (folder, message, entryId, template) =>
            (RuleActionType.Reply, (RuleActionData)(width == CountWidth.Narrow ? new ReplyActionData(folder, message, [], template) : new ReplyActionData(0, 0, entryId, template)), width)),
        Gen.Byte.Array[0, 100].Select(b => (RuleActionType.DeferAction, (RuleActionData)new DeferActionData(b), width)),
        RopGen.Any<uint>([0x0D, 0x1F, 0x26]).Select(c => (RuleActionType.Bounce, (RuleActionData)new BounceActionData(c), width)),
        Gen.Select(Gen.Byte, RopGen.Tagged.Array[1, 4], (reserved, values) => new RuleRecipient(reserved, values)).Array[1, 4]
            .Select(r => (RuleActionType.Forward, (RuleActionData)new RecipientsActionData(r), width)),
        RopGen.Tagged.Select(v => (RuleActionType.Tag, (RuleActionData)new TagActionData(v), width)),
        Gen.Const((RuleActionType.Delete, (RuleActionData)new NoActionData(), width))));

    [Fact]
    public void Whatever_is_written_is_read() => Any.Sample(sample =>
    {
        var bytes = sample.Data.ToArray(sample.Width);
        var read = RuleActionData.TryRead(sample.Type, bytes, sample.Width, out var error);
        Assert.Null(error);
        Assert.Equal(sample.Data, read);
        Assert.Equal(bytes, read!.ToArray(sample.Width));
    });

    [Fact]
    public void Lists_of_actions_are_read_in_both_widths() => Any.Array[1, 6].Sample(samples =>
    {
        foreach (var width in (CountWidth[])[CountWidth.Narrow, CountWidth.Wide])
        {
            var actions = new RuleActions([.. samples.Where(s => s.Width == width).Select(s => RuleActionCodec.Of(s.Type, s.Data, width, flags: 7))]);
            using var writer = new MapiWriter();
            actions.Write(writer, width);
            var reader = new MapiReader(writer.Written);
            var read = RuleActions.Read(ref reader, width);
            Assert.True(reader.AtEnd);
            Assert.Equal(actions, read);
            Assert.All(read!.Actions, a => Assert.NotNull(a.TryReadData(width, out _)));
        }
    });

    [Fact]
    public void Damaged_data_is_a_value_or_an_error() => Any.Sample(sample =>
    {
        var bytes = sample.Data.ToArray(sample.Width);
        for (var length = 0; length < bytes.Length; length++) Survives(sample.Type, bytes[..length], sample.Width);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Survives(sample.Type, flipped, sample.Width);
        }
    }, iter: 50);

    private static void Survives(RuleActionType type, byte[] bytes, CountWidth width) =>
        Assert.True(RuleActionData.TryRead(type, bytes, width, out var error) is null == error is not null);

    // The layouts of 2.2.5.1.2, field by field.
    [Fact]
    public void A_move_of_a_standard_rule_has_the_layout_of_2_2_5_1_2_1()
    {
        var folder = ObjectIds.ToWire(0x0102);
        var data = MoveCopyActionData.ToFolder(folder);
        var bytes = RopCodec.Hex("01 0100 00 1500 01 0100000000000102" + " 0000000000000000 00000000");
        Assert.Equal(bytes, data.ToArray(CountWidth.Narrow));
        var read = Assert.IsType<MoveCopyActionData>(RuleActionData.TryRead(RuleActionType.Move, bytes, CountWidth.Narrow, out _));
        Assert.Equal(new ServerEid(folder), ServerEid.TryParse(read.FolderEntryId));
        Assert.Equal(0x0102, ObjectIds.FromWire(ServerEid.TryParse(read.FolderEntryId)!.Value.FolderId));
        Assert.Null(ServerEid.TryParse(read.FolderEntryId[..20]));
    }

    [Fact]
    public void A_move_of_an_extended_rule_has_wide_sizes_and_no_flag()
    {
        var bytes = RopCodec.Hex("01000000 00 03000000 AABBCC");
        var read = Assert.IsType<MoveCopyActionData>(RuleActionData.TryRead(RuleActionType.Copy, bytes, CountWidth.Wide, out _));
        Assert.Equal((true, "AABBCC"), (read.FolderInThisStore, Convert.ToHexString(read.FolderEntryId)));
        Assert.Equal(bytes, read.ToArray(CountWidth.Wide));
    }

    [Fact]
    public void Templates_are_found_in_both_layouts()
    {
        var template = Guid.NewGuid();
        var standard = new ReplyActionData(ObjectIds.ToWire(7), ObjectIds.ToWire(9), [], template);
        Assert.Equal(32, standard.ToArray(CountWidth.Narrow).Length);
        Assert.Equal((7, 9), standard.Template(Replica));
        var extended = new ReplyActionData(0, 0, EntryIds.Message(Guid.NewGuid(), false, new LongTermId(Replica, 7), new LongTermId(Replica, 9)), template);
        Assert.Equal(4 + 70 + 16, extended.ToArray(CountWidth.Wide).Length);
        Assert.Equal((7, 9), extended.Template(Replica));
        Assert.Null(extended.Template(Guid.NewGuid()));
        Assert.Null((standard with { FolderId = ObjectIds.ToWire(2, 7) }).Template(Replica));
    }

    [Theory]
    [InlineData(RuleActionType.Bounce, "0E000000")]
    [InlineData(RuleActionType.Bounce, "0D00000000")]
    [InlineData(RuleActionType.Delete, "00")]
    [InlineData(RuleActionType.Forward, "00000000")]
    [InlineData(RuleActionType.Forward, "FFFFFFFF 00")]
    [InlineData(RuleActionType.Delegate, "01000000 01 00000000 00000000")]
    [InlineData((RuleActionType)0x0C, "")]
    [InlineData((RuleActionType)0, "")]
    public void Data_that_no_action_has_is_refused(RuleActionType type, string hex)
    {
        Assert.Null(RuleActionData.TryRead(type, RopCodec.Hex(hex), CountWidth.Narrow, out var error));
        Assert.NotNull(error);
    }

    [Theory]
    [InlineData(RuleActionType.Forward, 0x3, true)]
    [InlineData(RuleActionType.Forward, 0x4, true)]
    [InlineData(RuleActionType.Forward, 0x5, false)]
    [InlineData(RuleActionType.Forward, 0xC, false)]
    [InlineData(RuleActionType.Reply, 0x2, true)]
    [InlineData(RuleActionType.Reply, 0x3, false)]
    [InlineData(RuleActionType.Move, 0x0, true)]
    [InlineData(RuleActionType.Move, 0x1, false)]
    public void Flavors_go_with_their_actions(RuleActionType type, uint flavor, bool valid) =>
        Assert.Equal(valid, new RuleAction((byte)type, flavor, 0, []).FlavorError() is null);

    [Fact]
    public void Text_in_actions_comes_in_either_form()
    {
        var tag = new RuleActions([RuleActionCodec.Of(RuleActionType.Tag, new TagActionData(new(PidTag.Subject, PropertyValue.String("Grüße")))), new RuleAction(0x40, 0, 0, [1])]);
        var narrow = tag.ToString8(1252);
        Assert.Equal([0x47, 0x72, 0xFC, 0xDF, 0x65], Assert.IsType<TagActionData>(narrow.Actions[0].TryReadData(CountWidth.Narrow, out _)).Value.Value.AsBytes());
        Assert.Equal(tag, narrow.ToUnicode(1252));
    }

    [Fact]
    public void Extended_rules_name_their_properties()
    {
        var names = new NamedPropertyInformation([(0x8001, new PropertyName(PropertySets.PS_PUBLIC_STRINGS, "Keywords")), (0x8002, new PropertyName(PropertySets.PSETID_Common, 0x8503))]);
        var condition = new ExtendedRuleCondition(names, new ExistRestriction(0x8001101F));
        Assert.Equal(condition, ExtendedRuleCondition.TryParse(condition.ToArray(), out _));
        Assert.Null(Assert.IsType<ExtendedRuleCondition>(ExtendedRuleCondition.TryParse([0, 0], out _)).Restriction);
        var actions = new ExtendedRuleActions(names, new RuleActions([RuleActionCodec.Of(RuleActionType.Delete, new NoActionData(), CountWidth.Wide)]));
        Assert.Equal(actions, ExtendedRuleActions.TryParse(actions.ToArray(), out _));
        Assert.Equal("0000 01000000 01000000 09000000 0A 00000000 00000000".Replace(" ", "", StringComparison.Ordinal),
            Convert.ToHexString((actions with { Names = new([]) }).ToArray()));
        foreach (var bytes in (byte[][])[condition.ToArray(), actions.ToArray()])
        {
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                var flipped = (byte[])bytes.Clone();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(ExtendedRuleCondition.TryParse(flipped, out var one) is null == one is not null);
                Assert.True(ExtendedRuleActions.TryParse(flipped, out var two) is null == two is not null);
            }
            for (var length = 0; length < bytes.Length; length++) ExtendedRuleActions.TryParse(bytes[..length], out _);
        }
        // Another version, an id that is no name's, one id twice, a size that is not the names'.
        foreach (var hex in (string[])["0000 02000000 01000000 09000000 0A 00000000 00000000", "0100 0100 15000000 00 00112233445566778899AABBCCDDEEFF 01000000", "0100 0180 16000000 00 00112233445566778899AABBCCDDEEFF 01000000"])
        {
            Assert.Null(ExtendedRuleActions.TryParse(RopCodec.Hex(hex), out var error));
            Assert.NotNull(error);
        }
    }
}
