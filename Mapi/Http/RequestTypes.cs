namespace MapiOrleans.Mapi.Http;

/// <summary>The request types ([MS-OXCMAPIHTTP] 2.2.3.3.1), named as X-RequestType spells them.</summary>
public enum MapiHttpRequestType
{
#pragma warning disable CS1591 // Each is the request type of its name: 2.2.4 (mailbox), 2.2.5 (address book), 2.2.6 (PING).
    Connect, Execute, Disconnect, NotificationWait, PING,
    Bind, Unbind, CompareMIds, DNToMId, GetMatches, GetPropList, GetProps, GetSpecialTable, GetTemplateInfo, ModLinkAtt, ModProps,
    QueryColumns, QueryRows, ResolveNames, ResortRestriction, SeekEntries, UpdateStat, GetMailboxUrl, GetAddressBookUrl,
#pragma warning restore CS1591
}

/// <summary>Questions about request types.</summary>
public static class RequestTypes
{
    private static readonly Dictionary<string, MapiHttpRequestType> ByName =
        Enum.GetValues<MapiHttpRequestType>().ToDictionary(t => t.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Names = Enum.GetNames<MapiHttpRequestType>();

    /// <summary>Finds a request type by its header value. Case does not matter; the answer repeats the client's spelling.</summary>
    public static bool TryParse(string? value, out MapiHttpRequestType type)
    {
        type = default;
        return value is not null && ByName.TryGetValue(value, out type);
    }

    /// <summary>The value of X-RequestType.</summary>
    public static string NameOf(MapiHttpRequestType type) => Names[(int)type];

    /// <summary>Whether the mailbox server endpoint (/mapi/emsmdb) takes it ([MS-OXCMAPIHTTP] 2.2.4).</summary>
    public static bool IsMailbox(MapiHttpRequestType type) => type <= MapiHttpRequestType.PING;

    /// <summary>Whether the address book server endpoint (/mapi/nspi) takes it ([MS-OXCMAPIHTTP] 2.2.5).</summary>
    public static bool IsAddressBook(MapiHttpRequestType type) => type >= MapiHttpRequestType.PING;
}
