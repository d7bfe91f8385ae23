namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>What attributes an LDAP directory's entries have.</summary>
public enum DirectorySchema
{
    /// <summary>inetOrgPerson (RFC 2798), groupOfNames and groupOfUniqueNames (RFC 4519), with entryUUID (RFC 4530): OpenLDAP and its like.</summary>
    InetOrgPerson = 0,
    /// <summary>Active Directory.</summary>
    ActiveDirectory = 1,
}

/// <summary>An LDAP directory that a domain's users and groups are copied from; they sign in by a bind there.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.DirectorySource")]
public sealed record DirectorySource
{
    /// <summary><c>ldaps://host[:port]</c> or <c>ldap://host[:port]</c>, tried in this order; the latter with StartTLS.</summary>
    [Id(0)] public IReadOnlyList<string> Servers { get; init; } = [];
    /// <summary>Below which entry users and groups are looked for.</summary>
    [Id(1)] public string BaseDn { get; init; } = "";
    /// <summary>The entry that reads the directory; empty reads as nobody.</summary>
    [Id(2)] public string BindDn { get; init; } = "";
    /// <summary>The file that has its password, on every node.</summary>
    [Id(3)] public string PasswordFile { get; init; } = "";
    /// <summary>What attributes entries have where <see cref="Attributes"/> does not say otherwise.</summary>
    [Id(4)] public DirectorySchema Schema { get; init; }
    /// <summary>Which entries are users (RFC 4515); empty for the schema's own.</summary>
    [Id(5)] public string UserFilter { get; init; } = "";
    /// <summary>Which entries are groups; empty for the schema's own.</summary>
    [Id(6)] public string GroupFilter { get; init; } = "";
    /// <summary>Attributes of fields that are not the schema's own, as <c>field=attribute</c>; an empty attribute copies nothing.</summary>
    [Id(7)] public IReadOnlyList<string> Attributes { get; init; } = [];
    /// <summary>A folder with the certificates (PEM) that servers' certificates may be signed by, on every node; empty for the system's.</summary>
    [Id(8)] public string TrustedCertificates { get; init; } = "";
    /// <summary>Whether <c>ldap://</c> goes without StartTLS: passwords then travel in the clear.</summary>
    [Id(9)] public bool AllowPlain { get; init; }
    /// <summary>Whether a user or group kept here becomes the directory's where the directory has its address.</summary>
    [Id(10)] public bool AdoptLocal { get; init; }

    /// <inheritdoc/>
    public bool Equals(DirectorySource? other) =>
        other is not null && Servers.SequenceEqual(other.Servers) && Attributes.SequenceEqual(other.Attributes)
        && (BaseDn, BindDn, PasswordFile, Schema, UserFilter, GroupFilter) == (other.BaseDn, other.BindDn, other.PasswordFile, other.Schema, other.UserFilter, other.GroupFilter)
        && (TrustedCertificates, AllowPlain, AdoptLocal) == (other.TrustedCertificates, other.AllowPlain, other.AdoptLocal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(BaseDn, BindDn, Servers.Count, Schema, UserFilter, GroupFilter);
}

/// <summary>How far the copy of a domain's LDAP directory is.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.DirectorySyncStatus")]
public sealed record DirectorySyncStatus
{
    /// <summary>When the last run began; null where there was none.</summary>
    [Id(0)] public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When the last run that succeeded ended.</summary>
    [Id(1)] public DateTimeOffset? SucceededAt { get; init; }
    /// <summary>When all entries were last read.</summary>
    [Id(2)] public DateTimeOffset? FullAt { get; init; }
    /// <summary>When deletions were last looked for.</summary>
    [Id(3)] public DateTimeOffset? DeletionsAt { get; init; }
    /// <summary>Why the last run failed; empty where it succeeded.</summary>
    [Id(4)] public string Error { get; init; } = "";
    /// <summary>Entries that are copied.</summary>
    [Id(5)] public int Entries { get; init; }
    /// <summary>Those of them that the directory does not have any more, and that are kept for now.</summary>
    [Id(6)] public int Missing { get; init; }
    /// <summary>Entries read by the last run.</summary>
    [Id(7)] public int Read { get; init; }
    /// <summary>Entries made or changed by the last run.</summary>
    [Id(8)] public int Changed { get; init; }
    /// <summary>Entries removed by the last run, their time being over.</summary>
    [Id(9)] public int Removed { get; init; }
    /// <summary>Parts of the directory that are on other servers, which are not followed.</summary>
    [Id(10)] public int Referrals { get; init; }
    /// <summary>Entries that are not copied, and why; the first ones.</summary>
    [Id(11)] public IReadOnlyList<string> Problems { get; init; } = [];
    /// <summary>When the next run is due.</summary>
    [Id(12)] public DateTimeOffset? DueAt { get; init; }
    /// <summary>Whether a run is under way.</summary>
    [Id(13)] public bool IsRunning { get; init; }
}
