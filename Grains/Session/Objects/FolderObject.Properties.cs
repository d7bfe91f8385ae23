using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Properties;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>The properties of a folder ([MS-OXCFOLD] 2.2.2).</summary>
internal sealed partial class FolderObject : IPropertyObject
{
    // What FolderProperties cannot compute without other folders of the mailbox.
    private static readonly HashSet<ushort> NeedAncestors = [PidTag.FolderFlags.Id, PidTag.ParentSourceKey.Id];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PropertyTag>> ListPropertiesAsync(CancellationToken cancellationToken) =>
        FolderProperties.List(Logon, await ViewAsync());

    /// <inheritdoc/>
    public async ValueTask<PropertyValue[]> GetPropertiesAsync(ReadOnlyMemory<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var view = await Logon.PersonalAsync(await ViewAsync(), tags.ToArray().Any(LogonObject.CountsUnread), cancellationToken);
        var ancestors = await AncestorsAsync(view, tags);
        var values = new PropertyValue[tags.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = FolderProperties.Get(Logon, view, tags.Span[i], ancestors.GetValueOrDefault);
        return values;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexedProblem>> SetPropertiesAsync(IReadOnlyList<TaggedPropertyValue> values, CancellationToken cancellationToken)
    {
        var problems = new List<IndexedProblem>();
        var bag = new PropertyBag(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            if (FolderProperties.IsReadOnly(values[i].Tag.Id)) problems.Add(new((ushort)i, values[i].Tag, MapiError.ComputedValue));
            else bag.Set(values[i]);
        }
        if (bag.Count > 0)
            PropertyProblems.Add(problems, await Logon.Mailbox.SetFolderPropertiesAsync(Logon.Caller, FolderId, bag, []), [.. values.Select(v => v.Tag)]);
        return problems;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IndexedProblem>> DeletePropertiesAsync(IReadOnlyList<PropertyTag> tags, CancellationToken cancellationToken)
    {
        var problems = new List<IndexedProblem>();
        var delete = new List<ushort>(tags.Count);
        for (var i = 0; i < tags.Count; i++)
        {
            if (FolderProperties.IsReadOnly(tags[i].Id)) problems.Add(new((ushort)i, tags[i], MapiError.ComputedValue));
            else delete.Add(tags[i].Id);
        }
        if (delete.Count > 0)
            PropertyProblems.Add(problems, await Logon.Mailbox.SetFolderPropertiesAsync(Logon.Caller, FolderId, new PropertyBag(), delete), tags);
        return problems;
    }

    private async ValueTask<Dictionary<long, FolderRecord>> AncestorsAsync(FolderView view, ReadOnlyMemory<PropertyTag> tags)
    {
        var found = new Dictionary<long, FolderRecord>();
        var needed = false;
        foreach (var tag in tags.Span) needed |= NeedAncestors.Contains(tag.Id);
        for (var folder = view.Folder; needed && folder.ParentId != folder.FolderId && !found.ContainsKey(folder.ParentId);)
        {
            if (await Logon.Mailbox.FindFolderAsync(Logon.Caller, folder.ParentId, deletedToo: true) is not { } parent) break;
            found[folder.ParentId] = folder = parent.Folder;
        }
        return found;
    }
}

/// <summary>The mailbox' problems, as ROPs number them.</summary>
internal static class PropertyProblems
{
    /// <summary>Adds problems that name a property, by the property's index among those of the request.</summary>
    public static void Add(List<IndexedProblem> problems, IReadOnlyList<MailboxPropertyProblem> found, IReadOnlyList<PropertyTag> request)
    {
        foreach (var problem in found)
            for (var i = 0; i < request.Count; i++)
                if (request[i].Id == new PropertyTag(problem.Tag).Id)
                    problems.Add(new((ushort)i, request[i], problem.Error));
    }
}
