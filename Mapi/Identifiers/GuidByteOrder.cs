namespace MapiOrleans.Mapi.Identifiers;

/// <summary>Orders GUIDs by their wire bytes, as predecessor change lists and IDSETs are sorted ([MS-OXCFXICS] 2.2.2.3, 2.2.2.4.2).</summary>
internal sealed class GuidByteOrder : IComparer<Guid>
{
    public static GuidByteOrder Instance { get; } = new();

    public int Compare(Guid x, Guid y)
    {
        Span<byte> a = stackalloc byte[16], b = stackalloc byte[16];
        x.TryWriteBytes(a);
        y.TryWriteBytes(b);
        return a.SequenceCompareTo(b);
    }
}
