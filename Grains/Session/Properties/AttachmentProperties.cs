using System.Buffers.Binary;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Properties;

/// <summary>
/// An attachment's properties as clients see them ([MS-OXCMSG] 2.2.2): what was set on it, what is computed, and what stands in until
/// it is set.
/// </summary>
internal static class AttachmentProperties
{
    /// <summary>PidTagAttachMethod of an embedded message: afEmbeddedMessage.</summary>
    public const int EmbeddedMessage = 5;

    private const int AttachmentObjectType = 7;

    private delegate PropertyValue Computation(AttachmentContent attachment, bool writable);

    private static readonly Dictionary<PropertyTag, Computation> Computed = new()
    {
        [PidTag.AttachNumber] = (a, _) => PropertyValue.Int32((int)a.AttachNumber),
        [PidTag.AttachSize] = (a, _) => PropertyValue.Int32((int)Math.Min(SizeOf(a), int.MaxValue)),
        [PidTag.AccessLevel] = (_, w) => PropertyValue.Int32(w ? 1 : 0),
        [PidTag.ObjectType] = (_, _) => PropertyValue.Int32(AttachmentObjectType),
        [PidTag.RecordKey] = (a, _) => PropertyValue.Binary(RecordKeyOf(a)),
    };

    private static readonly Dictionary<PropertyTag, Computation> Defaults = new()
    {
        [PidTag.AttachMethod] = (a, _) => PropertyValue.Int32(a.Embedded is null ? 0 : EmbeddedMessage),
        [PidTag.AttachFlags] = (_, _) => PropertyValue.Int32(0),
        [PidTag.AttachmentFlags] = (_, _) => PropertyValue.Int32(0),
        [PidTag.AttachmentLinkId] = (_, _) => PropertyValue.Int32(0),
        [PidTag.AttachmentHidden] = (_, _) => PropertyValue.Bool(false),
        [PidTag.AttachEncoding] = (_, _) => PropertyValue.Binary([]),
        [PidTag.DisplayName] = (a, _) => DisplayNameOf(a),
        [PidTag.AttachExtension] = (a, _) => ExtensionOf(a),
        [PidTag.AttachDataObject] = (a, _) => a.Embedded is null ? NotFound : PropertyValue.ObjectBytes([]),
    };

    private static readonly HashSet<ushort> ReadOnlyIds = [.. Computed.Keys.Select(t => t.Id)];

    private static PropertyValue NotFound => PropertyValue.Error(MapiError.NotFound);

    /// <summary>Whether clients may not set a property.</summary>
    public static bool IsReadOnly(ushort id) => ReadOnlyIds.Contains(id);

    /// <summary>PidTagAttachSize: bytes of everything, large values and an embedded message included.</summary>
    public static long SizeOf(AttachmentContent attachment) =>
        MailboxIdentity.SizeOf(attachment.Properties) + (attachment.Embedded is null ? 0 : StorageFormat.SizeOf(attachment.Embedded));

    /// <summary>
    /// The value of a property: a PtypErrorCode NotFound where the attachment has none of this type. Unspecified gets the value in its
    /// own type; text comes as PtypString whichever text type was asked.
    /// </summary>
    public static PropertyValue Get(AttachmentContent attachment, PropertyTag tag, bool writable)
    {
        var type = tag.Type switch
        {
            PropertyType.String8 => PropertyType.String,
            PropertyType.MultipleString8 => PropertyType.MultipleString,
            var other => other,
        };
        if (IsReadOnly(tag.Id))
        {
            var (known, compute) = Computed.First(c => c.Key.Id == tag.Id);
            return type == known.Type || type == PropertyType.Unspecified ? compute(attachment, writable) : NotFound;
        }
        if (attachment.Properties.TryGet(tag.Id, out TaggedPropertyValue stored))
            return type == stored.Tag.Type || type == PropertyType.Unspecified ? stored.Value : NotFound;
        foreach (var (known, compute) in Defaults)
            if (known.Id == tag.Id && (type == known.Type || type == PropertyType.Unspecified))
                return compute(attachment, writable);
        return NotFound;
    }

    /// <summary>Tags of all properties the attachment has.</summary>
    public static IReadOnlyList<PropertyTag> List(AttachmentContent attachment)
    {
        var tags = new List<PropertyTag>(attachment.Properties.Count + Computed.Count + Defaults.Count);
        tags.AddRange(Computed.Keys);
        foreach (var item in attachment.Properties.Items)
            if (!IsReadOnly(item.Tag.Id))
                tags.Add(item.Tag);
        foreach (var (tag, compute) in Defaults)
            if (!attachment.Properties.Contains(tag.Id) && compute(attachment, false).Type != PropertyType.ErrorCode)
                tags.Add(tag);
        return tags;
    }

    private static byte[] RecordKeyOf(AttachmentContent attachment)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(key, attachment.AttachNumber);
        return key;
    }

    private static string? FileNameOf(AttachmentContent attachment) =>
        attachment.Properties.GetString(PidTag.AttachLongFilename) ?? attachment.Properties.GetString(PidTag.AttachFilename);

    private static PropertyValue DisplayNameOf(AttachmentContent attachment) =>
        FileNameOf(attachment) is { } name ? PropertyValue.String(name)
        : attachment.Embedded?.Properties.GetString(PidTag.Subject) is { } subject ? PropertyValue.String(subject)
        : NotFound;

    private static PropertyValue ExtensionOf(AttachmentContent attachment) =>
        FileNameOf(attachment) is { } name && name.LastIndexOf('.') is var dot and >= 0 ? PropertyValue.String(name[dot..]) : NotFound;
}
