using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Transport;

/// <summary>
/// What is kept with a submission: whom the message was from when its sender's rights were checked. Whatever is written into the message while
/// it waits, it goes out from nobody else.
/// </summary>
/// <param name="Identity">PidTagSender... and PidTagSentRepresenting... as they were checked.</param>
/// <param name="Bounced">Whether an administrator sends it back.</param>
internal sealed record SubmissionData(PropertyBag Identity, bool Bounced = false)
{
    private const byte BouncedBit = 0x01;

    private static readonly PropertyTag[] Tags = [.. new[] { SenderProperties.Sender, SenderProperties.SentRepresenting }
        .SelectMany(p => new[] { p.Name, p.AddressType, p.EmailAddress, p.SmtpAddress, p.EntryId, p.SearchKey })];

    /// <summary>What is kept with the submission of a message.</summary>
    public static SubmissionData Of(MessageContent content)
    {
        var identity = new PropertyBag();
        foreach (var tag in Tags)
            if (content.Properties.TryGet(tag, out PropertyValue value))
                identity.Set(new TaggedPropertyValue(tag, value));
        return new SubmissionData(identity);
    }

    /// <summary>The message from whom it was checked to be.</summary>
    public MessageContent Sign(MessageContent content)
    {
        var bag = content.Properties.Clone();
        foreach (var tag in Tags) bag.Remove(tag.Id);
        foreach (var item in Identity) bag.Set(item);
        return new MessageContent { Properties = bag, Recipients = content.Recipients, Attachments = content.Attachments };
    }

    /// <summary>As a job's data.</summary>
    public byte[] Write() => [Bounced ? BouncedBit : (byte)0, .. StorageFormat.WriteBag(Identity)];

    /// <summary>Out of a job's data.</summary>
    public static SubmissionData Read(byte[] data)
    {
        if (data.Length == 0) throw new InvalidDataException("a submission from nobody");
        var identity = StorageFormat.TryReadBag(data.AsSpan(1), out var error) ?? throw new InvalidDataException($"The sender of a submission cannot be read: {error}");
        return new SubmissionData(identity, (data[0] & BouncedBit) != 0);
    }
}
