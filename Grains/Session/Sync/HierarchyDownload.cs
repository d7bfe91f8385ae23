using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// The folders below a folder that a client does not have ([MS-OXCFXICS] 2.2.4.3.9), parents before children. Search folders are not among
/// them: a client with its own copy of the mailbox searches there.
/// </summary>
internal sealed class HierarchyDownload(LogonObject logon, long folderId, SynchronizationConfigureRequest request) : SynchronizationDownload(logon, folderId, request)
{
    /// <inheritdoc/>
    protected override bool IsContents => false;

    private bool ForeignKeys => !Flags.HasFlag(SynchronizationFlags.NoForeignIdentifiers);

    /// <inheritdoc/>
    protected override IEnumerable<TransferStep?> Steps()
    {
        HierarchyView? hierarchy = null;
        Dictionary<Guid, ushort> foreign = [];
        yield return async _ =>
        {
            await ReadableFolderAsync();
            foreign = await ForeignAsync();
            hierarchy = await Logon.Mailbox.GetHierarchyAsync(Logon.Caller, FolderId, deep: true, softDeleted: false)
                ?? throw new RopException(MapiError.NotFound, $"folder {FolderId:X} is gone or not visible");
        };
        // The version is the change number that comes next.
        var max = hierarchy!.Version - 1;
        ForgetFuture(max);
        Begin();
        var folders = hierarchy.Folders.Where(f => f.Folder.Kind != FolderKind.Search).ToList();
        var byId = folders.ToDictionary(f => f.Folder.FolderId);
        var (seen, given) = (OwnOf(Initial.CnsetSeen, ReplGuid), OwnOf(Initial.IdsetGiven, ReplGuid));
        var there = GlobSet.Of(byId.Keys);
        var deleted = given.Clone();
        deleted.Subtract(there);

        // Rights that somebody gets, and rights on the folders above, make folders appear that did not change.
        var changes = folders.Where(f => !seen.Contains(f.Folder.ChangeNumber) || (!Logon.Caller.HasAllRights && !given.Contains(f.Folder.FolderId))).ToList();
        Total = changes.Count;
        var final = Initial.Clone();
        foreach (var view in changes)
        {
            WriteChange(view, byId);
            foreach (var step in Stream.Properties(TransferProperties.OfFolder(Logon, view, Filter, named: false))) yield return step;
            Apply(final);
            Commit(Apply);
            Progress++;

            void Apply(IcsState state)
            {
                state.IdsetGiven.Add(ReplGuid, view.Folder.FolderId);
                state.CnsetSeen.Add(ReplGuid, view.Folder.ChangeNumber);
            }
        }
        if (WantsDeletions && DeletedBytes(deleted, foreign) is { Length: > 0 } bytes)
        {
            Writer.Marker(FastTransferMarker.IncrSyncDel);
            Writer.Property(MetaTag.IdsetDeleted, PropertyValue.Binary(bytes));
        }
        if (WantsDeletions)
        {
            var rest = new IdSet();
            rest.Of(ReplGuid).Union(OwnOf(final.IdsetGiven, ReplGuid));
            rest.Of(ReplGuid).Subtract(deleted);
            final.IdsetGiven = rest;
        }
        if (max >= 1) final.CnsetSeen.Of(ReplGuid).AddRange(1, max);
        WriteEnd(final);
    }

    /// <summary>folderChange up to the folder's own properties.</summary>
    private void WriteChange(FolderView view, Dictionary<long, FolderView> byId)
    {
        var folder = view.Folder;
        var isChild = folder.ParentId == FolderId;
        Writer.Marker(FastTransferMarker.IncrSyncChg);
        // A child of the folder that is synchronized has no parent to name (2.2.4.3.9).
        Writer.Property(PidTag.ParentSourceKey, PropertyValue.Binary(isChild ? [] : byId.TryGetValue(folder.ParentId, out var parent) ? KeyOf(parent.Folder) : Xid.Of(ReplGuid, folder.ParentId)));
        Writer.Property(PidTag.SourceKey, PropertyValue.Binary(KeyOf(folder)));
        foreach (var tag in (ReadOnlySpan<PropertyTag>)[PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.DisplayName])
            Writer.Property(tag, FolderProperties.Get(Logon, view, tag));
        var eid = ExtraFlags.HasFlag(SynchronizationExtraFlags.Eid);
        if (eid) Writer.Property(PidTag.FolderId, PropertyValue.Int64(ObjectIds.ToWire(folder.FolderId)));
        if (eid || !ForeignKeys) Writer.Property(PidTag.ParentFolderId, PropertyValue.Int64(ObjectIds.ToWire(folder.ParentId)));
    }

    private byte[] KeyOf(FolderRecord folder) => ForeignKeys ? FolderProperties.SourceKeyOf(Logon, folder) : Xid.Of(ReplGuid, folder.FolderId);
}
