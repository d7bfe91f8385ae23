using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Mailbox;

/// <summary>Mailboxes with small bounds: a batch is three messages, so that a handful makes several.</summary>
public sealed class MailboxFixture : MapiCluster
{
    public static MailboxOptions Options { get; } = new()
    {
        BatchSize = 3,
        MaxMessagesPerCall = 20,
        MaxNamedProperties = 6,
        MaxFolders = 50,
        MaxFolderDepth = 5,
        MaxMessageSize = 50_000,
        MaxFolderPropertiesSize = 4_000,
        MaxPermissions = 5,
        MaxIdsPerAllocation = 100,
        MaxReceiveFolders = 6,
        RecentOperations = 2,
        SearchBatchSize = 4,
        MaxSearchFolders = 8,
        MaxSearchLinks = 60,
    };

    protected override void Configure(IServiceCollection services) => services.AddSingleton(Options);

    public IMailboxStore Store => Service<IMailboxStore>();

    /// <summary>A user's new mailbox, and the user as caller.</summary>
    public async Task<(IMailboxGrain Mailbox, MailboxCaller Owner, DirectoryObject User)> NewAsync(string language = "en", long? quota = null)
    {
        var user = await Directory.PutObjectAsync(User(await NewDomainAsync(), "user") with { Language = language, QuotaBytes = quota }, password: null);
        var mailbox = Mailbox(user.MailboxGuid);
        await mailbox.CreateAsync(new MailboxSetup { OwnerId = user.ObjectId, Language = language, QuotaBytes = quota });
        return (mailbox, new MailboxCaller { AccountId = user.ObjectId, HasAllRights = true }, user);
    }

    /// <summary>A further account.</summary>
    public async Task<MailboxCaller> AccountAsync()
    {
        var user = await Directory.PutObjectAsync(User(await NewDomainAsync(), "other"), password: null);
        return new MailboxCaller { AccountId = user.ObjectId };
    }

    /// <summary>Makes a mailbox forget what it has in memory: it is claimed anew.</summary>
    public async Task ReactivateAsync(IMailboxGrain mailbox)
    {
        var before = (await Store.FindMailboxAsync(mailbox.GetPrimaryKey(), CancellationToken.None))!.Epoch;
        await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await mailbox.FindAsync();
        Assert.True((await Store.FindMailboxAsync(mailbox.GetPrimaryKey(), CancellationToken.None))!.Epoch > before);
    }

    /// <summary>The messages of a folder, normal and associated, by id.</summary>
    public async Task<IReadOnlyList<MessageRecord>> ReadAsync(IMailboxGrain mailbox, long folder, bool deleted = false)
    {
        var info = await mailbox.FindAsync();
        var all = new List<MessageRecord>();
        foreach (var associated in new[] { false, true })
        {
            var query = new MessageIndexQuery { FolderId = folder, Associated = associated, Deleted = deleted };
            await foreach (var message in Store.ScanAsync(new MailboxKey(info!.StoreId, info.Shard), query, MessageParts.All, CancellationToken.None)) all.Add(message);
        }
        return all;
    }

    public static SaveMessage New(long folder, string subject = "subject", int padding = 0)
    {
        var content = new MessageContent();
        content.Properties.Set(PidTag.Subject, subject);
        content.Properties.Set(PidTag.MessageClass, "IPM.Note");
        if (padding > 0) content.Properties.Set(PidTag.Body, new string('x', padding));
        return new SaveMessage { OperationId = Guid.NewGuid(), FolderId = folder, IsNew = true, Content = content };
    }

    public static async Task<long> SaveAsync(IMailboxGrain mailbox, MailboxCaller caller, SaveMessage save)
    {
        var result = await mailbox.SaveMessageAsync(caller, save);
        Assert.Equal(MapiError.Success, result.Error);
        return result.MessageId;
    }

    public static async Task<long[]> SaveManyAsync(IMailboxGrain mailbox, MailboxCaller caller, long folder, int count)
    {
        var ids = new long[count];
        for (var i = 0; i < count; i++) ids[i] = await SaveAsync(mailbox, caller, New(folder, $"{i}"));
        return ids;
    }

    public static async Task<FolderRecord> MakeAsync(IMailboxGrain mailbox, MailboxCaller caller, long parent, string name)
    {
        var result = await mailbox.CreateFolderAsync(caller, new NewFolder { ParentId = parent, DisplayName = name });
        Assert.Equal(MapiError.Success, result.Error);
        return result.Folder!.Folder;
    }

    public static async Task<FolderRecord> FolderAsync(IMailboxGrain mailbox, long folder) =>
        (await mailbox.FindFolderAsync(MailboxCaller.Server, folder, deletedToo: true))!.Folder;
}
