using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Http;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.bench;

/// <summary>One thing that a session does over and over.</summary>
/// <param name="Name">What --scenario calls it.</param>
/// <param name="Description">What one round is.</param>
/// <param name="Begin">Prepares a session; gives what a round does.</param>
internal sealed record Scenario(string Name, string Description, Func<LoadTarget, LoadUser, LoadOptions, CancellationToken, Task<Func<int, Task>>> Begin)
{
    private static readonly PropertyTag[] Columns =
    [
        PidTag.Mid, PidTag.Subject, PidTag.SenderName, PidTag.MessageDeliveryTime, PidTag.MessageFlags, PidTag.MessageSize, PidTag.Importance, PidTag.MessageClass,
    ];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("connect", "Connect + Logon + Disconnect", ConnectAsync),
        new("rop", "Execute with one cheap ROP (RopGetPropertiesSpecific of the logon)", CheapRopAsync),
        new("rows", "RopSeekRow + RopQueryRows, 50 rows x 8 columns, first page", (t, u, o, c) => RowsAsync(t, u, walk: false, c)),
        new("walk", "RopQueryRows, 50 rows x 8 columns, page after page", (t, u, o, c) => RowsAsync(t, u, walk: true, c)),
        new("table", "open a sorted contents table, first 50 rows, release", TableAsync),
        new("open", "open a message, all its properties, release", OpenAsync),
        new("save", "create, set 10 properties, save a message", SaveAsync),
        new("nspi", "address book: QueryRows, 50 rows x 8 columns, here and there in the global list", AddressBookRowsAsync),
        new("anr", "address book: ResolveNames of one name, alias or beginning", ResolveNamesAsync),
    ];

    private static async Task<MapiMailbox> LogonAsync(LoadTarget target, LoadUser user, CancellationToken cancellationToken) =>
        await MapiMailbox.ConnectAsync(target.NewClient(user), user.Dn, cancellationToken: cancellationToken);

    private static Task<Func<int, Task>> ConnectAsync(LoadTarget target, LoadUser user, LoadOptions options, CancellationToken cancellationToken) =>
        Task.FromResult<Func<int, Task>>(async _ =>
        {
            var mailbox = await LogonAsync(target, user, cancellationToken);
            await mailbox.Client.DisconnectAsync(cancellationToken);
        });

    private static async Task<Func<int, Task>> CheapRopAsync(LoadTarget target, LoadUser user, LoadOptions options, CancellationToken cancellationToken)
    {
        var mailbox = await LogonAsync(target, user, cancellationToken);
        PropertyTag[] tags = [PidTag.MailboxOwnerName];
        return _ => mailbox.GetPropertiesAsync(mailbox.LogonHandle, tags, cancellationToken);
    }

    private static async Task<Func<int, Task>> RowsAsync(LoadTarget target, LoadUser user, bool walk, CancellationToken cancellationToken)
    {
        var mailbox = await LogonAsync(target, user, cancellationToken);
        var table = await OpenTableAsync(mailbox, user, cancellationToken);
        return async _ =>
        {
            var rows = await QueryAsync(mailbox, table, fromStart: !walk, cancellationToken);
            if (rows == 0) await QueryAsync(mailbox, table, fromStart: true, cancellationToken);
        };
    }

    private static async Task<Func<int, Task>> TableAsync(LoadTarget target, LoadUser user, LoadOptions options, CancellationToken cancellationToken)
    {
        var mailbox = await LogonAsync(target, user, cancellationToken);
        return async _ =>
        {
            var table = await OpenTableAsync(mailbox, user, cancellationToken);
            await QueryAsync(mailbox, table, fromStart: false, cancellationToken);
            await mailbox.ReleaseAsync(table, cancellationToken);
        };
    }

    private static async Task<uint> OpenTableAsync(MapiMailbox mailbox, LoadUser user, CancellationToken cancellationToken)
    {
        var folder = await mailbox.OpenFolderAsync(user.Folder, cancellationToken);
        var reply = await mailbox.Client.ExecuteAsync(
            [
                new GetTableRequest(RopId.RopGetContentsTable) { OutputHandleIndex = 1 },
                new SetColumnsRequest { HandleIndex = 1, PropertyTags = Columns },
                new SortTableRequest { HandleIndex = 1, SortOrders = [new TableSortOrder(PidTag.MessageDeliveryTime, TableSortOrder.Descending)] },
                new LogonSimpleRequest(RopId.RopRelease),
            ], [folder, MapiMailbox.NoHandle], cancellationToken: cancellationToken);
        foreach (var response in reply.Responses) MapiMailbox.EnsureSuccess(response);
        return reply.Handles[1];
    }

    private static async Task<int> QueryAsync(MapiMailbox mailbox, uint table, bool fromStart, CancellationToken cancellationToken)
    {
        var query = new QueryRowsRequest { RowCount = 50 };
        RowColumns.Attach(query, Columns);
        List<RopRequest> requests = fromStart ? [new SeekRowRequest { Origin = TableOrigin.Beginning }, query] : [query];
        var reply = await mailbox.Client.ExecuteAsync(requests, [table], flags: ExecuteFlags.None, cancellationToken: cancellationToken);
        foreach (var response in reply.Responses) MapiMailbox.EnsureSuccess(response);
        return reply.Responses.OfType<QueryRowsResponse>().Sum(r => r.RowCount);
    }

    private static async Task<Func<int, Task>> OpenAsync(LoadTarget target, LoadUser user, LoadOptions options, CancellationToken cancellationToken)
    {
        var mailbox = await LogonAsync(target, user, cancellationToken);
        return round => mailbox.ReadMessageAsync(user.Folder, user.Messages[round * 7919 % user.Messages.Length], cancellationToken);
    }

    private static readonly PropertyTag[] AddressBookColumns =
    [
        PidTag.EntryId, PidTag.DisplayName, PidTag.DisplayType, PidTag.SmtpAddress, PidTag.Title, PidTag.DepartmentName, PidTag.OfficeLocation, PidTag.BusinessTelephoneNumber,
    ];

    private static async Task<Func<int, Task>> AddressBookRowsAsync(LoadTarget target, LoadUser user, LoadOptions options, CancellationToken cancellationToken)
    {
        var book = target.NewAddressBook(user);
        await book.BindAsync(cancellationToken: cancellationToken);
        return round => book.QueryRowsAsync(At(round), 50, AddressBookColumns, cancellationToken: cancellationToken);
    }

    private static async Task<Func<int, Task>> ResolveNamesAsync(LoadTarget target, LoadUser user, LoadOptions options, CancellationToken cancellationToken)
    {
        var book = target.NewAddressBook(user);
        await book.BindAsync(cancellationToken: cancellationToken);
        // Names that there are: of entries from all over the list, whole, as an alias, and by their beginning.
        var names = new List<string>();
        for (var round = 0; round < 8; round++)
        {
            foreach (var row in (await book.QueryRowsAsync(At(round), 20, [PidTag.DisplayName, PidTag.SmtpAddress], cancellationToken: cancellationToken)).Rows?.Rows ?? [])
            {
                var (name, address) = (row[0].AsString(), row[1].AsString());
                names.AddRange([name, address, address.Split('@')[0], name[..Math.Min(4, name.Length)]]);
            }
        }
        if (names.Count == 0) throw new InvalidOperationException("The address book has nobody to be found.");
        return round => book.ResolveNamesAsync([names[round * 7919 % names.Count]], AddressBookColumns, cancellationToken);
    }

    /// <summary>A place in the list, by fractions of a thousand.</summary>
    private static Stat At(int round) => Stat.Default with { CurrentRec = NspiConstants.MidCurrent, NumPos = (uint)(round * 617 % 1_000), TotalRecs = 1_000 };

    private static async Task<Func<int, Task>> SaveAsync(LoadTarget target, LoadUser user, LoadOptions options, CancellationToken cancellationToken)
    {
        var mailbox = await LogonAsync(target, user, cancellationToken);
        // Apart from what the other scenarios read, so that these find the folder as it was filled.
        var inbox = await mailbox.OpenFolderAsync(mailbox.Inbox, cancellationToken);
        var (folder, _) = await mailbox.CreateFolderAsync(inbox, options.Folder + " saved", cancellationToken);
        return round => mailbox.CreateMessageAsync(folder, SampleMessage.Make(round, options.MessageSize), cancellationToken: cancellationToken);
    }
}
