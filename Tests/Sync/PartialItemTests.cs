using MapiOrleans.Mapi;
using MapiOrleans.Mapi.FastTransfer;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;
using Xunit;

namespace MapiOrleans.Tests.Sync;

/// <summary>Changes of property groups ([MS-OXCFXICS] 3.2.5.7): what came of them is what a whole download brings.</summary>
[Collection(SessionCollection.Name)]
public class PartialItemTests(SessionHarness harness)
{
    private static readonly PropertyName Categories = new(PropertySets.PS_PUBLIC_STRINGS, "Keywords");

    private async Task<(TestSession Session, SimulatedOst Ost, ulong Id)> StartAsync()
    {
        var session = await harness.LogonAsync();
        var id = await session.SaveNewAsync("one", extra: [new(PidTag.Body, PropertyValue.String(new string('x', 2000))), new(PidTag.Importance, PropertyValue.Int32(1))]);
        var ost = new SimulatedOst(session, session.FolderId(FolderSteps.Inbox));
        Assert.Single((await ost.DownloadAsync(f => PartialAsync(session, f))).Changes);
        return (session, ost, id);
    }

    private static Task<uint> PartialAsync(TestSession session, uint folder) =>
        session.ConfigureContentsAsync(folder, options: FastTransferSendOptions.Unicode | FastTransferSendOptions.PartialItem);

    private static async Task ChangeAsync(TestSession session, ulong id, Func<uint, Task> change)
    {
        var (response, message) = await session.OpenMessageAsync(id, OpenModeFlags.ReadWrite);
        Assert.Equal(MapiError.Success, response.ReturnValue);
        await change(message);
        Assert.Equal(MapiError.Success, (await session.SaveAsync(message)).ReturnValue);
        await session.ReleaseAsync(message);
    }

    [Fact]
    public async Task Only_groups_that_changed_come_and_make_the_message_what_it_is()
    {
        var (session, ost, id) = await StartAsync();
        await session.ChangeSubjectAsync(id, "two");
        var partial = Assert.Single((await ost.DownloadAsync(f => PartialAsync(session, f))).Partials);
        Assert.DoesNotContain(partial.Groups.Values.SelectMany(g => g), p => p.Tag == PidTag.Body);
        Assert.Contains(partial.Groups.Values.SelectMany(g => g), p => p.Tag == PidTag.Subject);
        await ost.AssertWholeAsync();
        Assert.Equal(0, (await ost.DownloadAsync(f => PartialAsync(session, f))).Count);

        // Two changes of which the client has seen none come as one.
        await ChangeAsync(session, id, m => session.ModifyRecipientsAsync(m, MessageClient.Smtp(0, "A", "a@example.test")));
        await ChangeAsync(session, id, m => session.SetAsync(m, new TaggedPropertyValue(PidTag.FlagStatus, PropertyValue.Int32(2))));
        partial = Assert.Single((await ost.DownloadAsync(f => PartialAsync(session, f))).Partials);
        Assert.True(partial is { Recipients: true, Attachments: false });
        Assert.Equal(2, partial.Groups.Values.Select(g => g.GetInt32(PidTag.FlagStatus)).Single(v => v is not null));
        await ost.AssertWholeAsync();
    }

    [Fact]
    public async Task A_group_that_became_empty_takes_its_properties_away()
    {
        var (session, ost, id) = await StartAsync();
        var keywords = new PropertyTag(await session.IdOfAsync(Categories), PropertyType.MultipleString);
        await ChangeAsync(session, id, m => session.SetAsync(m, new TaggedPropertyValue(PidTag.FlagStatus, PropertyValue.Int32(2)), new TaggedPropertyValue(keywords, PropertyValue.Multiple(["Blue", "Red"]))));
        var partial = Assert.Single((await ost.DownloadAsync(f => PartialAsync(session, f))).Partials);
        Assert.Equal(Categories, ost.Names[keywords.Id]);
        Assert.Contains(partial.Groups.Values.SelectMany(g => g), p => p.Tag.Id == keywords.Id);
        await ost.AssertWholeAsync();

        await ChangeAsync(session, id, m => session.StatusAsync(m, new DeletePropertiesRequest(RopId.RopDeleteProperties) { PropertyTags = [PidTag.FlagStatus, keywords] }));
        partial = Assert.Single((await ost.DownloadAsync(f => PartialAsync(session, f))).Partials);
        Assert.Contains(partial.Groups.Values, g => g.Count == 0);
        Assert.False(ost.Items.Values.Single().Content.Properties.Contains(PidTag.FlagStatus.Id));
        await ost.AssertWholeAsync();
    }

    [Fact]
    public async Task Attachments_come_all_where_one_of_them_changed()
    {
        var (session, ost, id) = await StartAsync();
        for (var i = 0; i < 2; i++)
        {
            await ChangeAsync(session, id, async m =>
            {
                var (_, attachment) = await session.CreateAttachmentAsync(m);
                await session.WriteStreamAsync(attachment, PidTag.AttachDataBinary, new byte[20_000 + i]);
                await session.SaveAttachmentAsync(attachment);
            });
            var partial = Assert.Single((await ost.DownloadAsync(f => PartialAsync(session, f))).Partials);
            Assert.True(partial is { Recipients: false, Attachments: true });
            await ost.AssertWholeAsync();
        }
        Assert.Equal(2, ost.Items.Values.Single().Content.Attachments.Count);
    }

    [Fact]
    public async Task Whole_comes_what_is_in_no_group_what_is_new_and_what_the_client_did_not_ask_for_in_parts()
    {
        var (session, ost, id) = await StartAsync();
        await ChangeAsync(session, id, m => session.SetAsync(m, new TaggedPropertyValue(PidTag.InternetReferences, PropertyValue.String("<a@b>"))));
        var downloaded = await ost.DownloadAsync(f => PartialAsync(session, f));
        Assert.Equal((1, 0), (downloaded.Changes.Count, downloaded.Partials.Count));

        await session.ChangeSubjectAsync(id, "three");
        Assert.Single((await ost.DownloadAsync()).Changes);

        // Associated messages, and those that the client says it does not have.
        var associated = await session.SaveNewAsync("hidden", associated: true);
        await ost.DownloadAsync(f => PartialAsync(session, f));
        await session.ChangeSubjectAsync(associated, "hidden still");
        await session.ChangeSubjectAsync(id, "four");
        ost.State.IdsetGiven.Remove(session.LogonResponse.ReplGuid, Mapi.Identifiers.ObjectIds.FromWire(id));
        downloaded = await ost.DownloadAsync(f => PartialAsync(session, f));
        Assert.Equal((2, 0), (downloaded.Changes.Count, downloaded.Partials.Count));
        await ost.AssertWholeAsync();
    }

    [Fact]
    public async Task Random_changes_in_parts_and_whole_lead_to_the_same()
    {
        var session = await harness.LogonAsync();
        var random = new Random(5);
        var ids = new List<ulong>();
        for (var i = 0; i < 6; i++) ids.Add(await session.SaveNewAsync($"m{i}"));
        SimulatedOst[] copies = [new(session, session.FolderId(FolderSteps.Inbox)), new(session, session.FolderId(FolderSteps.Inbox))];
        PropertyTag[] texts = [PidTag.Subject, PidTag.Body, PidTag.InternetReferences];
        PropertyTag[] numbers = [PidTag.FlagStatus, PidTag.Importance, PidTag.IconIndex, PidTag.LastVerbExecuted];
        var partials = 0;
        for (var round = 0; round < 60; round++)
        {
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                await ChangeAsync(session, ids[random.Next(ids.Count)], async m =>
                {
                    switch (random.Next(5))
                    {
                        case 0: await session.SetAsync(m, new TaggedPropertyValue(texts[random.Next(texts.Length)], PropertyValue.String($"text {round}"))); break;
                        case 1 or 2: await session.SetAsync(m, new TaggedPropertyValue(numbers[random.Next(numbers.Length)], PropertyValue.Int32(random.Next(2)))); break;
                        case 3: await session.StatusAsync(m, new DeletePropertiesRequest(RopId.RopDeleteProperties) { PropertyTags = [numbers[random.Next(numbers.Length)]] }); break;
                        default: await session.ModifyRecipientsAsync(m, MessageClient.Smtp((uint)random.Next(3), "R", $"r{round}@example.test")); break;
                    }
                });
            }
            if (random.Next(3) == 0) await session.SetReadAsync(ids[random.Next(ids.Count)], random.Next(2) == 0);
            partials += (await copies[0].DownloadAsync(f => PartialAsync(session, f))).Partials.Count;
            // The other one comes less often, so that several changes are one to it.
            if (random.Next(3) == 0) partials += (await copies[1].DownloadAsync(f => PartialAsync(session, f))).Partials.Count;
        }
        await copies[1].DownloadAsync(f => PartialAsync(session, f));
        Assert.InRange(partials, 30, 300);
        foreach (var copy in copies) await copy.AssertWholeAsync();
    }
}
