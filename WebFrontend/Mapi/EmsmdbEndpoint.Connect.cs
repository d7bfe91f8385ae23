using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Http;
using MapiOrleans.WebFrontend.Diagnostics;

namespace MapiOrleans.WebFrontend.Mapi;

/// <content>Connect and Disconnect: sessions begin and end ([MS-OXCMAPIHTTP] 3.2.5.1, 3.2.5.4, 3.2.5.6).</content>
internal sealed partial class EmsmdbEndpoint
{
    private async Task<MapiAnswer> ConnectAsync(MapiExchange exchange)
    {
        if (ConnectRequestBody.TryParse(exchange.Body, out var error) is not { } request) return Malformed("Connect", error);
        if (AuxBlocks.FromBuffer(request.AuxiliaryBuffer.Span, Limits, out error) is not { } auxiliary) return Malformed("AuxiliaryBuffer", error);
        var account = exchange.User.Account;
        // An account that one may not connect as looks like one that is not there.
        if (!request.UserDn.Equals(account.LegacyDN, StringComparison.OrdinalIgnoreCase) || account.MailboxGuid == Guid.Empty) return Connected(exchange, MapiError.UnknownUser);
        if ((request.Flags & ConnectRequestBody.AdminFlag) != 0 && !account.Roles.Contains(DirectoryRoles.OrganizationAdmin, StringComparer.OrdinalIgnoreCase)) return Connected(exchange, MapiError.LoginPermission);

        // A client that comes back sends the cookies it has. Whatever became of them, it gets a new session, and the old one ends.
        var old = await _contexts.ReadAsync(exchange);
        var context = new ContextCookie(Guid.NewGuid(), account.ObjectId, account.MailboxGuid, time.GetUtcNow());
        var open = new SessionOpen
        {
            SessionId = context.SessionId,
            AccountId = account.ObjectId,
            MailboxGuid = account.MailboxGuid,
            Domain = account.Domain,
            Roles = account.Roles,
            UserDn = request.UserDn,
            Flags = request.Flags,
            CodePage = request.DefaultCodePage,
            LcidSort = request.LcidSort,
            LcidString = request.LcidString,
            CachedMode = auxiliary.OfType<AuxPerfClientInfo>().Any(i => i.ClientMode == AuxClientMode.Cached),
            ClientApplication = exchange.Request.Headers[MapiHttpHeaders.ClientApplication].ToString(),
            Replaces = old?.AccountId == account.ObjectId ? old.SessionId : Guid.Empty,
        };
        // The response may begin before the session is open: its cookies are known before.
        await _contexts.SetAsync(exchange, context);
        SetSequence(exchange, 1);
        exchange.MarkHeadersReady();
        var mailbox = grains.GetGrain<IMailboxGrain>(account.MailboxGuid);
        SessionOutcome outcome;
        try
        {
            outcome = (await CallAsync(exchange, () => mailbox.OpenSessionAsync(open))).Outcome;
        }
        catch (MailboxMissingException)
        {
            return Connected(exchange, MapiError.UnknownUser);
        }
        if (outcome == SessionOutcome.TooManySessions) return Connected(exchange, MapiError.TooManySessions);
        if (outcome != SessionOutcome.Success) return ContextCookies.Refusal(outcome);
        WebFrontendLog.Connected(logger, account.Address, open.ClientApplication, context.SessionId);
        return Connected(exchange, MapiError.Success);
    }

    /// <summary>The body of a Connect's answer; an error other than Success gives no session and no cookies.</summary>
    private MapiAnswer Connected(MapiExchange exchange, MapiError error)
    {
        if (error != MapiError.Success) exchange.ClearCookies();
        var settings = options.CurrentValue;
        return MapiAnswer.Success(new ConnectResponseBody
        {
            ErrorCode = error,
            PollsMax = (uint)settings.PollsMax.TotalMilliseconds,
            RetryCount = (uint)settings.RetryCount,
            RetryDelay = (uint)settings.RetryDelay.TotalMilliseconds,
            DnPrefix = exchange.User.Account.DnPrefix,
            DisplayName = error == MapiError.Success ? exchange.User.Account.DisplayName : "",
            AuxiliaryBuffer = error == MapiError.Success ? AuxBlocks.ToBuffer(AuxBlocks.ForConnect(exchange.User.Domain.PublicMailbox != Guid.Empty)) : default,
        }.ToArray());
    }

    private async Task<MapiAnswer> DisconnectAsync(MapiExchange exchange)
    {
        if (DisconnectRequestBody.TryParse(exchange.Body, out var error) is null) return Malformed("Disconnect", error);
        var (context, refusal) = await _contexts.RequireAsync(exchange);
        if (context is null) return refusal;
        // Cookies are given back though they hold no more ([MS-OXCMAPIHTTP] 3.2.5.4).
        await _contexts.SetAsync(exchange, context);
        if (exchange.Cookie(SequenceCookieName) is { } sequence && TryReadSequence(sequence, out var number)) SetSequence(exchange, number);
        exchange.MarkHeadersReady();
        var outcome = await CallAsync(exchange, () => Session(context).CloseAsync(exchange.User.Account.ObjectId));
        return outcome == SessionOutcome.Success ? MapiAnswer.Success(new DisconnectResponseBody().ToArray()) : ContextCookies.Refusal(outcome);
    }
}
