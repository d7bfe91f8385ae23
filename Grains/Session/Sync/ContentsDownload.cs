using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// The messages of a folder that a client does not have ([MS-OXCFXICS] 2.2.4.3.2). Of messages that it has, and where it understands that, the
/// property groups that changed; all others are given whole.
/// </summary>
internal sealed class ContentsDownload(LogonObject logon, long folderId, SynchronizationConfigureRequest request, Restriction? restriction) : SynchronizationDownload(logon, folderId, request)
{
    private readonly bool _partial = request.SendOptions.HasFlag(FastTransferSendOptions.PartialItem);
    private readonly GroupMapping _groups = new(logon);

    /// <inheritdoc/>
    protected override bool IsContents => true;

    private bool ForeignKeys => !Flags.HasFlag(SynchronizationFlags.NoForeignIdentifiers);

    /// <inheritdoc/>
    protected override IEnumerable<TransferStep?> Steps()
    {
        ContentsPlan? made = null;
        Dictionary<Guid, ushort> foreign = [];
        yield return async ct =>
        {
            var folder = await ReadableFolderAsync();
            var max = await HighestAsync(folder);
            ForgetFuture(max);
            foreign = await ForeignAsync();
            made = await ContentsPlan.MakeAsync(Logon, folder, max, restriction, Flags, ExtraFlags.HasFlag(SynchronizationExtraFlags.OrderByDeliveryTime), Initial, ct);
        };
        Begin();
        var plan = made!;
        Total = plan.Changes.Count;
        var final = Initial.Clone();
        if (Flags.HasFlag(SynchronizationFlags.Progress)) WriteTotal(plan.Changes);

        var pages = new MessagePages(Logon, plan.Folder.Folder.Kind == FolderKind.Search ? 0 : FolderId);
        foreach (var page in MessagePages.Cut(plan.Changes.ToArray(), static c => c.Size))
        {
            Dictionary<long, MessageRecord?> records = [];
            yield return async ct =>
            {
                records = await pages.ReadAsync([.. page.Select(c => c.MessageId)], ct);
                // After the messages: every name that one of them has is known by now.
                if (_partial) await _groups.RefreshAsync();
            };
            foreach (var change in page)
            {
                // One that has gone since is the next download's to tell.
                if (records.TryGetValue(change.MessageId, out var record))
                {
                    var unreadable = record is null;
                    if (record is not null)
                    {
                        using var steps = Changes(plan, record).GetEnumerator();
                        while (TryMove(steps, record, ref unreadable)) yield return steps.Current;
                    }
                    if (unreadable && Recovers) WriteError(plan, change.MessageId);
                    var given = unreadable ? null : record;
                    void Apply(IcsState state) => Give(state, change, given);
                    Apply(final);
                    Commit(Apply);
                    yield return null;
                }
                Progress++;
            }
        }
        WriteDeletions(plan, foreign);
        WriteReadStates(plan);
        Complete(final, plan);
        WriteEnd(final);
    }

    /// <summary>
    /// Writes on; what turns out unreadable in the middle of a message ends that message, and not the download, where the client understands
    /// that ([MS-OXCFXICS] 2.2.4.3.4).
    /// </summary>
    private bool TryMove(IEnumerator<TransferStep?> steps, MessageRecord record, ref bool unreadable)
    {
        try
        {
            return steps.MoveNext();
        }
        catch (InvalidDataException e) when (Recovers)
        {
            SyncLog.Unreadable(Logon.Session.Services.Logger, e, Logon.Session.Open.SessionId, record.MessageId, FolderId);
            unreadable = true;
            return false;
        }
    }

    /// <summary>The highest change number there can be among the folder's messages: what a search folder shows changes elsewhere.</summary>
    private async ValueTask<long> HighestAsync(FolderView folder)
    {
        if (folder.Folder.Kind != FolderKind.Search) return folder.Folder.ContentsChangeNumber;
        var hierarchy = await Logon.Mailbox.GetHierarchyAsync(Logon.Caller, FolderId, deep: false, softDeleted: false)
            ?? throw new RopException(MapiError.NotFound, $"folder {FolderId:X} is gone or not visible");
        return hierarchy.Version - 1;
    }

    private void WriteTotal(List<MessageChange> changes)
    {
        var normal = changes.Where(c => !c.Associated).ToList();
        Writer.Marker(FastTransferMarker.IncrSyncProgressMode);
        WriteBare(PropertyValue.Binary(new ProgressInformation(
            (uint)(changes.Count - normal.Count), (ulong)changes.Where(c => c.Associated).Sum(c => c.Size), (uint)normal.Count, (ulong)normal.Sum(c => c.Size)).ToArray()));
    }

    /// <summary>A message; of one that is in conflict each version by itself, whole, the winner last ([MS-OXCFXICS] 3.1.5.6.2.1).</summary>
    private IEnumerable<TransferStep?> Changes(ContentsPlan plan, MessageRecord record) => (record.MessageStatus & ConflictVersions.InConflictStatus) == 0
        ? Change(plan, record, _partial && plan.MayBePartial(record) ? _groups.ChangedSince(record, plan.HasSeen) : null)
        : ConflictVersions.Of(record).SelectMany(v => Change(plan, ConflictVersions.AsRecord(record, v), null));

    /// <summary>messageChange, after what is said of its size.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="record">The message.</param>
    /// <param name="groups">The property groups to give, or null for all of the message.</param>
    private IEnumerable<TransferStep?> Change(ContentsPlan plan, MessageRecord record, IReadOnlyList<int>? groups)
    {
        var filter = record.Associated && Flags.HasFlag(SynchronizationFlags.OnlySpecifiedProperties | SynchronizationFlags.IgnoreSpecifiedOnFAI) ? TransferFilter.All : Filter;
        var properties = new List<TaggedPropertyValue>();
        foreach (var step in Stream.MessageProperties(record, plan.Folder, filter, properties)) yield return step;
        if (Flags.HasFlag(SynchronizationFlags.Progress))
        {
            Writer.Marker(FastTransferMarker.IncrSyncProgressPerMsg);
            WriteBare(PropertyValue.Int32((int)Math.Min(record.Size, int.MaxValue)));
            WriteBare(PropertyValue.Bool(record.Associated));
        }
        var steps = groups is not null ? Partial(plan, record, groups, properties, filter) : Full(plan, record, properties, filter);
        foreach (var step in steps) yield return step;
    }

    private IEnumerable<TransferStep?> Full(ContentsPlan plan, MessageRecord record, List<TaggedPropertyValue> properties, TransferFilter filter)
    {
        Writer.Marker(FastTransferMarker.IncrSyncChg);
        WriteHeader(plan, record);
        Writer.Marker(FastTransferMarker.IncrSyncMessage);
        foreach (var step in Stream.Properties(properties)) yield return step;
        foreach (var step in Stream.Children(record.Content, filter.Takes(PidTag.MessageRecipients), filter.Takes(PidTag.MessageAttachments), complete: true)) yield return step;
    }

    /// <summary>messageChangePartial (2.2.4.3.15): of each group that changed all there is of it.</summary>
    private IEnumerable<TransferStep?> Partial(ContentsPlan plan, MessageRecord record, IReadOnlyList<int> groups, List<TaggedPropertyValue> properties, TransferFilter filter)
    {
        Writer.Marker(FastTransferMarker.IncrSyncGroupInfo);
        WriteBare(PropertyValue.Binary(_groups.Info));
        Writer.Property(MetaTag.IncrSyncGroupId, PropertyValue.Int32(_groups.Id));
        Writer.Marker(FastTransferMarker.IncrSyncChgPartial);
        WriteHeader(plan, record);
        foreach (var group in groups)
        {
            Writer.Property(MetaTag.IncrementalSyncMessagePartial, PropertyValue.Int32(group));
            List<TaggedPropertyValue> values = [.. properties.Where(p => _groups.GroupOf(p.Tag) == group)];
            if (values.Count == 0) WriteBare(PropertyValue.Int32(0));
            foreach (var step in Stream.Properties(values)) yield return step;
        }
        var steps = Stream.Children(
            record.Content, groups.Contains(PropertyGroups.Recipients) && filter.Takes(PidTag.MessageRecipients), groups.Contains(PropertyGroups.Attachments) && filter.Takes(PidTag.MessageAttachments), complete: true);
        foreach (var step in steps) yield return step;
    }

    /// <summary>messageChangeHeader (2.2.4.3.14).</summary>
    private void WriteHeader(ContentsPlan plan, MessageRecord record)
    {
        foreach (var tag in (ReadOnlySpan<PropertyTag>)[PidTag.SourceKey, PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.Associated])
        {
            var value = tag == PidTag.SourceKey && !ForeignKeys ? PropertyValue.Binary(Xid.Of(ReplGuid, record.MessageId)) : MessageProperties.Get(Logon, record, tag, plan.Folder);
            Writer.Property(tag, value);
        }
        if (ExtraFlags.HasFlag(SynchronizationExtraFlags.Eid)) Writer.Property(PidTag.Mid, PropertyValue.Int64(ObjectIds.ToWire(record.MessageId)));
        if (ExtraFlags.HasFlag(SynchronizationExtraFlags.MessageSize)) Writer.Property(PidTag.MessageSize, MessageProperties.Get(Logon, record, PidTag.MessageSize));
        if (ExtraFlags.HasFlag(SynchronizationExtraFlags.CN)) Writer.Property(PidTag.ChangeNumber, PropertyValue.Int64(ObjectIds.ToWire(record.ChangeNumber)));
    }

    /// <summary>A message that cannot be read: a client that understands that is told of it, and it is not given again until it changes.</summary>
    private void WriteError(ContentsPlan plan, long messageId)
    {
        Writer.Marker(FastTransferMarker.FXErrorInfo);
        WriteBare(PropertyValue.Binary(new ExtendedErrorInfo(MapiError.CorruptData, new LongTermId(ReplGuid, plan.Folder.Folder.FolderId), new LongTermId(ReplGuid, messageId)).ToArray()));
    }

    private void Give(IcsState state, MessageChange change, MessageRecord? record)
    {
        if (record is not null) state.IdsetGiven.Add(ReplGuid, change.MessageId);
        var seen = change.Associated ? state.CnsetSeenFAI : state.CnsetSeen;
        seen.Add(ReplGuid, record?.ChangeNumber ?? change.ChangeNumber);
        // Its read state went along. Many messages that were read at once share a number: that one says nothing of the others.
        if (record is { Associated: false } && record.ReadChangeNumber == record.ChangeNumber && Flags.HasFlag(SynchronizationFlags.ReadState)) state.CnsetRead.Add(ReplGuid, record.ReadChangeNumber);
    }

    private void WriteDeletions(ContentsPlan plan, Dictionary<Guid, ushort> foreign)
    {
        if (!WantsDeletions) return;
        var noLonger = !Flags.HasFlag(SynchronizationFlags.IgnoreNoLongerInScope) && !plan.NoLongerInScope.IsEmpty;
        var deleted = DeletedBytes(plan.Deleted, foreign);
        if (deleted.Length == 0 && !noLonger) return;
        Writer.Marker(FastTransferMarker.IncrSyncDel);
        if (deleted.Length > 0) Writer.Property(MetaTag.IdsetDeleted, PropertyValue.Binary(deleted));
        if (noLonger) Writer.Property(MetaTag.IdsetNoLongerInScope, PropertyValue.Binary(OwnBytes(plan.NoLongerInScope)));
    }

    private void WriteReadStates(ContentsPlan plan)
    {
        if (plan.Read.IsEmpty && plan.Unread.IsEmpty) return;
        Writer.Marker(FastTransferMarker.IncrSyncRead);
        if (!plan.Read.IsEmpty) Writer.Property(MetaTag.IdsetRead, PropertyValue.Binary(OwnBytes(plan.Read)));
        if (!plan.Unread.IsEmpty) Writer.Property(MetaTag.IdsetUnread, PropertyValue.Binary(OwnBytes(plan.Unread)));
    }

    /// <summary>
    /// The final state: all change numbers up to the plan's are known now, whoever else's they are, which makes one range of many
    /// ([MS-OXCFXICS] 3.1.5.5). None above them is, but for those given.
    /// </summary>
    private void Complete(IcsState final, ContentsPlan plan)
    {
        if (WantsDeletions)
        {
            foreach (var guid in final.IdsetGiven.Sets.Keys.Where(g => g != ReplGuid).ToList()) final.IdsetGiven.Subtract(Of(guid));
            final.IdsetGiven.Of(ReplGuid).Subtract(plan.Deleted);
            if (!Flags.HasFlag(SynchronizationFlags.IgnoreNoLongerInScope)) final.IdsetGiven.Of(ReplGuid).Subtract(plan.NoLongerInScope);
        }
        if (Flags.HasFlag(SynchronizationFlags.Normal)) Cover(final.CnsetSeen);
        if (Flags.HasFlag(SynchronizationFlags.FAI)) Cover(final.CnsetSeenFAI);
        if (Flags.HasFlag(SynchronizationFlags.ReadState)) Cover(final.CnsetRead);

        void Cover(IdSet set)
        {
            if (plan.Max > 0) set.Of(ReplGuid).AddRange(1, plan.Max);
            // What a state covers says how it was made.
            if (plan.IsRestricted) set.Remove(ReplGuid, ContentsPlan.UnrestrictedMark);
            if (!WantsDeletions) set.Remove(ReplGuid, ContentsPlan.DeletionsMark);
        }

        IdSet Of(Guid guid)
        {
            var set = new IdSet();
            set.Of(guid).Union(Initial.IdsetGiven.Of(guid));
            return set;
        }
    }
}
