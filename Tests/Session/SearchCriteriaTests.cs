using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;
using MapiOrleans.Mapi.Rops;
using MapiOrleans.Mapi.Wire;
using MapiOrleans.Tests.Mailbox;
using Xunit;
using static MapiOrleans.Tests.Session.FolderSteps;

namespace MapiOrleans.Tests.Session;

/// <summary>RopSetSearchCriteria and RopGetSearchCriteria ([MS-OXCFOLD] 3.2.5.4, 3.2.5.5).</summary>
[Collection(SessionCollection.Name)]
public sealed class SearchCriteriaTests(SessionHarness harness)
{
    private static readonly Restriction Wide = new ContentRestriction(1, 1, PidTag.Subject, new TaggedPropertyValue(PidTag.Subject, PropertyValue.String("été")));
    private static readonly Restriction Narrow8 = RestrictionText.ToString8(Wide, 1252);

    [Fact]
    public async Task Criteria_are_given_back_as_they_were_set()
    {
        var (session, search, id) = await SearchAsync();
        var inbox = session.FolderId(Inbox);
        // Sent with 8-bit text, kept as Unicode, given in either.
        Assert.Equal(MapiError.Success, await SetAsync(session, search, Bytes(Narrow8), [inbox], SetSearchFlags.RecursiveSearch | SetSearchFlags.ForegroundSearch));

        await SettledAsync(session, id);
        var unicode = await GetAsync(session, search, unicode: true);
        Assert.Equal(Bytes(Wide), unicode.RestrictionData);
        Assert.Equal([inbox], unicode.FolderIds);
        Assert.Equal(SearchState.Complete | SearchState.ScanTotally | SearchState.Recursive | SearchState.Foreground, unicode.SearchFlags);
        Assert.Equal(Bytes(Narrow8), (await GetAsync(session, search, unicode: false)).RestrictionData);
        var bare = await GetAsync(session, search, unicode: true, restriction: false, folders: false);
        Assert.Empty(bare.RestrictionData);
        Assert.Empty(bare.FolderIds);

        // What a later request leaves out stays as it was; the defaults are restart and shallow.
        Assert.Equal(MapiError.Success, await SetAsync(session, search, [], [session.FolderId(DeletedItems)], SetSearchFlags.StaticSearch));
        await SettledAsync(session, id);
        var later = await GetAsync(session, search, unicode: true);
        Assert.Equal(Bytes(Wide), later.RestrictionData);
        Assert.Equal([session.FolderId(DeletedItems)], later.FolderIds);
        Assert.Equal(SearchState.Complete | SearchState.ScanTotally | SearchState.Static, later.SearchFlags);
        // Stopping a search that is complete changes nothing.
        Assert.Equal(MapiError.Success, await SetAsync(session, search, [], [], SetSearchFlags.StopSearch));
        Assert.Equal(later.SearchFlags, (await GetAsync(session, search, unicode: true)).SearchFlags);
    }

    [Fact]
    public async Task The_same_criteria_once_more_are_no_change()
    {
        var (session, search, id) = await SearchAsync();
        await SetAsync(session, search, Bytes(Wide), [session.FolderId(Inbox)], SetSearchFlags.RestartSearch);
        var before = (await harness.FindAsync(session.User, id))!.Folder.ChangeNumber;
        await SetAsync(session, search, Bytes(Wide), [session.FolderId(Inbox)], SetSearchFlags.RestartSearch);
        Assert.Equal(before, (await harness.FindAsync(session.User, id))!.Folder.ChangeNumber);
    }

    [Theory]
    [InlineData(0x40u, MapiError.NotSupported)]
    [InlineData(0x80000000u, MapiError.NotSupported)]
    [InlineData((uint)(SetSearchFlags.StopSearch | SetSearchFlags.RestartSearch), MapiError.InvalidParameter)]
    [InlineData((uint)(SetSearchFlags.RecursiveSearch | SetSearchFlags.ShallowSearch), MapiError.InvalidParameter)]
    [InlineData((uint)(SetSearchFlags.ContentIndexedSearch | SetSearchFlags.NonContentIndexedSearch), MapiError.InvalidParameter)]
    public async Task Flags_that_mean_nothing_or_two_things_are_refused(uint flags, MapiError error)
    {
        var (session, search, _) = await SearchAsync();
        Assert.Equal(error, await SetAsync(session, search, Bytes(Wide), [session.FolderId(Inbox)], (SetSearchFlags)flags));
    }

    [Fact]
    public async Task Criteria_that_cannot_be_are_refused()
    {
        var (session, search, id) = await SearchAsync();
        var inbox = session.FolderId(Inbox);
        var (none, _) = await session.ExecuteAsync<GetSearchCriteriaResponse>(search, new GetSearchCriteriaRequest { IncludeFolders = true });
        Assert.Equal(MapiError.NotInitialized, none.ReturnValue);
        Assert.Equal(MapiError.NotInitialized, await SetAsync(session, search, Bytes(Wide), []));
        Assert.Equal(MapiError.NotInitialized, await SetAsync(session, search, [], [inbox]));
        Assert.Equal(MapiError.SearchFolderScopeViolation, await SetAsync(session, search, Bytes(Wide), [inbox, id]));
        Assert.Equal(MapiError.NotFound, await SetAsync(session, search, Bytes(Wide), [ObjectIds.ToWire(0x123456)]));
        Assert.Equal(MapiError.InvalidParameter, await SetAsync(session, search, [0x77], [inbox]));
        Assert.Equal(MapiError.InvalidParameter, await SetAsync(session, search, [.. Bytes(Wide), 0], [inbox]));
        Assert.Equal(MapiError.InvalidParameter, await SetAsync(session, search, Bytes(new ExistRestriction(new PropertyTag(0xFFF0, PropertyType.String))), [inbox]));
        // Less than 64 KiB on the wire, more in the wide form that is kept.
        var exists = new OrRestriction([.. Enumerable.Repeat(new ExistRestriction(PidTag.Subject), 12_800)]);
        var large = new AndRestriction([exists, .. Enumerable.Repeat(new OrRestriction([]), 400)]);
        Assert.Equal(MapiError.TooComplex, await SetAsync(session, search, Bytes(large), [inbox]));

        var folder = await session.OpenAsync(inbox);
        Assert.Equal(MapiError.NotSearchFolder, await SetAsync(session, folder, Bytes(Wide), [inbox]));
        Assert.Equal(MapiError.NotSearchFolder, (await session.ExecuteAsync<GetSearchCriteriaResponse>(folder, new GetSearchCriteriaRequest())).Response.ReturnValue);
        Assert.Equal(MapiError.NotSupported, await SetAsync(session, session.Logon, Bytes(Wide), [inbox]));
        Assert.Null((await harness.FindAsync(session.User, id))!.Folder.SearchCriteria);
    }

    [Fact]
    public async Task The_searches_of_a_new_mailbox_can_be_read()
    {
        var session = await harness.LogonAsync();
        var info = await harness.Mailbox(session.User).FindAsync();
        var reminders = await session.OpenAsync(ObjectIds.ToWire(info!.SpecialFolders[SpecialFolder.Reminders]));
        var criteria = await GetAsync(session, reminders, unicode: true);
        Assert.Equal([session.FolderId(IpmSubtree)], criteria.FolderIds);
        Assert.Equal(SearchState.Complete | SearchState.ScanTotally | SearchState.Recursive, criteria.SearchFlags);
        var reader = new MapiReader(criteria.RestrictionData);
        Assert.NotNull(Restriction.Read(ref reader, CountWidth.Narrow));
        Assert.True(reader.AtEnd);
    }

    private async Task<(TestSession Session, uint Search, ulong Id)> SearchAsync()
    {
        var session = await harness.LogonAsync();
        var (id, handle) = await session.CreateAsync(await session.OpenAsync(session.FolderId(Finder)), "search", CreateFolderRequest.Search);
        return (session, handle, id);
    }

    private async Task SettledAsync(TestSession session, ulong search) => await harness.Mailbox(session.User).SettledAsync(ObjectIds.FromWire(search));

    private static async Task<MapiError> SetAsync(TestSession session, uint search, byte[] restriction, ulong[] folders, SetSearchFlags flags = SetSearchFlags.RestartSearch)
    {
        var (response, _) = await session.ExecuteAsync<RopStatusResponse>(search, new SetSearchCriteriaRequest { RestrictionData = restriction, FolderIds = folders, SearchFlags = flags });
        return response.ReturnValue;
    }

    private static async Task<GetSearchCriteriaResponse> GetAsync(TestSession session, uint search, bool unicode, bool restriction = true, bool folders = true)
    {
        var (response, _) = await session.ExecuteAsync<GetSearchCriteriaResponse>(search, new GetSearchCriteriaRequest { UseUnicode = unicode, IncludeRestriction = restriction, IncludeFolders = folders });
        Assert.Equal(MapiError.Success, response.ReturnValue);
        return response;
    }

    private static byte[] Bytes(Restriction restriction)
    {
        using var writer = new MapiWriter();
        restriction.Write(writer, CountWidth.Narrow);
        return writer.ToArray();
    }
}
