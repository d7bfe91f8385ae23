using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class SessionGrainTests(SessionHarness harness)
{
    private static readonly byte[] Nothing = RopRequestBuffer.Write([], []);

    [Fact]
    public async Task A_repetition_is_answered_as_before_and_runs_nothing()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        var rops = RopRequestBuffer.Write([new LogonRequest { LogonFlags = LogonFlags.Private, Essdn = session.User.LegacyDN }], [HandleTable.None]);
        var first = await ExecuteAsync(session, 1, "{a}:1", rops);
        var again = await ExecuteAsync(session, 1, "{a}:1", rops);
        Assert.Equal((SessionOutcome.Success, 2L), (first.Outcome, first.NextSequence));
        Assert.Equal(first.Buffers[0], again.Buffers[0]);
        // Had it run, the next handle would be another one.
        var next = await ExecuteAsync(session, 2, "{a}:2", rops);
        Assert.Equal(BitConverter.ToUInt32(first.Buffers[0].AsSpan()[^4..]) + 1, BitConverter.ToUInt32(next.Buffers[0].AsSpan()[^4..]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task Any_other_sequence_is_refused(long sequence)
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        Assert.Equal(SessionOutcome.Success, (await ExecuteAsync(session, 1, "{a}:1", Nothing)).Outcome);
        var refused = await ExecuteAsync(session, sequence, "{a}:another", Nothing);
        Assert.Equal((SessionOutcome.InvalidSequence, 2L), (refused.Outcome, refused.NextSequence));
        Assert.Equal(SessionOutcome.Success, (await ExecuteAsync(session, 2, "{a}:2", Nothing)).Outcome);
    }

    [Fact]
    public async Task An_unreadable_buffer_takes_its_place_in_the_sequence()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        var answer = await ExecuteAsync(session, 1, "{a}:1", [1]);
        Assert.Equal((SessionOutcome.Success, MapiError.RpcFormat, 2L), (answer.Outcome, answer.ErrorCode, answer.NextSequence));
    }

    [Fact]
    public async Task A_session_serves_nobody_but_its_account()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        var stranger = Guid.NewGuid();
        Assert.Equal(SessionOutcome.NoPrivilege, (await session.Grain.ExecuteAsync(new() { AccountId = stranger, Sequence = 1, RequestId = "", Rops = Nothing })).Outcome);
        Assert.Equal(SessionOutcome.NoPrivilege, (await session.Grain.WaitEventsAsync(stranger, TimeSpan.Zero, default)).Outcome);
        Assert.Equal(SessionOutcome.NoPrivilege, await session.Grain.TouchAsync(stranger));
        Assert.Equal(SessionOutcome.NoPrivilege, await session.Grain.CloseAsync(stranger));
        Assert.Equal(SessionOutcome.Success, await session.Grain.TouchAsync(session.User.ObjectId));
    }

    [Fact]
    public async Task A_session_that_was_never_opened_is_not_there()
    {
        var grain = harness.Grains.GetGrain<ISessionGrain>(Guid.NewGuid());
        Assert.Equal(SessionOutcome.ContextNotFound, await grain.TouchAsync(Guid.Empty));
        Assert.Equal(SessionOutcome.ContextNotFound, (await grain.ExecuteAsync(new() { AccountId = Guid.Empty, Sequence = 1, RequestId = "", Rops = Nothing })).Outcome);
    }

    [Fact]
    public async Task A_closed_session_is_gone_and_its_mailbox_knows()
    {
        var user = await harness.CreateUserAsync();
        var sessions = new List<TestSession>();
        for (var i = 0; i < 32; i++) sessions.Add(await harness.OpenAsync(user));
        var full = await harness.Mailbox(user).OpenSessionAsync(new() { SessionId = Guid.NewGuid(), AccountId = user.ObjectId, Domain = user.Domain, UserDn = user.LegacyDN });
        Assert.Equal(SessionOutcome.TooManySessions, full.Outcome);

        Assert.Equal(SessionOutcome.Success, await sessions[0].Grain.CloseAsync(user.ObjectId));
        Assert.Equal(SessionOutcome.ContextNotFound, await sessions[0].Grain.TouchAsync(user.ObjectId));
        await harness.OpenAsync(user);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends()
    {
        var used = await harness.LogonAsync();
        var idle = await harness.LogonAsync();
        var limit = harness.Services.GetRequiredService<SessionLimits>().IdleTimeout;
        for (var passed = TimeSpan.Zero; passed <= limit; passed += limit / 4)
        {
            harness.Time.Advance(limit / 4);
            Assert.Equal(SessionOutcome.Success, await used.Grain.TouchAsync(used.User.ObjectId));
        }
        Assert.Equal(SessionOutcome.ContextNotFound, await idle.Grain.TouchAsync(idle.User.ObjectId));
    }

    [Fact]
    public async Task A_session_ends_when_it_was_said_to_end()
    {
        var session = await harness.LogonAsync();
        var limits = harness.Services.GetRequiredService<SessionLimits>();
        // Away from when its timer looks.
        harness.Time.Advance(limits.KeepAnswer / 2);
        Assert.Equal(SessionOutcome.Success, await session.Grain.TouchAsync(session.User.ObjectId));
        harness.Time.Advance(limits.IdleTimeout - TimeSpan.FromSeconds(1));
        Assert.Equal(SessionOutcome.Success, await session.Grain.TouchAsync(session.User.ObjectId));
        harness.Time.Advance(limits.IdleTimeout);
        Assert.Equal(SessionOutcome.ContextNotFound, await session.Grain.TouchAsync(session.User.ObjectId));
        Assert.Equal(SessionOutcome.ContextNotFound, (await ExecuteAsync(session, 1, "{a}:1", Nothing)).Outcome);
    }

    [Fact]
    public async Task A_kept_answer_is_forgotten_after_a_while()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        await ExecuteAsync(session, 1, "{a}:1", Nothing);
        harness.Time.Advance(harness.Services.GetRequiredService<SessionLimits>().KeepAnswer * 2);
        Assert.Equal(SessionOutcome.InvalidSequence, (await ExecuteAsync(session, 1, "{a}:1", Nothing)).Outcome);
    }

    [Fact]
    public async Task A_wait_ends_without_event_when_its_time_is_over()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        Assert.Equal(new WaitEventsResult(SessionOutcome.Success, false), await session.Grain.WaitEventsAsync(session.User.ObjectId, TimeSpan.Zero, default));

        var waiting = session.Grain.WaitEventsAsync(session.User.ObjectId, TimeSpan.FromHours(1), default);
        await harness.Time.TimerAsync(TimeSpan.FromSeconds(10));
        Assert.False(waiting.IsCompleted);
        // However long it was asked for.
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new WaitEventsResult(SessionOutcome.Success, false), await waiting);
    }

    [Fact]
    public async Task A_request_runs_beside_a_wait_and_closing_ends_it()
    {
        var session = await harness.LogonAsync();
        var waiting = session.Grain.WaitEventsAsync(session.User.ObjectId, TimeSpan.FromSeconds(7), default);
        await harness.Time.TimerAsync(TimeSpan.FromSeconds(7));
        var (response, _) = await session.ExecuteAsync<GetReceiveFolderResponse>(session.Logon, new GetReceiveFolderRequest());
        Assert.Equal(MapiError.Success, response.ReturnValue);
        Assert.False(waiting.IsCompleted);

        Assert.Equal(SessionOutcome.Success, await session.Grain.CloseAsync(session.User.ObjectId));
        Assert.Equal(SessionOutcome.ContextNotFound, (await waiting).Outcome);
    }

    [Fact]
    public async Task A_wait_that_is_given_up_ends()
    {
        var session = await harness.OpenAsync(await harness.CreateUserAsync());
        using var given = new CancellationTokenSource();
        var waiting = session.Grain.WaitEventsAsync(session.User.ObjectId, TimeSpan.FromSeconds(7), given.Token);
        await harness.Time.TimerAsync(TimeSpan.FromSeconds(7));
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(SessionOutcome.Success, await session.Grain.TouchAsync(session.User.ObjectId));
    }

    [Fact]
    public async Task A_node_that_goes_down_does_not_wait_for_those_who_wait()
    {
        var own = new SessionHarness();
        await own.InitializeAsync();
        try
        {
            var session = await own.OpenAsync(await own.CreateUserAsync());
            var waiting = session.Grain.WaitEventsAsync(session.User.ObjectId, TimeSpan.FromSeconds(7), default);
            await own.Time.TimerAsync(TimeSpan.FromSeconds(7));
            // The clock stands still: only the stopping itself can end the wait.
            own.Stopping();
            Assert.Equal(SessionOutcome.ShuttingDown, (await waiting).Outcome);
            Assert.Equal(SessionOutcome.ShuttingDown, await session.Grain.TouchAsync(session.User.ObjectId));
            Assert.Equal(SessionOutcome.ShuttingDown, (await ExecuteAsync(session, 1, "{a}:1", Nothing)).Outcome);
            Assert.Equal(SessionOutcome.Success, await session.Grain.CloseAsync(session.User.ObjectId));
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    private static Task<ExecuteResult> ExecuteAsync(TestSession session, long sequence, string requestId, byte[] rops) =>
        session.Grain.ExecuteAsync(new() { AccountId = session.User.ObjectId, Sequence = sequence, RequestId = requestId, Rops = rops, MaxRopOut = 0x10008 });
}
