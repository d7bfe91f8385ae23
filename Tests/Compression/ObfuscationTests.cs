using CsCheck;
using MapiOrleans.Mapi.Compression;
using Xunit;

namespace MapiOrleans.Tests.Compression;

public class ObfuscationTests
{
    [Fact]
    public void Every_byte_is_combined_with_A5_and_twice_gives_the_data_back() => Gen.Byte.Array[0, 200].Sample(data =>
    {
        var changed = data.ToArray();
        Obfuscation.Apply(changed);
        Assert.Equal(data.Select(b => (byte)(b ^ 0xA5)), changed);
        Obfuscation.Apply(changed);
        Assert.Equal(data, changed);
    });
}
