using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// Makes of a message what lies in the queue: the message object itself, which is what recipients here get, and, where somebody outside gets
/// it too, the message in Internet format. All of it are parts of the mailbox that sends it.
/// </summary>
internal sealed class OutgoingMail(IMailboxStore store, MailComposer composer)
{
    /// <summary>Writes the parts. They are nobody's until the mailbox puts the mail into the queue.</summary>
    /// <param name="mailbox">The mailbox that sends.</param>
    /// <param name="key">Where it lies.</param>
    /// <param name="content">The message, in the mailbox' terms; recipients by addresses that mail can be sent to.</param>
    /// <param name="envelope">To whom.</param>
    /// <param name="author">The address whose domain made ids get.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QueuedMail> PrepareAsync(IMailboxGrain mailbox, MailboxKey key, MessageContent content, RelayEnvelope envelope, string author, CancellationToken cancellationToken)
    {
        var relayId = SubmissionWork.NewJobId();
        await using var part = store.PartSink(key).CreatePart();
        await part.AppendAsync(StorageFormat.WriteMessage(content), cancellationToken);
        var message = await part.CompleteAsync(cancellationToken);
        List<ExternalValue> keeps = [.. StorageFormat.ReferencedParts(content).DistinctBy(p => p.PartId)];
        if (envelope.Recipients.Any(r => r is { State: RelayState.Pending, IsLocal: false }))
        {
            var names = await mailbox.GetNamedPropertiesAsync();
            var (mime, smtpUtf8) = await composer.ComposeAsync(new ForeignMessage(Transmission.Of(content), key, names.Names.ToDictionary()), author, relayId, cancellationToken);
            keeps.Add(mime);
            envelope = envelope with { MimePart = mime.PartId, MimeLength = mime.Length, SmtpUtf8 = smtpUtf8 };
        }
        return new QueuedMail(relayId, (envelope with { Author = author }).Write(), message, keeps);
    }
}
