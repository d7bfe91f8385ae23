using MapiOrleans.Conversion.Mime;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Transport;

/// <summary>Writes messages of a mailbox in Internet format, into parts of that mailbox.</summary>
internal sealed class MailComposer(IGrainFactory grains, IMailboxStore store, ILogger<MailComposer> logger)
{
    /// <summary>Writes a message; gives where it lies, and whether an address in it needs SMTPUTF8.</summary>
    public async Task<(ExternalValue Mime, bool SmtpUtf8)> ComposeAsync(IMailboxGrain mailbox, MailboxKey key, MessageContent content, string sender, long jobId, CancellationToken cancellationToken)
    {
        var directory = grains.GetGrain<IDirectoryGrain>(0);
        var names = await mailbox.GetNamedPropertiesAsync();
        await using var part = store.PartSink(key).CreatePart();
        var composed = await MapiToMime.WriteAsync(content, store.PartSource(key), new MapiToMimeOptions
        {
            Domain = sender[(sender.LastIndexOf('@') + 1)..] is { Length: > 0 } domain ? domain : "localhost",
            Names = names.Names.ToDictionary(),
            ResolveLegacyDN = async (dn, _) => (await directory.FindByLegacyDNAsync(dn))?.Address,
        }, new PartWriterStream(part), cancellationToken);
        foreach (var note in composed.Notes) TransportLog.Note(logger, jobId, note);
        return (await part.CompleteAsync(cancellationToken), composed.NeedsSmtpUtf8);
    }
}
