using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>The request body of GetPropList ([MS-OXCMAPIHTTP] 2.2.5.6.1).</summary>
public sealed record GetPropListRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetPropList;

    /// <summary>fSkipObjects, or 0.</summary>
    public uint Flags { get; init; }

    /// <summary>MinimalId: the object.</summary>
    public uint MinimalId { get; init; }

    /// <summary>CodePage of 8-bit text.</summary>
    public uint CodePage { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(Flags);
        writer.WriteUInt32(MinimalId);
        writer.WriteUInt32(CodePage);
    }

    internal static GetPropListRequestBody Read(ref MapiReader reader)
    {
        return new GetPropListRequestBody
        {
            Flags = reader.ReadUInt32(),
            MinimalId = reader.ReadUInt32(),
            CodePage = reader.ReadUInt32(),
        };
    }
}

/// <summary>The response body of GetPropList ([MS-OXCMAPIHTTP] 2.2.5.6.2, 2.2.5.6.3).</summary>
public sealed record GetPropListResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetPropList;

    /// <summary>PropertyTags: those it has.</summary>
    public PropertyTag[]? PropertyTags { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteOptionalTags(writer, PropertyTags);
    }

    internal static GetPropListResponseBody Read(ref MapiReader reader)
    {
        return new GetPropListResponseBody { PropertyTags = AddressBookFields.ReadOptionalTags(ref reader) };
    }
}

/// <summary>The request body of GetProps ([MS-OXCMAPIHTTP] 2.2.5.7.1).</summary>
public sealed record GetPropsRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetProps;

    /// <summary>fSkipObjects, fEphID.</summary>
    public uint Flags { get; init; }

    /// <summary>State: CurrentRec is the object.</summary>
    public Stat? State { get; init; }

    /// <summary>PropertyTags: those wanted, or null for all.</summary>
    public PropertyTag[]? PropertyTags { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(Flags);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalTags(writer, PropertyTags);
    }

    internal static GetPropsRequestBody Read(ref MapiReader reader)
    {
        return new GetPropsRequestBody
        {
            Flags = reader.ReadUInt32(),
            State = AddressBookFields.ReadStat(ref reader),
            PropertyTags = AddressBookFields.ReadOptionalTags(ref reader),
        };
    }
}

/// <summary>The response body of GetProps ([MS-OXCMAPIHTTP] 2.2.5.7.2, 2.2.5.7.3).</summary>
public sealed record GetPropsResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetProps;

    /// <summary>CodePage of 8-bit text.</summary>
    public uint CodePage { get; init; }

    /// <summary>PropertyValues; what is missing has the type ErrorCode.</summary>
    public TaggedPropertyValue[]? PropertyValues { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(CodePage);
        AddressBookFields.WriteOptionalValues(writer, PropertyValues);
    }

    internal static GetPropsResponseBody Read(ref MapiReader reader)
    {
        return new GetPropsResponseBody
        {
            CodePage = reader.ReadUInt32(),
            PropertyValues = AddressBookFields.ReadOptionalValues(ref reader),
        };
    }
}

/// <summary>The request body of GetTemplateInfo ([MS-OXCMAPIHTTP] 2.2.5.9.1).</summary>
public sealed record GetTemplateInfoRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetTemplateInfo;

    /// <summary>Flags: TI_TEMPLATE (0x1), TI_SCRIPT (0x4), TI_EMT (0x10), TI_HELPFILE_NAME (0x20), TI_HELPFILE_CONTENTS (0x40).</summary>
    public uint Flags { get; init; }

    /// <summary>DisplayType of the template.</summary>
    public uint DisplayType { get; init; }

    /// <summary>TemplateDn: the template's name.</summary>
    public string? TemplateDn { get; init; }

    /// <summary>CodePage of 8-bit text.</summary>
    public uint CodePage { get; init; }

    /// <summary>LocaleId of the template.</summary>
    public uint LocaleId { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(Flags);
        writer.WriteUInt32(DisplayType);
        AddressBookFields.WriteOptionalAscii(writer, TemplateDn);
        writer.WriteUInt32(CodePage);
        writer.WriteUInt32(LocaleId);
    }

    internal static GetTemplateInfoRequestBody Read(ref MapiReader reader)
    {
        return new GetTemplateInfoRequestBody
        {
            Flags = reader.ReadUInt32(),
            DisplayType = reader.ReadUInt32(),
            TemplateDn = AddressBookFields.ReadOptionalAscii(ref reader),
            CodePage = reader.ReadUInt32(),
            LocaleId = reader.ReadUInt32(),
        };
    }
}

/// <summary>The response body of GetTemplateInfo ([MS-OXCMAPIHTTP] 2.2.5.9.2, 2.2.5.9.3).</summary>
public sealed record GetTemplateInfoResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetTemplateInfo;

    /// <summary>CodePage of 8-bit text.</summary>
    public uint CodePage { get; init; }

    /// <summary>Row: what was asked for.</summary>
    public TaggedPropertyValue[]? Row { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(CodePage);
        AddressBookFields.WriteOptionalValues(writer, Row);
    }

    internal static GetTemplateInfoResponseBody Read(ref MapiReader reader)
    {
        return new GetTemplateInfoResponseBody
        {
            CodePage = reader.ReadUInt32(),
            Row = AddressBookFields.ReadOptionalValues(ref reader),
        };
    }
}

/// <summary>The request body of ModLinkAtt ([MS-OXCMAPIHTTP] 2.2.5.10.1).</summary>
public sealed record ModLinkAttRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ModLinkAtt;

    /// <summary>fDelete, or 0 to add.</summary>
    public uint Flags { get; init; }

    /// <summary>PropertyTag: the property of links.</summary>
    public PropertyTag PropertyTag { get; init; }

    /// <summary>MinimalId: the object changed.</summary>
    public uint MinimalId { get; init; }

    /// <summary>EntryIds: ephemeral or permanent ones of the objects linked.</summary>
    public byte[][]? EntryIds { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(Flags);
        writer.WriteUInt32(PropertyTag.Value);
        writer.WriteUInt32(MinimalId);
        AddressBookFields.WriteOptionalEntryIds(writer, EntryIds);
    }

    internal static ModLinkAttRequestBody Read(ref MapiReader reader)
    {
        return new ModLinkAttRequestBody
        {
            Flags = reader.ReadUInt32(),
            PropertyTag = reader.ReadUInt32(),
            MinimalId = reader.ReadUInt32(),
            EntryIds = AddressBookFields.ReadOptionalEntryIds(ref reader),
        };
    }
}

/// <summary>The response body of ModLinkAtt ([MS-OXCMAPIHTTP] 2.2.5.10.2, 2.2.5.10.3).</summary>
public sealed record ModLinkAttResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ModLinkAtt;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
    }

    internal static ModLinkAttResponseBody Read(ref MapiReader reader)
    {
        return new ModLinkAttResponseBody();
    }
}

/// <summary>The request body of ModProps ([MS-OXCMAPIHTTP] 2.2.5.11.1).</summary>
public sealed record ModPropsRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ModProps;

    /// <summary>State: CurrentRec is the object.</summary>
    public Stat? State { get; init; }

    /// <summary>PropertyTags: those to remove.</summary>
    public PropertyTag[]? PropertyTags { get; init; }

    /// <summary>PropertyValues: those to set.</summary>
    public TaggedPropertyValue[]? PropertyValues { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalTags(writer, PropertyTags);
        AddressBookFields.WriteOptionalValues(writer, PropertyValues);
    }

    internal static ModPropsRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new ModPropsRequestBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            PropertyTags = AddressBookFields.ReadOptionalTags(ref reader),
            PropertyValues = AddressBookFields.ReadOptionalValues(ref reader),
        };
    }
}

/// <summary>The response body of ModProps ([MS-OXCMAPIHTTP] 2.2.5.11.2, 2.2.5.11.3).</summary>
public sealed record ModPropsResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.ModProps;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
    }

    internal static ModPropsResponseBody Read(ref MapiReader reader)
    {
        return new ModPropsResponseBody();
    }
}
