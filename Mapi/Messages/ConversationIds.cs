using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Messages;

/// <summary>PidTagConversationId ([MS-OXOMSG] 2.2.1.2): what makes messages one conversation.</summary>
public static class ConversationIds
{
    private const int MaxTopic = 255, HeaderSize = 22, GuidOffset = 6;

    /// <summary>A PidTagConversationIndex that begins a conversation ([MS-OXOMSG] 2.2.1.3): the header alone.</summary>
    public static byte[] NewIndex(DateTimeOffset now, Guid conversation)
    {
        var index = new byte[HeaderSize];
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, now.ToFileTime());
        index[0] = 1;
        // The five most significant bytes of the time.
        time[..(GuidOffset - 1)].CopyTo(index.AsSpan(1));
        conversation.TryWriteBytes(index.AsSpan(GuidOffset));
        return index;
    }

    /// <summary>
    /// The GUID of the conversation index where that is tracked, else the MD5 of the topic in upper case; the subject stands in for a topic.
    /// Null where the message has none of them.
    /// </summary>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The protocol defines the id so; nothing rests on it.")]
    public static byte[]? Of(PropertyBag bag)
    {
        if (bag.GetBool(PidTag.ConversationIndexTracking) == true && bag.GetBinary(PidTag.ConversationIndex) is { Length: >= HeaderSize } index && index[0] == 1)
            return index[GuidOffset..HeaderSize];
        var topic = bag.GetString(PidTag.ConversationTopic) ?? bag.GetString(PidTag.NormalizedSubject);
        if (topic is null && bag.GetString(PidTag.Subject) is { } subject) topic = SubjectText.Split(subject).Normalized;
        if (topic is null) return null;
        if (topic.IndexOf('\0', StringComparison.Ordinal) is var end and >= 0) topic = topic[..end];
        if (topic.Length == 0) return null;
        var upper = (topic.Length > MaxTopic ? topic[..MaxTopic] : topic).ToUpperInvariant();
        return MD5.HashData(MemoryMarshal.AsBytes(upper.AsSpan()));
    }
}
