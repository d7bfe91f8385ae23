using CsCheck;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.AddressBook;

public class DialogTemplateTests
{
    private static readonly string[] Texts = ["", "*", "&Name:", "Büro"];

    private static readonly Gen<DialogTemplate> Templates = Gen.Select(Gen.UInt[0, 11], Gen.UInt.Array[4], Gen.UInt, Gen.UInt, Gen.UInt, Gen.Int[0, 3].Select(i => Texts[i]))
        .Select((type, place, flags, tag, size, text) => new DialogControl((DialogControlType)type, place[0], place[1], place[2], place[3], flags, tag, size, text))
        .Array[0, 20].Select(controls => new DialogTemplate(controls));

    [Fact]
    public void Templates_are_read_as_they_are_written() => Templates.Sample(template =>
    {
        var bytes = template.ToArray(1252);
        Assert.Equal(template.Controls, DialogTemplate.TryParse(bytes, 1252, out _)!.Controls);
        for (var length = 0; length < bytes.Length; length++) Assert.Null(DialogTemplate.TryParse(bytes.AsSpan(0, length), 1252, out _));
    }, iter: 100);

    [Fact]
    public void Bytes_are_where_the_specification_has_them()
    {
        // [MS-OXOABKT] 2.2.2.1.1 to 2.2.2.1.3: type 1, count, rows of 36 bytes, strings by their offset from the beginning.
        var bytes = new DialogTemplate([new(DialogControlType.Page, 0, 0, 0, 0, 0, 0, 0, "General"), new(DialogControlType.Edit, 1, 2, 3, 4, 2, PidTag.DisplayName, 64, "*")]).ToArray(1252);
        Assert.Equal("01000000" + "02000000", Convert.ToHexString(bytes.AsSpan(0, 8)));
        Assert.Equal("00000000" + "00000000" + "00000000" + "00000000" + "08000000" + "00000000" + "00000000" + "00000000" + "50000000", Convert.ToHexString(bytes.AsSpan(8, 36)));
        Assert.Equal("01000000" + "02000000" + "03000000" + "04000000" + "01000000" + "02000000" + "1F000130" + "40000000" + "58000000", Convert.ToHexString(bytes.AsSpan(44, 36)));
        Assert.Equal("General\0*\0"u8.ToArray(), bytes[80..]);
    }
}
