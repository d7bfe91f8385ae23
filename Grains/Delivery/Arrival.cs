using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using Microsoft.Extensions.Logging;

namespace MapiOrleans.Grains.Delivery;

/// <summary>A message on its way into mailboxes, in whatever form it came.</summary>
internal abstract class Arrival
{
    /// <summary>The transaction, for logs and operation ids.</summary>
    public abstract Guid TransactionId { get; }

    /// <summary>The envelope's sender; empty for the null sender.</summary>
    public abstract string EnvelopeSender { get; }

    /// <summary>The address of the user here whose rule sends the message on to a delegate; empty: nobody's.</summary>
    public abstract string ReceivedFor { get; }

    /// <summary>How large it is, as it came.</summary>
    public abstract long Size { get; }

    /// <summary>What the message is in one mailbox. Large values are parts of that mailbox, and property ids its own. May be called for several at a time.</summary>
    public abstract Task<ArrivedMessage> ForAsync(IMailboxGrain mailbox, MailboxInfo info, DeliveryTarget target, CancellationToken cancellationToken);
}

/// <summary>A message in the terms of a mailbox that it is not in yet.</summary>
/// <param name="Content">The message.</param>
/// <param name="Mime">Its original bytes, a part of the mailbox; null where it never was in Internet format.</param>
internal sealed record ArrivedMessage(MessageContent Content, ExternalValue? Mime);

/// <summary>A message in the terms of another mailbox.</summary>
/// <param name="Content">The message.</param>
/// <param name="Key">The mailbox where its large values are.</param>
/// <param name="Names">The names of its property ids from 0x8000.</param>
internal sealed record ForeignMessage(MessageContent Content, MailboxKey Key, IReadOnlyDictionary<ushort, PropertyName> Names);

/// <summary>What arrivals work with. A singleton.</summary>
internal sealed class ArrivalServices(IGrainFactory grains, IMailboxStore store, ContentTransfer transfer, DeliveryOptions options, PatientCalls calls, TimeProvider time, ILogger<Arrival> logger)
{
    /// <summary>The store.</summary>
    public IMailboxStore Store => store;

    /// <summary>Brings messages from mailbox to mailbox.</summary>
    public ContentTransfer Transfer => transfer;

    /// <summary>Bounds.</summary>
    public DeliveryOptions Options => options;

    /// <summary>Calls that are made again.</summary>
    public PatientCalls Calls => calls;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The log.</summary>
    public ILogger Logger => logger;

    /// <summary>Who has an address, or null.</summary>
    public Task<DirectoryObject?> FindAsync(string address, CancellationToken cancellationToken) =>
        calls.AskAsync(() => grains.GetGrain<IDirectoryGrain>(0).FindByAddressAsync(address).WaitAsync(cancellationToken), cancellationToken);
}
