namespace MapiOrleans.Grains.Storage;

/// <summary>Source keys are one where their bytes are.</summary>
internal sealed class SourceKeyComparer : IEqualityComparer<byte[]>
{
    /// <summary>The one there is.</summary>
    public static SourceKeyComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(byte[] obj)
    {
        var hash = new HashCode();
        hash.AddBytes(obj);
        return hash.ToHashCode();
    }
}
