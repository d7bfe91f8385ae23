using System.Diagnostics;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Tests.Store;
using Xunit;
using Xunit.Abstractions;

namespace MapiOrleans.Tests.OfflineAddressBook;

/// <summary>A domain of 200,000 entries, of which a hundred change in a day.</summary>
public sealed class LargeBookTests(SqliteFixture fixture, ITestOutputHelper output) : IClassFixture<SqliteFixture>, IDisposable
{
    private const int Entries = 200_000;

    private readonly OabWorld _world = new(fixture);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task AHundredChangesAreNoFullDownload()
    {
        string[] first = ["Anna", "Bert", "Carla", "David", "Emma", "Felix", "Greta", "Hugo", "Ines", "Jakob"], last = ["Meier", "Dubois", "Smith", "Rossi", "Novak", "Keller", "Martin", "Weber"];
        var random = new Random(1);
        var entries = Enumerable.Range(0, Entries).Select(i => _world.Add($"{first[random.Next(first.Length)]}.{last[random.Next(last.Length)]}{i}".ToLowerInvariant(), with: e => e with
        {
            DisplayName = $"{last[random.Next(last.Length)]}, {first[random.Next(first.Length)]} {i}",
            Title = $"Title {random.Next(300)}",
            Department = $"Department {random.Next(800)}",
            Company = "Example Ltd.",
            Office = $"{random.Next(40)}/{random.Next(400)}",
            BusinessPhone = $"+49 30 {random.Next(10_000_000)}",
            MobilePhone = $"+49 171 {random.Next(10_000_000)}",
        })).ToList();
        // The snapshot is there anyway: what is counted is what the build takes beside it.
        await _world.Books.GetAsync(_world.Domain.Name, now: true);

        var (time, alive) = await MeasureAsync();
        var full = (await _world.PublishedAsync()).Files.Single(f => f.Kind == OabFileKind.Full);
        output.WriteLine($"{Entries} entries: {full.UncompressedSize} bytes, {full.Size} compressed, {time.TotalSeconds:f1} s, {alive >> 20} MiB alive.");

        for (var i = 0; i < 100; i++) _world.Put(entries[random.Next(Entries)] with { Title = $"Somebody else {i}", Office = $"{random.Next(40)}/{random.Next(400)}" });
        (time, alive) = await MeasureAsync();
        var difference = (await _world.PublishedAsync()).Files.Single(f => f.Kind == OabFileKind.Difference);
        output.WriteLine($"100 changes: difference {difference.Size} bytes, {time.TotalSeconds:f1} s, {alive >> 20} MiB alive.");
        Assert.True(difference.Size < full.Size / 100, $"{difference.Size} of {full.Size}");
        Assert.True(alive < 64 << 20, $"{alive} bytes");

        // And it is right.
        var (before, after) = (await _world.DetailsAsync(1), await _world.DetailsAsync(2));
        Assert.Equal(full.UncompressedSize, before.Length);
        var patch = await _world.ReadAsync(difference);
        Assert.True(after.AsSpan().SequenceEqual(Mspack.Patch(before, patch)));
        Assert.Equal((uint)Entries, OabDetails.TryParse(after, out _)!.Header.Count);
    }

    /// <summary>How long it takes, and how many bytes are alive halfway through its steps, above what is there before.</summary>
    private async Task<(TimeSpan Time, long Alive)> MeasureAsync()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (started, counted, alive) = (Stopwatch.GetTimestamp(), TimeSpan.Zero, 0L);
        Assert.Equal(OabOutcome.Published, await _world.Builder().BuildAsync(_world.Domain, now: true, step =>
        {
            if (!step.Contains($" {Entries / 2}/", StringComparison.Ordinal)) return Task.CompletedTask;
            var counting = Stopwatch.GetTimestamp();
            alive = Math.Max(alive, GC.GetTotalMemory(forceFullCollection: true) - before);
            counted += Stopwatch.GetElapsedTime(counting);
            return Task.CompletedTask;
        }, default));
        return (Stopwatch.GetElapsedTime(started) - counted, alive);
    }
}
