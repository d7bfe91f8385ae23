namespace MapiOrleans.Mapi.Properties;

/// <summary>The type of a property's value ([MS-OXCDATA] 2.11.1).</summary>
public enum PropertyType : ushort
{
    /// <summary>PtypUnspecified: any type; only in requests.</summary>
    Unspecified = 0x0000,
    /// <summary>PtypNull: the property has no value; no bytes on the wire.</summary>
    Null = 0x0001,
    /// <summary>PtypInteger16: 2 bytes.</summary>
    Integer16 = 0x0002,
    /// <summary>PtypInteger32: 4 bytes.</summary>
    Integer32 = 0x0003,
    /// <summary>PtypFloating32: 4 bytes.</summary>
    Floating32 = 0x0004,
    /// <summary>PtypFloating64: 8 bytes.</summary>
    Floating64 = 0x0005,
    /// <summary>PtypCurrency: 8 bytes, ten-thousandths.</summary>
    Currency = 0x0006,
    /// <summary>PtypFloatingTime: 8 bytes, days since 1899-12-30 as a double.</summary>
    FloatingTime = 0x0007,
    /// <summary>PtypErrorCode: 4 bytes.</summary>
    ErrorCode = 0x000A,
    /// <summary>PtypBoolean: 1 byte, 0 or 1.</summary>
    Boolean = 0x000B,
    /// <summary>PtypObject (PtypEmbeddedTable): an embedded object, counted bytes where it appears as a value.</summary>
    Object = 0x000D,
    /// <summary>PtypInteger64: 8 bytes.</summary>
    Integer64 = 0x0014,
    /// <summary>PtypString8: null-terminated text in a code page known from context.</summary>
    String8 = 0x001E,
    /// <summary>PtypString: null-terminated UTF-16LE.</summary>
    String = 0x001F,
    /// <summary>PtypTime: 8 bytes, 100 ns intervals since 1601-01-01 UTC.</summary>
    Time = 0x0040,
    /// <summary>PtypGuid: 16 bytes.</summary>
    Guid = 0x0048,
    /// <summary>PtypServerId: counted bytes holding a folder id, message id and instance ([MS-OXCDATA] 2.11.1.4).</summary>
    ServerId = 0x00FB,
    /// <summary>PtypRestriction: a restriction ([MS-OXCDATA] 2.12).</summary>
    Restriction = 0x00FD,
    /// <summary>PtypRuleAction: a counted list of rule actions ([MS-OXORULE] 2.2.5).</summary>
    RuleAction = 0x00FE,
    /// <summary>PtypBinary: counted bytes.</summary>
    Binary = 0x0102,
    /// <summary>PtypMultipleInteger16.</summary>
    MultipleInteger16 = 0x1002,
    /// <summary>PtypMultipleInteger32.</summary>
    MultipleInteger32 = 0x1003,
    /// <summary>PtypMultipleFloating32.</summary>
    MultipleFloating32 = 0x1004,
    /// <summary>PtypMultipleFloating64.</summary>
    MultipleFloating64 = 0x1005,
    /// <summary>PtypMultipleCurrency.</summary>
    MultipleCurrency = 0x1006,
    /// <summary>PtypMultipleFloatingTime.</summary>
    MultipleFloatingTime = 0x1007,
    /// <summary>PtypMultipleInteger64.</summary>
    MultipleInteger64 = 0x1014,
    /// <summary>PtypMultipleString8.</summary>
    MultipleString8 = 0x101E,
    /// <summary>PtypMultipleString.</summary>
    MultipleString = 0x101F,
    /// <summary>PtypMultipleTime.</summary>
    MultipleTime = 0x1040,
    /// <summary>PtypMultipleGuid.</summary>
    MultipleGuid = 0x1048,
    /// <summary>PtypMultipleBinary.</summary>
    MultipleBinary = 0x1102,
}

/// <summary>Questions about <see cref="PropertyType"/>.</summary>
public static class PropertyTypes
{
    /// <summary>The flag that makes a type multi-valued ([MS-OXCDATA] 2.11.1).</summary>
    public const ushort MultiValueFlag = 0x1000;

    /// <summary>The flag that, in a table's columns, asks for one row a value ([MS-OXCDATA] 2.11.1.3).</summary>
    public const ushort MultiValueInstanceFlag = 0x2000;

    /// <summary>Whether the type holds several values.</summary>
    public static bool IsMultiValue(this PropertyType type) => ((ushort)type & MultiValueFlag) != 0;

    /// <summary>The type of one value of a multi-valued type.</summary>
    public static PropertyType Single(this PropertyType type) => (PropertyType)((ushort)type & ~(MultiValueFlag | MultiValueInstanceFlag));

    /// <summary>Whether the type is one that [MS-OXCDATA] defines for a value (unspecified and instance flags are not).</summary>
    public static bool IsKnown(this PropertyType type) => type is not PropertyType.Unspecified && Enum.IsDefined(type);

    /// <summary>Bytes of one value on the wire, or 0 where they vary.</summary>
    public static int FixedSize(this PropertyType type) => type switch
    {
        PropertyType.Integer16 => 2,
        PropertyType.Integer32 or PropertyType.Floating32 or PropertyType.ErrorCode => 4,
        PropertyType.Boolean => 1,
        PropertyType.Floating64 or PropertyType.Currency or PropertyType.FloatingTime or PropertyType.Integer64 or PropertyType.Time => 8,
        PropertyType.Guid => 16,
        _ => 0,
    };
}
