using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using Xunit;

namespace MapiOrleans.Tests.Mailbox;

public class EventBufferTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private static MailboxEvent Of(MailboxEventKind kind, long folder, long message = 0, int? total = null) => new() { Kind = kind, FolderId = folder, MessageId = message, ParentId = 1, Total = total };

    [Fact]
    public void A_burst_of_deliveries_is_one_event_a_folder_and_its_newest_mail()
    {
        var buffer = new EventBuffer(100);
        var coarsened = 0;
        for (var i = 1; i <= 10_000; i++)
        {
            foreach (var one in new[] { Of(MailboxEventKind.NewMail, 20, i), Of(MailboxEventKind.Created, 20, i), Of(MailboxEventKind.Modified, 20, total: i) })
                if (!buffer.Add(one, Time)) coarsened++;
        }
        var (events, gap, _) = buffer.Take();
        Assert.True(coarsened > 0);
        Assert.False(gap);
        Assert.InRange(events.Count, 2, 101);
        var folder = Assert.Single(events, e => !e.IsMessage);
        Assert.Equal((10_000, true, 1L), (folder.Total, folder.ContentsUnknown, folder.ParentId));
        Assert.Equal(10_000, events.Last(e => e.Kind == MailboxEventKind.NewMail).MessageId);
        Assert.True(buffer.IsEmpty);
    }

    [Fact]
    public void Events_keep_their_order_and_a_change_that_comes_again_goes_to_the_end()
    {
        var buffer = new EventBuffer(100);
        foreach (var one in new[] { Of(MailboxEventKind.Modified, 20, 7), Of(MailboxEventKind.Modified, 20, total: 3), Of(MailboxEventKind.Deleted, 20, 8), Of(MailboxEventKind.Modified, 20), Of(MailboxEventKind.Modified, 20, 7) })
            Assert.True(buffer.Add(one, Time));
        Assert.Equal([Of(MailboxEventKind.Deleted, 20, 8), Of(MailboxEventKind.Modified, 20, total: 3), Of(MailboxEventKind.Modified, 20, 7)], buffer.Take().Events);
    }

    [Fact]
    public void Of_too_many_folders_it_is_said_that_something_is_missing()
    {
        var buffer = new EventBuffer(10);
        for (var i = 1; i <= 11; i++) buffer.Add(Of(MailboxEventKind.Moved, 100 + i, i) with { OldFolderId = 200 + i, OldMessageId = 300 + i }, Time);
        var (events, gap, _) = buffer.Take();
        Assert.Empty(events);
        Assert.True(gap);
        Assert.True(buffer.IsEmpty);
        buffer.MarkGap(Time);
        Assert.False(buffer.IsEmpty);
    }
}
