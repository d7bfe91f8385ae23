namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>Bounds of what the directory takes (configuration section <c>Directory:Limits</c>).</summary>
public sealed class DirectoryLimits
{
    /// <summary>UTF-16 units of a name, a telephone number or any other text field.</summary>
    public int MaxTextLength { get; set; } = 256;
    /// <summary>Further names of one domain.</summary>
    public int MaxDomainAliases { get; set; } = 200;
    /// <summary>Further addresses of one object.</summary>
    public int MaxAliases { get; set; } = 400;
    /// <summary>Members that one group lists.</summary>
    public int MaxMembers { get; set; } = 10_000;
    /// <summary>Users and groups that may open one mailbox wholly.</summary>
    public int MaxFullAccess { get; set; } = 500;
    /// <summary>Users and groups that may send as one object; as many again on its behalf.</summary>
    public int MaxSenders { get; set; } = 500;
    /// <summary>Bytes of a photo; Active Directory keeps no larger ones.</summary>
    public int MaxPhotoBytes { get; set; } = 100 * 1024;
    /// <summary>Certificates of one object.</summary>
    public int MaxCertificates { get; set; } = 32;
    /// <summary>Bytes of one certificate.</summary>
    public int MaxCertificateBytes { get; set; } = 16 * 1024;
    /// <summary>UTF-16 units of a dynamic group's condition.</summary>
    public int MaxConditionLength { get; set; } = 4_096;
    /// <summary>UTF-16 units of a password.</summary>
    public int MaxPasswordLength { get; set; } = 256;
    /// <summary>UTF-16 units of a public folder's path.</summary>
    public int MaxPathLength { get; set; } = 1_024;
}
