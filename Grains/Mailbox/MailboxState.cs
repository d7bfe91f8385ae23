using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// What a mailbox grain holds in memory: the committed row, folders and names. Nothing but <see cref="Apply"/> changes it, with a
/// commit that has succeeded, so memory follows the store and never runs ahead of it.
/// </summary>
internal sealed class MailboxState(MailboxRecord record, FolderTree folders, NamedPropertyMap names)
{
    /// <summary>The mailbox row.</summary>
    public MailboxRecord Record { get; private set; } = record;

    /// <summary>The folders.</summary>
    public FolderTree Folders { get; } = folders;

    /// <summary>The named properties.</summary>
    public NamedPropertyMap Names { get; } = names;

    /// <summary>What a write proves.</summary>
    public MailboxFence Fence => new(Record.Key, Record.Epoch);

    /// <summary>Changes whenever a hierarchy table would show something else. Every change of a folder takes a change number, so the next one to give serves.</summary>
    public long HierarchyVersion { get; private set; } = record.NextChangeNumber;

    /// <summary>Whether it is a public-folder tree.</summary>
    public bool IsPublic => Record.Kind == MailboxKind.Public;

    /// <summary>Bytes allowed, or null.</summary>
    public long? QuotaBytes { get; private set; } = MailboxProperties.Quota(record.Properties);

    /// <summary>Takes a commit over.</summary>
    public void Apply(MailboxCommit commit)
    {
        var foldersChanged = false;
        foreach (var operation in commit.Operations)
        {
            switch (operation)
            {
                case StoreOperation.InsertFolder insert:
                    Folders.Insert(insert.Folder);
                    foldersChanged = true;
                    break;
                case StoreOperation.UpdateFolder update:
                    Folders.Replace(KeepCounters(update.Folder));
                    foldersChanged = true;
                    break;
                case StoreOperation.AdjustFolder adjust:
                    Adjust(adjust);
                    foldersChanged = true;
                    break;
                case StoreOperation.SetSearchProgress progress:
                    Folders.Replace(Folders.Find(progress.FolderId)!.Record with { SearchProgress = progress.Progress });
                    break;
                case StoreOperation.DeleteFolder delete:
                    Folders.Remove(delete.FolderId);
                    foldersChanged = true;
                    break;
                case StoreOperation.AddNamedProperties add:
                    Names.Add(add.Names);
                    break;
                case StoreOperation.UpdateMailbox update:
                    Update(update);
                    break;
                default:
                    // Messages, deletions and read marks are the store's; nothing of them is kept here.
                    break;
            }
        }
        Record = Record with
        {
            NextChangeNumber = commit.NextChangeNumber,
            NextId = commit.NextId,
            SizeBytes = Record.SizeBytes + commit.SizeDelta,
        };
        if (foldersChanged) HierarchyVersion = commit.NextChangeNumber;
    }

    private FolderRecord KeepCounters(FolderRecord updated)
    {
        var current = Folders.Find(updated.FolderId)!.Record;
        return updated with
        {
            Counters = current.Counters,
            ContentsChangeNumber = current.ContentsChangeNumber,
            ContentsModifiedAt = current.ContentsModifiedAt,
            NextArticleNumber = current.NextArticleNumber,
            SearchProgress = current.SearchProgress,
        };
    }

    private void Adjust(StoreOperation.AdjustFolder adjust)
    {
        var current = Folders.Find(adjust.FolderId)!.Record;
        Folders.Replace(current with
        {
            Counters = current.Counters.Plus(adjust.Delta),
            ContentsChangeNumber = Math.Max(current.ContentsChangeNumber, adjust.ContentsChangeNumber),
            ContentsModifiedAt = adjust.ContentsModifiedAt,
            NextArticleNumber = current.NextArticleNumber + adjust.ArticleNumbersUsed,
        });
    }

    private void Update(StoreOperation.UpdateMailbox update)
    {
        Record = Record with
        {
            Properties = update.Properties ?? Record.Properties,
            ForeignReplGuids = update.ForeignReplGuids ?? Record.ForeignReplGuids,
            ReceiveFolders = update.ReceiveFolders ?? Record.ReceiveFolders,
        };
        if (update.Properties is { } properties) QuotaBytes = MailboxProperties.Quota(properties);
    }
}
