using MapiOrleans.Conversion.Mime;
using MapiOrleans.Mapi.Properties;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.Conversion;

public sealed class MimeCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Everything_of_the_shared_corpus_arrives_and_nothing_is_lost()
    {
        if (MailCorpus.Shared("eml") is not { } folder)
        {
            output.WriteLine("No shared corpus here; nothing read.");
            return;
        }
        var failures = new List<string>();
        var files = Directory.GetFiles(folder, "*.eml");
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var (message, parts) = await CorpusCheck.ConvertAsync(bytes);
            foreach (var note in message.Notes) output.WriteLine($"{Path.GetFileName(file)}: note: {note}");
            failures.AddRange(CorpusCheck.Losses(bytes, message.Content, parts).Select(l => $"{Path.GetFileName(file)}: {l}"));
        }
        output.WriteLine($"{files.Length} messages read.");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
