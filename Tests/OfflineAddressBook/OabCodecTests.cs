using System.Text;
using CsCheck;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.OfflineAddressBook;

public class OabCodecTests
{
    private static readonly OabProperty[] All =
    [
        new(PidTag.EmailAddress, OabPropertyUse.PrimaryKey), new(PidTag.SmtpAddress, OabPropertyUse.PrimaryKey), new(PidTag.DisplayName, OabPropertyUse.Anr),
        new(PidTag.ObjectType, OabPropertyUse.None), new(PidTag.SendRichInfo, OabPropertyUse.None), new(PidTag.AddressBookProxyAddresses, OabPropertyUse.Anr),
        new(PidTag.AddressBookObjectGuid, OabPropertyUse.None), new(PidTag.UserX509Certificate, OabPropertyUse.None), new(PidTag.OfflineAddressBookContainerGuid, OabPropertyUse.None),
        new(PidTag.OfflineAddressBookTruncatedProperties, OabPropertyUse.None), new(PidTag.AddressBookMember, OabPropertyUse.None),
    ];

    private static readonly OabSchema Schema = new(OabSchema.HeaderProperties, All);

    private static readonly OabListInfo List = new(@"\Global Address List", "/", 7, new Guid("8a3a1f5e-93e1-4e0f-9d5e-7b1b6e2f0c11"));

    // An integer of every length, text that is not ASCII, and all types there are.
    private static PropertyValue[] Full(int number) =>
    [
        PropertyValue.String("/o=x/cn=1"), PropertyValue.String($"a{number}@b.test"), PropertyValue.String("Zoë Ångström"), PropertyValue.Int32(number), PropertyValue.Bool(true),
        PropertyValue.Multiple(["SMTP:a@b", "smtp:c@d"]), PropertyValue.Binary([0, 1, 2]), PropertyValue.Multiple(PropertyType.MultipleBinary, [[1], new byte[300]]),
        PropertyValue.String8("guid"u8.ToArray()), PropertyValue.Multiple([0x3A701102, unchecked((int)0x8C6A1102)]), PropertyValue.Multiple(PropertyType.MultipleString8, [[65], [66, 67]]),
    ];

    [Theory]
    [InlineData(0, "00"), InlineData(0x7F, "7F"), InlineData(0x80, "8180"), InlineData(0xFF, "81FF"), InlineData(0x100, "820001"), InlineData(0xFFFF, "82FFFF"), InlineData(0x10000, "83000001"), InlineData(0x7FFFFFFF, "84FFFFFF7F"), InlineData(-1, "84FFFFFFFF")]
    public void IntegersTakeAsManyBytesAsTheyNeed(int value, string hex)
    {
        using var writer = new MapiWriter();
        OabRecord.Write(writer, [new(PidTag.ObjectType, OabPropertyUse.None)], [PropertyValue.Int32(value)]);
        Assert.Equal("80" + hex, Convert.ToHexString(writer.Written[4..]));
        Assert.Equal(writer.Length, BitConverter.ToInt32(writer.Written));
    }

    [Fact]
    public void ARecordHasABitForEachPropertyThatIsThereMostSignificantFirst()
    {
        using var writer = new MapiWriter();
        var values = new PropertyValue[All.Length];
        (values[1], values[8]) = (PropertyValue.String("é"), PropertyValue.String8("g"u8.ToArray()));
        OabRecord.Write(writer, All, values);
        Assert.Equal("0B000000" + "4080" + "C3A900" + "6700", Convert.ToHexString(writer.Written));
    }

    [Fact]
    public void EmptyValuesAreNotThere()
    {
        using var writer = new MapiWriter();
        var values = new PropertyValue[All.Length];
        (values[0], values[5], values[6], values[8], values[9]) = (PropertyValue.String(""), PropertyValue.Multiple(Array.Empty<string>()), PropertyValue.Binary([]), PropertyValue.String8([]), PropertyValue.Multiple(Array.Empty<int>()));
        OabRecord.Write(writer, All, values);
        Assert.Equal("060000000000", Convert.ToHexString(writer.Written));
    }

    [Fact]
    public void AFileIsReadAsItWasWritten()
    {
        var records = new[] { Full(1), Full(0x12345), new PropertyValue[All.Length], Full(-5) };
        var bytes = OabDetails.ToArray(Schema, List, records);
        var read = OabDetails.TryParse(bytes, out var error);
        Assert.Null(error);
        Assert.Equal(new OabHeader(OabHeader.FullDetails, Crc32.Append(0xFFFFFFFF, bytes.AsSpan(12)), 4), read!.Header);
        Assert.Equal(List, read.List);
        Assert.Equal(Schema.Objects, read.Schema.Objects);
        Assert.Equal(Schema.Header, read.Schema.Header);
        Assert.Equal(records, read.Records);
    }

    [Fact]
    public void WhateverTheBytesAreReadingEnds()
    {
        var bytes = OabDetails.ToArray(Schema, List, [Full(1), Full(70_000)]);
        for (var length = 0; length < bytes.Length; length++) Assert.Null(OabDetails.TryParse(bytes.AsSpan(0, length), out _));
        var random = new Random(5);
        for (var i = 0; i < 5_000; i++)
        {
            var broken = (byte[])bytes.Clone();
            for (var flips = random.Next(1, 5); flips > 0; flips--) broken[random.Next(12, broken.Length)] ^= (byte)(1 << random.Next(8));
            // With the right serial, so that what is behind it is looked at.
            BitConverter.TryWriteBytes(broken.AsSpan(4), Crc32.Append(0xFFFFFFFF, broken.AsSpan(12)));
            OabDetails.TryParse(broken, out _);
        }
    }

    [Fact]
    public void AWrongSerialIsFound()
    {
        var bytes = OabDetails.ToArray(Schema, List, [Full(1)]);
        bytes[^1] ^= 1;
        Assert.Null(OabDetails.TryParse(bytes, out var error));
        Assert.Contains("ulSerial", error!.Value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CompressedFilesThatAreBrokenGiveAnError()
    {
        var file = new OabCompressor().Compress(OabDetails.ToArray(Schema, List, Enumerable.Range(0, 200).Select(Full)));
        var decompressor = new OabDecompressor();
        var whole = decompressor.TryDecompress(file, 1 << 20, out _);
        for (var length = 0; length < file.Length; length += 7) Assert.Null(decompressor.TryDecompress(file.AsSpan(0, length), 1 << 20, out _));
        var random = new Random(9);
        for (var i = 0; i < 3_000; i++)
        {
            var broken = (byte[])file.Clone();
            broken[random.Next(16, broken.Length)] ^= (byte)(1 << random.Next(8));
            // What a bit says is under a CRC, or says how what is under it is to be read.
            Assert.True(decompressor.TryDecompress(broken, 1 << 20, out _) is not { } read || read.AsSpan().SequenceEqual(whole));
        }
        Assert.Null(decompressor.TryDecompress(file, 100, out var error));
        Assert.Contains("ulTargetSize", error!.Value.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, 0), InlineData(0, 1, 0), InlineData(0, 0, 1), InlineData(50, 40, 30), InlineData(0, 4_000, 0), InlineData(0, 0, 4_000), InlineData(3, 7_990, 2), InlineData(0, 0, 0)]
    public void APatchMakesOneFileOfTheOther(int changed, int removed, int added)
    {
        var random = new Random(changed + removed + added);
        var old = Enumerable.Range(0, 8_000).Select(Entry).ToList();
        var now = new List<(byte[] Old, byte[] New)>();
        var from = 4_000 - Math.Min(removed / 2, 4_000);
        for (var i = 0; i < old.Count; i++)
        {
            if (i >= from && i < from + removed) now.Add((old[i], []));
            else now.Add((old[i], old[i]));
        }
        for (var i = 0; i < changed; i++)
        {
            var at = random.Next(now.Count);
            if (now[at].New.Length > 0) now[at] = (now[at].Old, [.. now[at].New, (byte)i]);
        }
        for (var i = 0; i < added; i++) now.Insert(added > 100 ? 5_000 : random.Next(now.Count), ([], Entry(20_000 + i)));
        byte[] source = [.. old.SelectMany(o => o)], target = [.. now.SelectMany(n => n.New)];

        using var patch = new MapiWriter();
        new PatchHeader(OabCompressor.BlockMax, (uint)source.Length, (uint)target.Length, Crc32.Append(0xFFFFFFFF, source), Crc32.Append(0xFFFFFFFF, target)).Write(patch);
        var writer = new OabPatchWriter(new OabCompressor());
        foreach (var (before, after) in now)
        {
            if (before.Length > 0 && after.Length > 0) writer.Keep(patch, before, after);
            else if (after.Length > 0) writer.Add(patch, after);
            else writer.Remove(before);
        }
        writer.Finish(patch);
        Assert.False(writer.IsTooDifferent);
        Assert.Equal(target, new OabDecompressor().TryPatch(source, patch.Written, target.Length, out var error));
        Assert.Null(error);
        Assert.Equal(target, Mspack.Patch(source, patch.ToArray()));
        if (added < 100 && removed < 100) Assert.True(patch.Length < 12_000, $"{patch.Length} bytes");
        source[9] ^= 1;
        Assert.Null(new OabDecompressor().TryPatch(source, patch.Written, target.Length, out _));

        byte[] Entry(int number) => Encoding.UTF8.GetBytes($"{number:d8}/o=Example/cn={Crc32.Append(1, BitConverter.GetBytes(number)):x8}{Crc32.Append(2, BitConverter.GetBytes(number)):x8}\0user{number}@example.test\0User {number % 500}\0Department {number % 30}\0");
    }

    [Fact]
    public void TooMuchRemovedInOnePlaceMakesNoPatch()
    {
        var writer = new OabPatchWriter(new OabCompressor(), maxPending: 1_000);
        using var patch = new MapiWriter();
        writer.Remove(new byte[600]);
        writer.Remove(new byte[600]);
        writer.Add(patch, [1]);
        writer.Finish(patch);
        Assert.True(writer.IsTooDifferent);
        Assert.Equal(0, patch.Length);
    }

    [Fact]
    public void BrokenPatchesGiveAnError()
    {
        var (source, target) = (new byte[5_000], new byte[6_000]);
        new Random(1).NextBytes(target.AsSpan(0, 3_000));
        using var patch = new MapiWriter();
        new PatchHeader(OabCompressor.BlockMax, (uint)source.Length, (uint)target.Length, Crc32.Append(0xFFFFFFFF, source), Crc32.Append(0xFFFFFFFF, target)).Write(patch);
        new OabCompressor().WritePatchBlock(patch, source, target);
        var bytes = patch.ToArray();
        var decompressor = new OabDecompressor();
        for (var length = 0; length < bytes.Length; length += 3) Assert.Null(decompressor.TryPatch(source, bytes.AsSpan(0, length), target.Length, out _));
        var random = new Random(2);
        for (var i = 0; i < 2_000; i++)
        {
            var broken = (byte[])bytes.Clone();
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            decompressor.TryPatch(source, broken, target.Length, out _);
        }
    }

    [Fact]
    public void TemplatesComeBack()
    {
        var template = new DialogTemplate([new(DialogControlType.Page, 0, 0, 0, 0, 0, 0, 0, "Général")]).ToArray(1252);
        var file = new OabTemplateFile([new OabTemplate("/cn=0", template), null, new OabTemplate("/cn=2", template), null, null, null, new OabTemplate("/cn=6", [1])]);
        var bytes = file.ToArray();
        var read = OabTemplateFile.TryParse(bytes, out var error);
        Assert.Null(error);
        Assert.Equal(["/cn=0", null, "/cn=2", null, null, null, "/cn=6"], read!.Templates.Select(t => t?.DistinguishedName));
        Assert.Equal(template, read.Templates[2]!.Template);
        Assert.Equal("Général", DialogTemplate.TryParse(read.Templates[0]!.Template, 1252, out _)!.Controls[0].Text);
        for (var length = 0; length < 12 + (7 * 32) + 20; length++) Assert.Null(OabTemplateFile.TryParse(bytes.AsSpan(0, length), out _));
        var random = new Random(2);
        for (var i = 0; i < 2_000; i++)
        {
            var broken = (byte[])bytes.Clone();
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            OabTemplateFile.TryParse(broken, out _);
        }
    }

    [Fact]
    public void AManifestIsReadAsItWasWritten()
    {
        var sha = Enumerable.Range(0, 20).Select(i => (byte)(i * 11)).ToArray();
        var manifest = new OabManifest(
        [
            new OabManifestList(List.ContainerGuid, "/", List.Name, new OabManifestFile("data-9.lzx", 9, 32, 100, 200, sha),
                [new OabManifestFile("binpatch-9.lzx", 9, 32, 10, 200, sha)], [new OabManifestTemplate(0x40C, "windows", new OabManifestFile("lng040c-9.lzx", 9, 7, 50, 60, sha))]),
        ]);
        var text = manifest.ToXml().ToString();
        Assert.Contains("""<Full seq="9" ver="32" size="100" uncompressedsize="200" SHA="000B16""", text, StringComparison.Ordinal);
        Assert.Contains("""langid="040c" type="windows">lng040c-9.lzx</Template>""", text, StringComparison.Ordinal);
        Assert.Equivalent(manifest, OabManifest.TryParse(text), strict: true);
    }

    [Theory]
    [InlineData(""), InlineData("<OAB"), InlineData("<X/>"), InlineData("<OAB><OAL/></OAB>"), InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><OAB>&b;</OAB>")]
    [InlineData("""<OAB><OAL id="8a3a1f5e-93e1-4e0f-9d5e-7b1b6e2f0c11" dn="/" name="n"><Full seq="-1" ver="32" size="1" uncompressedsize="1" SHA="0000000000000000000000000000000000000000">x</Full></OAL></OAB>""")]
    [InlineData("""<OAB><OAL id="8a3a1f5e-93e1-4e0f-9d5e-7b1b6e2f0c11" dn="/" name="n"><Full seq="1" ver="32" size="1" uncompressedsize="1" SHA="00">x</Full></OAL></OAB>""")]
    public void WhatIsNoManifestIsNone(string text) => Assert.Null(OabManifest.TryParse(text));

    [Fact]
    public void AnyRecordComesBack() =>
        Gen.Select(Gen.Int, Gen.String[Gen.Char['!', 'ſ'], 1, 40], Gen.Byte.Array[1, 300], Gen.Int.Array[1, 20]).Sample((number, text, bytes, numbers) =>
        {
            PropertyValue[] values = [.. Full(number)];
            (values[2], values[6], values[9]) = (PropertyValue.String(text), PropertyValue.Binary(bytes), PropertyValue.Multiple(numbers));
            using var writer = new MapiWriter();
            OabRecord.Write(writer, All, values);
            var reader = new MapiReader(writer.Written);
            return OabRecord.Read(ref reader, All)!.SequenceEqual(values) && reader.AtEnd;
        });
}
