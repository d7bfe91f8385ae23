using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>The Logon object's properties ([MS-OXCSTOR] 2.2.2).</summary>
internal sealed partial class LogonObject : IPropertyObject
{
    /// <summary>So many replicas PidTagSerializedReplidGuidMap names; a client asks for others one by one.</summary>
    private const int MaxMappedReplicas = 200;

    /// <summary>What was set for this logon and not for the mailbox.</summary>
    public PropertyBag OwnProperties { get; } = InitialProperties(session.Open.LcidString, session.Open.LcidSort);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PropertyTag>> ListPropertiesAsync(CancellationToken cancellationToken) =>
        LogonProperties.List(this, await StateAsync(totals: true, map: !Info.IsPublic));

    /// <inheritdoc/>
    public async ValueTask<PropertyValue[]> GetPropertiesAsync(ReadOnlyMemory<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var (totals, map) = (false, false);
        foreach (var tag in tags.Span)
        {
            totals |= LogonProperties.NeedsTotals(tag);
            map |= tag.Id == PidTag.SerializedReplidGuidMap.Id;
        }
        var state = await StateAsync(totals, map && !Info.IsPublic);
        var values = new PropertyValue[tags.Length];
        for (var i = 0; i < values.Length; i++) values[i] = LogonProperties.Get(this, state, tags.Span[i]);
        return values;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexedProblem>> SetPropertiesAsync(IReadOnlyList<TaggedPropertyValue> values, CancellationToken cancellationToken)
    {
        var problems = new List<IndexedProblem>();
        var bag = new PropertyBag(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            // [MS-OXCSTOR] 2.2.2.1.2.2, note 15: a message says of itself whether it goes after it was sent.
            if (values[i].Tag.Id == PidTag.DeleteAfterSubmit.Id) problems.Add(new((ushort)i, values[i].Tag, MapiError.AccessDenied));
            else if (LogonProperties.IsReadOnly(this, values[i].Tag.Id)) problems.Add(new((ushort)i, values[i].Tag, MapiError.ComputedValue));
            else if (LogonProperties.OfLogon.Contains(values[i].Tag)) OwnProperties.Set(values[i]);
            else bag.Set(values[i]);
        }
        if (bag.Count > 0)
            PropertyProblems.Add(problems, await Mailbox.SetStorePropertiesAsync(Caller, bag, []), [.. values.Select(v => v.Tag)]);
        return problems;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexedProblem>> DeletePropertiesAsync(IReadOnlyList<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var problems = new List<IndexedProblem>();
        var delete = new List<ushort>(tags.Count);
        for (var i = 0; i < tags.Count; i++)
        {
            if (LogonProperties.IsReadOnly(this, tags[i].Id)) problems.Add(new((ushort)i, tags[i], MapiError.ComputedValue));
            else if (!OwnProperties.Remove(tags[i].Id) && !LogonProperties.OfLogon.Any(t => t.Id == tags[i].Id)) delete.Add(tags[i].Id);
        }
        if (delete.Count > 0)
            PropertyProblems.Add(problems, await Mailbox.SetStorePropertiesAsync(Caller, new PropertyBag(), delete), tags);
        return problems;
    }

    private static PropertyBag InitialProperties(uint lcidString, uint lcidSort)
    {
        var bag = new PropertyBag(2);
        if (lcidString != 0) bag.Set(PidTag.LocaleId, (int)lcidString);
        if (lcidSort != 0) bag.Set(PidTag.SortLocaleId, (int)lcidSort);
        return bag;
    }

    private async ValueTask<LogonState> StateAsync(bool totals, bool map)
    {
        var info = await Mailbox.FindAsync() ?? throw new MailboxMissingException(Info.MailboxGuid);
        // Who sees nothing of the store does not learn how much there is.
        if (!await HasAnyRightAsync()) return new LogonState(info with { SizeBytes = 0 }, new FolderCounters(), false, map ? await ReplidGuidMapAsync() : null);
        FolderCounters? sum = null;
        var searches = false;
        if (totals)
        {
            sum = new FolderCounters();
            // The store's totals are the store's, whatever of it the caller may see.
            var root = Info.SpecialFolders[SpecialFolder.Root];
            foreach (var view in (await Mailbox.GetHierarchyAsync(MailboxCaller.Server, root, deep: true, softDeleted: false))?.Folders ?? [])
            {
                searches |= view.Folder.Kind == FolderKind.Search;
                if (view.Folder.Kind != FolderKind.Search) sum = sum.Plus(view.Folder.Counters);
            }
        }
        return new LogonState(info, sum, searches, map ? await ReplidGuidMapAsync() : null);
    }

    /// <summary>PidTagSerializedReplidGuidMap: pairs of replid and replica GUID ([MS-OXCSTOR] 2.2.2.1.1.13).</summary>
    private async ValueTask<byte[]> ReplidGuidMapAsync()
    {
        using var writer = new MapiWriter(256);
        for (var replId = ObjectIds.OwnReplId; replId <= MaxMappedReplicas && await Mailbox.FindReplGuidAsync(replId) is { } replGuid; replId++)
        {
            writer.WriteUInt16(replId);
            writer.WriteGuid(replGuid);
        }
        return writer.ToArray();
    }
}
