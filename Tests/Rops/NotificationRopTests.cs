using CsCheck;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;
using Xunit;

namespace MapiOrleans.Tests.Rops;

public class NotificationRopTests
{
    private const NotificationTypes Moving = NotificationTypes.ObjectMoved | NotificationTypes.ObjectCopied;
    private const NotificationTypes Parental = Moving | NotificationTypes.ObjectCreated | NotificationTypes.ObjectDeleted;

    private static readonly NotificationTypes[] Types =
    [
        NotificationTypes.NewMail, NotificationTypes.ObjectCreated, NotificationTypes.ObjectDeleted, NotificationTypes.ObjectModified, NotificationTypes.ObjectMoved,
        NotificationTypes.ObjectCopied, NotificationTypes.SearchCompleted,
    ];

    private static readonly NotificationBits[] Subjects = [NotificationBits.None, NotificationBits.Message, NotificationBits.Message | NotificationBits.SearchFolder];

    private static readonly Gen<RegisterNotificationRequest> Request = Gen.Select(Gen.Byte, Gen.UShort, Gen.Byte, Gen.Bool, Gen.ULong, Gen.ULong, (index, types, reserved, whole, folder, message) =>
        new RegisterNotificationRequest
        {
            OutputHandleIndex = index,
            NotificationTypes = (NotificationTypes)types,
            Reserved = (types & 0x0400) != 0 ? reserved : (byte)0,
            WantWholeStore = whole,
            FolderId = whole ? 0 : folder,
            MessageId = whole ? 0 : message,
        });

    private static readonly Gen<NotificationData> OfObject = Gen.Select(
        Gen.Select(RopGen.Any(Types), RopGen.Any(Subjects), Gen.Bool, Gen.Bool),
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.ULong, Gen.ULong, Gen.ULong),
        RopGen.Tag.Array[0, 6], Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.Bool), Gen.Char['!', '~'].Array[0, 20], (what, ids, tags, numbers, text) =>
        {
            var (type, of, total, unread) = what;
            var message = (of & NotificationBits.Message) != 0;
            var modified = type == NotificationTypes.ObjectModified;
            return new NotificationData
            {
                Type = type,
                Bits = of | (modified && total ? NotificationBits.TotalCount : 0) | (modified && unread ? NotificationBits.UnreadCount : 0),
                FolderId = ids.Item1,
                MessageId = message ? ids.Item2 : 0,
                ParentFolderId = (type & Parental) != 0 && of != NotificationBits.Message ? ids.Item3 : 0,
                OldFolderId = (type & Moving) != 0 ? ids.Item4 : 0,
                OldMessageId = (type & Moving) != 0 && message ? ids.Item5 : 0,
                OldParentFolderId = (type & Moving) != 0 && !message ? ids.Item6 : 0,
                Tags = type is NotificationTypes.ObjectCreated or NotificationTypes.ObjectModified ? tags.Length == 6 ? null : tags : [],
                TotalMessageCount = modified && total ? numbers.Item1 : 0,
                UnreadMessageCount = modified && unread ? numbers.Item2 : 0,
                MessageFlags = type == NotificationTypes.NewMail ? numbers.Item3 : 0,
                UnicodeFlag = type == NotificationTypes.NewMail && numbers.Item4,
                MessageClass = type == NotificationTypes.NewMail ? new string(text) : "",
            };
        });

    private static readonly Gen<NotificationData> OfTable = Gen.Select(RopGen.Any(Enum.GetValues<TableEventType>()), Gen.Bool, Gen.ULong.Array[4], Gen.UInt.Array[2], Gen.Byte.Array[0, 40],
        (what, message, ids, instances, data) =>
        {
            var row = what is TableEventType.RowAdded or TableEventType.RowDeleted or TableEventType.RowModified;
            var placed = row && what != TableEventType.RowDeleted;
            return new NotificationData
            {
                Type = NotificationTypes.TableModified,
                Bits = message ? NotificationBits.Message : 0,
                TableEventType = what,
                Row = row ? new TableRowId(ids[0], message ? ids[1] : 0, message ? instances[0] : 0) : default,
                InsertAfter = placed ? new TableRowId(ids[2], message ? ids[3] : 0, message ? instances[1] : 0) : default,
                RowData = placed ? data : default(ReadOnlyMemory<byte>),
            };
        });

    private static readonly Gen<NotifyResponse> Notify = Gen.Select(Gen.UInt, Gen.Byte, Gen.OneOf(OfObject, OfTable), (handle, logon, data) =>
        new NotifyResponse { NotificationHandle = handle, LogonId = logon, NotificationData = data });

    [Fact]
    public void Every_registration_comes_back_as_it_went_and_no_damage_throws() => Request.Sample(RopCodec.Check, iter: 100);

    [Fact]
    public void Every_notification_comes_back_as_it_went_and_no_damage_throws() => Notify.Sample(n =>
    {
        var bytes = RopCodec.Write(n);
        var read = RopCodec.ReadResponse<NotifyResponse>(bytes);
        Assert.Equal(bytes, RopCodec.Write(read));
        Assert.Equal(n.NotificationData.RowData.ToArray(), read.NotificationData.RowData.ToArray());
        Assert.Equal((n.NotificationHandle, n.LogonId, n.NotificationData.Type, n.NotificationData.Bits, n.NotificationData.Row, n.NotificationData.InsertAfter),
            (read.NotificationHandle, read.LogonId, read.NotificationData.Type, read.NotificationData.Bits, read.NotificationData.Row, read.NotificationData.InsertAfter));
        Assert.Equal((n.NotificationData.FolderId, n.NotificationData.MessageId, n.NotificationData.ParentFolderId, n.NotificationData.OldFolderId, n.NotificationData.OldMessageId, n.NotificationData.OldParentFolderId),
            (read.NotificationData.FolderId, read.NotificationData.MessageId, read.NotificationData.ParentFolderId, read.NotificationData.OldFolderId, read.NotificationData.OldMessageId, read.NotificationData.OldParentFolderId));
        Assert.Equal((n.NotificationData.TotalMessageCount, n.NotificationData.UnreadMessageCount, n.NotificationData.MessageFlags, n.NotificationData.UnicodeFlag, n.NotificationData.MessageClass),
            (read.NotificationData.TotalMessageCount, read.NotificationData.UnreadMessageCount, read.NotificationData.MessageFlags, read.NotificationData.UnicodeFlag, read.NotificationData.MessageClass));
        Assert.Equal(n.NotificationData.Tags, read.NotificationData.Tags);
        for (var length = 0; length < bytes.Length; length++) RopResponseBuffer.TryParse(RopResponseBuffer.Build(bytes.AsSpan(0, length), []), [], out _);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            RopResponseBuffer.TryParse(RopResponseBuffer.Build(flipped, []), [], out _);
        }
    }, iter: 200);

    // The layouts of [MS-OXCNOTIF] 2.2.1.4.1.2 and [MS-OXCROPS] 2.2.14.1.1, field by field.
    [Theory]
    [InlineData("29 00 00 01 7A00 01", NotificationTypes.NewMail | NotificationTypes.ObjectDeleted | NotificationTypes.ObjectModified | NotificationTypes.ObjectMoved | NotificationTypes.ObjectCopied, true)]
    [InlineData("29 00 00 01 0204 00 01", NotificationTypes.NewMail | NotificationTypes.Extended, true)]
    [InlineData("29 00 00 01 0400 00 0100000000000CA1 0000000000000000", NotificationTypes.ObjectCreated, false)]
    public void Registrations_have_the_fields_they_should(string hex, NotificationTypes types, bool whole)
    {
        var bytes = RopCodec.Hex(hex);
        var request = RopCodec.ReadRequest<RegisterNotificationRequest>(bytes);
        Assert.Equal((types, whole, (byte)1), (request.NotificationTypes, request.WantWholeStore, request.OutputHandleIndex));
        Assert.Equal(whole ? 0UL : 0xA10C000000000001, request.FolderId);
        Assert.Equal(bytes, RopCodec.Write(request));
    }

    [Theory]
    [InlineData("2A 05000000 00 0280 0100000000000007 0100000000000009 04000000 00 49504D2E4E6F746500")]
    [InlineData("2A 05000000 00 0280 0100000000000007 0100000000000009 04000000 01 490050004D000000")]
    [InlineData("2A 05000000 00 0480 0100000000000007 0100000000000009 0100 1F003700")]
    [InlineData("2A 05000000 00 04C0 0100000000000007 0100000000000009 0100000000000008 FFFF")]
    [InlineData("2A 05000000 00 0400 0100000000000007 0100000000000001 0000")]
    [InlineData("2A 05000000 00 0880 0100000000000007 0100000000000009")]
    [InlineData("2A 05000000 00 0800 0100000000000007 0100000000000001")]
    [InlineData("2A 05000000 00 1030 0100000000000007 0000 0A000000 02000000")]
    [InlineData("2A 05000000 00 2080 0100000000000007 0100000000000009 0100000000000008 0100000000000006")]
    [InlineData("2A 05000000 00 4000 0100000000000007 0100000000000001 0100000000000008 0100000000000002")]
    [InlineData("2A 05000000 00 8000 0100000000000007")]
    [InlineData("2A 05000000 00 0001 0100")]
    [InlineData("2A 05000000 00 0081 0300 0100000000000007 0100000000000009 00000000 0100000000000007 0100000000000008 00000000 0500 0001000000")]
    [InlineData("2A 05000000 00 0081 0400 0100000000000007 0100000000000009 00000000")]
    [InlineData("2A 05000000 00 0001 0500 0100000000000007 0000000000000000 0100 00")]
    [InlineData("2A 05000000 00 0001 0700")]
    public void Notifications_have_the_fields_they_should(string hex)
    {
        var bytes = RopCodec.Hex(hex);
        Assert.Equal(bytes, RopCodec.Write(RopCodec.ReadResponse<NotifyResponse>(bytes)));
        Assert.Null(RopResponseBuffer.TryParse(RopResponseBuffer.Build(bytes.AsSpan(0, bytes.Length - 1), []), [], out _));
    }

    [Theory]
    [InlineData("2A 05000000 00 0640 0100000000000007")] // two types
    [InlineData("2A 05000000 00 0240 0100000000000007 0100000000000009 04000000 00 00")] // S without M
    [InlineData("2A 05000000 00 0890 0100000000000007 0100000000000009 01000000")] // counts of a deletion
    [InlineData("2A 05000000 00 0001 0200")] // an unknown table event
    [InlineData("2A 05000000 00 0480 0100000000000007 0100000000000009 FEFF 1F003700")] // more tags than bytes
    public void Contradictions_are_refused(string hex) => Assert.Null(RopResponseBuffer.TryParse(RopResponseBuffer.Build(RopCodec.Hex(hex), []), [], out _));
}
