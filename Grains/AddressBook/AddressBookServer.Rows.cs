using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <content>Properties of objects, and rows of them ([MS-OXNSPI] 3.1.4.1.5 to 3.1.4.1.8, 3.1.4.3).</content>
internal sealed partial class AddressBookServer
{
    private static readonly PropertyValue Missing = PropertyValue.Error(MapiError.NotFound);

    /// <summary>The columns of rows where a client names none ([MS-OXNSPI] 3.1.4.1.8).</summary>
    private static readonly PropertyTag[] DefaultColumns =
    [
        PidTag.AddressBookContainerId, PidTag.ObjectType, PidTag.DisplayType, PidTag.DisplayName.WithType(PropertyType.String8),
        PidTag.PrimaryTelephoneNumber.WithType(PropertyType.String8), PidTag.DepartmentName.WithType(PropertyType.String8),
        PidTag.OfficeLocation.WithType(PropertyType.String8),
    ];

    private QueryColumnsResponseBody QueryColumns(QueryColumnsRequestBody request)
    {
        var unicode = (request.MapiFlags & NspiConstants.UnicodePropertyTypes) != 0;
        return new QueryColumnsResponseBody { Columns = [.. EntryProperties.Tags.Select(t => TextAs(t, unicode))] };
    }

    private GetPropListResponseBody GetPropList(GetPropListRequestBody request)
    {
        if (request.CodePage != NspiConstants.CodePageUnicode && !NspiConstants.IsCodePage(request.CodePage)) return new GetPropListResponseBody { ErrorCode = MapiError.InvalidCodepage };
        return book.Find(request.MinimalId) is { } entry
            ? new GetPropListResponseBody { PropertyTags = TagsOf(entry, request.Flags, unicode: false) }
            : new GetPropListResponseBody { ErrorCode = MapiError.InvalidObject };
    }

    private GetPropsResponseBody GetProps(GetPropsRequestBody request)
    {
        if (request.State is not { } stat) return (GetPropsResponseBody)Failure(request, MapiError.InvalidParameter);
        if (request.PropertyTags?.Length > options.MaxColumns) return (GetPropsResponseBody)Failure(request, MapiError.TableTooBig);
        if (CheckCodePage(stat.CodePage, request.PropertyTags ?? []) is { } problem) return (GetPropsResponseBody)Failure(request, problem);
        if (!IsContainer(stat.ContainerId)) return (GetPropsResponseBody)Failure(request, MapiError.InvalidBookmark);
        var entry = book.Find(stat.CurrentRec);
        if (request.PropertyTags is null && entry is null) return (GetPropsResponseBody)Failure(request, MapiError.InvalidObject);
        // Without 8-bit text there is nothing to say it in: what the server lists by itself is Unicode then.
        var tags = request.PropertyTags ?? TagsOf(entry!, request.Flags, stat.CodePage == NspiConstants.CodePageUnicode);
        var row = RowOf(entry, tags, request.Flags, stat.CodePage);
        var values = new TaggedPropertyValue[tags.Length];
        for (var i = 0; i < tags.Length; i++) values[i] = new TaggedPropertyValue(tags[i].Id, row[i]);
        return new GetPropsResponseBody
        {
            ErrorCode = Array.Exists(row, static v => v.Type == PropertyType.ErrorCode) ? MapiError.ErrorsReturned : MapiError.Success,
            CodePage = stat.CodePage,
            PropertyValues = values,
        };
    }

    private QueryRowsResponseBody QueryRows(QueryRowsRequestBody request)
    {
        if (request.State is not { } stat || request.RowCount == 0) return (QueryRowsResponseBody)Failure(request, MapiError.InvalidParameter);
        var columns = request.Columns ?? DefaultColumns;
        if (columns.Length > options.MaxColumns) return (QueryRowsResponseBody)Failure(request, MapiError.TableTooBig);
        if (CheckCodePage(stat.CodePage, columns) is { } problem) return (QueryRowsResponseBody)Failure(request, problem);
        if (request.ExplicitTable.Length > 0)
        {
            // What is asked for by id need not be in a container, nor be there at all: a row of errors says so (3.1.4.1.7).
            return new QueryRowsResponseBody { State = stat, Rows = RowsOf(request.ExplicitTable.Select(book.Find), columns, request.RowCount, request.Flags, stat.CodePage) };
        }
        if (TableOf(stat, out var error) is not { Table: var table }) return (QueryRowsResponseBody)Failure(request, error);
        if (Locate(stat, table) is not { } located) return (QueryRowsResponseBody)Failure(request, MapiError.NotFound);
        var start = TablePosition.Move(located, stat.Delta, table.Count);
        var rows = RowsOf(Enumerable.Range(start, table.Count - start).Select(r => book[table[r]]), columns, request.RowCount, request.Flags, stat.CodePage);
        return new QueryRowsResponseBody { State = At(stat, start + rows.Rows.Count, table), Rows = rows };
    }

    /// <summary>Rows of entries, as many as are asked for and as fit into an answer, one where there is one. Null is an object that is not there.</summary>
    private AddressBookRows RowsOf(IEnumerable<DirectoryObject?> entries, PropertyTag[] columns, uint count, uint flags, uint codePage)
    {
        var most = (int)Math.Min(count, (uint)options.MaxRows);
        var rows = new List<PropertyValue[]>(Math.Min(most, 64));
        long bytes = 0;
        foreach (var entry in entries.Take(most))
        {
            var row = RowOf(entry, columns, flags, codePage);
            bytes += SizeOf(entry, columns, row);
            if (rows.Count > 0 && bytes > options.MaxRowBytes) break;
            rows.Add(row);
        }
        return new AddressBookRows(columns, rows);
    }

    private PropertyValue[] RowOf(DirectoryObject? entry, PropertyTag[] tags, uint flags, uint codePage)
    {
        var row = new PropertyValue[tags.Length];
        if (entry is null)
        {
            Array.Fill(row, Missing);
            return row;
        }
        var view = new EntryView(this, entry, (flags & NspiConstants.EphemeralIds) != 0);
        for (var i = 0; i < tags.Length; i++) row[i] = EntryProperties.Read(view, tags[i], (int)codePage) is { HasValue: true } value ? value : Missing;
        return row;
    }

    /// <summary>What an entry has, as a server lists it (NspiGetPropList, [MS-OXNSPI] 3.1.4.1.6).</summary>
    private PropertyTag[] TagsOf(DirectoryObject entry, uint flags, bool unicode)
    {
        var view = new EntryView(this, entry, Ephemeral: false);
        return
        [
            .. from tag in EntryProperties.Tags
               where (flags & NspiConstants.SkipObjects) == 0 || tag.Type != PropertyType.Object
               where EntryProperties.Read(view, tag, 0).HasValue
               select TextAs(tag, unicode),
        ];
    }

    /// <summary>The text types that stand for text in a list of properties.</summary>
    private static PropertyTag TextAs(PropertyTag tag, bool unicode) => tag.Type switch
    {
        PropertyType.String or PropertyType.String8 => tag.WithType(unicode ? PropertyType.String : PropertyType.String8),
        PropertyType.MultipleString or PropertyType.MultipleString8 => tag.WithType(unicode ? PropertyType.MultipleString : PropertyType.MultipleString8),
        _ => tag,
    };

    /// <summary>What is wrong with a code page: 8-bit text is asked for in it, and it is Unicode, or none.</summary>
    private static MapiError? CheckCodePage(uint codePage, PropertyTag[] columns) =>
        (codePage == NspiConstants.CodePageUnicode && Array.TrueForAll(columns, static c => c.Type is not (PropertyType.String8 or PropertyType.MultipleString8))) || NspiConstants.IsCodePage(codePage)
            ? null
            : MapiError.InvalidCodepage;

    private int? Locate(Stat stat, SortedTable table) => TablePosition.Locate(stat, table.Count, id => table.RowOf(book.SlotOf(id)));

    private Stat At(Stat stat, int row, SortedTable table) => TablePosition.At(stat, row, table.Count, r => IdOf(table, r));

    /// <summary>Bytes of a row, about. What lies apart counts whether it was fetched yet or not: an answer made once more has the same rows.</summary>
    private static long SizeOf(DirectoryObject? entry, PropertyTag[] columns, PropertyValue[] row)
    {
        long bytes = 0;
        for (var i = 0; i < row.Length; i++) bytes += (entry is null ? null : EntryProperties.SizeApart(entry, columns[i].Id)) ?? SizeOf(row[i]);
        return bytes;
    }

    private static long SizeOf(PropertyValue value) => value.RawReference switch
    {
        string text => 2L * text.Length,
        byte[] bytes => bytes.Length,
        string[] texts => texts.Sum(static t => 2L * t.Length + 4),
        byte[][] all => all.Sum(static b => (long)b.Length + 4),
        _ => 8,
    };
}
