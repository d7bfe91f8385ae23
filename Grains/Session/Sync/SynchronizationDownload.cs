using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// A synchronization download context ([MS-OXCFXICS] 3.2.5.9.1): what of a scope a client does not have yet, and the state that it has then.
/// The state given is built of what was given, never of what the store has at the end.
/// </summary>
internal abstract class SynchronizationDownload : DownloadObject, ISynchronizationContext
{
    // Of each change, where in the stream it ends: it counts for the state when the client has got all of it.
    private readonly Queue<(long End, Action<IcsState> Apply)> _open = new();

    protected SynchronizationDownload(LogonObject logon, long folderId, SynchronizationConfigureRequest request)
        : base(logon, new FastTransferWriter(TextOf(request), logon.Session.CodePage))
    {
        FolderId = folderId;
        Flags = request.SynchronizationFlags;
        ExtraFlags = request.SynchronizationExtraFlags;
        Recovers = request.SendOptions.HasFlag(FastTransferSendOptions.RecoverMode);
        Filter = Flags.HasFlag(SynchronizationFlags.OnlySpecifiedProperties) ? TransferFilter.Only(request.PropertyTags) : TransferFilter.Without(request.PropertyTags);
        Upload = new StateUpload(logon.Session.Services.Limits.MaxSynchronizationState);
        Stream = new TransferStream(logon, Writer) { Bodies = Flags.HasFlag(SynchronizationFlags.BestBody) ? BodyForms.Best : BodyForms.All };
    }

    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Synchronization;

    /// <inheritdoc/>
    public StateUpload Upload { get; }

    /// <summary>The folder whose messages, or below which folders, are synchronized.</summary>
    protected long FolderId { get; }

    protected SynchronizationFlags Flags { get; }

    protected SynchronizationExtraFlags ExtraFlags { get; }

    /// <summary>Whether the client goes on after an errorInfo element.</summary>
    protected bool Recovers { get; }

    protected TransferFilter Filter { get; }

    protected TransferStream Stream { get; }

    /// <summary>The state that the client had.</summary>
    protected IcsState Initial => Upload.State;

    /// <summary>The state that the client has so far.</summary>
    protected IcsState Checkpoint { get; private set; } = new();

    /// <summary>Whether the scope is of messages.</summary>
    protected abstract bool IsContents { get; }

    protected Guid ReplGuid => Logon.Info.ReplGuid;

    protected bool WantsDeletions => !Flags.HasFlag(SynchronizationFlags.NoDeletions);

    /// <summary>The ids of a replica in a set, without a set being made where there is none.</summary>
    protected static GlobSet OwnOf(IdSet set, Guid replGuid) => set.Sets.TryGetValue(replGuid, out var own) ? own : new GlobSet();

    /// <inheritdoc/>
    public ValueTask<TransferStateDownload> StateAsync(CancellationToken cancellationToken)
    {
        // Until the download begins the state is the client's own.
        var state = Upload.IsClosed ? Checkpoint : Initial;
        return new(new TransferStateDownload(Logon, state.Clone(), IsContents, given: true));
    }

    /// <summary>Begins: the state is complete now.</summary>
    protected void Begin()
    {
        Upload.IsClosed = true;
        Checkpoint = Initial.Clone();
    }

    /// <summary>Says what the client has when it has got all that is written so far.</summary>
    protected void Commit(Action<IcsState> apply) => _open.Enqueue((Taken + Writer.Staged, apply));

    /// <inheritdoc/>
    protected override void OnTaken()
    {
        // That an object is whole a client sees by what comes behind it: until then it may drop what it has of it, and the state must not say that
        // it has it.
        while (_open.TryPeek(out var next) && (next.End < Taken || IsDone))
        {
            next.Apply(Checkpoint);
            _open.Dequeue();
        }
    }

    /// <summary>Changes above what the store has made come from another time of it: they would hide those to come.</summary>
    protected void ForgetFuture(long max)
    {
        foreach (var set in (ReadOnlySpan<IdSet>)[Initial.CnsetSeen, Initial.CnsetSeenFAI, Initial.CnsetRead])
            if (set.Sets.TryGetValue(ReplGuid, out var own) && own.Max > max)
                own.RemoveRange(max + 1, ObjectIds.MaxGlobCnt);
    }

    /// <summary>
    /// The ids that the client has of other replicas than the mailbox' own, which has nothing of theirs. Those whose replica the mailbox
    /// knows not at all cannot be named in a stream; they are forgotten.
    /// </summary>
    protected async ValueTask<Dictionary<Guid, ushort>> ForeignAsync()
    {
        var replIds = new Dictionary<Guid, ushort>();
        foreach (var guid in Initial.IdsetGiven.Sets.Keys.Where(g => g != ReplGuid))
            if (await Logon.Mailbox.MapReplGuidAsync(guid, create: false) is var replId and not 0)
                replIds[guid] = replId;
        return replIds;
    }

    /// <summary>The set of deleted objects in its wire form: own ones, and all that are of other replicas.</summary>
    protected byte[] DeletedBytes(GlobSet own, Dictionary<Guid, ushort> foreign)
    {
        var set = new IdSet();
        set.Of(ReplGuid).Union(own);
        foreach (var (guid, _) in foreign) set.Of(guid).Union(Initial.IdsetGiven.Of(guid));
        return set.ToArray(guid => guid == ReplGuid ? ObjectIds.OwnReplId : foreign[guid]);
    }

    /// <summary>Ids of the mailbox' own replica in their wire form.</summary>
    protected byte[] OwnBytes(GlobSet own)
    {
        var set = new IdSet();
        set.Of(ReplGuid).Union(own);
        return set.ToArray(static _ => ObjectIds.OwnReplId);
    }

    /// <summary>The folder, which the caller must be allowed to read.</summary>
    protected async ValueTask<FolderView> ReadableFolderAsync()
    {
        var view = await Logon.Mailbox.FindFolderAsync(Logon.Caller, FolderId, deletedToo: false)
            ?? throw new RopException(MapiError.NotFound, $"folder {FolderId:X} is gone or not visible");
        return FolderAccess.Reads(view.Rights) || !IsContents ? view : throw new RopException(MapiError.AccessDenied, $"{view.Rights} do not read folder {FolderId:X}");
    }

    private static FastTransferText TextOf(SynchronizationConfigureRequest request) =>
        TextOf(request.SendOptions | (request.SynchronizationFlags.HasFlag(SynchronizationFlags.Unicode) ? FastTransferSendOptions.Unicode : FastTransferSendOptions.None));

    /// <summary>Writes a final state and the end of the stream.</summary>
    protected void WriteEnd(IcsState final)
    {
        final.Write(Writer, IsContents);
        Writer.Marker(FastTransferMarker.IncrSyncEnd);
        Commit(state =>
        {
            state.IdsetGiven = final.IdsetGiven;
            state.CnsetSeen = final.CnsetSeen;
            state.CnsetSeenFAI = final.CnsetSeenFAI;
            state.CnsetRead = final.CnsetRead;
        });
    }

    /// <summary>A property under no id, as the elements of progress and errors have them.</summary>
    protected void WriteBare(PropertyValue value) => Writer.Property(MetaTag.NoId(value.Type), value);
}
