using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>The attachment ROPs ([MS-OXCMSG] 3.2.5.12 to 3.2.5.15, 3.2.5.17).</summary>
internal static class AttachmentHandlers
{
    // Columns of a table without rows; every attachment has the first ones, and most the others.
    private static readonly PropertyTag[] UsualColumns =
    [
        PidTag.AttachNumber, PidTag.AttachSize, PidTag.AccessLevel, PidTag.ObjectType, PidTag.RecordKey, PidTag.AttachMethod, PidTag.RenderingPosition,
        PidTag.CreationTime, PidTag.LastModificationTime, PidTag.AttachFlags, PidTag.AttachmentFlags, PidTag.AttachmentLinkId, PidTag.AttachmentHidden,
        PidTag.DisplayName, PidTag.AttachLongFilename, PidTag.AttachFilename, PidTag.AttachExtension, PidTag.AttachMimeTag, PidTag.AttachContentId,
    ];

    /// <summary>The handlers.</summary>
    public static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopOpenAttachment, OpenAttachment),
        (RopId.RopCreateAttachment, CreateAttachment),
        (RopId.RopDeleteAttachment, DeleteAttachment),
        (RopId.RopSaveChangesAttachment, SaveChangesAttachmentAsync),
        (RopId.RopGetAttachmentTable, GetAttachmentTable),
        (RopId.RopGetValidAttachments, GetValidAttachments),
    ];

    /// <summary>The attachment at a handle index. What is no attachment is no object to these ROPs ([MS-OXCMSG] 3.2.5.16: ecNullObject).</summary>
    internal static AttachmentObject Attachment(RopContext context, byte handleIndex) =>
        context.Get<SessionObject>(handleIndex) as AttachmentObject ?? throw new RopException(MapiError.NullObject, $"handle index {handleIndex} holds no attachment");

    private static ValueTask<RopResponse?> OpenAttachment(RopContext context, RopRequest rop)
    {
        var request = (OpenAttachmentRequest)rop;
        var message = MessageHandlers.Message(context, request.HandleIndex);
        context.SetOutput(request.OutputHandleIndex, AttachmentObject.Open(message, request.AttachmentId, request.OpenAttachmentFlags));
        return new(new RopStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> CreateAttachment(RopContext context, RopRequest rop)
    {
        var request = (CreateAttachmentRequest)rop;
        var attachment = AttachmentObject.Create(MessageHandlers.Message(context, request.HandleIndex));
        context.SetOutput(request.OutputHandleIndex, attachment);
        return new(new CreateAttachmentResponse { AttachmentId = attachment.Content.AttachNumber });
    }

    private static ValueTask<RopResponse?> DeleteAttachment(RopContext context, RopRequest rop)
    {
        var request = (DeleteAttachmentRequest)rop;
        if (!MessageHandlers.Message(context, request.HandleIndex).RemoveAttachment(request.AttachmentId))
            throw new RopException(MapiError.NotFound, $"there is no attachment {request.AttachmentId}");
        return new(new RopStatusResponse(rop.RopId));
    }

    private static async ValueTask<RopResponse?> SaveChangesAttachmentAsync(RopContext context, RopRequest rop)
    {
        var request = (SaveChangesRequest)rop;
        var attachment = context.Get<AttachmentObject>(request.InputHandleIndex);
        await OpenStreams.FlushAsync(attachment, context.CancellationToken);
        attachment.Save(request.SaveFlags);
        return new RopStatusResponse(rop.RopId);
    }

    private static ValueTask<RopResponse?> GetAttachmentTable(RopContext context, RopRequest rop)
    {
        var request = (GetAttachmentTableRequest)rop;
        var message = MessageHandlers.Message(context, request.HandleIndex);
        var columns = new HashSet<PropertyTag>(UsualColumns);
        var rows = message.Content.Attachments.Select(a => RowOf(a, message.IsWritable, columns)).ToList();
        context.SetOutput(request.OutputHandleIndex, new SnapshotTable(message.Logon, TableKind.Attachments, rows, [.. columns]) { Flags = request.TableFlags });
        return new(new RopStatusResponse(rop.RopId));
    }

    // The data itself is not for a table, which would cut it.
    private static PropertyBag RowOf(AttachmentContent attachment, bool writable, HashSet<PropertyTag> columns)
    {
        var row = new PropertyBag();
        foreach (var tag in AttachmentProperties.List(attachment))
        {
            if (tag.Id == PidTag.AttachDataBinary.Id) continue;
            row.Set(new TaggedPropertyValue(tag, AttachmentProperties.Get(attachment, tag, writable)));
            columns.Add(tag);
        }
        return row;
    }

    private static ValueTask<RopResponse?> GetValidAttachments(RopContext context, RopRequest rop) =>
        new(new GetValidAttachmentsResponse { AttachmentIds = [.. MessageHandlers.Message(context, rop.HandleIndex).Content.Attachments.Select(a => a.AttachNumber)] });
}
