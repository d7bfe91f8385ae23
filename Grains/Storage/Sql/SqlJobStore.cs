namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>The queue over one engine a shard.</summary>
internal sealed class SqlJobStore(IReadOnlyList<SqlEngine> shards, TimeProvider time) : IJobStore
{
    /// <inheritdoc/>
    public async Task<bool> AddAsync(JobRecord job, CancellationToken cancellationToken)
    {
        if (job.Part is not null) throw new ArgumentException("Work with a part goes with a mailbox' transaction.", nameof(job));
        return (await shards[job.Key.Shard].WriteReturningAsync(JobRows.Add(job), static r => r.GetInt64(0), cancellationToken)).Count > 0;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobRecord>> ClaimAsync(Guid owner, TimeSpan lease, int limit, CancellationToken cancellationToken, params JobKind[] kinds)
    {
        var claimed = new List<JobRecord>();
        var now = time.GetUtcNow();
        for (var i = 0; i < shards.Count; i++)
        {
            var shard = i;
            claimed.AddRange(await shards[shard].WriteReturningAsync(new SqlStatement(
                $"UPDATE job SET lease_until = @until, lease_owner = @o WHERE job_id IN (SELECT job_id FROM job WHERE held = 0 AND due_at <= @now AND lease_until <= @now{Of(kinds)} ORDER BY due_at LIMIT @n"
                + $"{shards[shard].SkipLocked}) RETURNING {JobRows.Select}",
                ("until", (now + lease).UtcTicks), ("o", owner.ToByteArray()), ("now", now.UtcTicks), ("n", (long)limit)), r => JobRows.Map(r, shard), cancellationToken));
        }
        claimed.Sort((a, b) => a.DueAt.CompareTo(b.DueAt));
        return claimed;
    }

    /// <inheritdoc/>
    public async Task<JobRecord?> ClaimOneAsync(long jobId, Guid owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var i = 0; i < shards.Count; i++)
        {
            var shard = i;
            var rows = await shards[shard].WriteReturningAsync(new SqlStatement(
                $"UPDATE job SET lease_until = @until, lease_owner = @o WHERE job_id = @j AND lease_until <= @now RETURNING {JobRows.Select}",
                ("until", (now + lease).UtcTicks), ("o", owner.ToByteArray()), ("j", jobId), ("now", now.UtcTicks)), r => JobRows.Map(r, shard), cancellationToken);
            if (rows.Count > 0) return rows[0];
        }
        return null;
    }

    /// <inheritdoc/>
    public async Task<JobCounts> CountAsync(CancellationToken cancellationToken, params JobKind[] kinds)
    {
        var (waiting, held, oldest) = (0L, 0L, (DateTimeOffset?)null);
        foreach (var shard in shards)
        {
            foreach (var (isHeld, count, since) in await shard.ReadAsync(new SqlStatement($"SELECT held, count(*), min(created_at) FROM job WHERE held >= 0{Of(kinds)} GROUP BY held"), static r => (r.Bool(0), r.GetInt64(1), r.Time(2)), cancellationToken))
            {
                if (isHeld) held += count;
                else (waiting, oldest) = (waiting + count, oldest is null || since < oldest ? since : oldest);
            }
        }
        return new JobCounts(waiting, held, oldest);
    }

    /// <inheritdoc/>
    public Task<bool> UpdateAsync(JobRecord job, Guid owner, CancellationToken cancellationToken) => WriteAsync(job, owner, "", cancellationToken);

    /// <inheritdoc/>
    public Task<bool> PutBackAsync(JobRecord job, Guid owner, CancellationToken cancellationToken) => WriteAsync(job, owner, ", due_at = @due, lease_until = 0, lease_owner = NULL", cancellationToken);

    private async Task<bool> WriteAsync(JobRecord job, Guid owner, string more, CancellationToken cancellationToken)
    {
        (string, object?)[] parameters = [("j", job.JobId), ("o", owner.ToByteArray()), ("a", (long)job.Attempts), ("e", job.LastError), ("h", MessageRows.Flag(job.Held)), ("d", job.Data)];
        var rows = await shards[job.Key.Shard].WriteReturningAsync(new SqlStatement(
            $"UPDATE job SET attempts = @a, last_error = @e, held = @h, data = @d{more} WHERE job_id = @j AND lease_owner = @o RETURNING job_id",
            more.Length > 0 ? [.. parameters, ("due", job.DueAt.UtcTicks)] : parameters), static r => r.GetInt64(0), cancellationToken);
        return rows.Count > 0;
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(JobRecord job, Guid owner, CancellationToken cancellationToken)
    {
        try
        {
            await shards[job.Key.Shard].WriteAsync(
            [
                JobRows.Delete(job.JobId, owner) with { Otherwise = () => new StoreConflictException(job.JobId) },
                new SqlStatement("DELETE FROM part_ref WHERE mailbox_id = @m AND message_id = @id", ("m", job.Key.Id), ("id", -job.JobId)),
            ], cancellationToken);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobRecord>> ListAsync(long after, int limit, CancellationToken cancellationToken, params JobKind[] kinds)
    {
        var all = new List<JobRecord>();
        for (var i = 0; i < shards.Count; i++)
        {
            var shard = i;
            all.AddRange(await shards[shard].ReadAsync(new SqlStatement($"SELECT {JobRows.Select} FROM job WHERE job_id > @after{Of(kinds)} ORDER BY job_id LIMIT @n", ("after", after), ("n", (long)limit)),
                r => JobRows.Map(r, shard), cancellationToken));
        }
        all.Sort((a, b) => a.JobId.CompareTo(b.JobId));
        return all.Count > limit ? all[..limit] : all;
    }

    /// <inheritdoc/>
    public async Task<bool> ChangeAsync(long jobId, bool? held, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        foreach (var shard in shards)
        {
            var rows = await shard.WriteReturningAsync(new SqlStatement(
                "UPDATE job SET held = CASE WHEN @h < 0 THEN held ELSE @h END, due_at = CASE WHEN @due < 0 THEN due_at ELSE @due END WHERE job_id = @j AND lease_until <= @now RETURNING job_id",
                ("h", held is { } stop ? MessageRows.Flag(stop) : -1L), ("due", dueAt?.UtcTicks ?? -1L), ("j", jobId), ("now", now)), static r => r.GetInt64(0), cancellationToken);
            if (rows.Count > 0) return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public async Task<bool> StopAsync(long jobId, CancellationToken cancellationToken)
    {
        foreach (var shard in shards)
        {
            var rows = await shard.WriteReturningAsync(new SqlStatement("UPDATE job SET held = 1, lease_until = 0, lease_owner = NULL WHERE job_id = @j RETURNING job_id", ("j", jobId)), static r => r.GetInt64(0), cancellationToken);
            if (rows.Count > 0) return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public async Task<JobRecord?> FindAsync(long jobId, CancellationToken cancellationToken)
    {
        for (var i = 0; i < shards.Count; i++)
        {
            var shard = i;
            var found = await shards[shard].ReadAsync(new SqlStatement($"SELECT {JobRows.Select} FROM job WHERE job_id = @j", ("j", jobId)), r => JobRows.Map(r, shard), cancellationToken);
            if (found.Count > 0) return found[0];
        }
        return null;
    }

    private static string Of(JobKind[] kinds) => kinds.Length == 0 ? "" : $" AND kind IN ({string.Join(", ", kinds.Select(k => (int)k))})";
}
