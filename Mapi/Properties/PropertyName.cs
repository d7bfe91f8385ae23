using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Properties;

/// <summary>
/// The name of a named property: a property set and either a number or a string ([MS-OXCDATA] 2.6.1).
/// Names compare exactly, case included, as [MS-OXCPRPT] asks.
/// </summary>
/// <param name="Guid">The property set.</param>
/// <param name="Lid">The number, where <paramref name="Name"/> is null.</param>
/// <param name="Name">The string, or null.</param>
public readonly record struct PropertyName(Guid Guid, uint Lid, string? Name)
{
    /// <summary>The Kind byte that says no name is associated with the property id.</summary>
    public const byte KindNone = 0xFF;

    /// <summary>A name that is a number.</summary>
    public PropertyName(Guid guid, uint lid) : this(guid, lid, null)
    {
    }

    /// <summary>A name that is a string.</summary>
    public PropertyName(Guid guid, string name) : this(guid, 0, name)
    {
    }

    /// <summary>Whether this stands for "no name" (Kind 0xFF in answers).</summary>
    public bool IsNone => Guid == Guid.Empty && Lid == 0 && Name is null;

    /// <summary>Reads the wire form: Kind, GUID, then LID or counted string.</summary>
    public static PropertyName Read(ref MapiReader reader)
    {
        var kind = reader.ReadByte();
        var guid = reader.ReadGuid();
        switch (kind)
        {
            case 0x00:
                return new PropertyName(guid, reader.ReadUInt32());
            case 0x01:
                int size = reader.ReadByte();
                var bytes = reader.ReadSpan(size);
                if ((size & 1) != 0) reader.Fail($"property name of {size} bytes is not UTF-16");
                return new PropertyName(guid, System.Text.Encoding.Unicode.GetString(bytes).TrimEnd('\0'));
            case KindNone:
                return default;
            default:
                reader.Fail($"property name kind 0x{kind:X2}");
                return default;
        }
    }

    /// <summary>Writes the wire form. A string of more than 126 UTF-16 units does not fit and is the caller's error.</summary>
    public void Write(MapiWriter writer)
    {
        if (IsNone)
        {
            writer.WriteByte(KindNone);
            writer.WriteGuid(Guid.Empty);
            return;
        }
        writer.WriteByte(Name is null ? (byte)0 : (byte)1);
        writer.WriteGuid(Guid);
        if (Name is null)
        {
            writer.WriteUInt32(Lid);
            return;
        }
        writer.WriteByte(checked((byte)((Name.Length + 1) * 2)));
        writer.WriteUnicodeZ(Name);
    }

    /// <inheritdoc/>
    public override string ToString() => Name is null ? $"{{{Guid}}}:0x{Lid:X4}" : $"{{{Guid}}}:{Name}";
}
