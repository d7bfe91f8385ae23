using MapiOrleans.Conversion.Mime;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Transport;

/// <summary>Writes messages of a mailbox in Internet format.</summary>
internal sealed class MailComposer(IGrainFactory grains, IMailboxStore store, ILogger<MailComposer> logger)
{
    /// <summary>Writes a message into a part of its mailbox; gives where it lies, and whether an address in it needs SMTPUTF8.</summary>
    public async Task<(ExternalValue Mime, bool SmtpUtf8)> ComposeAsync(ForeignMessage message, string sender, long jobId, CancellationToken cancellationToken)
    {
        await using var part = store.PartSink(message.Key).CreatePart();
        var smtpUtf8 = await WriteAsync(message, sender, jobId, new PartWriterStream(part), cancellationToken);
        return (await part.CompleteAsync(cancellationToken), smtpUtf8);
    }

    /// <summary>Writes a message; gives whether an address in it needs SMTPUTF8.</summary>
    public async Task<bool> WriteAsync(ForeignMessage message, string sender, long jobId, Stream output, CancellationToken cancellationToken)
    {
        var composed = await MapiToMime.WriteAsync(message.Content, store.PartSource(message.Key), OptionsFor(message, sender), output, cancellationToken);
        foreach (var note in composed.Notes) TransportLog.Note(logger, jobId, note);
        return composed.NeedsSmtpUtf8;
    }

    /// <summary>The headers that a message would have.</summary>
    public Task<string> HeadersAsync(ForeignMessage message, string sender, CancellationToken cancellationToken) =>
        MapiToMime.HeadersAsync(message.Content, store.PartSource(message.Key), OptionsFor(message, sender), cancellationToken);

    private MapiToMimeOptions OptionsFor(ForeignMessage message, string sender)
    {
        var directory = grains.GetGrain<IDirectoryGrain>(0);
        return new MapiToMimeOptions
        {
            Domain = sender[(sender.LastIndexOf('@') + 1)..] is { Length: > 0 } domain ? domain : "localhost",
            Names = message.Names,
            ResolveLegacyDN = async (dn, _) => (await directory.FindByLegacyDNAsync(dn))?.Address,
        };
    }
}
