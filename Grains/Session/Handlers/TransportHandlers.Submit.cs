using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Sending ([MS-OXOMSG] 3.2.5.1, 3.2.5.2, 3.2.5.8).</content>
internal static partial class TransportHandlers
{
    private const int MaxDeferredUnits = 999;

    /// <summary>What a client that sends from its own copy needs of what the server made of it.</summary>
    private static readonly PropertyTag[] Returned =
    [
        PidTag.SenderName, PidTag.SenderEntryId, PidTag.SenderSearchKey, PidTag.SentRepresentingName, PidTag.SentRepresentingEntryId, PidTag.SentRepresentingSearchKey, PidTag.ProviderSubmitTime,
    ];

    /// <summary>
    /// Whether a client spools or the server, and whether there is something to be done before: mail leaves from the server, so that
    /// SubmitFlags change nothing ([MS-OXOMSG] 2.2.4.1.1).
    /// </summary>
    private static async ValueTask<RopResponse?> SubmitMessageAsync(RopContext context, RopRequest request)
    {
        var message = MessageHandlers.Message(context, request.HandleIndex);
        var due = await PrepareAsync(context, message);
        await message.SubmitAsync(SubmissionWork.NewJobId(), due);
        return new RopStatusResponse(request.RopId);
    }

    private static async ValueTask<RopResponse?> TransportSendAsync(RopContext context, RopRequest request)
    {
        var message = MessageHandlers.Message(context, request.HandleIndex);
        var due = await PrepareAsync(context, message);
        await message.SendCopyAsync(SubmissionWork.NewJobId(), due);
        var values = new List<TaggedPropertyValue>(Returned.Length);
        foreach (var tag in Returned)
            if (message.Content.Properties.TryGet(tag, out PropertyValue value)) values.Add(new TaggedPropertyValue(tag, value));
        return new TransportSendResponse { PropertyValues = [.. values] };
    }

    private static async ValueTask<RopResponse?> AbortSubmitAsync(RopContext context, RopRequest rop)
    {
        var request = (AbortSubmitRequest)rop;
        var logon = LogonHandlers.GetPrivate(context, request.HandleIndex);
        RequireAllRights(logon);
        var error = await logon.Mailbox.AbortSubmitAsync(logon.Caller, ObjectIds.FromWire(request.FolderId), ObjectIds.FromWire(request.MessageId));
        return error == MapiError.Success ? new RopStatusResponse(request.RopId) : throw new RopException(error, $"message {request.MessageId:X16} is not taken back");
    }

    /// <summary>
    /// A client that sends mail itself takes a submitted message out of the server's hands, gives it back, or says that it was sent
    /// ([MS-OXOMSG] 2.2.5.3). What is locked is sent by nobody else and cannot be taken back.
    /// </summary>
    private static async ValueTask<RopResponse?> SpoolerLockMessageAsync(RopContext context, RopRequest rop)
    {
        var request = (SpoolerLockMessageRequest)rop;
        var logon = LogonHandlers.GetPrivate(context, request.HandleIndex);
        RequireAllRights(logon);
        if (request.LockState > SpoolerLockState.Finished) throw new RopException(MapiError.InvalidParameter, $"LockState {(byte)request.LockState:X2}");
        var messageId = ObjectIds.FromWire(request.MessageId);
        var sentFolder = 0L;
        if (request.LockState == SpoolerLockState.Finished)
        {
            var message = await context.Session.Services.Store.ReadMessageAsync(logon.Key, messageId, MessageParts.Properties, context.CancellationToken)
                ?? throw new RopException(MapiError.NotFound, $"no message {request.MessageId:X16}");
            sentFolder = SubmissionWork.SentFolder(logon.Info, message.Content.Properties, message.FolderId);
        }
        var error = await logon.Mailbox.LockSubmissionAsync(logon.Caller, new SubmissionLock(context.Session.Open.SessionId, messageId, (SubmissionLockKind)request.LockState, sentFolder));
        return error == MapiError.Success ? new RopStatusResponse(request.RopId) : throw new RopException(error, $"message {request.MessageId:X16}: {request.LockState}");
    }

    /// <summary>Checks that the message may be sent, and sets on it what sending says; gives when it is to go.</summary>
    private static async ValueTask<DateTimeOffset> PrepareAsync(RopContext context, MessageObject message)
    {
        var logon = message.Logon;
        if (logon.Info.IsPublic || message.Container is not null || message.Record.Associated) throw new RopException(MapiError.NotSupported, "only normal messages of mailboxes are sent");
        RequireAllRights(logon);
        message.RequireWritable();
        if (((MessageFlagBits)message.Record.MessageFlags).HasFlag(MessageFlagBits.Submitted)) throw new RopException(MapiError.AccessDenied, "the message is submitted already");
        await OpenStreams.FlushAsync(message, context.CancellationToken);
        if (message.Content.Recipients.Count == 0) throw new RopException(MapiError.NoRecipients, "the message has no recipients");

        var bag = message.Working.Properties;
        var user = logon.User ?? throw new RopException(MapiError.AccessDenied, "the account is not in the directory");
        var (represented, address, right) = await RepresentedAsync(context, user, bag);
        // Who sends as somebody is not seen; who sends on somebody's behalf is.
        if (right == SendRight.As) SenderProperties.Sender.Set(bag, represented, address);
        else SenderProperties.Sender.Set(bag, user, user.Address);
        SenderProperties.SentRepresenting.Set(bag, represented, address);
        var now = context.Session.Services.Time.GetUtcNow();
        bag.Set(PidTag.ClientSubmitTime, now);
        bag.Set(PidTag.ProviderSubmitTime, now);
        bag.Set(PidTag.ContentFilterSpamConfidenceLevel, -1);
        if (context.Session.Open.LcidString is var locale and not 0) bag.Set(PidTag.MessageLocaleId, (int)locale);
        if (bag.GetString(PidTag.InternetMessageId) is not { Length: > 0 }) bag.Set(PidTag.InternetMessageId, $"<{Guid.NewGuid():n}@{user.Domain}>");
        if (!bag.Contains(PidTag.ConversationIndex.Id)) bag.Set(PidTag.ConversationIndex, ConversationIds.NewIndex(now, Guid.NewGuid()));
        var due = DueAt(bag, now);
        message.Changed();
        return due;
    }

    /// <summary>
    /// Whom the message is from, and what right there is to that: the sender, whoever lets the sender send as them or on their behalf; anybody
    /// else is AccessDenied ([MS-OXOMSG] 3.2.5.1). An alias that the client names stays.
    /// </summary>
    private static async ValueTask<(DirectoryObject Who, string Address, SendRight Right)> RepresentedAsync(RopContext context, DirectoryObject user, PropertyBag bag)
    {
        var directory = context.Session.Services.Grains.GetGrain<IDirectoryGrain>(0);
        var (type, email) = (bag.GetString(PidTag.SentRepresentingAddressType) ?? "", bag.GetString(PidTag.SentRepresentingEmailAddress) ?? "");
        if (bag.GetBinary(PidTag.SentRepresentingEntryId) is { } entryId)
        {
            // Clients set it above all: what else they set may be of somebody before.
            if (EntryIds.ParseAddressBook(entryId) is { Length: > 0 } dn) (type, email) = ("EX", dn);
            else if (EntryIds.ParseOneOff(entryId, context.Session.CodePage) is { } oneOff) (type, email) = (oneOff.AddressType, oneOff.EmailAddress);
        }
        if (email.Length == 0) return (user, user.Address, SendRight.As);
        var isExchange = type.Equals("EX", StringComparison.OrdinalIgnoreCase);
        var who = isExchange ? await directory.FindByLegacyDNAsync(email) : await directory.FindByAddressAsync(email);
        if (who is null) throw new RopException(MapiError.AccessDenied, $"{user.Address} sends for {email}, who is nobody of this installation");
        var right = await directory.SendRightAsync(user.ObjectId, who.ObjectId);
        if (right == SendRight.None) throw new RopException(MapiError.AccessDenied, $"{user.Address} may not send for {who.Address}");
        return (who, isExchange ? who.Address : email.ToLowerInvariant(), right);
    }

    /// <summary>When the message may go: PidTagDeferredSendTime or what its number and units say ([MS-OXOMSG] 2.2.3.4 to 2.2.3.6), and not before PidTagDeferredDeliveryTime.</summary>
    private static DateTimeOffset DueAt(PropertyBag bag, DateTimeOffset now)
    {
        var due = now;
        if (bag.GetInt32(PidTag.DeferredSendNumber) is >= 0 and <= MaxDeferredUnits and var number && bag.GetInt32(PidTag.DeferredSendUnits) is >= 0 and <= 3 and var units)
            bag.Set(PidTag.DeferredSendTime, now + number * (units switch { 0 => TimeSpan.FromMinutes(1), 1 => TimeSpan.FromHours(1), 2 => TimeSpan.FromDays(1), _ => TimeSpan.FromDays(7) }));
        foreach (var tag in (ReadOnlySpan<PropertyTag>)[PidTag.DeferredSendTime, PidTag.DeferredDeliveryTime])
            if (bag.TryGet(tag, out PropertyValue value) && value.AsTime() is var time && time > due) due = time;
        return due;
    }
}
