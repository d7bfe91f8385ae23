using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Tests.Rules;
using MapiOrleans.Tests.Session;
using MimeKit;
using Xunit;
using static MapiOrleans.Tests.Session.MessageClient;

namespace MapiOrleans.Tests.Transport;

/// <summary>Receipts, recalls, votes, meetings and tasks: messages whose class and properties are what they say.</summary>
[Collection(SessionCollection.Name)]
public sealed class MessageClassTests(SessionHarness harness) : TransportTest(harness)
{
    private static readonly byte[] GlobalId = [0x04, 0, 0, 0, 0x82, 0, 0xE0, 0, 0x74, 0xC5, 0xB7, 0x10, 0x1A, 0x82, 0xE0, 0x08, .. new byte[40]];
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What each is known by, beside its class.</summary>
    private static readonly Dictionary<string, (PropertyName Name, PropertyValue Value)[]> Named = new()
    {
        ["IPM.Note"] = [(PidLid.VerbStream.Name, PropertyValue.Binary([2, 1, 6, 0, 0, 0, 0, 0, 0, 0, 5]))],
        ["IPM.Note.Vote"] = [(PidLid.VerbResponse.Name, PropertyValue.String("Approve"))],
        ["IPM.Outlook.Recall"] = [(new PropertyName(PropertySets.PSETID_Common, 0x8A10), PropertyValue.Bool(true))],
        ["IPM.Recall.Report.Success"] = [(new PropertyName(PropertySets.PSETID_Common, 0x8A11), PropertyValue.Int32(1))],
        ["IPM.Schedule.Meeting.Request"] =
        [
            (PidLid.GlobalObjectId.Name, PropertyValue.Binary(GlobalId)), (PidLid.CleanGlobalObjectId.Name, PropertyValue.Binary(GlobalId)),
            (PidLid.AppointmentStartWhole.Name, PropertyValue.Time(Start)), (PidLid.AppointmentEndWhole.Name, PropertyValue.Time(Start.AddHours(1))),
            (PidLid.Location.Name, PropertyValue.String("Room 1")), (PidLid.AppointmentSequence.Name, PropertyValue.Int32(2)), (PidLid.MeetingType.Name, PropertyValue.Int32(1)),
            (PidLid.AppointmentRecur.Name, PropertyValue.Binary([4, 0x30, 4, 0x30, 0x0A, 0x20])), (PidLid.IntendedBusyStatus.Name, PropertyValue.Int32(2)),
        ],
        ["IPM.Schedule.Meeting.Resp.Pos"] = [(PidLid.GlobalObjectId.Name, PropertyValue.Binary(GlobalId)), (PidLid.AttendeeCriticalChange.Name, PropertyValue.Time(Start)), (PidLid.AppointmentCounterProposal.Name, PropertyValue.Bool(false))],
        ["IPM.Schedule.Meeting.Canceled"] = [(PidLid.GlobalObjectId.Name, PropertyValue.Binary(GlobalId)), (PidLid.AppointmentStateFlags.Name, PropertyValue.Int32(7))],
        ["IPM.TaskRequest"] = [(PidLid.TaskGlobalId.Name, PropertyValue.Binary(GlobalId[..16])), (PidLid.TaskMode.Name, PropertyValue.Int32(1))],
        ["REPORT.IPM.Note.IPNRN"] = [],
    };

    public static TheoryData<string> Classes => [.. Named.Keys];

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task It_comes_from_user_to_user_as_what_it_is(string messageClass)
    {
        var (session, other) = (await Harness.LogonAsync(), await Harness.CreateUserAsync());
        await Harness.Mailbox(other).GetPropertyIdsAsync([new PropertyName(Guid.NewGuid(), "another")], create: true);
        var message = await NewAsync(session, "Subject", Smtp(0, "Other", other.Address));
        var parent = new byte[] { 1, 2, 3, 4 };
        Assert.Empty(await session.SetAsync(message, new(PidTag.MessageClass, PropertyValue.String(messageClass)), new(PidTag.ParentKey, PropertyValue.Binary(parent)), new(PidTag.ResponseRequested, PropertyValue.Bool(true)),
            new(PidTag.OwnerAppointmentId, PropertyValue.Int32(77)), new(PidTag.StartDate, PropertyValue.Time(Start)), new(PidTag.ReportText, PropertyValue.String("It was read.")), new(PidTag.OriginalSubject, PropertyValue.String("Before"))));
        foreach (var (name, value) in Named[messageClass]) Assert.Empty(await session.SetAsync(message, new TaggedPropertyValue(new PropertyTag(await session.IdOfAsync(name), value.Type), value)));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync();

        var bag = Assert.Single(await ContentsAsync(other)).Content.Properties;
        Assert.Equal(messageClass, bag.GetString(PidTag.MessageClass));
        Assert.Equal((true, 77, "It was read.", "Before"), (bag.GetBool(PidTag.ResponseRequested), bag.GetInt32(PidTag.OwnerAppointmentId), bag.GetString(PidTag.ReportText), bag.GetString(PidTag.OriginalSubject)));
        Assert.Equal(parent, bag.GetBinary(PidTag.ParentKey));
        Assert.Equal(PropertyValue.Time(Start).AsFileTime(), bag.GetFileTime(PidTag.StartDate));
        var ids = await Harness.Mailbox(other).GetPropertyIdsAsync([.. Named[messageClass].Select(n => n.Name)], create: false);
        foreach (var ((name, value), id) in Named[messageClass].Zip(ids))
        {
            Assert.True(bag.TryGet(new PropertyTag(id, value.Type), out PropertyValue kept), name.ToString());
            Assert.Equal(value, kept);
        }
    }

    [Fact]
    public async Task A_read_receipt_to_the_outside_is_a_disposition_notification()
    {
        await using var sink = new SmtpSink();
        var session = await Harness.LogonAsync();
        var message = await NewAsync(session, "Read: Before", Smtp(0, "Out", "out@faraway.test"));
        Assert.Empty(await session.SetAsync(message, new(PidTag.MessageClass, PropertyValue.String("REPORT.IPM.Note.IPNRN")), new(PidTag.OriginalSubject, PropertyValue.String("Before")), new(PidTag.OriginalMessageId, PropertyValue.String("<before@faraway.test>"))));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync(Options(sink));
        var mime = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Assert.Single(sink.Messages).Text)));
        var report = Assert.IsType<MultipartReport>(mime.Body);
        Assert.Equal("disposition-notification", report.ReportType);
        Assert.Contains(report.OfType<MessageDispositionNotification>().Single().Fields, f => f.Field == "Disposition" && f.Value.Contains("displayed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_meeting_for_an_absent_person_goes_on_to_the_delegate_as_a_meeting()
    {
        var (session, world, assistant) = (await Harness.LogonAsync(), await RuleWorld.CreateAsync(Harness), await Harness.CreateUserAsync());
        var boss = world.User;
        await world.RulesAsync(RuleSteps.Add("delegate", 1, RuleWorld.To(RuleActionType.Delegate, 0, assistant.LegacyDN)));
        var message = await NewAsync(session, "Meeting", Smtp(0, "Boss", boss.Address));
        var id = new PropertyTag(await session.IdOfAsync(PidLid.GlobalObjectId.Name), PropertyType.Binary);
        await session.SetAsync(message, new(PidTag.MessageClass, PropertyValue.String("IPM.Schedule.Meeting.Request")), new(id, PropertyValue.Binary(GlobalId)));
        Assert.Equal(MapiError.Success, await SubmitAsync(session, message));
        await RunAsync();
        await RunAsync();

        var bag = Assert.Single(await ContentsAsync(assistant)).Content.Properties;
        var theirs = (await Harness.Mailbox(assistant).GetPropertyIdsAsync([PidLid.GlobalObjectId.Name], create: false))[0];
        Assert.Equal(("IPM.Schedule.Meeting.Request", boss.LegacyDN, session.User.Address, true),
            (bag.GetString(PidTag.MessageClass), bag.GetString(PidTag.ReceivedRepresentingEmailAddress), bag.GetString(PidTag.SentRepresentingSmtpAddress), bag.GetBool(PidTag.DelegatedByRule)));
        Assert.Equal(GlobalId, bag.GetBinary(new PropertyTag(theirs, PropertyType.Binary)));
        Assert.Single(await ContentsAsync(boss));
    }
}
