using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using Xunit;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>Names, ids, replicas and receive folders of a mailbox.</summary>
public sealed class MailboxNamesTests(MailboxFixture cluster) : IClassFixture<MailboxFixture>
{
    private const long Root = 1, Inbox = 5, Trash = 8;
    private static readonly Guid Set = Guid.Parse("5a1d0c9e-0f40-4b53-8a2b-222222222222");

    [Fact]
    public async Task Names_get_ids_once_and_up_to_the_limit()
    {
        var (mailbox, _, _) = await cluster.NewAsync();
        // Two are a mailbox' own from the beginning.
        var names = Enumerable.Range(0, 6).Select(i => new PropertyName(Set, $"n{i}")).ToArray();
        Assert.Equal([(ushort)0], await mailbox.GetPropertyIdsAsync([names[0]], create: false));
        var first = await mailbox.GetPropertyIdsAsync([names[0], names[1], names[0]], create: true);
        Assert.True(first[0] >= 0x8000 && first[0] != first[1] && first[0] == first[2]);
        // Past six names there is no id for another; those there are stay.
        var all = await mailbox.GetPropertyIdsAsync(names, create: true);
        Assert.Equal([true, true, true, true, false, false], all.Select(id => id != 0));
        await cluster.ReactivateAsync(mailbox);
        Assert.Equal(all, await mailbox.GetPropertyIdsAsync(names, create: true));
        Assert.Equal(6, (await mailbox.GetNamedPropertiesAsync()).Names.Count);
    }

    [Fact]
    public async Task Names_of_PS_MAPI_and_of_Internet_headers_are_their_own_kind()
    {
        var (mailbox, _, _) = await cluster.NewAsync();
        Assert.Equal([(ushort)0x37], await mailbox.GetPropertyIdsAsync([new PropertyName(PropertySets.PS_MAPI, 0x37u)], create: true));
        var header = await mailbox.GetPropertyIdsAsync([new PropertyName(PropertySets.PS_INTERNET_HEADERS, "X-Spam"), new PropertyName(PropertySets.PS_INTERNET_HEADERS, "x-spam")], create: true);
        Assert.Equal(header[0], header[1]);
        Assert.NotEqual(0, header[0]);
    }

    [Fact]
    public async Task Ids_are_never_given_twice()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        var first = await mailbox.AllocateIdsAsync(100);
        await cluster.ReactivateAsync(mailbox);
        var second = await mailbox.AllocateIdsAsync(1);
        Assert.Equal(first + 100, second);
        // An id that was given to a client is the client's to use, once.
        var save = MailboxFixture.New(Inbox) with { MessageId = first + 7 };
        Assert.Equal(first + 7, await MailboxFixture.SaveAsync(mailbox, owner, save));
        Assert.Equal(MapiError.ObjectChanged, (await mailbox.SaveMessageAsync(owner, save with { OperationId = Guid.NewGuid() })).Error);
        Assert.Equal(MapiError.InvalidParameter, (await mailbox.SaveMessageAsync(owner, MailboxFixture.New(Inbox) with { MessageId = second + 1000 })).Error);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => mailbox.AllocateIdsAsync(101));
    }

    [Fact]
    public async Task Replicas_get_numbers()
    {
        var (mailbox, _, _) = await cluster.NewAsync();
        var own = (await mailbox.FindAsync())!.ReplGuid;
        Assert.Equal(1, await mailbox.MapReplGuidAsync(own, create: false));
        var foreign = Guid.NewGuid();
        Assert.Equal(0, await mailbox.MapReplGuidAsync(foreign, create: false));
        Assert.Equal(2, await mailbox.MapReplGuidAsync(foreign, create: true));
        await cluster.ReactivateAsync(mailbox);
        Assert.Equal(2, await mailbox.MapReplGuidAsync(foreign, create: true));
        Assert.Equal(foreign, await mailbox.FindReplGuidAsync(2));
        Assert.Null(await mailbox.FindReplGuidAsync(3));
    }

    [Fact]
    public async Task Mail_of_a_class_has_its_folder()
    {
        var (mailbox, owner, _) = await cluster.NewAsync();
        Assert.Equal(MapiError.Success, await mailbox.SetReceiveFolderAsync(owner, "IPM.Note.Mine", Trash));
        Assert.Equal(Trash, Assert.Single(await mailbox.GetReceiveFoldersAsync(), r => r.MessageClass == "IPM.NOTE.MINE").FolderId);
        Assert.Equal(MapiError.AccessDenied, await mailbox.SetReceiveFolderAsync(owner, "ipm", Trash));
        Assert.Equal(MapiError.GeneralFailure, await mailbox.SetReceiveFolderAsync(owner, "", 0));
        Assert.Equal(MapiError.InvalidParameter, await mailbox.SetReceiveFolderAsync(owner, ".x", Trash));
        Assert.Equal(MapiError.NotFound, await mailbox.SetReceiveFolderAsync(owner, "IPM.X", 12345));
        Assert.Equal(MapiError.AccessDenied, await mailbox.SetReceiveFolderAsync(await cluster.AccountAsync(), "IPM.X", Trash));
        Assert.Equal(MapiError.Success, await mailbox.SetReceiveFolderAsync(owner, "IPM.X", Root));
        Assert.Equal(MapiError.OutOfResources, await mailbox.SetReceiveFolderAsync(owner, "IPM.Y", Root));
        Assert.Equal(MapiError.Success, await mailbox.SetReceiveFolderAsync(owner, "ipm.note.MINE", 0));
        Assert.DoesNotContain(await mailbox.GetReceiveFoldersAsync(), r => r.FolderId == Trash);
    }
}
