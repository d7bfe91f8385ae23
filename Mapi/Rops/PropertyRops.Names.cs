using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>RopGetPropertyIdsFromNames (0x56, [MS-OXCROPS] 2.2.8.1).</summary>
public sealed class GetPropertyIdsFromNamesRequest : RopRequest
{
    /// <summary>Flags: names that have no id yet get one.</summary>
    public const byte Create = 0x02;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertyIdsFromNames;

    /// <summary><see cref="Create"/> or 0.</summary>
    public byte Flags { get; set; }

    /// <summary>The names; none, on a logon, asks for all ids there are.</summary>
    public PropertyName[] PropertyNames { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte(Flags);
        PropertyRops.WritePropertyNames(writer, PropertyNames);
    }
}

/// <summary>The response to RopGetPropertyIdsFromNames.</summary>
public sealed class GetPropertyIdsFromNamesResponse : RopResponse
{
    /// <summary>Bytes of the response before its ids.</summary>
    public const int HeaderSize = 8;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetPropertyIdsFromNames;

    /// <summary>The ids in the order of the names; 0 where there is none, and the ReturnValue may then be ErrorsReturned.</summary>
    public ushort[] PropertyIds { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (HasBody(ReturnValue)) PropertyRops.WritePropertyIds(writer, PropertyIds);
    }

    /// <summary>ErrorsReturned is a warning: the entries follow, those that could not be mapped as nothing ([MS-OXCDATA] 2.4.3).</summary>
    internal static bool HasBody(MapiError error) => error is MapiError.Success or MapiError.ErrorsReturned;
}

/// <summary>RopGetNamesFromPropertyIds (0x55, [MS-OXCROPS] 2.2.8.2).</summary>
public sealed class GetNamesFromPropertyIdsRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetNamesFromPropertyIds;

    /// <summary>The ids.</summary>
    public ushort[] PropertyIds { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer) => PropertyRops.WritePropertyIds(writer, PropertyIds);
}

/// <summary>The response to RopGetNamesFromPropertyIds.</summary>
public sealed class GetNamesFromPropertyIdsResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetNamesFromPropertyIds;

    /// <summary>The names in the order of the ids; default (Kind 0xFF) where there is none.</summary>
    public PropertyName[] PropertyNames { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (GetPropertyIdsFromNamesResponse.HasBody(ReturnValue)) PropertyRops.WritePropertyNames(writer, PropertyNames);
    }
}

/// <summary>QueryFlags of RopQueryNamedProperties ([MS-OXCPRPT] 2.2.9.1).</summary>
[Flags]
public enum QueryNamedFlags : byte
{
    /// <summary>All.</summary>
    None = 0x00,
    /// <summary>Not those named by a string.</summary>
    NoStrings = 0x01,
    /// <summary>Not those named by a number.</summary>
    NoIds = 0x02,
}

/// <summary>RopQueryNamedProperties (0x5F, [MS-OXCROPS] 2.2.8.10).</summary>
public sealed class QueryNamedPropertiesRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopQueryNamedProperties;

    /// <summary>What not to tell of.</summary>
    public QueryNamedFlags QueryFlags { get; set; }

    /// <summary>Only this property set; null (HasGuid 0) for all.</summary>
    public Guid? PropertyGuid { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteByte((byte)QueryFlags);
        writer.WriteBool(PropertyGuid is not null);
        if (PropertyGuid is { } guid) writer.WriteGuid(guid);
    }
}

/// <summary>The response to RopQueryNamedProperties.</summary>
public sealed class QueryNamedPropertiesResponse : RopResponse
{
    /// <summary>Bytes of the response before its ids.</summary>
    public const int HeaderSize = 8;

    /// <inheritdoc/>
    public override RopId RopId => RopId.RopQueryNamedProperties;

    /// <summary>The ids.</summary>
    public ushort[] PropertyIds { get; set; } = [];

    /// <summary>Their names, as many and in the same order.</summary>
    public PropertyName[] PropertyNames { get; set; } = [];

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        PropertyRops.WritePropertyIds(writer, PropertyIds);
        // One count for both: the names follow without one of their own.
        foreach (var name in PropertyNames) name.Write(writer);
    }
}
