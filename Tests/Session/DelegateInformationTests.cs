using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>What Outlook's dialog of delegates leaves in a mailbox ([MS-OXODLGT] 2.2.2): the delegate information object in Freebusy Data.</summary>
[Collection(SessionCollection.Name)]
public sealed class DelegateInformationTests(SessionHarness harness)
{
    [Fact]
    public async Task DelegateInformationIsKeptAndReadByDelegatesWhoMay()
    {
        var (owner, aide) = (await harness.CreateUserAsync(), await harness.CreateUserAsync());
        var session = await harness.OpenAsync(owner);
        await session.LogonAsync(owner);
        var folder = ObjectIds.ToWire((await harness.Mailbox(owner).FindAsync())!.SpecialFolders[SpecialFolder.FreebusyData]);
        var message = await session.CreateMessageAsync(folder);
        TaggedPropertyValue[] written =
        [
            new(PidTag.MessageClass, PropertyValue.String("IPM.Microsoft.ScheduleData.FreeBusy")),
            new(PidTag.ScheduleInfoDelegateNames, PropertyValue.Multiple([aide.DisplayName])),
            new(PidTag.ScheduleInfoDelegateNamesW, PropertyValue.Multiple([aide.DisplayName])),
            new(PidTag.ScheduleInfoDelegateEntryIds, PropertyValue.Multiple(PropertyType.MultipleBinary, [new PermanentEntryId(DisplayType.MailUser, aide.LegacyDN).ToArray()])),
            new(PidTag.DelegateFlags, PropertyValue.Multiple([1])),
            new(PidTag.ScheduleInfoDelegatorWantsCopy, PropertyValue.Bool(true)),
            new(PidTag.ScheduleInfoDelegatorWantsInfo, PropertyValue.Bool(false)),
            new(PidTag.ScheduleInfoDontMailDelegates, PropertyValue.Bool(true)),
        ];
        Assert.Empty(await session.SetAsync(message, written));
        var saved = await session.SaveAsync(message);
        Assert.Equal(MapiError.Success, saved.ReturnValue);

        // A delegate of the calendar reads it where the owner's client lets it, and nobody else does.
        var other = await harness.OpenAsync(aide);
        await other.LogonAsync(owner, openFlags: OpenFlags.UsePerMdbReplidMapping);
        Assert.NotEqual(MapiError.Success, (await other.OpenMessageAsync(saved.MessageId, folder: folder)).Response.ReturnValue);
        await harness.GrantAsync(owner, folder, aide, FolderRights.Editor);
        var (opened, handle) = await other.OpenMessageAsync(saved.MessageId, folder: folder);
        Assert.Equal(MapiError.Success, opened.ReturnValue);
        var read = await other.GetAsync(handle, [.. written.Select(w => w.Tag)]);
        Assert.All(written.Zip(read), pair => Assert.Equal(pair.First.Value, pair.Second));
    }
}
