using System.Text;
using MapiOrleans.Conversion.Mime;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Rules;
using MapiOrleans.Tests.Session;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Delivery;

/// <summary>
/// Mail that means harm, or that nobody could have meant: it is delivered as something sensible, its bytes are kept as they came, it goes out
/// again, and what it may cost is bounded by the limits of <see cref="MimeConversionOptions"/>.
/// </summary>
[Collection(SessionCollection.Name)]
public sealed class HostileMailTests(SessionHarness harness)
{
    private const string Head = "From: a@faraway.test\r\nTo: b@faraway.test\r\nSubject: hostile\r\nMIME-Version: 1.0\r\n";

    private static readonly Dictionary<string, Func<string>> Mails = new()
    {
        ["multiparts in multiparts"] = () => Head + string.Concat(Enumerable.Range(0, 1_500).Select(i => $"Content-Type: multipart/mixed; boundary=\"b{i}\"\r\n\r\n--b{i}\r\n")) + "\r\nbottom\r\n",
        ["messages in messages"] = () => Head + string.Concat(Enumerable.Range(0, 500).Select(i => $"Content-Type: message/rfc822\r\n\r\nSubject: level {i}\r\n")) + "\r\nbottom\r\n",
        ["header fields"] = () => Head + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"X-H{i}: v\r\n")) + "\r\ntext\r\n",
        ["a header of megabytes"] = () => Head + "X-Long: " + new string('x', 4 << 20) + "\r\n\r\ntext\r\n",
        ["parts"] = () => Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 20_000)) + "--b--\r\n",
        ["addresses"] = () => "From: a@faraway.test\r\nSubject: hostile\r\nTo: " + string.Join(",\r\n ", Enumerable.Range(0, 12_000).Select(i => $"\"User {i}\" <u{i}@faraway.test>")) + "\r\n\r\ntext\r\n",
        ["comments in an address"] = () => $"From: {new string('(', 20_000)} a@faraway.test\r\nTo: {new string('<', 20_000)}\r\nSubject: hostile\r\n\r\ntext\r\n",
        ["groups in groups"] = () => $"From: a@faraway.test\r\nTo: {string.Concat(Enumerable.Repeat("g:", 5_000))}x@faraway.test{new string(';', 5_000)}\r\nSubject: hostile\r\n\r\ntext\r\n",
        ["encoded words"] = () => $"From: a@faraway.test\r\nTo: b@faraway.test\r\nSubject: hostile {string.Concat(Enumerable.Repeat("=?utf-8?q?=F0=9F?=\r\n =?x-none?b?!!!?=\r\n ", 4_000))}\r\n\r\ntext\r\n",
        ["parameters"] = () => Head + $"Content-Type: text/plain{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"; name*{i}*=%41"))}\r\n\r\ntext\r\n",
        ["unknown encodings"] = () => Head + "Content-Type: text/plain; charset=\"utf-99; DROP\"\r\nContent-Transfer-Encoding: x-bomb\r\n\r\ntext\r\n",
        ["base64 that is none"] = () => Head + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + string.Concat(Enumerable.Repeat("====~~~~\u0001\u0002", 20_000)) + "\r\n",
        ["quoted-printable that is none"] = () => Head + "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + string.Concat(Enumerable.Repeat("=ZZ=\r\n==3D", 20_000)) + "\r\n",
        ["a boundary that never comes"] = () => Head + $"Content-Type: multipart/mixed; boundary=\"{new string('b', 5_000)}\"\r\n\r\n--x\r\ntext\r\n",
        ["tags in tags"] = () => Head + "Content-Type: text/html\r\n\r\n" + string.Concat(Enumerable.Repeat("<div><b><a href='", 60_000)) + "\r\n",
        ["TNEF that is none"] = () => Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String([0x78, 0x9F, 0x3E, 0x22, 1, 0, .. Enumerable.Repeat<byte[]>([1, 3, 0x90, 6, 0, 0xFF, 0xFF, 0xFF, 0x7F], 500).SelectMany(b => b)]) + "\r\n--b--\r\n",
        ["a calendar without end"] = () => Head + "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n" + string.Concat(Enumerable.Repeat("BEGIN:VEVENT\r\n", 20_000))
            + "UID:x\r\nDTSTART:16010101T000000Z\r\nRRULE:FREQ=DAILY;UNTIL=44991231T000000Z\r\n",
        ["a report of a million"] = () => Head + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;x\r\n\r\n"
            + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Final-Recipient: rfc822;u{i}@x.test\r\nAction: failed\r\nStatus: 9.999.999\r\n\r\n")) + "--b--\r\n",
        ["nothing"] = () => "",
        ["zeros"] = () => new string('\0', 100_000),
        ["noise"] = () => Encoding.Latin1.GetString(Noise(300_000)),
    };

    public static TheoryData<string> Names => [.. Mails.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_arrives_whole_and_goes_out_again(string name)
    {
        var mime = Encoding.Latin1.GetBytes(Mails[name]());
        var world = await RuleWorld.CreateAsync(harness);
        var delivery = harness.Services.GetRequiredService<IMailDelivery>();
        var recipient = new DeliveryRecipient(world.User.Address, (await delivery.CheckRecipientAsync(world.User.Address, mime.Length, CancellationToken.None)).Token);
        var results = await delivery.DeliverAsync(new DeliveryRequest
        {
            EnvelopeSender = "a@faraway.test",
            Recipients = [recipient],
            Message = new MemoryStream(mime),
            Size = mime.Length,
            ReceivedAt = DateTimeOffset.UtcNow,
            TransactionId = Guid.NewGuid(),
        }, CancellationToken.None);
        Assert.Equal(DeliveryStatus.Ok, Assert.Single(results).Status);

        var message = Assert.Single(await world.ContentsAsync(world.Inbox));
        var limits = MimeConversionOptions.Default;
        Assert.True(message.Content.Recipients.Count <= limits.MaxRecipients);
        Assert.True(message.Content.Attachments.Count <= limits.MaxParts);
        if (Mails[name]().Contains("Subject: hostile", StringComparison.Ordinal)) Assert.StartsWith("hostile", Text(message.Content.Properties, PidTag.Subject), StringComparison.Ordinal);
        Assert.Contains(message.Content.Properties, p => p.Tag == PidTag.Body || p.Tag == PidTag.Html || message.Content.Attachments.Count > 0);

        // Its bytes are there as they came.
        var info = world.Info;
        var source = world.Store.PartSource(new MailboxKey(info.StoreId, info.Shard));
        var kept = new byte[message.Mime!.Length];
        for (var at = 0; at < kept.Length;) at += await source.ReadAsync(message.Mime.PartId, at, kept.AsMemory(at), CancellationToken.None);
        Assert.True(mime.AsSpan().SequenceEqual(kept));

        using var written = new MemoryStream();
        await MapiToMime.WriteAsync(message.Content, source, MapiToMimeOptions.Default, written, CancellationToken.None);
        Assert.True(written.Length > 0);
    }

    private static string Text(PropertyBag bag, PropertyTag tag) => bag.GetString(tag) ?? (bag.Contains(tag.Id) ? "hostile" : "");

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
