using System.Reflection;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>ROPs that go on after they were answered ([MS-OXCPRPT] 3.1.5, 3.2.5.20): progress, the answer at the end, giving up.</summary>
[Collection(SessionCollection.Name)]
public sealed class LongOperationTests(SessionHarness harness)
{
    private const int Step = 2;

    [Fact]
    public async Task A_client_is_told_how_far_its_operation_is_and_gets_the_answer_at_the_end()
    {
        var world = await NewAsync(5, nameof(IMailboxGrain.DeleteMessagesAsync));
        var progress = Assert.IsType<ProgressResponse>(await world.InTimeAsync(world.Delete()));
        Assert.Equal((MapiError.Success, 0, 0u, 5u), (progress.ReturnValue, progress.HandleIndex, progress.CompletedTaskCount, progress.TotalTaskCount));

        await world.LetAsync(1);
        progress = Assert.IsType<ProgressResponse>(await world.InTimeAsync(new ProgressRequest()));
        Assert.Equal((2u, 5u), (progress.CompletedTaskCount, progress.TotalTaskCount));
        // It is a session like any other meanwhile; only what is done with this logon would end it.
        Assert.Equal(3, await world.CountAsync());

        var asked = world.SendAsync(new ProgressRequest());
        world.Mailbox.Open();
        var answer = Assert.IsType<PartialCompletionResponse>(await asked);
        Assert.Equal((RopId.RopDeleteMessages, MapiError.Success, false), (answer.RopId, answer.ReturnValue, answer.PartialCompletion));
        Assert.Equal(0, await world.CountAsync());
        // It can be asked for until the client goes on.
        Assert.Equal(RopId.RopDeleteMessages, (await world.SendAsync(new ProgressRequest())).RopId);
        Assert.Equal(MapiError.Success, (await world.SendAsync(new GetReceiveFolderRequest(), world.Logon)).ReturnValue);
        var none = await world.SendAsync(new ProgressRequest());
        Assert.Equal((RopId.RopProgress, MapiError.NotFound), (none.RopId, none.ReturnValue));
    }

    [Fact]
    public async Task An_operation_that_is_given_up_ends_after_its_step_and_is_partial()
    {
        var world = await NewAsync(5, nameof(IMailboxGrain.DeleteMessagesAsync));
        Assert.IsType<ProgressResponse>(await world.InTimeAsync(world.Delete()));
        var cancelled = world.SendAsync(new ProgressRequest { WantCancel = true });
        world.Mailbox.Open();
        var answer = Assert.IsType<PartialCompletionResponse>(await cancelled);
        Assert.Equal((RopId.RopDeleteMessages, MapiError.Success, true), (answer.RopId, answer.ReturnValue, answer.PartialCompletion));
        Assert.Equal(3, await world.CountAsync());
    }

    [Fact]
    public async Task Another_rop_on_the_logon_ends_the_operation_and_is_answered()
    {
        var world = await NewAsync(5, nameof(IMailboxGrain.DeleteMessagesAsync));
        Assert.IsType<ProgressResponse>(await world.InTimeAsync(world.Delete()));
        var other = world.SendAsync(new GetReceiveFolderRequest(), world.Logon);
        world.Mailbox.Open();
        Assert.Equal((RopId.RopGetReceiveFolder, MapiError.Success), ((await other).RopId, (await other).ReturnValue));
        Assert.Equal(3, await world.CountAsync());
        Assert.Equal(MapiError.NotFound, (await world.SendAsync(new ProgressRequest())).ReturnValue);
    }

    [Fact]
    public async Task A_session_that_ends_ends_its_operation()
    {
        var world = await NewAsync(5, nameof(IMailboxGrain.DeleteMessagesAsync));
        Assert.IsType<ProgressResponse>(await world.InTimeAsync(world.Delete()));
        world.Session.End();
        await world.LetAsync(1);
        Assert.Equal(3, await world.CountAsync());
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Read_flags_have_progress_only_where_the_logon_supports_it(bool supported, bool waits)
    {
        var world = await NewAsync(3, nameof(IMailboxGrain.SetReadFlagsAsync), supported);
        var sent = world.SendAsync(new SetReadFlagsRequest { WantAsynchronous = true });
        await world.Mailbox.ArrivedAsync();
        harness.Time.Advance(world.Session.Services.Limits.ProgressInterval);
        if (waits)
        {
            Assert.False(sent.IsCompleted);
            world.Mailbox.Open();
            Assert.False(Assert.IsType<PartialCompletionResponse>(await sent).PartialCompletion);
        }
        else
        {
            Assert.Equal(3u, Assert.IsType<ProgressResponse>(await sent).TotalTaskCount);
            world.Mailbox.Open();
            Assert.Equal(RopId.RopSetReadFlags, (await world.SendAsync(new ProgressRequest())).RopId);
        }
        Assert.All(await world.ReadAsync(), m => Assert.True(m.IsRead));
    }

    [Fact]
    public async Task What_is_sent_to_be_waited_for_is_waited_for()
    {
        var world = await NewAsync(3, nameof(IMailboxGrain.EmptyFolderStepAsync));
        var sent = world.SendAsync(new EmptyFolderRequest(RopId.RopEmptyFolder));
        await world.Mailbox.ArrivedAsync();
        harness.Time.Advance(world.Session.Services.Limits.ProgressInterval);
        Assert.False(sent.IsCompleted);
        world.Mailbox.Open();
        Assert.Equal(RopId.RopEmptyFolder, (await sent).RopId);
        Assert.Equal(0, await world.CountAsync());
    }

    [Fact]
    public async Task A_failure_on_the_way_is_the_answer_of_the_operation()
    {
        var world = await NewAsync(3, nameof(IMailboxGrain.EmptyFolderStepAsync));
        Assert.IsType<ProgressResponse>(await world.InTimeAsync(new EmptyFolderRequest(RopId.RopEmptyFolder) { WantAsynchronous = true }));
        world.Mailbox.Fail(new MailboxUnavailableException(Guid.Empty));
        var answer = Assert.IsType<PartialCompletionResponse>(await world.SendAsync(new ProgressRequest()));
        Assert.Equal((RopId.RopEmptyFolder, MapiError.RpcServerBusy), (answer.RopId, answer.ReturnValue));
        // RopProgress itself needs an object.
        Assert.Equal(MapiError.NullObject, (await world.SendAsync(new ProgressRequest { HandleIndex = 7 })).ReturnValue);
    }

    private async Task<World> NewAsync(int messages, string held, bool supportsProgress = true)
    {
        var user = await harness.CreateUserAsync();
        var services = harness.Services.GetRequiredService<SessionServices>() with { Limits = new SessionLimits { MessagesPerStep = Step } };
        var session = new MapiSession(new() { SessionId = Guid.NewGuid(), AccountId = user.ObjectId, Domain = user.Domain, UserDn = user.LegacyDN }, services);
        var info = (await harness.Mailbox(user).FindAsync())!;
        var mailbox = DispatchProxy.Create<IMailboxGrain, HeldMailbox>();
        var gate = (HeldMailbox)(object)mailbox;
        (gate.Real, gate.Held) = (harness.Mailbox(user), held);
        var logon = new LogonObject(session, mailbox, info, FolderSteps.Owner(user)) { Owner = user, User = user, SupportsProgress = supportsProgress };
        var handle = session.Handles.Add(logon);
        var inbox = info.SpecialFolders[SpecialFolder.Inbox];
        var ids = new ulong[messages];
        for (var i = 0; i < messages; i++) ids[i] = await harness.SaveAsync(user, ObjectIds.ToWire(inbox), $"{i}");
        return new World(harness, session, gate, handle, session.Handles.Add(new FolderObject(logon, inbox)), inbox, ids);
    }

    private sealed record World(SessionHarness Harness, MapiSession Session, HeldMailbox Mailbox, uint Logon, uint Folder, long Inbox, ulong[] Ids)
    {
        public RopRequest Delete() => new DeleteMessagesRequest(RopId.RopDeleteMessages) { WantAsynchronous = true, MessageIds = Ids };

        public async Task<RopResponse> SendAsync(RopRequest request, uint? handle = null)
        {
            var result = await Session.ExecuteAsync(RopRequestBuffer.Write([request], [handle ?? Folder]), 0x8008, chain: false, default);
            return Assert.Single(RopResponseBuffer.TryParse(Assert.Single(result.Buffers), [request], out _)!.Value.Responses);
        }

        /// <summary>Sends a request and lets pass the time that it is waited for, when the operation is at its first or next step.</summary>
        public async Task<RopResponse> InTimeAsync(RopRequest request)
        {
            var sent = SendAsync(request);
            await Mailbox.ArrivedAsync();
            await Harness.Time.TimerAsync(Session.Services.Limits.ProgressInterval);
            Harness.Time.Advance(Session.Services.Limits.ProgressInterval);
            return await sent;
        }

        /// <summary>Lets so many calls through, and waits until they are answered and the next one, if there is one, is there.</summary>
        public async Task LetAsync(int calls)
        {
            for (var i = 0; i < calls; i++) await Mailbox.LetAsync();
        }

        public async Task<int> CountAsync() => (await ReadAsync()).Count;

        public async Task<IReadOnlyList<MessageRecord>> ReadAsync()
        {
            var logon = (LogonObject?)Session.Handles.Find(Logon);
            var key = logon?.Key ?? await KeyAsync();
            var all = new List<MessageRecord>();
            await foreach (var message in Session.Services.Store.ScanAsync(key, new MessageIndexQuery { FolderId = Inbox }, MessageParts.None, default)) all.Add(message);
            return all;
        }

        private async Task<MailboxKey> KeyAsync()
        {
            var info = (await Mailbox.Real.FindAsync())!;
            return new MailboxKey(info.StoreId, info.Shard);
        }
    }

    /// <summary>A mailbox in front of a real one, where one kind of call waits until it is let through.</summary>
    public class HeldMailbox : DispatchProxy
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private readonly SemaphoreSlim _through = new(0);
        private readonly SemaphoreSlim _answered = new(0);
        private Exception? _failure;

        public IMailboxGrain Real { get; set; } = null!;

        public string Held { get; set; } = "";

        public Task ArrivedAsync() => _arrived.WaitAsync();

        public void Open() => _through.Release(1000);

        public void Fail(Exception failure)
        {
            _failure = failure;
            Open();
        }

        public async Task LetAsync()
        {
            _through.Release();
            await _answered.WaitAsync();
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name != Held) return targetMethod.Invoke(Real, args);
            return targetMethod.ReturnType == typeof(Task<BulkResult>) ? HoldAsync<BulkResult>(targetMethod, args) : HoldAsync<FolderStep>(targetMethod, args);
        }

        private async Task<T> HoldAsync<T>(MethodInfo method, object?[]? args)
        {
            _arrived.Release();
            await _through.WaitAsync();
            if (_failure is { } failure) throw failure;
            var result = await (Task<T>)method.Invoke(Real, args)!;
            _answered.Release();
            return result;
        }
    }
}
