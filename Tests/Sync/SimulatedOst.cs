using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>
/// A client's copy of one folder, as Outlook keeps it in cached mode: its items by source key and the state that the server gave with them.
/// Everything it knows came through the protocol; a session that ended is replaced by another (<see cref="Session"/>).
/// </summary>
internal sealed partial class SimulatedOst(TestSession session, ulong folderId)
{
    /// <summary>The names of named properties that came along, by the ids they have here.</summary>
    public Dictionary<ushort, PropertyName> Names { get; } = [];

    public TestSession Session { get; set; } = session;

    public ulong FolderId { get; } = folderId;

    public IcsState State { get; set; } = new();

    public Dictionary<string, OstItem> Items { get; } = [];

    public Dictionary<string, OstFolder> Folders { get; } = [];

    public static string KeyOf(byte[] sourceKey) => Convert.ToHexString(sourceKey);

    public static string KeyOf(Guid replica, long id) => KeyOf(Xid.Of(replica, id));

    /// <summary>Brings the copy up to date with the folder's messages.</summary>
    public async Task<Downloaded> DownloadAsync(Func<uint, Task<uint>>? configure = null, ushort size = 0x7B00)
    {
        var folder = await Session.OpenAsync(FolderId);
        var context = await (configure ?? (f => Session.ConfigureContentsAsync(f)))(folder);
        await Session.UploadStateAsync(context, State);
        var (bytes, buffers) = await Session.DownloadAsync(context, size);
        var downloaded = Parse(SyncClient.Tokens(bytes), contents: true, out var state);
        downloaded.Buffers = buffers;
        Take(downloaded, state);
        await Session.ReleaseAsync(context);
        await Session.ReleaseAsync(folder);
        return downloaded;
    }

    /// <summary>
    /// Holds the copy against one that is made from nothing in the same way: the same items, and of each the same properties, recipients and
    /// attachments, at any depth.
    /// </summary>
    public async Task AssertWholeAsync(Func<uint, Task<uint>>? configure = null)
    {
        var fresh = new SimulatedOst(Session, FolderId);
        await fresh.DownloadAsync(configure);
        Assert.Equal(fresh.Items.Keys.Order(), Items.Keys.Order());
        foreach (var (key, item) in fresh.Items)
        {
            var mine = Items[key];
            Assert.Equal((item.Modified, item.Associated), (mine.Modified, mine.Associated));
            Assert.Equal(item.ChangeKey, mine.ChangeKey);
            Assert.Equal(item.Predecessors, mine.Predecessors);
            ContentAssert.Equal(item.Content, mine.Content, item.Subject);
        }
        Assert.Equal(fresh.State.IdsetGiven.Count, State.IdsetGiven.Count);
    }

    /// <summary>Brings the copy up to date with the folders below the folder.</summary>
    public async Task<Downloaded> DownloadHierarchyAsync(SynchronizationFlags flags = SynchronizationFlags.Unicode, SynchronizationExtraFlags extra = SynchronizationExtraFlags.Eid)
    {
        var folder = await Session.OpenAsync(FolderId);
        var context = await Session.ConfigureAsync(folder, new SynchronizationConfigureRequest
        {
            OutputHandleIndex = 1,
            SynchronizationType = SynchronizationType.Hierarchy,
            SendOptions = FastTransferSendOptions.Unicode,
            SynchronizationFlags = flags,
            SynchronizationExtraFlags = extra,
        });
        await Session.UploadStateAsync(context, State);
        var (bytes, _) = await Session.DownloadAsync(context);
        var downloaded = Parse(SyncClient.Tokens(bytes), contents: false, out var state);
        Take(downloaded, state);
        await Session.ReleaseAsync(context);
        await Session.ReleaseAsync(folder);
        return downloaded;
    }

    /// <summary>Does to the copy what a download says.</summary>
    public void Take(Downloaded downloaded, IcsState? state)
    {
        var replica = Session.LogonResponse.ReplGuid;
        foreach (var item in downloaded.Changes) Items[KeyOf(item.SourceKey)] = Items.TryGetValue(KeyOf(item.SourceKey), out var had) ? had.With(item) : item;
        // Whoever does not have a message cannot be told of a part of it.
        foreach (var partial in downloaded.Partials) Items[KeyOf(partial.SourceKey)] = partial.ApplyTo(Items[KeyOf(partial.SourceKey)]);
        foreach (var folder in downloaded.Folders) Folders[KeyOf(folder.SourceKey)] = folder;
        foreach (var id in downloaded.Deleted.Concat(downloaded.NoLongerInScope))
        {
            Items.Remove(KeyOf(replica, id));
            Folders.Remove(KeyOf(replica, id));
        }
        foreach (var id in downloaded.Read) Items[KeyOf(replica, id)].IsRead = true;
        foreach (var id in downloaded.Unread) Items[KeyOf(replica, id)].IsRead = false;
        if (state is not null) State = state;
    }

    /// <summary>Reads a whole stream; every element must be where the grammar has it ([MS-OXCFXICS] 2.2.4.2).</summary>
    public Downloaded Parse(List<Token> tokens, bool contents, out IcsState state)
    {
        var result = new Downloaded();
        state = new IcsState();
        result.Markers.AddRange(tokens.Where(t => t.Marker is not null).Select(t => t.Marker!.Value));
        var at = 0;
        var phase = 0;
        while (at < tokens.Count)
        {
            var marker = tokens[at++].Marker;
            Assert.NotNull(marker);
            switch (marker)
            {
                case FastTransferMarker.IncrSyncProgressMode:
                    Assert.Equal(1, at);
                    result.Progress = ProgressInformation.TryParse(Bare(tokens[at++], PropertyType.Binary).AsBytes());
                    break;
                case FastTransferMarker.IncrSyncProgressPerMsg:
                    Bare(tokens[at++], PropertyType.Integer32);
                    Bare(tokens[at++], PropertyType.Boolean);
                    Assert.Contains(tokens[at].Marker, new FastTransferMarker?[] { FastTransferMarker.IncrSyncChg, FastTransferMarker.IncrSyncGroupInfo });
                    break;
                case FastTransferMarker.IncrSyncGroupInfo:
                    Assert.True(phase == 0 && contents);
                    result.Partials.Add(Partial(tokens, ref at));
                    break;
                case FastTransferMarker.FXErrorInfo:
                    result.Errors.Add(ExtendedErrorInfo.TryParse(Bare(tokens[at++], PropertyType.Binary).AsBytes())!.Value);
                    break;
                case FastTransferMarker.IncrSyncChg:
                    Assert.Equal(0, phase);
                    if (contents) result.Changes.Add(Message(tokens, ref at, result));
                    else result.Folders.Add(Folder(tokens, ref at));
                    break;
                case FastTransferMarker.IncrSyncDel:
                    Assert.True(phase < 1);
                    phase = 1;
                    foreach (var (tag, value) in List(tokens, ref at))
                    {
                        if (tag == MetaTag.IdsetDeleted) result.Deleted.AddRange(SyncClient.Ids(value.AsBytes()));
                        else if (tag == MetaTag.IdsetNoLongerInScope) result.NoLongerInScope.AddRange(SyncClient.Ids(value.AsBytes()));
                        else Assert.Fail($"{tag} among deletions");
                    }
                    break;
                case FastTransferMarker.IncrSyncRead:
                    Assert.True(phase < 2 && contents);
                    phase = 2;
                    foreach (var (tag, value) in List(tokens, ref at))
                    {
                        if (tag == MetaTag.IdsetRead) result.Read.AddRange(SyncClient.Ids(value.AsBytes()));
                        else if (tag == MetaTag.IdsetUnread) result.Unread.AddRange(SyncClient.Ids(value.AsBytes()));
                        else Assert.Fail($"{tag} among read states");
                    }
                    break;
                case FastTransferMarker.IncrSyncStateBegin:
                    phase = 3;
                    foreach (var (tag, value) in List(tokens, ref at)) Assert.True(state.TrySet(tag, value.AsBytes(), out _));
                    Assert.Equal(FastTransferMarker.IncrSyncStateEnd, tokens[at++].Marker);
                    break;
                case FastTransferMarker.IncrSyncEnd:
                    Assert.Equal(3, phase);
                    Assert.Equal(tokens.Count, at);
                    break;
                default:
                    Assert.Fail($"{marker} at {at - 1}");
                    break;
            }
        }
        return result;
    }

    private OstItem Message(List<Token> tokens, ref int at, Downloaded result)
    {
        var header = List(tokens, ref at);
        Assert.Equal([PidTag.SourceKey, PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.Associated], header.Take(5).Select(p => p.Tag));
        Assert.Equal(FastTransferMarker.IncrSyncMessage, tokens[at++].Marker);
        var item = new OstItem
        {
            SourceKey = header[0].Value.AsBytes(),
            Modified = header[1].Value.AsTime(),
            ChangeKey = header[2].Value.AsBytes(),
            Predecessors = header[3].Value.AsBytes(),
            Associated = header[4].Value.AsBool(),
            Header = new PropertyBag(header),
        };
        Children(tokens, ref at, item.Content, result.MessageTags);
        return item;
    }

    /// <summary>Properties of a message, or none, and what is in it, up to the next element.</summary>
    private void Children(List<Token> tokens, ref int at, MessageContent into, List<PropertyTag>? tags)
    {
        var reader = new MessageReader(isAttachment: false);
        while (at < tokens.Count)
        {
            var token = tokens[at];
            if (token.Tag is { } tag)
            {
                tags?.Add(tag);
                SyncClient.Apply(into, reader.Property(new TaggedPropertyValue(Learn(tag, token.Name), token.Value)));
            }
            else if (reader.TryMarker(token.Marker!.Value, out var part))
            {
                SyncClient.Apply(into, part);
            }
            else
            {
                break;
            }
            at++;
        }
        Assert.True(reader.IsAtRoot);
    }

    private OstPartial Partial(List<Token> tokens, ref int at)
    {
        var mapping = PropertyGroupInfo.TryParse(Bare(tokens[at++], PropertyType.Binary).AsBytes(), out var error);
        Assert.True(mapping is not null, error?.ToString());
        foreach (var (tag, name) in mapping.Groups.SelectMany(g => g))
            if (name is { } known)
                Names[tag.Id] = known;
        Assert.Equal((MetaTag.IncrSyncGroupId, (int)mapping.GroupId), (tokens[at].Tag, tokens[at++].Value.AsInt32()));
        Assert.Equal(FastTransferMarker.IncrSyncChgPartial, tokens[at++].Marker);
        var header = new List<TaggedPropertyValue>();
        for (; tokens[at].Tag is { } tag && tag != MetaTag.IncrementalSyncMessagePartial; at++) header.Add(new TaggedPropertyValue(tag, tokens[at].Value));
        Assert.Equal([PidTag.SourceKey, PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.Associated], header.Take(5).Select(p => p.Tag));
        var groups = new Dictionary<int, PropertyBag>();
        while (tokens[at].Tag == MetaTag.IncrementalSyncMessagePartial)
        {
            var group = tokens[at++].Value.AsInt32();
            groups.Add(group, []);
            for (; tokens[at].Tag is { } tag && tag != MetaTag.IncrementalSyncMessagePartial && tag != MetaTag.FXDelProp; at++)
            {
                if (tag == MetaTag.NoId(PropertyType.Integer32)) Assert.Empty(groups[group]);
                else groups[group].Set(new TaggedPropertyValue(Learn(tag, tokens[at].Name), tokens[at].Value));
                Assert.True(tag.Id == 0 || mapping.Groups[group].Any(p => p.Tag.Id == tag.Id), $"{tag} is not in group {group}");
            }
        }
        var deleted = new HashSet<uint>();
        for (var i = at; i < tokens.Count && tokens[i].Marker is null or FastTransferMarker.StartRecip or FastTransferMarker.EndToRecip or FastTransferMarker.NewAttach or FastTransferMarker.EndAttach or FastTransferMarker.StartEmbed or FastTransferMarker.EndEmbed; i++)
            if (tokens[i].Tag == MetaTag.FXDelProp)
                deleted.Add((uint)tokens[i].Value.AsInt32());
        var content = new MessageContent();
        Children(tokens, ref at, content, null);
        Assert.Empty(content.Properties);
        return new OstPartial(new PropertyBag(header), mapping, groups, content, deleted.Contains(PidTag.MessageRecipients.Value), deleted.Contains(PidTag.MessageAttachments.Value));
    }

    private OstFolder Folder(List<Token> tokens, ref int at)
    {
        var properties = List(tokens, ref at);
        Assert.Equal([PidTag.ParentSourceKey, PidTag.SourceKey, PidTag.LastModificationTime, PidTag.ChangeKey, PidTag.PredecessorChangeList, PidTag.DisplayName],
            properties.Take(6).Select(p => p.Tag));
        return new OstFolder(properties[1].Value.AsBytes(), properties[0].Value.AsBytes(), properties[5].Value.AsString(), new PropertyBag(properties));
    }

    private List<TaggedPropertyValue> List(List<Token> tokens, ref int at)
    {
        var list = new List<TaggedPropertyValue>();
        for (; at < tokens.Count && tokens[at].Tag is { } tag; at++) list.Add(new TaggedPropertyValue(Learn(tag, tokens[at].Name), tokens[at].Value));
        return list;
    }

    private PropertyTag Learn(PropertyTag tag, PropertyName? name)
    {
        Assert.Equal(tag.IsNamed, name is not null);
        if (name is { } known) Names[tag.Id] = known;
        return tag;
    }

    private static PropertyValue Bare(Token token, PropertyType type)
    {
        Assert.Equal(MetaTag.NoId(type), token.Tag);
        return token.Value;
    }
}
