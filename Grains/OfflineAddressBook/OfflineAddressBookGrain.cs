using System.Globalization;
using System.Text;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using Orleans.Concurrency;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>Serves a domain's offline address book from the store, on the node that is asked.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class OfflineAddressBookGrain(IOfflineAddressBookStore store, IJobStore jobs, OabChunkCache chunks, OfflineAddressBookOptions options, TimeProvider time) : Grain, IOfflineAddressBookGrain
{
    private (long At, OabPublication Publication)? _known;

    private Guid BookId => this.GetPrimaryKey();

    /// <inheritdoc/>
    public async Task<OabPublication?> GetPublicationAsync()
    {
        if (!options.Enabled) return null;
        if (_known is { } known && time.GetElapsedTime(known.At) < options.PublicationLifetime) return known.Publication;
        var at = time.GetTimestamp();
        var found = await AskAsync(() => store.FindAsync(BookId, CancellationToken.None));
        // That there is none yet is not kept: clients that wait for the first one are to find it.
        if (found is not { Files.Count: > 0 }) return null;
        var publication = Describe(found);
        _known = (at, publication);
        return publication;
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(Guid fileId, long offset, int length)
    {
        if (offset < 0 || length <= 0) return [];
        var chunk = await AskAsync(() => chunks.GetAsync(fileId, offset / store.ChunkSize));
        var start = (int)(offset % store.ChunkSize);
        if (start >= chunk.Length) return [];
        return start == 0 && length >= chunk.Length ? chunk : chunk.AsSpan(start, Math.Min(length, chunk.Length - start)).ToArray();
    }

    /// <inheritdoc/>
    public Task<bool> BuildAsync() => AskAsync(() => jobs.ChangeAsync(OabWork.JobIdOf(BookId), held: false, OabWork.AskedFor, CancellationToken.None));

    /// <inheritdoc/>
    public Task<bool> StopAsync() => AskAsync(() => jobs.StopAsync(OabWork.JobIdOf(BookId), CancellationToken.None));

    /// <inheritdoc/>
    public async Task<OabProgress?> GetProgressAsync() =>
        await AskAsync(() => jobs.FindAsync(OabWork.JobIdOf(BookId), CancellationToken.None)) is { Kind: JobKind.OfflineAddressBook } job
            ? new OabProgress(job.DueAt, job.Held, Encoding.UTF8.GetString(job.Data), job.LastError)
            : null;

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StoreUnavailableException)
        {
            throw new DirectoryUnavailableException("The store of offline address books cannot be reached now.");
        }
    }

    private static OabPublication Describe(OabRecordSet book) => new()
    {
        BookId = book.BookId,
        Sequence = book.Sequence,
        PublishedAt = book.PublishedAt,
        Files =
        [
            .. from file in book.Files
               select new OabFileInfo
               {
                   FileId = file.FileId,
                   Type = (OabFileType)(int)file.Kind,
                   Name = NameOf(book.BookId, file),
                   Language = file.Language,
                   Sequence = file.Sequence,
                   Size = file.Size,
                   UncompressedSize = file.UncompressedSize,
                   Sha1 = file.Sha1,
                   CreatedAt = file.CreatedAt,
               },
        ],
    };

    /// <summary>Names as Exchange gives them.</summary>
    private static string NameOf(Guid bookId, OabFileRecord file)
    {
        var kind = file.Kind switch
        {
            OabFileKind.Full => "data",
            OabFileKind.Difference => "binpatch",
            _ => "lng" + file.Language.ToString("x4", CultureInfo.InvariantCulture),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{bookId:D}-{kind}-{file.Sequence}.lzx");
    }
}
