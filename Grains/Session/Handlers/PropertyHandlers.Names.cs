using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Names of properties and their ids ([MS-OXCPRPT] 3.2.5.6, 3.2.5.9, 3.2.5.10).</content>
internal static partial class PropertyHandlers
{
    /// <summary>A PropertyName's string is counted in one byte, its terminator included ([MS-OXCDATA] 2.6.1).</summary>
    private const int MaxNameLength = 126;

    private static async ValueTask<RopResponse?> IdsFromNamesAsync(RopContext context, RopRequest rop)
    {
        var request = (GetPropertyIdsFromNamesRequest)rop;
        var target = NamesOf(context, request.HandleIndex);
        var logon = target.Logon;
        if (request.PropertyNames.Length == 0)
        {
            return new GetPropertyIdsFromNamesResponse
            {
                PropertyIds = target is LogonObject ? [.. (await logon.NamedProperties.GetAllAsync()).Keys.Order()] : [],
            };
        }
        var create = (request.Flags & GetPropertyIdsFromNamesRequest.Create) != 0;
        if (create) await logon.RequireAnyRightAsync();
        // What cannot be a name of the mailbox gets no id, whoever asks; that is no failure.
        var names = request.PropertyNames;
        var mapped = names.Where(IsMappable).Distinct().ToList();
        var ids = mapped.Count == 0 ? [] : await logon.NamedProperties.GetIdsAsync(mapped, create);
        if (create && ids.Contains((ushort)0)) throw new RopException(MapiError.OutOfMemory, "the mailbox has as many named properties as it may have");
        var found = mapped.Zip(ids).ToDictionary(p => p.First, p => p.Second);
        return new GetPropertyIdsFromNamesResponse { PropertyIds = [.. names.Select(n => IdOf(n, found))] };

        static ushort IdOf(PropertyName name, Dictionary<PropertyName, ushort> found)
        {
            if (name.Guid != PropertySets.PS_MAPI) return found.GetValueOrDefault(name);
            return name.Name is null && name.Lid is > 0 and < NamedPropertyMap.FirstId - 1 ? (ushort)name.Lid : (ushort)0;
        }
    }

    /// <summary>An object that may be asked for its mailbox' names.</summary>
    private static SessionObject NamesOf(RopContext context, byte handleIndex)
    {
        var target = context.Get<SessionObject>(handleIndex);
        return target is LogonObject or IPropertyObject ? target : throw new RopException(MapiError.NotSupported, $"a {target.GetType().Name} has no named properties");
    }

    private static bool IsMappable(PropertyName name) => !name.IsNone && name.Guid != PropertySets.PS_MAPI && name.Name is not "";

    private static async ValueTask<RopResponse?> NamesFromIdsAsync(RopContext context, RopRequest rop)
    {
        var request = (GetNamesFromPropertyIdsRequest)rop;
        var logon = NamesOf(context, request.HandleIndex).Logon;
        var names = await logon.NamedProperties.GetNamesAsync(request.PropertyIds);
        return new GetNamesFromPropertyIdsResponse
        {
            PropertyNames = [.. request.PropertyIds.Select((id, i) => id < 0x8000 ? new PropertyName(PropertySets.PS_MAPI, id) : Sendable(names[i]) ? names[i]!.Value : default)],
        };
    }

    private static async ValueTask<RopResponse?> QueryNamedAsync(RopContext context, RopRequest rop)
    {
        var request = (QueryNamedPropertiesRequest)rop;
        var (target, logon) = await TargetAsync(context, request.HandleIndex);
        var all = await logon.NamedProperties.GetAllAsync();
        // A logon has the mailbox' names, any other object those of its properties.
        var present = IsLogon(target) ? null : (await target.ListPropertiesAsync(context.CancellationToken)).Select(t => t.Id).ToHashSet();
        var names = all.Where(p => Sendable(p.Value)
            && (present is null || present.Contains(p.Key))
            && (request.PropertyGuid is not { } guid || p.Value.Guid == guid)
            && !(p.Value.Name is null ? request.QueryFlags.HasFlag(QueryNamedFlags.NoIds) : request.QueryFlags.HasFlag(QueryNamedFlags.NoStrings)))
            .OrderBy(p => p.Key).ToList();
        return new QueryNamedPropertiesResponse { PropertyIds = [.. names.Select(p => p.Key)], PropertyNames = [.. names.Select(p => p.Value)] };
    }

    /// <summary>Whether a name fits into a response: names made of Internet headers may be longer than the wire can say.</summary>
    private static bool Sendable(PropertyName? name) => name is { } known && (known.Name is null || known.Name.Length <= MaxNameLength);
}
