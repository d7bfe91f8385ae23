using System.Security.Cryptography;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Store;

public abstract class OfflineAddressBookStoreContract(StoreFixture fixture)
{
    private readonly ManualTime _time = new();

    private IOfflineAddressBookStore Store => fixture.OfflineAddressBooksBy(_time);

    private async Task<(OabFileRecord File, byte[] Bytes)> WriteAsync(Guid book, int size, long sequence = 1, OabFileKind kind = OabFileKind.Full)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var writer = Store.CreateFile(book);
        for (var at = 0; at < size; at += 50_000) await writer.AppendAsync(bytes.AsMemory(at, Math.Min(50_000, size - at)), default);
        var sha1 = await writer.CompleteAsync(default);
        Assert.Equal(SHA1.HashData(bytes), sha1);
        Assert.Equal(size, writer.Length);
        return (new OabFileRecord { FileId = writer.FileId, Kind = kind, Sequence = sequence, Size = size, UncompressedSize = 2 * size, Crc = 0xFFFFFFF0, Sha1 = sha1, CreatedAt = _time.GetUtcNow(), Language = 0x409 }, bytes);
    }

    private async Task<byte[]> ReadAsync(OabFileRecord file)
    {
        using var all = new MemoryStream();
        for (var n = 0; await Store.ReadChunkAsync(file.FileId, n, default) is { Length: > 0 } chunk; n++) all.Write(chunk);
        return all.ToArray();
    }

    private OabRecordSet Book(Guid id, long sequence, params OabFileRecord[] files) =>
        new() { BookId = id, DomainId = Guid.NewGuid(), Sequence = sequence, ContentHash = [1, 2, (byte)sequence], PublishedAt = _time.GetUtcNow(), Files = files };

    [Theory]
    [InlineData(0), InlineData(1), InlineData(131_072), InlineData(131_073), InlineData(400_001)]
    public async Task A_file_is_read_as_it_was_written_once_it_is_published(int size)
    {
        var id = Guid.NewGuid();
        var (file, bytes) = await WriteAsync(id, size);
        Assert.Null(await Store.FindAsync(id, default));
        var book = Book(id, 1, file);
        Assert.True(await Store.PublishAsync(book, 0, default));
        Assert.Equivalent(book, await Store.FindAsync(id, default), strict: true);
        Assert.Equal(bytes, await ReadAsync(file));
        Assert.Contains((id, book.DomainId), await Store.ListAsync(default));
    }

    [Fact]
    public async Task A_version_takes_the_place_of_the_one_that_it_was_made_from_and_of_no_other()
    {
        var id = Guid.NewGuid();
        var (one, _) = await WriteAsync(id, 10);
        Assert.True(await Store.PublishAsync(Book(id, 1, one), 0, default));
        var (two, bytes) = await WriteAsync(id, 200_000, 2);
        var (difference, _) = await WriteAsync(id, 30, 2, OabFileKind.Difference);
        Assert.False(await Store.PublishAsync(Book(id, 1, two), 0, default));
        Assert.False(await Store.PublishAsync(Book(id, 3, two), 2, default));
        Assert.Equal([one.FileId], (await Store.FindAsync(id, default))!.Files.Select(f => f.FileId));
        Assert.True(await Store.PublishAsync(Book(id, 2, two, difference, one), 1, default));
        Assert.Equal([two.FileId, difference.FileId, one.FileId], (await Store.FindAsync(id, default))!.Files.Select(f => f.FileId));
        // What the next version does not name is gone.
        Assert.True(await Store.PublishAsync(Book(id, 3, two), 2, default));
        Assert.Equal([two.FileId], (await Store.FindAsync(id, default))!.Files.Select(f => f.FileId));
        Assert.Empty(await ReadAsync(one));
        Assert.Equal(bytes, await ReadAsync(two));
        // A file that is not there cannot be published, and nothing of the version is.
        Assert.False(await Store.PublishAsync(Book(id, 4, two, one), 3, default));
        Assert.Equal(3, (await Store.FindAsync(id, default))!.Sequence);
    }

    [Fact]
    public async Task Two_who_publish_at_a_time_publish_one_version()
    {
        var id = Guid.NewGuid();
        var files = new List<OabFileRecord>();
        for (var i = 0; i < 4; i++) files.Add((await WriteAsync(id, 10 + i)).File);
        var published = await Task.WhenAll(files.Select(f => Store.PublishAsync(Book(id, 1, f), 0, default)));
        Assert.Single(published, p => p);
        Assert.Equal(files[Array.IndexOf(published, true)].FileId, Assert.Single((await Store.FindAsync(id, default))!.Files).FileId);
    }

    [Fact]
    public async Task What_was_never_published_is_purged_and_what_was_is_not()
    {
        var id = Guid.NewGuid();
        var (kept, bytes) = await WriteAsync(id, 100);
        Assert.True(await Store.PublishAsync(Book(id, 1, kept), 0, default));
        var (left, _) = await WriteAsync(id, 300_000);
        await Store.PurgeAsync(_time.GetUtcNow(), default);
        Assert.Equal(300_000, (await ReadAsync(left)).Length);
        await Store.PurgeAsync(_time.GetUtcNow().AddTicks(1), default);
        Assert.Empty(await ReadAsync(left));
        Assert.Equal(bytes, await ReadAsync(kept));
    }

    [Fact]
    public async Task A_book_goes_with_all_its_files_and_no_other()
    {
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        var (one, _) = await WriteAsync(id, 100);
        var (two, bytes) = await WriteAsync(other, 100);
        Assert.True(await Store.PublishAsync(Book(id, 1, one), 0, default));
        Assert.True(await Store.PublishAsync(Book(other, 1, two), 0, default));
        // A file of another book is none of this one.
        Assert.False(await Store.PublishAsync(Book(id, 2, two), 1, default));
        await Store.RemoveAsync(id, default);
        Assert.DoesNotContain(id, (await Store.ListAsync(default)).Select(b => b.BookId));
        // Its version is kept: what comes after is newer.
        var gone = (await Store.FindAsync(id, default))!;
        Assert.Equal((1, 0, 0), (gone.Sequence, gone.Files.Count, gone.ContentHash.Length));
        Assert.False(await Store.PublishAsync(Book(id, 1), 0, default));
        Assert.Empty(await ReadAsync(one));
        Assert.Equal(bytes, await ReadAsync(two));
    }
}

[Trait("Engine", "SQLite")]
public sealed class SqliteOfflineAddressBookStoreTests(SqliteFixture fixture) : OfflineAddressBookStoreContract(fixture), IClassFixture<SqliteFixture>;

[Trait("Engine", "PostgreSQL")]
public sealed class PostgresOfflineAddressBookStoreTests(PostgresFixture fixture) : OfflineAddressBookStoreContract(fixture), IClassFixture<PostgresFixture>;
