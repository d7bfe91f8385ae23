using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Transport;

/// <summary>Puts what the server itself sends (forwards, answers, bounces of rules) into the queue, once an operation id.</summary>
internal sealed class OutgoingMailQueue(IGrainFactory grains, MailComposer composer, SmarthostOptions options) : IOutgoingMail
{
    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var mailbox = grains.GetGrain<IMailboxGrain>(mail.MailboxGuid);
        var info = await mailbox.FindAsync() ?? throw new MailboxMissingException(mail.MailboxGuid);
        var bag = mail.Content.Properties;
        var jobId = SubmissionWork.NewJobId();
        var recipients = await new RecipientExpansion(grains.GetGrain<IDirectoryGrain>(0), options).ExpandAsync(mail.Recipients);
        var domainOf = mail.EnvelopeSender.Length > 0 ? mail.EnvelopeSender : bag.GetString(PidTag.SenderSmtpAddress) ?? "";
        var (mime, smtpUtf8) = await composer.ComposeAsync(mailbox, new MailboxKey(info.StoreId, info.Shard), mail.Content, domainOf, jobId, cancellationToken);
        var order = new RelayOrder
        {
            OperationId = mail.OperationId,
            RelayId = jobId,
            Mime = mime,
            Envelope = new RelayEnvelope
            {
                Sender = mail.EnvelopeSender,
                Subject = bag.GetString(PidTag.Subject) ?? bag.GetString(PidTag.NormalizedSubject) ?? "",
                MessageId = bag.GetString(PidTag.InternetMessageId) ?? "",
                SmtpUtf8 = smtpUtf8,
                Recipients = recipients,
            }.Write(),
        };
        try
        {
            await mailbox.PutRelayAsync(order);
        }
        catch (MailboxMovedException)
        {
            // The new owner knows by the operation id whether it is in the queue.
            await mailbox.PutRelayAsync(order);
        }
    }
}
