using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>What clients ask of the server as their transport ([MS-OXOMSG] 3.2.5).</summary>
internal static partial class TransportHandlers
{
    /// <summary>The address types that this server sends to ([MS-OXOMSG] 2.2.4.3).</summary>
    private static readonly string[] AddressTypes = ["EX", "SMTP"];

    /// <summary>The handlers.</summary>
    internal static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopGetAddressTypes, GetAddressTypes),
        (RopId.RopOptionsData, OptionsData),
        (RopId.RopSetSpooler, SetSpooler),
        (RopId.RopGetTransportFolder, GetTransportFolder),
        (RopId.RopTransportNewMail, TransportNewMailAsync),
        (RopId.RopSubmitMessage, SubmitMessageAsync),
        (RopId.RopTransportSend, TransportSendAsync),
        (RopId.RopAbortSubmit, AbortSubmitAsync),
        (RopId.RopSpoolerLockMessage, SpoolerLockMessageAsync),
    ];

    private static ValueTask<RopResponse?> GetAddressTypes(RopContext context, RopRequest request)
    {
        LogonHandlers.GetPrivate(context, request.HandleIndex);
        return new(new GetAddressTypesResponse { AddressTypes = AddressTypes });
    }

    private static ValueTask<RopResponse?> OptionsData(RopContext context, RopRequest request)
    {
        LogonHandlers.GetPrivate(context, request.HandleIndex);
        // Neither of the address types has options of its own: servers give no data then ([MS-OXCROPS] 2.2.7.9.2).
        return new(new OptionsDataResponse());
    }

    private static ValueTask<RopResponse?> SetSpooler(RopContext context, RopRequest request)
    {
        // Any number of clients may be spoolers ([MS-OXOMSG] 2.2.5.1): it changes nothing for the others, and mail leaves without them.
        RequireAllRights(LogonHandlers.GetPrivate(context, request.HandleIndex));
        return new(new RopStatusResponse(request.RopId));
    }

    private static ValueTask<RopResponse?> GetTransportFolder(RopContext context, RopRequest request)
    {
        var logon = LogonHandlers.GetPrivate(context, request.HandleIndex);
        RequireAllRights(logon);
        // Not the Outbox: what is sent from here is in nobody's view for the moment that it takes.
        return new(new GetTransportFolderResponse { FolderId = ObjectIds.ToWire(logon.Info.SpecialFolders[SpecialFolder.SpoolerQueue]) });
    }

    private static async ValueTask<RopResponse?> TransportNewMailAsync(RopContext context, RopRequest rop)
    {
        var request = (TransportNewMailRequest)rop;
        var logon = LogonHandlers.GetPrivate(context, request.HandleIndex);
        var error = await logon.Mailbox.AnnounceMailAsync(logon.Caller, ObjectIds.FromWire(request.FolderId), ObjectIds.FromWire(request.MessageId), request.MessageClass, (int)request.MessageFlags);
        return error == MapiError.Success
            ? new RopStatusResponse(request.RopId)
            : throw new RopException(error, $"message {request.MessageId:X16} of folder {request.FolderId:X16} announced as new mail");
    }

    private static void RequireAllRights(LogonObject logon)
    {
        if (!logon.Caller.HasAllRights) throw new RopException(MapiError.AccessDenied, "only the mailbox' owner sends from it");
    }
}
