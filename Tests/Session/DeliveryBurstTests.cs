using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>Ten thousand messages for one mailbox, whose owner listens and has a table open and does not come to fetch: others do not notice.</summary>
[Collection(SessionCollection.Name)]
public sealed class DeliveryBurstTests(SessionHarness harness)
{
    private const int Messages = 10_000, AtOnce = 100;
    private static readonly PropertyTag[] Columns = [PidTag.Mid, PidTag.InstanceNum, PidTag.Subject];

    [Fact]
    public async Task A_burst_of_deliveries_stalls_nobody_and_costs_its_owner_a_bounded_queue()
    {
        var owner = await harness.LogonAsync();
        var inbox = owner.FolderId(Inbox);
        var table = await TableNotificationTests.OpenAsync(owner, RopId.RopGetContentsTable, TableFlags.UseUnicode, inbox, Columns, new SortTableRequest { SortOrders = [new(PidTag.MessageDeliveryTime, TableSortOrder.Descending)] });
        await TableNotificationTests.QueryAsync(owner, table, Columns);
        var (registered, handle) = await owner.ExecuteAsync<RopStatusResponse>(owner.Logon, new RegisterNotificationRequest
        {
            OutputHandleIndex = 1,
            NotificationTypes = NotificationTypes.NewMail | NotificationTypes.ObjectCreated | NotificationTypes.ObjectModified,
            WantWholeStore = true,
        });
        Assert.Equal(MapiError.Success, registered.ReturnValue);
        var bystander = await harness.LogonAsync();

        var (next, delivered) = (0, 0);
        var burst = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= Messages)
            {
                await DeliverAsync(owner.User, inbox, number);
                Interlocked.Increment(ref delivered);
            }
        })));
        // Time is the machine's; what counts is how many deliveries come before the answer to one request that has nothing to do with them.
        var longest = 0;
        var answers = 0;
        while (!burst.IsCompleted)
        {
            var before = Volatile.Read(ref delivered);
            var (response, _) = await bystander.ExecuteAsync<GetPropertiesSpecificResponse>(bystander.Logon, new GetPropertiesSpecificRequest { PropertyTags = [PidTag.MailboxOwnerName], WantUnicode = true });
            Assert.Equal(MapiError.Success, response.ReturnValue);
            longest = Math.Max(longest, Volatile.Read(ref delivered) - before);
            answers++;
        }
        await burst;
        Assert.True(longest < Messages / 10, $"one request took as long as {longest} deliveries; {answers} were answered");

        // The owner is told in few words, and then has all of it.
        var came = await owner.FetchAsync();
        Assert.True(came.Count <= new SessionLimits().MaxQueuedEvents, $"{came.Count} notifications");
        var ofTable = came.Where(n => n.NotificationHandle == table).ToList();
        Assert.Equal(TableEventType.Changed, ofTable[^1].NotificationData.TableEventType);
        Assert.Contains(came, n => n.NotificationHandle == handle && n.NotificationData.Type == NotificationTypes.NewMail);
        var counts = came.Where(n => n.NotificationHandle == handle && n.NotificationData is { Type: NotificationTypes.ObjectModified } d && (d.Bits & NotificationBits.Message) == 0 && d.FolderId == inbox).ToList();
        Assert.Equal((uint)Messages, counts[^1].NotificationData.TotalMessageCount);
        Assert.True(counts.Count < 10, $"the folder's change is told {counts.Count} times");
        var (position, _) = await owner.ExecuteAsync<QueryPositionResponse>(table, new TableRequest(RopId.RopQueryPosition));
        Assert.Equal((uint)Messages, position.Denominator);
    }

    private async Task DeliverAsync(DirectoryObject user, ulong folder, int number)
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.Subject, $"mail {number}");
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        var saved = await harness.Mailbox(user).SaveMessageAsync(MailboxCaller.Server,
            new SaveMessage { OperationId = Guid.NewGuid(), FolderId = ObjectIds.FromWire(folder), IsNew = true, Content = content, IsDelivery = true });
        Assert.Equal(MapiError.Success, saved.Error);
    }
}
