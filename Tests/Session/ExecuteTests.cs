using CsCheck;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class ExecuteTests(SessionHarness harness)
{
    private const int HeaderSize = 8;

    [Fact]
    public async Task Requests_are_answered_in_order_and_a_new_handle_serves_those_that_follow()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        var (responses, handles) = await session.ExecuteAsync([HandleTable.None, HandleTable.None],
            new LogonRequest { LogonId = 5, HandleIndex = 1, LogonFlags = LogonFlags.Private, Essdn = session.User.LegacyDN },
            new GetReceiveFolderRequest { LogonId = 5, HandleIndex = 1 },
            new LogonSimpleRequest(RopId.RopGetReceiveFolderTable) { LogonId = 5, HandleIndex = 1 });

        Assert.Equal([RopId.RopLogon, RopId.RopGetReceiveFolder, RopId.RopGetReceiveFolderTable], responses.Select(r => r.RopId));
        Assert.All(responses, r => Assert.Equal((MapiError.Success, (byte)1), (r.ReturnValue, r.HandleIndex)));
        Assert.Equal(HandleTable.None, handles[0]);
        Assert.NotEqual(HandleTable.None, handles[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000")]
    [InlineData("0100")]
    [InlineData("FFFF0100")]
    [InlineData("0500010000FFFFFF")]
    [InlineData("050000000000000000")]
    [InlineData("0600270000410000000000")]
    public async Task A_buffer_that_cannot_be_read_is_refused_whole(string hex)
    {
        var session = await harness.LogonAsync();
        var result = await session.SendAsync(Convert.FromHexString(hex));
        Assert.Equal(MapiError.RpcFormat, result.ErrorCode);
        Assert.Empty(result.Buffers);

        // The session is as it was.
        var (response, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(session.Logon, new GetReceiveFolderRequest());
        Assert.Equal(MapiError.Success, response.ReturnValue);
    }

    [Fact]
    public async Task What_comes_before_an_unknown_rop_is_not_carried_out()
    {
        var session = await harness.LogonAsync();
        var buffer = RopRequestBuffer.Write([new LogonSimpleRequest(RopId.RopRelease)], [session.Logon]);
        byte[] rops = [(byte)(buffer[0] + 1), 0, .. buffer[2..5], 0x28, .. buffer[5..]];
        Assert.Equal(MapiError.RpcFormat, (await session.SendAsync(rops)).ErrorCode);

        var (response, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(session.Logon, new GetReceiveFolderRequest());
        Assert.Equal(MapiError.Success, response.ReturnValue);
    }

    [Fact]
    public async Task An_index_past_the_table_and_a_handle_never_given_are_null_objects()
    {
        var session = await harness.LogonAsync();
        foreach (var (handles, index) in new[] { (new uint[] { session.Logon }, (byte)1), ([HandleTable.None], (byte)0), ([7u], (byte)0), ([999_999u], (byte)0), ([], (byte)255) })
        {
            var (responses, _) = await session.ExecuteAsync(handles, new GetReceiveFolderRequest { HandleIndex = index });
            var response = Assert.Single(responses);
            Assert.Equal((MapiError.NullObject, index), (response.ReturnValue, response.HandleIndex));
        }
    }

    [Fact]
    public async Task A_released_handle_is_an_invalid_object_and_takes_what_was_opened_through_it_along()
    {
        var session = await harness.LogonAsync();
        var (responses, _) = await session.ExecuteAsync([session.Logon], new LogonSimpleRequest(RopId.RopRelease), new GetReceiveFolderRequest());
        // RopRelease has no answer.
        Assert.Equal(MapiError.InvalidObject, Assert.Single(responses).ReturnValue);

        var (response, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(session.Logon, new GetReceiveFolderRequest());
        Assert.Equal(MapiError.InvalidObject, response.ReturnValue);
    }

    [Fact]
    public async Task A_handle_of_another_logon_is_denied_and_not_released()
    {
        var session = await harness.LogonAsync();
        var first = session.Logon;
        await session.LogonAsync(logonId: 1);
        var (response, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(first, new GetReceiveFolderRequest { LogonId = 1 });
        Assert.Equal(MapiError.AccessDenied, response.ReturnValue);
        (response, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(first, new GetReceiveFolderRequest { LogonId = 200 });
        Assert.Equal(MapiError.AccessDenied, response.ReturnValue);

        var (responses, _) = await session.ExecuteAsync([first], new LogonSimpleRequest(RopId.RopRelease) { LogonId = 1 }, new GetReceiveFolderRequest());
        Assert.Equal(MapiError.Success, Assert.Single(responses).ReturnValue);
    }

    [Fact]
    public async Task A_failed_open_leaves_no_handle_at_its_output_index()
    {
        var session = await harness.LogonAsync();
        var (responses, handles) = await session.ExecuteAsync([session.Logon, session.Logon],
            new LogonRequest { LogonId = 1, HandleIndex = 1, LogonFlags = LogonFlags.Private, Essdn = "/o=nobody" },
            new GetReceiveFolderRequest { LogonId = 1, HandleIndex = 1 });
        Assert.Equal([MapiError.UnknownUser, MapiError.NullObject], responses.Select(r => r.ReturnValue));
        Assert.Equal([session.Logon, HandleTable.None], handles);
    }

    [Fact]
    public void Every_rop_that_has_a_request_is_done()
    {
        // RopProgress is the session's own: it is about another ROP.
        var missing = RopRegistry.All.Where(row => row.ReadRequest is not null && RopHandlers.Find(row.Id) is null).Select(row => row.Id);
        Assert.Equal([RopId.RopProgress], missing);
    }

    [Fact]
    public async Task A_response_that_does_not_fit_beside_others_comes_back_as_its_request()
    {
        var session = await harness.LogonAsync();
        await FillReceiveFoldersAsync(session, 110);
        RopRequest table = new LogonSimpleRequest(RopId.RopGetReceiveFolderTable);
        var release = new LogonSimpleRequest(RopId.RopRelease);
        var result = await session.SendAsync(RopRequestBuffer.Write([table, table, release], [session.Logon]));

        var buffer = Assert.Single(result.Buffers);
        Assert.True(buffer.Length <= RopResponseBuffer.MaxSize);
        var (responses, _) = RopResponseBuffer.TryParse(buffer, [table, table], out _)!.Value;
        Assert.Equal(111, Assert.IsType<GetReceiveFolderTableResponse>(responses[0]).Rows.Length);
        var tooSmall = Assert.IsType<BufferTooSmallResponse>(responses[1]);
        Assert.Equal(2, responses.Count);
        Assert.Equal([0x68, 0, 0, 0x01, 0, 0], tooSmall.RequestBuffers.ToArray());
        Assert.InRange(tooSmall.SizeNeeded, buffer.Length / 2, RopResponseBuffer.MaxSize + HeaderSize);

        // Not carried out: the logon is still there. Sent again, the rest is.
        var again = new byte[] { 8, 0 }.Concat(tooSmall.RequestBuffers.ToArray()).Concat(BitConverter.GetBytes(session.Logon)).ToArray();
        var (rest, _) = RopResponseBuffer.TryParse((await session.SendAsync(again, tooSmall.SizeNeeded)).Buffers[0], [table], out _)!.Value;
        Assert.Equal(111, Assert.IsType<GetReceiveFolderTableResponse>(Assert.Single(rest)).Rows.Length);
    }

    [Fact]
    public async Task A_response_that_fits_into_no_buffer_fails_its_rop_alone()
    {
        var session = await harness.LogonAsync();
        await FillReceiveFoldersAsync(session, 240);
        RopRequest table = new LogonSimpleRequest(RopId.RopGetReceiveFolderTable);
        var (responses, _) = await session.ExecuteAsync([session.Logon], table, new GetReceiveFolderRequest());
        Assert.Equal([MapiError.BufferTooSmall, MapiError.Success], responses.Select(r => r.ReturnValue));
    }

    [Theory]
    [InlineData(0, MapiError.NetworkError)]
    [InlineData(7, MapiError.NetworkError)]
    [InlineData(8, MapiError.BufferTooSmall)]
    [InlineData(16, MapiError.BufferTooSmall)]
    public async Task Room_for_nothing_is_an_error_of_the_call(int maxRopOut, MapiError expected)
    {
        var session = await harness.LogonAsync();
        var result = await session.SendAsync(RopRequestBuffer.Write([new GetReceiveFolderRequest()], [session.Logon]), maxRopOut);
        Assert.Equal((expected, 0), (result.ErrorCode, result.Buffers.Length));
    }

    [Fact]
    public async Task A_small_room_says_how_much_is_needed()
    {
        var session = await harness.LogonAsync();
        var result = await session.SendAsync(RopRequestBuffer.Write([new GetReceiveFolderRequest()], [session.Logon]), 40);
        var (responses, _) = RopResponseBuffer.TryParse(Assert.Single(result.Buffers), [], out _)!.Value;
        var tooSmall = Assert.IsType<BufferTooSmallResponse>(Assert.Single(responses));
        Assert.True(tooSmall.SizeNeeded > 40);
        Assert.Equal([0x27, 0, 0, 0], tooSmall.RequestBuffers.ToArray());
    }

    [Fact]
    public async Task Reads_take_no_more_than_the_room_that_is_left()
    {
        var session = await harness.LogonAsync();
        var folder = new LongTermId(Guid.NewGuid(), 77);
        var marks = await UploadMarksAsync(session, folder, 12_000);
        Assert.True(marks.Length > 40_000);

        var read = new ReadPerUserInformationRequest { FolderId = folder, MaxDataSize = 30_000 };
        var (responses, _) = await session.ExecuteAsync([session.Logon], read, read, new GetReceiveFolderRequest());
        Assert.Equal(30_000, Assert.IsType<ReadPerUserInformationResponse>(responses[0]).Data.Length);
        Assert.InRange(Assert.IsType<ReadPerUserInformationResponse>(responses[1]).Data.Length, 1, 2_800);
        Assert.Equal(MapiError.Success, responses[2].ReturnValue);
    }

    [Fact]
    public async Task No_bytes_break_a_session()
    {
        var session = await harness.LogonAsync();
        var known = RopRegistry.All.Where(r => r.ReadRequest is not null && r.Id != RopId.RopRelease).Select(r => (byte)r.Id).ToArray();
        var garbage = Gen.Byte.Array[0, 200];
        var shaped = Gen.Select(Gen.Int[0, known.Length - 1].Select(i => known[i]), Gen.Byte[0, 3], Gen.Byte[0, 3], Gen.Byte.Array[0, 40], Gen.UInt.Array[0, 4]).Array[0, 5].Select(rops =>
        {
            var body = rops.SelectMany(r => new byte[] { r.Item1, r.Item2, r.Item3 }.Concat(r.Item4)).ToArray();
            var handles = rops.Length > 0 ? rops[0].Item5 : [];
            return (byte[])[.. BitConverter.GetBytes((ushort)(body.Length + 2)), .. body, .. handles.SelectMany(h => BitConverter.GetBytes(h % 4))];
        });
        await Gen.OneOf(garbage, shaped).SampleAsync(async bytes =>
        {
            var result = await session.SendAsync(bytes);
            Assert.All(result.Buffers, b => Assert.True(b.Length <= RopResponseBuffer.MaxSize));
        }, iter: 500, threads: 1);

        await session.LogonAsync();
        Assert.Equal(MapiError.Success, session.LogonResponse.ReturnValue);
    }

    private static async Task FillReceiveFoldersAsync(TestSession session, int classes)
    {
        // With the rows that a mailbox is born with, one more than these.
        var mailbox = session.Harness.Mailbox(session.User);
        var have = (await mailbox.GetReceiveFoldersAsync()).Count;
        for (var i = have; i <= classes; i++)
            Assert.Equal(MapiError.Success, await mailbox.SetReceiveFolderAsync(new() { AccountId = session.User.ObjectId, HasAllRights = true }, $"IPM.{i:D4}.{new string('A', 140)}", ObjectIds.FromWire(session.FolderId(4))));
    }

    /// <summary>Uploads read marks of so many separate change numbers; gives their bytes.</summary>
    private static async Task<byte[]> UploadMarksAsync(TestSession session, LongTermId folder, int count)
    {
        var set = new IdSet();
        for (var i = 0; i < count; i++) set.Add(folder.ReplGuid, 1 + (long)i * 70_001);
        var marks = set.ToArray();
        for (var offset = 0; offset < marks.Length; offset += 20_000)
        {
            var part = marks[offset..Math.Min(marks.Length, offset + 20_000)];
            var (response, _) = await session.ExecuteAsync<RopStatusResponse>(session.Logon, new WritePerUserInformationRequest
            {
                FolderId = folder,
                DataOffset = (uint)offset,
                Data = part,
                HasFinished = offset + part.Length == marks.Length,
                ReplGuid = offset == 0 ? folder.ReplGuid : null,
            });
            Assert.Equal(MapiError.Success, response.ReturnValue);
        }
        return marks;
    }
}
