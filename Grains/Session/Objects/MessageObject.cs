using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// An open message: a transaction of its own ([MS-OXCMSG] 3.2.1.3). It holds the message as it was opened and, from the first change on,
/// a copy that is saved as a whole; nobody else sees the copy before. A message in an attachment is saved into that attachment, and is
/// durable when the attachment is saved and then the message that has it.
/// </summary>
/// <remarks>
/// <see cref="Content"/> is for reading and is never changed by its reader. Whoever changes the message changes <see cref="Working"/>, or
/// calls <see cref="ReplaceRecipients"/> and <see cref="ReplaceAttachments"/> (RopCopyTo, uploads), and then <see cref="Changed"/>.
/// </remarks>
internal sealed partial class MessageObject : SessionObject, IPropertyObject
{
    private MessageContent? _working;
    private MessageRecord? _view;
    private long _size;
    private bool _refresh;
    private bool _mayEdit = true;

    private MessageObject(LogonObject logon, MessageRecord record, FolderView? folder, AttachmentObject? container, bool isNew, bool isWritable, int codePage) : base(logon)
    {
        Record = record;
        Folder = folder;
        Container = container;
        IsNew = isNew;
        IsWritable = isWritable;
        CodePage = codePage;
        _size = StorageFormat.SizeOf(record.Content);
        RecipientColumns = RecipientRowMapping.Columns(record.Content.Recipients);
    }

    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Message;

    /// <summary>The message as it was opened or last saved.</summary>
    public MessageRecord Record { get; private set; }

    /// <summary>Its folder as the caller sees it; null for a message in an attachment.</summary>
    public FolderView? Folder { get; }

    /// <summary>The attachment that the message is in, or null.</summary>
    public AttachmentObject? Container { get; }

    /// <summary>How many messages this one is inside of.</summary>
    public int Depth => Container is null ? 0 : Container.Message.Depth + 1;

    /// <summary>Whether it was never saved.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Whether it may be changed and saved.</summary>
    public bool IsWritable { get; private set; }

    /// <summary>Whether there are changes to save.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>The code page of its 8-bit text.</summary>
    public int CodePage { get; }

    /// <summary>Whether properties that only the server sets may be set, as an upload does ([MS-OXCFXICS] 3.3.4.3.3.2).</summary>
    public bool IsUpload { get; init; }

    /// <summary>What the message holds now. Not to be changed.</summary>
    public MessageContent Content => _working ?? Record.Content;

    /// <summary>What the message holds now, to be changed; throws AccessDenied as the ROP's answer where it is open for reading only.</summary>
    public MessageContent Working
    {
        get
        {
            RequireWritable();
            return _working ??= Record.Content.Clone();
        }
    }

    /// <summary>Opens a message of a folder ([MS-OXCMSG] 3.2.5.1), in one read.</summary>
    public static async Task<MessageObject> OpenAsync(LogonObject logon, long folderId, long messageId, OpenModeFlags mode, int codePage, CancellationToken cancellationToken)
    {
        var deletedToo = mode.HasFlag(OpenModeFlags.OpenSoftDeleted);
        var folder = await logon.Mailbox.FindFolderAsync(logon.Caller, folderId, deletedToo)
            ?? throw new RopException(MapiError.NotFound, $"folder {folderId:X} is not there or not visible");
        var record = await logon.Messages.ReadMessageAsync(logon.Key, messageId, MessageParts.All, cancellationToken)
            ?? throw new RopException(MapiError.NotFound, $"message {messageId:X} is not there");
        if (record.FolderId != folderId)
        {
            // A search folder shows messages of others; rights are those on the folder that has the message.
            var real = folder.Folder.Kind == FolderKind.Search ? await logon.Mailbox.FindFolderAsync(logon.Caller, record.FolderId, deletedToo) : null;
            folder = real ?? throw new RopException(MapiError.NotFound, $"message {messageId:X} is not in folder {folderId:X}");
        }
        if (record.DeletedAt is not null && !deletedToo) throw new RopException(MapiError.NotFound, $"message {messageId:X} is deleted");
        var own = MailboxIdentity.IsCreator(record.Content.Properties, logon.Caller);
        if (!FolderAccess.Reads(folder.Rights) && !own) throw new RopException(MapiError.AccessDenied, $"{folder.Rights} do not read message {messageId:X}");
        var mayEdit = FolderAccess.Edits(folder.Rights, own);
        var writes = mode.HasFlag(OpenModeFlags.ReadWrite);
        if (writes && !mayEdit && !mode.HasFlag(OpenModeFlags.BestAccess)) throw new RopException(MapiError.AccessDenied, $"{folder.Rights} do not edit message {messageId:X}");
        // Whoever asks for the best access may change the message at hand, and is refused when it is to be saved, as with Exchange since 2010
        // ([MS-OXCMSG] 2.2.3.1.1, note 12); PidTagAccessLevel says which it is.
        return new MessageObject(logon, record, folder, null, isNew: false, isWritable: writes && record.DeletedAt is null, codePage) { _mayEdit = mayEdit };
    }

    /// <summary>Begins a new message in a folder ([MS-OXCMSG] 3.2.5.2); nothing is stored before it is saved.</summary>
    public static MessageObject Create(LogonObject logon, FolderView folder, bool associated, int codePage)
    {
        if (folder.Folder.Kind == FolderKind.Search) throw new RopException(MapiError.SearchFolder, "a search folder has no messages of its own");
        if (!FolderAccess.Creates(folder.Rights)) throw new RopException(MapiError.AccessDenied, $"{folder.Rights} do not create messages");
        var now = logon.Session.Services.Time.GetUtcNow();
        var record = new MessageRecord
        {
            MessageId = 0,
            FolderId = folder.Folder.FolderId,
            Associated = associated,
            IsRead = true,
            MessageFlags = (int)MessageFlagBits.Unsent,
            CreatedAt = now,
            ModifiedAt = now,
            Content = new MessageContent { Properties = MessageDefaults.OfMessage(logon) },
        };
        return new MessageObject(logon, record, folder, null, isNew: true, isWritable: true, codePage) { IsDirty = true };
    }

    /// <summary>Opens the message in an attachment; with no <paramref name="content"/> begins a new one ([MS-OXCMSG] 3.2.5.16).</summary>
    public static MessageObject OpenEmbedded(AttachmentObject container, MessageContent? content, bool isWritable, int codePage)
    {
        var now = container.Logon.Session.Services.Time.GetUtcNow();
        var isNew = content is null;
        // In an upload nothing is there but what comes.
        var isUpload = container.Message.IsUpload;
        content ??= isUpload ? new MessageContent() : new MessageContent { Properties = MessageDefaults.OfMessage(container.Logon) };
        var flags = content.Properties.GetInt32(PidTag.MessageFlags) ?? (int)(MessageFlagBits.Read | (isNew ? MessageFlagBits.Unsent : MessageFlagBits.None));
        var record = new MessageRecord
        {
            MessageId = 0,
            FolderId = 0,
            IsRead = (flags & (int)MessageFlagBits.Read) != 0,
            MessageFlags = flags & ~(int)MessageFlagBits.Derived,
            CreatedAt = content.Properties.TryGet(PidTag.CreationTime, out PropertyValue created) ? created.AsTime() : now,
            ModifiedAt = content.Properties.TryGet(PidTag.LastModificationTime, out PropertyValue modified) ? modified.AsTime() : now,
            Content = content,
        };
        return new MessageObject(container.Logon, record, null, container, isNew, isWritable, codePage) { IsDirty = isNew, IsUpload = isUpload };
    }

    /// <summary>Says that <see cref="Working"/> was changed, and by how many bytes where that is known; else all of it is measured anew.</summary>
    public void Changed(long? delta = null)
    {
        _size = delta is { } bytes ? _size + bytes : StorageFormat.SizeOf(Content);
        IsDirty = true;
        _view = null;
        // A save whose outcome is unknown was one of something else.
        _operation = null;
    }

    /// <summary>Throws MessageTooBig as the ROP's answer where the message has no room for so many bytes more.</summary>
    public void CheckRoom(long bytes)
    {
        var limit = Logon.Session.Services.Limits.MaxMessageSize;
        if (bytes > 0 && _size + bytes > limit) throw new RopException(MapiError.MessageTooBig, $"{bytes} bytes more for a message of {_size}, {limit} allowed");
    }

    /// <summary>Throws AccessDenied as the ROP's answer where the message is open for reading only.</summary>
    public void RequireWritable()
    {
        if (!IsWritable) throw new RopException(MapiError.AccessDenied, "the message is open for reading only");
    }

    /// <summary>The message as a record, changes that are not saved included.</summary>
    public async ValueTask<MessageRecord> ViewAsync(CancellationToken cancellationToken)
    {
        if (_refresh) await RefreshAsync(cancellationToken);
        return _view ??= Record with { Content = Content, Size = _size, Hot = Record.Hot with { HasAttachments = MessageProperties.HasAttachments(Content) } };
    }
}
