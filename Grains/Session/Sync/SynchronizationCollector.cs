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
        Xid.GlobCntOf(sourceKey, Logon.Info.ReplGuid) ?? await Logon.Session.Services.Store.FindBySourceKeyAsync(Logon.Key, inFolder, sourceKey, cancellationToken) ?? 0;

    /// <summary>Those of these messages that are in the folder and not deleted, without their content.</summary>
    public async ValueTask<IReadOnlyList<MessageRecord>> FindAsync(IEnumerable<byte[]> sourceKeys, MessageParts parts, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        foreach (var key in sourceKeys)
            if (await IdOfAsync(FolderId, key, cancellationToken) is var id and not 0)
                ids.Add(id);
        var found = await Logon.Session.Services.Store.ReadMessagesAsync(Logon.Key, [.. ids.Distinct()], parts, cancellationToken);
        return [.. found.Where(m => m.FolderId == FolderId && m.DeletedAt is null)];
    }
}
