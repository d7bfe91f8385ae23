using System.Data.Common;
using System.Text.Json;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Links and progress of copied directories in the control database.</summary>
internal sealed class SqlDirectoryLinkStore(SqlEngine engine) : IDirectoryLinkStore
{
    private const string LinkColumns = "external_id, object_id, dn, missing_since";
    private const string SyncColumns = "due_at, lease_until, state";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryLink>> ReadLinksAsync(string domain, CancellationToken cancellationToken) =>
        await engine.ReadAsync(new SqlStatement($"SELECT {LinkColumns} FROM directory_link WHERE domain = @d", ("d", domain)), Link, cancellationToken);

    /// <inheritdoc/>
    public Task<DirectoryLink?> FindLinkAsync(Guid objectId, CancellationToken cancellationToken) =>
        engine.ReadOneAsync(new SqlStatement($"SELECT {LinkColumns} FROM directory_link WHERE object_id = @i", ("i", objectId.ToByteArray())), Link, cancellationToken);

    /// <inheritdoc/>
    public Task PutLinkAsync(string domain, DirectoryLink link, CancellationToken cancellationToken) => engine.WriteAsync(
    [
        new("DELETE FROM directory_link WHERE object_id = @i OR (domain = @d AND external_id = @e)", ("i", link.ObjectId.ToByteArray()), ("d", domain), ("e", link.ExternalId)),
        new("INSERT INTO directory_link (domain, external_id, object_id, dn, missing_since) VALUES (@d, @e, @i, @n, @m)",
            ("d", domain), ("e", link.ExternalId), ("i", link.ObjectId.ToByteArray()), ("n", StoreText.Clean(link.Dn)), ("m", link.MissingSince?.UtcTicks)),
    ], cancellationToken);

    /// <inheritdoc/>
    public Task<DirectorySync?> ReadSyncAsync(string domain, CancellationToken cancellationToken) =>
        engine.ReadOneAsync(new SqlStatement($"SELECT {SyncColumns} FROM directory_sync WHERE domain = @d", ("d", domain)), Sync, cancellationToken);

    /// <inheritdoc/>
    public async Task<DirectorySync?> ClaimSyncAsync(string domain, Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        await MakeAsync(domain, now, cancellationToken);
        var rows = await engine.WriteReturningAsync(new SqlStatement(
            $"UPDATE directory_sync SET lease_until = @u, lease_owner = @o WHERE domain = @d AND due_at <= @now AND lease_until <= @now RETURNING {SyncColumns}",
            ("u", (now + lease).UtcTicks), ("o", owner.ToByteArray()), ("d", domain), ("now", now.UtcTicks)), Sync, cancellationToken);
        if (rows.Count == 0) return null;
        // What was asked for is this run's now; what is asked for from here on is the next one's.
        if (rows[0].State is { Full: true } or { AcceptDeletions: true })
        {
            await engine.WriteAsync([new("UPDATE directory_sync SET state = @s WHERE domain = @d AND lease_owner = @o",
                ("s", JsonSerializer.Serialize(rows[0].State with { Full = false, AcceptDeletions = false })), ("d", domain), ("o", owner.ToByteArray()))], cancellationToken);
        }
        return rows[0];
    }

    /// <inheritdoc/>
    public async Task<bool> RenewSyncAsync(string domain, Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        (await engine.WriteReturningAsync(new SqlStatement("UPDATE directory_sync SET lease_until = @u WHERE domain = @d AND lease_owner = @o RETURNING due_at",
            ("u", (now + lease).UtcTicks), ("d", domain), ("o", owner.ToByteArray())), static r => r.GetInt64(0), cancellationToken)).Count > 0;

    /// <inheritdoc/>
    public async Task<bool> EndSyncAsync(string domain, Guid owner, DirectorySyncState state, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        // What was asked for meanwhile is due at once.
        var asked = await ReadSyncAsync(domain, cancellationToken) is { State: { Full: true } or { AcceptDeletions: true } } now ? now : null;
        if (asked is not null) (state, dueAt) = (state with { Full = asked.State.Full, AcceptDeletions = asked.State.AcceptDeletions }, asked.DueAt);
        return (await engine.WriteReturningAsync(new SqlStatement(
            "UPDATE directory_sync SET due_at = @due, lease_until = 0, lease_owner = NULL, state = @s WHERE domain = @d AND lease_owner = @o RETURNING due_at",
            ("due", dueAt.UtcTicks), ("s", JsonSerializer.Serialize(state)), ("d", domain), ("o", owner.ToByteArray())), static r => r.GetInt64(0), cancellationToken)).Count > 0;
    }

    /// <inheritdoc/>
    public async Task RequestSyncAsync(string domain, bool full, bool acceptDeletions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await MakeAsync(domain, now, cancellationToken);
        for (var written = false; !written;)
        {
            // Written over the state that was read, or read again: a run that ends meanwhile writes its own.
            var text = await engine.ReadOneAsync(new SqlStatement("SELECT state FROM directory_sync WHERE domain = @d", ("d", domain)), static r => r.GetString(0), cancellationToken);
            var state = State(text ?? "{}");
            var wanted = JsonSerializer.Serialize(state with { Full = state.Full || full, AcceptDeletions = state.AcceptDeletions || acceptDeletions });
            written = (await engine.WriteReturningAsync(new SqlStatement("UPDATE directory_sync SET due_at = @now, state = @s WHERE domain = @d AND state = @old RETURNING due_at",
                ("now", now.UtcTicks), ("s", wanted), ("d", domain), ("old", text)), static r => r.GetInt64(0), cancellationToken)).Count > 0;
        }
    }

    private Task MakeAsync(string domain, DateTimeOffset now, CancellationToken cancellationToken) => engine.WriteAsync(
    [
        new("INSERT INTO directory_sync (domain, due_at, lease_until, state) VALUES (@d, @now, 0, @s) ON CONFLICT (domain) DO NOTHING", ("d", domain), ("now", now.UtcTicks), ("s", "{}")),
    ], cancellationToken);

    private static DirectoryLink Link(DbDataReader reader) => new(reader.GetString(0), reader.Guid(1), reader.GetString(2), reader.TimeOrNull(3));

    private static DirectorySync Sync(DbDataReader reader) => new() { DueAt = reader.Time(0), LeaseUntil = reader.Time(1), State = State(reader.GetString(2)) };

    private static DirectorySyncState State(string json) => JsonSerializer.Deserialize<DirectorySyncState>(json) ?? new DirectorySyncState();
}
