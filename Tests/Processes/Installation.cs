using System.Data.Common;
using System.Net;
using MapiOrleans.Mapi.Client;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Tests.Store;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace MapiOrleans.Tests.Processes;

/// <summary>
/// Servers over one store, with users, and what the store says when its servers have been through something: read past them, from the tables.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Password = "Password01!";

    private static readonly HttpClient Http = MapiHttpTransport.CreateHttpClient();

    private readonly string _folder = Directory.CreateTempSubdirectory("mapiorleans-processes-").FullName;
    private readonly PostgresDatabase? _postgres;
    private readonly List<ServerProcess> _servers = [];

    private Installation(int users, PostgresDatabase? postgres)
    {
        _postgres = postgres;
        Users = [.. Enumerable.Range(1, users).Select(i => $"user{i}@example.test")];
        var entries = string.Join(", ", Users.Select(u => $$"""{ "address": "{{u}}", "displayName": "{{u}}", "password": "{{Password}}" }"""));
        ProvisionFile = Path.Combine(_folder, "provision.json");
        File.WriteAllText(ProvisionFile, $$"""{ "domains": [ { "name": "example.test", "mapi": { "enabled": true }, "users": [ {{entries}} ] } ] }""");
    }

    public IReadOnlyList<string> Users { get; }

    public string ProvisionFile { get; }

    public static Task<Installation> OnSqliteAsync(int users) => Task.FromResult(new Installation(users, null));

    public static async Task<Installation> OnPostgresAsync(int users) => new(users, await PostgresDatabase.CreateAsync());

    public NodePlace NewPlace(bool ownPorts = false) => NodePlace.Create(Directory.CreateDirectory(Path.Combine(_folder, $"node{_servers.Count}-{Guid.NewGuid():n}")).FullName, ownPorts);

    /// <summary>Starts a node, which may not be ready yet.</summary>
    public ServerProcess Start(NodePlace place, bool provision = false, params (string, string)[] settings)
    {
        var store = _postgres is { } postgres ? ("Store:Shards:0", postgres.ConnectionString + ";Maximum Pool Size=20") : ("Store:SqlitePath", Path.Combine(_folder, "store.db"));
        var server = ServerProcess.Start(place, [store, .. settings], provision ? ProvisionFile : null);
        _servers.Add(server);
        return server;
    }

    /// <summary>A client that is logged on to a user's mailbox, by way of a node.</summary>
    public async Task<MapiMailbox> OpenAsync(ServerProcess server, string user)
    {
        var client = Client(server, user);
        return await MapiMailbox.ConnectAsync(client, await LegacyDnAsync(user));
    }

    public static MapiHttpClient Client(ServerProcess server, string user) =>
        new(Http, server.Endpoint, new NetworkCredential(user, Password), new MapiHttpClientOptions { SilenceTimeout = TimeSpan.FromSeconds(45) });

    public async Task<string> LegacyDnAsync(string user) =>
        (await QueryAsync($"SELECT legacy_dn FROM directory_object WHERE address = '{user}'", static r => r.GetString(0))).Single();

    /// <summary>Users' mailboxes and the silo that claimed each last.</summary>
    public async Task<Dictionary<string, string>> OwnersAsync() =>
        (await QueryAsync("SELECT d.address, b.owner FROM directory_object d JOIN mailbox b ON b.mailbox_guid = d.mailbox_guid", static r => (User: r.GetString(0), Owner: r.GetString(1))))
        .Where(r => r.User.StartsWith("user", StringComparison.Ordinal)).ToDictionary(r => r.User, r => r.Owner);

    /// <summary>Messages in the queue of outgoing mail, and what is wrong with them.</summary>
    public async Task<IReadOnlyList<string>> QueueAsync() => await QueryAsync("SELECT job_id, kind, attempts, last_error FROM job WHERE kind IN (1, 2)", Row);

    /// <summary>Whether a silo of a node claimed a mailbox last.</summary>
    public static bool IsOwner(string owner, ServerProcess server) => owner.Contains($":{server.Place.Silo}:", StringComparison.Ordinal);

    /// <summary>
    /// What must hold whatever happened: what was acknowledged is there once and nothing twice, clients see what the tables hold, counters are
    /// those of the rows, change numbers are unique and below the next, and every part that a message needs is whole.
    /// </summary>
    public async Task CheckAsync(ServerProcess server, Workload workload)
    {
        await CheckTablesAsync();
        foreach (var user in Users)
        {
            var mailbox = await OpenAsync(server, user);
            var folder = await mailbox.OpenFolderAsync(mailbox.Inbox);
            var rows = await mailbox.ListMessagesAsync(folder, [PidTag.InternetMessageId, PidTag.Mid]);
            var counts = rows.GroupBy(r => r[0].AsString()).ToDictionary(g => g.Key, g => g.Count());
            foreach (var id in workload.AcknowledgedOf(user)) Assert.True(counts.GetValueOrDefault(id) == 1, $"{id} of {user} was acknowledged and is there {counts.GetValueOrDefault(id)} times, among {counts.Count}: {string.Join(' ', counts.Keys.Take(3))}.");
            Assert.All(counts, c => Assert.True(c.Value == 1, $"{c.Key} of {user} is there {c.Value} times."));
            var properties = await mailbox.GetPropertiesAsync(folder, [PidTag.ContentCount]);
            Assert.Equal(rows.Count, properties[0].AsInt32());
            await mailbox.Client.DisconnectAsync();
        }
    }

    /// <summary>What the tables must say whatever happened.</summary>
    /// <summary>What the tables must hold by themselves.</summary>
    public async Task CheckTablesAsync()
    {
        Assert.Empty(await QueryAsync("""
            SELECT f.mailbox_id, f.folder_id, f.items, f.unread, f.associated, f.size, coalesce(m.items, 0), coalesce(m.unread, 0), coalesce(m.associated, 0), coalesce(m.size, 0)
            FROM folder f LEFT JOIN (
              SELECT mailbox_id, folder_id,
                sum(CASE WHEN associated = 0 AND is_deleted = 0 THEN 1 ELSE 0 END) AS items,
                sum(CASE WHEN associated = 0 AND is_deleted = 0 AND is_read = 0 THEN 1 ELSE 0 END) AS unread,
                sum(CASE WHEN associated = 1 AND is_deleted = 0 THEN 1 ELSE 0 END) AS associated,
                sum(CASE WHEN associated = 0 AND is_deleted = 0 THEN size ELSE 0 END) AS size
              FROM message GROUP BY mailbox_id, folder_id) m ON m.mailbox_id = f.mailbox_id AND m.folder_id = f.folder_id
            WHERE f.items <> coalesce(m.items, 0) OR f.unread <> coalesce(m.unread, 0) OR f.associated <> coalesce(m.associated, 0) OR f.size <> coalesce(m.size, 0)
            """, Row));
        Assert.Empty(await QueryAsync("SELECT mailbox_id, cn, count(*) FROM message GROUP BY mailbox_id, cn HAVING count(*) > 1", Row));
        Assert.Empty(await QueryAsync("SELECT m.mailbox_id, m.message_id, m.cn, b.next_cn FROM message m JOIN mailbox b ON b.mailbox_id = m.mailbox_id WHERE m.cn >= b.next_cn OR m.read_cn >= b.next_cn", Row));
        Assert.Empty(await QueryAsync("""
            SELECT r.mailbox_id, r.message_id FROM part_ref r LEFT JOIN part_head h ON h.mailbox_id = r.mailbox_id AND h.part_id = r.part_id
            WHERE h.part_id IS NULL OR h.size <> (SELECT coalesce(sum(length(p.data)), 0) FROM part p WHERE p.mailbox_id = r.mailbox_id AND p.part_id = r.part_id)
            """, Row));
        Assert.Empty(await QueryAsync("""
            SELECT m.mailbox_id, m.message_id FROM message m LEFT JOIN part_head h ON h.mailbox_id = m.mailbox_id AND h.part_id = m.mime_part
            WHERE m.mime_part IS NOT NULL AND (h.part_id IS NULL OR h.size <> m.mime_length)
            """, Row));
    }

    private static string Row(DbDataReader reader) => string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)));

    private async Task<List<T>> QueryAsync<T>(string text, Func<DbDataReader, T> map)
    {
        await using DbConnection connection = _postgres is { } postgres
            ? new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false")
            : new SqliteConnection($"Data Source={Path.Combine(_folder, "store.db")};Mode=ReadOnly;Pooling=false;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(map(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
