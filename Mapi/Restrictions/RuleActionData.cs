using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>ActionType ([MS-OXORULE] 2.2.5.1).</summary>
public enum RuleActionType : byte
{
    /// <summary>OP_MOVE.</summary>
    Move = 0x01,
    /// <summary>OP_COPY.</summary>
    Copy = 0x02,
    /// <summary>OP_REPLY.</summary>
    Reply = 0x03,
    /// <summary>OP_OOF_REPLY.</summary>
    OofReply = 0x04,
    /// <summary>OP_DEFER_ACTION: for the client to do.</summary>
    DeferAction = 0x05,
    /// <summary>OP_BOUNCE.</summary>
    Bounce = 0x06,
    /// <summary>OP_FORWARD.</summary>
    Forward = 0x07,
    /// <summary>OP_DELEGATE.</summary>
    Delegate = 0x08,
    /// <summary>OP_TAG.</summary>
    Tag = 0x09,
    /// <summary>OP_DELETE.</summary>
    Delete = 0x0A,
    /// <summary>OP_MARK_AS_READ.</summary>
    MarkAsRead = 0x0B,
}

/// <summary>ActionFlavor ([MS-OXORULE] 2.2.5.1.1); the bits mean other things with other types.</summary>
public static class RuleActionFlavors
{
    /// <summary>PR of OP_FORWARD: the sender stays, the message says that it was forwarded by a rule.</summary>
    public const uint PreserveSender = 0x01;
    /// <summary>NC of OP_FORWARD: the message goes on as it is.</summary>
    public const uint DoNotChange = 0x02;
    /// <summary>AT of OP_FORWARD: the message goes as an attachment; alone.</summary>
    public const uint AsAttachment = 0x04;
    /// <summary>TM of OP_FORWARD: as a text message; alone.</summary>
    public const uint AsTextMessage = 0x08;
    /// <summary>NS of OP_REPLY and OP_OOF_REPLY: to the template's recipients, not to the sender.</summary>
    public const uint NotToSender = 0x01;
    /// <summary>ST of OP_REPLY and OP_OOF_REPLY: the server's own text instead of the template's.</summary>
    public const uint ServerText = 0x02;
}

/// <summary>
/// ActionData ([MS-OXORULE] 2.2.5.1.2). Counts are 16 bits wide in standard rules and 32 in extended ones, and some actions have another
/// layout there too.
/// </summary>
public abstract record RuleActionData
{
    /// <summary>Recipients of one action; more are refused.</summary>
    public const int MaxRecipients = 10_000;

    /// <summary>Whether the data can belong to an action of a type.</summary>
    public abstract bool Fits(RuleActionType type);

    /// <summary>Writes the data.</summary>
    public abstract void Write(MapiWriter writer, CountWidth width);

    /// <summary>The data's bytes.</summary>
    public byte[] ToArray(CountWidth width)
    {
        using var writer = new MapiWriter(64);
        Write(writer, width);
        return writer.ToArray();
    }

    /// <summary>The data of an action of a type, or null and why the bytes are none.</summary>
    public static RuleActionData? TryRead(RuleActionType type, ReadOnlySpan<byte> bytes, CountWidth width, out ParseError? error)
    {
        var reader = new MapiReader(bytes);
        RuleActionData? data = type switch
        {
            RuleActionType.Move or RuleActionType.Copy => MoveCopyActionData.Read(ref reader, width),
            RuleActionType.Reply or RuleActionType.OofReply => ReplyActionData.Read(ref reader, width),
            RuleActionType.DeferAction => new DeferActionData(reader.ReadRest().ToArray()),
            RuleActionType.Bounce => BounceActionData.Read(ref reader),
            RuleActionType.Forward or RuleActionType.Delegate => RecipientsActionData.Read(ref reader, width),
            RuleActionType.Tag => new TagActionData(PropertyValueCodec.ReadTagged(ref reader, width)),
            RuleActionType.Delete or RuleActionType.MarkAsRead => new NoActionData(),
            _ => null,
        };
        if (data is null) reader.Fail($"rule action type 0x{(byte)type:X2}");
        else if (!reader.Failed && !reader.AtEnd) reader.Fail($"{reader.Remaining} bytes too many in a {type}");
        error = reader.Error;
        return error is null ? data : null;
    }

    internal static byte[] ReadCounted(ref MapiReader reader, CountWidth width) =>
        reader.ReadBytes(width == CountWidth.Narrow ? reader.ReadCount16(1) : reader.ReadCount32(1));

    internal static void WriteCounted(MapiWriter writer, byte[] value, CountWidth width)
    {
        if (width == CountWidth.Narrow) writer.WriteUInt16(checked((ushort)value.Length));
        else writer.WriteInt32(value.Length);
        writer.WriteBytes(value);
    }
}

/// <summary>Of OP_DELETE and OP_MARK_AS_READ ([MS-OXORULE] 2.2.5.1.2.7): nothing.</summary>
public sealed record NoActionData : RuleActionData
{
    /// <inheritdoc/>
    public override bool Fits(RuleActionType type) => type is RuleActionType.Delete or RuleActionType.MarkAsRead;
    /// <inheritdoc/>
    public override void Write(MapiWriter writer, CountWidth width)
    {
    }
}

/// <summary>Of OP_MOVE and OP_COPY ([MS-OXORULE] 2.2.5.1.2.1).</summary>
/// <param name="FolderInThisStore">Whether the folder is in the user's mailbox; always so in extended rules.</param>
/// <param name="StoreEntryId">The other store; of no meaning where the folder is in this one.</param>
/// <param name="FolderEntryId">A <see cref="ServerEid"/> in a standard rule of this store, a folder entry id in an extended one, else the client's own.</param>
public sealed record MoveCopyActionData(bool FolderInThisStore, byte[] StoreEntryId, byte[] FolderEntryId) : RuleActionData
{
    /// <summary>To a folder of this store, as a standard rule has it. The store's entry id must be something, and means nothing.</summary>
    public static MoveCopyActionData ToFolder(ulong folderId) => new(true, [0], new ServerEid(folderId).ToArray());

    /// <summary>To a folder of this store, as an extended rule has it.</summary>
    public static MoveCopyActionData ToFolder(byte[] folderEntryId) => new(true, [0], folderEntryId);

    /// <inheritdoc/>
    public override bool Fits(RuleActionType type) => type is RuleActionType.Move or RuleActionType.Copy;

    internal static MoveCopyActionData Read(ref MapiReader reader, CountWidth width) =>
        new(width == CountWidth.Wide || reader.ReadBool(), ReadCounted(ref reader, width), ReadCounted(ref reader, width));

    /// <inheritdoc/>
    public override void Write(MapiWriter writer, CountWidth width)
    {
        if (width == CountWidth.Narrow) writer.WriteBool(FolderInThisStore);
        WriteCounted(writer, StoreEntryId, width);
        WriteCounted(writer, FolderEntryId, width);
    }

    /// <inheritdoc/>
    public bool Equals(MoveCopyActionData? other) => other is not null && FolderInThisStore == other.FolderInThisStore
        && StoreEntryId.AsSpan().SequenceEqual(other.StoreEntryId) && FolderEntryId.AsSpan().SequenceEqual(other.FolderEntryId);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FolderInThisStore, StoreEntryId.Length, FolderEntryId.Length);
}

/// <summary>Of OP_REPLY and OP_OOF_REPLY ([MS-OXORULE] 2.2.5.1.2.2): the FAI message that is the template.</summary>
/// <param name="FolderId">The template's folder, as on the wire; 0 in an extended rule.</param>
/// <param name="MessageId">The template, as on the wire; 0 in an extended rule.</param>
/// <param name="MessageEntryId">The template in an extended rule; empty in a standard one.</param>
/// <param name="TemplateId">PidTagReplyTemplateId of the template.</param>
public sealed record ReplyActionData(ulong FolderId, ulong MessageId, byte[] MessageEntryId, Guid TemplateId) : RuleActionData
{
    /// <inheritdoc/>
    public override bool Fits(RuleActionType type) => type is RuleActionType.Reply or RuleActionType.OofReply;

    /// <summary>Folder and message by their GLOBCNTs, whichever layout they came in; null where they are not in this replica.</summary>
    public (long FolderId, long MessageId)? Template(Guid replGuid)
    {
        if (MessageEntryId.Length == 0)
            return ObjectIds.FromWire(FolderId) is > 0 and var folder && ObjectIds.FromWire(MessageId) is > 0 and var message ? (folder, message) : null;
        return EntryIds.ParseMessage(MessageEntryId) is { } ids && ids.Folder.ReplGuid == replGuid && ids.Message.ReplGuid == replGuid
            ? (ids.Folder.GlobCnt, ids.Message.GlobCnt)
            : null;
    }

    internal static ReplyActionData Read(ref MapiReader reader, CountWidth width) => width == CountWidth.Narrow
        ? new(reader.ReadUInt64(), reader.ReadUInt64(), [], reader.ReadGuid())
        : new(0, 0, ReadCounted(ref reader, width), reader.ReadGuid());

    /// <inheritdoc/>
    public override void Write(MapiWriter writer, CountWidth width)
    {
        if (width == CountWidth.Narrow)
        {
            writer.WriteUInt64(FolderId);
            writer.WriteUInt64(MessageId);
        }
        else
        {
            WriteCounted(writer, MessageEntryId, width);
        }
        writer.WriteGuid(TemplateId);
    }

    /// <inheritdoc/>
    public bool Equals(ReplyActionData? other) => other is not null && FolderId == other.FolderId && MessageId == other.MessageId
        && TemplateId == other.TemplateId && MessageEntryId.AsSpan().SequenceEqual(other.MessageEntryId);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FolderId, MessageId, TemplateId);
}

/// <summary>Of OP_DEFER_ACTION ([MS-OXORULE] 2.2.5.1.2.3): the client's own.</summary>
/// <param name="Data">What the client that made the rule understands.</param>
public sealed record DeferActionData(byte[] Data) : RuleActionData
{
    /// <inheritdoc/>
    public override bool Fits(RuleActionType type) => type == RuleActionType.DeferAction;
    /// <inheritdoc/>
    public override void Write(MapiWriter writer, CountWidth width) => writer.WriteBytes(Data);
    /// <inheritdoc/>
    public bool Equals(DeferActionData? other) => other is not null && Data.AsSpan().SequenceEqual(other.Data);
    /// <inheritdoc/>
    public override int GetHashCode() => Data.Length;
}

/// <summary>Of OP_BOUNCE ([MS-OXORULE] 2.2.5.1.2.5).</summary>
/// <param name="BounceCode">One of the three codes.</param>
public sealed record BounceActionData(uint BounceCode) : RuleActionData
{
    /// <summary>The message is too large.</summary>
    public const uint TooLarge = 0x0D;
    /// <summary>The message cannot be shown to the user.</summary>
    public const uint CannotDisplay = 0x1F;
    /// <summary>Delivery was denied for other reasons.</summary>
    public const uint Denied = 0x26;

    /// <inheritdoc/>
    public override bool Fits(RuleActionType type) => type == RuleActionType.Bounce;

    internal static BounceActionData Read(ref MapiReader reader)
    {
        var code = reader.ReadUInt32();
        if (!reader.Failed && code is not (TooLarge or CannotDisplay or Denied)) reader.Fail($"bounce code 0x{code:X}");
        return new BounceActionData(code);
    }

    /// <inheritdoc/>
    public override void Write(MapiWriter writer, CountWidth width) => writer.WriteUInt32(BounceCode);
}

/// <summary>Of OP_TAG ([MS-OXORULE] 2.2.5.1.2.6).</summary>
/// <param name="Value">The property to set.</param>
public sealed record TagActionData(TaggedPropertyValue Value) : RuleActionData
{
    /// <inheritdoc/>
    public override bool Fits(RuleActionType type) => type == RuleActionType.Tag;
    /// <inheritdoc/>
    public override void Write(MapiWriter writer, CountWidth width) => PropertyValueCodec.WriteTagged(writer, Value, width);
}

/// <summary>Of OP_FORWARD and OP_DELEGATE ([MS-OXORULE] 2.2.5.1.2.4).</summary>
/// <param name="Recipients">Who gets the message.</param>
public sealed record RecipientsActionData(IReadOnlyList<RuleRecipient> Recipients) : RuleActionData
{
    // Reserved, the count, one property.
    private const int SmallestRecipient = 9;

    /// <inheritdoc/>
    public override bool Fits(RuleActionType type) => type is RuleActionType.Forward or RuleActionType.Delegate;

    internal static RecipientsActionData Read(ref MapiReader reader, CountWidth width)
    {
        var count = reader.ReadCount32(SmallestRecipient);
        if (!reader.Failed && count is 0 or > MaxRecipients) reader.Fail($"{count} recipients");
        var recipients = new List<RuleRecipient>(Math.Min(count, 256));
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var reserved = reader.ReadByte();
            var properties = reader.ReadCount32(4);
            if (!reader.Failed && properties == 0) reader.Fail("a recipient without properties");
            recipients.Add(new RuleRecipient(reserved, PropertyValueCodec.ReadTaggedArray(ref reader, properties, width)));
        }
        return new RecipientsActionData(recipients);
    }

    /// <inheritdoc/>
    public override void Write(MapiWriter writer, CountWidth width)
    {
        writer.WriteInt32(Recipients.Count);
        foreach (var recipient in Recipients)
        {
            writer.WriteByte(recipient.Reserved);
            writer.WriteInt32(recipient.Properties.Count);
            foreach (var value in recipient.Properties) PropertyValueCodec.WriteTagged(writer, value, width);
        }
    }

    /// <inheritdoc/>
    public bool Equals(RecipientsActionData? other) => other is not null && Recipients.SequenceEqual(other.Recipients);
    /// <inheritdoc/>
    public override int GetHashCode() => Recipients.Count;
}

/// <summary>RecipientBlockData ([MS-OXORULE] 2.2.5.1.2.4.1).</summary>
/// <param name="Reserved">Of no meaning; kept.</param>
/// <param name="Properties">At least PidTagDisplayName, PidTagEmailAddress and PidTagRecipientType.</param>
public sealed record RuleRecipient(byte Reserved, IReadOnlyList<TaggedPropertyValue> Properties)
{
    /// <inheritdoc/>
    public bool Equals(RuleRecipient? other) => other is not null && Reserved == other.Reserved && Properties.SequenceEqual(other.Properties);
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reserved, Properties.Count);
}

/// <summary>ServerEid ([MS-OXORULE] 2.2.5.1.2.1.1, PtypServerId of [MS-OXCDATA] 2.11.1.4): a folder or message of this store in 21 bytes.</summary>
/// <param name="FolderId">The folder, as on the wire.</param>
/// <param name="MessageId">The message, as on the wire; 0 for a folder.</param>
/// <param name="Instance">Of no meaning here.</param>
public readonly record struct ServerEid(ulong FolderId, ulong MessageId = 0, uint Instance = 0)
{
    private const byte Ours = 1;

    /// <summary>The bytes.</summary>
    public byte[] ToArray()
    {
        using var writer = new MapiWriter(21);
        writer.WriteByte(Ours);
        writer.WriteUInt64(FolderId);
        writer.WriteUInt64(MessageId);
        writer.WriteUInt32(Instance);
        return writer.ToArray();
    }

    /// <summary>What the bytes say, or null where a client made them for itself.</summary>
    public static ServerEid? TryParse(ReadOnlySpan<byte> bytes)
    {
        var reader = new MapiReader(bytes);
        var ours = reader.ReadByte();
        var eid = new ServerEid(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt32());
        return reader.AtEnd && ours == Ours ? eid : null;
    }
}
