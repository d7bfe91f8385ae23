using System.Data.Common;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>Rows of the queue.</summary>
internal static class JobRows
{
    public const string Select = "job_id, kind, mailbox_id, mailbox_guid, message_id, due_at, created_at, attempts, held, last_error, part_id, part_size, data";

    public static JobRecord Map(DbDataReader r, int shard) => new()
    {
        JobId = r.GetInt64(0),
        Kind = (JobKind)r.Int(1),
        Key = new MailboxKey(r.GetInt64(2), shard),
        MailboxGuid = r.Guid(3),
        MessageId = r.GetInt64(4),
        DueAt = r.Time(5),
        CreatedAt = r.Time(6),
        Attempts = r.Int(7),
        Held = r.Bool(8),
        LastError = r.GetString(9),
        Part = r.Bytes(10) is { Length: > 0 } part ? new ExternalValue(new Guid(part), r.GetInt64(11)) : null,
        Data = r.Bytes(12),
    };

    /// <summary>Inserts work. Its parts are referred to by the negative of its number, which no message has.</summary>
    public static void Put(List<SqlStatement> statements, MailboxKey key, JobRecord job, IReadOnlyList<ExternalValue> keeps)
    {
        statements.Add(Insert(key, job, ""));
        foreach (var part in (job.Part is { } own ? keeps.Prepend(own) : keeps).DistinctBy(p => p.PartId))
        {
            statements.Add(new("INSERT INTO part_ref (mailbox_id, message_id, part_id) SELECT mailbox_id, @id, part_id FROM part_head WHERE mailbox_id = @m AND part_id = @p",
                ("m", key.Id), ("id", -job.JobId), ("p", part.PartId.ToByteArray()))
            {
                MustAffect = 1,
                Otherwise = () => new StoreUnavailableException($"Part {part.PartId} of job {job.JobId} is not in the store."),
            });
        }
    }

    /// <summary>Inserts work that has no part, where there is none of its number.</summary>
    public static SqlStatement Add(JobRecord job) => Insert(job.Key, job, " ON CONFLICT DO NOTHING RETURNING job_id");

    private static SqlStatement Insert(MailboxKey key, JobRecord job, string more) =>
        new("INSERT INTO job (job_id, kind, mailbox_id, mailbox_guid, message_id, due_at, lease_until, attempts, held, created_at, last_error, part_id, part_size, data) "
            + $"VALUES (@j, @k, @m, @g, @id, @due, 0, @a, @h, @c, @e, @p, @s, @d){more}",
            ("j", job.JobId), ("k", (long)job.Kind), ("m", key.Id), ("g", job.MailboxGuid.ToByteArray()), ("id", job.MessageId), ("due", job.DueAt.UtcTicks), ("a", (long)job.Attempts),
            ("h", MessageRows.Flag(job.Held)), ("c", job.CreatedAt.UtcTicks), ("e", job.LastError), ("p", job.Part?.PartId.ToByteArray() ?? []), ("s", job.Part?.Length ?? 0), ("d", job.Data));

    /// <summary>Deletes work as its holder.</summary>
    public static SqlStatement Delete(long jobId, Guid owner) => new("DELETE FROM job WHERE job_id = @j AND lease_owner = @o", ("j", jobId), ("o", owner.ToByteArray())) { MustAffect = 1 };
}
