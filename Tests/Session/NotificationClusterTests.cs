using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Session;

public sealed class TwoSilos : SessionHarness
{
    protected override short Silos => 2;
}

/// <summary>A session that listens to a mailbox on another silo.</summary>
public abstract class NotificationClusterTests(TwoSilos harness, bool dies) : IClassFixture<TwoSilos>
{
    private IGrainFactory _grains = null!;

    [Fact]
    public async Task A_mailbox_of_another_silo_is_heard_and_goes_on_being_heard_when_that_silo_is_gone()
    {
        var opened = await harness.OpenAsync(await harness.CreateUserAsync());
        var home = (await harness.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(opened.Grain))!;
        // From the silo that stays: the cluster's client may speak through the other one.
        _grains = harness.Cluster.GetSiloServiceProvider(home).GetRequiredService<IGrainFactory>();
        var management = _grains.GetGrain<IManagementGrain>(0);
        var session = new TestSession(harness, opened.User, _grains.GetGrain<ISessionGrain>(opened.Grain.GetPrimaryKey()));
        DirectoryObject owner;
        SiloAddress? there;
        do
        {
            owner = await harness.CreateUserAsync();
            there = await management.GetActivationAddress(harness.Mailbox(owner));
        }
        while (there is null || there.Equals(home));
        var inbox = ObjectIds.ToWire((await harness.Mailbox(owner).FindAsync())!.SpecialFolders[SpecialFolder.Inbox]);
        await harness.GrantAsync(owner, inbox, session.User, FolderRights.Reviewer);
        await session.LogonAsync(owner);
        var (registered, _) = await session.ExecuteAsync<RopStatusResponse>(session.Logon,
            new RegisterNotificationRequest { OutputHandleIndex = 1, NotificationTypes = NotificationTypes.NewMail | NotificationTypes.ObjectModified, FolderId = inbox });
        Assert.Equal(MapiError.Success, registered.ReturnValue);
        var id = await DeliverAsync(owner, inbox);
        await session.WaitAsync();
        Assert.Contains(await session.FetchAsync(), n => n.NotificationData.Type == NotificationTypes.NewMail && n.NotificationData.MessageId == id);

        var waiting = session.WaitAsync();
        var silo = harness.Cluster.Silos.Single(s => s.SiloAddress.Equals(there));
        // The sessions' clock stands still: no lease runs out, and only what is said of the silo can wake the client.
        if (dies) await harness.Cluster.KillSiloAsync(silo);
        else await harness.Cluster.StopSiloAsync(silo);
        await waiting;
        // What may have been missed is told as a folder that changed; what comes once the mailbox is heard again, as what it is.
        Assert.Contains(await session.FetchAsync(), n => n.NotificationData.Type == NotificationTypes.ObjectModified && n.NotificationData.FolderId == inbox);
        var heard = false;
        for (var i = 0; i < 20 && !heard; i++)
        {
            id = await DeliverAsync(owner, inbox);
            var came = await session.FetchAsync();
            if (came.Count == 0)
            {
                await session.WaitAsync();
                came = await session.FetchAsync();
            }
            heard = came.Exists(n => n.NotificationData.Type == NotificationTypes.NewMail);
        }
        Assert.True(heard);
        Assert.Equal(home, await management.GetActivationAddress(_grains.GetGrain<IMailboxGrain>(owner.MailboxGuid)));
    }

    private async Task<ulong> DeliverAsync(DirectoryObject user, ulong folder)
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        var saved = await _grains.GetGrain<IMailboxGrain>(user.MailboxGuid).SaveMessageAsync(MailboxCaller.Server,
            new SaveMessage { OperationId = Guid.NewGuid(), FolderId = ObjectIds.FromWire(folder), IsNew = true, Content = content, IsDelivery = true });
        Assert.Equal(MapiError.Success, saved.Error);
        return ObjectIds.ToWire(saved.MessageId);
    }
}

/// <summary>The other silo stops, and tells those who listen.</summary>
public sealed class StoppedSiloTests(TwoSilos harness) : NotificationClusterTests(harness, dies: false);

/// <summary>The other silo dies, and tells nobody.</summary>
public sealed class DeadSiloTests(TwoSilos harness) : NotificationClusterTests(harness, dies: true);
