using System.Buffers.Binary;
using System.Text;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>
/// Reads a FastTransfer stream ([MS-OXCFXICS] 2.2.4.1) that comes in buffers cut anywhere. Total: whatever the bytes, they give tokens or
/// <see cref="Error"/>. It holds no more than one small value, or one array up to <see cref="MaxArraySize"/>: larger values go through
/// as they come.
/// </summary>
public sealed class FastTransferLexer
{
    /// <summary>A value of more bytes comes in pieces.</summary>
    public const int InlineLimit = 8192;

    /// <summary>A multi-valued property of more bytes is an error.</summary>
    public const int MaxArraySize = 1 << 20;

    // A property's string name and its terminator.
    private const int MaxNameSize = 1024;

    private const ushort CodePageFlag = 0x8000, CodePageMask = 0x7FFF, UnicodeCodePage = 1200;

    private byte[] _pending = [];
    private int _start, _end;
    private long _consumed;

    private PropertyTag _tag;
    private PropertyName? _name;
    private int _codePage;

    private List<object>? _elements;
    private uint _elementCount;
    private long _arraySize;

    private bool _streaming;
    private long _remaining;
    private int _terminator;

    /// <summary>Why the stream cannot be read on, or null.</summary>
    public ParseError? Error { get; private set; }

    /// <summary>Whether the bytes so far end where an element does: here a stream may end.</summary>
    public bool AtBoundary => Error is null && !_streaming && _elements is null && _start == _end;

    /// <summary>Gives the lexer the next bytes; it takes a copy.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Error is not null || bytes.IsEmpty) return;
        if (_pending.Length - _end < bytes.Length)
        {
            var left = _end - _start;
            var target = _pending.Length - left >= bytes.Length ? _pending : new byte[Math.Max(_pending.Length * 2, left + bytes.Length)];
            _pending.AsSpan(_start, left).CopyTo(target);
            (_pending, _start, _end) = (target, 0, left);
        }
        bytes.CopyTo(_pending.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>The next token; false where more bytes are needed, or the stream cannot be read on.</summary>
    public bool TryRead(out FastTransferToken token)
    {
        token = default;
        if (Error is not null) return false;
        if (_streaming) return TryReadBytes(out token);
        if (_elements is not null) return TryReadElements(out token);
        return TryReadElement(out token);
    }

    private int Available => _end - _start;

    private ReadOnlySpan<byte> Span => _pending.AsSpan(_start, Available);

    private void Consume(int count)
    {
        _start += count;
        _consumed += count;
        if (_start == _end) _start = _end = 0;
    }

    private bool Fail(string reason)
    {
        Error = new ParseError((int)Math.Min(_consumed, int.MaxValue), reason);
        _pending = [];
        _start = _end = 0;
        return false;
    }

    private bool TryReadElement(out FastTransferToken token)
    {
        token = default;
        if (Available < 4) return false;
        var number = BinaryPrimitives.ReadUInt32LittleEndian(Span);
        if (Enum.IsDefined((FastTransferMarker)number))
        {
            Consume(4);
            token = FastTransferToken.OfMarker(number);
            return true;
        }
        var (id, type) = ((ushort)(number >> 16), (ushort)number);
        var header = 4;
        PropertyName? name = null;
        if (id >= 0x8000)
        {
            if (!TryReadName(Span[4..], out var found, out var size)) return false;
            name = found;
            header += size;
        }
        var isCodePage = (type & CodePageFlag) != 0;
        _codePage = isCodePage ? type & CodePageMask : 0;
        // The state's ids come under a type that they do not have (3.2.5.2.1).
        var valueType = number == MetaTag.IdsetGiven.Value ? PropertyType.Binary
            : !isCodePage ? (PropertyType)type
            : _codePage == UnicodeCodePage ? PropertyType.String : PropertyType.String8;
        _tag = new PropertyTag(id, valueType);
        _name = name;
        if (valueType.IsMultiValue() && !isCodePage) return TryBeginArray(header, valueType, out token);
        if (IsFixed(valueType, out var fixedSize))
        {
            if (Available < header + fixedSize) return false;
            var value = FixedValue(valueType, Span.Slice(header, fixedSize));
            Consume(header + fixedSize);
            token = FastTransferToken.OfProperty(_tag, name, value);
            return true;
        }
        if (!IsVarying(valueType)) return Fail($"property 0x{number:X8} is of no type that streams have");
        if (Available < header + 4) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(Span[header..]);
        if (length > int.MaxValue) return Fail($"property 0x{number:X8} of {length} bytes");
        if (length <= InlineLimit)
        {
            if (Available < header + 4 + (int)length) return false;
            if (VaryingValue(valueType, _codePage, Span.Slice(header + 4, (int)length)) is not { } value) return Fail($"text of {length} bytes in property 0x{number:X8}");
            Consume(header + 4 + (int)length);
            token = FastTransferToken.OfProperty(new PropertyTag(id, value.Type), name, value);
            return true;
        }
        if (valueType == PropertyType.ServerId) return Fail($"a PtypServerId of {length} bytes");
        if (valueType == PropertyType.String && (length & 1) != 0) return Fail($"text of {length} bytes in property 0x{number:X8}");
        Consume(header + 4);
        _streaming = true;
        _remaining = length;
        _terminator = valueType switch { PropertyType.String => 2, PropertyType.String8 => 1, _ => 0 };
        token = FastTransferToken.Begin(_tag, name, length, _codePage);
        return true;
    }

    /// <summary>Reads namedPropInfo; false where more bytes are needed, or it is none.</summary>
    private bool TryReadName(ReadOnlySpan<byte> bytes, out PropertyName name, out int size)
    {
        name = default;
        size = 0;
        if (bytes.Length < 17) return false;
        var guid = new Guid(bytes[..16]);
        switch (bytes[16])
        {
            case 0:
                size = 21;
                if (bytes.Length < size) return false;
                name = new PropertyName(guid, BinaryPrimitives.ReadUInt32LittleEndian(bytes[17..]));
                return true;
            case 1:
                var rest = bytes[17..];
                for (var i = 0; i + 1 < rest.Length; i += 2)
                {
                    if (i > MaxNameSize) return Fail($"a property name of more than {MaxNameSize} bytes");
                    if (rest[i] != 0 || rest[i + 1] != 0) continue;
                    size = 17 + i + 2;
                    name = new PropertyName(guid, Encoding.Unicode.GetString(rest[..i]));
                    return true;
                }
                return false;
            default:
                return Fail($"property name kind 0x{bytes[16]:X2}");
        }
    }

    private bool TryBeginArray(int header, PropertyType type, out FastTransferToken token)
    {
        token = default;
        if (!type.IsKnown()) return Fail($"property type 0x{(ushort)type:X4}");
        if (Available < header + 4) return false;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(Span[header..]);
        var least = IsFixed(type.Single(), out var size) ? size : 4;
        if ((long)count * least > MaxArraySize) return Fail($"{count} values in property {_tag}");
        Consume(header + 4);
        _elements = [];
        _elementCount = count;
        _arraySize = 0;
        return TryReadElements(out token);
    }

    private bool TryReadElements(out FastTransferToken token)
    {
        token = default;
        var type = _tag.Type.Single();
        while (_elements!.Count < _elementCount)
        {
            if (IsFixed(type, out var size))
            {
                if (Available < size) return false;
                _elements.Add(Boxed(FixedValue(type, Span[..size])));
                Consume(size);
                continue;
            }
            if (Available < 4) return false;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(Span);
            if (_arraySize + length > MaxArraySize) return Fail($"an array of more than {MaxArraySize} bytes in property {_tag}");
            if (Available < 4 + (int)length) return false;
            if (VaryingValue(type, 0, Span.Slice(4, (int)length)) is not { } value) return Fail($"text of {length} bytes in property {_tag}");
            _elements.Add(value.RawReference!);
            _arraySize += length + 4;
            Consume(4 + (int)length);
        }
        var all = ArrayValue(_tag.Type, _elements);
        _elements = null;
        if (all is not { } array) return Fail($"property {_tag} is of no type that streams have");
        token = FastTransferToken.OfProperty(_tag, _name, array);
        return true;
    }

    private bool TryReadBytes(out FastTransferToken token)
    {
        token = default;
        if (_remaining == 0)
        {
            _streaming = false;
            token = FastTransferToken.End;
            return true;
        }
        // The terminator of text is not part of it; it is looked at whole.
        var count = (int)Math.Min(Available, _remaining - _terminator);
        if (count > 0)
        {
            token = FastTransferToken.OfBytes(_pending.AsMemory(_start, count));
            _start += count;
            _consumed += count;
            _remaining -= count;
            return true;
        }
        if (Available < _remaining) return false;
        var last = (int)_remaining;
        _remaining = 0;
        _terminator = 0;
        if (!Span[..last].ContainsAnyExcept((byte)0))
        {
            Consume(last);
            return TryReadBytes(out token);
        }
        token = FastTransferToken.OfBytes(_pending.AsMemory(_start, last));
        _start += last;
        _consumed += last;
        return true;
    }

    private static bool IsVarying(PropertyType type) => type is PropertyType.String or PropertyType.String8 or PropertyType.Binary or PropertyType.ServerId or PropertyType.Object;

    private static bool IsFixed(PropertyType type, out int size)
    {
        size = type switch { PropertyType.Boolean => 2, PropertyType.Null => 0, _ => type.FixedSize() };
        return size > 0 || type == PropertyType.Null;
    }

    private static PropertyValue FixedValue(PropertyType type, ReadOnlySpan<byte> bytes) => type switch
    {
        PropertyType.Null => PropertyValue.Null,
        PropertyType.Boolean => PropertyValue.Bool(BinaryPrimitives.ReadInt16LittleEndian(bytes) != 0),
        PropertyType.Integer16 => PropertyValue.Int16(BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        PropertyType.Integer32 => PropertyValue.Int32(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        PropertyType.Floating32 => PropertyValue.Float32(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        PropertyType.Floating64 => PropertyValue.Float64(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        PropertyType.FloatingTime => PropertyValue.FloatingTime(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        PropertyType.Currency => PropertyValue.Currency(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        PropertyType.ErrorCode => PropertyValue.Error((MapiError)BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        PropertyType.Time => PropertyValue.Time(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        PropertyType.Guid => PropertyValue.OfGuid(new Guid(bytes)),
        _ => PropertyValue.Int64(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
    };

    /// <summary>The value; null for text of half a character. Text of a code page becomes PtypString, that of the connection does not.</summary>
    private static PropertyValue? VaryingValue(PropertyType type, int codePage, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case PropertyType.String:
                if ((bytes.Length & 1) != 0) return null;
                if (bytes.Length >= 2 && bytes[^1] == 0 && bytes[^2] == 0) bytes = bytes[..^2];
                return PropertyValue.String(Encoding.Unicode.GetString(bytes));
            case PropertyType.String8:
                if (bytes.Length > 0 && bytes[^1] == 0) bytes = bytes[..^1];
                return codePage == 0 ? PropertyValue.String8(bytes.ToArray()) : PropertyValue.String(TextConversion.EncodingOf(codePage).GetString(bytes));
            case PropertyType.ServerId: return PropertyValue.ServerId(bytes.ToArray());
            case PropertyType.Object: return PropertyValue.ObjectBytes(bytes.ToArray());
            default: return PropertyValue.Binary(bytes.ToArray());
        }
    }

    private static object Boxed(PropertyValue value) => value.Type switch
    {
        PropertyType.Integer16 => value.AsInt16(),
        PropertyType.Integer32 => value.AsInt32(),
        PropertyType.Floating32 => value.AsFloat32(),
        PropertyType.Floating64 or PropertyType.FloatingTime => value.AsFloat64(),
        PropertyType.Guid => value.AsGuid(),
        _ => value.RawBits,
    };

    private static PropertyValue? ArrayValue(PropertyType type, List<object> elements) => type switch
    {
        PropertyType.MultipleInteger16 => PropertyValue.Multiple(Of<short>(elements)),
        PropertyType.MultipleInteger32 => PropertyValue.Multiple(Of<int>(elements)),
        PropertyType.MultipleFloating32 => PropertyValue.Multiple(Of<float>(elements)),
        PropertyType.MultipleFloating64 or PropertyType.MultipleFloatingTime => PropertyValue.Multiple(type, Of<double>(elements)),
        PropertyType.MultipleInteger64 or PropertyType.MultipleCurrency or PropertyType.MultipleTime => PropertyValue.Multiple(type, Of<long>(elements)),
        PropertyType.MultipleGuid => PropertyValue.Multiple(Of<Guid>(elements)),
        PropertyType.MultipleString => PropertyValue.Multiple(Of<string>(elements)),
        PropertyType.MultipleString8 or PropertyType.MultipleBinary => PropertyValue.Multiple(type, Of<byte[]>(elements)),
        _ => null,
    };

    private static T[] Of<T>(List<object> elements) => [.. elements.Cast<T>()];
}
