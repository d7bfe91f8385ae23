using MapiOrleans.Mapi.Wire;

namespace MapiOrleans.Mapi.Rops;

/// <summary>SearchFlags of RopSetSearchCriteria ([MS-OXCFOLD] 2.2.1.4.1).</summary>
[Flags]
public enum SetSearchFlags : uint
{
    /// <summary>None: RestartSearch and ShallowSearch.</summary>
    None = 0,
    /// <summary>STOP_SEARCH.</summary>
    StopSearch = 0x0000_0001,
    /// <summary>RESTART_SEARCH.</summary>
    RestartSearch = 0x0000_0002,
    /// <summary>RECURSIVE_SEARCH: subfolders too.</summary>
    RecursiveSearch = 0x0000_0004,
    /// <summary>SHALLOW_SEARCH: only the folders named.</summary>
    ShallowSearch = 0x0000_0008,
    /// <summary>FOREGROUND_SEARCH.</summary>
    ForegroundSearch = 0x0000_0010,
    /// <summary>BACKGROUND_SEARCH.</summary>
    BackgroundSearch = 0x0000_0020,
    /// <summary>CONTENT_INDEXED_SEARCH.</summary>
    ContentIndexedSearch = 0x0001_0000,
    /// <summary>NON_CONTENT_INDEXED_SEARCH.</summary>
    NonContentIndexedSearch = 0x0002_0000,
    /// <summary>STATIC_SEARCH: filled once.</summary>
    StaticSearch = 0x0004_0000,
    /// <summary>All bits that have a meaning.</summary>
    Known = StopSearch | RestartSearch | RecursiveSearch | ShallowSearch | ForegroundSearch | BackgroundSearch
        | ContentIndexedSearch | NonContentIndexedSearch | StaticSearch,
}

/// <summary>SearchFlags of RopGetSearchCriteria ([MS-OXCFOLD] 2.2.1.5.2): the state of the search.</summary>
[Flags]
public enum SearchState : uint
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>SEARCH_RUNNING: the first filling goes on.</summary>
    Running = 0x0000_0001,
    /// <summary>SEARCH_REBUILD: and is at its costly part.</summary>
    Rebuild = 0x0000_0002,
    /// <summary>SEARCH_RECURSIVE: subfolders too.</summary>
    Recursive = 0x0000_0004,
    /// <summary>SEARCH_FOREGROUND.</summary>
    Foreground = 0x0000_0008,
    /// <summary>SEARCH_COMPLETE: all results are there.</summary>
    Complete = 0x0000_1000,
    /// <summary>SEARCH_PARTIAL: only parts of messages were looked at.</summary>
    Partial = 0x0000_2000,
    /// <summary>SEARCH_STATIC: filled once.</summary>
    Static = 0x0001_0000,
    /// <summary>SEARCH_MAYBE_STATIC: not yet known.</summary>
    MaybeStatic = 0x0002_0000,
    /// <summary>CI_TOTALLY: by the index alone.</summary>
    IndexTotally = 0x0100_0000,
    /// <summary>CI_WITH_TWIR_RESIDUAL: mostly by the index.</summary>
    IndexWithScan = 0x0200_0000,
    /// <summary>TWIR_MOSTLY: mostly by reading.</summary>
    ScanMostly = 0x0400_0000,
    /// <summary>TWIR_TOTALLY: by reading alone.</summary>
    ScanTotally = 0x0800_0000,
}

/// <summary>RopSetSearchCriteria (0x30, [MS-OXCROPS] 2.2.4.4). Its response has no body.</summary>
public sealed class SetSearchCriteriaRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopSetSearchCriteria;

    /// <summary>The restriction ([MS-OXCDATA] 2.12) in its bytes; empty for the one set last.</summary>
    public byte[] RestrictionData { get; set; } = [];

    /// <summary>The folders to search; none for those set last.</summary>
    public ulong[] FolderIds { get; set; } = [];

    /// <summary>How to search.</summary>
    public SetSearchFlags SearchFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        TableRops.WriteCounted(writer, RestrictionData);
        FolderRops.WriteIds(writer, FolderIds);
        writer.WriteUInt32((uint)SearchFlags);
    }

    internal static SetSearchCriteriaRequest Read(ref MapiReader reader) => new()
    {
        RestrictionData = TableRops.ReadCounted(ref reader),
        FolderIds = FolderRops.ReadIds(ref reader),
        SearchFlags = (SetSearchFlags)reader.ReadUInt32(),
    };
}

/// <summary>RopGetSearchCriteria (0x31, [MS-OXCROPS] 2.2.4.5).</summary>
public sealed class GetSearchCriteriaRequest : RopRequest
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetSearchCriteria;

    /// <summary>Whether text in the restriction shall be PtypString.</summary>
    public bool UseUnicode { get; set; }

    /// <summary>Whether the restriction is wanted.</summary>
    public bool IncludeRestriction { get; set; }

    /// <summary>Whether the folders are wanted.</summary>
    public bool IncludeFolders { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        writer.WriteBool(UseUnicode);
        writer.WriteBool(IncludeRestriction);
        writer.WriteBool(IncludeFolders);
    }

    internal static GetSearchCriteriaRequest Read(ref MapiReader reader) =>
        new() { UseUnicode = reader.ReadBool(), IncludeRestriction = reader.ReadBool(), IncludeFolders = reader.ReadBool() };
}

/// <summary>The response to RopGetSearchCriteria.</summary>
public sealed class GetSearchCriteriaResponse : RopResponse
{
    /// <inheritdoc/>
    public override RopId RopId => RopId.RopGetSearchCriteria;

    /// <summary>The restriction in its bytes; empty where there is none or it was not asked for.</summary>
    public byte[] RestrictionData { get; set; } = [];

    /// <summary>The LogonId of the request, which stands between restriction and folders.</summary>
    public byte LogonId { get; set; }

    /// <summary>The folders that are searched.</summary>
    public ulong[] FolderIds { get; set; } = [];

    /// <summary>The state of the search.</summary>
    public SearchState SearchFlags { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(MapiWriter writer)
    {
        if (ReturnValue != MapiError.Success) return;
        TableRops.WriteCounted(writer, RestrictionData);
        writer.WriteByte(LogonId);
        FolderRops.WriteIds(writer, FolderIds);
        writer.WriteUInt32((uint)SearchFlags);
    }

    internal static GetSearchCriteriaResponse Read(ref MapiReader reader, MapiError error, RopRequest? request) => error != MapiError.Success
        ? new() { ReturnValue = error }
        : new()
        {
            RestrictionData = TableRops.ReadCounted(ref reader),
            LogonId = reader.ReadByte(),
            FolderIds = FolderRops.ReadIds(ref reader),
            SearchFlags = (SearchState)reader.ReadUInt32(),
        };
}
