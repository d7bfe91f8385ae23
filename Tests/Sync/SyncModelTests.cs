using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>
/// Random changes at both ends of two folders, with moves between them: after every synchronization each copy is what the server has, item by
/// item, nothing comes twice, and the state stays small. There are 6,000 operations in the suite; MAPIORLEANS_SYNC_OPERATIONS says how many
/// there are with each of the two seeds (50000: 100,000 in all), and takes them as long as they need.
/// </summary>
[Collection(SessionCollection.Name)]
public class SyncModelTests(SessionHarness harness)
{
    private const int OperationsPerRound = 25, FullFolder = 80;

    private static int Operations => int.TryParse(Environment.GetEnvironmentVariable("MAPIORLEANS_SYNC_OPERATIONS"), out var number) ? number : 3_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Both_ends_are_one_after_every_synchronization(int seed)
    {
        var random = new Random(seed);
        var session = await harness.LogonAsync();
        var second = (await session.CreateAsync(await session.OpenAsync(session.FolderId(FolderSteps.Inbox)), "second")).Id;
        SimulatedOst[] copies = [new(session, session.FolderId(FolderSteps.Inbox)), new(session, second)];
        var server = new ServerSide(harness, session, random);
        for (var round = 0; round < Operations / OperationsPerRound; round++)
        {
            var changed = copies.Select(_ => new HashSet<string>()).ToArray();
            var fresh = copies.Select(_ => new List<OstItem>()).ToArray();
            var deleted = copies.Select(_ => new List<byte[]>()).ToArray();
            var read = copies.Select(_ => new HashSet<string>()).ToArray();
            for (var i = 0; i < OperationsPerRound; i++)
            {
                var at = random.Next(2);
                var copy = copies[at];
                if (random.Next(2) == 0)
                {
                    await server.DoAsync(copy.FolderId, copies[1 - at].FolderId);
                    continue;
                }
                var item = copy.Items.Count == 0 ? null : copy.Items.Values.ElementAt(random.Next(copy.Items.Count));
                switch (copy.Items.Count > FullFolder ? 5 : random.Next(6))
                {
                    case 0 or 1:
                        fresh[at].Add(await copy.NewItemAsync($"client {round}/{i}", associated: random.Next(8) == 0));
                        break;
                    case 2 or 3 when item is not null && !deleted[at].Contains(item.SourceKey):
                        item.Content.Properties.Set(PidTag.Subject, $"client changed {round}/{i}");
                        item.Content.Properties.Remove(PidTag.NormalizedSubject.Id);
                        item.Content.Properties.Remove(PidTag.SubjectPrefix.Id);
                        item.Content.Properties.Remove(PidTag.ConversationTopic.Id);
                        changed[at].Add(SimulatedOst.KeyOf(item.SourceKey));
                        break;
                    case 4 when item is { Associated: false }:
                        item.IsRead = !item.IsRead;
                        read[at].Add(SimulatedOst.KeyOf(item.SourceKey));
                        break;
                    case 5 when item is not null:
                        copy.Items.Remove(SimulatedOst.KeyOf(item.SourceKey));
                        deleted[at].Add(item.SourceKey);
                        break;
                }
            }
            for (var at = 0; at < 2; at++) await UploadAsync(session, copies[at], fresh[at], changed[at], deleted[at], read[at], random);
            foreach (var copy in copies)
            {
                await copy.DownloadAsync(size: (ushort)random.Next(2000, 30000));
                Assert.Equal(0, (await copy.DownloadAsync()).Count);
                await SameAsync(session, copy);
                Assert.Single(copy.State.CnsetSeen.Of(session.LogonResponse.ReplGuid).Ranges);
                Assert.Single(copy.State.CnsetRead.Of(session.LogonResponse.ReplGuid).Ranges);
            }
        }
    }

    private static async Task UploadAsync(TestSession session, SimulatedOst copy, List<OstItem> fresh, HashSet<string> changed, List<byte[]> deleted, HashSet<string> read, Random random)
    {
        var collector = await copy.OpenCollectorAsync();
        foreach (var item in fresh)
        {
            copy.Touch(item, DateTimeOffset.UtcNow);
            Assert.Equal(MapiError.Success, await copy.UploadAsync(collector, item));
            // An answer that got lost: what is done is not done again.
            if (random.Next(4) == 0) Assert.Equal(MapiError.IgnoreFailure, await copy.UploadAsync(collector, item));
        }
        foreach (var key in changed)
        {
            if (!copy.Items.TryGetValue(key, out var item)) continue;
            copy.Touch(item, DateTimeOffset.UtcNow.AddMinutes(random.Next(-5, 5)));
            var error = await copy.UploadAsync(collector, item);
            Assert.Contains(error, new[] { MapiError.Success, MapiError.SyncObjectDeleted });
        }
        if (deleted.Count > 0)
        {
            Assert.Equal(MapiError.Success, await copy.UploadDeletesAsync(collector, random.Next(2) == 0 ? SynchronizationDeleteFlags.None : SynchronizationDeleteFlags.HardDelete, [.. deleted]));
            foreach (var key in deleted) copy.State.IdsetGiven.Remove(session.LogonResponse.ReplGuid, Xid.GlobCntOf(key, session.LogonResponse.ReplGuid)!.Value);
        }
        (byte[], bool)[] states = [.. read.Where(copy.Items.ContainsKey).Select(k => (copy.Items[k].SourceKey, copy.Items[k].IsRead))];
        if (states.Length > 0) Assert.Equal(MapiError.Success, await copy.UploadReadAsync(collector, states));
        await copy.CloseCollectorAsync(collector);
    }

    private async Task SameAsync(TestSession session, SimulatedOst copy)
    {
        var there = await harness.ReadAsync(session.User, copy.FolderId);
        Assert.Equal(there.Select(m => SimulatedOst.KeyOf(session.LogonResponse.ReplGuid, m.MessageId)).Order(), copy.Items.Keys.Order());
        Assert.Equal(there.Count, copy.State.IdsetGiven.Count);
        foreach (var message in there)
        {
            var item = copy.Items[SimulatedOst.KeyOf(session.LogonResponse.ReplGuid, message.MessageId)];
            Assert.True(copy.State.IdsetGiven.Contains(session.LogonResponse.ReplGuid, message.MessageId));
            Assert.Equal(message.Content.Properties.GetString(PidTag.Subject), item.Subject);
            Assert.Equal(message.ChangeKey, item.ChangeKey);
            Assert.Equal(message.PredecessorChangeList, item.Predecessors);
            Assert.Equal(message.Associated, item.Associated);
            if (!message.Associated) Assert.Equal(message.IsRead, item.IsRead);
        }
    }

    /// <summary>Somebody else who works with the mailbox.</summary>
    private sealed class ServerSide(SessionHarness harness, TestSession session, Random random)
    {
        private int _count;

        public async Task DoAsync(ulong folderId, ulong otherId)
        {
            var messages = await harness.ReadAsync(session.User, folderId);
            var message = messages.Count == 0 ? null : messages[random.Next(messages.Count)];
            var (caller, mailbox, folder) = (FolderSteps.Owner(session.User), harness.Mailbox(session.User), ObjectIds.FromWire(folderId));
            switch (messages.Count > FullFolder ? 3 : random.Next(message is null ? 1 : 7))
            {
                case 0 or 1:
                    await harness.SaveAsync(session.User, folderId, $"server {++_count}", associated: random.Next(8) == 0, read: random.Next(2) == 0);
                    break;
                case 2:
                    await session.ChangeSubjectAsync(ObjectIds.ToWire(message!.MessageId), $"server changed {++_count}", folderId);
                    break;
                case 3:
                    await mailbox.DeleteMessagesAsync(caller, folder, [message!.MessageId], hard: random.Next(2) == 0);
                    break;
                case 4:
                    await mailbox.MoveCopyMessagesAsync(caller, folder, [message!.MessageId], ObjectIds.FromWire(otherId), copy: random.Next(2) == 0);
                    break;
                case 5:
                    await mailbox.SetReadFlagsAsync(caller, folder, [message!.MessageId], !message.IsRead);
                    break;
                default:
                    await mailbox.SetReadFlagsAsync(caller, folder, [], random.Next(2) == 0);
                    break;
            }
        }
    }
}
