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

/// <summary>The messages of a folder that a client does not have ([MS-OXCFXICS] 2.2.4.3.2). Changes are given whole.</summary>
internal sealed class ContentsDownload(LogonObject logon, long folderId, SynchronizationConfigureRequest request, Restriction? restriction) : SynchronizationDownload(logon, folderId, request)
{
    private readonly MessagePages _pages = new(logon, folderId);

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
            ForgetFuture(folder.Folder.ContentsChangeNumber);
            foreign = await ForeignAsync();
            made = await ContentsPlan.MakeAsync(Logon, folder, restriction, Flags, ExtraFlags.HasFlag(SynchronizationExtraFlags.OrderByDeliveryTime), Initial, ct);
        };
        Begin();
        var plan = made!;
        Total = plan.Changes.Count;
        var final = Initial.Clone();
        if (Flags.HasFlag(SynchronizationFlags.Progress)) WriteTotal(plan.Changes);

        foreach (var page in Pages(plan.Changes))
        {
            Dictionary<long, MessageRecord?> records = [];
            yield return async ct => records = await _pages.ReadAsync([.. page.Select(c => c.MessageId)], ct);
            foreach (var change in page)
            {
                // One that has gone since is the next download's to tell.
                if (records.TryGetValue(change.MessageId, out var record))
                {
                    foreach (var step in record is null ? Unreadable(plan, change) : Changes(plan, record)) yield return step;
                    void Apply(IcsState state) => Give(state, change, record);
                    Apply(final);
                    Commit(Apply);
                }
                Progress++;
            }
        }
        WriteDeletions(plan, foreign);
        WriteReadStates(plan);
        Complete(final, plan);
        WriteEnd(final);
    }

    private static IEnumerable<ArraySegment<PlannedChange>> Pages(List<PlannedChange> changes)
    {
        var all = changes.ToArray();
        for (var from = 0; from < all.Length;)
        {
            var (end, bytes) = (from, 0L);
            while (end < all.Length && end - from < MessagePages.Size && (end == from || bytes + all[end].Size <= MessagePages.Bytes)) bytes += all[end++].Size;
            yield return new ArraySegment<PlannedChange>(all, from, end - from);
            from = end;
        }
    }

    private void WriteTotal(List<PlannedChange> changes)
    {
        var normal = changes.Where(c => !c.Associated).ToList();
        Writer.Marker(FastTransferMarker.IncrSyncProgressMode);
        WriteBare(PropertyValue.Binary(new ProgressInformation(
            (uint)(changes.Count - normal.Count), (ulong)changes.Where(c => c.Associated).Sum(c => c.Size), (uint)normal.Count, (ulong)normal.Sum(c => c.Size)).ToArray()));
    }

    /// <summary>A message; of one that is in conflict each version by itself, the winner last ([MS-OXCFXICS] 3.1.5.6.2.1).</summary>
    private IEnumerable<TransferStep?> Changes(ContentsPlan plan, MessageRecord record) => (record.MessageStatus & ConflictVersions.InConflictStatus) == 0
        ? Change(plan, record)
        : ConflictVersions.Of(record).SelectMany(v => Change(plan, ConflictVersions.AsRecord(record, v)));

    /// <summary>messageChangeFull, after what is said of its size.</summary>
    private IEnumerable<TransferStep?> Change(ContentsPlan plan, MessageRecord record)
    {
        if (Flags.HasFlag(SynchronizationFlags.Progress))
        {
            Writer.Marker(FastTransferMarker.IncrSyncProgressPerMsg);
            WriteBare(PropertyValue.Int32((int)Math.Min(record.Size, int.MaxValue)));
            WriteBare(PropertyValue.Bool(record.Associated));
        }
        Writer.Marker(FastTransferMarker.IncrSyncChg);
        foreach (var tag in (ReadOnlySpan<PropertyTag>)[PidTag.SourceKey, PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.Associated])
        {
            var value = tag == PidTag.SourceKey && !ForeignKeys ? PropertyValue.Binary(Xid.Of(ReplGuid, record.MessageId)) : MessageProperties.Get(Logon, record, tag, plan.Folder);
            Writer.Property(tag, value);
        }
        if (ExtraFlags.HasFlag(SynchronizationExtraFlags.Eid)) Writer.Property(PidTag.Mid, PropertyValue.Int64(ObjectIds.ToWire(record.MessageId)));
        if (ExtraFlags.HasFlag(SynchronizationExtraFlags.MessageSize)) Writer.Property(PidTag.MessageSize, MessageProperties.Get(Logon, record, PidTag.MessageSize));
        if (ExtraFlags.HasFlag(SynchronizationExtraFlags.CN)) Writer.Property(PidTag.ChangeNumber, PropertyValue.Int64(ObjectIds.ToWire(record.ChangeNumber)));
        Writer.Marker(FastTransferMarker.IncrSyncMessage);
        var filter = record.Associated && Flags.HasFlag(SynchronizationFlags.OnlySpecifiedProperties | SynchronizationFlags.IgnoreSpecifiedOnFAI) ? TransferFilter.All : Filter;
        var properties = TransferProperties.OfMessage(Logon, record, plan.Folder, filter, Stream.BestBody);
        foreach (var step in Stream.Message(properties, record.Content, filter, complete: true)) yield return step;
    }

    /// <summary>A message that cannot be read: the client is told of it where it understands that, and it is not given again until it changes.</summary>
    private IEnumerable<TransferStep?> Unreadable(ContentsPlan plan, PlannedChange change)
    {
        if (!Recovers) yield break;
        Writer.Marker(FastTransferMarker.FXErrorInfo);
        WriteBare(PropertyValue.Binary(new ExtendedErrorInfo(MapiError.CorruptData, new LongTermId(ReplGuid, plan.Folder.Folder.FolderId), new LongTermId(ReplGuid, change.MessageId)).ToArray()));
        yield return null;
    }

    private void Give(IcsState state, PlannedChange change, MessageRecord? record)
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
        if (plan.Max < plan.First) return;
        if (Flags.HasFlag(SynchronizationFlags.Normal)) Cover(final.CnsetSeen);
        if (Flags.HasFlag(SynchronizationFlags.FAI)) Cover(final.CnsetSeenFAI);
        if (Flags.HasFlag(SynchronizationFlags.ReadState)) Cover(final.CnsetRead);

        void Cover(IdSet set)
        {
            set.Of(ReplGuid).AddRange(plan.First, plan.Max);
            // What a state covers says whether it was made under a restriction.
            if (plan.First > 1) set.Remove(ReplGuid, 1);
        }

        IdSet Of(Guid guid)
        {
            var set = new IdSet();
            set.Of(guid).Union(Initial.IdsetGiven.Of(guid));
            return set;
        }
    }
}
