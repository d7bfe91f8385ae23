namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>What of an object is too large to be read with it each time.</summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.DirectoryBlobs")]
public sealed record DirectoryBlobs
{
    /// <summary>Nothing.</summary>
    public static DirectoryBlobs None { get; } = new();

    /// <summary>PidTagThumbnailPhoto: a JPEG, PNG or GIF; empty for none.</summary>
    [Id(0)] public byte[] Photo { get; init; } = [];

    /// <summary>PidTagAddressBookX509Certificate: X.509 certificates.</summary>
    [Id(1)] public byte[][] Certificates { get; init; } = [];

    /// <summary>PidTagUserX509Certificate: certificates with what a client says it can do with them.</summary>
    [Id(2)] public byte[][] UserCertificates { get; init; } = [];

    /// <summary>Bytes of all certificates.</summary>
    public int CertificateBytes => Certificates.Sum(static c => c.Length) + UserCertificates.Sum(static c => c.Length);

    /// <summary>Whether two are the same byte by byte.</summary>
    public static bool Same(DirectoryBlobs a, DirectoryBlobs b)
    {
        return a.Photo.AsSpan().SequenceEqual(b.Photo) && SameAll(a.Certificates, b.Certificates) && SameAll(a.UserCertificates, b.UserCertificates);

        static bool SameAll(byte[][] x, byte[][] y) => x.Length == y.Length && x.Zip(y).All(static p => p.First.AsSpan().SequenceEqual(p.Second));
    }
}
