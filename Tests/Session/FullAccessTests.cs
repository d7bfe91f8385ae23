using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>Mailboxes that are opened wholly to others than their owner.</summary>
[Collection(SessionCollection.Name)]
public sealed class FullAccessTests(SessionHarness harness)
{
    private async Task<MapiError> TryMakeFolderAsync(DirectoryObject user, DirectoryObject mailbox)
    {
        var session = await harness.OpenAsync(user);
        var logon = await session.LogonAsync(mailbox, openFlags: OpenFlags.UsePerMdbReplidMapping);
        if (logon.ReturnValue != MapiError.Success) return logon.ReturnValue;
        var (responses, _) = await session.ExecuteAsync([session.Logon, HandleTable.None, HandleTable.None],
            new OpenFolderRequest { OutputHandleIndex = 1, FolderId = session.FolderId(4) },
            new CreateFolderRequest { HandleIndex = 1, OutputHandleIndex = 2, DisplayName = Mapi.Properties.PropertyValue.String($"of {user.DisplayName}") });
        return responses.Select(r => r.ReturnValue).FirstOrDefault(e => e != MapiError.Success);
    }

    [Fact]
    public async Task WhoHasFullAccessDoesWhatTheOwnerDoes()
    {
        var (owner, friend, stranger) = (await harness.CreateUserAsync(), await harness.CreateUserAsync(), await harness.CreateUserAsync());
        Assert.Equal(MapiError.NotFound, await TryMakeFolderAsync(friend, owner));
        owner = await harness.DirectoryGrain.PutObjectAsync(owner with { FullAccess = [friend.Address] }, null);
        Assert.Equal(MapiError.Success, await TryMakeFolderAsync(friend, owner));
        Assert.Equal(MapiError.NotFound, await TryMakeFolderAsync(stranger, owner));
        Assert.Equal([owner.Address], (await harness.DirectoryGrain.MailboxesOpenToAsync(friend.ObjectId)).Select(m => m.Address));
        Assert.Empty(await harness.DirectoryGrain.MailboxesOpenToAsync(stranger.ObjectId));

        await harness.DirectoryGrain.PutObjectAsync(owner with { FullAccess = [] }, null);
        Assert.Equal(MapiError.NotFound, await TryMakeFolderAsync(friend, owner));
        Assert.Empty(await harness.DirectoryGrain.MailboxesOpenToAsync(friend.ObjectId));
    }

    [Fact]
    public async Task AGroupsMembersHaveWhatTheGroupHas()
    {
        var (owner, friend) = (await harness.CreateUserAsync(), await harness.CreateUserAsync());
        var group = await harness.DirectoryGrain.PutObjectAsync(new DirectoryObject
        {
            ObjectId = Guid.Empty,
            Domain = SessionHarness.Domain,
            Kind = DirectoryKind.Group,
            Address = $"g{Guid.NewGuid():n}@{SessionHarness.Domain}",
            DisplayName = "Friends",
            LegacyDN = "",
            Members = [friend.Address],
        }, null);
        await harness.DirectoryGrain.PutObjectAsync(owner with { FullAccess = [group.Address] }, null);
        Assert.Equal(MapiError.Success, await TryMakeFolderAsync(friend, owner));
        Assert.Equal([owner.Address], (await harness.DirectoryGrain.MailboxesOpenToAsync(friend.ObjectId)).Select(m => m.Address));
        // Whoever is removed from the directory is in no list any more, whoever gets the address next.
        await harness.DirectoryGrain.RemoveObjectAsync(group.Address);
        Assert.Equal(MapiError.NotFound, await TryMakeFolderAsync(friend, owner));
    }

    [Fact]
    public async Task OnlyWhoIsInTheDirectoryCanBeNamed()
    {
        var owner = await harness.CreateUserAsync();
        var refused = await Assert.ThrowsAsync<DirectoryException>(() => harness.DirectoryGrain.PutObjectAsync(owner with { FullAccess = [$"nobody@{SessionHarness.Domain}"] }, null));
        Assert.Equal("fullAccess", refused.Field);
    }
}
