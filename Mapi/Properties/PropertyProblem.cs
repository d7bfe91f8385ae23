using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Properties;

/// <summary>Why one property of a request was not set, deleted or copied ([MS-OXCDATA] 2.7): 10 bytes.</summary>
/// <param name="Index">Its index in the request's array.</param>
/// <param name="Tag">The property.</param>
/// <param name="ErrorCode">Why.</param>
public readonly record struct PropertyProblem(ushort Index, PropertyTag Tag, MapiError ErrorCode)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 10;

    /// <summary>Reads a 16-bit count and so many problems.</summary>
    public static PropertyProblem[] ReadArray(ref MapiReader reader)
    {
        var problems = new PropertyProblem[reader.ReadCount16(Size)];
        for (var i = 0; i < problems.Length; i++) problems[i] = new PropertyProblem(reader.ReadUInt16(), reader.ReadUInt32(), (MapiError)reader.ReadUInt32());
        return problems;
    }

    /// <summary>Writes a 16-bit count and the problems.</summary>
    public static void WriteArray(MapiWriter writer, ReadOnlySpan<PropertyProblem> problems)
    {
        writer.WriteUInt16(checked((ushort)problems.Length));
        foreach (var (index, tag, error) in problems)
        {
            writer.WriteUInt16(index);
            writer.WriteUInt32(tag.Value);
            writer.WriteUInt32((uint)error);
        }
    }
}
