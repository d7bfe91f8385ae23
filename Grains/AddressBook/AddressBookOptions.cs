namespace MapiOrleans.Grains.AddressBook;

/// <summary>Bounds of address books (configuration section <c>AddressBook</c>).</summary>
public sealed class AddressBookOptions
{
    /// <summary>How old a domain's snapshot may be before the directory is asked, beside the request, what changed.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);
    /// <summary>How old a snapshot may be that a request is answered from without waiting.</summary>
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(4);
    /// <summary>How long a snapshot that nobody asks for stays in memory.</summary>
    public TimeSpan SnapshotLifetime { get; set; } = TimeSpan.FromMinutes(30);
    /// <summary>Orders of tables that a snapshot keeps, by container, sort type and language; 8 bytes a row each.</summary>
    public int MaxSortedTables { get; set; } = 12;
    /// <summary>Rows in one answer.</summary>
    public int MaxRows { get; set; } = 1_000;
    /// <summary>Rows that SeekEntries gives with a place it found.</summary>
    public int MaxSeekRows { get; set; } = 50;
    /// <summary>Bytes of rows in one answer, about; one row there is always.</summary>
    public int MaxRowBytes { get; set; } = 4 * 1024 * 1024;
    /// <summary>Properties that one request may ask for; more is TableTooBig.</summary>
    public int MaxColumns { get; set; } = 500;
    /// <summary>Rows of a table that GetMatches makes; more is TableTooBig.</summary>
    public int MaxMatches { get; set; } = 10_000;
    /// <summary>Names that one ResolveNames or DNToMId may ask for; more is TooComplex.</summary>
    public int MaxNames { get; set; } = 2_000;
    /// <summary>UTF-16 units of a name to be resolved that are looked at: a longer one is nobody's.</summary>
    public int MaxNameLength { get; set; } = 512;
    /// <summary>Restrictions in one restriction; more is TooComplex.</summary>
    public int MaxRestrictions { get; set; } = 128;
    /// <summary>How long one request may search; longer is TooComplex.</summary>
    public TimeSpan MaxSearchTime { get; set; } = TimeSpan.FromSeconds(2);
    /// <summary>Objects named by one property of one object.</summary>
    public int MaxLinks { get; set; } = 10_000;
    /// <summary>Values of PidTagAddressBookProxyAddresses.</summary>
    public int MaxProxyAddresses { get; set; } = 400;
    /// <summary>Sessions of one account on a node; past it, the oldest one ends.</summary>
    public int MaxSessionsPerAccount { get; set; } = 64;
    /// <summary>How long a session lives that is not used; not shorter than <c>Mapi:SessionIdleTimeout</c>, which clients are told.</summary>
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromMinutes(15);
}
