using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.Conversion;

public sealed class MimeOwnCorpusTests
{
    private static string[] Names { get; } = [.. Directory.GetFiles(MailCorpus.Own, "*.eml").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Files() => [.. Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_is_lost(string file)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(MailCorpus.Own, file));
        var (message, parts) = await CorpusCheck.ConvertAsync(bytes);
        Assert.Empty(CorpusCheck.Losses(bytes, message.Content, parts));
        Assert.DoesNotContain(message.Notes, n => n.Contains("not understood", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_gives_the_same_message()
    {
        foreach (var file in Names)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(MailCorpus.Own, file));
            var options = MimeConversionOptions.Default with { DeliveryTime = DateTimeOffset.UnixEpoch.AddYears(50), SpoolThreshold = 300 };
            var expected = await CorpusCheck.ConvertAsync(bytes, options with { TimeProvider = new FixedTime() });
            var parts = new MemoryParts();
            var actual = await MimeToMapi.ConvertAsync(new ForwardOnly(bytes), parts, options with { TimeProvider = new FixedTime() }, default);
            Assert.Equal(expected.Message.Names, actual.Names);
            Assert.Equal(expected.Message.Content.Recipients.Select(r => r.Properties), actual.Content.Recipients.Select(r => r.Properties));
            Assert.Equal(expected.Message.Content.Properties.Where(p => !p.Value.IsExternal), actual.Content.Properties.Where(p => !p.Value.IsExternal));
        }
    }

    [Fact]
    public async Task Mutated_messages_never_throw()
    {
        var random = new Random(20261103);
        var files = Directory.GetFiles(MailCorpus.Own, "*.eml").Order(StringComparer.Ordinal).ToArray();
        byte[][] tokens = ["\r\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "--"u8.ToArray(), "Content-Type: multipart/mixed; boundary=x\r\n"u8.ToArray(), "Content-Transfer-Encoding: base64\r\n"u8.ToArray(), "=?utf-8?Q?"u8.ToArray(), "\0"u8.ToArray(), [0xFF], "message/rfc822"u8.ToArray(), "<>"u8.ToArray(), "@"u8.ToArray()];
        for (var round = 0; round < 1500; round++)
        {
            var bytes = (await File.ReadAllBytesAsync(files[round % files.Length])).ToList();
            for (var i = random.Next(1, 12); i > 0 && bytes.Count > 0; i--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(6))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                        break;
                    case 2:
                        bytes.InsertRange(at, tokens[random.Next(tokens.Length)]);
                        break;
                    case 3:
                        bytes.RemoveRange(at, bytes.Count - at);
                        break;
                    case 4:
                        bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count), 0).Concat(bytes.Skip(at / 2).Take(60)));
                        break;
                    default:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                }
            }
            var (message, _) = await CorpusCheck.ConvertAsync([.. bytes]);
            Assert.NotNull(message.Content.Properties.GetString(PidTag.MessageClass));
            foreach (var note in message.Notes) Assert.False(note.Contains("not understood", StringComparison.Ordinal), $"round {round}, {Path.GetFileName(files[round % files.Length])}: {note}");
        }
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);
    }

    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
