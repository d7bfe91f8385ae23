using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Grains.Session.Handlers;

/// <content>Criteria of search folders ([MS-OXCFOLD] 3.2.5.4, 3.2.5.5).</content>
internal static partial class FolderHandlers
{
    private const ushort FirstNamedProperty = 0x8000;

    // What a search is, when what begins or stops it is over; the others of each pair are the defaults.
    private const SetSearchFlags Lasting = SetSearchFlags.RecursiveSearch | SetSearchFlags.ForegroundSearch
        | SetSearchFlags.ContentIndexedSearch | SetSearchFlags.NonContentIndexedSearch | SetSearchFlags.StaticSearch;

    // Of each pair at most one may be set ([MS-OXCFOLD] 2.2.1.4.1).
    private static readonly SetSearchFlags[] Exclusive =
    [
        SetSearchFlags.StopSearch | SetSearchFlags.RestartSearch,
        SetSearchFlags.RecursiveSearch | SetSearchFlags.ShallowSearch,
        SetSearchFlags.ForegroundSearch | SetSearchFlags.BackgroundSearch,
        SetSearchFlags.ContentIndexedSearch | SetSearchFlags.NonContentIndexedSearch,
    ];

    private static async ValueTask<RopResponse?> SetSearchCriteriaAsync(RopContext context, RopRequest request)
    {
        var set = (SetSearchCriteriaRequest)request;
        var folder = context.Get<FolderObject>(set.HandleIndex);
        var logon = folder.Logon;
        var flags = set.SearchFlags;
        // Not the InvalidParameter of [MS-OXCFOLD] 3.2.5.4: this is what Exchange answers since 2010.
        if ((flags & ~SetSearchFlags.Known) != 0) throw new RopException(MapiError.NotSupported, $"SearchFlags {(uint)flags:X8}");
        if (Exclusive.Any(pair => (flags & pair) == pair))
            throw new RopException(MapiError.InvalidParameter, $"SearchFlags {(uint)flags:X8}");
        if (logon.Info.IsPublic && flags.HasFlag(SetSearchFlags.RecursiveSearch)) throw new RopException(MapiError.NotSupported, "a recursive search of public folders");
        var current = CriteriaOf(await SearchFolderAsync(folder));
        var restriction = set.RestrictionData.Length > 0 ? await ParseAsync(context, logon, set.RestrictionData) : current?.Restriction;
        var folders = set.FolderIds.Length > 0 ? set.FolderIds.Select(ObjectIds.FromWire).Distinct().ToArray() : current?.FolderIds ?? [];
        if (current is null && (folders.Count == 0 || set.RestrictionData.Length == 0))
            throw new RopException(MapiError.NotInitialized, $"first criteria with {folders.Count} folders and {set.RestrictionData.Length} bytes of restriction");
        // Stopping a search changes nothing in what it is.
        var stop = flags.HasFlag(SetSearchFlags.StopSearch);
        var kept = stop && current is not null ? current.Flags : (uint)(flags & Lasting);
        var error = await logon.Mailbox.SetSearchCriteriaAsync(logon.Caller, folder.FolderId, new SearchCriteria(restriction, folders, kept).ToArray(), stop);
        // What the mailbox finds too large is, to a client, too complex.
        Require(error == MapiError.TooBig ? MapiError.TooComplex : error, "search criteria");
        return new RopStatusResponse(RopId.RopSetSearchCriteria);
    }

    private static async ValueTask<RopResponse?> GetSearchCriteriaAsync(RopContext context, RopRequest request)
    {
        var get = (GetSearchCriteriaRequest)request;
        var folder = await SearchFolderAsync(context.Get<FolderObject>(get.HandleIndex));
        var criteria = CriteriaOf(folder) ?? throw new RopException(MapiError.NotInitialized, "the search folder has no criteria yet");
        return new GetSearchCriteriaResponse
        {
            RestrictionData = get.IncludeRestriction && criteria.Restriction is { } restriction ? Encode(context, restriction, get.UseUnicode) : [],
            LogonId = get.LogonId,
            FolderIds = get.IncludeFolders ? [.. criteria.FolderIds.Select(ObjectIds.ToWire)] : [],
            SearchFlags = StateOf((SetSearchFlags)criteria.Flags, folder.SearchProgress),
        };
    }

    private static async ValueTask<FolderRecord> SearchFolderAsync(FolderObject folder)
    {
        var record = (await folder.ViewAsync()).Folder;
        return record.Kind == FolderKind.Search ? record : throw new RopException(MapiError.NotSearchFolder, $"folder {record.FolderId:X} is no search folder");
    }

    private static SearchCriteria? CriteriaOf(FolderRecord folder)
    {
        if (folder.SearchCriteria is not { } bytes) return null;
        return SearchCriteria.TryParse(bytes, out var error) ?? throw new RopException(MapiError.CorruptData, $"criteria of folder {folder.FolderId:X}: {error}");
    }

    /// <summary>A restriction as it is kept: over PtypString, and only over named properties that the mailbox has.</summary>
    private static async ValueTask<Restriction> ParseAsync(RopContext context, LogonObject logon, byte[] bytes)
    {
        var restriction = Parse(bytes, context.Session.CodePage);
        foreach (var id in restriction.Tags.Select(t => t.Id).Where(id => id >= FirstNamedProperty).Distinct())
        {
            if (await logon.NamedProperties.GetNameAsync(id) is null)
                throw new RopException(MapiError.InvalidParameter, $"the mailbox has no named property {id:X4}");
        }
        return restriction;
    }

    private static Restriction Parse(byte[] bytes, int codePage)
    {
        var reader = new MapiReader(bytes);
        var restriction = Restriction.Read(ref reader, CountWidth.Narrow);
        return restriction is not null && reader.AtEnd
            ? RestrictionText.ToUnicode(restriction, codePage)
            : throw new RopException(MapiError.InvalidParameter, $"restriction {reader.Error?.ToString() ?? "with bytes after it"}");
    }

    private static byte[] Encode(RopContext context, Restriction restriction, bool unicode)
    {
        using var writer = new MapiWriter(256);
        (unicode ? restriction : RestrictionText.ToString8(restriction, context.Session.CodePage)).Write(writer, CountWidth.Narrow);
        return writer.Length <= ushort.MaxValue ? writer.ToArray() : throw new RopException(MapiError.TooBig, $"a restriction of {writer.Length} bytes");
    }

    /// <summary>What the client is told of the search ([MS-OXCFOLD] 2.2.1.5.2).</summary>
    private static SearchState StateOf(SetSearchFlags flags, SearchProgress progress)
    {
        var state = SearchState.None;
        if (flags.HasFlag(SetSearchFlags.RecursiveSearch)) state |= SearchState.Recursive;
        if (flags.HasFlag(SetSearchFlags.ForegroundSearch)) state |= SearchState.Foreground;
        if (flags.HasFlag(SetSearchFlags.StaticSearch)) state |= SearchState.Static;
        return progress switch
        {
            SearchProgress.Pending => state | SearchState.Running | SearchState.Rebuild | SearchState.ScanTotally,
            SearchProgress.Complete => state | SearchState.Complete | SearchState.ScanTotally,
            SearchProgress.Truncated => state | SearchState.Partial | SearchState.ScanTotally,
            _ => state,
        };
    }
}
