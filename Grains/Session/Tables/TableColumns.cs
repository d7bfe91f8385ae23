using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>What tags mean as columns and sort keys of tables.</summary>
internal static class TableColumns
{
    /// <summary>Whether the tag asks for one row a value of a multi-valued property ([MS-OXCDATA] 2.11.1.3).</summary>
    public static bool IsInstance(PropertyTag tag) => ((ushort)tag.Type & PropertyTypes.MultiValueInstanceFlag) != 0;

    /// <summary>The multi-valued property behind an instance column; other tags as they are.</summary>
    public static PropertyTag Whole(PropertyTag tag) => tag.WithType((PropertyType)((ushort)tag.Type & ~PropertyTypes.MultiValueInstanceFlag));

    /// <summary>The tag under which a row's value is written: an instance column has the single type.</summary>
    public static PropertyTag OfRow(PropertyTag tag) => IsInstance(tag) ? tag.WithType(tag.Type.Single()) : tag;

    /// <summary>The tag under which a property is kept: text is PtypString.</summary>
    public static PropertyTag AsStored(PropertyTag tag) => tag.Type switch
    {
        PropertyType.String8 => tag.WithType(PropertyType.String),
        PropertyType.MultipleString8 => tag.WithType(PropertyType.MultipleString),
        _ => tag,
    };

    /// <summary>Whether a client may ask for the tag as a column or sort key: a type that has values, the instance flag only with a multi-valued one.</summary>
    public static bool IsValid(PropertyTag tag) => Whole(tag).Type is var type
        && type.IsKnown() && type is not (PropertyType.ErrorCode or PropertyType.Null) && (!IsInstance(tag) || type.IsMultiValue());
}
