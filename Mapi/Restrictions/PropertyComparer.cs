using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>A total order of values of one type: text by its folded form, bytes bytewise, false before true.</summary>
public static class PropertyComparer
{
    /// <summary>Below, at or above zero. Values of different types go by their types.</summary>
    public static int Compare(PropertyValue a, PropertyValue b)
    {
        if (a.Type != b.Type) return a.Type.CompareTo(b.Type);
        switch (a.Type)
        {
            case PropertyType.Floating32: return a.AsFloat32().CompareTo(b.AsFloat32());
            case PropertyType.Floating64 or PropertyType.FloatingTime: return a.AsFloat64().CompareTo(b.AsFloat64());
            case PropertyType.ErrorCode: return ((uint)a.AsError()).CompareTo((uint)b.AsError());
        }
        return (a.RawReference, b.RawReference) switch
        {
            (null, null) => a.RawBits.CompareTo(b.RawBits),
            (string x, string y) => string.CompareOrdinal(TextFolding.Fold(x), TextFolding.Fold(y)),
            (byte[] x, byte[] y) => x.AsSpan().SequenceCompareTo(y),
            (Guid x, Guid y) => x.ToByteArray().AsSpan().SequenceCompareTo(y.ToByteArray()),
            (short[] x, short[] y) => x.AsSpan().SequenceCompareTo(y),
            (int[] x, int[] y) => x.AsSpan().SequenceCompareTo(y),
            (float[] x, float[] y) => x.AsSpan().SequenceCompareTo(y),
            (double[] x, double[] y) => x.AsSpan().SequenceCompareTo(y),
            (long[] x, long[] y) => x.AsSpan().SequenceCompareTo(y),
            (string[] x, string[] y) => CompareAll(x, y, static (p, q) => string.CompareOrdinal(TextFolding.Fold(p), TextFolding.Fold(q))),
            (byte[][] x, byte[][] y) => CompareAll(x, y, static (p, q) => p.AsSpan().SequenceCompareTo(q)),
            (Guid[] x, Guid[] y) => CompareAll(x, y, static (p, q) => p.CompareTo(q)),
            (ExternalValue x, ExternalValue y) => x.Length.CompareTo(y.Length),
            (ExternalValue, _) => 1,
            (_, ExternalValue) => -1,
            _ => 0,
        };
    }

    private static int CompareAll<T>(T[] x, T[] y, Comparison<T> comparison)
    {
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            var found = comparison(x[i], y[i]);
            if (found != 0) return found;
        }
        return x.Length.CompareTo(y.Length);
    }
}
