using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;

namespace MapiOrleans.Grains.Transport;

/// <summary>Reads messages out of the queue. A singleton.</summary>
internal sealed class RelayMessages(IGrainFactory grains, IMailboxStore store, MailComposer composer)
{
    /// <summary>The store.</summary>
    public IMailboxStore Store => store;

    /// <summary>Writes messages in Internet format.</summary>
    public MailComposer Composer => composer;

    /// <summary>The message of a job.</summary>
    public async Task<RelayMessage> OpenAsync(JobRecord job, RelayEnvelope envelope, CancellationToken cancellationToken)
    {
        var part = job.Part ?? throw new InvalidDataException($"job {job.JobId} has no message");
        var bytes = new byte[part.Length];
        for (var at = 0; at < bytes.Length;)
        {
            var read = await store.PartSource(job.Key).ReadAsync(part.PartId, at, bytes.AsMemory(at), cancellationToken);
            if (read == 0) throw new InvalidDataException($"The message of job {job.JobId} ends at {at} of {part.Length} bytes.");
            at += read;
        }
        var content = StorageFormat.TryReadMessage(bytes, out var error) ?? throw new InvalidDataException($"The message of job {job.JobId} cannot be read: {error}");
        var names = await grains.GetGrain<IMailboxGrain>(job.MailboxGuid).GetNamedPropertiesAsync();
        return new RelayMessage(this, job, envelope, new ForeignMessage(content, job.Key, names.Names.ToDictionary()));
    }
}

/// <summary>A message of the queue: as the object that its sender made, as it is for everybody, and in Internet format where that is needed.</summary>
internal sealed class RelayMessage(RelayMessages messages, JobRecord job, RelayEnvelope envelope, ForeignMessage original) : IAsyncDisposable
{
    private const int CopyBuffer = 64 << 10;

    private Stream? _mime;

    /// <summary>As its sender made it, blind-copy recipients and all.</summary>
    public ForeignMessage Original => original;

    /// <summary>As it is for everybody.</summary>
    public ForeignMessage ForAll { get; } = original with { Content = Transmission.Of(original.Content) };

    /// <summary>Bytes of it.</summary>
    public long Size { get; } = StorageFormat.SizeOf(original.Content);

    /// <summary>The headers that it has, or would have.</summary>
    public Task<string> HeadersAsync(CancellationToken cancellationToken) => messages.Composer.HeadersAsync(ForAll, envelope.Author, cancellationToken);

    /// <summary>In Internet format: as it was written when it was queued, else written now. At its beginning, the object's own.</summary>
    public async Task<Stream> MimeAsync(CancellationToken cancellationToken)
    {
        if (_mime is null)
        {
            var file = TemporaryFile();
            try
            {
                if (envelope.MimeLength > 0) await CopyAsync(file, cancellationToken);
                else await messages.Composer.WriteAsync(ForAll, envelope.Author, job.JobId, file, cancellationToken);
            }
            catch
            {
                await file.DisposeAsync();
                throw;
            }
            _mime = file;
        }
        _mime.Position = 0;
        return _mime;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _mime?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static FileStream TemporaryFile() => new(Path.Combine(Path.GetTempPath(), "mapiorleans-" + Guid.NewGuid().ToString("n")),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });

    private async Task CopyAsync(Stream file, CancellationToken cancellationToken)
    {
        var source = messages.Store.PartSource(job.Key);
        var buffer = new byte[CopyBuffer];
        for (var at = 0L; at < envelope.MimeLength;)
        {
            var read = await source.ReadAsync(envelope.MimePart, at, buffer, cancellationToken);
            if (read == 0) throw new InvalidDataException($"The message of job {job.JobId} ends at {at} of {envelope.MimeLength} bytes.");
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            at += read;
        }
    }
}
