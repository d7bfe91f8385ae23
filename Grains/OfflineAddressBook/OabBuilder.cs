using System.Diagnostics;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.OfflineAddressBook;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.OfflineAddressBook;
using MapiOrleans.Mapi.Wire;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>
/// Makes a version of a domain's offline address book: full details, templates, and the difference to the version before. It has no more in
/// memory than the snapshot that is there anyway and a few blocks; nothing is to be seen of a version before all of it is stored.
/// </summary>
internal sealed class OabBuilder(
    IOfflineAddressBookStore store, AddressBooks books, OfflineAddressBookOptions options, AddressBookOptions bounds, OfflineAddressBookMetrics metrics, TimeProvider time, ILogger<OabBuilder> logger)
{
    // So often something is said of how far it is.
    private const int ReportedRecords = 10_000;

    // A book that is so many hundredths longer or shorter than the last version is another one.
    private const int MuchPercent = 10;

    // Versions whose full details can be downloaded: the newest, and the one before for who is at it.
    private const int FullVersions = 2;

    /// <summary>Makes a version where something changed since the last one.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="now">Whether it is made however young the last one is, and however little changed.</param>
    /// <param name="report">Told what is being done and how far it is.</param>
    /// <param name="cancellationToken">Gives the build up; what was written of it is left to be purged.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    /// <exception cref="OabTooLargeException">The details are larger than <see cref="OfflineAddressBookOptions.MaxDetailsSize"/>.</exception>
    public async Task<OabOutcome> BuildAsync(DomainInfo domain, bool now, Func<string, Task> report, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var bookId = OfflineAddressBookIdentity.BookId(domain.DomainId);
        var content = new OabContent(await books.GetAsync(domain.Name, now: true), domain, options, bounds, time);
        var before = await store.FindAsync(bookId, cancellationToken);
        var sequence = (before?.Sequence ?? 0) + 1;
        await report("measure");
        var measures = content.Measure(sequence, cancellationToken);
        if (before is not null && before.ContentHash.AsSpan().SequenceEqual(measures.ContentHash)) return OabOutcome.NothingChanged;
        if (!now && before is not null && !IsDue(before, measures)) return OabOutcome.Waits;
        if (measures.Size > options.MaxDetailsSize) throw new OabTooLargeException(domain.Name, measures.Size, options.MaxDetailsSize);

        var compressor = new OabCompressor();
        var full = await WriteFullAsync(compressor, bookId, content, measures, sequence, report, cancellationToken);
        List<OabFileRecord> files = [full];
        foreach (var (language, template) in OabTemplates.All) files.Add(await WriteTemplateAsync(compressor, bookId, language, template, sequence, cancellationToken));
        var difference = before is null ? null : await TryWriteDifferenceAsync(compressor, before, content, measures, full, report, cancellationToken);
        if (difference is not null) files.Add(difference);
        files.AddRange(Kept(before, sequence, hasDifference: difference is not null));
        var version = new OabRecordSet { BookId = bookId, DomainId = domain.DomainId, Sequence = sequence, ContentHash = measures.ContentHash, PublishedAt = time.GetUtcNow(), Files = files };
        if (!await store.PublishAsync(version, before?.Sequence ?? 0, cancellationToken))
        {
            // Another node was at it, too. What it published is as good.
            OfflineAddressBookLog.PublishedElsewhere(logger, domain.Name, sequence);
            return OabOutcome.NothingChanged;
        }
        var elapsed = time.GetElapsedTime(started);
        metrics.Built(elapsed, full.Size, difference?.Size);
        OfflineAddressBookLog.Published(logger, domain.Name, sequence, content.Count, full.Size, full.UncompressedSize, difference?.Size ?? 0, elapsed);
        return OabOutcome.Published;
    }

    /// <summary>
    /// Whether it is time for a version: the last one is old enough, or is not what the domain is any more, as when its first users come after
    /// it.
    /// </summary>
    private bool IsDue(OabRecordSet before, OabMeasures measures)
    {
        if (time.GetUtcNow() - before.PublishedAt >= options.BuildInterval) return true;
        var size = before.Files.FirstOrDefault(f => f.Kind == OabFileKind.Full && f.Sequence == before.Sequence)?.UncompressedSize ?? 0;
        return Math.Abs(measures.Size - size) * 100 >= size * MuchPercent;
    }

    private async Task<OabFileRecord> WriteFullAsync(OabCompressor compressor, Guid bookId, OabContent content, OabMeasures measures, long sequence, Func<string, Task> report, CancellationToken cancellationToken)
    {
        var file = store.CreateFile(bookId);
        using var output = new MapiWriter(OabCompressor.BlockMax);
        using var pending = new MapiWriter(OabCompressor.BlockMax * 2);
        new LzxHeader(OabCompressor.BlockMax, (uint)measures.Size).Write(output);
        content.WriteStart(pending, sequence, measures);
        var crc = Crc32.AddressBookSeed;
        for (var record = 0; record < content.Count; record++)
        {
            content.WriteRecord(pending, record);
            if (pending.Length >= OabCompressor.BlockMax) await CompressAsync(isEnd: false);
            if (record % ReportedRecords == 0) await report($"details {record}/{content.Count}");
        }
        await CompressAsync(isEnd: true);
        var sha1 = await file.CompleteAsync(cancellationToken);
        return new OabFileRecord
        {
            FileId = file.FileId,
            Kind = OabFileKind.Full,
            Sequence = sequence,
            Size = file.Length,
            UncompressedSize = measures.Size,
            Crc = crc,
            Sha1 = sha1,
            CreatedAt = time.GetUtcNow(),
        };

        async Task CompressAsync(bool isEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var taken = 0;
            while (pending.Length - taken >= OabCompressor.BlockMax || (isEnd && taken < pending.Length))
            {
                var block = pending.Written.Slice(taken, Math.Min(OabCompressor.BlockMax, pending.Length - taken));
                crc = Crc32.Append(crc, block);
                compressor.WriteBlock(output, block);
                taken += block.Length;
                await file.AppendAsync(output.WrittenMemory, cancellationToken);
                output.Truncate(0);
            }
            var rest = pending.Written[taken..].ToArray();
            pending.Truncate(0);
            pending.WriteBytes(rest);
        }
    }

    private async Task<OabFileRecord> WriteTemplateAsync(OabCompressor compressor, Guid bookId, uint language, byte[] template, long sequence, CancellationToken cancellationToken)
    {
        var file = store.CreateFile(bookId);
        await file.AppendAsync(compressor.Compress(template), cancellationToken);
        var sha1 = await file.CompleteAsync(cancellationToken);
        return new OabFileRecord
        {
            FileId = file.FileId,
            Kind = OabFileKind.Template,
            Language = language,
            Sequence = sequence,
            Size = file.Length,
            UncompressedSize = template.Length,
            Crc = Crc32.Append(Crc32.AddressBookSeed, template),
            Sha1 = sha1,
            CreatedAt = time.GetUtcNow(),
        };
    }

    /// <summary>The difference to the version before; null where there is none that is worth it.</summary>
    private async Task<OabFileRecord?> TryWriteDifferenceAsync(OabCompressor compressor, OabRecordSet before, OabContent content, OabMeasures measures, OabFileRecord full, Func<string, Task> report, CancellationToken cancellationToken)
    {
        if (before.Files.FirstOrDefault(f => f.Kind == OabFileKind.Full && f.Sequence == before.Sequence) is not { } source) return null;
        var file = store.CreateFile(before.BookId);
        using var output = new MapiWriter(OabCompressor.BlockMax);
        using var record = new MapiWriter(4096);
        new PatchHeader(OabCompressor.BlockMax, (uint)source.UncompressedSize, (uint)full.UncompressedSize, source.Crc, full.Crc).Write(output);
        var patch = new OabPatchWriter(compressor);
        var most = full.Size * options.MaxDifferencePercent / 100;
        try
        {
            await using var pieces = new OabFileReader(store, source).PiecesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            if (!await pieces.MoveNextAsync()) return null;
            content.WriteStart(record, full.Sequence, measures);
            patch.Keep(output, pieces.Current.Span, record.Written);
            var old = await NextAsync();
            for (var i = 0; i < content.Count; i++)
            {
                var order = old is null ? 1 : OabContent.CompareAddresses(old, content.AddressOf(i));
                for (; order < 0; order = old is null ? 1 : OabContent.CompareAddresses(old, content.AddressOf(i)))
                {
                    patch.Remove(pieces.Current.Span);
                    old = await NextAsync();
                }
                record.Truncate(0);
                content.WriteRecord(record, i);
                if (order == 0)
                {
                    patch.Keep(output, pieces.Current.Span, record.Written);
                    old = await NextAsync();
                }
                else
                {
                    patch.Add(output, record.Written);
                }
                if (i % ReportedRecords == 0) await report($"difference {i}/{content.Count}");
                if (output.Length < OabCompressor.BlockMax / 2) continue;
                await file.AppendAsync(output.WrittenMemory, cancellationToken);
                output.Truncate(0);
                if (patch.IsTooDifferent || file.Length > most) return null;
            }
            patch.Finish(output);
            if (patch.IsTooDifferent || file.Length + output.Length > most) return null;

            // The address of the next record; null at the end. One that cannot be read stands before all others.
            async ValueTask<string?> NextAsync() => await pieces.MoveNextAsync() ? OabRecord.SecondText(pieces.Current.Span, OabContent.Schema.Objects.Count) ?? "" : null;
        }
        catch (InvalidDataException e)
        {
            // Who has the version before has to download everything; the new one is none the worse for it.
            OfflineAddressBookLog.SourceUnreadable(logger, e, before.BookId, before.Sequence);
            return null;
        }
        await file.AppendAsync(output.WrittenMemory, cancellationToken);
        var sha1 = await file.CompleteAsync(cancellationToken);
        return new OabFileRecord
        {
            FileId = file.FileId,
            Kind = OabFileKind.Difference,
            Sequence = full.Sequence,
            Size = file.Length,
            UncompressedSize = full.UncompressedSize,
            Crc = full.Crc,
            Sha1 = sha1,
            CreatedAt = time.GetUtcNow(),
        };
    }

    /// <summary>What stays of the versions before: each difference only where all after it are there.</summary>
    private IEnumerable<OabFileRecord> Kept(OabRecordSet? before, long sequence, bool hasDifference) =>
        from file in before?.Files ?? []
        where file.Kind == OabFileKind.Difference ? hasDifference && file.Sequence > sequence - options.DifferencesKept : file.Sequence > sequence - FullVersions
        select file;
}

/// <summary>What became of a build.</summary>
internal enum OabOutcome
{
    /// <summary>There is a new version.</summary>
    Published,
    /// <summary>The last version is as the domain is.</summary>
    NothingChanged,
    /// <summary>Something changed, which waits until the last version is old enough.</summary>
    Waits,
}

/// <summary>A domain's details are larger than they may be.</summary>
internal sealed class OabTooLargeException(string domain, long size, long most) : Exception($"The offline address book of {domain} has {size} bytes; OfflineAddressBook:MaxDetailsSize allows {most}.");
