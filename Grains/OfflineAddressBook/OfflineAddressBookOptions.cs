namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>Bounds of offline address books (configuration section <c>OfflineAddressBook</c>).</summary>
public sealed class OfflineAddressBookOptions
{
    /// <summary>Whether domains that have MAPI on have offline address books.</summary>
    public bool Enabled { get; set; } = true;
    /// <summary>Whether this node makes them; every node serves them.</summary>
    public bool WorkOnBuilds { get; set; } = true;
    /// <summary>How old a version is before the next is made, where something changed. Clients ask about once a day.</summary>
    public TimeSpan BuildInterval { get; set; } = TimeSpan.FromHours(8);
    /// <summary>How often it is looked whether a domain is a tenth larger or smaller than its last version, of which a new one is made at once.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(15);
    /// <summary>How long until a build that failed is tried again.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromMinutes(10);
    /// <summary>How often a node looks for builds that are due, and for domains that have no book yet.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(20);
    /// <summary>How long one build may take. Until then no other node begins it anew, whatever became of the one that has it.</summary>
    public TimeSpan BuildTimeLimit { get; set; } = TimeSpan.FromHours(1);
    /// <summary>Versions of which the difference to the one before is kept; who has an older one downloads everything.</summary>
    public int DifferencesKept { get; set; } = 90;
    /// <summary>A difference of more than so many hundredths of the full details is not kept: it would cost more than it saves.</summary>
    public int MaxDifferencePercent { get; set; } = 50;
    /// <summary>Bytes of the uncompressed details of a domain; a larger book is not published.</summary>
    public long MaxDetailsSize { get; set; } = 1L << 30;
    /// <summary>UTF-8 bytes of one text in a record; a longer one is cut there and is named in PidTagOfflineAddressBookTruncatedProperties.</summary>
    public int MaxTextSize { get; set; } = 3_400;
    /// <summary>UTF-8 bytes of all values of one property in a record; those past it are left out, and it is named.</summary>
    public int MaxValuesSize { get; set; } = 65_536;
    /// <summary>Bytes of files that a node keeps in memory for those who download.</summary>
    public int CacheSize { get; set; } = 32 * 1024 * 1024;
    /// <summary>How long a node goes by what it last read of what is published.</summary>
    public TimeSpan PublicationLifetime { get; set; } = TimeSpan.FromSeconds(30);
}
