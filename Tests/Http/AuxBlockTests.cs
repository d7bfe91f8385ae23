using CsCheck;
using MapiOrleans.Mapi.Http;
using Xunit;

namespace MapiOrleans.Tests.Http;

public class AuxBlockTests
{
    private static readonly Guid Id = new("01020304-0506-0708-090a-0b0c0d0e0f10");

    private static readonly AuxBlock[] All =
    [
        new AuxPerfRequestId(1, 2),
        new AuxPerfSessionInfo(1, Id),
        new AuxPerfSessionInfo(1, Id, 9),
        new AuxPerfServerInfo(1, 3, "/o=x", "server"),
        new AuxPerfServerInfo(1, 3, "", ""),
        new AuxPerfProcessInfo(1, 4, Id, "OUTLOOK.EXE"),
        new AuxPerfProcessInfo(2, 4, Id, ""),
        new AuxPerfAccountInfo(5, Id),
        new AuxClientConnectionInfo(Id, 2, 1, "context"),
        new AuxClientControl(AuxClientControl.EnableCompression | AuxClientControl.EnableHttpTunneling, 1000),
        new AuxOsVersionInfo(10, 0, 20348, 1, 2),
        new AuxExOrgInfo(3),
        new AuxServerCapabilities(AuxServerCapabilities.PackedWriteStreamUploadBuffers),
        new AuxEndpointCapabilities(1),
        new AuxServerSessionInfo("session"),
        new AuxProtocolDeviceIdentification("maker", "model", "", "1", "2"),
        new AuxPerfDefMdbSuccess(0x0C, 1, 2, 3),
        new AuxPerfDefGcSuccess(0x12, 1, 2, 3, 4, 5),
        new AuxPerfMdbSuccess(0x07, null, 1, 2, 3, 4, 5, 6),
        new AuxPerfMdbSuccess(0x13, 9, 1, 2, 3, 4, 5, 6),
        new AuxPerfGcSuccess(0x0F, null, 1, 2, 3, 4, 5, 6),
        new AuxPerfGcSuccess(0x0F, 9, 1, 2, 3, 4, 5, 6),
        new AuxPerfFailure(0x09, null, 1, 2, 3, 4, 5, 6, 0x80040115, 7),
        new AuxPerfFailure(0x15, 9, 1, 2, 3, 4, 5, 6, 0x80040115, 7),
    ];

    [Fact]
    public void Blocks_come_back()
    {
        Assert.Equal(All, AuxBlocks.Read(AuxBlocks.Write(All)));
        var client = new AuxPerfClientInfo
        {
            AdapterSpeed = 100000,
            ClientId = 7,
            MachineName = "PC",
            UserName = "user",
            ClientIP = [10, 0, 0, 1],
            ClientIPMask = [255, 0, 0, 0],
            AdapterName = "eth",
            MacAddress = [1, 2, 3, 4, 5, 6],
            ClientMode = AuxClientMode.Cached,
        };
        Assert.Equivalent(client, AuxBlocks.Read(AuxBlocks.Write([client])).Single(), strict: true);
        var raw = new RawAuxBlock(1, 0x77, [1, 2, 3]);
        Assert.Equivalent(raw, AuxBlocks.Read(AuxBlocks.Write([raw])).Single(), strict: true);
    }

    [Fact]
    public void Blocks_have_the_shapes_of_the_specification()
    {
        // AUX_HEADER: Size with itself, Version, Type.
        Assert.Equal("0C00" + "01" + "0A" + "04000000" + "00840C24", Hex(new AuxClientControl(4, AuxBlocks.PerformanceDataExpiry)));
        Assert.Equal("0800" + "01" + "17" + "03000000", Hex(new AuxExOrgInfo(3)));
        Assert.Equal("0800" + "01" + "48" + "01000000", Hex(new AuxEndpointCapabilities(1)));
        Assert.Equal("0A00" + "01" + "4B" + "0600" + "61000000", Hex(new AuxServerSessionInfo("a")));
        Assert.Equal(4 + AuxOsVersionInfo.StructureSize, AuxBlocks.Write([new AuxOsVersionInfo(1, 2, 3, 4, 5)]).Length);
        Assert.Equal("1800" + "02" + "07" + "0900" + "0100" + "0200" + "0300" + "0400" + "0000" + "05000000" + "06000000", Hex(new AuxPerfMdbSuccess(7, 9, 1, 2, 3, 4, 5, 6)));
    }

    private static string Hex(AuxBlock block) => Convert.ToHexString(AuxBlocks.Write([block]));

    [Fact]
    public void Connect_answers_as_Exchange_does()
    {
        var buffer = AuxBlocks.ToBuffer(AuxBlocks.ForConnect(publicFolders: true));
        Assert.Equal(
            [new AuxExOrgInfo(3), new AuxClientControl(4, 604800000), new AuxEndpointCapabilities(1)],
            AuxBlocks.FromBuffer(buffer, EnvelopeLimits.Default, out _)!);
        Assert.Empty(AuxBlocks.ToBuffer([]));
    }

    [Fact]
    public void A_block_that_does_not_hold_what_its_type_says_is_kept_raw()
    {
        // An offset that points outside, and a structure cut short.
        var outside = Assert.IsType<RawAuxBlock>(AuxBlocks.Read(Convert.FromHexString("0600" + "01" + "4B" + "FF00")).Single());
        Assert.Equal([0xFF, 0], outside.Body);
        Assert.IsType<RawAuxBlock>(AuxBlocks.Read(Convert.FromHexString("0600" + "01" + "17" + "0300")).Single());
    }

    [Fact]
    public void Any_bytes_are_blocks()
    {
        Gen.Byte.Array[0, 200].Sample(bytes => AuxBlocks.Write(AuxBlocks.Read(bytes)).Length <= bytes.Length + 200);
        var whole = AuxBlocks.Write(All);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255]).Sample((at, value) =>
        {
            var changed = whole.ToArray();
            changed[at] ^= value;
            // What ended before the change is as it was, and so it is where the rest is missing.
            var before = All.Index().Count(b => AuxBlocks.Write(All.Take(b.Index + 1)).Length <= at);
            Assert.Equal(All.Take(before), AuxBlocks.Read(changed).Take(before));
            Assert.Equal(All.Take(before), AuxBlocks.Read(changed.AsSpan(0, at)));
        });
    }
}
