using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>How a copy is made ([MS-OXCFXICS] 2.2.3.1.1).</summary>
internal sealed record CopyOptions
{
    /// <summary>The form of text.</summary>
    public required FastTransferText Text { get; init; }
    /// <summary>What of the object itself; what is in it is copied whole.</summary>
    public TransferFilter Filter { get; init; } = TransferFilter.All;
    /// <summary>Whether what is in the object comes along.</summary>
    public bool Subobjects { get; init; } = true;
    /// <summary>Whether bodies go in the format they came in and in no other.</summary>
    public bool BestBody { get; init; }
    /// <summary>Whether the client will delete what it copies: what it may not delete it does not get.</summary>
    public bool Move { get; init; }
    /// <summary>Whether messages keep their identity.</summary>
    public bool SendEntryId { get; init; }
    /// <summary>Whether the client goes on after an errorInfo element.</summary>
    public bool Recovers { get; init; }
    /// <summary>Whether subfolders come along.</summary>
    public bool Subfolders { get; init; }
}

/// <summary>A copy of an object as a stream ([MS-OXCFXICS] 3.2.5.8.1). The elements are written by iterators that each kind of root begins with.</summary>
internal sealed class CopyDownload : DownloadObject
{
    private readonly TransferStream _stream;
    private readonly CopyOptions _options;
    private readonly IEnumerable<TransferStep?> _steps;

    private CopyDownload(LogonObject logon, CopyOptions options, Func<CopyDownload, IEnumerable<TransferStep?>> root)
        : base(logon, new FastTransferWriter(options.Text, logon.Session.CodePage))
    {
        _options = options;
        _stream = new TransferStream(logon, Writer) { Bodies = options.BestBody ? BodyForms.Best : BodyForms.Stored };
        _steps = root(this);
        Total = 1;
    }

    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.FastTransfer;

    /// <summary>messageContent of an open message, changes that are not saved included.</summary>
    public static CopyDownload OfMessage(MessageObject message, CopyOptions options) => new(message.Logon, options, d => d.Message(message));

    /// <summary>attachmentContent of an open attachment.</summary>
    public static CopyDownload OfAttachment(AttachmentObject attachment, CopyOptions options) => new(attachment.Logon, options, d => d._stream.Attachment(attachment.Content, options.Filter));

    /// <summary>folderContent.</summary>
    public static CopyDownload OfFolder(FolderObject folder, CopyOptions options) => new(folder.Logon, options, d => d.Folder(folder.FolderId, options.Filter, options.Subobjects, isSubfolder: false, delProps: true));

    /// <summary>topFolder: the folder with its marker.</summary>
    public static CopyDownload OfTopFolder(FolderObject folder, CopyOptions options) => new(folder.Logon, options, d => d.TopFolder(folder.FolderId));

    /// <summary>messageList of messages of a folder.</summary>
    public static CopyDownload OfMessages(FolderObject folder, IReadOnlyList<long> messageIds, CopyOptions options) => new(folder.Logon, options, d => d.Messages(folder.FolderId, messageIds, deletedToo: true));

    /// <inheritdoc/>
    protected override IEnumerable<TransferStep?> Steps() => _steps;

    private IEnumerable<TransferStep?> Message(MessageObject message)
    {
        MessageRecord? record = null;
        yield return async ct => record = await message.ViewAsync(ct);
        if (!_options.Subobjects)
        {
            var properties = new List<TaggedPropertyValue>();
            foreach (var step in _stream.MessageProperties(record!, message.Folder, _options.Filter, properties)) yield return step;
            foreach (var step in _stream.Properties(properties)) yield return step;
            yield break;
        }
        foreach (var step in _stream.Message(record!, message.Folder, _options.Filter, complete: true)) yield return step;
    }

    private IEnumerable<TransferStep?> TopFolder(long folderId)
    {
        Writer.Marker(FastTransferMarker.StartTopFld);
        // Nothing is there of a folder that is new to its reader: what it has need not be deleted (2.2.4.2, folderContentNoDelProps).
        foreach (var step in Folder(folderId, TransferFilter.All, subobjects: true, isSubfolder: false, delProps: false)) yield return step;
        Writer.Marker(FastTransferMarker.EndFolder);
    }

    private IEnumerable<TransferStep?> Folder(long folderId, TransferFilter filter, bool subobjects, bool isSubfolder, bool delProps)
    {
        FolderView? found = null;
        yield return async _ => found = await Logon.Mailbox.FindFolderAsync(Logon.Caller, folderId, deletedToo: true)
            ?? throw new RopException(MapiError.NotFound, $"folder {folderId:X} is gone or not visible");
        var view = found!;
        if (isSubfolder) Writer.Property(PidTag.FolderId, PropertyValue.Int64(ObjectIds.ToWire(folderId)));
        if (isSubfolder || filter.Takes(PidTag.DisplayName)) Writer.Property(PidTag.DisplayName, PropertyValue.String(view.Folder.DisplayName));
        var comment = view.Folder.Properties.GetString(PidTag.Comment);
        if (isSubfolder || (comment is not null && filter.Takes(PidTag.Comment))) Writer.Property(PidTag.Comment, PropertyValue.String(comment ?? ""));
        foreach (var step in _stream.Properties([.. TransferProperties.OfFolder(Logon, view, filter, named: true).Where(p => p.Tag.Id != PidTag.Comment.Id)])) yield return step;
        if (_options.Move && (SpecialFolderPlan.IsSpecial(folderId) || !FolderAccess.Owns(view.Rights))) Writer.Property(MetaTag.EcWarning, PropertyValue.Int32((int)MapiError.PartiallyComplete));
        if (!subobjects) yield break;
        foreach (var (associated, kind) in ((bool, PropertyTag)[])[(true, PidTag.FolderAssociatedContents), (false, PidTag.ContainerContents)])
        {
            if (!filter.Takes(kind)) continue;
            if (delProps) Writer.Property(MetaTag.FXDelProp, PropertyValue.Int32((int)kind.Value));
            foreach (var step in AllMessages(folderId, associated)) yield return step;
        }
        if (!filter.Takes(PidTag.ContainerHierarchy) || !_options.Subfolders) yield break;
        if (delProps) Writer.Property(MetaTag.FXDelProp, PropertyValue.Int32((int)PidTag.ContainerHierarchy.Value));
        HierarchyView? below = null;
        yield return async _ => below = await Logon.Mailbox.GetHierarchyAsync(Logon.Caller, folderId, deep: false, softDeleted: view.Folder.DeletedAt is not null);
        foreach (var child in below?.Folders ?? [])
        {
            // What a search folder looks for is in its own mailbox.
            if (child.Folder.Kind == FolderKind.Search) continue;
            Writer.Marker(FastTransferMarker.StartSubFld);
            foreach (var step in Folder(child.Folder.FolderId, TransferFilter.All, subobjects: true, isSubfolder: true, delProps)) yield return step;
            Writer.Marker(FastTransferMarker.EndFolder);
        }
    }

    private IEnumerable<TransferStep?> AllMessages(long folderId, bool associated)
    {
        for (var after = 0L; ;)
        {
            var (lowest, ids) = (after, Array.Empty<long>());
            yield return async ct => ids = await Logon.Session.Services.Store.ReadIndexAsync(Logon.Key, new MessageIndexQuery
            {
                FolderId = folderId,
                Associated = associated,
                Filter = [new MessageFilter(MessageColumn.MessageId, MessageFilterOperator.Greater, lowest)],
                Limit = 1000,
            }, ct);
            if (ids.Length == 0) yield break;
            foreach (var step in Messages(folderId, ids, deletedToo: false)) yield return step;
            after = ids[^1];
        }
    }

    // Whoever names soft-deleted messages is to have them; a folder's are those that it shows.
    private IEnumerable<TransferStep?> Messages(long folderId, IReadOnlyList<long> ids, bool deletedToo)
    {
        var pages = new MessagePages(Logon, folderId);
        FolderView? found = null;
        yield return async _ => found = await Logon.Mailbox.FindFolderAsync(Logon.Caller, folderId, deletedToo: true)
            ?? throw new RopException(MapiError.NotFound, $"folder {folderId:X} is gone or not visible");
        var view = found!;
        Total += ids.Count;
        foreach (var page in ids.Chunk(MessagePages.Size))
        {
            Dictionary<long, MessageRecord?> records = [];
            yield return async ct => records = await pages.ReadAsync(page, ct, deletedToo);
            foreach (var id in page)
            {
                Progress++;
                if (!records.TryGetValue(id, out var record)) continue;
                if (record is null) Unreadable(folderId, id);
                // The client is to know that there is one that it did not get.
                else if (!MayCopy(view, record)) Writer.Property(MetaTag.EcWarning, PropertyValue.Int32((int)MapiError.PartiallyComplete));
                else foreach (var step in Element(view, record)) yield return step;
            }
        }
    }

    private void Unreadable(long folderId, long messageId)
    {
        if (!_options.Recovers)
        {
            Writer.Property(MetaTag.EcWarning, PropertyValue.Int32((int)MapiError.PartiallyComplete));
            return;
        }
        var guid = Logon.Info.ReplGuid;
        Writer.Marker(FastTransferMarker.FXErrorInfo);
        Writer.Property(MetaTag.NoId(PropertyType.Binary), PropertyValue.Binary(new ExtendedErrorInfo(MapiError.CorruptData, new LongTermId(guid, folderId), new LongTermId(guid, messageId)).ToArray()));
    }

    private bool MayCopy(FolderView folder, MessageRecord record)
    {
        var own = MailboxIdentity.IsCreator(record.Content.Properties, Logon.Caller);
        return (FolderAccess.Reads(folder.Rights) || own) && (!_options.Move || FolderAccess.Deletes(folder.Rights, own));
    }

    private IEnumerable<TransferStep?> Element(FolderView folder, MessageRecord record)
    {
        Writer.Marker(record.Associated ? FastTransferMarker.StartFAIMsg : FastTransferMarker.StartMessage);
        Writer.Property(PidTag.Mid, PropertyValue.Int64(ObjectIds.ToWire(record.MessageId)));
        var more = new List<TaggedPropertyValue>();
        if (_options.SendEntryId)
        {
            foreach (var tag in (ReadOnlySpan<PropertyTag>)[PidTag.SourceKey, PidTag.ChangeKey, PidTag.LastModificationTime, PidTag.PredecessorChangeList])
                more.Add(new TaggedPropertyValue(tag, MessageProperties.Get(Logon, record, tag, folder)));
            more.Add(new TaggedPropertyValue(PidTag.OriginalEntryId, MessageProperties.Get(Logon, record, PidTag.EntryId, folder)));
        }
        foreach (var step in _stream.Message(record, folder, TransferFilter.All, more, complete: false)) yield return step;
        Writer.Marker(FastTransferMarker.EndMessage);
    }
}
