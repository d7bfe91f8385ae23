using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Cluster;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static MapiOrleans.Tests.Mailbox.MailboxFixture;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>A silo whose mailboxes go by a clock that tests move, with a default quota of one megabyte.</summary>
public sealed class QuotaFixture : MapiCluster
{
    internal ManualTime Time { get; } = new();

    protected override void Configure(IServiceCollection services)
    {
        var options = new MailboxOptions { DefaultQuotaMegabytes = 1 };
        services.AddSingleton(options);
        services.AddSingleton(p => new MailboxServices(p.GetRequiredService<IMailboxStore>(), options, p.GetRequiredService<MailboxMetrics>(), Time));
    }

    public async Task<IMailboxGrain> NewAsync(string language = "en", long? quota = null)
    {
        var user = await Directory.PutObjectAsync(User(await NewDomainAsync(), "user") with { Language = language, QuotaBytes = quota }, password: null);
        return Mailbox(user.MailboxGuid);
    }

    public async Task<List<MessageRecord>> ReadAsync(IMailboxGrain mailbox, long folder)
    {
        var info = (await mailbox.FindAsync())!;
        var all = new List<MessageRecord>();
        await foreach (var message in Service<IMailboxStore>().ScanAsync(new MailboxKey(info.StoreId, info.Shard), new MessageIndexQuery { FolderId = folder }, MessageParts.All, CancellationToken.None)) all.Add(message);
        return all;
    }
}

/// <summary>The three limits of a mailbox' size: warning, sending, receiving; and the mail that tells of them.</summary>
public sealed class MailboxQuotaTests(QuotaFixture cluster) : IClassFixture<QuotaFixture>
{
    private const long Drafts = 14, Inbox = 5;
    private static readonly MailboxCaller Server = MailboxCaller.Server;

    [Fact]
    public async Task The_limits_follow_from_the_quota_or_the_default()
    {
        var info = (await (await cluster.NewAsync(quota: 1_000_000)).FindAsync())!;
        Assert.Equal((1_000_000L, 950_000L, 900_000L), (info.QuotaBytes, info.SendQuotaBytes, info.WarningQuotaBytes));
        Assert.Equal(1L << 20, (await (await cluster.NewAsync()).FindAsync())!.QuotaBytes);
        Assert.Equal((null, null, null), Limits(default));
        var huge = (await (await cluster.NewAsync(quota: long.MaxValue)).FindAsync())!;
        Assert.Equal(long.MaxValue / 100 * 95 + 6, huge.SendQuotaBytes);

        static (long?, long?, long?) Limits(MailboxQuotas q) => (q.Warning, q.Send, q.Receive);
    }

    [Theory]
    [InlineData("en", "almost full", "too full to send mail", "is full")]
    [InlineData("fr", "presque pleine", "trop pleine pour envoyer", "est pleine")]
    [InlineData("de", "fast voll", "zu voll, um", "ist voll")]
    [InlineData("ja", "almost full", "too full to send mail", "is full")]
    public async Task The_owner_is_told_once_a_day_and_at_once_where_it_got_worse(string language, string warning, string sending, string receiving)
    {
        var mailbox = await cluster.NewAsync(language, quota: 100_000);
        await SaveAsync(mailbox, Server, Sized(80_000));
        Assert.Empty(await cluster.ReadAsync(mailbox, Inbox));

        await SaveAsync(mailbox, Server, Sized(10_500));
        var first = Assert.Single(await cluster.ReadAsync(mailbox, Inbox));
        Assert.Contains(warning, first.Content.Properties.GetString(PidTag.Subject), StringComparison.Ordinal);
        Assert.Equal(("IPM.Note.StorageQuotaWarning", -1, false), (first.Content.Properties.GetString(PidTag.MessageClass), first.Content.Properties.GetInt32(PidTag.AutoResponseSuppress), first.IsRead));
        await SaveAsync(mailbox, Server, New(Drafts));
        Assert.Single(await cluster.ReadAsync(mailbox, Inbox));

        cluster.Time.Advance(TimeSpan.FromHours(25));
        await SaveAsync(mailbox, Server, New(Drafts));
        Assert.Equal(2, (await cluster.ReadAsync(mailbox, Inbox)).Count);

        await SaveAsync(mailbox, Server, Sized(3_000));
        Assert.Contains(sending, (await cluster.ReadAsync(mailbox, Inbox))[^1].Content.Properties.GetString(PidTag.Subject), StringComparison.Ordinal);

        Assert.Equal(MapiError.QuotaExceeded, (await mailbox.SaveMessageAsync(Server, Sized(9_000))).Error);
        var all = await cluster.ReadAsync(mailbox, Inbox);
        Assert.Equal(4, all.Count);
        Assert.Contains(receiving, all[^1].Content.Properties.GetString(PidTag.Subject), StringComparison.Ordinal);
        Assert.Equal("IPM.Note.StorageQuotaWarning.SendReceive", all[^1].Content.Properties.GetString(PidTag.MessageClass));
        Assert.Equal(MapiError.QuotaExceeded, (await mailbox.SaveMessageAsync(Server, Sized(9_000))).Error);
        Assert.Equal(4, (await cluster.ReadAsync(mailbox, Inbox)).Count);
        Assert.Equal(all.Sum(m => m.Size) + (await cluster.ReadAsync(mailbox, Drafts)).Sum(m => m.Size), (await mailbox.FindAsync())!.SizeBytes - await OthersAsync(mailbox));
    }

    [Fact]
    public async Task Who_is_past_the_limit_of_sending_sends_nothing_and_saves_still()
    {
        var mailbox = await cluster.NewAsync(quota: 100_000);
        await SaveAsync(mailbox, Server, Sized(94_500));
        var order = new SubmitOrder(77, cluster.Time.GetUtcNow().AddYears(1));
        Assert.Equal(MapiError.QuotaExceeded, (await mailbox.SaveMessageAsync(Server, New(Drafts) with { MessageFlags = 4, Submission = order })).Error);
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(Server, New(Drafts))).Error);
        var big = (await cluster.ReadAsync(mailbox, Drafts)).MaxBy(m => m.Size)!;
        await mailbox.DeleteMessagesAsync(Server, Drafts, [big.MessageId], hard: true);
        Assert.Equal(MapiError.Success, (await mailbox.SaveMessageAsync(Server, New(Drafts) with { MessageFlags = 4, Submission = order })).Error);
    }

    [Fact]
    public async Task A_message_too_large_for_the_room_there_is_warns_nobody_of_a_mailbox_that_is_not_full()
    {
        var mailbox = await cluster.NewAsync(quota: 20_000);
        Assert.Equal(MapiError.QuotaExceeded, (await mailbox.SaveMessageAsync(Server, Sized(30_000))).Error);
        await SaveAsync(mailbox, Server, New(Drafts));
        Assert.Empty(await cluster.ReadAsync(mailbox, Inbox));
    }

    [Fact]
    public async Task The_size_is_what_all_messages_have_whatever_is_done_with_them()
    {
        var mailbox = await cluster.NewAsync(quota: 1_000_000);
        var before = (await mailbox.FindAsync())!.SizeBytes;
        var ids = new List<long>();
        for (var i = 1; i <= 6; i++) ids.Add(await SaveAsync(mailbox, Server, Sized(i * 1_000)));
        await mailbox.MoveCopyMessagesAsync(Server, Drafts, [ids[0], ids[1]], Inbox, copy: true);
        await mailbox.MoveCopyMessagesAsync(Server, Drafts, [ids[2]], Inbox, copy: false);
        await mailbox.DeleteMessagesAsync(Server, Drafts, [ids[3]], hard: false);
        await mailbox.DeleteMessagesAsync(Server, Drafts, [ids[4]], hard: true);
        await mailbox.SaveMessageAsync(Server, Sized(10) with { IsNew = false, MessageId = ids[5] });
        var kept = (await cluster.ReadAsync(mailbox, Drafts)).Concat(await cluster.ReadAsync(mailbox, Inbox)).Sum(m => m.Size);
        // A soft-deleted message still takes its room.
        var deleted = (await FolderAsync(mailbox, Drafts)).Counters.DeletedSize;
        Assert.True(deleted > 4_000);
        Assert.Equal(before + kept + deleted, (await mailbox.FindAsync())!.SizeBytes);
    }

    // What a new mailbox has besides: the delegate information of its free/busy folder.
    private async Task<long> OthersAsync(IMailboxGrain mailbox) => (await FolderAsync(mailbox, 1 + (long)SpecialFolder.FreebusyData)).Counters.Size;

    private static SaveMessage Sized(int bytes)
    {
        var save = New(Drafts);
        save.Content.Properties.Set(PidTag.Body, new string('x', bytes / 2));
        return save;
    }
}
