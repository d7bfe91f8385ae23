using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// Brings a message to its recipients: those of this installation straight into their mailboxes, whose operation ids let nothing arrive twice,
/// the others through the smarthost. What is done is written down before anything else happens; what cannot be done is reported to the sender.
/// </summary>
internal sealed class RelayWork(
    IObjectDelivery delivery, ISmarthost smarthost, RelayMessages messages, IJobStore jobs, DestinationGate gate, TransportMetrics metrics, SmarthostOptions options, TimeProvider time, ILogger<RelayWork> logger)
{
    // After so many deliveries it is written down who has the message: who goes on after this node need not look at all of 10,000 again.
    private const int LocalBatch = 250;

    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(1);

    private static readonly IList<TimeSpan> UsualRetries =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2)];

    private string Server => options.LocalName.Length > 0 ? options.LocalName : Environment.MachineName;

    /// <summary>Tries once. Null where the work ends; else the work as it goes back into the queue.</summary>
    public async Task<JobRecord?> RunAsync(JobRecord job, Guid owner, CancellationToken cancellationToken)
    {
        var envelope = RelayEnvelope.Read(job.Data);
        await using var message = await messages.OpenAsync(job, envelope, cancellationToken);
        var recipients = envelope.Recipients.ToArray();
        var started = time.GetUtcNow();
        if (envelope.Bounced) End(recipients, "5.0.0", _ => "An administrator of this server has sent it back");
        if (!await DeliverAsync(job, envelope, recipients, message, started, owner, cancellationToken)) return null;
        var busy = await SendAsync(job, envelope, recipients, message, started, cancellationToken);
        var now = time.GetUtcNow();
        Schedule(recipients, started, now, busy);
        if (now - job.CreatedAt >= options.Expiry) End(recipients, "4.4.7", r => $"It could not be delivered in time. Last: {r.Diagnostic}");
        Measure(envelope.Recipients, recipients, started);
        envelope = envelope with { Recipients = recipients };
        var last = recipients.LastOrDefault(r => r.State == RelayState.Pending)?.Diagnostic ?? "";
        job = job with { Attempts = job.Attempts + 1, Data = envelope.Write(), LastError = last };
        TransportLog.Tried(logger, job.JobId, job.Attempts, Count(RelayState.Done), Count(RelayState.Failed), Count(RelayState.Pending));
        // Before the sender is told: whoever goes on after this node must not send again what has arrived.
        if (!await jobs.UpdateAsync(job, owner, cancellationToken)) return null;

        var wasLate = envelope.DelayReported;
        envelope = await ReportAsync(job, envelope, message, now, cancellationToken);
        var waiting = envelope.Recipients.Where(r => r.State == RelayState.Pending).ToArray();
        var untold = envelope.Recipients.Any(r => r is { State: RelayState.Failed, Reported: false });
        if (waiting.Length == 0 && !untold) return null;
        var due = waiting.Length > 0 ? waiting.Min(r => r.NotBefore ?? now + BusyWait) : now + WaitAfter(job.Attempts);
        // The sender hears of the delay, and of the end, when they are there.
        if (!envelope.DelayReported && !wasLate) due = Earlier(due, job.CreatedAt + options.DelayWarning);
        return job with { Data = envelope.Write(), DueAt = Earlier(due, job.CreatedAt + options.Expiry) };

        int Count(RelayState state) => recipients.Count(r => r.State == state);

        DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => other > now && other < one ? other : one;
    }

    private void Measure(IReadOnlyList<RelayRecipient> before, RelayRecipient[] after, DateTimeOffset started)
    {
        var changed = before.Zip(after).Where(p => p.First.State == RelayState.Pending).Select(p => p.Second).ToArray();
        metrics.Tried("delivered", changed.Count(r => r is { State: RelayState.Done, IsLocal: true }));
        metrics.Tried("relayed", changed.Count(r => r is { State: RelayState.Done, IsLocal: false }));
        metrics.Tried("failed", changed.Count(r => r.State == RelayState.Failed));
        metrics.Tried("deferred", before.Zip(after).Count(p => p.First.IsDue(started) && p.Second.State == RelayState.Pending && p.Second.Attempts > p.First.Attempts));
    }

    /// <summary>Says of those who were tried and still wait when they are tried again. All of one attempt wait equally long.</summary>
    private void Schedule(RelayRecipient[] recipients, DateTimeOffset started, DateTimeOffset now, HashSet<string> busy)
    {
        var jitter = 1 + (Random.Shared.NextDouble() * 2 - 1) * Math.Clamp(options.RetryJitter, 0, 1);
        for (var i = 0; i < recipients.Length; i++)
        {
            if (!recipients[i].IsDue(started) || (!recipients[i].IsLocal && busy.Contains(recipients[i].Destination))) continue;
            var attempts = recipients[i].Attempts + 1;
            recipients[i] = recipients[i] with { Attempts = attempts, NotBefore = now + WaitAfter(attempts) * jitter };
        }
    }

    /// <summary>How long to wait after so many attempts.</summary>
    private TimeSpan WaitAfter(int attempts)
    {
        // The binder adds to a list that is there: the usual schedule cannot be the option's default.
        var schedule = options.RetryAfter.Count > 0 ? options.RetryAfter : UsualRetries;
        return schedule[Math.Min(attempts, schedule.Count) - 1];
    }

    private static void End(RelayRecipient[] recipients, string status, Func<RelayRecipient, string> reason)
    {
        for (var i = 0; i < recipients.Length; i++)
            if (recipients[i].State == RelayState.Pending)
                recipients[i] = recipients[i].Fail(status, reason(recipients[i]));
    }

    /// <summary>Delivers to those who are here. False where the work is somebody else's by now.</summary>
    private async Task<bool> DeliverAsync(JobRecord job, RelayEnvelope envelope, RelayRecipient[] recipients, RelayMessage message, DateTimeOffset now, Guid owner, CancellationToken cancellationToken)
    {
        var local = Enumerable.Range(0, recipients.Length).Where(i => recipients[i].IsLocal && recipients[i].IsDue(now)).ToArray();
        if (local.Length == 0) return true;
        var headers = Received(job) + await message.HeadersAsync(cancellationToken);
        foreach (var batch in local.Chunk(LocalBatch))
        {
            await DeliverAsync(job, envelope, recipients, batch, message, headers, cancellationToken);
            if (batch[^1] == local[^1]) break;
            job = job with { Data = (envelope with { Recipients = recipients }).Write() };
            if (!await jobs.UpdateAsync(job, owner, cancellationToken)) return false;
        }
        return true;
    }

    private async Task DeliverAsync(JobRecord job, RelayEnvelope envelope, RelayRecipient[] recipients, int[] batch, RelayMessage message, string headers, CancellationToken cancellationToken)
    {
        var taken = new List<(int Index, DeliveryRecipient Recipient)>(batch.Length);
        foreach (var i in batch)
        {
            var verdict = await delivery.CheckRecipientAsync(recipients[i].Address, message.Size, cancellationToken);
            if (verdict.Status == DeliveryStatus.Ok) taken.Add((i, new DeliveryRecipient(recipients[i].Address, verdict.Token)));
            else recipients[i] = After(recipients[i], verdict.Status, verdict.Detail);
        }
        if (taken.Count == 0) return;
        var results = await delivery.DeliverAsync(new ObjectDelivery
        {
            Message = message.ForAll,
            EnvelopeSender = envelope.Sender,
            Recipients = [.. taken.Select(t => t.Recipient)],
            Headers = headers,
            ReceivedFor = envelope.ReceivedFor,
            TransactionId = TransactionId(job.JobId, "mail"),
        }, cancellationToken);
        for (var i = 0; i < results.Count; i++) recipients[taken[i].Index] = After(recipients[taken[i].Index], results[i].Status, results[i].Detail);
    }

    private string Received(JobRecord job) => $"Received: by {Server} (MapiOrleans) id {job.JobId:x};\r\n\t{MimeKit.Utils.DateUtils.FormatDate(job.CreatedAt)}\r\n";

    /// <summary>Sends to those outside; gives the destinations that had no place free.</summary>
    private async Task<HashSet<string>> SendAsync(JobRecord job, RelayEnvelope envelope, RelayRecipient[] recipients, RelayMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var busy = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var outside = Enumerable.Range(0, recipients.Length).Where(i => !recipients[i].IsLocal && recipients[i].IsDue(now)).ToArray();
        if (outside.Length == 0) return busy;
        if (!smarthost.IsConfigured)
        {
            foreach (var i in outside) recipients[i] = recipients[i].Fail("5.4.4", "This server sends no mail to the outside: no smarthost is configured");
            return busy;
        }
        var entered = new List<string>();
        try
        {
            foreach (var destination in outside.Select(i => recipients[i].Destination).Distinct())
            {
                if (gate.TryEnter(destination)) entered.Add(destination);
                else busy.Add(destination);
            }
            if (busy.Count > 0) metrics.Busy();
            foreach (var group in outside.Where(i => !busy.Contains(recipients[i].Destination)).Chunk(Math.Max(1, options.MaxRecipientsPerTransaction)))
            {
                var mime = await message.MimeAsync(cancellationToken);
                var begun = time.GetTimestamp();
                var after = await smarthost.SendAsync(mime, envelope, [.. group.Select(i => recipients[i])], $"{job.JobId:x}", cancellationToken);
                metrics.Sent(after.Any(r => r.State == RelayState.Done), time.GetElapsedTime(begun));
                for (var i = 0; i < group.Length; i++) recipients[group[i]] = after[i];
            }
            return busy;
        }
        finally
        {
            foreach (var destination in entered) gate.Leave(destination);
        }
    }

    private static RelayRecipient After(RelayRecipient recipient, DeliveryStatus status, string? detail) => status switch
    {
        DeliveryStatus.Ok => recipient.Finish(),
        DeliveryStatus.UnknownRecipient => recipient.Fail("5.1.1", detail ?? "There is nobody of this address"),
        DeliveryStatus.OverQuota => recipient.Fail("5.2.2", detail ?? "The mailbox is full"),
        DeliveryStatus.TooLarge => recipient.Fail("5.3.4", detail ?? "The message is too large"),
        DeliveryStatus.Refused => recipient.Fail("5.7.1", detail ?? "The recipient does not take this message"),
        _ => recipient.Delay("4.3.0", detail ?? "The mailbox cannot be reached now"),
    };

    /// <summary>Tells the sender of failures, and once that the message is late; gives the envelope with what was told.</summary>
    private async Task<RelayEnvelope> ReportAsync(JobRecord job, RelayEnvelope envelope, RelayMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failed = envelope.Recipients.Where(r => r is { State: RelayState.Failed, Reported: false }).ToArray();
        if (failed.Length > 0 && await TellAsync(job, envelope, failed, true, message, now, cancellationToken))
            envelope = envelope with { Recipients = [.. envelope.Recipients.Select(r => r.State == RelayState.Failed ? r with { Reported = true } : r)] };
        var late = envelope.Recipients.Where(r => r.State == RelayState.Pending).ToArray();
        if (late.Length > 0 && !envelope.DelayReported && now - job.CreatedAt >= options.DelayWarning && await TellAsync(job, envelope, late, false, message, now, cancellationToken))
            envelope = envelope with { DelayReported = true };
        return envelope;
    }

    /// <summary>Delivers a report. False where it may be tried again; a sender who cannot be told at all is not told.</summary>
    private async Task<bool> TellAsync(JobRecord job, RelayEnvelope envelope, RelayRecipient[] recipients, bool failed, RelayMessage message, DateTimeOffset now, CancellationToken cancellationToken)
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
        var mime = await message.MimeAsync(cancellationToken);
        await using var report = await DeliveryReport.WriteAsync(envelope, recipients, failed, mime, Server, id, job.CreatedAt, now, options.MaxReturnedBytes, cancellationToken);
        var result = (await delivery.DeliverAsync(new DeliveryRequest
        {
            EnvelopeSender = "",
            Recipients = [new DeliveryRecipient(envelope.Sender, verdict.Token)],
            Message = report,
            Size = report.Length,
            ReceivedAt = now,
            TransactionId = id,
        }, message.Original, cancellationToken))[0];
        if (result.Status == DeliveryStatus.Ok) metrics.Reported(failed);
        else TransportLog.ReportLost(logger, job.JobId, envelope.Sender, result.Status.ToString());
        return result.Status != DeliveryStatus.TemporaryFailure || now - job.CreatedAt >= 2 * options.Expiry;
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
