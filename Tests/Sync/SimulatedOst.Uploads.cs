using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <content>What the copy's owner changes in it, and how that goes to the server: ids from a range of its own, change keys from a name space of its own.</content>
internal sealed partial class SimulatedOst
{
    private readonly Guid _namespace = Guid.NewGuid();
    private long _changes;
    private long _nextId, _lastId;

    private Guid Replica => Session.LogonResponse.ReplGuid;

    /// <summary>Opens an upload with the state that the copy has.</summary>
    public async Task<uint> OpenCollectorAsync(bool contents = true)
    {
        var folder = await Session.OpenAsync(FolderId);
        var (response, collector) = await Session.ExecuteAsync<RopStatusResponse>(folder, new SynchronizationOpenCollectorRequest { OutputHandleIndex = 1, IsContentsCollector = contents });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        await Session.ReleaseAsync(folder);
        await Session.UploadStateAsync(collector, State, given: false);
        return collector;
    }

    /// <summary>Ends an upload: the state has its changes now.</summary>
    public async Task CloseCollectorAsync(uint collector)
    {
        var state = await Session.TransferStateAsync(collector);
        Assert.True(state.IdsetGiven.IsEmpty);
        State = new IcsState { IdsetGiven = State.IdsetGiven, CnsetSeen = state.CnsetSeen, CnsetSeenFAI = state.CnsetSeenFAI, CnsetRead = state.CnsetRead };
        await Session.ReleaseAsync(collector);
    }

    /// <summary>A source key of the copy's own range.</summary>
    public async Task<byte[]> NewKeyAsync()
    {
        if (_nextId == _lastId)
        {
            var (ids, _) = await Session.ExecuteAsync<GetLocalReplicaIdsResponse>(Session.Logon, new GetLocalReplicaIdsRequest { IdCount = 100 });
            Assert.Equal(MapiError.Success, ids.ReturnValue);
            (_nextId, _lastId) = (ids.GlobalCount, ids.GlobalCount + 100);
        }
        return Xid.Of(Replica, _nextId++);
    }

    /// <summary>A change key of the copy's own name space.</summary>
    public byte[] NewChangeKey() => Xid.Of(_namespace, ++_changes);

    /// <summary>An item that is new here.</summary>
    public async Task<OstItem> NewItemAsync(string subject, bool associated = false)
    {
        var item = new OstItem { SourceKey = await NewKeyAsync(), ChangeKey = [], Predecessors = [], Modified = default, Associated = associated };
        item.Content.Properties.Set(PidTag.Subject, subject);
        item.Content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        item.IsRead = true;
        return item;
    }

    /// <summary>Says that an item was changed here.</summary>
    public void Touch(OstItem item, DateTimeOffset at)
    {
        var predecessors = PredecessorChangeList.TryParse(item.Predecessors, out _)!;
        item.ChangeKey = NewChangeKey();
        predecessors.Include(item.ChangeKey);
        item.Predecessors = predecessors.ToArray();
        item.Modified = at;
        // Whoever changes it has seen all there is to it.
        item.Versions.Clear();
    }

    public static TaggedPropertyValue[] Identity(OstItem item) =>
    [
        new(PidTag.SourceKey, PropertyValue.Binary(item.SourceKey)), new(PidTag.LastModificationTime, PropertyValue.Time(item.Modified)),
        new(PidTag.ChangeKey, PropertyValue.Binary(item.ChangeKey)), new(PidTag.PredecessorChangeList, PropertyValue.Binary(item.Predecessors)),
    ];

    /// <summary>Uploads an item; the error is that of the first ROP that fails.</summary>
    public async Task<MapiError> UploadAsync(uint collector, OstItem item, SynchronizationImportFlags flags = SynchronizationImportFlags.None)
    {
        if (item.Associated) flags |= SynchronizationImportFlags.Associated;
        var (response, message) = await Session.ExecuteAsync<SynchronizationImportResponse>(collector, new SynchronizationImportMessageChangeRequest
        {
            OutputHandleIndex = 1,
            ImportFlag = flags,
            PropertyValues = Identity(item),
        });
        if (response.ReturnValue != MapiError.Success) return response.ReturnValue;
        Assert.Equal(0ul, response.ObjectId);
        await PutAsync(message, item.Content);
        var saved = await Session.SaveAsync(message);
        await Session.ReleaseAsync(message);
        if (saved.ReturnValue != MapiError.Success) return saved.ReturnValue;
        State.IdsetGiven.Add(Replica, Xid.GlobCntOf(item.SourceKey, Replica)!.Value);
        Items[KeyOf(item.SourceKey)] = item;
        return MapiError.Success;
    }

    /// <summary>Puts a content into a message that has none: properties, large ones as streams, recipients, attachments and messages in them.</summary>
    private async Task PutAsync(uint message, MessageContent content)
    {
        await SetAllAsync(message, content.Properties);
        if (content.Recipients.Count > 0)
        {
            PropertyTag[] columns = [PidTag.SmtpAddress, .. content.Recipients.SelectMany(r => r.Properties).Select(p => p.Tag).Where(t => RecipientColumns.Contains(t.Id)).Distinct()];
            RowOf[] rows = [.. content.Recipients.Select(r => new RowOf(MessageClient.Smtp(r.RowId, r.Properties.GetString(PidTag.DisplayName)!, r.Properties.GetString(PidTag.SmtpAddress)!, r.RecipientType), r))];
            Assert.Equal(MapiError.Success, await Session.StatusAsync(message, new ModifyRecipientsRequest
            {
                RecipientColumns = columns,
                RecipientRows = [.. rows.Select(r => new ModifyRecipientRow
                {
                    RowId = r.Row.RowId,
                    RecipientType = r.Row.RecipientType,
                    Row = new RecipientRow
                    {
                        Flags = r.Row.Row!.Flags, EmailAddress = r.Row.Row.EmailAddress, DisplayName = r.Row.Row.DisplayName,
                        Values = [.. columns.Select(c => r.Recipient.Properties.TryGet(c, out PropertyValue value) ? value : PropertyValue.Error(MapiError.NotFound))],
                    },
                })],
            }));
        }
        foreach (var attachment in content.Attachments)
        {
            var (_, handle) = await Session.CreateAttachmentAsync(message);
            await SetAllAsync(handle, attachment.Properties);
            if (attachment.Embedded is { } embedded)
            {
                var (opened, inner) = await Session.OpenEmbeddedAsync(handle, OpenModeFlags.Create);
                Assert.Equal(MapiError.Success, opened.ReturnValue);
                await PutAsync(inner, embedded);
                Assert.Equal(MapiError.Success, (await Session.SaveAsync(inner)).ReturnValue);
                await Session.ReleaseAsync(inner);
            }
            Assert.Equal(MapiError.Success, await Session.SaveAttachmentAsync(handle));
            await Session.ReleaseAsync(handle);
        }
    }

    private sealed record RowOf(ModifyRecipientRow Row, RecipientContent Recipient);

    // What a client keeps of recipients besides name and address.
    private static readonly HashSet<ushort> RecipientColumns = [PidTag.RecipientFlags.Id, PidTag.RecipientTrackStatus.Id, PidTag.RecipientOrder.Id];

    private async Task SetAllAsync(uint handle, PropertyBag properties)
    {
        const int large = 8000;
        bool IsLarge(TaggedPropertyValue p) => p.Value.Type is PropertyType.Binary && p.Value.AsBytes().Length > large;
        TaggedPropertyValue[] small = [.. properties.Where(p => !IsLarge(p) && p.Tag.Id != PidTag.AttachSize.Id)];
        if (small.Length > 0) Assert.Empty(await Session.SetAsync(handle, small));
        foreach (var (tag, value) in properties.Where(IsLarge)) await Session.WriteStreamAsync(handle, tag, value.AsBytes());
    }

    public Task<MapiError> UploadReadAsync(uint collector, params (byte[] Key, bool Read)[] states) =>
        Session.StatusAsync(collector, new SynchronizationImportReadStateChangesRequest { MessageReadStates = [.. states.Select(s => new MessageReadState(s.Key, s.Read))] });

    public Task<MapiError> UploadDeletesAsync(uint collector, SynchronizationDeleteFlags flags, params byte[][] keys) =>
        Session.StatusAsync(collector, new SynchronizationImportDeletesRequest
        {
            ImportDeleteFlags = flags,
            PropertyValues = [new TaggedPropertyValue(SynchronizationImportDeletesRequest.SourceKeys, PropertyValue.Multiple(PropertyType.MultipleBinary, keys))],
        });

    /// <summary>Uploads a folder as it is here.</summary>
    public async Task<MapiError> UploadFolderAsync(uint collector, byte[] parent, byte[] key, string name, DateTimeOffset at, byte[] predecessors, params TaggedPropertyValue[] values)
    {
        var change = NewChangeKey();
        var list = PredecessorChangeList.TryParse(predecessors, out _)!;
        list.Include(change);
        var (response, _) = await Session.ExecuteAsync<SynchronizationImportResponse>(collector, new SynchronizationImportHierarchyChangeRequest
        {
            HierarchyValues =
            [
                new(PidTag.ParentSourceKey, PropertyValue.Binary(parent)), new(PidTag.SourceKey, PropertyValue.Binary(key)), new(PidTag.LastModificationTime, PropertyValue.Time(at)),
                new(PidTag.ChangeKey, PropertyValue.Binary(change)), new(PidTag.PredecessorChangeList, PropertyValue.Binary(list.ToArray())), new(PidTag.DisplayName, PropertyValue.String(name)),
            ],
            PropertyValues = values,
        });
        if (response.ReturnValue == MapiError.Success) State.IdsetGiven.Add(Replica, Xid.GlobCntOf(key, Replica)!.Value);
        return response.ReturnValue;
    }
}
