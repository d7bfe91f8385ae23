using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MimeKit;
using MimeKit.Tnef;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Conversion;

public sealed class TnefTests(ITestOutputHelper output)
{
    /// <summary>A message whose only attachment is this TNEF.</summary>
    internal static byte[] Wrap(byte[] tnef)
    {
        var message = new MimeMessage { Subject = "outside" };
        message.From.Add(MailboxAddress.Parse("a@example.test"));
        message.To.Add(MailboxAddress.Parse("b@example.test"));
        message.Body = new Multipart("mixed")
        {
            new TextPart("plain") { Text = "" },
            new MimePart("application", "ms-tnef") { Content = new MimeContent(new MemoryStream(tnef)), FileName = "winmail.dat", ContentTransferEncoding = ContentEncoding.Base64 },
        };
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }

    [Fact]
    public async Task Everything_of_the_shared_corpus_is_read_and_its_attachments_are_those_that_MimeKit_finds()
    {
        if (MailCorpus.Shared("tnef") is not { } folder)
        {
            output.WriteLine("No shared corpus here; nothing read.");
            return;
        }
        var failures = new List<string>();
        var files = Directory.GetFiles(folder, "*.tnef");
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            var tnef = await File.ReadAllBytesAsync(file);
            var (message, parts) = await CorpusCheck.ConvertAsync(Wrap(tnef));
            var kept = message.Content.Attachments.Any(a => a.Properties.GetString(PidTag.AttachLongFilename) == "winmail.dat");
            output.WriteLine($"{name}: {message.Content.Properties.GetString(PidTag.MessageClass)}, {message.Content.Properties.Count} properties, {message.Names.Count} names, {message.Content.Attachments.Count} attachments{(kept ? ", kept as it is" : "")}");
            if (kept) continue;
            var datas = CorpusCheck.All(message.Content).SelectMany(m => m.Attachments)
                .Where(a => a.Properties.Contains(PidTag.AttachDataBinary.Id))
                .Select(a => Convert.ToHexString(parts.Bytes(a.Properties.First(p => p.Tag.Id == PidTag.AttachDataBinary.Id).Value))).ToHashSet();
            var expected = new TnefPart { Content = new MimeContent(new MemoryStream(tnef)) };
            List<MimeEntity> found;
            try
            {
                found = [.. expected.ExtractAttachments()];
            }
            catch (EndOfStreamException)
            {
                output.WriteLine($"{name}: MimeKit cannot read it to the end");
                continue;
            }
            foreach (var entity in found)
            {
                if (entity is not MimePart { Content: not null } part || part is TextPart || part is TnefPart) continue;
                using var bytes = new MemoryStream();
                part.Content.DecodeTo(bytes);
                // An OLE object's data begins with an interface id that MimeKit leaves on it; a placeholder stands beside an embedded message.
                if (message.Content.Attachments.Any(a => a.Embedded is not null && a.Properties.GetString(PidTag.AttachLongFilename) == part.FileName)) continue;
                if (bytes.Length > 16 && datas.Contains(Convert.ToHexString(bytes.ToArray().AsSpan(16)))) continue;
                if (!datas.Contains(Convert.ToHexString(bytes.ToArray()))) failures.Add($"{name}: attachment {part.FileName} of {bytes.Length} bytes");
            }
        }
        output.WriteLine($"{files.Length} files read.");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
