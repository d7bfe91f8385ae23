using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.Delivery;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Delivery;

/// <summary>Delivery for the queue of this installation: messages that never were in Internet format, and reports of such.</summary>
internal interface IObjectDelivery : IMailDelivery
{
    /// <summary>Delivers a message as the object that it is. As <see cref="IMailDelivery.DeliverAsync"/>.</summary>
    Task<IReadOnlyList<DeliveryResult>> DeliverAsync(ObjectDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Delivers a report on a message, with that message as the object that it is. As <see cref="IMailDelivery.DeliverAsync"/>.</summary>
    Task<IReadOnlyList<DeliveryResult>> DeliverAsync(DeliveryRequest report, ForeignMessage returned, CancellationToken cancellationToken);
}

/// <summary>
/// Delivers mail into mailboxes: the message and its original bytes become parts of the mailbox, and one commit of the mailbox grain
/// makes them a message. The commit carries an operation id made of transaction and mailbox, so that asking again after a lost answer
/// delivers nothing twice.
/// </summary>
internal sealed class MailDelivery(IGrainFactory grains, MailFiling filing, ArrivalServices arrivals, RecipientResolver resolver, PatientCalls calls, DeliveryOptions options, DeliveryMetrics metrics, ILogger<MailDelivery> logger) : IObjectDelivery
{
    /// <inheritdoc/>
    public async ValueTask<RecipientVerdict> CheckRecipientAsync(string address, long? declaredSize, CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await calls.AskAsync(() => resolver.ResolveAsync(address).WaitAsync(cancellationToken), cancellationToken);
            // Of a group nobody is asked beforehand: a full mailbox among many is told after the message, like any other trouble.
            if (verdict.Token is not ResolvedRecipient { Targets: [var target] }) return verdict;
            var info = await calls.AskAsync(() => grains.GetGrain<IMailboxGrain>(target.MailboxGuid).FindAsync().WaitAsync(cancellationToken), cancellationToken);
            if (info is null) return new RecipientVerdict(DeliveryStatus.TemporaryFailure, Detail: "The mailbox is not there yet");
            if (info.QuotaBytes is { } quota && info.SizeBytes + (declaredSize ?? 0) > quota)
            {
                await grains.GetGrain<IMailboxGrain>(target.MailboxGuid).ReportRefusedAsync();
                return new RecipientVerdict(DeliveryStatus.OverQuota, Detail: "The mailbox is full");
            }
            return declaredSize > filing.MaxMessageSize ? new RecipientVerdict(DeliveryStatus.TooLarge, Detail: $"Messages of more than {filing.MaxMessageSize} bytes are not taken") : verdict;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            DeliveryLog.LookupFailed(logger, e, address);
            return new RecipientVerdict(DeliveryStatus.TemporaryFailure, Detail: "The recipient cannot be looked up now");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        using var arrival = new MimeArrival(request, arrivals);
        return await DeliverAsync(request.Recipients, arrival, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(DeliveryRequest report, ForeignMessage returned, CancellationToken cancellationToken)
    {
        using var arrival = new MimeArrival(report, arrivals) { Returned = returned };
        return await DeliverAsync(report.Recipients, arrival, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryResult>> DeliverAsync(ObjectDelivery delivery, CancellationToken cancellationToken) =>
        DeliverAsync(delivery.Recipients, new ObjectArrival(delivery, arrivals), cancellationToken);

    private async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(IReadOnlyList<DeliveryRecipient> recipients, Arrival arrival, CancellationToken cancellationToken)
    {
        var targets = new List<DeliveryTarget>();
        var indexes = new Dictionary<(Guid Mailbox, string Folder), int>();
        var ofRecipient = new List<int[]>(recipients.Count);
        foreach (var recipient in recipients)
        {
            var resolved = recipient.Token as ResolvedRecipient ?? throw new ArgumentException($"The recipient {recipient.Address} was not checked.", nameof(recipients));
            ofRecipient.Add([.. resolved.Targets.Select(IndexOf)]);
        }

        var results = new DeliveryResult[targets.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Clamp(options.MaxParallelMailboxes, 1, Math.Max(1, targets.Count))).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < targets.Count;)
                results[i] = await DeliverAsync(arrival, targets[i], cancellationToken);
        }));
        return [.. ofRecipient.Select(all => Combined(all.Select(i => results[i])))];

        int IndexOf(DeliveryTarget target)
        {
            var key = (target.MailboxGuid, target.FolderPath);
            if (indexes.TryGetValue(key, out var known)) return known;
            targets.Add(target);
            return indexes[key] = targets.Count - 1;
        }
    }

    /// <summary>
    /// What a recipient is told that stands for several mailboxes: that it may come again where one of them could not be written (those
    /// that have the message do not take it twice), else success where one of them has it.
    /// </summary>
    private static DeliveryResult Combined(IEnumerable<DeliveryResult> results)
    {
        DeliveryResult? best = null;
        foreach (var result in results)
        {
            if (result.Status == DeliveryStatus.TemporaryFailure) return result;
            if (best is null || result.Status == DeliveryStatus.Ok) best = result;
        }
        return best ?? new DeliveryResult(DeliveryStatus.UnknownRecipient);
    }

    private async Task<DeliveryResult> DeliverAsync(Arrival arrival, DeliveryTarget target, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await TryDeliverAsync(arrival, target, cancellationToken);
        metrics.Done(result.Status, Stopwatch.GetElapsedTime(started));
        return result;
    }

    private async Task<DeliveryResult> TryDeliverAsync(Arrival arrival, DeliveryTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await filing.FileAsync(arrival, target, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            DeliveryLog.Failed(logger, e, arrival.TransactionId, target.MailboxGuid);
            return new DeliveryResult(DeliveryStatus.TemporaryFailure, e is StoreUnavailableException or MailboxUnavailableException ? "The store cannot be reached now" : "The message cannot be stored now");
        }
    }
}
