using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;
using static MapiOrleans.Tests.Rops.RopCodec;

namespace MapiOrleans.Tests.Rops;

public sealed class MessageRopTests
{
    private static readonly PropertyTag[] Columns = [PidTag.ObjectType, PidTag.DisplayType, PidTag.SmtpAddress];

    private static readonly Gen<string> Text = Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 12];
    private static readonly Gen<byte[]> Text8 = Gen.Byte[1, 255].Array[0, 12];
    private static readonly Gen<string> Ascii = Gen.String[Gen.Char[' ', '~'], 0, 12];

    private static readonly Gen<PropertyValue[]> Values = Gen.Select(Gen.Int, Gen.Int, Text, Gen.Int[0, 3], Gen.Bool, (a, b, c, count, error) =>
        new[] { PropertyValue.Int32(a), error ? PropertyValue.Error(MapiError.NotFound) : PropertyValue.Int32(b), PropertyValue.String(c) }[..count]);

    private static readonly Gen<RecipientRow> Recipients =
        Gen.Select(Gen.UShort, Gen.Select(Ascii, Ascii, Gen.Byte, Gen.Byte), Gen.Select(Gen.Byte.Array[0, 6], Gen.Byte.Array[0, 6]), Text.Array[4], Text8.Array[4], Values, (flags, address, list, wide, narrow, values) =>
        {
            var row = new RecipientRow { Flags = (RecipientFlags)(flags & 0x87FF), Values = values };
            PropertyValue TextOf(RecipientFlags flag, int i) => !row.Flags.HasFlag(flag) ? default : row.Flags.HasFlag(RecipientFlags.Unicode) ? PropertyValue.String(wide[i]) : PropertyValue.String8(narrow[i]);
            if (row.Type == RecipientAddressType.X500Dn) (row.X500Dn, row.AddressPrefixUsed, row.DisplayType) = (address.Item1, address.Item3, address.Item4);
            if (row.Type is RecipientAddressType.PersonalDistributionList1 or RecipientAddressType.PersonalDistributionList2) (row.EntryId, row.SearchKey) = list;
            if (row.Type == RecipientAddressType.None && row.Flags.HasFlag(RecipientFlags.OtherAddressType)) row.AddressType = address.Item2;
            row.EmailAddress = TextOf(RecipientFlags.EmailAddress, 0);
            row.DisplayName = TextOf(RecipientFlags.DisplayName, 1);
            row.SimpleDisplayName = TextOf(RecipientFlags.SimpleDisplayName, 2);
            row.TransmittableDisplayName = TextOf(RecipientFlags.TransmittableDisplayName, 3);
            return row;
        });

    [Fact] // The layout of [MS-OXCROPS] 2.2.6.1.1, field by field.
    public void OpenMessage_has_its_fields_in_their_places()
    {
        var bytes = Hex("03 00 00 01 FF 0F 01 00 00 00 00 0E 8E DF 03 01 00 00 00 00 0E 8E E0");
        var request = ReadRequest<OpenMessageRequest>(bytes);
        Assert.Equal((0, 1, 0x0FFF, OpenModeFlags.BestAccess), (request.HandleIndex, request.OutputHandleIndex, request.CodePageId, request.OpenModeFlags));
        Assert.Equal((0x0E8EDFL, 0x0E8EE0L), (ObjectIds.GlobCntOf(request.FolderId), ObjectIds.GlobCntOf(request.MessageId)));
        Assert.Equal(bytes, Write(request));
    }

    [Fact] // [MS-OXCDATA] 2.8.3: flags, then SMTP's two texts in Unicode, then no further properties.
    public void A_recipient_has_its_fields_in_their_places()
    {
        var bytes = Hex("0E 00 00 0000 0100 01000000 01 1100 5B02 6100 4000 6200 0000 4100 0000 0000 00");
        var request = ReadRequest<ModifyRecipientsRequest>(bytes);
        var row = Assert.Single(request.RecipientRows);
        Assert.Equal((1u, 1), (row.RowId, row.RecipientType));
        Assert.Equal(RecipientAddressType.Smtp, row.Row!.Type);
        Assert.True(row.Row.Flags.HasFlag(RecipientFlags.SameDisplayName));
        Assert.Equal(("a@b", "A"), (row.Row.EmailAddress.AsString(), row.Row.DisplayName.AsString()));
        Assert.Equal(bytes, Write(request));
    }

    [Fact] // [MS-OXCROPS] 2.2.6.9.2: the answer bears the other ROP's id, also where it is a failure.
    public void GetMessageStatus_is_answered_as_SetMessageStatus()
    {
        var request = new GetMessageStatusRequest { MessageId = 5 };
        Check(request);
        var failure = RopRegistry.Fail(request, MapiError.NotFound);
        Assert.Equal(RopId.RopSetMessageStatus, failure.RopId);
        Check(new MessageStatusResponse { MessageStatusFlags = 0x1000 }, request);
        Check(new MessageStatusResponse { ReturnValue = MapiError.NotFound }, request);
        // It does not hide the request that comes after it from its own answer.
        RopRequest[] requests = [request, new CreateAttachmentRequest { OutputHandleIndex = 1 }];
        var parsed = RopResponseBuffer.TryParse(RopResponseBuffer.Build([.. Write(new MessageStatusResponse()), .. Write(new CreateAttachmentResponse { AttachmentId = 7 })], []), requests, out _);
        Assert.Equal(7u, Assert.IsType<CreateAttachmentResponse>(parsed!.Value.Responses[1]).AttachmentId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SetMessageReadFlag_has_client_data_in_public_logons_only(bool isPublic)
    {
        var request = new SetMessageReadFlagRequest { LogonId = 4, InputHandleIndex = 1, ReadFlags = ReadFlags.SuppressReceipt, ClientData = isPublic ? new byte[24] : [] };
        var after = new ReloadCachedInformationRequest { LogonId = 4, HandleIndex = 1 };
        var buffer = RopRequestBuffer.TryParse(RopRequestBuffer.Write([request, after], [1, 2]), out _, logon => isPublic && logon == 4)!;
        Assert.Null(buffer.Error);
        Assert.Equal(2, buffer.Requests.Count);
        Assert.Equal(request.ClientData, Assert.IsType<SetMessageReadFlagRequest>(buffer.Requests[0].Request).ClientData);
    }

    [Fact]
    public void Opening_creating_and_saving_stand() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.UShort, Gen.Byte, Gen.Bool).Sample((folder, message, codePage, flags, bit) =>
        {
            Check(new OpenMessageRequest { LogonId = 1, HandleIndex = 2, OutputHandleIndex = 3, CodePageId = codePage, FolderId = folder, OpenModeFlags = (OpenModeFlags)flags, MessageId = message });
            Check(new CreateMessageRequest { OutputHandleIndex = 3, CodePageId = codePage, FolderId = folder, AssociatedFlag = bit });
            Check(new CreateMessageResponse { HandleIndex = 3, MessageId = bit ? message : null });
            Check(new SaveChangesRequest(RopId.RopSaveChangesMessage) { HandleIndex = 1, InputHandleIndex = 2, SaveFlags = (SaveFlags)flags });
            Check(new SaveChangesMessageResponse { HandleIndex = 1, InputHandleIndex = 2, MessageId = message });
            Check(new SaveChangesMessageResponse { HandleIndex = 1, ReturnValue = MapiError.ObjectChanged });
            Check(new ReloadCachedInformationRequest { Reserved = codePage });
            Check(new OpenEmbeddedMessageRequest { OutputHandleIndex = 3, CodePageId = codePage, OpenModeFlags = (OpenModeFlags)flags });
            Check(new SetMessageStatusRequest { MessageId = message, MessageStatusFlags = codePage, MessageStatusMask = flags });
            Check(new SetMessageReadFlagResponse { HandleIndex = 1, ReadStatusChanged = bit, LogonId = bit ? (byte)1 : (byte)0, ClientData = bit ? new byte[24] : [] });
        }, iter: 20);

    [Fact]
    public void What_an_open_message_tells_stands() =>
        Gen.Select(Text, Ascii, Gen.Bool, Gen.Select(Gen.Byte, Gen.UShort, Recipients).Array[0, 3]).Sample((subject, prefix, named, rows) =>
        {
            foreach (var id in new[] { RopId.RopOpenMessage, RopId.RopReloadCachedInformation, RopId.RopOpenEmbeddedMessage })
            {
                Check(new OpenMessageResponse(id)
                {
                    HandleIndex = 1,
                    MessageId = id == RopId.RopOpenEmbeddedMessage ? 0x1234UL : 0,
                    HasNamedProperties = named,
                    SubjectPrefix = new TypedString(prefix),
                    NormalizedSubject = new TypedString(named ? subject : null),
                    RecipientCount = 300,
                    RecipientColumns = Columns,
                    RecipientRows = [.. rows.Select(r => new ServerRecipientRow { RecipientType = r.Item1, CodePageId = r.Item2, Row = r.Item3 })],
                });
            }
        }, iter: 20);

    [Fact]
    public void Recipients_stand() =>
        Gen.Select(Gen.UInt, Gen.Byte, Recipients).Array[0, 3].Sample(rows =>
        {
            var modify = new ModifyRecipientsRequest { RecipientColumns = Columns, RecipientRows = [.. rows.Select((r, i) => new ModifyRecipientRow { RowId = r.Item1, RecipientType = r.Item2, Row = i == 1 ? null : r.Item3 })] };
            Check(modify);
            var read = new ReadRecipientsRequest { RowId = 2 };
            Check(read);
            RowColumns.Attach(read, Columns);
            Check(new ReadRecipientsResponse { RecipientColumns = Columns, RecipientRows = [.. rows.Select(r => new ServerRecipientRow { RowId = r.Item1, RecipientType = r.Item2, CodePageId = 1252, Row = r.Item3 })] }, read);
            Check(new RemoveAllRecipientsRequest { Reserved = 9 });
        }, iter: 30);

    [Fact]
    public void Attachments_stand() =>
        Gen.Select(Gen.UInt, Gen.Byte, Gen.UInt.Array[0, 5]).Sample((number, flags, numbers) =>
        {
            Check(new OpenAttachmentRequest { OutputHandleIndex = 2, OpenAttachmentFlags = (OpenModeFlags)flags, AttachmentId = number });
            Check(new CreateAttachmentRequest { OutputHandleIndex = 2 });
            Check(new CreateAttachmentResponse { AttachmentId = number });
            Check(new DeleteAttachmentRequest { AttachmentId = number });
            Check(new SaveChangesRequest(RopId.RopSaveChangesAttachment) { InputHandleIndex = 2, SaveFlags = (SaveFlags)flags });
            Check(new GetAttachmentTableRequest { OutputHandleIndex = 2, TableFlags = (TableFlags)flags });
            Check(new GetValidAttachmentsRequest());
            Check(new GetValidAttachmentsResponse { AttachmentIds = numbers });
        }, iter: 20);

    [Fact]
    public void Rows_come_back_as_the_recipients_they_were_made_of() =>
        Gen.Select(Text, Ascii, Gen.OneOf(Gen.Const("SMTP"), Gen.Const("EX"), Gen.Const("FAX"), Gen.Const("X400"), Gen.Const("")), Gen.Byte[1, 3], Gen.Bool).Sample((name, address, type, kind, rich) =>
        {
            var bag = new PropertyBag();
            bag.Set(PidTag.DisplayName, name);
            bag.Set(PidTag.TransmittableDisplayName, name);
            bag.Set(PidTag.AddressType, type);
            bag.Set(PidTag.EmailAddress, address);
            bag.Set(PidTag.SendRichInfo, rich);
            RecipientRowMapping.Complete(bag);
            var recipient = new RecipientContent { RowId = 3, RecipientType = kind, Properties = bag };
            var columns = RecipientRowMapping.Columns([recipient]);
            var row = RecipientRowMapping.ToRow(recipient, columns);
            var back = RecipientRowMapping.FromRow(3, kind, row, columns, 1252, "")!;
            Assert.Equal(recipient.Properties, back.Properties);
            Assert.NotEmpty(back.Properties.GetBinary(PidTag.EntryId)!);
        }, iter: 200);

    [Fact]
    public void A_prefix_that_the_server_did_not_give_is_refused()
    {
        var row = new RecipientRow { Flags = (RecipientFlags)RecipientAddressType.X500Dn, AddressPrefixUsed = 4, X500Dn = "/cn=a" };
        Assert.Null(RecipientRowMapping.FromRow(0, 1, row, [], 1252, "/o="));
        Assert.Equal("/o=x/cn=a", RecipientRowMapping.FromRow(0, 1, row, [], 1252, "/o=x")!.Properties.GetString(PidTag.EmailAddress));
    }
}
