using System.Diagnostics;
using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Http;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>A session with an address book. The book itself is its node's; what is here is that the session lives.</summary>
[PreferLocalPlacement, Reentrant]
internal sealed class AddressBookSessionGrain(
    AddressBooks books, AddressBookSessions sessions, AddressBookOptions options, TimeProvider time, AddressBookMetrics metrics, ILogger<AddressBookSessionGrain> logger)
    : Grain, IAddressBookSessionGrain
{
    private AddressBookSession? _session;

    /// <inheritdoc/>
    public async Task BindAsync(AddressBookBind bind)
    {
        if (_session is not null) throw new InvalidOperationException($"Session {this.GetPrimaryKey()} has begun already.");
        _session = sessions.Begin(bind.AccountId);
        // Requests that come later keep it longer; when nobody comes, the collector of idle grains ends it.
        DelayDeactivation(options.SessionIdleTimeout);
        if (bind.Replaces != Guid.Empty) await GrainFactory.GetGrain<IAddressBookSessionGrain>(bind.Replaces).CloseAsync(bind.AccountId);
    }

    /// <inheritdoc/>
    public async Task<AddressBookAnswer> CallAsync(AddressBookCall call)
    {
        if (Refuse(call.User.Account.ObjectId) is { } refused) return new AddressBookAnswer(refused, []);
        var started = Stopwatch.GetTimestamp();
        var request = AddressBookBodies.TryParseRequest(call.Type, call.Body, out var error) ?? throw new ArgumentException($"{call.Type}: {error}", nameof(call));
        var book = await books.GetAsync(call.User.Domain.Name);
        var server = new AddressBookServer(book, call.User, call.BaseUrl, options, time);
        var answer = request switch
        {
            ModLinkAttRequestBody change => await ChangeAsync(change, server, call.User),
            ModPropsRequestBody change => await ChangeAsync(change, server, call.User),
            _ => await server.AnswerAsync(request, books.ReadBlobsAsync),
        };
        metrics.Request(call.Type, answer.ErrorCode, Stopwatch.GetElapsedTime(started));
        return new AddressBookAnswer(SessionOutcome.Success, answer.ToArray());
    }

    /// <inheritdoc/>
    public Task<SessionOutcome> TouchAsync(Guid accountId) => Task.FromResult(Refuse(accountId) ?? SessionOutcome.Success);

    /// <inheritdoc/>
    public Task<SessionOutcome> CloseAsync(Guid accountId)
    {
        if (Refuse(accountId) is { } refused) return Task.FromResult(refused);
        sessions.End(_session!);
        DeactivateOnIdle();
        return Task.FromResult(SessionOutcome.Success);
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_session is not null) sessions.End(_session);
        return Task.CompletedTask;
    }

    private async Task<MapiHttpResponseBody> ChangeAsync(ModLinkAttRequestBody request, AddressBookServer server, AuthenticatedUser user)
    {
        var (answer, changed) = await server.ModLinkAttAsync(request, GrainFactory.GetGrain<IDirectoryGrain>(0));
        if (changed > 0)
        {
            AddressBookLog.LinksChanged(logger, user.Account.Address, request.PropertyTag.ToString(), request.MinimalId, changed, (request.Flags & NspiConstants.Delete) != 0 ? "removed" : "added");
            // Who changed something sees it changed.
            await books.GetAsync(user.Domain.Name, now: true);
        }
        return answer;
    }

    private async Task<MapiHttpResponseBody> ChangeAsync(ModPropsRequestBody request, AddressBookServer server, AuthenticatedUser user)
    {
        var (answer, changed) = await server.ModPropsAsync(request, GrainFactory.GetGrain<IDirectoryGrain>(0));
        if (changed)
        {
            AddressBookLog.PropertiesChanged(logger, user.Account.Address, request.State?.CurrentRec ?? 0);
            await books.GetAsync(user.Domain.Name, now: true);
        }
        return answer;
    }

    private SessionOutcome? Refuse(Guid accountId)
    {
        if (_session is null || !sessions.Use(_session))
        {
            DeactivateOnIdle();
            return SessionOutcome.ContextNotFound;
        }
        if (_session.AccountId != accountId) return SessionOutcome.NoPrivilege;
        DelayDeactivation(options.SessionIdleTimeout);
        return null;
    }
}
