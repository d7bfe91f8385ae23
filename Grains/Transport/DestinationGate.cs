namespace MapiOrleans.Grains.Transport;

/// <summary>
/// Bounds how many messages go to one domain at a time (<see cref="SmarthostOptions.MaxPerDestination"/>), so that one that is slow does not
/// take all connections from the others.
/// </summary>
internal sealed class DestinationGate(SmarthostOptions options)
{
    private readonly Dictionary<string, int> _inside = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a place; false where there is none.</summary>
    public bool TryEnter(string destination)
    {
        lock (_inside)
        {
            var inside = _inside.GetValueOrDefault(destination);
            if (inside >= Math.Max(1, options.MaxPerDestination)) return false;
            _inside[destination] = inside + 1;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string destination)
    {
        lock (_inside)
        {
            if (_inside[destination] == 1) _inside.Remove(destination);
            else _inside[destination]--;
        }
    }
}
