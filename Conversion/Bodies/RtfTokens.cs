namespace MapiOrleans.Conversion.Bodies;

/// <summary>Kinds of RTF token.</summary>
internal enum RtfTokenKind
{
    /// <summary>{</summary>
    Open,
    /// <summary>}</summary>
    Close,
    /// <summary>A control word, with or without a number.</summary>
    Word,
    /// <summary>A control symbol: a backslash and something that is no letter.</summary>
    Symbol,
    /// <summary>A byte of text, plain or as \'xx.</summary>
    Text,
}

/// <summary>Reads RTF token by token. It never throws and always ends: what is no RTF is text.</summary>
internal ref struct RtfTokens(ReadOnlySpan<byte> rtf)
{
    private const int MaxWordLength = 32;

    private readonly ReadOnlySpan<byte> _rtf = rtf;
    private int _position;

    /// <summary>The kind of the token that was read.</summary>
    public RtfTokenKind Kind { get; private set; }

    /// <summary>A control word's letters.</summary>
    public ReadOnlySpan<byte> Word { get; private set; }

    /// <summary>A control word's number, or null.</summary>
    public int? Number { get; private set; }

    /// <summary>A control symbol's or text's byte.</summary>
    public byte Byte { get; private set; }

    /// <summary>Reads the next token; false at the end.</summary>
    public bool Read()
    {
        while (_position < _rtf.Length)
        {
            var value = _rtf[_position++];
            switch (value)
            {
                case (byte)'{':
                    Kind = RtfTokenKind.Open;
                    return true;
                case (byte)'}':
                    Kind = RtfTokenKind.Close;
                    return true;
                case (byte)'\\':
                    if (_position == _rtf.Length) return false;
                    if (ReadControl()) return true;
                    continue;
                case (byte)'\r' or (byte)'\n' or 0:
                    continue;
                default:
                    Kind = RtfTokenKind.Text;
                    Byte = value;
                    return true;
            }
        }
        return false;
    }

    private bool ReadControl()
    {
        var first = _rtf[_position];
        if (!char.IsAsciiLetter((char)first)) return ReadSymbol();
        var start = _position;
        while (_position < _rtf.Length && _position - start < MaxWordLength && char.IsAsciiLetter((char)_rtf[_position])) _position++;
        Word = _rtf[start.._position];
        Kind = RtfTokenKind.Word;
        Number = ReadNumber();
        if (_position < _rtf.Length && _rtf[_position] == (byte)' ') _position++;
        if (!Word.SequenceEqual("bin"u8)) return true;
        // Bytes that are no text follow.
        _position += Math.Clamp(Number ?? 0, 0, _rtf.Length - _position);
        return false;
    }

    private int? ReadNumber()
    {
        var position = _position;
        var negative = position < _rtf.Length && _rtf[position] == (byte)'-';
        if (negative) position++;
        var start = position;
        long number = 0;
        for (; position < _rtf.Length && char.IsAsciiDigit((char)_rtf[position]); position++)
            number = Math.Min(number * 10 + _rtf[position] - '0', int.MaxValue);
        if (position == start) return null;
        _position = position;
        return (int)(negative ? -number : number);
    }

    private bool ReadSymbol()
    {
        var symbol = _rtf[_position++];
        if (symbol == (byte)'\'')
        {
            if (_position + 2 > _rtf.Length || !char.IsAsciiHexDigit((char)_rtf[_position]) || !char.IsAsciiHexDigit((char)_rtf[_position + 1])) return false;
            Kind = RtfTokenKind.Text;
            Byte = (byte)(Nibble(_rtf[_position]) << 4 | Nibble(_rtf[_position + 1]));
            _position += 2;
            return true;
        }
        if (symbol is (byte)'\\' or (byte)'{' or (byte)'}')
        {
            Kind = RtfTokenKind.Text;
            Byte = symbol;
            return true;
        }
        Kind = RtfTokenKind.Symbol;
        Byte = symbol;
        return true;
    }

    private static int Nibble(byte digit) => char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
