using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>What tests of folders do over and over.</summary>
internal static class FolderSteps
{
    // Places in RopLogon's FolderIds.
    public const int Root = 0, IpmSubtree = 3, Inbox = 4, DeletedItems = 7, Finder = 10;

    public static async Task<uint> OpenAsync(this TestSession session, ulong folderId, byte logonId = 0, uint? through = null, byte flags = 0)
    {
        var (response, handle) = await session.ExecuteAsync<OpenFolderResponse>(through ?? session.Logon,
            new OpenFolderRequest { LogonId = logonId, OutputHandleIndex = 1, FolderId = folderId, OpenModeFlags = flags });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return handle;
    }

    public static async Task<MapiError> TryOpenAsync(this TestSession session, ulong folderId, byte logonId = 0, byte flags = 0)
    {
        var (response, handle) = await session.ExecuteAsync<OpenFolderResponse>(session.Logon,
            new OpenFolderRequest { LogonId = logonId, OutputHandleIndex = 1, FolderId = folderId, OpenModeFlags = flags });
        Assert.Equal(response.ReturnValue == MapiError.Success, handle != HandleTable.None);
        return response.ReturnValue;
    }

    public static async Task<(ulong Id, uint Handle)> CreateAsync(this TestSession session, uint parent, string name, byte type = CreateFolderRequest.Generic, byte logonId = 0)
    {
        var (response, handle) = await session.ExecuteAsync<CreateFolderResponse>(parent,
            new CreateFolderRequest { LogonId = logonId, OutputHandleIndex = 1, FolderType = type, DisplayName = PropertyValue.String(name) });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return (response.FolderId, handle);
    }

    /// <summary>Sends a ROP on two objects: source at index 0, destination at index 1.</summary>
    public static async Task<PartialCompletionResponse> BetweenAsync(this TestSession session, uint source, uint target, RopRequest request)
    {
        var (responses, _) = await session.ExecuteAsync([source, target], request);
        return Assert.IsType<PartialCompletionResponse>(Assert.Single(responses));
    }

    public static async Task<(MapiError Error, bool Partial)> DoAsync(this TestSession session, uint folder, RopRequest request)
    {
        var (response, _) = await session.ExecuteAsync<PartialCompletionResponse>(folder, request);
        return (response.ReturnValue, response.PartialCompletion);
    }

    public static MailboxCaller Owner(DirectoryObject user) => new() { AccountId = user.ObjectId, HasAllRights = true };

    /// <summary>Saves a message; gives its id on the wire.</summary>
    public static async Task<ulong> SaveAsync(this SessionHarness harness, DirectoryObject user, ulong folderId, string subject, MessageContent? content = null,
        bool associated = false, bool read = false, int flags = 0, ExternalValue? mime = null, MailboxCaller? caller = null)
    {
        content ??= new MessageContent();
        content.Properties.Set(PidTag.Subject, subject);
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        var result = await harness.Mailbox(user).SaveMessageAsync(caller ?? Owner(user), new SaveMessage
        {
            OperationId = Guid.NewGuid(),
            FolderId = ObjectIds.FromWire(folderId),
            IsNew = true,
            Content = content,
            Associated = associated,
            IsRead = read,
            MessageFlags = flags,
            Mime = mime,
        });
        Assert.Equal(MapiError.Success, result.Error);
        return ObjectIds.ToWire(result.MessageId);
    }

    public static IMailboxStore Store(this SessionHarness harness) => harness.Services.GetRequiredService<IMailboxStore>();

    public static async Task<MailboxKey> KeyAsync(this SessionHarness harness, DirectoryObject user)
    {
        var info = await harness.Mailbox(user).FindAsync();
        return new MailboxKey(info!.StoreId, info.Shard);
    }

    /// <summary>The messages of a folder that are not deleted, normal and associated, by id.</summary>
    public static async Task<IReadOnlyList<MessageRecord>> ReadAsync(this SessionHarness harness, DirectoryObject user, ulong folderId, bool deleted = false)
    {
        var key = await harness.KeyAsync(user);
        var all = new List<MessageRecord>();
        foreach (var associated in new[] { false, true })
        {
            var query = new MessageIndexQuery { FolderId = ObjectIds.FromWire(folderId), Associated = associated, Deleted = deleted };
            await foreach (var message in harness.Store().ScanAsync(key, query, MessageParts.All, CancellationToken.None)) all.Add(message);
        }
        return all;
    }

    public static async Task<FolderView?> FindAsync(this SessionHarness harness, DirectoryObject user, ulong folderId, bool deletedToo = false) =>
        await harness.Mailbox(user).FindFolderAsync(MailboxCaller.Server, ObjectIds.FromWire(folderId), deletedToo);

    /// <summary>Gives an account rights on a folder, the root's visibility included.</summary>
    public static async Task GrantAsync(this SessionHarness harness, DirectoryObject owner, ulong folderId, DirectoryObject to, FolderRights rights) =>
        Assert.Equal(MapiError.Success, await harness.Mailbox(owner).ModifyPermissionsAsync(Owner(owner), ObjectIds.FromWire(folderId), replaceAll: false,
            [new PermissionChange(Remove: false, PermissionChange.NewMember, to.ObjectId, rights)]));
}
