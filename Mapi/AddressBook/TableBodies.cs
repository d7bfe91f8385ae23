using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>The request body of GetMatches ([MS-OXCMAPIHTTP] 2.2.5.5.1).</summary>
public sealed record GetMatchesRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetMatches;

    /// <summary>State: the container and its sort order.</summary>
    public Stat? State { get; init; }

    /// <summary>MinimalIds: an Explicit Table; ignored by servers.</summary>
    public uint[]? MinimalIds { get; init; }

    /// <summary>Filter: what rows have to meet.</summary>
    public Restriction? Filter { get; init; }

    /// <summary>PropertyNameGuid and PropertyNameId: the property to open a table on.</summary>
    public AddressBookPropertyName? PropertyName { get; init; }

    /// <summary>RowCount: at most so many rows.</summary>
    public uint RowCount { get; init; }

    /// <summary>Columns of the rows.</summary>
    public PropertyTag[]? Columns { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalMids(writer, MinimalIds);
        // InterfaceOptionFlags: reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteOptionalRestriction(writer, Filter);
        AddressBookFields.WriteOptionalPropertyName(writer, PropertyName);
        writer.WriteUInt32(RowCount);
        AddressBookFields.WriteOptionalTags(writer, Columns);
    }

    internal static GetMatchesRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        var state = AddressBookFields.ReadStat(ref reader);
        var minimalIds = AddressBookFields.ReadOptionalMids(ref reader);
        reader.Skip(4);
        return new GetMatchesRequestBody
        {
            State = state,
            MinimalIds = minimalIds,
            Filter = AddressBookFields.ReadOptionalRestriction(ref reader),
            PropertyName = AddressBookFields.ReadOptionalPropertyName(ref reader),
            RowCount = reader.ReadUInt32(),
            Columns = AddressBookFields.ReadOptionalTags(ref reader),
        };
    }
}

/// <summary>The response body of GetMatches ([MS-OXCMAPIHTTP] 2.2.5.5.2, 2.2.5.5.3).</summary>
public sealed record GetMatchesResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetMatches;

    /// <summary>State as it is now.</summary>
    public Stat? State { get; init; }

    /// <summary>MinimalIds: the Explicit Table.</summary>
    public uint[]? MinimalIds { get; init; }

    /// <summary>Columns and rows.</summary>
    public AddressBookRows? Rows { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalMids(writer, MinimalIds);
        AddressBookFields.WriteOptionalRows(writer, Rows);
    }

    internal static GetMatchesResponseBody Read(ref MapiReader reader)
    {
        return new GetMatchesResponseBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            MinimalIds = AddressBookFields.ReadOptionalMids(ref reader),
            Rows = AddressBookFields.ReadOptionalRows(ref reader),
        };
    }
}

/// <summary>The request body of QueryRows ([MS-OXCMAPIHTTP] 2.2.5.12.1).</summary>
public sealed record QueryRowsRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.QueryRows;

    /// <summary>fSkipObjects, fEphID.</summary>
    public uint Flags { get; init; }

    /// <summary>State: from where.</summary>
    public Stat? State { get; init; }

    /// <summary>ExplicitTable: the rows, or none for the container's own.</summary>
    public uint[] ExplicitTable { get; init; } = [];

    /// <summary>RowCount: at most so many rows.</summary>
    public uint RowCount { get; init; }

    /// <summary>Columns of the rows.</summary>
    public PropertyTag[]? Columns { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(Flags);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteMids(writer, ExplicitTable);
        writer.WriteUInt32(RowCount);
        AddressBookFields.WriteOptionalTags(writer, Columns);
    }

    internal static QueryRowsRequestBody Read(ref MapiReader reader)
    {
        return new QueryRowsRequestBody
        {
            Flags = reader.ReadUInt32(),
            State = AddressBookFields.ReadStat(ref reader),
            ExplicitTable = AddressBookFields.ReadMids(ref reader),
            RowCount = reader.ReadUInt32(),
            Columns = AddressBookFields.ReadOptionalTags(ref reader),
        };
    }
}

/// <summary>The response body of QueryRows ([MS-OXCMAPIHTTP] 2.2.5.12.2, 2.2.5.12.3).</summary>
public sealed record QueryRowsResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.QueryRows;

    /// <summary>State: after the last row.</summary>
    public Stat? State { get; init; }

    /// <summary>Columns and rows.</summary>
    public AddressBookRows? Rows { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalRows(writer, Rows);
    }

    internal static QueryRowsResponseBody Read(ref MapiReader reader)
    {
        return new QueryRowsResponseBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            Rows = AddressBookFields.ReadOptionalRows(ref reader),
        };
    }
}

/// <summary>The request body of ResolveNames ([MS-OXCMAPIHTTP] 2.2.5.14.1).</summary>
public sealed record ResolveNamesRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ResolveNames;

    /// <summary>State: the container.</summary>
    public Stat? State { get; init; }

    /// <summary>PropertyTags: columns of the rows.</summary>
    public PropertyTag[]? PropertyTags { get; init; }

    /// <summary>Names: what is to be found.</summary>
    public string[]? Names { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalTags(writer, PropertyTags);
        AddressBookFields.WriteOptionalUnicodeNames(writer, Names);
    }

    internal static ResolveNamesRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new ResolveNamesRequestBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            PropertyTags = AddressBookFields.ReadOptionalTags(ref reader),
            Names = AddressBookFields.ReadOptionalUnicodeNames(ref reader),
        };
    }
}

/// <summary>The response body of ResolveNames ([MS-OXCMAPIHTTP] 2.2.5.14.2, 2.2.5.14.3).</summary>
public sealed record ResolveNamesResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ResolveNames;

    /// <summary>CodePage of 8-bit text.</summary>
    public uint CodePage { get; init; }

    /// <summary>MinimalIds: MID_UNRESOLVED, MID_AMBIGUOUS or MID_RESOLVED a name.</summary>
    public uint[]? MinimalIds { get; init; }

    /// <summary>Columns, and a row for each name resolved.</summary>
    public AddressBookRows? Rows { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(CodePage);
        AddressBookFields.WriteOptionalMids(writer, MinimalIds);
        AddressBookFields.WriteOptionalRows(writer, Rows);
    }

    internal static ResolveNamesResponseBody Read(ref MapiReader reader)
    {
        return new ResolveNamesResponseBody
        {
            CodePage = reader.ReadUInt32(),
            MinimalIds = AddressBookFields.ReadOptionalMids(ref reader),
            Rows = AddressBookFields.ReadOptionalRows(ref reader),
        };
    }
}

/// <summary>The request body of ResortRestriction ([MS-OXCMAPIHTTP] 2.2.5.15.1).</summary>
public sealed record ResortRestrictionRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ResortRestriction;

    /// <summary>State: the sort order wanted.</summary>
    public Stat? State { get; init; }

    /// <summary>MinimalIds: an Explicit Table.</summary>
    public uint[]? MinimalIds { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalMids(writer, MinimalIds);
    }

    internal static ResortRestrictionRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new ResortRestrictionRequestBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            MinimalIds = AddressBookFields.ReadOptionalMids(ref reader),
        };
    }
}

/// <summary>The response body of ResortRestriction ([MS-OXCMAPIHTTP] 2.2.5.15.2, 2.2.5.15.3).</summary>
public sealed record ResortRestrictionResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ResortRestriction;

    /// <summary>State as it is now.</summary>
    public Stat? State { get; init; }

    /// <summary>MinimalIds: the table, sorted.</summary>
    public uint[]? MinimalIds { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalMids(writer, MinimalIds);
    }

    internal static ResortRestrictionResponseBody Read(ref MapiReader reader)
    {
        return new ResortRestrictionResponseBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            MinimalIds = AddressBookFields.ReadOptionalMids(ref reader),
        };
    }
}

/// <summary>The request body of SeekEntries ([MS-OXCMAPIHTTP] 2.2.5.16.1).</summary>
public sealed record SeekEntriesRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.SeekEntries;

    /// <summary>State: the container and its sort order.</summary>
    public Stat? State { get; init; }

    /// <summary>Target: the value sought.</summary>
    public TaggedPropertyValue? Target { get; init; }

    /// <summary>ExplicitTable: the rows, or null for the container's own.</summary>
    public uint[]? ExplicitTable { get; init; }

    /// <summary>Columns of rows wanted.</summary>
    public PropertyTag[]? Columns { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalValue(writer, Target);
        AddressBookFields.WriteOptionalMids(writer, ExplicitTable);
        AddressBookFields.WriteOptionalTags(writer, Columns);
    }

    internal static SeekEntriesRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new SeekEntriesRequestBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            Target = AddressBookFields.ReadOptionalValue(ref reader),
            ExplicitTable = AddressBookFields.ReadOptionalMids(ref reader),
            Columns = AddressBookFields.ReadOptionalTags(ref reader),
        };
    }
}

/// <summary>The response body of SeekEntries ([MS-OXCMAPIHTTP] 2.2.5.16.2, 2.2.5.16.3).</summary>
public sealed record SeekEntriesResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.SeekEntries;

    /// <summary>State: at the first row that is not before the target.</summary>
    public Stat? State { get; init; }

    /// <summary>Columns and rows.</summary>
    public AddressBookRows? Rows { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalRows(writer, Rows);
    }

    internal static SeekEntriesResponseBody Read(ref MapiReader reader)
    {
        return new SeekEntriesResponseBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            Rows = AddressBookFields.ReadOptionalRows(ref reader),
        };
    }
}

/// <summary>The request body of QueryColumns ([MS-OXCMAPIHTTP] 2.2.5.13.1).</summary>
public sealed record QueryColumnsRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.QueryColumns;

    /// <summary>MapiFlags: NspiUnicodeProptypes, or 0.</summary>
    public uint MapiFlags { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        writer.WriteUInt32(MapiFlags);
    }

    internal static QueryColumnsRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new QueryColumnsRequestBody { MapiFlags = reader.ReadUInt32() };
    }
}

/// <summary>The response body of QueryColumns ([MS-OXCMAPIHTTP] 2.2.5.13.2, 2.2.5.13.3).</summary>
public sealed record QueryColumnsResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.QueryColumns;

    /// <summary>Columns: all properties there are.</summary>
    public PropertyTag[]? Columns { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteOptionalTags(writer, Columns);
    }

    internal static QueryColumnsResponseBody Read(ref MapiReader reader)
    {
        return new QueryColumnsResponseBody { Columns = AddressBookFields.ReadOptionalTags(ref reader) };
    }
}

/// <summary>The request body of GetSpecialTable ([MS-OXCMAPIHTTP] 2.2.5.8.1).</summary>
public sealed record GetSpecialTableRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetSpecialTable;

    /// <summary>NspiAddressCreationTemplates, NspiUnicodeStrings.</summary>
    public uint Flags { get; init; }

    /// <summary>State: locale and code page.</summary>
    public Stat? State { get; init; }

    /// <summary>Version: that of the hierarchy table the client has.</summary>
    public uint? Version { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(Flags);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalUInt32(writer, Version);
    }

    internal static GetSpecialTableRequestBody Read(ref MapiReader reader)
    {
        return new GetSpecialTableRequestBody
        {
            Flags = reader.ReadUInt32(),
            State = AddressBookFields.ReadStat(ref reader),
            Version = AddressBookFields.ReadOptionalUInt32(ref reader),
        };
    }
}

/// <summary>The response body of GetSpecialTable ([MS-OXCMAPIHTTP] 2.2.5.8.2, 2.2.5.8.3).</summary>
public sealed record GetSpecialTableResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetSpecialTable;

    /// <summary>CodePage of 8-bit text.</summary>
    public uint CodePage { get; init; }

    /// <summary>Version of the hierarchy table.</summary>
    public uint? Version { get; init; }

    /// <summary>Rows, each with its tags; null where the client has them.</summary>
    public TaggedPropertyValue[][]? Rows { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(CodePage);
        AddressBookFields.WriteOptionalUInt32(writer, Version);
        AddressBookFields.WriteOptionalValueRows(writer, Rows);
    }

    internal static GetSpecialTableResponseBody Read(ref MapiReader reader)
    {
        return new GetSpecialTableResponseBody
        {
            CodePage = reader.ReadUInt32(),
            Version = AddressBookFields.ReadOptionalUInt32(ref reader),
            Rows = AddressBookFields.ReadOptionalValueRows(ref reader),
        };
    }
}
