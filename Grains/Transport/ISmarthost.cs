namespace MapiOrleans.Grains.Transport;

/// <summary>Takes mail to the outside.</summary>
internal interface ISmarthost
{
    /// <summary>Whether there is one.</summary>
    bool IsConfigured { get; }

    /// <summary>
    /// Hands over a message; gives the recipients as they are afterwards: done, failed, or pending with what was said. What goes wrong with
    /// the connection is a failure that may pass, of those who are not done.
    /// </summary>
    /// <param name="mime">The message, seekable.</param>
    /// <param name="envelope">Its sender, and what it needs.</param>
    /// <param name="recipients">Those of its recipients who are meant.</param>
    /// <param name="envelopeId">ENVID of RFC 3461.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<RelayRecipient>> SendAsync(Stream mime, RelayEnvelope envelope, IReadOnlyList<RelayRecipient> recipients, string envelopeId, CancellationToken cancellationToken);
}
