using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>What a <see cref="FastTransferLexer"/> gives.</summary>
public enum FastTransferTokenKind
{
    /// <summary>A marker.</summary>
    Marker,
    /// <summary>A property with its value.</summary>
    Property,
    /// <summary>A property whose value is large: its bytes follow.</summary>
    ValueBegin,
    /// <summary>Bytes of the large value.</summary>
    ValueBytes,
    /// <summary>The end of the large value.</summary>
    ValueEnd,
}

/// <summary>One token of a stream.</summary>
public readonly struct FastTransferToken
{
    private FastTransferToken(FastTransferTokenKind kind, PropertyTag tag, PropertyName? name, PropertyValue value, long length, int codePage, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        Tag = tag;
        Name = name;
        Value = value;
        Length = length;
        CodePage = codePage;
        Bytes = bytes;
    }

    /// <summary>What it is.</summary>
    public FastTransferTokenKind Kind { get; }

    /// <summary>The marker of a Marker.</summary>
    public FastTransferMarker Marker => (FastTransferMarker)Tag.Value;

    /// <summary>The property of a Property or ValueBegin. Text of a code page is PtypString in a Property, PtypString8 in a ValueBegin.</summary>
    public PropertyTag Tag { get; }

    /// <summary>The name of a property from 0x8000 up; its id means something to the sender only.</summary>
    public PropertyName? Name { get; }

    /// <summary>The value of a Property.</summary>
    public PropertyValue Value { get; }

    /// <summary>Bytes of the value that a ValueBegin announces, a terminator of text included.</summary>
    public long Length { get; }

    /// <summary>The code page of PtypString8 bytes in a ValueBegin; 0 for that of the connection.</summary>
    public int CodePage { get; }

    /// <summary>Bytes of ValueBytes, without the terminator of text. Valid until the lexer is asked on.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    internal static FastTransferToken OfMarker(uint marker) => new(FastTransferTokenKind.Marker, marker, null, default, 0, 0, default);

    internal static FastTransferToken OfProperty(PropertyTag tag, PropertyName? name, PropertyValue value) => new(FastTransferTokenKind.Property, tag, name, value, 0, 0, default);

    internal static FastTransferToken Begin(PropertyTag tag, PropertyName? name, long length, int codePage) => new(FastTransferTokenKind.ValueBegin, tag, name, default, length, codePage, default);

    internal static FastTransferToken OfBytes(ReadOnlyMemory<byte> bytes) => new(FastTransferTokenKind.ValueBytes, default, null, default, 0, 0, bytes);

    internal static FastTransferToken End => new(FastTransferTokenKind.ValueEnd, default, null, default, 0, 0, default);
}
