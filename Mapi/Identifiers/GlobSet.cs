using System.Runtime.InteropServices;

namespace MapiOrleans.Mapi.Identifiers;

/// <summary>A range of GLOBCNTs, both ends in it.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
public readonly record struct GlobRange(long Low, long High)
{
    /// <summary>How many there are.</summary>
    public long Count => High - Low + 1;
}

/// <summary>
/// A set of GLOBCNTs in memory ([MS-OXCFXICS] 2.2.2.6): ranges in order that neither overlap nor touch. <see cref="GlobSetCodec"/> is its wire form.
/// </summary>
public sealed class GlobSet : IEquatable<GlobSet>
{
    private readonly List<GlobRange> _ranges = [];

    /// <summary>The ranges, from the lowest up.</summary>
    public IReadOnlyList<GlobRange> Ranges => _ranges;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>How many GLOBCNTs there are.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            foreach (var range in _ranges) count += range.Count;
            return count;
        }
    }

    /// <summary>The highest, or 0 where there is none.</summary>
    public long Max => _ranges.Count == 0 ? 0 : _ranges[^1].High;

    /// <summary>The set of these GLOBCNTs, in any order: for many of them faster than adding each.</summary>
    public static GlobSet Of(IEnumerable<long> values) => Of(values.Select(v => new GlobRange(v, v)));

    /// <summary>The set of these ranges, in any order; they may overlap.</summary>
    public static GlobSet Of(IEnumerable<GlobRange> ranges)
    {
        var all = ranges.ToList();
        foreach (var range in all) Check(range.Low, range.High);
        all.Sort(static (a, b) => a.Low.CompareTo(b.Low));
        var set = new GlobSet();
        foreach (var range in all) set.Append(range);
        return set;
    }

    /// <summary>Another set with the same content.</summary>
    public GlobSet Clone()
    {
        var set = new GlobSet();
        set._ranges.AddRange(_ranges);
        return set;
    }

    /// <summary>Whether a GLOBCNT is in the set.</summary>
    public bool Contains(long value)
    {
        var at = FirstEndingAtOrAfter(value);
        return at < _ranges.Count && _ranges[at].Low <= value;
    }

    /// <summary>Whether all of a range is in the set.</summary>
    public bool ContainsRange(long low, long high)
    {
        var at = FirstEndingAtOrAfter(low);
        return at < _ranges.Count && _ranges[at].Low <= low && _ranges[at].High >= high;
    }

    /// <summary>Adds a GLOBCNT.</summary>
    public void Add(long value) => AddRange(value, value);

    /// <summary>Adds all from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public void AddRange(long low, long high)
    {
        Check(low, high);
        // What touches the range is one with it.
        var first = FirstEndingAtOrAfter(low - 1);
        var last = first;
        while (last < _ranges.Count && _ranges[last].Low <= high + 1)
        {
            low = Math.Min(low, _ranges[last].Low);
            high = Math.Max(high, _ranges[last].High);
            last++;
        }
        if (last == first)
        {
            _ranges.Insert(first, new GlobRange(low, high));
            return;
        }
        _ranges[first] = new GlobRange(low, high);
        _ranges.RemoveRange(first + 1, last - first - 1);
    }

    /// <summary>Removes a GLOBCNT.</summary>
    public void Remove(long value) => RemoveRange(value, value);

    /// <summary>Removes all from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public void RemoveRange(long low, long high)
    {
        Check(low, high);
        var first = FirstEndingAtOrAfter(low);
        var last = first;
        Span<GlobRange> rests = stackalloc GlobRange[2];
        var count = 0;
        for (; last < _ranges.Count && _ranges[last].Low <= high; last++)
        {
            var range = _ranges[last];
            if (range.Low < low) rests[count++] = range with { High = low - 1 };
            if (range.High > high) rests[count++] = range with { Low = high + 1 };
        }
        _ranges.RemoveRange(first, last - first);
        _ranges.InsertRange(first, rests[..count]);
    }

    /// <summary>Adds all of another set.</summary>
    public void Union(GlobSet other)
    {
        if (other._ranges.Count <= 4)
        {
            foreach (var range in other._ranges) AddRange(range.Low, range.High);
            return;
        }
        var mine = CollectionsMarshal.AsSpan(_ranges).ToArray();
        _ranges.Clear();
        int i = 0, j = 0;
        while (i < mine.Length || j < other._ranges.Count)
        {
            var takeMine = j >= other._ranges.Count || (i < mine.Length && mine[i].Low <= other._ranges[j].Low);
            Append(takeMine ? mine[i++] : other._ranges[j++]);
        }
    }

    /// <summary>Removes all of another set.</summary>
    public void Subtract(GlobSet other)
    {
        var mine = CollectionsMarshal.AsSpan(_ranges).ToArray();
        _ranges.Clear();
        var j = 0;
        foreach (var range in mine)
        {
            var low = range.Low;
            while (j < other._ranges.Count && other._ranges[j].High < low) j++;
            for (var k = j; k < other._ranges.Count && other._ranges[k].Low <= range.High && low <= range.High; k++)
            {
                if (other._ranges[k].Low > low) _ranges.Add(new GlobRange(low, other._ranges[k].Low - 1));
                low = Math.Max(low, other._ranges[k].High + 1);
            }
            if (low <= range.High) _ranges.Add(range with { Low = low });
        }
    }

    /// <summary>Every GLOBCNT of the set, in order. Sets may be huge: ask <see cref="Count"/> first.</summary>
    public IEnumerable<long> Values()
    {
        foreach (var range in _ranges)
            for (var value = range.Low; value <= range.High; value++) yield return value;
    }

    /// <inheritdoc/>
    public bool Equals(GlobSet? other) => other is not null && _ranges.SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GlobSet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_ranges.Count, Max);

    /// <inheritdoc/>
    public override string ToString() => "{" + string.Join(", ", _ranges.Take(16).Select(r => r.Low == r.High ? $"{r.Low}" : $"{r.Low}-{r.High}")) + (_ranges.Count > 16 ? ", ...}" : "}");

    // Takes a range that begins at or after all that is there.
    private void Append(GlobRange range)
    {
        if (_ranges.Count > 0 && range.Low <= _ranges[^1].High + 1)
            _ranges[^1] = _ranges[^1] with { High = Math.Max(_ranges[^1].High, range.High) };
        else
            _ranges.Add(range);
    }

    private int FirstEndingAtOrAfter(long value)
    {
        int low = 0, high = _ranges.Count;
        // What is added is mostly the highest so far.
        if (high > 0 && _ranges[^1].High < value) return high;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ranges[middle].High < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static void Check(long low, long high)
    {
        if (low < 0 || high > ObjectIds.MaxGlobCnt || low > high) throw new ArgumentOutOfRangeException(nameof(low), $"{low} to {high} is no range of GLOBCNTs.");
    }
}
