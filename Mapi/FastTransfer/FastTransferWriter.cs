using System.Buffers.Binary;
using System.Text;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>In what form text goes into a stream ([MS-OXCFXICS] 3.2.5.8.1.1).</summary>
public enum FastTransferText
{
    /// <summary>PtypString8 in the code page of the connection.</summary>
    String8,
    /// <summary>PtypString.</summary>
    Unicode,
    /// <summary>The code page property type of Unicode, 0x84B0.</summary>
    CodePage,
}

/// <summary>
/// Writes a FastTransfer stream ([MS-OXCFXICS] 2.2.4.1) and gives it away in buffers. A buffer ends between two atoms or inside a value of
/// varying size, never inside an atom. What is written waits here until it is taken: who writes looks at <see cref="Staged"/>.
/// </summary>
/// <param name="text">The form of text.</param>
/// <param name="codePage">The code page of PtypString8.</param>
public sealed class FastTransferWriter(FastTransferText text, int codePage)
{
    /// <summary>The property type of Unicode text in a code page property type (2.2.4.1.1.1): 0x8000 and code page 1200.</summary>
    public const ushort UnicodeCodePageType = 0x84B0;

    private readonly Queue<Stretch> _stretches = new();
    private byte[] _buffer = new byte[4096];
    private int _start, _end;
    private int _takenOfFirst;

    // Bytes that hang together; or bytes of a value, which may be cut anywhere.
    private readonly record struct Stretch(int Length, bool Divisible);

    /// <summary>The form of text.</summary>
    public FastTransferText Text { get; } = text;

    /// <summary>The code page of PtypString8.</summary>
    public int CodePage { get; } = codePage;

    /// <summary>Bytes that were written and not taken.</summary>
    public int Staged => _end - _start;

    /// <summary>Whether a value of this type has a form in a stream.</summary>
    public static bool CanWrite(PropertyValue value) => value.HasValue && !value.IsExternal
        && value.Type is not (PropertyType.ErrorCode or PropertyType.Null or PropertyType.Restriction or PropertyType.RuleAction or PropertyType.Unspecified)
        && value.RawReference is not Array { Length: 0 } or byte[];

    /// <summary>Writes a marker.</summary>
    public void Marker(FastTransferMarker marker) => BinaryPrimitives.WriteUInt32LittleEndian(Atom(4), (uint)marker);

    /// <summary>
    /// Writes a property. The tag's type is the value's but for text, whose form <see cref="Text"/> says, and MetaTagIdsetGiven. A named
    /// property (0x8000 and above) needs its name.
    /// </summary>
    public void Property(PropertyTag tag, PropertyValue value, PropertyName? name = null)
    {
        if (!CanWrite(value)) throw new ArgumentException($"{value} has no form in a FastTransfer stream.", nameof(value));
        if (Text == FastTransferText.String8) value = TextConversion.ToString8(value, CodePage);
        var type = value.Type switch
        {
            PropertyType.String when Text == FastTransferText.CodePage => UnicodeCodePageType,
            _ when tag.Id == MetaTag.IdsetGiven.Id => (ushort)tag.Type,
            var own => (ushort)own,
        };
        Definition(tag.Id, type, name);
        if (!value.Type.IsMultiValue())
        {
            Single(value);
            return;
        }
        var all = (Array)value.RawReference!;
        BinaryPrimitives.WriteInt32LittleEndian(Atom(4), all.Length);
        foreach (var one in all) Element(value.Type.Single(), one);
    }

    /// <summary>Begins a value whose bytes, so many of them, follow by <see cref="Value"/>. Text must come in the form it has here, with its terminator.</summary>
    public void BeginValue(PropertyTag tag, int length, PropertyName? name = null)
    {
        var type = tag.Type is not (PropertyType.String or PropertyType.String8) ? (ushort)tag.Type : Text switch
        {
            FastTransferText.String8 => (ushort)PropertyType.String8,
            FastTransferText.CodePage => UnicodeCodePageType,
            _ => (ushort)PropertyType.String,
        };
        Definition(tag.Id, type, name);
        BinaryPrimitives.WriteInt32LittleEndian(Atom(4), length);
    }

    /// <summary>Writes further bytes of a value.</summary>
    public void Value(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        bytes.CopyTo(Room(bytes.Length));
        _stretches.Enqueue(new Stretch(bytes.Length, Divisible: true));
    }

    /// <summary>
    /// Takes at most so many bytes, as many as may go into one buffer. None where the next atom is longer than <paramref name="max"/>, or
    /// where nothing was written.
    /// </summary>
    public byte[] Take(int max)
    {
        var count = 0;
        while (_stretches.TryPeek(out var next))
        {
            var length = next.Length - _takenOfFirst;
            if (length <= max - count)
            {
                _stretches.Dequeue();
                _takenOfFirst = 0;
                count += length;
                continue;
            }
            if (!next.Divisible) break;
            _takenOfFirst += max - count;
            count = max;
            break;
        }
        var taken = _buffer.AsSpan(_start, count).ToArray();
        _start += count;
        if (_start == _end) _start = _end = 0;
        return taken;
    }

    private void Definition(ushort id, ushort type, PropertyName? name)
    {
        if (id < 0x8000)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Atom(4), ((uint)id << 16) | type);
            return;
        }
        var given = name ?? throw new ArgumentException($"Property 0x{id:X4} needs a name.", nameof(name));
        var size = given.Name is null ? 4 : (given.Name.Length + 1) * 2;
        var atom = Atom(4 + 16 + 1 + size);
        BinaryPrimitives.WriteUInt32LittleEndian(atom, ((uint)id << 16) | type);
        given.Guid.TryWriteBytes(atom[4..]);
        atom[20] = given.Name is null ? (byte)0 : (byte)1;
        if (given.Name is null) BinaryPrimitives.WriteUInt32LittleEndian(atom[21..], given.Lid);
        else atom[(21 + Encoding.Unicode.GetBytes(given.Name, atom[21..]))..].Clear();
    }

    private void Single(PropertyValue value)
    {
        if (value.RawReference is { } reference)
        {
            Element(value.Type, reference);
            return;
        }
        switch (value.Type.FixedSize())
        {
            // Two bytes for PtypBoolean, and not one (2.2.4.1.3).
            case 1 or 2: BinaryPrimitives.WriteInt16LittleEndian(Atom(2), (short)value.RawBits); break;
            case 4: BinaryPrimitives.WriteInt32LittleEndian(Atom(4), unchecked((int)value.RawBits)); break;
            default: BinaryPrimitives.WriteInt64LittleEndian(Atom(8), value.RawBits); break;
        }
    }

    private void Element(PropertyType type, object value)
    {
        switch (value)
        {
            case string text: Counted(Encoding.Unicode.GetBytes(text), 2); break;
            case byte[] bytes: Counted(bytes, type == PropertyType.String8 ? 1 : 0); break;
            case Guid guid: guid.TryWriteBytes(Atom(16)); break;
            case short number: BinaryPrimitives.WriteInt16LittleEndian(Atom(2), number); break;
            case int number: BinaryPrimitives.WriteInt32LittleEndian(Atom(4), number); break;
            case float number: BinaryPrimitives.WriteSingleLittleEndian(Atom(4), number); break;
            case double number: BinaryPrimitives.WriteDoubleLittleEndian(Atom(8), number); break;
            case long number: BinaryPrimitives.WriteInt64LittleEndian(Atom(8), number); break;
            default: throw new ArgumentException($"A {value.GetType().Name} has no form in a FastTransfer stream.", nameof(value));
        }
    }

    private void Counted(ReadOnlySpan<byte> bytes, int terminator)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Atom(4), bytes.Length + terminator);
        Value(bytes);
        if (terminator > 0) Value(((ReadOnlySpan<byte>)[0, 0])[..terminator]);
    }

    private Span<byte> Atom(int length)
    {
        _stretches.Enqueue(new Stretch(length, Divisible: false));
        return Room(length);
    }

    private Span<byte> Room(int count)
    {
        if (_buffer.Length - _end < count)
        {
            var target = _buffer.Length - Staged >= count ? _buffer : new byte[Math.Max(_buffer.Length * 2, Staged + count)];
            _buffer.AsSpan(_start, Staged).CopyTo(target);
            (_buffer, _end, _start) = (target, Staged, 0);
        }
        var room = _buffer.AsSpan(_end, count);
        _end += count;
        return room;
    }
}
