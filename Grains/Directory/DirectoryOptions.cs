using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Directory;

/// <summary>Bounds of the directory and the cost of its passwords (configuration section <c>Directory</c>).</summary>
public sealed class DirectoryOptions
{
    /// <summary>Bounds of single entries.</summary>
    public DirectoryLimits Limits { get; set; } = new();
    /// <summary>Domains of the installation.</summary>
    public int MaxDomains { get; set; } = 10_000;
    /// <summary>Objects kept in memory.</summary>
    public int MaxCachedObjects { get; set; } = 20_000;
    /// <summary>
    /// How long an object is believed without reading it again. The directory's own writes reach the cache at once: this heals what a
    /// second activation wrote while the network was split.
    /// </summary>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromMinutes(1);
    /// <summary>Members that an expanded group may have; past it the expansion is refused.</summary>
    public int MaxExpandedMembers { get; set; } = 100_000;
    /// <summary>Groups that are followed upwards from one object or downwards from one group.</summary>
    public int MaxFollowedGroups { get; set; } = 10_000;
    /// <summary>Dynamic groups of one domain: each is evaluated for whoever signs in.</summary>
    public int MaxDynamicGroups { get; set; } = 1_000;
    /// <summary>Writes that may wait for their turn.</summary>
    public int MaxQueuedWrites { get; set; } = 1_000;
    /// <summary>Iterations of PBKDF2-HMAC-SHA512 for new hashes; a hash made with fewer is renewed when its owner next signs in.</summary>
    public int PasswordIterations { get; set; } = 210_000;
    /// <summary>Secrets hashed at once on a node; the rest of its cores is for everything else.</summary>
    public int MaxConcurrentHashes { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);
    /// <summary>Secrets that wait to be hashed on a node; one more is refused. At a fifth of a second each, those are through before their callers give up.</summary>
    public int MaxQueuedHashes { get; set; } = 100;
    /// <summary>Readings of one secret that are tried.</summary>
    public int MaxCandidates { get; set; } = 4;
}
