using System.Net;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.WebFrontend.Diagnostics;
using Microsoft.Extensions.Options;

namespace MapiOrleans.WebFrontend.Authentication;

/// <summary>Basic (RFC 7617), checked by the directory.</summary>
internal sealed class BasicScheme(
    IGrainFactory grains, VerifiedCredentials verified, Lockout lockout, IOptions<AuthenticationOptions> options, ILogger<BasicScheme> logger) : IAuthenticationScheme
{
    public string Name => "Basic";

    public bool NeedsTls => true;

    public string Challenge(HttpContext http)
    {
        var realm = options.Value.Realm is { Length: > 0 } set ? set : http.Request.Host.Host;
        // A Host header may hold anything: what would break the quotes is left out.
        return $"Basic realm=\"{new string([.. realm.Where(c => c is > ' ' and <= '~' and not '"' and not '\\')])}\", charset=\"UTF-8\"";
    }

    public async Task<AuthenticationResult> AuthenticateAsync(string parameter, IPAddress address)
    {
        var credentials = BasicCredentials.TryRead(parameter, options.Value.AnsiCodePages);
        if (credentials is null || credentials.Readings.Count == 0) return new AuthenticationResult(AuthenticationStatus.Failed);
        // What was right a moment ago gets in though somebody else guesses at the account meanwhile.
        if (await verified.FindAsync(credentials.Raw) is { } known) return new AuthenticationResult(AuthenticationStatus.Success, known);

        var account = credentials.Readings[0].Address;
        if (lockout.Wait(account, address) is var wait && wait > TimeSpan.Zero)
        {
            WebFrontendLog.LockedOut(logger, account, address.ToString(), (int)Math.Ceiling(wait.TotalSeconds));
            return new AuthenticationResult(AuthenticationStatus.LockedOut, null, wait);
        }
        foreach (var reading in credentials.Readings)
        {
            if (await grains.GetGrain<IAuthenticationGrain>(0).AuthenticateAsync(reading.Address, reading.Passwords) is not { } user) continue;
            lockout.Succeed(account);
            verified.Add(credentials.Raw, user);
            return new AuthenticationResult(AuthenticationStatus.Success, user);
        }
        WebFrontendLog.SignInFailed(logger, account, address.ToString(), lockout.Fail(account, address));
        return new AuthenticationResult(AuthenticationStatus.Failed);
    }
}
