using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.AddressBook;

/// <summary>The request body of Bind ([MS-OXCMAPIHTTP] 2.2.5.1.1).</summary>
public sealed record BindRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Bind;

    /// <summary>fAnonymousLogin, or 0.</summary>
    public uint Flags { get; init; }

    /// <summary>State: a place in a container; its code page is what counts.</summary>
    public Stat? State { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUInt32(Flags);
        AddressBookFields.WriteStat(writer, State);
    }

    internal static BindRequestBody Read(ref MapiReader reader)
    {
        return new BindRequestBody
        {
            Flags = reader.ReadUInt32(),
            State = AddressBookFields.ReadStat(ref reader),
        };
    }
}

/// <summary>The response body of Bind ([MS-OXCMAPIHTTP] 2.2.5.1.2, 2.2.5.1.3).</summary>
public sealed record BindResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Bind;

    /// <summary>ServerGuid: the server, in ephemeral entry ids.</summary>
    public Guid ServerGuid { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteGuid(ServerGuid);
    }

    internal static BindResponseBody Read(ref MapiReader reader)
    {
        return new BindResponseBody { ServerGuid = reader.ReadGuid() };
    }
}

/// <summary>The request body of Unbind ([MS-OXCMAPIHTTP] 2.2.5.2.1).</summary>
public sealed record UnbindRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Unbind;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
    }

    internal static UnbindRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new UnbindRequestBody();
    }
}

/// <summary>The response body of Unbind ([MS-OXCMAPIHTTP] 2.2.5.2.2, 2.2.5.2.3).</summary>
public sealed record UnbindResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.Unbind;

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
    }

    internal static UnbindResponseBody Read(ref MapiReader reader)
    {
        return new UnbindResponseBody();
    }
}

/// <summary>The request body of CompareMIds ([MS-OXCMAPIHTTP] 2.2.5.3.1).</summary>
public sealed record CompareMIdsRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.CompareMIds;

    /// <summary>State: the container.</summary>
    public Stat? State { get; init; }

    /// <summary>MinimalId1: an object.</summary>
    public uint MinimalId1 { get; init; }

    /// <summary>MinimalId2: another.</summary>
    public uint MinimalId2 { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteStat(writer, State);
        writer.WriteUInt32(MinimalId1);
        writer.WriteUInt32(MinimalId2);
    }

    internal static CompareMIdsRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new CompareMIdsRequestBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            MinimalId1 = reader.ReadUInt32(),
            MinimalId2 = reader.ReadUInt32(),
        };
    }
}

/// <summary>The response body of CompareMIds ([MS-OXCMAPIHTTP] 2.2.5.3.2, 2.2.5.3.3).</summary>
public sealed record CompareMIdsResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.CompareMIds;

    /// <summary>Result: below 0 where the first comes before the second, above 0 where it comes after it.</summary>
    public int Result { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteInt32(Result);
    }

    internal static CompareMIdsResponseBody Read(ref MapiReader reader)
    {
        return new CompareMIdsResponseBody { Result = reader.ReadInt32() };
    }
}

/// <summary>The request body of DNToMId ([MS-OXCMAPIHTTP] 2.2.5.4.1).</summary>
public sealed record DNToMIdRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.DNToMId;

    /// <summary>Names: distinguished names.</summary>
    public string[]? Names { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteOptionalAsciiNames(writer, Names);
    }

    internal static DNToMIdRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new DNToMIdRequestBody { Names = AddressBookFields.ReadOptionalAsciiNames(ref reader) };
    }
}

/// <summary>The response body of DNToMId ([MS-OXCMAPIHTTP] 2.2.5.4.2, 2.2.5.4.3).</summary>
public sealed record DNToMIdResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.DNToMId;

    /// <summary>MinimalIds: an object a name, 0 where it is nobody's.</summary>
    public uint[]? MinimalIds { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteOptionalMids(writer, MinimalIds);
    }

    internal static DNToMIdResponseBody Read(ref MapiReader reader)
    {
        return new DNToMIdResponseBody { MinimalIds = AddressBookFields.ReadOptionalMids(ref reader) };
    }
}

/// <summary>The request body of UpdateStat ([MS-OXCMAPIHTTP] 2.2.5.17.1).</summary>
public sealed record UpdateStatRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.UpdateStat;

    /// <summary>State: from where, and how far.</summary>
    public Stat? State { get; init; }

    /// <summary>DeltaRequested: whether Delta is wanted.</summary>
    public bool DeltaRequested { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteFlag(writer, DeltaRequested);
    }

    internal static UpdateStatRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new UpdateStatRequestBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            DeltaRequested = reader.ReadBool(),
        };
    }
}

/// <summary>The response body of UpdateStat ([MS-OXCMAPIHTTP] 2.2.5.17.2, 2.2.5.17.3).</summary>
public sealed record UpdateStatResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.UpdateStat;

    /// <summary>State: where it is now.</summary>
    public Stat? State { get; init; }

    /// <summary>Delta: how far it went.</summary>
    public int? Delta { get; init; }

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        AddressBookFields.WriteStat(writer, State);
        AddressBookFields.WriteOptionalUInt32(writer, (uint?)Delta);
    }

    internal static UpdateStatResponseBody Read(ref MapiReader reader)
    {
        return new UpdateStatResponseBody
        {
            State = AddressBookFields.ReadStat(ref reader),
            Delta = (int?)AddressBookFields.ReadOptionalUInt32(ref reader),
        };
    }
}

/// <summary>The request body of GetMailboxUrl ([MS-OXCMAPIHTTP] 2.2.5.18.1).</summary>
public sealed record GetMailboxUrlRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetMailboxUrl;

    /// <summary>ServerDn: a mailbox server.</summary>
    public string ServerDn { get; init; } = "";

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        writer.WriteUnicodeZ(ServerDn);
    }

    internal static GetMailboxUrlRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new GetMailboxUrlRequestBody { ServerDn = reader.ReadUnicodeZ() };
    }
}

/// <summary>The response body of GetMailboxUrl ([MS-OXCMAPIHTTP] 2.2.5.18.2, 2.2.5.18.3).</summary>
public sealed record GetMailboxUrlResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetMailboxUrl;

    /// <summary>ServerUrl: its endpoint.</summary>
    public string ServerUrl { get; init; } = "";

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUnicodeZ(ServerUrl);
    }

    internal static GetMailboxUrlResponseBody Read(ref MapiReader reader)
    {
        return new GetMailboxUrlResponseBody { ServerUrl = reader.ReadUnicodeZ() };
    }
}

/// <summary>The request body of GetAddressBookUrl ([MS-OXCMAPIHTTP] 2.2.5.19.1).</summary>
public sealed record GetAddressBookUrlRequestBody : MapiHttpRequestBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetAddressBookUrl;

    /// <summary>UserDn: a user.</summary>
    public string UserDn { get; init; } = "";

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        // Reserved.
        writer.WriteUInt32(0);
        writer.WriteUnicodeZ(UserDn);
    }

    internal static GetAddressBookUrlRequestBody Read(ref MapiReader reader)
    {
        reader.Skip(4);
        return new GetAddressBookUrlRequestBody { UserDn = reader.ReadUnicodeZ() };
    }
}

/// <summary>The response body of GetAddressBookUrl ([MS-OXCMAPIHTTP] 2.2.5.19.2, 2.2.5.19.3).</summary>
public sealed record GetAddressBookUrlResponseBody : MapiHttpResponseBody
{
    /// <inheritdoc/>
    public override MapiHttpRequestType RequestType => MapiHttpRequestType.GetAddressBookUrl;

    /// <summary>ServerUrl: the address book endpoint for that user.</summary>
    public string ServerUrl { get; init; } = "";

    /// <inheritdoc/>
    protected override void WriteFields(MapiWriter writer)
    {
        writer.WriteUnicodeZ(ServerUrl);
    }

    internal static GetAddressBookUrlResponseBody Read(ref MapiReader reader)
    {
        return new GetAddressBookUrlResponseBody { ServerUrl = reader.ReadUnicodeZ() };
    }
}
