using System.Security.Cryptography;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// Takes a submitted message over: finds its recipients, writes down what they get, and lets the mailbox put it where sent mail goes, in
/// the transaction that puts what is to be sent into the queue. Cut off before that, it begins anew; after it, it is done.
/// </summary>
internal sealed class SubmissionWork(IGrainFactory grains, IMailboxStore store, OutgoingMail outgoing, SmarthostOptions options, ILogger<SubmissionWork> logger)
{
    private const int Submitted = 0x0004, Resend = 0x0080;

    private IDirectoryGrain Directory => grains.GetGrain<IDirectoryGrain>(0);

    /// <summary>A number for new work.</summary>
    public static long NewJobId()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToInt64(bytes) & long.MaxValue | 1;
    }

    /// <summary>Does it. False where the message is not to be sent any more: the work ends.</summary>
    public async Task<bool> RunAsync(JobRecord job, Guid owner, CancellationToken cancellationToken)
    {
        var mailbox = grains.GetGrain<IMailboxGrain>(job.MailboxGuid);
        var info = await mailbox.FindAsync();
        var message = info is null ? null : await store.ReadMessageAsync(job.Key, job.MessageId, MessageParts.All, cancellationToken);
        if (info is null || message is null || message.DeletedAt is not null || (message.MessageFlags & Submitted) == 0)
        {
            TransportLog.Dropped(logger, job.JobId, job.MessageId, job.MailboxGuid);
            return false;
        }
        var data = SubmissionData.Read(job.Data);
        var content = data.Sign(message.Content);
        var bag = content.Properties;
        var (recipients, named) = await new RecipientExpansion(Directory, options).ExpandAsync(content, (message.MessageFlags & Resend) != 0, new PersonalLists(mailbox, info, store, options.MaxRecipients), cancellationToken);
        var sender = bag.GetString(PidTag.SenderSmtpAddress) ?? "";
        // Nobody hears of a report that does not arrive (RFC 8098 2.1); of mail that is sent as a group whoever sent it does, and not the group.
        var envelope = RelayEnvelope.Of(named, IsReport(bag) ? "" : await ReturnAddressAsync(job, sender), recipients) with { Bounced = data.Bounced };
        var taken = new SubmissionTaken
        {
            JobId = job.JobId,
            LeaseOwner = owner,
            MessageId = job.MessageId,
            SentFolderId = SentFolder(info, bag, message.FolderId),
            Mail = await outgoing.PrepareAsync(mailbox, job.Key, named, envelope, sender, cancellationToken),
        };
        if (await mailbox.TakeSubmissionAsync(taken)) TransportLog.Taken(logger, job.JobId, job.MessageId, job.MailboxGuid, recipients.Count, taken.Mail.RelayId);
        // Else somebody took it back, or over: there is nothing left to end.
        return true;
    }

    private async Task<string> ReturnAddressAsync(JobRecord job, string sender) =>
        await Directory.FindByAddressAsync(sender) is { } known && known.MailboxGuid == Guid.Empty ? (await Directory.FindByMailboxAsync(job.MailboxGuid))?.Address ?? sender : sender;

    private static bool IsReport(PropertyBag bag) => bag.GetString(PidTag.MessageClass)?.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Where a message goes when it was sent ([MS-OXOMSG] 2.2.3.8, 2.2.3.10): nowhere where it says so or was handed over for transport only,
    /// the folder it names, else Sent Items.
    /// </summary>
    internal static long SentFolder(MailboxInfo info, PropertyBag bag, long folderId)
    {
        if (bag.GetBool(PidTag.DeleteAfterSubmit) == true || folderId == info.SpecialFolders[SpecialFolder.SpoolerQueue]) return 0;
        if (bag.TryGet(PidTag.SentMailSvrEID, out PropertyValue server) && !server.IsExternal && ServerFolder(server.AsBytes()) is var own and not 0) return own;
        if (bag.GetBinary(PidTag.SentMailEntryId) is { } entryId && EntryIds.ParseFolder(entryId) is { } folder && folder.ReplGuid == info.ReplGuid) return folder.GlobCnt;
        return info.SpecialFolders[SpecialFolder.SentItems];
    }

    /// <summary>The folder of a PtypServerId of this server's ([MS-OXCDATA] 2.11.1.4), or 0.</summary>
    private static long ServerFolder(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        var ours = reader.ReadByte();
        var folder = reader.ReadUInt64();
        return reader.Failed || ours != 1 ? 0 : ObjectIds.FromWire(folder);
    }
}
