using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;

namespace MapiOrleans.Grains.Session.Sync;

/// <summary>
/// A synchronization upload context ([MS-OXCFXICS] 3.2.5.9.4): what a client changed in its copy of a folder, and the state that says that
/// it knows of these changes.
/// </summary>
internal sealed class SynchronizationCollector(LogonObject logon, long folderId, bool isContents) : SessionObject(logon), ISynchronizationContext
{
    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Synchronization;

    /// <inheritdoc/>
    public StateUpload Upload { get; } = new(logon.Session.Services.Limits.MaxSynchronizationState);

    /// <summary>The folder whose messages, or below which folders, are uploaded.</summary>
    public long FolderId { get; } = folderId;

    /// <summary>Whether messages are uploaded.</summary>
    public bool IsContents { get; } = isContents;

    /// <inheritdoc/>
    public ValueTask<TransferStateDownload> StateAsync(CancellationToken cancellationToken) => new(new TransferStateDownload(Logon, Upload.State.Clone(), IsContents, given: false));

    /// <summary>A message was saved as the client has it: the client knows this change, and its read state with it.</summary>
    public void Saved(bool associated, long changeNumber)
    {
        (associated ? Upload.State.CnsetSeenFAI : Upload.State.CnsetSeen).Add(Logon.Info.ReplGuid, changeNumber);
        if (!associated) Read(changeNumber);
    }

    /// <summary>A folder was saved as the client has it.</summary>
    public void SavedFolder(long changeNumber) => Upload.State.CnsetSeen.Add(Logon.Info.ReplGuid, changeNumber);

    /// <summary>A read state was set as the client has it.</summary>
    public void Read(long readChangeNumber) => Upload.State.CnsetRead.Add(Logon.Info.ReplGuid, readChangeNumber);

    /// <summary>
    /// The id that stands for a source key in a folder: that of an own key whether there is such a message or not; 0 for a foreign key that no
    /// message of the folder has.
    /// </summary>
    public async ValueTask<long> IdOfAsync(long inFolder, byte[] sourceKey, CancellationToken cancellationToken) =>
        Xid.GlobCntOf(sourceKey, Logon.Info.ReplGuid)
        ?? (await Logon.Session.Services.Store.FindBySourceKeysAsync(Logon.Key, inFolder, [sourceKey], cancellationToken)).GetValueOrDefault(sourceKey);

    /// <summary>What of these source keys is in the folder, deleted from it or elsewhere, in two reads.</summary>
    public async ValueTask<FoundMessages> FindAsync(IReadOnlyList<byte[]> sourceKeys, MessageParts parts, CancellationToken cancellationToken)
    {
        var store = Logon.Session.Services.Store;
        var own = new HashSet<long>();
        var foreign = new List<byte[]>();
        foreach (var key in sourceKeys)
        {
            if (Xid.GlobCntOf(key, Logon.Info.ReplGuid) is { } id) own.Add(id);
            else foreign.Add(key);
        }
        var byKey = foreign.Count == 0 ? null : await store.FindBySourceKeysAsync(Logon.Key, FolderId, foreign, cancellationToken);
        long[] ids = [.. own.Union(byKey?.Values ?? [])];
        var found = await store.ReadMessagesAsync(Logon.Key, ids, parts, cancellationToken);
        own.ExceptWith(found.Select(m => m.MessageId));
        return new FoundMessages(
            [.. found.Where(m => m.FolderId == FolderId && m.DeletedAt is null)], [.. own], [.. foreign.Where(k => !byKey!.ContainsKey(k)).Distinct(SourceKeyComparer.Instance)]);
    }
}

/// <summary>Messages by their source keys.</summary>
/// <param name="There">Those that are in the folder and not deleted.</param>
/// <param name="Missing">Ids that no message has.</param>
/// <param name="Unknown">Foreign source keys that no message of the folder has.</param>
internal sealed record FoundMessages(IReadOnlyList<MessageRecord> There, IReadOnlyList<long> Missing, IReadOnlyList<byte[]> Unknown);
