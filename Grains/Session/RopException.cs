using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// A ROP cannot be done: the dispatcher answers with this code and logs the reason. Thrown by handlers and what they call; never
/// leaves the dispatcher.
/// </summary>
internal sealed class RopException(MapiError error, string reason) : Exception(reason)
{
    /// <summary>The response's ReturnValue.</summary>
    public MapiError Error { get; } = error;
}
