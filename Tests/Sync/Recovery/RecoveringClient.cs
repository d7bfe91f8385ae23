using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync.Recovery;

/// <summary>
/// A client in cached mode whose sessions break off anywhere: what it changed stays to be uploaded until the server says that it has it, the
/// state it goes on with is the last one that it got, and what came of a download before it broke off is kept.
/// </summary>
internal sealed class RecoveringClient(Random random, Func<Task<TestSession>> connect, Func<Task>? pause = null)
{
    private const int MaxAttempts = 1_000;

    // Read state is compared by itself; the others the server gives anew with a save or a move.
    private static readonly HashSet<ushort> ServersOwn =
    [
        PidTag.MessageFlags.Id, PidTag.LastModifierName.Id, PidTag.LastModifierEntryId.Id, PidTag.CreatorName.Id, PidTag.CreatorEntryId.Id, PidTag.InternetArticleNumber.Id, PidTag.SearchKey.Id,
    ];

    private readonly List<(SimulatedOst Copy, Pending What)> _pending = [];
    private TestSession? _session;

    /// <summary>Something that the server was not heard to have.</summary>
    private sealed record Pending(OstItem? Change, byte[] Key, bool IsDelete = false, bool IsRead = false, Move? Move = null);

    private sealed record Move(ulong SourceFolder, byte[] SourceKey, byte[] Predecessors, OstItem Item);

    public List<SimulatedOst> Copies { get; } = [];

    /// <summary>Sessions that it had.</summary>
    public int Sessions { get; private set; }

    /// <summary>Messages that came in downloads that broke off.</summary>
    public int Kept { get; private set; }

    /// <summary>Messages that came again although the copy had them as they are.</summary>
    public int Repeated { get; private set; }

    /// <summary>Does something with a session, with another one as often as it breaks off.</summary>
    public async Task<T> WithSessionAsync<T>(Func<TestSession, Task<T>> act)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (_session is null)
                {
                    _session = await connect();
                    Sessions++;
                }
                foreach (var copy in Copies) copy.Session = _session;
                return await act(_session);
            }
            catch (LostSessionException) when (attempt < MaxAttempts)
            {
                _session = null;
                if (pause is not null) await pause();
            }
        }
    }

    /// <summary>Changes something in a copy.</summary>
    public async Task ChangeAsync(string text)
    {
        var copy = Copies[random.Next(Copies.Count)];
        var item = copy.Items.Count == 0 ? null : copy.Items.Values.ElementAt(random.Next(copy.Items.Count));
        switch (item is null ? 0 : random.Next(7))
        {
            case 0 or 1:
                var made = await WithSessionAsync(_ => copy.NewItemAsync(text, associated: random.Next(6) == 0));
                Fill(made.Content, text);
                Touch(copy, made);
                copy.Items.Add(SimulatedOst.KeyOf(made.SourceKey), made);
                break;
            case 2 or 3:
                var changed = Copy(item!, item!.SourceKey);
                changed.Content.Properties.Set(PidTag.Subject, text);
                Fill(changed.Content, text);
                Touch(copy, changed);
                copy.Items[SimulatedOst.KeyOf(changed.SourceKey)] = changed;
                break;
            case 4:
                copy.Items.Remove(SimulatedOst.KeyOf(item!.SourceKey));
                _pending.RemoveAll(p => p.What.Move is null && Is(p.What.Key, item.SourceKey));
                _pending.Add((copy, new Pending(null, item.SourceKey, IsDelete: true)));
                break;
            case 5 when !item!.Associated:
                item.IsRead = !item.IsRead;
                _pending.RemoveAll(p => p.What.IsRead && Is(p.What.Key, item.SourceKey));
                _pending.Add((copy, new Pending(item, item.SourceKey, IsRead: true)));
                break;
            case 6 when !_pending.Exists(p => Is(p.What.Key, item!.SourceKey)):
                var target = Copies[(Copies.IndexOf(copy) + 1) % Copies.Count];
                var moved = Copy(item!, await WithSessionAsync(_ => target.NewKeyAsync()));
                target.Touch(moved, item!.Modified);
                copy.Items.Remove(SimulatedOst.KeyOf(item.SourceKey));
                target.Items.Add(SimulatedOst.KeyOf(moved.SourceKey), moved);
                _pending.Add((target, new Pending(null, moved.SourceKey, Move: new Move(copy.FolderId, item.SourceKey, item.Predecessors, moved))));
                break;
        }

        void Touch(SimulatedOst at, OstItem what)
        {
            at.Touch(what, DateTimeOffset.UtcNow);
            _pending.RemoveAll(p => p.What is { IsDelete: false, IsRead: false, Move: null } && Is(p.What.Key, what.SourceKey));
            _pending.Add((at, new Pending(what, what.SourceKey)));
        }
    }

    /// <summary>Uploads and downloads until both ends are one, from the start again whenever a session breaks off.</summary>
    public Task SynchronizeAsync() => WithSessionAsync(async session =>
    {
        foreach (var copy in Copies) await UploadAsync(copy);
        foreach (var copy in Copies) await DownloadAsync(session, copy);
        return true;
    });

    private async Task UploadAsync(SimulatedOst copy)
    {
        if (!_pending.Exists(p => p.Copy == copy)) return;
        var collector = await copy.OpenCollectorAsync();
        foreach (var entry in _pending.Where(p => p.Copy == copy).ToList())
        {
            await UploadAsync(copy, collector, entry.What);
            _pending.Remove(entry);
        }
        await copy.CloseCollectorAsync(collector);
    }

    private static async Task UploadAsync(SimulatedOst copy, uint collector, Pending what)
    {
        if (what.Move is { } move)
        {
            var error = await copy.Session.StatusAsync(collector, new SynchronizationImportMessageMoveRequest
            {
                SourceFolderId = Xid.Of(copy.Session.LogonResponse.ReplGuid, ObjectIds.FromWire(move.SourceFolder)),
                SourceMessageId = move.SourceKey,
                PredecessorChangeList = move.Predecessors,
                DestinationMessageId = move.Item.SourceKey,
                ChangeNumber = move.Item.ChangeKey,
            });
            Assert.Contains(error, new[] { MapiError.Success, MapiError.SyncObjectDeleted });
            Give(copy, what.Key, error == MapiError.Success);
            return;
        }
        if (what.IsDelete)
        {
            Assert.Equal(MapiError.Success, await copy.UploadDeletesAsync(collector, SynchronizationDeleteFlags.HardDelete, what.Key));
            copy.State.IdsetGiven.Remove(copy.Session.LogonResponse.ReplGuid, Xid.GlobCntOf(what.Key, copy.Session.LogonResponse.ReplGuid)!.Value);
            return;
        }
        if (what.IsRead)
        {
            Assert.Equal(MapiError.Success, await copy.UploadReadAsync(collector, (what.Key, what.Change!.IsRead)));
            return;
        }
        var uploaded = await copy.UploadAsync(collector, what.Change!);
        Assert.Contains(uploaded, new[] { MapiError.Success, MapiError.SyncObjectDeleted, MapiError.IgnoreFailure });
        Give(copy, what.Key, uploaded != MapiError.SyncObjectDeleted);
    }

    private static void Give(SimulatedOst copy, byte[] key, bool there)
    {
        // Of what is deleted there the next download says so, where the copy had it before; what never got there goes at once.
        var replica = copy.Session.LogonResponse.ReplGuid;
        var id = Xid.GlobCntOf(key, replica)!.Value;
        if (there) copy.State.IdsetGiven.Add(replica, id);
        else if (!copy.State.IdsetGiven.Contains(replica, id)) copy.Items.Remove(SimulatedOst.KeyOf(key));
    }

    private async Task DownloadAsync(TestSession session, SimulatedOst copy)
    {
        var folder = await session.OpenAsync(copy.FolderId);
        var context = await session.ConfigureContentsAsync(folder);
        await session.UploadStateAsync(context, copy.State);
        using var stream = new MemoryStream();
        var size = (ushort)random.Next(2000, 30000);
        try
        {
            for (var buffers = 0; ; buffers++)
            {
                var response = await session.GetBufferAsync(context, size);
                Assert.Equal(MapiError.Success, response.ReturnValue);
                stream.Write(response.TransferBuffer);
                if (response.TransferStatus == FastTransferStatus.Done) break;
                // A state for the case that it breaks off.
                if (random.Next(3) == 0) Keep(copy, stream.ToArray(), await session.TransferStateAsync(context));
            }
        }
        catch (LostSessionException)
        {
            Keep(copy, stream.ToArray(), null);
            throw;
        }
        var whole = copy.Parse(SyncClient.Tokens(stream.ToArray()), contents: true, out var state);
        Count(copy, whole);
        copy.Take(whole, state);
        await session.ReleaseAsync(context);
        await session.ReleaseAsync(folder);
    }

    /// <summary>Takes what is whole of a stream that goes on, and a state that covers no more than that.</summary>
    private void Keep(SimulatedOst copy, byte[] bytes, IcsState? state)
    {
        var tokens = SyncClient.Tokens(bytes, whole: false);
        var last = tokens.FindLastIndex(t => t.Marker is FastTransferMarker.IncrSyncChg or FastTransferMarker.IncrSyncDel or FastTransferMarker.IncrSyncRead or FastTransferMarker.IncrSyncStateBegin);
        // Messages only: what is said of deletions and read states comes with the end, and comes again.
        var first = tokens.FindIndex(t => t.Marker is FastTransferMarker.IncrSyncDel or FastTransferMarker.IncrSyncRead or FastTransferMarker.IncrSyncStateBegin);
        var end = first >= 0 ? first : last;
        if (end > 0)
        {
            var part = copy.Parse(tokens[..end], contents: true, out _);
            foreach (var item in part.Changes)
                if (copy.Items.TryGetValue(SimulatedOst.KeyOf(item.SourceKey), out var had) && !Is(had.ChangeKey, item.ChangeKey) || had is null) Kept++;
            copy.Take(part, null);
        }
        if (state is null) return;
        var replica = copy.Session.LogonResponse.ReplGuid;
        // What the state says was given is here, or the client would miss it for ever.
        foreach (var id in state.IdsetGiven.Of(replica).Values()) Assert.True(copy.Items.ContainsKey(SimulatedOst.KeyOf(replica, id)) || copy.State.IdsetGiven.Contains(replica, id), $"{id:X} is in the state, and not here");
        copy.State = state;
    }

    private void Count(SimulatedOst copy, Downloaded whole)
    {
        foreach (var item in whole.Changes)
            if (copy.Items.TryGetValue(SimulatedOst.KeyOf(item.SourceKey), out var had) && Is(had.ChangeKey, item.ChangeKey) && Is(had.Predecessors, item.Predecessors)) Repeated++;
    }

    private void Fill(MessageContent content, string text)
    {
        foreach (var tag in (PropertyTag[])[PidTag.NormalizedSubject, PidTag.SubjectPrefix, PidTag.ConversationTopic, PidTag.MessageStatus]) content.Properties.Remove(tag.Id);
        content.Properties.Set(PidTag.Body, string.Concat(Enumerable.Repeat(text + ' ', random.Next(4) == 0 ? 500 : 5)));
        content.Properties.Set(PidTag.Comment, $"comment of {text}");
    }

    private static OstItem Copy(OstItem item, byte[] key) => new()
    {
        SourceKey = key,
        ChangeKey = item.ChangeKey,
        Predecessors = item.Predecessors,
        Modified = item.Modified,
        Associated = item.Associated,
        Content = item.Content.Clone(),
    };

    private static bool Is(byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b);

    /// <summary>Holds each copy against a new one that is made without trouble: every item and all that is in it.</summary>
    public async Task CheckAsync(TestSession session)
    {
        Assert.Empty(_pending);
        foreach (var copy in Copies)
        {
            var fresh = new SimulatedOst(session, copy.FolderId);
            await fresh.DownloadAsync();
            Assert.Equal(fresh.Items.Keys.Order(), copy.Items.Keys.Order());
            foreach (var (key, there) in fresh.Items) Same(there, copy.Items[key]);
        }
    }

    private static void Same(OstItem there, OstItem here)
    {
        var of = there.Subject;
        Assert.Equal(there.Subject, here.Subject);
        Assert.True(Is(there.ChangeKey, here.ChangeKey), $"change key of {of}");
        Assert.True(Is(there.Predecessors, here.Predecessors), $"predecessors of {of}");
        Assert.Equal(there.Associated, here.Associated);
        if (!there.Associated) Assert.True(there.IsRead == here.IsRead, $"read state of {of}");
        // What is here was either downloaded, or is what was uploaded: the server adds to that, and changes nothing.
        foreach (var item in here.Content.Properties)
        {
            if (ServersOwn.Contains(item.Tag.Id)) continue;
            Assert.True(there.Content.Properties.TryGet(item.Tag.Id, out TaggedPropertyValue value), $"{item.Tag} of {of}");
            Assert.True(value.Value.Equals(item.Value), $"{item.Tag} of {of}: {value.Value} there, {item.Value} here");
        }
        Assert.Equal(there.Content.Recipients.Count, here.Content.Recipients.Count);
        Assert.Equal(there.Content.Attachments.Count, here.Content.Attachments.Count);
    }
}
