using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// Brings a message to its recipients: those of this installation through delivery, whose operation ids let nothing arrive twice, the
/// others through the smarthost. What is done is written down before anything else happens; what cannot be done is reported to the sender.
/// </summary>
internal sealed class RelayWork(IMailDelivery delivery, ISmarthost smarthost, IMailboxStore store, IJobStore jobs, SmarthostOptions options, TimeProvider time, ILogger<RelayWork> logger)
{
    private const int CopyBuffer = 64 << 10;

    private static readonly IList<TimeSpan> UsualRetries =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2)];

    private string Server => options.LocalName.Length > 0 ? options.LocalName : Environment.MachineName;

    /// <summary>Tries once. Null where the work ends; else the work as it goes back into the queue.</summary>
    public async Task<JobRecord?> RunAsync(JobRecord job, Guid owner, CancellationToken cancellationToken)
    {
        var envelope = RelayEnvelope.Read(job.Data);
        await using var mime = await OpenAsync(job, cancellationToken);
        var recipients = envelope.Recipients.ToArray();
        await DeliverAsync(job, envelope, recipients, mime, cancellationToken);
        await SendAsync(job, envelope, recipients, mime, cancellationToken);
        var now = time.GetUtcNow();
        if (now - job.CreatedAt >= options.Expiry)
        {
            for (var i = 0; i < recipients.Length; i++)
                if (recipients[i].State == RelayState.Pending)
                    recipients[i] = recipients[i].Fail("4.4.7", $"It could not be delivered in time. Last: {recipients[i].Diagnostic}");
        }
        envelope = envelope with { Recipients = recipients };
        var last = recipients.LastOrDefault(r => r.State == RelayState.Pending)?.Diagnostic ?? "";
        job = job with { Attempts = job.Attempts + 1, Data = envelope.Write(), LastError = last };
        TransportLog.Tried(logger, job.JobId, job.Attempts, Count(RelayState.Done), Count(RelayState.Failed), Count(RelayState.Pending));
        // Before the sender is told: whoever goes on after this node must not send again what has arrived.
        if (!await jobs.UpdateAsync(job, owner, cancellationToken)) return null;

        envelope = await ReportAsync(job, envelope, mime, now, cancellationToken);
        job = job with { Data = envelope.Write(), DueAt = now + WaitAfter(job.Attempts) };
        return Count(RelayState.Pending) > 0 || envelope.Recipients.Any(r => r is { State: RelayState.Failed, Reported: false }) ? job : null;

        int Count(RelayState state) => recipients.Count(r => r.State == state);
    }

    /// <summary>How long to wait after so many attempts.</summary>
    private TimeSpan WaitAfter(int attempts)
    {
        // The binder adds to a list that is there: the usual schedule cannot be the option's default.
        var schedule = options.RetryAfter.Count > 0 ? options.RetryAfter : UsualRetries;
        var wait = schedule[Math.Min(attempts, schedule.Count) - 1];
        return wait * (1 + (Random.Shared.NextDouble() * 2 - 1) * Math.Clamp(options.RetryJitter, 0, 1));
    }

    private async Task DeliverAsync(JobRecord job, RelayEnvelope envelope, RelayRecipient[] recipients, Stream mime, CancellationToken cancellationToken)
    {
        var taken = new List<(int Index, DeliveryRecipient Recipient)>();
        for (var i = 0; i < recipients.Length; i++)
        {
            if (recipients[i] is not { State: RelayState.Pending, IsLocal: true } recipient) continue;
            var verdict = await delivery.CheckRecipientAsync(recipient.Address, mime.Length, cancellationToken);
            if (verdict.Status == DeliveryStatus.Ok) taken.Add((i, new DeliveryRecipient(recipient.Address, verdict.Token)));
            else recipients[i] = After(recipient, verdict.Status, verdict.Detail);
        }
        if (taken.Count == 0) return;
        mime.Position = 0;
        var results = await delivery.DeliverAsync(new DeliveryRequest
        {
            EnvelopeSender = envelope.Sender,
            Recipients = [.. taken.Select(t => t.Recipient)],
            Message = mime,
            Size = mime.Length,
            ReceivedAt = job.CreatedAt,
            Flags = envelope.SmtpUtf8 ? DeliveryFlags.SmtpUtf8 : DeliveryFlags.None,
            ReceivedFor = envelope.ReceivedFor,
            TransactionId = TransactionId(job.JobId, "mail"),
        }, cancellationToken);
        for (var i = 0; i < results.Count; i++) recipients[taken[i].Index] = After(recipients[taken[i].Index], results[i].Status, results[i].Detail);
    }

    private async Task SendAsync(JobRecord job, RelayEnvelope envelope, RelayRecipient[] recipients, Stream mime, CancellationToken cancellationToken)
    {
        var outside = Enumerable.Range(0, recipients.Length).Where(i => recipients[i] is { State: RelayState.Pending, IsLocal: false }).ToArray();
        if (outside.Length == 0) return;
        if (!smarthost.IsConfigured)
        {
            foreach (var i in outside) recipients[i] = recipients[i].Fail("5.4.4", "This server sends no mail to the outside: no smarthost is configured");
            return;
        }
        mime.Position = 0;
        var after = await smarthost.SendAsync(mime, envelope, [.. outside.Select(i => recipients[i])], $"{job.JobId:x}", cancellationToken);
        for (var i = 0; i < outside.Length; i++) recipients[outside[i]] = after[i];
    }

    private static RelayRecipient After(RelayRecipient recipient, DeliveryStatus status, string? detail) => status switch
    {
        DeliveryStatus.Ok => recipient with { State = RelayState.Done, Status = "", Diagnostic = "" },
        DeliveryStatus.UnknownRecipient => recipient.Fail("5.1.1", detail ?? "There is nobody of this address"),
        DeliveryStatus.OverQuota => recipient.Fail("5.2.2", detail ?? "The mailbox is full"),
        DeliveryStatus.TooLarge => recipient.Fail("5.3.4", detail ?? "The message is too large"),
        DeliveryStatus.Refused => recipient.Fail("5.7.1", detail ?? "The recipient does not take this message"),
        _ => recipient.Delay("4.3.0", detail ?? "The mailbox cannot be reached now"),
    };

    /// <summary>Tells the sender of failures, and once that the message is late; gives the envelope with what was told.</summary>
    private async Task<RelayEnvelope> ReportAsync(JobRecord job, RelayEnvelope envelope, Stream mime, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failed = envelope.Recipients.Where(r => r is { State: RelayState.Failed, Reported: false }).ToArray();
        if (failed.Length > 0 && await TellAsync(job, envelope, failed, true, mime, now, cancellationToken))
            envelope = envelope with { Recipients = [.. envelope.Recipients.Select(r => r.State == RelayState.Failed ? r with { Reported = true } : r)] };
        var late = envelope.Recipients.Where(r => r.State == RelayState.Pending).ToArray();
        if (late.Length > 0 && !envelope.DelayReported && now - job.CreatedAt >= options.DelayWarning && await TellAsync(job, envelope, late, false, mime, now, cancellationToken))
            envelope = envelope with { DelayReported = true };
        return envelope;
    }

    /// <summary>Delivers a report. False where it may be tried again; a sender who cannot be told at all is not told.</summary>
    private async Task<bool> TellAsync(JobRecord job, RelayEnvelope envelope, RelayRecipient[] recipients, bool failed, Stream mime, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (envelope.Sender.Length == 0) return true;
        var verdict = await delivery.CheckRecipientAsync(envelope.Sender, null, cancellationToken);
        if (verdict.Status != DeliveryStatus.Ok)
        {
            TransportLog.ReportLost(logger, job.JobId, envelope.Sender, verdict.Status.ToString());
            return verdict.Status != DeliveryStatus.TemporaryFailure || now - job.CreatedAt >= 2 * options.Expiry;
        }
        // The same report has the same id: told again after a crash it arrives once.
        var id = TransactionId(job.JobId, $"{(failed ? "failed" : "late")} {string.Join(' ', recipients.Select(r => r.Address))}");
        await using var report = await DeliveryReport.WriteAsync(envelope, recipients, failed, mime, Server, id, job.CreatedAt, now, options.MaxReturnedBytes, cancellationToken);
        var result = (await delivery.DeliverAsync(new DeliveryRequest
        {
            EnvelopeSender = "",
            Recipients = [new DeliveryRecipient(envelope.Sender, verdict.Token)],
            Message = report,
            Size = report.Length,
            ReceivedAt = now,
            TransactionId = id,
        }, cancellationToken))[0];
        if (result.Status != DeliveryStatus.Ok) TransportLog.ReportLost(logger, job.JobId, envelope.Sender, result.Status.ToString());
        return result.Status != DeliveryStatus.TemporaryFailure || now - job.CreatedAt >= 2 * options.Expiry;
    }

    private async Task<FileStream> OpenAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var part = job.Part ?? throw new InvalidDataException($"job {job.JobId} has no message");
        var file = new FileStream(Path.Combine(Path.GetTempPath(), "mapiorleans-" + Guid.NewGuid().ToString("n")),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            var source = store.PartSource(job.Key);
            var buffer = new byte[CopyBuffer];
            for (var at = 0L; at < part.Length;)
            {
                var read = await source.ReadAsync(part.PartId, at, buffer, cancellationToken);
                if (read == 0) throw new InvalidDataException($"The message of job {job.JobId} ends at {at} of {part.Length} bytes.");
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                at += read;
            }
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static Guid TransactionId(long jobId, string what)
    {
        var text = Encoding.UTF8.GetBytes(what);
        var bytes = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, jobId);
        text.CopyTo(bytes, 8);
        return new Guid(SHA256.HashData(bytes).AsSpan(0, 16));
    }
}
