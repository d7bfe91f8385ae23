using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Session.Tables;

/// <summary>What a row of a table is known by while the table changes around it.</summary>
/// <param name="Id">A leaf's message, folder or place in a snapshot; a header row's category.</param>
/// <param name="Instance">PidTagInstanceNum of a leaf; <see cref="Header"/> for a header row.</param>
internal readonly record struct RowKey(long Id, int Instance)
{
    /// <summary>Stands in <see cref="Instance"/> for the header row of a category.</summary>
    public const int Header = -1;
}

/// <summary>A row's data, whatever columns it is asked for.</summary>
internal abstract class TableRow(long id) : IPropertySource
{
    /// <summary>The row's id in its source.</summary>
    public long Id { get; } = id;

    /// <summary>Whether the row counts for PidTagContentUnreadCount of its category.</summary>
    public virtual bool IsUnread => false;

    /// <summary>A property: text as PtypString; an error or no value where the row has none of this type; maybe external.</summary>
    public abstract PropertyValue Get(PropertyTag tag);

    /// <inheritdoc/>
    public bool TryGet(PropertyTag tag, out PropertyValue value)
    {
        value = Get(tag);
        return value.HasValue && (value.Type != PropertyType.ErrorCode || tag.Type == PropertyType.ErrorCode);
    }

    /// <inheritdoc/>
    public virtual IEnumerable<IPropertySource> SubObjects(ushort id) => [];
}

/// <summary>A row that is a bag of properties: of a snapshot, a recipient, an attachment.</summary>
internal sealed class BagRow(long id, PropertyBag bag) : TableRow(id)
{
    /// <inheritdoc/>
    public override PropertyValue Get(PropertyTag tag) => tag.Type == PropertyType.Unspecified
        ? bag.TryGet(tag.Id, out TaggedPropertyValue any) ? any.Value : default
        : bag.TryGet(TableColumns.AsStored(tag), out PropertyValue value) ? value : default;
}
