using System.Text;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Conversion;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Delivery;

/// <summary>Delivery into real mailboxes over a real store.</summary>
[Collection(SessionCollection.Name)]
public sealed class DeliveryTests(SessionHarness harness, ITestOutputHelper output)
{
    private static readonly DateTimeOffset Received = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private IMailDelivery Delivery => harness.Services.GetRequiredService<IMailDelivery>();

    private IMailboxStore Store => harness.Services.GetRequiredService<IMailboxStore>();

    private async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(byte[] mime, string[] addresses, Guid? transaction = null)
    {
        var recipients = new List<DeliveryRecipient>();
        foreach (var address in addresses)
        {
            var verdict = await Delivery.CheckRecipientAsync(address, mime.Length, CancellationToken.None);
            Assert.Equal((address, DeliveryStatus.Ok), (address, verdict.Status));
            recipients.Add(new DeliveryRecipient(address, verdict.Token));
        }
        return await Delivery.DeliverAsync(new DeliveryRequest
        {
            EnvelopeSender = "sender@elsewhere.test",
            Recipients = recipients,
            Message = new MemoryStream(mime),
            Size = mime.Length,
            ReceivedAt = Received,
            TransactionId = transaction ?? Guid.NewGuid(),
        }, CancellationToken.None);
    }

    private static byte[] Mail(string to, string subject = "Hello") =>
        Encoding.UTF8.GetBytes($"From: Anna <anna@elsewhere.test>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid()}@elsewhere.test>\r\n\r\nText.\r\n");

    private async Task<List<MessageRecord>> ContentsAsync(DirectoryObject user, long? folder = null)
    {
        var info = await harness.Mailbox(user).FindAsync();
        var messages = new List<MessageRecord>();
        await foreach (var message in Store.ScanAsync(new MailboxKey(info!.StoreId, info.Shard), new MessageIndexQuery { FolderId = folder ?? info.SpecialFolders[SpecialFolder.Inbox] }, MessageParts.All, CancellationToken.None))
            messages.Add(message);
        return messages;
    }

    private async Task<byte[]> MimeOfAsync(DirectoryObject user, MessageRecord message)
    {
        var info = await harness.Mailbox(user).FindAsync();
        var bytes = new byte[message.Mime!.Length];
        var source = Store.PartSource(new MailboxKey(info!.StoreId, info.Shard));
        for (var at = 0; at < bytes.Length;)
        {
            var read = await source.ReadAsync(message.Mime.PartId, at, bytes.AsMemory(at), CancellationToken.None);
            Assert.True(read > 0);
            at += read;
        }
        return bytes;
    }

    [Fact]
    public async Task MailIsInTheInboxUnreadWithItsOriginalBytes()
    {
        var user = await harness.CreateUserAsync();
        var mail = Mail(user.Address);
        Assert.Equal([DeliveryStatus.Ok], (await DeliverAsync(mail, [user.Address])).Select(r => r.Status));
        var message = Assert.Single(await ContentsAsync(user));
        Assert.Equal("Hello", message.Content.Properties.GetString(PidTag.Subject));
        Assert.True(message.Content.Properties.TryGet(PidTag.MessageDeliveryTime, out PropertyValue time));
        Assert.Equal(Received, time.AsTime());
        Assert.False(message.IsRead);
        Assert.Equal(mail, await MimeOfAsync(user, message));
        var inbox = await harness.Mailbox(user).FindFolderAsync(MailboxCaller.Server, message.FolderId, false);
        Assert.Equal((1, 1), (inbox!.Folder.Counters.Items, inbox.Folder.Counters.Unread));
    }

    [Fact]
    public async Task ARepeatedTransactionDeliversOnce()
    {
        var user = await harness.CreateUserAsync();
        var (mail, transaction) = (Mail(user.Address), Guid.NewGuid());
        await DeliverAsync(mail, [user.Address], transaction);
        Assert.Equal([DeliveryStatus.Ok], (await DeliverAsync(mail, [user.Address], transaction)).Select(r => r.Status));
        Assert.Single(await ContentsAsync(user));
    }

    [Fact]
    public async Task TwoAddressesOfOneMailboxGetOneMessage()
    {
        var user = await harness.CreateUserAsync();
        user = await harness.DirectoryGrain.PutObjectAsync(user with { Aliases = [$"alias-{user.Address}"] }, null);
        Assert.Equal(2, (await DeliverAsync(Mail(user.Address), [user.Address, $"alias-{user.Address}"])).Count(r => r.Status == DeliveryStatus.Ok));
        Assert.Single(await ContentsAsync(user));
    }

    [Fact]
    public async Task ASubaddressNamesAFolderWhereThereIsOne()
    {
        var user = await harness.CreateUserAsync();
        var mailbox = harness.Mailbox(user);
        var inbox = (await mailbox.FindAsync())!.SpecialFolders[SpecialFolder.Inbox];
        var folder = (await mailbox.CreateFolderAsync(MailboxCaller.Server, new NewFolder { ParentId = inbox, DisplayName = "Projekte" })).Folder!.Folder.FolderId;
        var (local, domain) = (user.Address.Split('@')[0], user.Address.Split('@')[1]);
        await DeliverAsync(Mail(user.Address, "filed"), [$"{local}+projekte@{domain}"]);
        await DeliverAsync(Mail(user.Address, "not filed"), [$"{local}+elsewhere@{domain}"]);
        Assert.Equal("filed", Assert.Single(await ContentsAsync(user, folder)).Content.Properties.GetString(PidTag.Subject));
        Assert.Equal("not filed", Assert.Single(await ContentsAsync(user)).Content.Properties.GetString(PidTag.Subject));
    }

    [Fact]
    public async Task AGroupsMembersEachGetIt()
    {
        var (one, two) = (await harness.CreateUserAsync(), await harness.CreateUserAsync());
        var group = await harness.DirectoryGrain.PutObjectAsync(new DirectoryObject
        {
            ObjectId = Guid.Empty,
            Domain = SessionHarness.Domain,
            Kind = DirectoryKind.Group,
            Address = $"group-{Guid.NewGuid():n}@{SessionHarness.Domain}",
            DisplayName = "Group",
            LegacyDN = "",
            Members = [one.Address, two.Address],
        }, null);
        Assert.Equal([DeliveryStatus.Ok], (await DeliverAsync(Mail(group.Address), [group.Address])).Select(r => r.Status));
        Assert.Single(await ContentsAsync(one));
        Assert.Single(await ContentsAsync(two));
    }

    [Fact]
    public async Task WhoIsNotThereAndWhoIsFullIsSaidBeforeTheMessage()
    {
        Assert.Equal(DeliveryStatus.UnknownRecipient, (await Delivery.CheckRecipientAsync($"nobody@{SessionHarness.Domain}", null, CancellationToken.None)).Status);
        Assert.Equal(DeliveryStatus.UnknownRecipient, (await Delivery.CheckRecipientAsync("a@nowhere.test", null, CancellationToken.None)).Status);
        Assert.Equal(DeliveryStatus.UnknownRecipient, (await Delivery.CheckRecipientAsync("no address", null, CancellationToken.None)).Status);
        var user = await harness.CreateUserAsync();
        await harness.Mailbox(user).CreateAsync(new MailboxSetup { OwnerId = user.ObjectId, QuotaBytes = 1000 });
        Assert.Equal(DeliveryStatus.OverQuota, (await Delivery.CheckRecipientAsync(user.Address, 1001, CancellationToken.None)).Status);
        Assert.Equal(DeliveryStatus.Ok, (await Delivery.CheckRecipientAsync(user.Address, null, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task AMailboxThatFillsUpMeanwhileIsSaidAfterTheMessage()
    {
        var (full, other) = (await harness.CreateUserAsync(), await harness.CreateUserAsync());
        await harness.Mailbox(full).CreateAsync(new MailboxSetup { OwnerId = full.ObjectId, QuotaBytes = 1000 });
        var recipients = new List<DeliveryRecipient>();
        foreach (var address in (string[])[full.Address, other.Address])
            recipients.Add(new DeliveryRecipient(address, (await Delivery.CheckRecipientAsync(address, null, CancellationToken.None)).Token));
        var mail = Mail(full.Address, new string('x', 2000));
        var results = await Delivery.DeliverAsync(new DeliveryRequest { EnvelopeSender = "", Recipients = recipients, Message = new MemoryStream(mail), Size = mail.Length, ReceivedAt = Received, TransactionId = Guid.NewGuid() }, CancellationToken.None);
        Assert.Equal([DeliveryStatus.OverQuota, DeliveryStatus.Ok], results.Select(r => r.Status));
        Assert.Empty(await ContentsAsync(full));
        Assert.Single(await ContentsAsync(other));
    }

    [Fact]
    public async Task TheSharedCorpusGoesInAndComesOutByteForByte()
    {
        if (MailCorpus.Shared("eml") is not { } folder)
        {
            output.WriteLine("The shared corpus is not beside the project: nothing was read.");
            return;
        }
        var user = await harness.CreateUserAsync();
        var expected = new HashSet<string>();
        var files = Directory.GetFiles(folder);
        foreach (var file in files)
        {
            var mail = await File.ReadAllBytesAsync(file);
            Assert.Equal((file, DeliveryStatus.Ok), (file, (await DeliverAsync(mail, [user.Address])).Single().Status));
            expected.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(mail)));
        }
        var found = new HashSet<string>();
        var messages = await ContentsAsync(user);
        foreach (var message in messages) found.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await MimeOfAsync(user, message))));
        output.WriteLine($"{files.Length} messages went in, {messages.Count} came out.");
        Assert.Equal(expected, found);
        Assert.True(messages.Count >= files.Length - 12, "Mail of other classes goes to other folders; nearly all of it is the Inbox'.");
    }
}
