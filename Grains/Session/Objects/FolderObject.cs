using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>An open folder. It keeps the id and asks the mailbox for the rest: folders change under an open handle.</summary>
internal sealed partial class FolderObject(LogonObject logon, long folderId) : SessionObject(logon)
{
    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Folder;

    /// <summary>The GLOBCNT of the folder's id.</summary>
    public long FolderId { get; } = folderId;

    /// <summary>The folder as it is now; throws NotFound as the ROP's answer where it is gone or not visible any more.</summary>
    public async ValueTask<FolderView> ViewAsync() =>
        await Logon.Mailbox.FindFolderAsync(Logon.Caller, FolderId, deletedToo: true)
        ?? throw new RopException(MapiError.NotFound, $"folder {FolderId:X} is gone or not visible");

    /// <summary>The folder, where the caller has all of <paramref name="rights"/> on it; else throws AccessDenied.</summary>
    public async ValueTask<FolderView> RequireAsync(FolderRights rights)
    {
        var view = await ViewAsync();
        return (view.Rights & rights) == rights
            ? view
            : throw new RopException(MapiError.AccessDenied, $"{rights} wanted on folder {FolderId:X}, {view.Rights} granted");
    }
}
