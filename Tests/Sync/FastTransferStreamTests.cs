using CsCheck;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Rops;
using Xunit;

namespace MapiOrleans.Tests.Sync;

public class FastTransferStreamTests
{
    private sealed record Item(FastTransferMarker? Marker, PropertyTag Tag, PropertyName? Name, PropertyValue Value);

    private static readonly Gen<Item> Marker = RopGen.Any(Enum.GetValues<FastTransferMarker>()).Select(m => new Item(m, default, null, default));

    // Text of 8 bits is what the connection's code page says, and comes back as bytes.
    private static readonly Gen<Item> Property = Gen.Select(Gen.UShort[1, 0x3FFF], RopGen.Value, (id, value) => new Item(null, new PropertyTag(id, value.Type), null, value));

    private static readonly Gen<Item> Large = Gen.Select(Gen.UShort[1, 0x3FFF], Gen.Byte.Array[FastTransferLexer.InlineLimit + 1, 3 * FastTransferLexer.InlineLimit], (id, bytes) =>
        new Item(null, new PropertyTag(id, PropertyType.Binary), null, PropertyValue.Binary(bytes)));

    private static readonly Gen<Item> LongText = Gen.Int[FastTransferLexer.InlineLimit / 2, FastTransferLexer.InlineLimit].Select(n =>
        new Item(null, PidTag.Body, null, PropertyValue.String(new string('ä', n))));

    private static readonly Gen<Item> Named = Gen.Select(Gen.UShort[0x8000, 0xFFFE], RopGen.Name.Where(n => !n.IsNone), Gen.Int, (id, name, value) =>
        new Item(null, new PropertyTag(id, PropertyType.Integer32), name, PropertyValue.Int32(value)));

    private static readonly Gen<List<Item>> Stream = Gen.Frequency((3, Marker), (8, Property), (1, Large), (1, LongText), (2, Named)).List[1, 30];

    [Fact]
    public void What_is_written_is_read_however_the_buffers_are_cut() => Gen.Select(Stream, Gen.Int[600, 5000], Gen.Int[1, 700]).Sample((items, take, feed) =>
    {
        var bytes = Write(items, FastTransferText.Unicode, take);
        var read = Read(bytes, feed);
        Assert.Equal(items.Count, read.Count);
        foreach (var (before, after) in items.Zip(read))
        {
            Assert.Equal(before.Marker, after.Marker);
            if (before.Marker is not null) continue;
            Assert.Equal(before.Tag, after.Tag);
            Assert.Equal(before.Name, after.Name);
            Assert.Equal(before.Value, after.Value);
        }
    }, iter: 100);

    [Fact]
    public void No_buffer_ends_inside_an_atom() => Gen.Select(Stream, Gen.Int[600, 1500]).Sample((items, take) =>
    {
        var writer = Fill(items, FastTransferText.Unicode);
        var lexer = new FastTransferLexer();
        while (writer.Staged > 0)
        {
            var buffer = writer.Take(take);
            Assert.NotEmpty(buffer);
            Assert.True(buffer.Length <= take);
            lexer.Append(buffer);
            while (lexer.TryRead(out _))
            {
            }
            // A short value may be cut, its definition and its length not; and nothing of a fixed size.
            if (writer.Staged > 0 && !lexer.AtBoundary) Assert.Contains(items, i => i.Value.HasValue && i.Value.Type.FixedSize() == 0);
        }
        Assert.True(lexer.AtBoundary);
    }, iter: 50);

    [Fact]
    public void An_atom_waits_for_a_buffer_that_holds_it()
    {
        var writer = new FastTransferWriter(FastTransferText.Unicode, 1252);
        writer.Marker(FastTransferMarker.IncrSyncChg);
        Assert.Empty(writer.Take(3));
        writer.Property(PidTag.SourceKey, PropertyValue.Binary([1, 2, 3, 4, 5]));
        Assert.Equal(RopCodec.Hex("03001240 0201E065"), writer.Take(11));
        Assert.Equal(RopCodec.Hex("05000000 0102"), writer.Take(6));
        Assert.Equal(RopCodec.Hex("030405"), writer.Take(100));
    }

    [Theory]
    // The examples of values in [MS-OXCFXICS] 2.2.4.1.3, and what [MS-OXCDATA] 2.11.1 says of the others.
    [InlineData(FastTransferText.Unicode, "0B001B0E 0100")]
    public void Booleans_take_two_bytes(FastTransferText text, string hex)
    {
        var writer = new FastTransferWriter(text, 1252);
        writer.Property(PidTag.HasAttachments, PropertyValue.Bool(true));
        Assert.Equal(RopCodec.Hex(hex), writer.Take(100));
    }

    [Theory]
    [InlineData(FastTransferText.Unicode, "1F003700 06000000 48006900 0000")]
    [InlineData(FastTransferText.String8, "1E003700 03000000 486900")]
    [InlineData(FastTransferText.CodePage, "B0843700 06000000 48006900 0000")]
    public void Text_is_counted_with_its_terminator_in_the_form_asked_for(FastTransferText text, string hex)
    {
        var writer = new FastTransferWriter(text, 1252);
        writer.Property(PidTag.Subject, PropertyValue.String("Hi"));
        var bytes = writer.Take(100);
        Assert.Equal(RopCodec.Hex(hex), bytes);
        var item = Assert.Single(Read(bytes, 1));
        Assert.Equal(text == FastTransferText.String8 ? PropertyValue.String8("Hi"u8.ToArray()) : PropertyValue.String("Hi"), item.Value);
    }

    [Fact]
    public void Text_of_a_code_page_becomes_Unicode_and_text_without_terminator_is_taken_too()
    {
        Assert.Equal(PropertyValue.String("ł"), Assert.Single(Read(RopCodec.Hex("E2843700 02000000 B300"), 100)).Value);
        Assert.Equal(PropertyValue.String("Hi"), Assert.Single(Read(RopCodec.Hex("1F003700 04000000 48006900"), 100)).Value);
    }

    [Fact]
    public void The_ids_of_a_state_are_bytes_under_the_type_of_a_number()
    {
        var state = new IcsState();
        state.IdsetGiven.Add(Guid.Empty, 5);
        state.CnsetSeen.Add(Guid.Empty, 6);
        var writer = new FastTransferWriter(FastTransferText.Unicode, 1252);
        state.Write(writer, contents: true);
        var items = Read(writer.Take(1000), 7);
        Assert.Equal([FastTransferMarker.IncrSyncStateBegin, FastTransferMarker.IncrSyncStateEnd], items.Where(i => i.Marker is not null).Select(i => i.Marker!.Value));
        var read = new IcsState();
        foreach (var item in items.Where(i => i.Marker is null)) Assert.True(read.TrySet(item.Tag, item.Value.AsBytes(), out _));
        Assert.Equal(state.IdsetGiven, read.IdsetGiven);
        Assert.Equal(state.CnsetSeen, read.CnsetSeen);
        Assert.True(read.CnsetSeenFAI.IsEmpty && read.CnsetRead.IsEmpty);
        Assert.False(read.TrySet(PidTag.Subject, [], out _));
        Assert.False(read.TrySet(MetaTag.CnsetSeen, [1, 2, 3], out var error));
        Assert.NotNull(error);
        Assert.Equal(state.CnsetSeen, read.CnsetSeen);
    }

    [Fact]
    public void Progress_comes_back_as_it_went()
    {
        var progress = new ProgressInformation(1, 2, 3, 4);
        Assert.Equal(RopCodec.Hex("0000 0000 01000000 0200000000000000 03000000 00000000 0400000000000000"), progress.ToArray());
        Assert.Equal(progress, ProgressInformation.TryParse(progress.ToArray()));
        Assert.Null(ProgressInformation.TryParse(progress.ToArray().AsSpan(1)));
    }

    [Fact]
    public void No_damage_throws_and_none_is_read_for_ever() => Gen.Select(Stream, Gen.Int[1, 300]).Sample((items, feed) =>
    {
        var bytes = Write(items, FastTransferText.Unicode, 1000);
        for (var i = 0; i < Math.Min(bytes.Length, 400); i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= (byte)(1 << (i % 8));
            Try(damaged, feed);
            Try(bytes.AsSpan(0, i).ToArray(), feed);
        }
    }, iter: 10);

    [Theory]
    [InlineData("0D100100 FFFFFFFF")]
    [InlineData("02100100 FFFFFF7F")]
    [InlineData("FE000100 00000000")]
    [InlineData("00000100 00000000")]
    [InlineData("1F003700 03000000 480069")]
    [InlineData("02010100 FFFFFFFF")]
    [InlineData("03000080 00000000000000000000000000000000 07")]
    public void What_cannot_be_read_is_an_error_at_once(string hex)
    {
        var lexer = new FastTransferLexer();
        lexer.Append(RopCodec.Hex(hex));
        while (lexer.TryRead(out _))
        {
        }
        Assert.NotNull(lexer.Error);
        lexer.Append([1, 2, 3, 4]);
        Assert.False(lexer.TryRead(out _));
        Assert.False(lexer.AtBoundary);
    }

    private static FastTransferWriter Fill(List<Item> items, FastTransferText text)
    {
        var writer = new FastTransferWriter(text, 1252);
        foreach (var item in items)
        {
            if (item.Marker is { } marker) writer.Marker(marker);
            else if (item.Value.Type == PropertyType.Binary && item.Value.AsBytes().Length > FastTransferLexer.InlineLimit)
            {
                writer.BeginValue(item.Tag, item.Value.AsBytes().Length);
                foreach (var chunk in item.Value.AsBytes().Chunk(5000)) writer.Value(chunk);
            }
            else writer.Property(item.Tag, item.Value, item.Name);
        }
        return writer;
    }

    private static byte[] Write(List<Item> items, FastTransferText text, int take)
    {
        var writer = Fill(items, text);
        var all = new List<byte>();
        while (writer.Staged > 0) all.AddRange(writer.Take(take));
        return [.. all];
    }

    private static void Try(byte[] bytes, int feed)
    {
        var lexer = new FastTransferLexer();
        foreach (var chunk in bytes.Chunk(feed))
        {
            lexer.Append(chunk);
            while (lexer.TryRead(out _))
            {
            }
        }
    }

    private static List<Item> Read(byte[] bytes, int feed)
    {
        var lexer = new FastTransferLexer();
        var items = new List<Item>();
        var (value, tag, name) = (new List<byte>(), default(PropertyTag), default(PropertyName?));
        foreach (var chunk in bytes.Chunk(feed))
        {
            lexer.Append(chunk);
            while (lexer.TryRead(out var token))
            {
                switch (token.Kind)
                {
                    case FastTransferTokenKind.Marker: items.Add(new Item(token.Marker, default, null, default)); break;
                    case FastTransferTokenKind.Property: items.Add(new Item(null, token.Tag, token.Name, token.Value)); break;
                    case FastTransferTokenKind.ValueBegin: (tag, name) = (token.Tag, token.Name); value.Clear(); break;
                    case FastTransferTokenKind.ValueBytes: value.AddRange(token.Bytes.Span); break;
                    default:
                        byte[] whole = [.. value];
                        items.Add(new Item(null, tag, name, tag.Type == PropertyType.String ? PropertyValue.String(System.Text.Encoding.Unicode.GetString(whole)) : PropertyValue.Binary(whole)));
                        break;
                }
            }
            Assert.Null(lexer.Error);
        }
        Assert.True(lexer.AtBoundary);
        return items;
    }

    private static readonly Gen<GroupProperty> GroupMember = Gen.OneOf(
        Gen.UShort[1, 0x7FFF].Select(id => new GroupProperty(new PropertyTag(id, PropertyType.Integer32), null)),
        Gen.Select(Gen.UShort[0x8000, 0xFFFE], RopGen.Name.Where(n => !n.IsNone && n.Name?.Contains('\0') != true), (id, name) => new GroupProperty(new PropertyTag(id, PropertyType.String), name)));

    [Fact]
    public void A_mapping_of_property_groups_is_read_as_it_was_written_and_damaged_ones_are_refused() =>
        Gen.Select(Gen.UInt, GroupMember.Array[1, 5].Array[1, 5], Gen.Int[0, int.MaxValue]).Sample((id, groups, at) =>
        {
            var bytes = new PropertyGroupInfo(id, groups).ToArray();
            var read = PropertyGroupInfo.TryParse(bytes, out _)!;
            Assert.Equal(id, read.GroupId);
            Assert.Equal(groups, read.Groups);
            Assert.Null(PropertyGroupInfo.TryParse(bytes.AsSpan(0, at % bytes.Length), out var error));
            Assert.NotNull(error);
            bytes[at % bytes.Length] ^= (byte)(1 << (at % 8));
            PropertyGroupInfo.TryParse(bytes, out _);
        });

    [Fact]
    public void A_mapping_has_the_bytes_of_the_specification()
    {
        var mapping = new PropertyGroupInfo(1, [[new GroupProperty(PidTag.Subject, null), new GroupProperty(new PropertyTag(0x80010003), new PropertyName(Guid.Empty, 0x8530))]]);
        Assert.Equal("01000000" + "00000000" + "01000000" + "02000000" + "1F003700" + "03000180" + new string('0', 32) + "00000000" + "30850000", Convert.ToHexString(mapping.ToArray()));
        // Nothing is made room for that is not there.
        Assert.Null(PropertyGroupInfo.TryParse(Convert.FromHexString("0100000000000000FFFFFF7F"), out _));
        Assert.Null(PropertyGroupInfo.TryParse(Convert.FromHexString("010000000000000000000000"), out _));
    }
}
