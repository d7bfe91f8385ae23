using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Session;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Tests.Session;

namespace MapiOrleans.Tests.Sync.Recovery;

/// <summary>A client's session is no more, or the client knows no better than that: it connects anew.</summary>
internal sealed class LostSessionException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What goes wrong on the way: a request that does not get there, an answer that does not come back.</summary>
internal sealed class LineFaults(Random random)
{
    /// <summary>Of 1,000 requests so many get lost, and so many answers.</summary>
    public int Rate { get; set; }

    /// <summary>Requests that got lost.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers that got lost.</summary>
    public int Answers { get; private set; }

    private int _strikeAt = -1;
    private Func<Task>? _strike;

    /// <summary>Has something happen while a request is under way, after so many others.</summary>
    public void StrikeAfter(int requests, Func<Task> strike) => (_strikeAt, _strike) = (requests, strike);

    /// <summary>What happens now, while the request is under way.</summary>
    public Task HappensAsync() => _strikeAt >= 0 && _strikeAt-- == 0 ? _strike!() : Task.CompletedTask;

    /// <summary>Whether what was to happen has.</summary>
    public bool HasStruck => _strikeAt < 0;

    /// <summary>Whether this request gets lost.</summary>
    public bool LosesRequest()
    {
        if (random.Next(1000) >= Rate) return false;
        Requests++;
        return true;
    }

    /// <summary>Whether this answer gets lost.</summary>
    public bool LosesAnswer()
    {
        if (random.Next(1000) >= Rate) return false;
        Answers++;
        return true;
    }
}

/// <summary>A session over HTTP. Whatever happens to it, what its user hears is that it is lost.</summary>
internal sealed class HttpSession(MapiHttpClient client, DirectoryObject user, LineFaults faults) : TestSession(null!, user, null!)
{
    /// <summary>Connects with the cookies that the client has, and logs on.</summary>
    public static async Task<HttpSession> ConnectAsync(MapiHttpClient client, DirectoryObject user, LineFaults faults)
    {
        var session = new HttpSession(client, user, faults);
        await session.TryAsync(() => client.ConnectAsync(user.LegacyDN));
        await session.LogonAsync();
        return session;
    }

    /// <inheritdoc/>
    public override async Task<ExecuteResult> SendAsync(byte[] rops, int maxRopOut = 0x10008, bool chain = false)
    {
        if (faults.LosesRequest()) throw new LostSessionException("the request got lost");
        var call = TryAsync(() => client.ExecuteRawAsync(rops, chain ? null : ExecuteFlags.None, (uint)maxRopOut));
        await faults.HappensAsync();
        var buffers = await call;
        if (faults.LosesAnswer()) throw new LostSessionException("the answer got lost");
        return new ExecuteResult { Outcome = SessionOutcome.Success, Buffers = [.. buffers] };
    }

    /// <inheritdoc/>
    protected override void Seen(IReadOnlyList<RopResponse> responses)
    {
        // The server says that trying later may help.
        if (responses.Any(r => r.ReturnValue == MapiError.RpcServerBusy)) throw new LostSessionException("the server cannot do it now");
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is MapiHttpException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            throw new LostSessionException(e.Message, e);
        }
    }
}
