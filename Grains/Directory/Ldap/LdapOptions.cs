namespace MapiOrleans.Grains.Directory.Ldap;

/// <summary>How LDAP directories are copied and asked (configuration section <c>Ldap</c>); which there are, each domain says.</summary>
public sealed class LdapOptions
{
    /// <summary>Whether this node copies directories; where none does, they stay as they were copied.</summary>
    public bool Synchronize { get; set; } = true;
    /// <summary>How often a node looks whether a directory is due.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
    /// <summary>How often what changed in a directory is read.</summary>
    public TimeSpan SyncInterval { get; set; } = TimeSpan.FromMinutes(5);
    /// <summary>How often it is looked for entries that are gone: all ids are read, and nothing else.</summary>
    public TimeSpan DeletionInterval { get; set; } = TimeSpan.FromMinutes(15);
    /// <summary>How often all entries are read.</summary>
    public TimeSpan FullInterval { get; set; } = TimeSpan.FromHours(12);
    /// <summary>After what time a run that failed is tried again.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromMinutes(1);
    /// <summary>How long an entry is kept that its directory does not have any more.</summary>
    public TimeSpan Quarantine { get; set; } = TimeSpan.FromDays(7);
    /// <summary>Percent of a domain's entries that may be gone at once; more is taken for a mistake, and none is marked.</summary>
    public int MaxMissingPercent { get; set; } = 20;
    /// <summary>Entries that may be gone at once however few there are.</summary>
    public int MaxMissing { get; set; } = 10;
    /// <summary>Entries in one page of an answer (RFC 2696); directories allow 1,000 at most, commonly.</summary>
    public int PageSize { get; set; } = 500;
    /// <summary>Entries of one directory; with more nothing is copied.</summary>
    public int MaxEntries { get; set; } = 1_000_000;
    /// <summary>How long a connection may take to be made.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
    /// <summary>Connections of a node for checking passwords, to each directory.</summary>
    public int MaxConnections { get; set; } = 8;
    /// <summary>Passwords that wait for such a connection; one more is refused.</summary>
    public int MaxQueuedBinds { get; set; } = 200;
    /// <summary>After what time an unused connection is closed.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(2);
    /// <summary>How long a run holds its directory without saying that it goes on; then another node may take it over.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);
    /// <summary>Problems with single entries that are told.</summary>
    public int MaxProblems { get; set; } = 50;
}
