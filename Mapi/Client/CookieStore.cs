namespace MapiOrleans.Mapi.Client;

/// <summary>
/// The cookies of one Session Context ([MS-OXCMAPIHTTP] 3.1.1): opaque, all kept, all sent. They belong to the context and not to the
/// host, so that one HttpClient serves thousands of contexts.
/// </summary>
public sealed class CookieStore
{
    /// <summary>Cookies beyond this many are not kept.</summary>
    public const int MaxCookies = 32;

    private readonly Lock _lock = new();
    private readonly List<KeyValuePair<string, string>> _cookies = [];
    private string? _header;

    /// <summary>The value of the Cookie header, or null where there are none.</summary>
    public string? Header
    {
        get
        {
            lock (_lock) return _cookies.Count == 0 ? null : _header ??= string.Join("; ", _cookies.Select(c => c.Key + "=" + c.Value));
        }
    }

    /// <summary>The names of the cookies there are.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock) return [.. _cookies.Select(c => c.Key)];
        }
    }

    /// <summary>The value of a cookie, or null.</summary>
    public string? this[string name]
    {
        get
        {
            lock (_lock) return _cookies.Find(c => c.Key == name).Value;
        }
        set
        {
            lock (_lock)
            {
                _header = null;
                var at = _cookies.FindIndex(c => c.Key == name);
                if (value is null)
                {
                    if (at >= 0) _cookies.RemoveAt(at);
                }
                else if (at >= 0)
                {
                    _cookies[at] = new(name, value);
                }
                else if (_cookies.Count < MaxCookies)
                {
                    _cookies.Add(new(name, value));
                }
            }
        }
    }

    /// <summary>Takes a Set-Cookie value; one with Max-Age=0 takes the cookie away.</summary>
    public void Take(string setCookie)
    {
        var parts = setCookie.Split(';', StringSplitOptions.TrimEntries);
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) return;
        var gone = parts.Skip(1).Any(p => p.Equals("Max-Age=0", StringComparison.OrdinalIgnoreCase));
        this[parts[0][..equals]] = gone ? null : parts[0][(equals + 1)..];
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _cookies.Clear();
            _header = null;
        }
    }
}
