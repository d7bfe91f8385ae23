using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// An open attachment. It has a copy of its own from the first change on; saving puts the copy into its message, and only the message's
/// own save makes it durable ([MS-OXCMSG] 3.2.5.14).
/// </summary>
/// <remarks><see cref="Content"/> is for reading. RopCopyTo and uploads change <see cref="Working"/> and then call <see cref="Changed"/>.</remarks>
internal sealed partial class AttachmentObject : SessionObject, IPropertyObject
{
    private AttachmentContent _content;
    private AttachmentContent? _working;
    private bool _isNew;
    private bool _timeSet;
    private bool _failsSaves;

    // What of an attachment is the server's, and fails the save of a client that sets it ([MS-OXCMSG] 2.2.3.15, note 16).
    private static readonly HashSet<ushort> FailingSaves = [PidTag.AccessLevel.Id, PidTag.ObjectType.Id, PidTag.RecordKey.Id, PidTag.AttachSize.Id];

    private AttachmentObject(MessageObject message, AttachmentContent content, bool isNew, bool isWritable) : base(message.Logon)
    {
        Message = message;
        _content = content;
        _isNew = isNew;
        IsDirty = isNew;
        IsWritable = isWritable;
    }

    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Attachment;

    /// <summary>The message it is of. It lives on with the attachment, also where its handle is released.</summary>
    public MessageObject Message { get; }

    /// <summary>Whether it may be changed and saved.</summary>
    public bool IsWritable { get; private set; }

    /// <summary>Whether there are changes to save.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>What the attachment holds now. Not to be changed.</summary>
    public AttachmentContent Content => _working ?? _content;

    /// <summary>What the attachment holds now, to be changed; throws AccessDenied as the ROP's answer where it is open for reading only.</summary>
    public AttachmentContent Working
    {
        get
        {
            if (!IsWritable) throw new RopException(MapiError.AccessDenied, "the attachment is open for reading only");
            return _working ??= _content.Clone();
        }
    }

    /// <summary>Opens an attachment of a message.</summary>
    public static AttachmentObject Open(MessageObject message, uint number, OpenModeFlags mode)
    {
        var content = message.FindAttachment(number) ?? throw new RopException(MapiError.NotFound, $"there is no attachment {number}");
        var writes = mode.HasFlag(OpenModeFlags.ReadWrite);
        if (writes && !message.IsWritable && !mode.HasFlag(OpenModeFlags.BestAccess)) throw new RopException(MapiError.AccessDenied, "the message is open for reading only");
        return new AttachmentObject(message, content, isNew: false, isWritable: writes && message.IsWritable);
    }

    /// <summary>Begins a new attachment.</summary>
    public static AttachmentObject Create(MessageObject message)
    {
        var content = new AttachmentContent { AttachNumber = message.TakeAttachNumber(), Properties = MessageDefaults.OfAttachment(message.Logon.Session.Services.Time.GetUtcNow()) };
        return new AttachmentObject(message, content, isNew: true, isWritable: true);
    }

    /// <summary>
    /// Opens the message in the attachment; where there is none, begins it if <paramref name="mode"/> says Create ([MS-OXCMSG] 2.2.3.16.1). It may be
    /// changed where the attachment may, also if ReadOnly was asked for, as with Exchange since 2010 (note 17).
    /// </summary>
    public MessageObject OpenEmbedded(OpenModeFlags mode, int codePage)
    {
        var writes = (mode & (OpenModeFlags.ReadWrite | OpenModeFlags.Create)) != 0;
        if (writes && !IsWritable && !mode.HasFlag(OpenModeFlags.BestAccess)) throw new RopException(MapiError.AccessDenied, "the attachment is open for reading only");
        if (Content.Embedded is null && (!IsWritable || !mode.HasFlag(OpenModeFlags.Create))) throw new RopException(MapiError.NotFound, "the attachment holds no message");
        if (Message.Depth + 1 >= StorageFormat.MaxDepth) throw new RopException(MapiError.TooComplex, $"messages nested {StorageFormat.MaxDepth} deep");
        return MessageObject.OpenEmbedded(this, Content.Embedded, IsWritable, codePage);
    }

    /// <summary>Says that <see cref="Working"/> was changed.</summary>
    public void Changed()
    {
        IsDirty = true;
        var limit = Message.Logon.Session.Services.Limits.MaxMessageSize;
        if (AttachmentProperties.SizeOf(Content) is var size && size > limit) throw new RopException(MapiError.MessageTooBig, $"an attachment of {size} bytes, {limit} allowed");
    }

    /// <summary>Takes the message that the attachment is of ([MS-OXCMSG] 2.2.2.9: afEmbeddedMessage).</summary>
    public void SetEmbedded(MessageContent embedded)
    {
        var content = Working;
        content.Embedded = embedded;
        content.Properties.Set(PidTag.AttachMethod, AttachmentProperties.EmbeddedMessage);
        Changed();
    }

    /// <summary>Hears which properties a client could not set; after an attempt on what is the server's this handle does not save any more.</summary>
    public void Refused(IEnumerable<PropertyTag> tags) => _failsSaves |= tags.Any(t => FailingSaves.Contains(t.Id));

    /// <summary>Puts the changes into the message.</summary>
    public void Save(SaveFlags flags)
    {
        const SaveFlags keep = SaveFlags.KeepOpenReadOnly | SaveFlags.KeepOpenReadWrite;
        if ((flags & keep) == keep) throw new RopException(MapiError.NotSupported, $"SaveFlags {flags}");
        if (!IsWritable) throw new RopException(MapiError.GeneralFailure, "the attachment is open for reading only");
        if (_failsSaves) throw new RopException(MapiError.GeneralFailure, "read-only properties of the attachment were to be changed");
        if (IsDirty)
        {
            var content = Working;
            if (!_timeSet) content.Properties.Set(PidTag.LastModificationTime, Logon.Session.Services.Time.GetUtcNow());
            if (!Message.PutAttachment(content, _isNew)) throw new RopException(MapiError.ObjectDeleted, $"attachment {content.AttachNumber} was deleted");
            // The message has it now: the next change begins with a copy.
            (_content, _working, _isNew, IsDirty, _timeSet) = (content, null, false, false, false);
        }
        if ((flags & (keep | SaveFlags.ForceSave)) == SaveFlags.KeepOpenReadOnly) IsWritable = false;
    }
}
