using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Transport;
using MimeKit;
using Xunit;

namespace MapiOrleans.Tests.Processes;

/// <summary>The way of a message through real programs: swaks, Debian's Postfix in front and behind, our server, and back.</summary>
[Collection(ProcessCollection.Name)]
public sealed class PostfixTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task MailComesThroughPostfixAndGoesThroughPostfixAndWhatPostfixCannotDeliverComesBack()
    {
        await using var installation = await Installation.OnSqliteAsync(2);
        await using var sink = new SmtpSink { Answer = line => line.Contains("refused@", StringComparison.Ordinal) ? "550 5.1.1 there is nobody of this name" : null };
        var place = installation.NewPlace();
        await using var postfix = await Postfix.StartAsync("example.test", place.Lmtp, sink.Port);
        var server = await installation.Start(place, provision: true, ("Smarthost:Host", "127.0.0.1"), ("Smarthost:Port", $"{postfix.Port}"), ("Smarthost:Tls", "StartTls"), ("Smarthost:CaFile", postfix.AuthorityFile)).ReadyAsync(provisioned: true);
        var (user, other) = (installation.Users[0], installation.Users[1]);
        var mailbox = await installation.OpenAsync(server, user);

        // In: swaks, Postfix, LMTP, the mailbox.
        await postfix.SwaksAsync("anna@elsewhere.test", user, "Through Postfix", "Text that came by SMTP.");
        var arrived = await WaitAsync(mailbox, postfix, "Through Postfix");
        Assert.Equal("anna@elsewhere.test", arrived[PidTag.SentRepresentingSmtpAddress]);
        Assert.Contains("mx.postfix.test", arrived[PidTag.TransportMessageHeaders], StringComparison.Ordinal);

        // Out: a client, the queue, Postfix with TLS and a certificate that is verified, the world. And to a colleague, past all of them.
        await mailbox.SubmitAsync("<out@example.test>", "Text to the world.\r\n", "bob@faraway.test", other);
        await Eventually.UntilAsync(() => Task.FromResult(sink.Messages.Count > 0), Limit, () => $"the message leaves:\n{postfix.Log}\n{server.Log}");
        var (from, recipients, text) = Assert.Single(sink.Messages);
        Assert.Equal((user, "bob@faraway.test"), (from, Assert.Single(recipients)));
        var mime = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal("out@example.test", mime.MessageId);
        Assert.Equal("Text to the world.", mime.TextBody!.Trim());
        Assert.Equal(["bob@faraway.test", other], mime.To.Mailboxes.Select(m => m.Address));
        Assert.Contains("TLSv1", text, StringComparison.Ordinal);
        await WaitAsync(await installation.OpenAsync(server, other), postfix, "<out@example.test>");

        // Back: the world refuses, Postfix reports, and the report is one to Outlook.
        await mailbox.SubmitAsync("<refused@example.test>", "Text to nobody.\r\n", "refused@faraway.test");
        var report = await WaitAsync(mailbox, postfix, "Undelivered Mail Returned to Sender");
        Assert.Equal("REPORT.IPM.Note.NDR", report[PidTag.MessageClass]);

        // Nobody of this name here: LMTP says so at RCPT, and the sender outside gets Postfix' report.
        await postfix.SwaksAsync("carol@faraway.test", "nobody@example.test", "To nobody", "Text.");
        await Eventually.UntilAsync(() => Task.FromResult(sink.Messages.Any(m => m.Recipients.Contains("carol@faraway.test"))), Limit, () => $"the report leaves:\n{postfix.Log}");
        Assert.Contains("5.1.1", sink.Messages[^1].Text, StringComparison.Ordinal);
        Assert.Empty(await installation.QueueAsync());
    }

    /// <summary>Waits for a message by its subject; gives some of its properties.</summary>
    private static async Task<Dictionary<PropertyTag, string>> WaitAsync(MapiMailbox mailbox, Postfix postfix, string subject)
    {
        PropertyTag[] tags = [PidTag.Subject, PidTag.MessageClass, PidTag.SentRepresentingSmtpAddress, PidTag.TransportMessageHeaders];
        PropertyValue[]? found = null;
        await Eventually.UntilAsync(async () =>
        {
            var folder = await mailbox.OpenFolderAsync(mailbox.Inbox);
            found = (await mailbox.ListMessagesAsync(folder, tags)).FirstOrDefault(r => r[0].AsString() == subject);
            await mailbox.ReleaseAsync(folder);
            return found is not null;
        }, Limit, () => $"'{subject}' arrives:\n{postfix.Log}");
        return tags.Zip(found!).Where(p => p.Second.Type == PropertyType.String).ToDictionary(p => p.First, p => p.Second.AsString());
    }
}
