using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopGetPropertiesSpecific (0x07, [MS-OXCROPS] 2.2.8.3).</summary>
public sealed class GetPropertiesSpecificRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertiesSpecific;

    /// <summary>Bytes a value may have; 0 for no limit but the response's.</summary>
    public ushort PropertySizeLimit { get; set; }

    /// <summary>Whether text asked for as PtypUnspecified comes as PtypString; else as PtypString8.</summary>
    public bool WantUnicode { get; set; }

    /// <summary>The properties.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt16(PropertySizeLimit);
        writer.WriteUInt16(WantUnicode ? (ushort)1 : (ushort)0);
        TableRops.WriteTags(writer, PropertyTags);
    }
}

/// <summary>The response to RopGetPropertiesSpecific: one property row whose columns are those of the request.</summary>
public sealed class GetPropertiesSpecificResponse : RopResponse
{
    /// <summary>Bytes of the response before its row.</summary>
    public const int HeaderSize = 6;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertiesSpecific;

    /// <summary>The request's columns; not on the wire.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <summary>The values in the order of <see cref="PropertyTags"/>; an error is a value of type ErrorCode.</summary>
    public PropertyValue[] RowData { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) PropertyRow.Write(writer, PropertyTags, RowData);
    }
}

/// <summary>RopGetPropertiesAll (0x08, [MS-OXCROPS] 2.2.8.4).</summary>
public sealed class GetPropertiesAllRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertiesAll;

    /// <inheritdoc cref="GetPropertiesSpecificRequest.PropertySizeLimit"/>
    public ushort PropertySizeLimit { get; set; }

    /// <summary>Whether text comes as PtypString; else as PtypString8.</summary>
    public bool WantUnicode { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteUInt16(PropertySizeLimit);
        writer.WriteUInt16(WantUnicode ? (ushort)1 : (ushort)0);
    }
}

/// <summary>The response to RopGetPropertiesAll.</summary>
public sealed class GetPropertiesAllResponse : RopResponse
{
    /// <summary>Bytes of the response before its values.</summary>
    public const int HeaderSize = 8;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertiesAll;

    /// <summary>All properties. Where a value is too large its tag's type is PtypErrorCode and its value NotEnoughMemory.</summary>
    public TaggedPropertyValue[] PropertyValues { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        writer.WriteUInt16(checked((ushort)PropertyValues.Length));
        foreach (var value in PropertyValues) PropertyValueCodec.WriteTagged(writer, value, CountWidth.Narrow);
    }
}

/// <summary>RopGetPropertiesList (0x09, [MS-OXCROPS] 2.2.8.5).</summary>
public sealed class GetPropertiesListRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertiesList;

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
    }
}

/// <summary>The response to RopGetPropertiesList.</summary>
public sealed class GetPropertiesListResponse : RopResponse
{
    /// <summary>Bytes of the response before its tags.</summary>
    public const int HeaderSize = 8;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertiesList;

    /// <summary>The properties that the object has.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) TableRops.WriteTags(writer, PropertyTags);
    }
}

/// <summary>RopSetProperties (0x0A) and RopSetPropertiesNoReplicate (0x79), which look alike ([MS-OXCROPS] 2.2.8.6, 2.2.8.7).</summary>
public sealed class SetPropertiesRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>The values to set.</summary>
    public TaggedPropertyValue[] PropertyValues { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        var start = writer.Length;
        writer.WriteUInt16(0);
        writer.WriteUInt16(checked((ushort)PropertyValues.Length));
        foreach (var value in PropertyValues) PropertyValueCodec.WriteTagged(writer, value, CountWidth.Narrow);
        writer.PatchUInt16(start, checked((ushort)(writer.Length - start - 2)));
    }
}

/// <summary>RopDeleteProperties (0x0B) and RopDeletePropertiesNoReplicate (0x7A), which look alike ([MS-OXCROPS] 2.2.8.8, 2.2.8.9).</summary>
public sealed class DeletePropertiesRequest(RopId ropId) : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>The properties to delete.</summary>
    public PropertyTag[] PropertyTags { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => TableRops.WriteTags(writer, PropertyTags);
}

/// <summary>The response to the four ROPs that set and delete properties.</summary>
public sealed class PropertyProblemsResponse(RopId ropId) : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId { get; } = ropId;

    /// <summary>What could not be set or deleted.</summary>
    public PropertyProblem[] PropertyProblems { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue == MapiError.Success) PropertyProblem.WriteArray(writer, PropertyProblems);
    }
}
