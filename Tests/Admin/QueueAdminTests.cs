using System.Net;
using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.WebFrontend.Admin.Cli;
using Xunit;

namespace MapiOrleans.Tests.Admin;

/// <summary>Outgoing mail by the admin API and by the command line.</summary>
public sealed class QueueAdminTests(AdminServer server) : IClassFixture<AdminServer>
{
    private readonly string _domain = $"q{Guid.NewGuid():n}.test";

    [Fact]
    public async Task Mail_is_listed_shown_held_released_retried_and_bounced()
    {
        var (mailbox, sender) = await MailboxAsync();
        var slow = await QueueAsync(mailbox, sender, "one@slow.test", "two@slow.test", "three@quick.test");
        var quick = await QueueAsync(mailbox, sender, "four@quick.test");
        var submitted = await SubmitAsync(mailbox);

        var listed = await ItemsAsync($"queue?sender={sender}");
        Assert.Equal([slow, quick, submitted], new[] { slow, quick, submitted }.Where(listed.ContainsKey));
        var item = listed[slow];
        Assert.Equal(("waiting", 3, 0, "Subject"), (item.GetProperty("state").GetString(), item.GetProperty("waiting").GetInt32(), item.GetProperty("attempts").GetInt32(), item.GetProperty("subject").GetString()));
        Assert.Equal(["slow.test", "quick.test"], item.GetProperty("destinations").EnumerateArray().Select(d => d.GetString()));
        Assert.Equal("submitted", listed[submitted].GetProperty("state").GetString());
        Assert.Equal([slow], (await ItemsAsync($"queue?sender={sender}&destination=SLOW.test")).Keys);
        Assert.Empty(await ItemsAsync($"queue?sender=nobody@{_domain}"));

        var (status, shown) = await server.SendAsync("GET", $"queue/{slow}");
        Assert.Equal((HttpStatusCode.OK, 3), (status, shown.GetProperty("recipients").GetArrayLength()));
        Assert.Equal("one@slow.test", shown.GetProperty("recipients")[0].GetProperty("address").GetString());

        Assert.Equal(1, (await server.SendAsync("POST", $"queue/hold?destination=slow.test&sender={sender}")).Body.GetProperty("changed").GetInt32());
        Assert.Equal([slow], (await ItemsAsync($"queue?sender={sender}&held=true")).Keys);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("POST", $"queue/{slow}/release")).Status);
        Assert.Empty(await ItemsAsync($"queue?sender={sender}&held=true"));

        // What waits for its own next time is tried now.
        var owner = Guid.NewGuid();
        var claimed = (await Jobs.ClaimOneAsync(Id(quick), owner, TimeSpan.FromMinutes(1), default))!;
        var envelope = RelayEnvelope.Read(claimed.Data);
        Assert.Equal(HttpStatusCode.Conflict, (await server.SendAsync("POST", $"queue/{quick}/retry")).Status);
        await Jobs.PutBackAsync(claimed with { DueAt = DateTimeOffset.UtcNow.AddHours(5), Data = (envelope with { Recipients = [envelope.Recipients[0] with { NotBefore = DateTimeOffset.UtcNow.AddHours(5) }] }).Write() }, owner, default);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("POST", $"queue/{quick}/retry")).Status);
        var now = (await Jobs.ClaimOneAsync(Id(quick), owner, TimeSpan.FromSeconds(0), default))!;
        Assert.True(now.DueAt <= DateTimeOffset.UtcNow);
        Assert.Null(RelayEnvelope.Read(now.Data).Recipients[0].NotBefore);

        foreach (var id in (string[])[quick, submitted]) Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("POST", $"queue/{id}/bounce")).Status);
        Assert.True(RelayEnvelope.Read((await Jobs.ClaimOneAsync(Id(quick), owner, TimeSpan.FromSeconds(0), default))!.Data).Bounced);
        Assert.True(SubmissionData.Read((await Jobs.ClaimOneAsync(Id(submitted), owner, TimeSpan.FromSeconds(0), default))!.Data).Bounced);

        Assert.True((await server.SendAsync("GET", "queue/counts")).Body.GetProperty("waiting").GetInt64() >= 3);
        foreach (var (path, expected) in new[] { ("queue/zzz", HttpStatusCode.BadRequest), ("queue/7fffffff00000001", HttpStatusCode.NotFound), ("queue?limit=0", HttpStatusCode.BadRequest), ("queue?held=perhaps", HttpStatusCode.BadRequest) })
            Assert.Equal(expected, (await server.SendAsync("GET", path)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync("POST", "queue/bounce")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("POST", "queue/7fffffff00000001/hold")).Status);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var (mailbox, sender) = await MailboxAsync();
        var all = new HashSet<string>();
        for (var i = 0; i < 7; i++) all.Add(await QueueAsync(mailbox, sender, $"r{i}@paged.test"));
        var seen = new List<string>();
        for (var next = ""; next is not null;)
        {
            var (_, page) = await server.SendAsync("GET", $"queue?sender={sender}&limit=3{(next.Length > 0 ? $"&after={next}" : "")}");
            var ids = page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!).ToList();
            Assert.True(ids.Count <= 3);
            seen.AddRange(ids);
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
        Assert.Equal(all.Order(), seen.Order());
    }

    [Fact]
    public async Task The_command_line_does_the_same()
    {
        var (mailbox, sender) = await MailboxAsync();
        var id = await QueueAsync(mailbox, sender, "one@slow.test", "two@other.test");
        var line = Assert.Single((await OkAsync("queue", "list", "--from", sender)).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Split('\t');
        Assert.Equal((id, "waiting", sender, "2", "slow.test,other.test"), (line[0], line[1], line[2], line[3], line[6]));
        Assert.Contains("one@slow.test", await OkAsync("queue", "show", id), StringComparison.Ordinal);
        Assert.Contains("1 changed", await OkAsync("queue", "hold", id), StringComparison.Ordinal);
        Assert.Contains("\theld\t", await OkAsync("queue", "list", "--to", "slow.test", "--from", sender, "--held"), StringComparison.Ordinal);
        Assert.Contains("1 changed", await OkAsync("queue", "release", "--from", sender, "--held"), StringComparison.Ordinal);
        Assert.Contains("1 changed", await OkAsync("queue", "retry", "--from", sender), StringComparison.Ordinal);
        Assert.Contains("1 changed", await OkAsync("queue", "bounce", id), StringComparison.Ordinal);
        Assert.Contains("waiting: ", await OkAsync("queue", "count"), StringComparison.Ordinal);
        Assert.Equal(AdminExitCodes.Failed, (await RunAsync("queue", "bounce")).Code);
        Assert.Equal(AdminExitCodes.Failed, (await RunAsync("queue", "show", "1")).Code);
    }

    private IMailboxStore Store => server.Service<IMailboxStore>();

    private IJobStore Jobs => server.Service<IJobStore>();

    private static long Id(string text) => Convert.ToInt64(text, 16);

    private async Task<Dictionary<string, JsonElement>> ItemsAsync(string path) =>
        (await server.SendAsync("GET", path)).Body.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetString()!);

    private async Task<(IMailboxGrain Mailbox, string Address)> MailboxAsync()
    {
        await server.Directory.PutDomainAsync(new DomainInfo { Name = _domain, MapiEnabled = true });
        var user = await server.Directory.PutObjectAsync(new DirectoryObject { ObjectId = Guid.Empty, Domain = _domain, Kind = DirectoryKind.User, Address = $"u{Guid.NewGuid():n}@{_domain}", DisplayName = "U", LegacyDN = "" }, null);
        var mailbox = server.Grains.GetGrain<IMailboxGrain>(user.MailboxGuid);
        await mailbox.CreateAsync(new MailboxSetup { OwnerId = user.ObjectId, Language = "en" });
        return (mailbox, user.Address);
    }

    /// <summary>Submits a message that is due tomorrow.</summary>
    private static async Task<string> SubmitAsync(IMailboxGrain mailbox)
    {
        var id = SubmissionWork.NewJobId();
        var saved = await mailbox.SaveMessageAsync(MailboxCaller.Server, new SaveMessage
        {
            OperationId = Guid.NewGuid(),
            FolderId = (await mailbox.FindAsync())!.SpecialFolders[SpecialFolder.Outbox],
            IsNew = true,
            Content = new MessageContent(),
            MessageFlags = 4,
            Submission = new SubmitOrder(id, DateTimeOffset.UtcNow.AddDays(1)),
        });
        Assert.Equal(Mapi.MapiError.Success, saved.Error);
        return id.ToString("x", null);
    }

    /// <summary>Puts a message into the queue as transport does.</summary>
    private async Task<string> QueueAsync(IMailboxGrain mailbox, string sender, params string[] recipients)
    {
        var (submission, owner, info) = (await SubmitAsync(mailbox), Guid.NewGuid(), (await mailbox.FindAsync())!);
        var job = (await Jobs.ClaimOneAsync(Id(submission), owner, TimeSpan.FromMinutes(1), default))!;
        await using var part = Store.PartSink(job.Key).CreatePart();
        await part.AppendAsync(StorageFormat.WriteMessage(new MessageContent()), default);
        var envelope = new RelayEnvelope { Sender = sender, Subject = "Subject", Recipients = [.. recipients.Select(r => new RelayRecipient { Address = r })] };
        var mail = new QueuedMail(SubmissionWork.NewJobId(), envelope.Write(), await part.CompleteAsync(default), []);
        Assert.True(await mailbox.TakeSubmissionAsync(new SubmissionTaken { JobId = job.JobId, LeaseOwner = owner, MessageId = job.MessageId, SentFolderId = info.SpecialFolders[SpecialFolder.SentItems], Mail = mail }));
        return mail.RelayId.ToString("x", null);
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await AdminCommandLine.RunAsync([.. args, "--url", server.Url, "--token-file", server.TokenFile], new AdminConsole { In = new StringReader(""), Out = output, Error = error, Prompt = null });
        return (code, output.ToString(), error.ToString());
    }

    private async Task<string> OkAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.True(code == 0, error + output);
        return output;
    }
}
