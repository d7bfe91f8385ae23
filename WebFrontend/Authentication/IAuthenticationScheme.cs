using System.Net;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Authentication;

/// <summary>What authentication made of a request.</summary>
public enum AuthenticationStatus
{
    /// <summary>The account proved itself.</summary>
    Success,
    /// <summary>The request names no account in a scheme that is known here.</summary>
    Anonymous,
    /// <summary>Unknown account or wrong secret.</summary>
    Failed,
    /// <summary>Too many failures before: nothing was checked.</summary>
    LockedOut,
    /// <summary>The secret came without TLS: nothing was checked.</summary>
    Insecure,
    /// <summary>Nothing could be checked now.</summary>
    Unavailable,
}

/// <summary>What authentication made of a request.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="User">Who it is, where it is a success.</param>
/// <param name="RetryAfter">When to come again, where that is known.</param>
public sealed record AuthenticationResult(AuthenticationStatus Status, AuthenticatedUser? User = null, TimeSpan? RetryAfter = null);

/// <summary>
/// A way to prove who one is. Each answers the Authorization headers of its name; a 401 names all that are registered, in order.
/// </summary>
public interface IAuthenticationScheme
{
    /// <summary>The scheme's name in Authorization and WWW-Authenticate.</summary>
    string Name { get; }

    /// <summary>Whether what the client sends is a secret that must not travel in the clear.</summary>
    bool NeedsTls { get; }

    /// <summary>The value of WWW-Authenticate.</summary>
    string Challenge(HttpContext http);

    /// <summary>Checks the parameter of Authorization, which came from <paramref name="address"/>.</summary>
    Task<AuthenticationResult> AuthenticateAsync(string parameter, IPAddress address);
}
