using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// The handles a session has given out. A handle is never given twice while the session lives, so a released one is known
/// for what it is. Bounded by kind: a client that leaks handles gets the protocol's error, not the server's memory.
/// </summary>
internal sealed class HandleTable(SessionLimits limits, SessionMetrics metrics)
{
    /// <summary>What an index holds where there is no object ([MS-OXCROPS] 2.2.1: 0xFFFFFFFF).</summary>
    public const uint None = 0xFFFFFFFF;

    private readonly Dictionary<uint, SessionObject> _objects = [];
    private readonly int[] _counts = new int[Enum.GetValues<SessionObjectKind>().Length];

    // Exchange counts from 0 as well, and there are clients that ask with a handle of 0 for what they logged on to first.
    private uint _next;

    /// <summary>How many objects are open.</summary>
    public int Count => _objects.Count;

    /// <summary>All open objects.</summary>
    public IEnumerable<KeyValuePair<uint, SessionObject>> All => _objects;

    /// <summary>Gives an object a handle; throws where the session has too many of its kind.</summary>
    public uint Add(SessionObject value)
    {
        ref var count = ref _counts[(int)value.Kind];
        if (count >= limits.Of(value.Kind))
        {
            value.Release();
            metrics.Refuse(SessionLimits.NameOf(value.Kind));
            throw new RopException(MapiError.TooBig, $"{count} open objects of kind {value.Kind}: limit reached");
        }
        while (_next == None || _objects.ContainsKey(_next)) _next++;
        _objects.Add(_next, value);
        value.Handle = _next;
        count++;
        metrics.Opened(value.Kind, 1);
        return _next++;
    }

    /// <summary>The object of a handle, or null.</summary>
    public SessionObject? Find(uint handle) => _objects.GetValueOrDefault(handle);

    /// <summary>Whether a handle that stands for nothing now did so once ([MS-OXCROPS] 3.2.5.4 tells such ones from those never given).</summary>
    public bool WasGiven(uint handle) => handle < _next && !_objects.ContainsKey(handle);

    /// <summary>The handle of the logon of this id, or <see cref="None"/>.</summary>
    public uint FindLogon(byte logonId)
    {
        foreach (var (handle, value) in _objects)
            if (value is LogonObject logon && logon.LogonId == logonId) return handle;
        return None;
    }

    /// <summary>Releases a handle; a logon's takes all that was opened through it along. Unknown handles are no error.</summary>
    public void Release(uint handle)
    {
        if (!_objects.Remove(handle, out var value)) return;
        Drop(value);
        if (value is not LogonObject) return;
        foreach (var (child, _) in _objects.Where(o => ReferenceEquals(o.Value.Logon, value)).ToList())
        {
            _objects.Remove(child, out var gone);
            Drop(gone!);
        }
    }

    private void Drop(SessionObject value)
    {
        _counts[(int)value.Kind]--;
        metrics.Opened(value.Kind, -1);
        value.Release();
    }

    /// <summary>Releases everything.</summary>
    public void Clear()
    {
        foreach (var value in _objects.Values) Drop(value);
        _objects.Clear();
    }
}
