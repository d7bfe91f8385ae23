using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Rops.RopCodec;

namespace MapiOrleans.Tests.Rops;

public sealed class TransportRopTests
{
    // [MS-OXCROPS] 2.2.7, field by field.
    [Fact]
    public void Requests_have_their_fields_where_the_specification_puts_them()
    {
        Assert.Equal(Hex("32 00 01 02"), Write(new SubmitMessageRequest { HandleIndex = 1, SubmitFlags = SubmitFlags.NeedsSpooler }));
        Assert.Equal(Hex("34 00 00 0100000000000005 0100000000001234"),
            Write(new AbortSubmitRequest { FolderId = 0x0500000000000001, MessageId = 0x3412000000000001 }));
        Assert.Equal(Hex("49 00 00"), Write(new LogonSimpleRequest(RopId.RopGetAddressTypes)));
        Assert.Equal(Hex("47 00 00"), Write(new LogonSimpleRequest(RopId.RopSetSpooler)));
        Assert.Equal(Hex("48 00 00 0100000000001234 02"), Write(new SpoolerLockMessageRequest { MessageId = 0x3412000000000001, LockState = SpoolerLockState.Finished }));
        Assert.Equal(Hex("4A 00 03"), Write(new LogonSimpleRequest(RopId.RopTransportSend) { HandleIndex = 3 }));
        Assert.Equal(Hex("51 00 00 0100000000001234 0100000000000005 49504D2E4E6F746500 08000000"),
            Write(new TransportNewMailRequest { FolderId = 0x0500000000000001, MessageId = 0x3412000000000001, MessageClass = "IPM.Note", MessageFlags = 8 }));
        Assert.Equal(Hex("6D 00 00"), Write(new LogonSimpleRequest(RopId.RopGetTransportFolder)));
        Assert.Equal(Hex("6F 00 00 534D545000 01"), Write(new OptionsDataRequest { AddressType = "SMTP", WantWin32 = true }));
    }

    [Fact]
    public void Responses_have_their_fields_where_the_specification_puts_them()
    {
        Assert.Equal(Hex("49 00 00000000 0200 0800 455800 534D545000"), Write(new GetAddressTypesResponse { AddressTypes = ["EX", "SMTP"] }));
        Assert.Equal(Hex("4A 00 00000000 01"), Write(new TransportSendResponse()));
        Assert.Equal(Hex("4A 00 00000000 00 0100 1F001A0C 41000000"), Write(new TransportSendResponse { PropertyValues = [new(PidTag.SenderName, PropertyValue.String("A"))] }));
        Assert.Equal(Hex("6D 00 00000000 0100000000000005"), Write(new GetTransportFolderResponse { FolderId = 0x0500000000000001 }));
        Assert.Equal(Hex("6F 00 00000000 01 0000 0000"), Write(new OptionsDataResponse()));
        Assert.Equal(Hex("6F 00 00000000 01 0100 AA 0200 BBCC 782E686C7000"), Write(new OptionsDataResponse { OptionsInfo = [0xAA], HelpFile = [0xBB, 0xCC], HelpFileName = "x.hlp"u8.ToArray() }));
        Assert.Equal(Hex("49 00 02010480"), Write(new GetAddressTypesResponse { ReturnValue = MapiError.NotSupported }));
    }

    [Theory]
    [InlineData("49 00 00000000 0300 0800 455800 534D545000")]
    [InlineData("49 00 00000000 0100 0800 455800 534D545000")]
    [InlineData("49 00 00000000 FFFF 0300 455800")]
    [InlineData("49 00 00000000 0100 0200 4558")]
    public void Address_types_that_do_not_fit_their_size_are_no_response(string bytes)
    {
        RopResponseBuffer.TryParse(RopResponseBuffer.Build(Hex(bytes), []), [], out var error);
        Assert.NotNull(error);
    }

    [Fact]
    public void What_is_written_is_read_and_damage_is_an_error_or_a_value()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Byte, Gen.UInt, Gen.Char['A', 'z'].Array[0, 20].Select(c => new string(c))).Sample((first, second, small, flags, text) =>
        {
            Check(new SubmitMessageRequest { SubmitFlags = (SubmitFlags)small });
            Check(new AbortSubmitRequest { FolderId = first, MessageId = second });
            Check(new SpoolerLockMessageRequest { MessageId = first, LockState = (SpoolerLockState)small });
            Check(new TransportNewMailRequest { FolderId = first, MessageId = second, MessageClass = text, MessageFlags = flags });
            Check(new OptionsDataRequest { AddressType = text, WantWin32 = flags % 2 == 0 });
            Check(new GetTransportFolderResponse { FolderId = first });
            Check(new GetAddressTypesResponse { AddressTypes = [text, "SMTP"] });
        }, iter: 20);
        Gen.Select(Gen.Byte.Array[0, 20], Gen.Byte[1, 255].Array[1, 20], RopGen.Tagged.Array[0, 4]).Sample((bytes, name, values) =>
        {
            Check(new OptionsDataResponse { OptionsInfo = bytes, HelpFile = name, HelpFileName = name });
            Check(new TransportSendResponse { PropertyValues = values });
        }, iter: 20);
        foreach (var id in (RopId[])[RopId.RopGetAddressTypes, RopId.RopSetSpooler, RopId.RopTransportSend, RopId.RopGetTransportFolder]) Check(new LogonSimpleRequest(id));
        foreach (var id in (RopId[])[RopId.RopSubmitMessage, RopId.RopAbortSubmit, RopId.RopSetSpooler, RopId.RopSpoolerLockMessage, RopId.RopTransportNewMail]) Check(new RopStatusResponse(id));
    }
}
