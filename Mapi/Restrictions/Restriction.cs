using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>What a restriction is evaluated over: an object's properties, and those of its recipients or attachments.</summary>
public interface IPropertySource
{
    /// <summary>The value of a property; the tag's type is that of the restriction. False where the object has none.</summary>
    bool TryGet(PropertyTag tag, out PropertyValue value);

    /// <summary>The sub-objects of PidTagMessageRecipients or PidTagMessageAttachments.</summary>
    IEnumerable<IPropertySource> SubObjects(ushort id);
}

/// <summary>RelOp ([MS-OXCDATA] 2.12.5.1).</summary>
public enum RelationalOperator : byte
{
#pragma warning disable CS1591 // Each is the relation of its name, property on the left.
    LessThan = 0, LessThanOrEqual = 1, GreaterThan = 2, GreaterThanOrEqual = 3, Equal = 4, NotEqual = 5,
#pragma warning restore CS1591
    /// <summary>The object is a member of the distribution list of the value; address-book searches only.</summary>
    MemberOfDL = 0x64,
}

/// <summary>A restriction ([MS-OXCDATA] 2.12): a predicate over the properties of an object.</summary>
public abstract record Restriction
{
    /// <summary>Restrictions nested deeper than this are refused: a client needs no more, and recursion has a stack.</summary>
    public const int MaxDepth = 64;

    /// <summary>RestrictType on the wire.</summary>
    public abstract byte RestrictType { get; }

    /// <summary>Whether the object meets the restriction.</summary>
    public abstract bool Matches(IPropertySource source);

    /// <summary>Tags of all properties it asks for.</summary>
    public abstract IEnumerable<PropertyTag> Tags { get; }

    /// <summary>The same restriction with every constant value changed by a function.</summary>
    public abstract Restriction MapValues(Func<TaggedPropertyValue, TaggedPropertyValue> map, Func<PropertyTag, PropertyTag> mapTag);

    /// <summary>Writes what follows RestrictType.</summary>
    protected abstract void WriteBody(MapiWriter writer, CountWidth width);

    /// <summary>Writes the restriction.</summary>
    public void Write(MapiWriter writer, CountWidth width)
    {
        writer.WriteByte(RestrictType);
        WriteBody(writer, width);
    }

    /// <summary>Reads a restriction; null where the reader failed.</summary>
    public static Restriction? Read(ref MapiReader reader, CountWidth width) => Read(ref reader, width, 0);

    private static Restriction? Read(ref MapiReader reader, CountWidth width, int depth)
    {
        if (depth >= MaxDepth)
        {
            reader.Fail($"restrictions nested deeper than {MaxDepth}");
            return null;
        }
        var type = reader.ReadByte();
        Restriction? result = null;
        switch (type)
        {
            case 0x00: result = ReadMany(ref reader, width, depth) is { } all ? new AndRestriction(all) : null; break;
            case 0x01: result = ReadMany(ref reader, width, depth) is { } any ? new OrRestriction(any) : null; break;
            case 0x02: result = Read(ref reader, width, depth + 1) is { } not ? new NotRestriction(not) : null; break;
            case 0x03:
                var low = reader.ReadUInt16();
                var high = reader.ReadUInt16();
                result = new ContentRestriction(low, high, reader.ReadUInt32(), PropertyValueCodec.ReadTagged(ref reader, width));
                break;
            case 0x04:
                var relation = ReadRelation(ref reader);
                result = new PropertyRestriction(relation, reader.ReadUInt32(), PropertyValueCodec.ReadTagged(ref reader, width));
                break;
            case 0x05: result = new ComparePropertiesRestriction(ReadRelation(ref reader), reader.ReadUInt32(), reader.ReadUInt32()); break;
            case 0x06:
                var notZero = reader.ReadByte();
                if (notZero > 1) reader.Fail($"bitmask operator {notZero}");
                result = new BitMaskRestriction(notZero == 1, reader.ReadUInt32(), reader.ReadUInt32());
                break;
            case 0x07: result = new SizeRestriction(ReadRelation(ref reader), reader.ReadUInt32(), reader.ReadUInt32()); break;
            case 0x08: result = new ExistRestriction(reader.ReadUInt32()); break;
            case 0x09:
                PropertyTag subObject = reader.ReadUInt32();
                result = Read(ref reader, width, depth + 1) is { } inner ? new SubObjectRestriction(subObject, inner) : null;
                break;
            case 0x0A:
                var values = PropertyValueCodec.ReadTaggedArray(ref reader, reader.ReadByte(), width);
                var present = reader.ReadBool();
                result = new CommentRestriction(values, present ? Read(ref reader, width, depth + 1) : null);
                break;
            case 0x0B:
                var count = reader.ReadUInt32();
                result = Read(ref reader, width, depth + 1) is { } counted ? new CountRestriction(count, counted) : null;
                break;
            default: reader.Fail($"restriction type 0x{type:X2}"); break;
        }
        return reader.Failed ? null : result;
    }

    private static RelationalOperator ReadRelation(ref MapiReader reader)
    {
        var relation = reader.ReadByte();
        if (relation is > 5 and not 0x64) reader.Fail($"relational operator {relation}");
        return (RelationalOperator)relation;
    }

    private static List<Restriction>? ReadMany(ref MapiReader reader, CountWidth width, int depth)
    {
        var count = width == CountWidth.Narrow ? reader.ReadCount16(1) : reader.ReadCount32(1);
        var all = new List<Restriction>(Math.Min(count, 256));
        for (var i = 0; i < count && !reader.Failed; i++)
            if (Read(ref reader, width, depth + 1) is { } one)
                all.Add(one);
        return reader.Failed ? null : all;
    }

    internal static void WriteMany(MapiWriter writer, CountWidth width, IReadOnlyList<Restriction> all)
    {
        if (width == CountWidth.Narrow) writer.WriteUInt16(checked((ushort)all.Count));
        else writer.WriteInt32(all.Count);
        foreach (var one in all) one.Write(writer, width);
    }
}
