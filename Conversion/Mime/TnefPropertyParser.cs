using System.Text;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Conversion.Mime;

/// <summary>Reads property lists of TNEF ([MS-OXTNEF] 2.1.3.4): named properties get provisional ids, 8-bit text becomes Unicode.</summary>
internal sealed class TnefPropertyParser(PartValues values, NamedPropertyTable names, CancellationToken cancellation)
{
    private const int MaxProperties = 4096;
    private const int MaxValues = 4096;
    private const int MaxMultiValueBytes = 1024 * 1024;
    private Encoding _encoding = TextEncodings.Find("windows-1252")!;

    /// <summary>Whether a list ended before its count.</summary>
    public bool Damaged { get; private set; }

    /// <summary>Sets the code page of 8-bit text; an unknown one leaves it as it is.</summary>
    public void SetCodePage(int codePage)
    {
        if (codePage is not (65000 or 1200 or 1201) && CodePagesEncodingProvider.Instance.GetEncoding(codePage) is { } encoding) _encoding = encoding;
        else if (codePage == 65001) _encoding = Encoding.UTF8;
    }

    /// <summary>Text of 8-bit bytes.</summary>
    public string Decode(byte[] bytes) => _encoding.GetString(bytes);

    /// <summary>8-bit text of any length, up to its null.</summary>
    public async ValueTask<PropertyValue> TextAsync(TnefCursor data)
    {
        using var bytes = new MemoryStream();
        await data.CopyRestAsync(bytes, cancellation);
        return await values.StringAsync(UpToNull(_encoding.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)));
    }

    /// <summary>
    /// Reads a count and that many properties, as far as they can be read. Objects come with the range of their bytes and an empty value.
    /// </summary>
    public async ValueTask<List<(TaggedPropertyValue Item, TnefCursor? Raw)>> ReadListAsync(TnefCursor data)
    {
        var result = new List<(TaggedPropertyValue, TnefCursor?)>();
        var count = data.ReadUInt32();
        for (var i = 0u; i < count; i++)
        {
            if (i >= MaxProperties || data.Remaining < 4)
            {
                Damaged = true;
                break;
            }
            var type = (PropertyType)data.ReadUInt16();
            var id = data.ReadUInt16();
            if (id >= 0x8000) id = names.IdOf(ReadName(data));
            if (!type.IsKnown()) data.Fail();
            var (value, raw) = data.Failed ? default : await ReadValueAsync(data, type);
            if (data.Failed)
            {
                Damaged = true;
                break;
            }
            if (id == 0 || !value.HasValue) continue;
            result.Add((new TaggedPropertyValue(id, value), raw));
        }
        return result;
    }

    private static PropertyName ReadName(TnefCursor data)
    {
        var set = data.ReadGuid();
        if (data.ReadUInt32() == 0) return new PropertyName(set, data.ReadUInt32());
        var size = data.ReadUInt32();
        if (size > 1024)
        {
            data.Fail();
            return default;
        }
        var bytes = data.ReadBytes((int)size);
        data.Skip(Math.Min(Padding(size), data.Remaining));
        var name = UpToNull(Encoding.Unicode.GetString(bytes));
        return new PropertyName(set, set == PropertySets.PS_INTERNET_HEADERS ? name.ToLowerInvariant() : name);
    }

    private async ValueTask<(PropertyValue Value, TnefCursor? Raw)> ReadValueAsync(TnefCursor data, PropertyType type)
    {
        var single = type.Single();
        if (type.IsMultiValue()) return (ReadMultiple(data, type), null);
        if (single.FixedSize() > 0) return (ReadFixed(data, single), null);
        if (single is not (PropertyType.String or PropertyType.String8 or PropertyType.Binary or PropertyType.Object or PropertyType.ServerId))
        {
            data.Fail();
            return default;
        }
        var count = data.ReadUInt32();
        (PropertyValue, TnefCursor?) result = default;
        for (var i = 0u; i < count && !data.Failed; i++)
        {
            var size = data.ReadUInt32();
            var raw = data.Take(size);
            data.Skip(Math.Min(Padding(size), data.Remaining));
            if (data.Failed || i > 0) continue;
            result = await ReadVariableAsync(raw, single);
        }
        return result;
    }

    private async ValueTask<(PropertyValue, TnefCursor?)> ReadVariableAsync(TnefCursor raw, PropertyType type)
    {
        switch (type)
        {
            case PropertyType.Object:
                return (PropertyValue.ObjectBytes([]), raw);
            case PropertyType.String8:
                return (await TextAsync(raw), null);
            case PropertyType.String:
                using (var bytes = new MemoryStream())
                {
                    await raw.CopyRestAsync(bytes, cancellation);
                    return (await values.StringAsync(UpToNull(Encoding.Unicode.GetString(bytes.GetBuffer(), 0, (int)bytes.Length))), null);
                }
            case PropertyType.ServerId:
                return raw.Remaining > 1024 ? default : (PropertyValue.ServerId(raw.ReadBytes((int)raw.Remaining)), null);
            default:
                await using (var stream = values.Open())
                {
                    await raw.CopyRestAsync(stream, cancellation);
                    return (await stream.CompleteAsync(PropertyType.Binary), null);
                }
        }
    }

    private static PropertyValue ReadFixed(TnefCursor data, PropertyType type)
    {
        switch (type)
        {
            case PropertyType.Integer16:
                var small = unchecked((short)data.ReadUInt16());
                data.Skip(Math.Min(2, data.Remaining));
                return PropertyValue.Int16(small);
            case PropertyType.Boolean:
                var flag = data.ReadUInt16() != 0;
                data.Skip(Math.Min(2, data.Remaining));
                return PropertyValue.Bool(flag);
            case PropertyType.Integer32:
                return PropertyValue.Int32(unchecked((int)data.ReadUInt32()));
            case PropertyType.ErrorCode:
                data.Skip(4);
                return default;
            case PropertyType.Floating32:
                return PropertyValue.Float32(BitConverter.UInt32BitsToSingle(data.ReadUInt32()));
            case PropertyType.Floating64:
                return PropertyValue.Float64(BitConverter.Int64BitsToDouble(data.ReadInt64()));
            case PropertyType.FloatingTime:
                return PropertyValue.FloatingTime(BitConverter.Int64BitsToDouble(data.ReadInt64()));
            case PropertyType.Currency:
                return PropertyValue.Currency(data.ReadInt64());
            case PropertyType.Integer64:
                return PropertyValue.Int64(data.ReadInt64());
            case PropertyType.Time:
                return PropertyValue.Time(data.ReadInt64());
            case PropertyType.Guid:
                return PropertyValue.OfGuid(data.ReadGuid());
            default:
                data.Fail();
                return default;
        }
    }

    /// <summary>Several values; none at all is the same as no property.</summary>
    private PropertyValue ReadMultiple(TnefCursor data, PropertyType type)
    {
        var single = type.Single();
        var count = data.ReadUInt32();
        var least = single.FixedSize() == 0 ? 4 : Math.Max(4, single.FixedSize());
        if (count > MaxValues || count * least > data.Remaining)
        {
            data.Fail();
            return default;
        }
        if (count == 0) return default;
        var fixedValues = new List<PropertyValue>();
        var blobs = new List<byte[]>();
        long total = 0;
        for (var i = 0u; i < count && !data.Failed; i++)
        {
            if (single.FixedSize() > 0)
            {
                fixedValues.Add(ReadFixed(data, single));
                continue;
            }
            var size = data.ReadUInt32();
            total += size;
            if (total > MaxMultiValueBytes)
            {
                data.Fail();
                break;
            }
            blobs.Add(data.ReadBytes((int)size));
            data.Skip(Math.Min(Padding(size), data.Remaining));
        }
        if (data.Failed) return default;
        return type switch
        {
            PropertyType.MultipleInteger16 => PropertyValue.Multiple(fixedValues.Select(v => v.AsInt16()).ToArray()),
            PropertyType.MultipleInteger32 => PropertyValue.Multiple(fixedValues.Select(v => v.AsInt32()).ToArray()),
            PropertyType.MultipleFloating32 => PropertyValue.Multiple(fixedValues.Select(v => v.AsFloat32()).ToArray()),
            PropertyType.MultipleFloating64 or PropertyType.MultipleFloatingTime => PropertyValue.Multiple(type, fixedValues.Select(v => v.AsFloat64()).ToArray()),
            PropertyType.MultipleInteger64 or PropertyType.MultipleCurrency or PropertyType.MultipleTime => PropertyValue.Multiple(type, fixedValues.Select(v => v.RawBits).ToArray()),
            PropertyType.MultipleGuid => PropertyValue.Multiple(fixedValues.Select(v => v.AsGuid()).ToArray()),
            PropertyType.MultipleString => PropertyValue.Multiple(blobs.Select(b => UpToNull(Encoding.Unicode.GetString(b))).ToArray()),
            PropertyType.MultipleString8 => PropertyValue.Multiple(blobs.Select(b => UpToNull(_encoding.GetString(b))).ToArray()),
            PropertyType.MultipleBinary => PropertyValue.Multiple(type, blobs.ToArray()),
            _ => default,
        };
    }

    private static long Padding(uint size) => (4 - size % 4) % 4;

    private static string UpToNull(string text)
    {
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
