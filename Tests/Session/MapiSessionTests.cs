using System.Reflection;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>A session without its grain: what fails under it, what it is told on its own account, what goes on in further buffers.</summary>
[Collection(SessionCollection.Name)]
public sealed class MapiSessionTests(SessionHarness harness)
{
    [Fact]
    public async Task A_mailbox_that_moved_is_asked_once_more()
    {
        var (session, handle, failures) = await FaultyAsync();
        failures.Enqueue(new MailboxMovedException(Guid.Empty));
        Assert.Equal(MapiError.Success, (await AskAsync(session, handle)).ReturnValue);
        Assert.Empty(failures);

        failures.Enqueue(new MailboxMovedException(Guid.Empty));
        failures.Enqueue(new MailboxMovedException(Guid.Empty));
        Assert.Equal(MapiError.RpcServerBusy, (await AskAsync(session, handle)).ReturnValue);
    }

    public static TheoryData<Exception, MapiError> Failures => new()
    {
        { new MailboxUnavailableException(Guid.Empty), MapiError.RpcServerBusy },
        { new StoreUnavailableException("away"), MapiError.RpcServerBusy },
        { new TimeoutException(), MapiError.RpcServerBusy },
        { new MailboxMissingException(Guid.Empty), MapiError.ObjectDeleted },
        { new StoreConflictException(7), MapiError.ObjectChanged },
        { new InvalidOperationException("a fault"), MapiError.GeneralFailure },
        { new OperationCanceledException(), MapiError.GeneralFailure },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_fails_is_an_answer_and_the_session_goes_on(Exception failure, MapiError expected)
    {
        var (session, handle, failures) = await FaultyAsync();
        failures.Enqueue(failure);
        Assert.Equal(expected, (await AskAsync(session, handle)).ReturnValue);
        Assert.Equal(MapiError.Success, (await AskAsync(session, handle)).ReturnValue);
    }

    private async Task<(MapiSession Session, NotificationObject Subscription)> SubscribedAsync(NotificationTypes types)
    {
        var (session, handle, _) = await FaultyAsync();
        var subscription = new NotificationObject((LogonObject)session.Handles.Find(handle)!, types, 0, 0);
        session.Handles.Add(subscription);
        return (session, subscription);
    }

    private static MailboxEvent Mail(int i) => new() { Kind = MailboxEventKind.NewMail, FolderId = 20, MessageId = 1000 + i, MessageClass = new string('x', 2000) };

    [Fact]
    public async Task Events_follow_the_responses_and_what_does_not_fit_is_announced()
    {
        var (session, subscription) = await SubscribedAsync(NotificationTypes.NewMail);
        for (var i = 0; i < 20; i++) session.Events.Enqueue(subscription, Mail(i));
        var result = await session.ExecuteAsync(RopRequestBuffer.Write([], []), 0x10008, chain: false, default);
        var (responses, _) = RopResponseBuffer.TryParse(Assert.Single(result.Buffers), [], out _)!.Value;
        Assert.Equal(Enumerable.Range(1000, 8).Select(i => ObjectIds.ToWire(i)), responses.SkipLast(1).Cast<NotifyResponse>().Select(r => r.NotificationData.MessageId));
        Assert.IsType<PendingResponse>(responses[^1]);
        Assert.Equal(12, session.Events.Count);
    }

    [Fact]
    public async Task Whoever_waits_for_an_event_is_woken_and_none_is_missed()
    {
        var (session, subscription) = await SubscribedAsync(NotificationTypes.NewMail);
        var early = session.Events.ArrivalAsync();
        Assert.False(early.IsCompleted);
        session.Events.Enqueue(subscription, Mail(1));
        await early;
        // It is still there for whoever comes later.
        Assert.True(session.Events.ArrivalAsync().IsCompleted);
        session.Events.Dequeue();
        Assert.False(session.Events.ArrivalAsync().IsCompleted);
    }

    [Fact]
    public async Task Past_the_limit_events_of_messages_become_such_of_folders_and_the_newest_mail_stays()
    {
        var (session, subscription) = await SubscribedAsync(NotificationTypes.NewMail | NotificationTypes.ObjectModified);
        var limit = session.Services.Limits.MaxQueuedEvents;
        for (var i = 0; i <= limit; i++) session.Events.Enqueue(subscription, Mail(i));
        Assert.Equal(2, session.Events.Count);
        Assert.True(session.Events.TryPeek(out var first));
        Assert.Equal((MailboxEventKind.Modified, 20L, 0L), (first.Event!.Kind, first.Event.FolderId, first.Event.MessageId));
        session.Events.Dequeue();
        Assert.True(session.Events.TryPeek(out var second));
        Assert.Equal((MailboxEventKind.NewMail, 1000L + limit), (second.Event!.Kind, second.Event.MessageId));
    }

    [Fact]
    public async Task A_search_tells_that_it_is_complete_and_of_what_it_found()
    {
        var (session, subscription) = await SubscribedAsync(NotificationTypes.SearchCompleted | NotificationTypes.ObjectCreated);
        var complete = new MailboxEvent { Kind = MailboxEventKind.SearchComplete, FolderId = 300, ParentId = 1 };
        var found = new MailboxEvent { Kind = MailboxEventKind.Created, FolderId = 20, MessageId = 1000, SearchFolderId = 300 };
        Assert.True(subscription.Matches(complete) && subscription.Matches(found) && found.Touches(300) && !found.Touches(20));
        session.Events.Enqueue(subscription, found);
        session.Events.Enqueue(subscription, complete);
        var result = await session.ExecuteAsync(RopRequestBuffer.Write([], []), 0x10008, chain: false, default);
        var told = RopResponseBuffer.TryParse(Assert.Single(result.Buffers), [], out _)!.Value.Responses.Cast<NotifyResponse>().Select(r => r.NotificationData).ToList();
        Assert.Equal((NotificationTypes.ObjectCreated, NotificationBits.Message | NotificationBits.SearchFolder, ObjectIds.ToWire(20), ObjectIds.ToWire(1000), ObjectIds.ToWire(300)),
            (told[0].Type, told[0].Bits, told[0].FolderId, told[0].MessageId, told[0].ParentFolderId));
        Assert.Equal((NotificationTypes.SearchCompleted, NotificationBits.None, ObjectIds.ToWire(300)), (told[1].Type, told[1].Bits, told[1].FolderId));
    }

    [Fact]
    public async Task Changes_of_one_folder_are_one_event_and_a_released_subscription_has_none()
    {
        var (session, subscription) = await SubscribedAsync(NotificationTypes.ObjectModified);
        for (var i = 0; i < 10_000; i++) session.Events.Enqueue(subscription, new MailboxEvent { Kind = MailboxEventKind.Modified, FolderId = 20, Total = i % 2 == 0 ? i : null, Unread = i % 2 == 0 ? null : i });
        Assert.Equal(1, session.Events.Count);
        Assert.True(session.Events.TryPeek(out var one));
        Assert.Equal((9998, 9999), (one.Event!.Total, one.Event.Unread));
        session.Handles.Release(subscription.Handle);
        Assert.Equal(0, session.Events.Count);
    }

    [Fact]
    public async Task A_kind_of_object_has_a_limit_and_released_ones_do_not_count()
    {
        var (session, handle, _) = await FaultyAsync();
        var logon = (LogonObject)session.Handles.Find(handle)!;
        var opened = Enumerable.Range(0, session.Services.Limits.MaxFolders).Select(i => session.Handles.Add(new FolderObject(logon, i))).ToList();
        Assert.Equal(MapiError.TooBig, Assert.Throws<RopException>(() => session.Handles.Add(new FolderObject(logon, 1))).Error);
        session.Handles.Release(opened[3]);
        Assert.DoesNotContain(session.Handles.Add(new FolderObject(logon, 1)), opened);
        session.Handles.Release(handle);
        Assert.Equal(0, session.Handles.Count);
    }

    [Fact]
    public async Task Rows_go_on_in_further_buffers_where_the_client_chains()
    {
        var (session, table, rows) = await TableAsync();
        var request = RopRequestBuffer.Write([new QueryRowsRequest { RowCount = 1000 }], [table]);
        var result = await session.ExecuteAsync(request, 0x40000, chain: true, default);
        var counts = result.Buffers.Select(b => RowsIn(b)).ToList();
        Assert.True(counts.Count >= 2, $"{counts.Count} buffers");
        Assert.Equal(rows, counts.Sum());
        Assert.All(result.Buffers, b => Assert.True(b.Length <= RopResponseBuffer.MaxSize));
    }

    [Theory]
    [InlineData(0x40000, false, 1000)]
    [InlineData(0x8008 + 0x7000, true, 1000)]
    [InlineData(0x40000, true, 10)]
    public async Task Rows_stay_in_one_buffer_without_chaining_room_or_need(int maxRopOut, bool chain, ushort wanted)
    {
        var (session, table, _) = await TableAsync();
        var request = RopRequestBuffer.Write([new QueryRowsRequest { RowCount = wanted }], [table]);
        var result = await session.ExecuteAsync(request, maxRopOut, chain, default);
        Assert.True(RowsIn(Assert.Single(result.Buffers)) <= wanted);
    }

    [Fact]
    public async Task Rows_that_are_not_asked_for_last_do_not_go_on()
    {
        var (session, table, _) = await TableAsync();
        var request = RopRequestBuffer.Write([new QueryRowsRequest { RowCount = 1000 }, new TableRequest(RopId.RopQueryPosition)], [table]);
        Assert.Single((await session.ExecuteAsync(request, 0x40000, chain: true, default)).Buffers);
    }

    private static int RowsIn(byte[] buffer)
    {
        var request = new QueryRowsRequest();
        return Assert.IsType<QueryRowsResponse>(RopResponseBuffer.TryParse(buffer, [request], out _)!.Value.Responses[0]).RowCount;
    }

    /// <summary>A table of folders whose rows fill several buffers.</summary>
    private async Task<(MapiSession Session, uint Table, int Rows)> TableAsync()
    {
        var (session, logonHandle, _) = await FaultyAsync();
        var logon = (LogonObject)session.Handles.Find(logonHandle)!;
        var inbox = logon.Info.SpecialFolders[SpecialFolder.Inbox];
        for (var i = 0; i < 100; i++)
        {
            var made = await logon.Mailbox.CreateFolderAsync(logon.Caller, new NewFolder { ParentId = inbox, DisplayName = $"{i:D3}", Comment = new string('x', 250) });
            Assert.Equal(MapiError.Success, made.Error);
        }
        var folder = session.Handles.Add(new FolderObject(logon, inbox));
        var result = await session.ExecuteAsync(RopRequestBuffer.Write(
        [
            new GetTableRequest(RopId.RopGetHierarchyTable) { OutputHandleIndex = 1 },
            new SetColumnsRequest { HandleIndex = 1, PropertyTags = [PidTag.DisplayName, PidTag.Comment, PidTag.EntryId] },
        ], [folder, HandleTable.None]), 0x8008, chain: false, default);
        return (session, BitConverter.ToUInt32(result.Buffers[0].AsSpan()[^4..]), 100);
    }

    private static async Task<RopResponse> AskAsync(MapiSession session, uint handle)
    {
        RopRequest request = new GetReceiveFolderRequest();
        var result = await session.ExecuteAsync(RopRequestBuffer.Write([request], [handle]), 0x8008, chain: false, default);
        return Assert.Single(RopResponseBuffer.TryParse(Assert.Single(result.Buffers), [request], out _)!.Value.Responses);
    }

    /// <summary>A session logged on to a mailbox that throws what is queued before it does anything.</summary>
    private async Task<(MapiSession Session, uint Logon, Queue<Exception> Failures)> FaultyAsync()
    {
        var user = await harness.CreateUserAsync();
        var session = new MapiSession(new() { SessionId = Guid.NewGuid(), AccountId = user.ObjectId, Domain = user.Domain, UserDn = user.LegacyDN },
            harness.Services.GetRequiredService<SessionServices>());
        var info = (await harness.Mailbox(user).FindAsync())!;
        var mailbox = DispatchProxy.Create<IMailboxGrain, FaultyMailbox>();
        var faulty = (FaultyMailbox)(object)mailbox;
        faulty.Real = harness.Mailbox(user);
        var logon = new LogonObject(session, mailbox, info, new MailboxCaller { AccountId = user.ObjectId, HasAllRights = true }) { Owner = user, User = user };
        return (session, session.Handles.Add(logon), faulty.Failures);
    }

    /// <summary>A mailbox in front of a real one.</summary>
    public class FaultyMailbox : DispatchProxy
    {
        public IMailboxGrain Real { get; set; } = null!;

        public Queue<Exception> Failures { get; } = new();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            Failures.TryDequeue(out var failure) ? throw failure : targetMethod!.Invoke(Real, args);
    }
}
