using System.Text;
using MapiOrleans.Grains.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Compression;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Session;

[Collection(SessionCollection.Name)]
public sealed class MessagePropertyTests(SessionHarness harness)
{
    private static readonly PropertyTag Mine = new(0x6A01, PropertyType.Binary);
    private static readonly PropertyTag BodyHtml = PidTag.Html.WithType(PropertyType.String);

    private static byte[] Large(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))];

    [Fact]
    public async Task What_was_written_to_streams_is_saved_with_the_message_without_a_commit()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var body = string.Concat(Enumerable.Repeat("Größe 日本\r\n", 5000));
        var (_, _, stream) = await session.OpenStreamAsync(message, PidTag.Body, StreamOpenMode.Create);
        await session.WriteAsync(stream, Encoding.Unicode.GetBytes(body));
        var (number, attachment) = await session.CreateAttachmentAsync(message);
        var (_, _, data) = await session.OpenStreamAsync(attachment, PidTag.AttachDataBinary, StreamOpenMode.Create);
        await session.WriteAsync(data, Large(200_000));
        Assert.Equal(MapiError.Success, await session.SaveAttachmentAsync(attachment));
        var saved = await session.SaveAsync(message);
        Assert.Equal(MapiError.Success, saved.ReturnValue);

        var (_, opened) = await session.OpenMessageAsync(saved.MessageId, OpenModeFlags.ReadOnly);
        Assert.Equal(PropertyValue.Error(MapiError.NotEnoughMemory), (await session.GetAsync(opened, PidTag.Body))[0]);
        var (_, size, read) = await session.OpenStreamAsync(opened, PidTag.Body, StreamOpenMode.ReadOnly);
        Assert.Equal((uint)body.Length * 2, size);
        Assert.Equal(body, Encoding.Unicode.GetString(await session.ReadAsync(read)));
        var (_, narrowSize, narrow) = await session.OpenStreamAsync(opened, PidTag.Body.WithType(PropertyType.String8), StreamOpenMode.ReadOnly);
        Assert.Equal((uint)body.Length, narrowSize);
        Assert.StartsWith("Größe ??\r\n", TextConversion.EncodingOf(1252).GetString(await session.ReadAsync(narrow)), StringComparison.Ordinal);
        Assert.Equal(MapiError.AccessDenied, (await session.OpenStreamAsync(opened, PidTag.Body, StreamOpenMode.ReadWrite)).Error);
        Assert.Equal(MapiError.Success, (await session.OpenStreamAsync(opened, PidTag.Body, StreamOpenMode.BestAccess)).Error);

        var (_, there) = await session.OpenAttachmentAsync(opened, number);
        var (_, _, bytes) = await session.OpenStreamAsync(there, PidTag.AttachDataObject, StreamOpenMode.ReadOnly);
        Assert.Equal(Large(200_000), await session.ReadAsync(bytes));
    }

    [Fact]
    public async Task A_large_value_is_changed_in_its_middle()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        var (_, _, stream) = await session.OpenStreamAsync(message, Mine, StreamOpenMode.Create);
        await session.WriteAsync(stream, Large(150_000));
        var saved = await session.SaveAsync(message);
        var (_, opened) = await session.OpenMessageAsync(saved.MessageId, OpenModeFlags.ReadWrite);
        var (_, _, change) = await session.OpenStreamAsync(opened, Mine, StreamOpenMode.ReadWrite);
        await session.SeekAsync(change, StreamOrigin.Beginning, 70_000);
        var (written, _) = await session.ExecuteAsync<WriteStreamResponse>(change, new WriteStreamRequest(RopId.RopWriteAndCommitStream) { Data = [1, 2, 3] });
        Assert.Equal((MapiError.Success, 3u), (written.ReturnValue, written.WrittenSize));
        Assert.Equal(MapiError.Success, (await session.SaveAsync(opened)).ReturnValue);

        var expected = Large(150_000);
        new byte[] { 1, 2, 3 }.CopyTo(expected, 70_000);
        var (_, again) = await session.OpenMessageAsync(saved.MessageId);
        Assert.Equal(expected, await session.ReadAsync((await session.OpenStreamAsync(again, Mine, StreamOpenMode.ReadOnly)).Handle));
    }

    [Fact]
    public async Task Changes_that_are_not_saved_are_nobodys()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        await session.SetAsync(message, new TaggedPropertyValue(Mine, PropertyValue.Binary([1])));
        var saved = await session.SaveAsync(message);
        var (_, opened) = await session.OpenMessageAsync(saved.MessageId, OpenModeFlags.ReadWrite);
        var (_, _, stream) = await session.OpenStreamAsync(opened, Mine, StreamOpenMode.ReadWrite);
        await session.WriteAsync(stream, [9, 9]);
        await session.ReleaseAsync(stream);
        Assert.Equal(PropertyValue.Binary([9, 9]), (await session.GetAsync(opened, Mine))[0]);
        await session.ReleaseAsync(opened);
        var (_, again) = await session.OpenMessageAsync(saved.MessageId);
        Assert.Equal(PropertyValue.Binary([1]), (await session.GetAsync(again, Mine))[0]);
    }

    [Fact]
    public async Task Messages_are_copied_with_recipients_and_attachments_and_moved()
    {
        var session = await harness.LogonAsync();
        var source = await session.CreateMessageAsync();
        await session.SetAsync(source, new(PidTag.Subject, PropertyValue.String("RE: copy")), new(Mine, PropertyValue.Binary([7])), new(PidTag.Importance, PropertyValue.Int32(2)));
        await session.ModifyRecipientsAsync(source, MessageClient.Smtp(1, "One", "one@example.test"));
        var (_, attachment) = await session.CreateAttachmentAsync(source);
        await session.SetAsync(attachment, new TaggedPropertyValue(PidTag.AttachDataBinary, PropertyValue.Binary(Large(20_000))));
        await session.SaveAttachmentAsync(attachment);

        var target = await session.CreateMessageAsync();
        await session.SetAsync(target, new TaggedPropertyValue(Mine, PropertyValue.Binary([1])));
        var copy = await CopyToAsync(session, source, target, PropertyCopyFlags.NoOverwrite, PidTag.Importance);
        Assert.Equal(MapiError.Success, copy.ReturnValue);
        Assert.Empty(copy.PropertyProblems);
        var values = await session.GetAsync(target, PidTag.Subject, Mine, PidTag.Importance, PidTag.DisplayTo, PidTag.HasAttachments);
        Assert.Equal([PropertyValue.String("RE: copy"), PropertyValue.Binary([1]), PropertyValue.Int32(1), PropertyValue.String("One"), PropertyValue.Bool(true)], values);
        Assert.Single(await session.AttachmentsAsync(target));
        Assert.Equal(PropertyValue.Binary([7]), (await session.GetAsync(source, Mine))[0]);

        var (responses, _) = await session.ExecuteAsync([source, target], new CopyPropertiesRequest { OutputHandleIndex = 1, CopyFlags = PropertyCopyFlags.Move, PropertyTags = [Mine, PidTag.MessageRecipients] });
        Assert.Empty(Assert.IsType<CopyPropertiesResponse>(responses[0]).PropertyProblems);
        Assert.Equal(PropertyValue.Binary([7]), (await session.GetAsync(target, Mine))[0]);
        // Move leaves the source as it is ([MS-OXCPRPT] 3.2.5.7, note 6).
        Assert.Equal([PropertyValue.Binary([7]), PropertyValue.String("One")], await session.GetAsync(source, Mine, PidTag.DisplayTo));
        Assert.Equal(MapiError.NotSupported, (await CopyToAsync(session, attachment, target, PropertyCopyFlags.None)).ReturnValue);
    }

    [Fact]
    public async Task A_message_is_not_copied_into_itself()
    {
        var session = await harness.LogonAsync();
        var outer = await session.CreateMessageAsync();
        var (_, attachment) = await session.CreateAttachmentAsync(outer);
        var (_, inner) = await session.OpenEmbeddedAsync(attachment, OpenModeFlags.Create);
        Assert.Equal(MapiError.MessageCycle, (await CopyToAsync(session, outer, inner, PropertyCopyFlags.None)).ReturnValue);
        Assert.Equal(MapiError.Success, (await CopyToAsync(session, inner, outer, PropertyCopyFlags.None)).ReturnValue);
    }

    [Fact]
    public async Task Copies_to_another_mailbox_take_names_and_large_values_along()
    {
        var session = await harness.LogonAsync();
        var name = new PropertyName(Guid.NewGuid(), "carried");
        await session.IdOfAsync(new(Guid.NewGuid(), "first"));
        var id = await session.IdOfAsync(name);
        var source = await session.CreateMessageAsync();
        var tag = new PropertyTag(id, PropertyType.Binary);
        await session.SetAsync(source, new(tag, PropertyValue.Binary(Large(25_000))), new(PidTag.Subject, PropertyValue.String("abroad")));
        var (_, attachment) = await session.CreateAttachmentAsync(source);
        await session.SetAsync(attachment, new TaggedPropertyValue(tag, PropertyValue.Binary(Large(24_000))));
        await session.SaveAttachmentAsync(attachment);

        var other = await harness.CreateUserAsync(roles: "organizationAdmin");
        var abroad = await harness.OpenAsync(other);
        await abroad.LogonAsync();
        await abroad.LogonAsync(session.User, logonId: 1, openFlags: OpenFlags.UsePerMdbReplidMapping | OpenFlags.UseAdminPrivilege);
        // The admin's session has both mailboxes: logon 1 is the first user's.
        var saved = await session.SaveAsync(source);
        var theirs = abroad.Logon;
        var (responses, handles) = await abroad.ExecuteAsync([theirs, HandleTable.None],
            new OpenMessageRequest { LogonId = 1, OutputHandleIndex = 1, CodePageId = 0x0FFF, FolderId = session.FolderId(MessageClient.Inbox), MessageId = saved.MessageId });
        Assert.Equal(MapiError.Success, responses[0].ReturnValue);
        var from = handles[1];
        await abroad.LogonAsync();
        var target = await abroad.CreateMessageAsync();
        var copied = (await abroad.ExecuteAsync([from, target], new CopyToRequest { LogonId = 1, OutputHandleIndex = 1, WantSubObjects = true })).Responses[0];
        Assert.Equal(MapiError.Success, copied.ReturnValue);
        Assert.Equal(MapiError.Success, (await abroad.SaveAsync(target)).ReturnValue);

        var there = await abroad.IdOfAsync(name);
        Assert.Equal([PropertyValue.Binary(Large(25_000)), PropertyValue.String("abroad")], await abroad.GetAsync(target, new PropertyTag(there, PropertyType.Binary), PidTag.Subject));
        var (_, opened) = await abroad.OpenAttachmentAsync(target, Assert.Single(await abroad.AttachmentsAsync(target)));
        Assert.Equal(PropertyValue.Binary(Large(24_000)), (await abroad.GetAsync(opened, new PropertyTag(there, PropertyType.Binary)))[0]);
    }

    [Fact]
    public async Task Each_form_of_a_body_is_made_of_the_one_that_was_given()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        Assert.Equal(PropertyValue.Error(MapiError.NotFound), (await session.GetAsync(message, PidTag.Body))[0]);

        var html = "<html><body><p>Grüße &amp; mehr</p></body></html>";
        await session.SetAsync(message, new(PidTag.Html, PropertyValue.Binary(Encoding.UTF8.GetBytes(html))), new(PidTag.InternetCodepage, PropertyValue.Int32(65001)));
        var made = await session.GetAsync(message, PidTag.Body, BodyHtml, PidTag.RtfCompressed, PidTag.NativeBody, PidTag.RtfInSync);
        Assert.Equal("Grüße & mehr", made[0].AsString().Trim());
        Assert.Equal(html, made[1].AsString());
        Assert.Equal(("Html", html), ReadRtf(made[2].AsBytes()));
        Assert.Equal([PropertyValue.Int32(3), PropertyValue.Bool(false)], made[3..]);

        // The same through RTF alone.
        var rtf = await session.CreateMessageAsync();
        await session.SetAsync(rtf, new TaggedPropertyValue(PidTag.RtfCompressed, made[2]));
        var back = await session.GetAsync(rtf, PidTag.Body, PidTag.Html, PidTag.InternetCodepage, PidTag.NativeBody, PidTag.RtfInSync);
        Assert.Equal("Grüße & mehr", back[0].AsString().Trim());
        Assert.Equal(html, Encoding.UTF8.GetString(back[1].AsBytes()));
        Assert.Equal([PropertyValue.Int32(65001), PropertyValue.Int32(2), PropertyValue.Bool(true)], back[2..]);

        var plain = await session.CreateMessageAsync();
        await session.SetAsync(plain, new TaggedPropertyValue(PidTag.Body, PropertyValue.String("1 < 2\r\n")));
        var other = await session.GetAsync(plain, BodyHtml, PidTag.RtfCompressed, PidTag.NativeBody);
        Assert.Contains("1 &lt; 2<br>", other[0].AsString(), StringComparison.Ordinal);
        Assert.Equal(("Text", "1 < 2\r\n"), ReadRtf(other[1].AsBytes()));
        Assert.Equal(PropertyValue.Int32(1), other[2]);
    }

    [Fact]
    public async Task A_new_body_drops_what_was_saved_of_the_old_one()
    {
        var session = await harness.LogonAsync();
        var message = await session.CreateMessageAsync();
        await session.SetAsync(message, new(PidTag.Body, PropertyValue.String("old")), new(PidTag.Html, PropertyValue.Binary([.. "<p>old</p>"u8])), new(PidTag.NativeBody, PropertyValue.Int32(3)));
        var saved = await session.SaveAsync(message);
        var (_, opened) = await session.OpenMessageAsync(saved.MessageId, OpenModeFlags.ReadWrite);
        Assert.Equal("old", (await session.GetAsync(opened, PidTag.Body))[0].AsString());
        await session.SetAsync(opened, new TaggedPropertyValue(PidTag.RtfCompressed, PropertyValue.Binary(CompressedRtf.Compress("{\\rtf1\\ansi new\\par }"u8))));
        var values = await session.GetAsync(opened, PidTag.Body, PidTag.NativeBody, BodyHtml);
        Assert.Equal([PropertyValue.String("new\r\n"), PropertyValue.Int32(2)], values[..2]);
        Assert.Contains("new<br>", values[2].AsString(), StringComparison.Ordinal);
    }

    private static (string, string) ReadRtf(byte[] compressed)
    {
        var (origin, content) = MapiOrleans.Conversion.Bodies.RtfReader.Read(CompressedRtf.TryDecompress(compressed, 1 << 20, out _)!);
        return (origin.ToString(), content);
    }

    private static async Task<CopyPropertiesResponse> CopyToAsync(TestSession session, uint source, uint target, PropertyCopyFlags flags, params PropertyTag[] excluded)
    {
        var (responses, _) = await session.ExecuteAsync([source, target], new CopyToRequest { OutputHandleIndex = 1, WantSubObjects = true, CopyFlags = flags, ExcludedTags = excluded });
        return Assert.IsType<CopyPropertiesResponse>(Assert.Single(responses));
    }
}
