using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <content>Positions in tables, and tables made of other tables ([MS-OXNSPI] 3.1.4.1.4, 3.1.4.1.9 to 3.1.4.1.12).</content>
internal sealed partial class AddressBookServer
{
    private UpdateStatResponseBody UpdateStat(UpdateStatRequestBody request)
    {
        if (request.State is not { } stat) return (UpdateStatResponseBody)Failure(request, MapiError.InvalidParameter);
        if (stat.CodePage == NspiConstants.CodePageUnicode) return (UpdateStatResponseBody)Failure(request, MapiError.InvalidCodepage);
        if (TableOf(stat, out var error) is not { Table: var table }) return (UpdateStatResponseBody)Failure(request, error);
        if (Locate(stat, table) is not { } initial) return (UpdateStatResponseBody)Failure(request, MapiError.NotFound);
        var final = TablePosition.Move(initial, stat.Delta, table.Count);
        return new UpdateStatResponseBody { State = At(stat, final, table), Delta = request.DeltaRequested ? final - initial : null };
    }

    private CompareMIdsResponseBody CompareMIds(CompareMIdsRequestBody request)
    {
        if (request.State is not { } stat) return (CompareMIdsResponseBody)Failure(request, MapiError.InvalidParameter);
        if (stat.CodePage == NspiConstants.CodePageUnicode) return (CompareMIdsResponseBody)Failure(request, MapiError.InvalidCodepage);
        if (TableOf(stat, out var error) is not { Table: var table }) return (CompareMIdsResponseBody)Failure(request, error);
        var (first, second) = (table.RowOf(book.SlotOf(request.MinimalId1)), table.RowOf(book.SlotOf(request.MinimalId2)));
        return first < 0 || second < 0
            ? (CompareMIdsResponseBody)Failure(request, MapiError.GeneralFailure)
            : new CompareMIdsResponseBody { Result = first.CompareTo(second) };
    }

    private SeekEntriesResponseBody SeekEntries(SeekEntriesRequestBody request)
    {
        if (request.State is not { } stat) return (SeekEntriesResponseBody)Failure(request, MapiError.InvalidParameter);
        if (CheckCodePage(stat.CodePage, request.Columns ?? []) is { } problem) return (SeekEntriesResponseBody)Failure(request, problem);
        if (request.Columns?.Length > options.MaxColumns) return (SeekEntriesResponseBody)Failure(request, MapiError.TableTooBig);
        if (TableOf(stat, out var error) is not var (table, collation)) return (SeekEntriesResponseBody)Failure(request, error);
        if (stat.SortType != NspiConstants.SortTypeDisplayName || request.Target is not { } target || target.Tag.Id != PidTag.DisplayName.Id
            || TextConversion.ToUnicode(target.Value, (int)stat.CodePage).RawReference is not string text || target.Value.Type is not (PropertyType.String or PropertyType.String8))
        {
            return (SeekEntriesResponseBody)Failure(request, MapiError.GeneralFailure);
        }
        if (request.ExplicitTable is { } table2)
        {
            // A restriction of the table in its order: sorted anew it is the same one, without what is not in it (any more).
            table = book.Sort(table2.Select(book.SlotOf).Where(s => table.RowOf(s) >= 0).Distinct(), collation);
        }
        var row = book.Seek(table, text, collation);
        if (row == table.Count) return (SeekEntriesResponseBody)Failure(request, MapiError.NotFound);
        var rows = request.Columns is null ? null : RowsOf(
            Enumerable.Range(row, table.Count - row).Select(r => book[table[r]]), request.Columns,
            request.ExplicitTable is null ? (uint)options.MaxSeekRows : uint.MaxValue, NspiConstants.EphemeralIds, stat.CodePage);
        return new SeekEntriesResponseBody { State = At(stat, row, table), Rows = rows };
    }

    private ResortRestrictionResponseBody ResortRestriction(ResortRestrictionRequestBody request)
    {
        if (request.State is not { } stat || request.MinimalIds is not { } ids) return (ResortRestrictionResponseBody)Failure(request, MapiError.InvalidParameter);
        if (stat.CodePage == NspiConstants.CodePageUnicode) return (ResortRestrictionResponseBody)Failure(request, MapiError.InvalidCodepage);
        // By phonetic names nothing is resorted or sought, as in Exchange (constraint 5).
        if (stat.SortType != NspiConstants.SortTypeDisplayName || Collation.Of(stat) is not { } collation) return (ResortRestrictionResponseBody)Failure(request, MapiError.GeneralFailure);
        var table = book.Sort(ids.Where(id => book.Find(id) is { Hidden: false }).Select(book.SlotOf).Distinct(), collation);
        var current = table.RowOf(book.SlotOf(stat.CurrentRec));
        return new ResortRestrictionResponseBody
        {
            State = stat with
            {
                CurrentRec = current < 0 ? NspiConstants.MidBeginningOfTable : stat.CurrentRec,
                NumPos = (uint)Math.Max(0, current),
                TotalRecs = (uint)table.Count,
            },
            MinimalIds = IdsOf(table),
        };
    }

    private GetMatchesResponseBody GetMatches(GetMatchesRequestBody request)
    {
        if (request.State is not { } stat) return (GetMatchesResponseBody)Failure(request, MapiError.InvalidParameter);
        // Reserved ([MS-OXNSPI] 3.1.4.1.10): a search among rows that a client names is not supported.
        if (request.MinimalIds is not null) return (GetMatchesResponseBody)Failure(request, MapiError.TooComplex);
        if (CheckCodePage(stat.CodePage, request.Columns ?? []) is { } problem) return (GetMatchesResponseBody)Failure(request, problem);
        if (request.Columns?.Length > options.MaxColumns) return (GetMatchesResponseBody)Failure(request, MapiError.TableTooBig);
        var most = (int)Math.Min(request.RowCount, (uint)options.MaxMatches);
        var found = request.Filter is null ? LinkTable(request, stat, most, out var error) : FilterTable(request, stat, most, out error);
        if (found is null) return (GetMatchesResponseBody)Failure(request, error);
        return new GetMatchesResponseBody
        {
            State = stat with { ContainerId = stat.CurrentRec },
            MinimalIds = IdsOf(found),
            Rows = request.Columns is null ? null : RowsOf(
                Enumerable.Range(0, found.Count).Select(r => book[found[r]]), request.Columns, (uint)found.Count, NspiConstants.EphemeralIds, stat.CodePage),
        };
    }

    /// <summary>The rows of the STAT's table that meet the filter, in its order; null and why where there are too many or it is too complex.</summary>
    private SortedTable? FilterTable(GetMatchesRequestBody request, Stat stat, int most, out MapiError error)
    {
        if (stat.SortType is not (NspiConstants.SortTypeDisplayName or NspiConstants.SortTypePhoneticDisplayName))
        {
            error = MapiError.NotSupported;
            return null;
        }
        if (TableOf(stat, out error) is not { Table: var table }) return null;
        var restriction = Mapi.Restrictions.RestrictionText.ToUnicode(request.Filter!, (int)stat.CodePage);
        if (EntryFilter.Make(restriction, this, options.MaxRestrictions) is not { } filter)
        {
            error = MapiError.TooComplex;
            return null;
        }
        var found = 0;
        var matches = filter.Candidates is { } candidates ? table.Where(candidates, Holds) : table.Where(Holds);
        error = MapiError.TableTooBig;
        return found > most ? null : matches;

        bool Holds(int slot)
        {
            // Once there are too many, nothing more is looked at.
            if (found > most) return false;
            Spend();
            if (!filter.Holds(book[slot], slot)) return false;
            found++;
            return true;
        }
    }

    /// <summary>Looks at one more entry.</summary>
    /// <exception cref="SearchTooLongException">The request has searched long enough.</exception>
    public void Spend() => _budget.Spend();

    /// <summary>All that a name may mean.</summary>
    public IEnumerable<int> SlotsNamed(string name) => Resolver.ResolveAll(name);

    /// <summary>The number of the group that a value names, by entry id, X.500 name or address; null where it is none.</summary>
    public long? GroupNumber(PropertyValue value)
    {
        var found = value.RawReference switch { byte[] id => FindByEntryId(id), string name => Resolver.FindExactly(name), _ => null };
        return found is { Kind: DirectoryKind.Group, Hidden: false } ? found.Number : null;
    }

    /// <summary>The entries that a property of an entry names, with their slots; none where it names none.</summary>
    public IEnumerable<(DirectoryObject Entry, int Slot)> Linked(DirectoryObject entry, ushort id) =>
        EntryLinks.Find(id) is { } link ? LinksOf(entry, link).Select(e => (e, book.SlotOf(AddressBookSnapshot.MinimalIdOf(e)))) : [];

    /// <summary>Whether an entry is in a group, directly or through groups.</summary>
    public bool IsIn(DirectoryObject entry, long group) => book.Relations.AllGroupsOf(entry, options.MaxLinks).Contains(group);

    /// <summary>The entries that a property of an object names; null and why where that is not possible.</summary>
    private SortedTable? LinkTable(GetMatchesRequestBody request, Stat stat, int most, out MapiError error)
    {
        error = MapiError.GeneralFailure;
        if (book.Find(stat.CurrentRec) is not { } entry) return null;
        error = MapiError.NotSupported;
        // Names of properties are not known here; a tag stands in ContainerID.
        if (request.PropertyName is not null || EntryLinks.Find(new PropertyTag(stat.ContainerId).Id) is not { } link) return null;
        if (stat.SortType == NspiConstants.SortTypeDisplayNameWritable && !MayChange(entry, link)) return null;
        if (Collation.Of(stat with { SortType = NspiConstants.SortTypeDisplayName }) is not { } collation) return null;
        var slots = LinksOf(entry, link).Select(e => book.SlotOf(AddressBookSnapshot.MinimalIdOf(e))).Take(most + 1).ToList();
        error = MapiError.TableTooBig;
        return slots.Count > most ? null : book.Sort(slots, collation);
    }

    private uint[] IdsOf(SortedTable table)
    {
        var ids = new uint[table.Count];
        for (var row = 0; row < ids.Length; row++) ids[row] = IdOf(table, row);
        return ids;
    }
}
