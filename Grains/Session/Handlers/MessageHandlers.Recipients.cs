using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Recipients ([MS-OXCMSG] 3.2.5.4 to 3.2.5.6).</content>
internal static partial class MessageHandlers
{
    /// <summary>RowCount is a byte that is below 0xFF ([MS-OXCMSG] 2.2.3.6.2).</summary>
    private const int MaxReadRows = 0xFE;

    private static ValueTask<RopResponse?> RemoveAllRecipients(RopContext context, RopRequest rop)
    {
        Message(context, rop.HandleIndex).ReplaceRecipients([]);
        return new(new RopStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> ModifyRecipients(RopContext context, RopRequest rop)
    {
        var request = (ModifyRecipientsRequest)rop;
        Message(context, request.HandleIndex).ModifyRecipients(request.RecipientColumns, request.RecipientRows);
        return new(new RopStatusResponse(rop.RopId));
    }

    private static ValueTask<RopResponse?> ReadRecipients(RopContext context, RopRequest rop)
    {
        const int rowCountSize = 1;
        var request = (ReadRecipientsRequest)rop;
        var message = Message(context, request.HandleIndex);
        var rows = message.ReadRecipients(request.RowId, context.ResponseSpace - HeaderSize - rowCountSize, MaxReadRows, withRowId: true)
            ?? throw new RopException(MapiError.NotFound, $"there is no recipient {request.RowId}");
        if (rows.Count == 0) throw new RopException(MapiError.BufferTooSmall, $"recipient {request.RowId} does not fit {context.ResponseSpace} bytes");
        return new(new ReadRecipientsResponse { RecipientColumns = message.RecipientColumns, RecipientRows = rows });
    }
}
