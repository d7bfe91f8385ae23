using System.Text;
using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Wire;
using Xunit;

namespace MapiOrleans.Tests.Http;

public class BodyTests
{
    private static readonly Gen<string> Ascii = Gen.Char[' ', '~'].Array[0, 40].Select(c => new string(c));
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 60];

    [Fact]
    public void Connect_goes_both_ways()
    {
        Gen.Select(Ascii, Gen.UInt, Gen.UInt, Gen.UInt, Bytes).Sample((dn, flags, cp, lcid, aux) =>
        {
            var body = new ConnectRequestBody { UserDn = dn, Flags = flags, DefaultCodePage = cp, LcidSort = lcid, LcidString = ~lcid, AuxiliaryBuffer = aux }.ToArray();
            var read = ConnectRequestBody.TryParse(body, out _)!;
            Assert.Equal((dn, flags, cp, lcid, ~lcid), (read.UserDn, read.Flags, read.DefaultCodePage, read.LcidSort, read.LcidString));
            Assert.Equal(aux, read.AuxiliaryBuffer.ToArray());
            Broken(body, b => ConnectRequestBody.TryParse(b, out var error) is null ? error : null);
        });
        Gen.Select(Ascii, Gen.UInt, Bytes).Sample((text, n, aux) =>
        {
            var body = new ConnectResponseBody
            {
                ErrorCode = MapiError.LoginPermission,
                PollsMax = n,
                RetryCount = 6,
                RetryDelay = 10000,
                DnPrefix = text,
                DisplayName = text + "é",
                AuxiliaryBuffer = aux,
            }.ToArray();
            var read = ConnectResponseBody.TryParse(body, out _)!;
            Assert.Equal((MapiError.LoginPermission, n, 6u, 10000u, text, text + "é"), (read.ErrorCode, read.PollsMax, read.RetryCount, read.RetryDelay, read.DnPrefix, read.DisplayName));
            Assert.Equal(aux, read.AuxiliaryBuffer.ToArray());
            Broken(body, b => ConnectResponseBody.TryParse(b, out var error) is null ? error : null);
        });
    }

    [Fact]
    public void Connect_has_the_fields_of_the_specification()
    {
        Assert.Equal("2F6F3D6100" + "01000000" + "E4040000" + "09040000" + "07040000" + "00000000",
            Convert.ToHexString(new ConnectRequestBody { UserDn = "/o=a", Flags = 1, LcidString = 1031 }.ToArray()));
        Assert.Equal("00000000" + "00000000" + "60EA0000" + "06000000" + "10270000" + "2F00" + "55000000" + "01000000" + "AA",
            Convert.ToHexString(new ConnectResponseBody { PollsMax = 60000, RetryCount = 6, RetryDelay = 10000, DnPrefix = "/", DisplayName = "U", AuxiliaryBuffer = new byte[] { 0xAA } }.ToArray()));
        Assert.Equal("05000000" + "00000000", Convert.ToHexString(new ConnectResponseBody { StatusCode = 5 }.ToArray()));
    }

    [Fact]
    public void Execute_goes_both_ways()
    {
        Gen.Select(Bytes, Bytes, Gen.UInt).Sample((rops, aux, max) =>
        {
            var body = new ExecuteRequestBody { Flags = ExecuteFlags.Chain | ExecuteFlags.NoXorMagic, RopBuffer = rops, MaxRopOut = max, AuxiliaryBuffer = aux }.ToArray();
            var read = ExecuteRequestBody.TryParse(body, out _)!;
            Assert.Equal((ExecuteFlags.Chain | ExecuteFlags.NoXorMagic, max), (read.Flags, read.MaxRopOut));
            Assert.Equal(rops, read.RopBuffer.ToArray());
            Assert.Equal(aux, read.AuxiliaryBuffer.ToArray());
            Broken(body, b => ExecuteRequestBody.TryParse(b, out var error) is null ? error : null);

            body = new ExecuteResponseBody { ErrorCode = MapiError.RpcFormat, RopBuffer = rops, AuxiliaryBuffer = aux }.ToArray();
            var answer = ExecuteResponseBody.TryParse(body, out _)!;
            Assert.Equal(MapiError.RpcFormat, answer.ErrorCode);
            Assert.Equal(rops, answer.RopBuffer.ToArray());
            Assert.Equal(aux, answer.AuxiliaryBuffer.ToArray());
            Broken(body, b => ExecuteResponseBody.TryParse(b, out var error) is null ? error : null);
        });
        Assert.Equal(7u, ExecuteResponseBody.TryParse(new ExecuteResponseBody { StatusCode = 7, RopBuffer = new byte[3] }.ToArray(), out _)!.StatusCode);
    }

    [Theory]
    [InlineData(7, 0x8008, 0, MapiError.NetworkError)]
    [InlineData(8, 7, 0, MapiError.NetworkError)]
    [InlineData(0x40001, 0x8008, 0, MapiError.RpcFormat)]
    [InlineData(8, 0x40001, 0, MapiError.RpcFormat)]
    [InlineData(8, 8, 0x1009, MapiError.RpcFormat)]
    [InlineData(8, 8, 0x1008, null)]
    [InlineData(0x40000, 0x40000, 0, null)]
    public void Execute_sizes_are_checked(int rops, uint max, int aux, MapiError? expected) =>
        Assert.Equal(expected, new ExecuteRequestBody { RopBuffer = new byte[rops], MaxRopOut = max, AuxiliaryBuffer = new byte[aux] }.CheckSizes(EnvelopeLimits.Default));

    [Fact]
    public void Disconnect_and_NotificationWait_go_both_ways() => Bytes.Sample(aux =>
    {
        var request = new DisconnectRequestBody { AuxiliaryBuffer = aux }.ToArray();
        Assert.Equal(aux, DisconnectRequestBody.TryParse(request, out _)!.AuxiliaryBuffer.ToArray());
        Assert.True(DisconnectRequestBody.TryParse(default, out _)!.AuxiliaryBuffer.IsEmpty);
        var response = new DisconnectResponseBody { ErrorCode = MapiError.NotFound, AuxiliaryBuffer = aux }.ToArray();
        Assert.Equal(MapiError.NotFound, DisconnectResponseBody.TryParse(response, out _)!.ErrorCode);
        Broken(response, b => DisconnectResponseBody.TryParse(b, out var error) is null ? error : null);

        request = new NotificationWaitRequestBody { AuxiliaryBuffer = aux }.ToArray();
        Assert.Equal(aux, NotificationWaitRequestBody.TryParse(request, out _)!.AuxiliaryBuffer.ToArray());
        Broken(request, b => NotificationWaitRequestBody.TryParse(b, out var error) is null ? error : null);
        response = new NotificationWaitResponseBody { EventPending = true, AuxiliaryBuffer = aux }.ToArray();
        Assert.True(NotificationWaitResponseBody.TryParse(response, out _)!.EventPending);
        Broken(response, b => NotificationWaitResponseBody.TryParse(b, out var error) is null ? error : null);
    });

    // Every prefix and one byte too many are errors; a changed byte is a value or an error.
    private static void Broken(byte[] body, Func<ReadOnlyMemory<byte>, ParseError?> parse)
    {
        for (var length = 0; length < body.Length; length++) Assert.NotNull(parse(body.AsMemory(0, length)));
        Assert.NotNull(parse((byte[])[.. body, 0]));
        for (var i = 0; i < body.Length; i++)
        {
            var changed = body.ToArray();
            changed[i] ^= 0xFF;
            parse(changed);
        }
    }

    [Theory]
    [InlineData("Execute", MapiHttpRequestType.Execute, true, false)]
    [InlineData("execute", MapiHttpRequestType.Execute, true, false)]
    [InlineData("PING", MapiHttpRequestType.PING, true, true)]
    [InlineData("DNToMId", MapiHttpRequestType.DNToMId, false, true)]
    [InlineData("GetAddressBookUrl", MapiHttpRequestType.GetAddressBookUrl, false, true)]
    public void Request_types_have_names_and_endpoints(string name, MapiHttpRequestType type, bool mailbox, bool addressBook)
    {
        Assert.True(RequestTypes.TryParse(name, out var found));
        Assert.Equal((type, mailbox, addressBook), (found, RequestTypes.IsMailbox(found), RequestTypes.IsAddressBook(found)));
        Assert.Equal(name, RequestTypes.NameOf(found), ignoreCase: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("Connect,Execute")]
    public void Other_request_types_are_none(string? name) => Assert.False(RequestTypes.TryParse(name, out _));

    [Fact]
    public void A_response_is_parsed_however_it_is_cut() => Gen.Select(Gen.Int[0, 5], Bytes, Gen.Int[1, 30]).Sample((pending, body, piece) =>
    {
        using var writer = new MapiWriter();
        writer.WriteBytes(MetaTags.Processing);
        for (var i = 0; i < pending; i++) writer.WriteBytes(MetaTags.Pending);
        MetaTags.WriteDone(writer, TimeSpan.FromMilliseconds(12), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), MapiHttpResponseCode.InvalidSequence);
        writer.WriteBytes(body);
        using var parser = new MetaTagParser(maxBody: 100);
        foreach (var chunk in writer.ToArray().Chunk(piece)) Assert.Null(parser.Append(chunk));
        Assert.Equal((true, pending, true, true), (parser.Processing, parser.PendingCount, parser.Done, parser.InBody));
        Assert.Equal("15", parser.Headers[MapiHttpHeaders.ResponseCode]);
        Assert.Equal("12", parser.Headers[MapiHttpHeaders.ElapsedTime]);
        Assert.Equal("Fri, 02 Jan 2026 03:04:05 GMT", parser.Headers[MapiHttpHeaders.StartTime]);
        Assert.Equal(body, parser.Body.ToArray());
    });

    [Fact]
    public void A_response_that_is_none_is_refused_and_stays_bounded()
    {
        using var noTag = new MetaTagParser(10);
        Assert.NotNull(noTag.Append("<html>\r\n"u8));
        using var longLine = new MetaTagParser(10);
        Assert.NotNull(longLine.Append(new byte[MetaTagParser.MaxLine + 1]));
        using var longBody = new MetaTagParser(10);
        Assert.NotNull(longBody.Append(Encoding.ASCII.GetBytes("DONE\r\n\r\n" + new string('x', 11))));
        using var noName = new MetaTagParser(10);
        Assert.NotNull(noName.Append("DONE\r\nnonsense\r\n"u8));
        using var many = new MetaTagParser(10);
        Assert.NotNull(many.Append(Encoding.ASCII.GetBytes("DONE\r\n" + string.Concat(Enumerable.Range(0, 65).Select(i => $"H{i}: 1\r\n")))));
    }
}
