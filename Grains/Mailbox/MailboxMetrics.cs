using System.Diagnostics.Metrics;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>What mailboxes of this node measure; meter <c>MapiOrleans.Mailbox</c>.</summary>
public sealed class MailboxMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MapiOrleans.Mailbox";

    /// <summary>The instruments, in the node's meter factory.</summary>
    public MailboxMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        Activations = meter.CreateUpDownCounter<long>("mapiorleans.mailbox.active", "{mailbox}", "Mailboxes in memory.");
        ActivationDuration = meter.CreateHistogram<double>("mapiorleans.mailbox.activation.duration", "s", "Claiming and reading a mailbox.");
        Commits = meter.CreateHistogram<double>("mapiorleans.mailbox.commit.duration", "s", "One transaction, from handing it over to its commit.");
        QueuedWrites = meter.CreateUpDownCounter<long>("mapiorleans.mailbox.writes.queued", "{write}", "Writes that wait for their turn or run.");
        Fenced = meter.CreateCounter<long>("mapiorleans.mailbox.fenced", "{mailbox}", "Activations that lost their mailbox to another one or do not know the outcome of a commit.");
        Refused = meter.CreateCounter<long>("mapiorleans.mailbox.limit.refused", "{operation}", "Operations that a limit refused, by limit.");
        Sessions = meter.CreateUpDownCounter<long>("mapiorleans.mailbox.sessions", "{session}", "Sessions opened and not ended.");
        SearchDuration = meter.CreateHistogram<double>("mapiorleans.mailbox.search.duration", "s", "Filling a search folder, from the request to its end.");
        IndexedMessages = meter.CreateCounter<long>("mapiorleans.mailbox.messages.indexed", "{message}", "Messages whose text was indexed.");
        SavedMessages = meter.CreateCounter<long>("mapiorleans.mailbox.messages.saved", "{message}", "Messages saved.");
        QuotaWarnings = meter.CreateCounter<long>("mapiorleans.mailbox.quota.warnings", "{message}", "Mails that told owners how full their mailboxes are, by level.");
        Receipts = meter.CreateCounter<long>("mapiorleans.mailbox.receipts", "{message}", "Read and non-read receipts that were submitted, by kind.");
        Subscriptions = meter.CreateUpDownCounter<long>("mapiorleans.mailbox.subscriptions", "{subscription}", "Subscriptions of sessions to what changes.");
        PublishedEvents = meter.CreateCounter<long>("mapiorleans.mailbox.events.published", "{event}", "Events for subscribers, before they are merged.");
        CoarsenedEvents = meter.CreateCounter<long>("mapiorleans.mailbox.events.coarsened", "{time}", "Times that events of messages were given up for those of folders, because too many waited.");
    }

    internal UpDownCounter<long> Activations { get; }
    internal Histogram<double> ActivationDuration { get; }
    internal Histogram<double> Commits { get; }
    internal UpDownCounter<long> QueuedWrites { get; }
    internal Counter<long> Fenced { get; }
    internal Counter<long> Refused { get; }
    internal UpDownCounter<long> Sessions { get; }
    internal Counter<long> IndexedMessages { get; }
    internal Counter<long> SavedMessages { get; }
    internal Counter<long> QuotaWarnings { get; }
    internal Counter<long> Receipts { get; }
    internal UpDownCounter<long> Subscriptions { get; }
    internal Counter<long> PublishedEvents { get; }
    internal Counter<long> CoarsenedEvents { get; }
    internal Histogram<double> SearchDuration { get; }

    internal void Refuse(string limit) => Refused.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
