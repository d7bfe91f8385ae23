using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Mapi.Properties;

/// <summary>
/// A value kept outside its property bag because it is large: bytes of a store's part, read as a stream.
/// String values are UTF-16LE without terminator.
/// </summary>
/// <param name="PartId">The part's id in the mailbox that holds the bag.</param>
/// <param name="Length">Bytes.</param>
public sealed record ExternalValue(Guid PartId, long Length);

/// <summary>
/// A value of any type of [MS-OXCDATA] 2.11.1. Immutable as far as its holder keeps the arrays it gave.
/// A Binary, String, Object or String8 value may be an <see cref="ExternalValue"/> instead of being held inline.
/// </summary>
public readonly struct PropertyValue : IEquatable<PropertyValue>
{
    private readonly long _bits;
    private readonly object? _ref;

    private PropertyValue(PropertyType type, long bits, object? reference)
    {
        Type = type;
        _bits = bits;
        _ref = reference;
    }

    /// <summary>The value's type; <see cref="PropertyType.Unspecified"/> for default(PropertyValue), which is no value.</summary>
    public PropertyType Type { get; }

    /// <summary>Whether this is a value at all.</summary>
    public bool HasValue => Type != PropertyType.Unspecified;

    /// <summary>Whether the bytes lie outside; then <see cref="External"/> says where.</summary>
    public bool IsExternal => _ref is ExternalValue;

    /// <summary>Where the bytes lie, or null for an inline value.</summary>
    public ExternalValue? External => _ref as ExternalValue;

    /// <summary>A PtypInteger16.</summary>
    public static PropertyValue Int16(short value) => new(PropertyType.Integer16, value, null);
    /// <summary>A PtypInteger32.</summary>
    public static PropertyValue Int32(int value) => new(PropertyType.Integer32, value, null);
    /// <summary>A PtypFloating32.</summary>
    public static PropertyValue Float32(float value) => new(PropertyType.Floating32, BitConverter.SingleToInt32Bits(value), null);
    /// <summary>A PtypFloating64.</summary>
    public static PropertyValue Float64(double value) => new(PropertyType.Floating64, BitConverter.DoubleToInt64Bits(value), null);
    /// <summary>A PtypCurrency, in ten-thousandths.</summary>
    public static PropertyValue Currency(long value) => new(PropertyType.Currency, value, null);
    /// <summary>A PtypFloatingTime.</summary>
    public static PropertyValue FloatingTime(double value) => new(PropertyType.FloatingTime, BitConverter.DoubleToInt64Bits(value), null);
    /// <summary>A PtypErrorCode.</summary>
    public static PropertyValue Error(MapiError value) => new(PropertyType.ErrorCode, (uint)value, null);
    /// <summary>A PtypBoolean.</summary>
    public static PropertyValue Bool(bool value) => new(PropertyType.Boolean, value ? 1 : 0, null);
    /// <summary>A PtypInteger64.</summary>
    public static PropertyValue Int64(long value) => new(PropertyType.Integer64, value, null);
    /// <summary>A PtypInteger64 holding an id.</summary>
    public static PropertyValue Int64(ulong value) => new(PropertyType.Integer64, unchecked((long)value), null);
    /// <summary>A PtypTime in FILETIME ticks.</summary>
    public static PropertyValue Time(long fileTime) => new(PropertyType.Time, fileTime, null);
    /// <summary>A PtypTime; times before 1601 become 0.</summary>
    public static PropertyValue Time(DateTimeOffset value) => new(PropertyType.Time, Math.Max(0, value.UtcTicks - FileTimeEpochTicks), null);
    /// <summary>A PtypString.</summary>
    public static PropertyValue String(string value) => new(PropertyType.String, 0, value);
    /// <summary>A PtypString8 as raw bytes of the context's code page.</summary>
    public static PropertyValue String8(byte[] value) => new(PropertyType.String8, 0, value);
    /// <summary>A PtypBinary.</summary>
    public static PropertyValue Binary(byte[] value) => new(PropertyType.Binary, 0, value);
    /// <summary>A PtypServerId.</summary>
    public static PropertyValue ServerId(byte[] value) => new(PropertyType.ServerId, 0, value);
    /// <summary>A PtypObject's bytes.</summary>
    public static PropertyValue ObjectBytes(byte[] value) => new(PropertyType.Object, 0, value);
    /// <summary>A PtypGuid.</summary>
    public static PropertyValue OfGuid(Guid value) => new(PropertyType.Guid, 0, value);
    /// <summary>A PtypNull.</summary>
    public static PropertyValue Null => new(PropertyType.Null, 0, null);
    /// <summary>A PtypRestriction.</summary>
    public static PropertyValue OfRestriction(Restriction value) => new(PropertyType.Restriction, 0, value);
    /// <summary>A PtypRuleAction.</summary>
    public static PropertyValue OfRuleActions(RuleActions value) => new(PropertyType.RuleAction, 0, value);
    /// <summary>A PtypMultipleInteger16.</summary>
    public static PropertyValue Multiple(short[] value) => new(PropertyType.MultipleInteger16, 0, value);
    /// <summary>A PtypMultipleInteger32.</summary>
    public static PropertyValue Multiple(int[] value) => new(PropertyType.MultipleInteger32, 0, value);
    /// <summary>A PtypMultipleFloating32.</summary>
    public static PropertyValue Multiple(float[] value) => new(PropertyType.MultipleFloating32, 0, value);
    /// <summary>A PtypMultipleString.</summary>
    public static PropertyValue Multiple(string[] value) => new(PropertyType.MultipleString, 0, value);
    /// <summary>A PtypMultipleGuid.</summary>
    public static PropertyValue Multiple(Guid[] value) => new(PropertyType.MultipleGuid, 0, value);
    /// <summary>PtypMultipleFloating64 or PtypMultipleFloatingTime.</summary>
    public static PropertyValue Multiple(PropertyType type, double[] value) => new(Expect(type, PropertyType.MultipleFloating64, PropertyType.MultipleFloatingTime), 0, value);
    /// <summary>PtypMultipleInteger64, PtypMultipleCurrency or PtypMultipleTime.</summary>
    public static PropertyValue Multiple(PropertyType type, long[] value) => new(Expect(type, PropertyType.MultipleInteger64, PropertyType.MultipleCurrency, PropertyType.MultipleTime), 0, value);
    /// <summary>PtypMultipleBinary or PtypMultipleString8.</summary>
    public static PropertyValue Multiple(PropertyType type, byte[][] value) => new(Expect(type, PropertyType.MultipleBinary, PropertyType.MultipleString8), 0, value);

    /// <summary>A value of type Binary, String, String8 or Object whose bytes lie outside.</summary>
    public static PropertyValue OfExternal(PropertyType type, ExternalValue value) =>
        new(Expect(type, PropertyType.Binary, PropertyType.String, PropertyType.String8, PropertyType.Object), 0, value);

    private const long FileTimeEpochTicks = 504911232000000000L;

    /// <summary>The value as a 16-bit integer; the type must be Integer16.</summary>
    public short AsInt16() => (short)Bits(PropertyType.Integer16);
    /// <summary>The value as a 32-bit integer; the type must be Integer32.</summary>
    public int AsInt32() => (int)Bits(PropertyType.Integer32);
    /// <summary>The value as a single; the type must be Floating32.</summary>
    public float AsFloat32() => BitConverter.Int32BitsToSingle((int)Bits(PropertyType.Floating32));
    /// <summary>The value as a double; the type must be Floating64 or FloatingTime.</summary>
    public double AsFloat64() => BitConverter.Int64BitsToDouble(Type == PropertyType.FloatingTime ? _bits : Bits(PropertyType.Floating64));
    /// <summary>The value as a boolean; the type must be Boolean.</summary>
    public bool AsBool() => Bits(PropertyType.Boolean) != 0;
    /// <summary>The value as an error; the type must be ErrorCode.</summary>
    public MapiError AsError() => (MapiError)(uint)Bits(PropertyType.ErrorCode);
    /// <summary>The value as a 64-bit integer; the type must be Integer64, Currency or Time.</summary>
    public long AsInt64() => Type is PropertyType.Currency or PropertyType.Time ? _bits : Bits(PropertyType.Integer64);
    /// <summary>FILETIME ticks; the type must be Time.</summary>
    public long AsFileTime() => Bits(PropertyType.Time);
    /// <summary>The time, clipped to what DateTimeOffset can hold; the type must be Time.</summary>
    public DateTimeOffset AsTime()
    {
        var ticks = Bits(PropertyType.Time);
        return new DateTimeOffset(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks - FileTimeEpochTicks) + FileTimeEpochTicks, TimeSpan.Zero);
    }
    /// <summary>The text; the type must be String and the value inline.</summary>
    public string AsString() => Ref<string>();
    /// <summary>The bytes; the type must be Binary, String8, ServerId or Object and the value inline.</summary>
    public byte[] AsBytes() => Ref<byte[]>();
    /// <summary>The GUID; the type must be Guid.</summary>
    public Guid AsGuid() => Ref<Guid>();
    /// <summary>The restriction; the type must be Restriction.</summary>
    public Restriction AsRestriction() => Ref<Restriction>();
    /// <summary>The actions; the type must be RuleAction.</summary>
    public RuleActions AsRuleActions() => Ref<RuleActions>();
    /// <summary>The array of a multi-valued type: short[], int[], float[], double[], long[], string[], byte[][] or Guid[].</summary>
    public T[] AsArray<T>() => Ref<T[]>();

    /// <summary>The raw 64 bits of a fixed-size value, for codecs.</summary>
    public long RawBits => _bits;

    /// <summary>The object behind a value of varying size, for codecs: string, byte[], Guid, an array, a restriction, rule actions, an <see cref="ExternalValue"/> or null.</summary>
    public object? RawReference => _ref;

    private long Bits(PropertyType expected) =>
        Type == expected ? _bits : throw new InvalidOperationException($"A {Type} was read as {expected}.");

    private T Ref<T>() =>
        _ref is T value ? value : throw new InvalidOperationException($"A {Type} ({_ref?.GetType().Name ?? "no reference"}) was read as {typeof(T).Name}.");

    private static PropertyType Expect(PropertyType type, params ReadOnlySpan<PropertyType> allowed) =>
        allowed.Contains(type) ? type : throw new ArgumentException($"{type} does not hold such a value.", nameof(type));

    /// <inheritdoc/>
    public bool Equals(PropertyValue other)
    {
        if (Type != other.Type || _bits != other._bits) return false;
        return (_ref, other._ref) switch
        {
            (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
            (short[] a, short[] b) => a.AsSpan().SequenceEqual(b),
            (int[] a, int[] b) => a.AsSpan().SequenceEqual(b),
            (float[] a, float[] b) => a.AsSpan().SequenceEqual(b),
            (double[] a, double[] b) => a.AsSpan().SequenceEqual(b),
            (long[] a, long[] b) => a.AsSpan().SequenceEqual(b),
            (string[] a, string[] b) => a.AsSpan().SequenceEqual(b),
            (Guid[] a, Guid[] b) => a.AsSpan().SequenceEqual(b),
            (byte[][] a, byte[][] b) => a.Length == b.Length && a.Zip(b).All(p => p.First.AsSpan().SequenceEqual(p.Second)),
            var (a, b) => Equals(a, b),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PropertyValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, _bits, _ref switch
    {
        byte[] a => a.Length,
        Array a => a.Length,
        var o => o?.GetHashCode() ?? 0,
    });

    /// <summary>Whether two values are the same.</summary>
    public static bool operator ==(PropertyValue left, PropertyValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(PropertyValue left, PropertyValue right) => !left.Equals(right);

    /// <summary>Type and a short form of the value, for logs and test failures; never the bytes of a large one.</summary>
    public override string ToString() => _ref switch
    {
        null => $"{Type}:{_bits}",
        byte[] b => $"{Type}:{Convert.ToHexString(b.AsSpan(0, Math.Min(b.Length, 32)))}({b.Length})",
        string s => $"{Type}:{(s.Length > 64 ? s[..64] + "…" : s)}",
        Array a => $"{Type}:[{a.Length}]",
        var o => $"{Type}:{o}",
    };
}

/// <summary>A tag and its value. The tag's type and the value's agree, except for an error in place of the value.</summary>
/// <param name="Tag">The property.</param>
/// <param name="Value">Its value.</param>
public readonly record struct TaggedPropertyValue(PropertyTag Tag, PropertyValue Value)
{
    /// <summary>The property <paramref name="id"/> with this value, typed as the value is.</summary>
    public TaggedPropertyValue(ushort id, PropertyValue value) : this(new PropertyTag(id, value.Type), value)
    {
    }
}
