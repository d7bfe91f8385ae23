using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MapiOrleans.Tests.Session;

/// <summary>Messages and attachments as objects, apart from ROPs.</summary>
[Collection(SessionCollection.Name)]
public sealed class MessageObjectTests(SessionHarness harness)
{
    private const int CodePage = 1252;
    private static readonly PropertyTag Keywords = 0x8123101F;

    private async Task<(LogonObject Logon, FolderView Inbox)> LogonAsync(SessionLimits? limits = null)
    {
        var user = await harness.CreateUserAsync();
        var mailbox = harness.Mailbox(user);
        var info = (await mailbox.FindAsync())!;
        var services = harness.Services.GetRequiredService<SessionServices>();
        if (limits is not null) services = services with { Limits = limits };
        var session = new MapiSession(new SessionOpen { SessionId = Guid.NewGuid(), AccountId = user.ObjectId, Domain = user.Domain, UserDn = user.LegacyDN, LcidString = 0x0407 }, services);
        var caller = new MailboxCaller { AccountId = user.ObjectId, HasAllRights = true };
        var logon = new LogonObject(session, mailbox, info, caller) { Owner = user, User = user };
        return (logon, (await mailbox.FindFolderAsync(caller, info.SpecialFolders[SpecialFolder.Inbox], false))!);
    }

    private static async Task<PropertyValue> GetAsync(IPropertyObject of, PropertyTag tag) => (await of.GetPropertiesAsync(new[] { tag }, CancellationToken.None))[0];

    private static async Task SetAsync(IPropertyObject of, params TaggedPropertyValue[] values) =>
        Assert.Empty(await of.SetPropertiesAsync(values, CancellationToken.None));

    private static TaggedPropertyValue Text(PropertyTag tag, string value) => new(tag, PropertyValue.String(value));

    [Fact] // [MS-OXCMSG] 3.2.5.2
    public async Task A_new_message_has_its_defaults()
    {
        var (logon, inbox) = await LogonAsync();
        var message = MessageObject.Create(logon, inbox, associated: false, CodePage);
        var now = harness.Time.GetUtcNow();
        (PropertyTag Tag, PropertyValue Value)[] expected =
        [
            (PidTag.Importance, PropertyValue.Int32(1)), (PidTag.MessageClass, PropertyValue.String("IPM.Note")), (PidTag.Sensitivity, PropertyValue.Int32(0)),
            (PidTag.DisplayTo, PropertyValue.String("")), (PidTag.DisplayCc, PropertyValue.String("")), (PidTag.DisplayBcc, PropertyValue.String("")),
            (PidTag.MessageFlags, PropertyValue.Int32(0x409)), (PidTag.HasAttachments, PropertyValue.Bool(false)), (PidTag.TrustSender, PropertyValue.Int32(1)),
            (PidTag.Access, PropertyValue.Int32(7)), (PidTag.AccessLevel, PropertyValue.Int32(1)), (PidTag.CreationTime, PropertyValue.Time(now)),
            (PidTag.LastModificationTime, PropertyValue.Time(now)), (PidTag.MessageLocaleId, PropertyValue.Int32(0x407)), (PidTag.LocaleId, PropertyValue.Int32(0x407)),
            (PidTag.CreatorName, PropertyValue.String(logon.User!.DisplayName)), (PidTag.LastModifierName, PropertyValue.String(logon.User.DisplayName)),
            (PidTag.CreatorEntryId, PropertyValue.Binary(EntryIds.AddressBook(logon.User.LegacyDN))), (PidTag.HasNamedProperties, PropertyValue.Bool(false)),
            (PidTag.ObjectType, PropertyValue.Int32(5)), (PidTag.Mid, PropertyValue.Error(MapiError.NotFound)), (PidTag.EntryId, PropertyValue.Error(MapiError.NotFound)),
        ];
        foreach (var (tag, value) in expected) Assert.Equal((tag, value), (tag, await GetAsync(message, tag)));
        Assert.Equal(16, (await GetAsync(message, PidTag.SearchKey)).AsBytes().Length);
        Assert.True((await GetAsync(message, PidTag.MessageSize)).AsInt32() > 0);
    }

    [Fact]
    public async Task A_saved_message_has_its_identity_and_tells_what_the_mailbox_made_of_it()
    {
        var (logon, inbox) = await LogonAsync();
        var message = MessageObject.Create(logon, inbox, associated: true, CodePage);
        await SetAsync(message, Text(PidTag.Subject, "RE: Hello"));
        await message.SaveAsync(SaveFlags.KeepOpenReadWrite);
        var stored = (await logon.Session.Services.Store.ReadMessageAsync(logon.Key, message.Record.MessageId, MessageParts.All, CancellationToken.None))!;

        Assert.Equal(PropertyValue.Int64(ObjectIds.ToWire(stored.MessageId)), await GetAsync(message, PidTag.Mid));
        Assert.Equal(PropertyValue.Int64(ObjectIds.ToWire(inbox.Folder.FolderId)), await GetAsync(message, PidTag.ParentFolderId));
        Assert.Equal((inbox.Folder.FolderId, stored.MessageId), EntryIds.ParseMessage((await GetAsync(message, PidTag.EntryId)).AsBytes()) is { } ids ? (ids.Folder.GlobCnt, ids.Message.GlobCnt) : default);
        Assert.Equal(PropertyValue.Binary(Xid.Of(logon.Info.ReplGuid, stored.MessageId)), await GetAsync(message, PidTag.SourceKey));
        Assert.Equal(PropertyValue.Binary(stored.ChangeKey), await GetAsync(message, PidTag.ChangeKey));
        Assert.Equal(PropertyValue.Time(stored.ModifiedAt), await GetAsync(message, PidTag.LastModificationTime));
        Assert.Equal(PropertyValue.Int32(stored.ArticleNumber), await GetAsync(message, PidTag.InternetArticleNumber));
        // mfRead, mfUnmodified, mfUnsent, mfFAI, mfEverRead; changed, it is not unmodified any more.
        Assert.Equal(0x44B, (await GetAsync(message, PidTag.MessageFlags)).AsInt32());
        await SetAsync(message, Text(PidTag.Body, "more"));
        await message.SaveAsync(SaveFlags.KeepOpenReadWrite);
        Assert.Equal(0x449, (await GetAsync(message, PidTag.MessageFlags)).AsInt32());
        Assert.Equal((stored.Size + 8 + 4, 1), ((await GetAsync(message, PidTag.MessageSizeExtended)).AsInt64(), (await GetAsync(message, PidTag.NativeBody)).AsInt32()));

        var listed = await message.ListPropertiesAsync(CancellationToken.None);
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Contains(PidTag.ChangeKey, listed);
        Assert.DoesNotContain(PidTag.ParentSourceKey, listed);
        var values = await message.GetPropertiesAsync(listed.ToArray(), CancellationToken.None);
        Assert.All(listed.Zip(values), p => Assert.Equal(p.First.Type, p.Second.Type));
    }

    [Fact] // [MS-OXCMSG] 2.2.1.46
    public async Task Subject_prefix_and_rest_go_together()
    {
        var (logon, inbox) = await LogonAsync();
        var message = MessageObject.Create(logon, inbox, associated: false, CodePage);
        async Task IsAsync(string subject, string prefix, string rest) => Assert.Equal((subject, prefix, rest), (
            (await GetAsync(message, PidTag.Subject)).AsString(), (await GetAsync(message, PidTag.SubjectPrefix)).AsString(), (await GetAsync(message, PidTag.NormalizedSubject)).AsString()));

        await SetAsync(message, Text(PidTag.Subject, "AW: Termin"));
        await IsAsync("AW: Termin", "AW: ", "Termin");
        await SetAsync(message, Text(PidTag.SubjectPrefix, "FW: "));
        await IsAsync("FW: Termin", "FW: ", "Termin");
        await SetAsync(message, Text(PidTag.NormalizedSubject, "Ort"));
        await IsAsync("FW: Ort", "FW: ", "Ort");
        await SetAsync(message, Text(PidTag.SubjectPrefix, "Antwort: "), Text(PidTag.Subject, "Antwort: Zeit"));
        await IsAsync("Antwort: Zeit", "Antwort: ", "Zeit");
        await SetAsync(message, Text(PidTag.Subject, "Bericht: 2026"));
        await IsAsync("Bericht: 2026", "", "Bericht: 2026");
        Assert.Equal(ConversationIds.Of(message.Content.Properties), (await GetAsync(message, PidTag.ConversationId)).AsBytes());
        await message.DeletePropertiesAsync([PidTag.Subject], CancellationToken.None);
        Assert.Equal(MapiError.NotFound, (await GetAsync(message, PidTag.NormalizedSubject)).AsError());
    }

    [Fact]
    public async Task What_is_the_server_s_is_not_set_and_flags_only_until_the_first_save()
    {
        var (logon, inbox) = await LogonAsync();
        var message = MessageObject.Create(logon, inbox, associated: false, CodePage);
        var problems = await message.SetPropertiesAsync(
        [
            new(PidTag.MessageFlags, PropertyValue.Int32(0x26)), Text(PidTag.Body, "x"), new(PidTag.HasAttachments, PropertyValue.Bool(true)), new(PidTag.Mid, PropertyValue.Int64(5L)),
            new(PidTag.Body, PropertyValue.Int32(1)), new(Keywords, PropertyValue.Multiple(Array.Empty<string>())),
        ], CancellationToken.None);
        Assert.Equal([(2, MapiError.ComputedValue), (3, MapiError.ComputedValue), (4, MapiError.UnexpectedType)], problems.Select(p => ((int)p.Index, p.Error)));
        // mfUnmodified, mfSubmitted and mfFromMe are not the client's.
        Assert.Equal(0, (await GetAsync(message, PidTag.MessageFlags)).AsInt32());
        Assert.Equal(MapiError.NotFound, (await GetAsync(message, Keywords)).AsError());
        await message.SaveAsync(SaveFlags.KeepOpenReadWrite);
        var late = Assert.Single(await message.SetPropertiesAsync([new(PidTag.MessageFlags, PropertyValue.Int32(1))], CancellationToken.None));
        Assert.Equal(MapiError.ComputedValue, late.Error);
        Assert.False(message.IsDirty);
    }

    [Fact]
    public async Task Large_values_lie_outside_and_too_large_messages_are_refused()
    {
        var (logon, inbox) = await LogonAsync(new SessionLimits { MaxMessageSize = 100_000, MaxRecipients = 3, MaxAttachmentsPerMessage = 1 });
        var message = MessageObject.Create(logon, inbox, associated: false, CodePage);
        await SetAsync(message, Text(PidTag.Body, new string('b', 10_000)));
        var body = await GetAsync(message, PidTag.Body);
        Assert.Equal(20_000, body.External!.Length);
        await message.SaveAsync(SaveFlags.KeepOpenReadWrite);
        var read = new byte[4];
        Assert.Equal(4, await logon.Session.Services.Store.PartSource(logon.Key).ReadAsync(body.External.PartId, 19_996, read, CancellationToken.None));
        Assert.Equal("b\0b\0"u8.ToArray(), read);

        async Task<MapiError> ErrorAsync(Func<Task> act) => (await Assert.ThrowsAsync<RopException>(act)).Error;
        Assert.Equal(MapiError.MessageTooBig, await ErrorAsync(() => SetAsync(message, new TaggedPropertyValue(PidTag.Html, PropertyValue.Binary(new byte[90_000])))));
        Assert.False(message.Content.Properties.Contains(PidTag.Html.Id));
        Assert.Equal(MapiError.TooManyRecips, await ErrorAsync(() =>
        {
            message.ReplaceRecipients([.. Enumerable.Range(0, 4).Select(i => new RecipientContent { RowId = (uint)i, RecipientType = 1 })]);
            return Task.CompletedTask;
        }));
        AttachmentObject.Create(message).Save(SaveFlags.KeepOpenReadWrite);
        Assert.Equal(MapiError.MaxAttachmentExceeded, await ErrorAsync(() => Task.FromResult(AttachmentObject.Create(message))));
    }

    [Fact]
    public async Task Recipients_make_the_display_lists_and_lack_nothing()
    {
        var (logon, inbox) = await LogonAsync();
        var message = MessageObject.Create(logon, inbox, associated: false, CodePage);
        message.ReplaceRecipients(
        [
            new RecipientContent { RowId = 0, RecipientType = 1, Properties = new PropertyBag([Text(PidTag.DisplayName, "Ann")]) },
            new RecipientContent { RowId = 1, RecipientType = 0x81, Properties = new PropertyBag([Text(PidTag.AddressType, "SMTP"), Text(PidTag.EmailAddress, "bob@example.test")]) },
            new RecipientContent { RowId = 2, RecipientType = 2, Properties = new PropertyBag([Text(PidTag.DisplayName, "Cy")]) },
        ]);
        Assert.Equal(("Ann; bob@example.test", "Cy"), ((await GetAsync(message, PidTag.DisplayTo)).AsString(), (await GetAsync(message, PidTag.DisplayCc)).AsString()));
        PropertyTag[] mandatory = [PidTag.DisplayName, PidTag.AddressType, PidTag.EmailAddress, PidTag.EntryId, PidTag.ObjectType, PidTag.DisplayType];
        foreach (var recipient in message.Content.Recipients)
        {
            Assert.All(mandatory, tag => Assert.True(recipient.Properties.TryGet(tag, out PropertyValue _), tag.ToString()));
            Assert.NotEmpty(recipient.Properties.GetBinary(PidTag.EntryId)!);
        }
    }

    [Fact] // [MS-OXCMSG] 3.2.5.13, 2.2.2
    public async Task An_attachment_has_its_properties()
    {
        var (logon, inbox) = await LogonAsync();
        var message = MessageObject.Create(logon, inbox, associated: false, CodePage);
        var attachment = AttachmentObject.Create(message);
        var now = PropertyValue.Time(harness.Time.GetUtcNow());
        (PropertyTag Tag, PropertyValue Value)[] expected =
        [
            (PidTag.AttachNumber, PropertyValue.Int32(0)), (PidTag.AttachMethod, PropertyValue.Int32(0)), (PidTag.RenderingPosition, PropertyValue.Int32(-1)),
            (PidTag.AccessLevel, PropertyValue.Int32(0)), (PidTag.AttachSize, PropertyValue.Int32(0)), (PidTag.ObjectType, PropertyValue.Int32(7)), (PidTag.CreationTime, now), (PidTag.LastModificationTime, now),
            (PidTag.RecordKey, PropertyValue.Binary([0, 0, 0, 0])), (PidTag.AttachmentHidden, PropertyValue.Bool(false)),
        ];
        foreach (var (tag, value) in expected) Assert.Equal((tag, value), (tag, await GetAsync(attachment, tag)));
        await SetAsync(attachment, Text(PidTag.AttachLongFilename, "a.txt"), new(PidTag.AttachDataBinary, PropertyValue.Binary(new byte[9000])), new(PidTag.AttachMethod, PropertyValue.Int32(1)));
        Assert.True((await GetAsync(attachment, PidTag.AttachDataBinary)).IsExternal);
        Assert.Equal(("a.txt", ".txt"), ((await GetAsync(attachment, PidTag.DisplayName)).AsString(), (await GetAsync(attachment, PidTag.AttachExtension)).AsString()));
        Assert.True((await GetAsync(attachment, PidTag.AttachSize)).AsInt32() >= 9000);
        Assert.Equal(1, (await GetAsync(attachment, PidTag.AccessLevel)).AsInt32());
        Assert.Equal(MapiError.ComputedValue, Assert.Single(await attachment.SetPropertiesAsync([new(PidTag.AttachSize, PropertyValue.Int32(1))], CancellationToken.None)).Error);

        Assert.False((await GetAsync(message, PidTag.HasAttachments)).AsBool());
        attachment.Save(SaveFlags.KeepOpenReadWrite);
        Assert.True((await GetAsync(message, PidTag.HasAttachments)).AsBool());
        Assert.Equal(0x419, (await GetAsync(message, PidTag.MessageFlags)).AsInt32());
        // One hidden from the user does not count.
        await SetAsync(attachment, new TaggedPropertyValue(PidTag.AttachmentHidden, PropertyValue.Bool(true)));
        attachment.Save(SaveFlags.KeepOpenReadWrite);
        Assert.False((await GetAsync(message, PidTag.HasAttachments)).AsBool());
    }
}
