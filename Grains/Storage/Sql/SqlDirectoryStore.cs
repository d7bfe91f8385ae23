using System.Data.Common;
using System.Text.Json;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.Storage.Sql;

/// <summary>The directory in the control database: documents, with what is looked up by in columns beside them.</summary>
internal sealed class SqlDirectoryStore(SqlEngine engine) : IDirectoryStore
{
    // Stands among a group's members for whoever its condition holds for; no address looks like it.
    private const string DynamicMember = "*";

    // No address has a colon before its "@" unless it is quoted, and quoted ones are not kept: members and these cannot be mistaken.
    private const string FullAccessPrefix = "full:";

    // Removals that are remembered, for copies of a domain to follow. One that was not looked at for so many changes is made anew.
    internal const long RemovalsKept = 1_000_000;

    // Kinds of what lies apart, kept in the store: add only.
    private const long PhotoBlob = 1;
    private const long CertificateBlob = 2;
    private const long UserCertificateBlob = 3;

    private const string Current = "(SELECT version FROM directory_version WHERE id = 1)";

    // Takes the row until the commit: changes commit one after the other, in order of their versions.
    private static readonly SqlStatement NextVersion = new("UPDATE directory_version SET version = version + 1 WHERE id = 1");

    private static DirectoryObject Object(DbDataReader reader) => Document<DirectoryObject>(reader.GetString(0)) with { Version = reader.GetInt64(1), Number = reader.GetInt64(2) };

    private static T Document<T>(string json) => JsonSerializer.Deserialize<T>(json) ?? throw new InvalidDataException($"An empty {typeof(T).Name} in the directory.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DomainInfo>> ReadDomainsAsync(CancellationToken cancellationToken) =>
        await engine.ReadAsync(new SqlStatement("SELECT document FROM domain"), static r => Document<DomainInfo>(r.GetString(0)), cancellationToken);

    /// <inheritdoc/>
    public async Task PutDomainAsync(DomainInfo domain, CancellationToken cancellationToken)
    {
        var id = domain.DomainId.ToByteArray();
        List<SqlStatement> statements =
        [
            new("INSERT INTO domain (domain_id, document) VALUES (@i, @d) ON CONFLICT (domain_id) DO UPDATE SET document = excluded.document", ("i", id), ("d", JsonSerializer.Serialize(domain))),
            new("DELETE FROM domain_name WHERE domain_id = @i", ("i", id)),
        ];
        foreach (var name in domain.Aliases.Prepend(domain.Name).Distinct())
            statements.Add(Claim("INSERT INTO domain_name (name, domain_id) VALUES (@n, @i) ON CONFLICT DO NOTHING", name, id));
        await engine.WriteAsync(statements, cancellationToken);
    }

    private static SqlStatement Claim(string text, string name, byte[] id) => new(text, ("n", name), ("i", id))
    {
        MustAffect = 1,
        Otherwise = () => new DirectoryConflictException(name),
    };

    private Task<DirectoryObject?> FindAsync(string where, string name, object value, CancellationToken cancellationToken) =>
        engine.ReadOneAsync(new SqlStatement($"SELECT document, version, number FROM directory_object WHERE {where}", (name, value)), Object, cancellationToken);

    /// <inheritdoc/>
    public Task<DirectoryObject?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
        FindAsync("object_id = (SELECT object_id FROM address WHERE address = @a)", "a", address, cancellationToken);

    /// <inheritdoc/>
    public Task<DirectoryObject?> FindByIdAsync(Guid objectId, CancellationToken cancellationToken) => FindAsync("object_id = @a", "a", objectId.ToByteArray(), cancellationToken);

    /// <inheritdoc/>
    public Task<DirectoryObject?> FindByLegacyDNAsync(string legacyDN, CancellationToken cancellationToken) =>
        FindAsync("legacy_dn = @a", "a", legacyDN.ToLowerInvariant(), cancellationToken);

    /// <inheritdoc/>
    public Task<DirectoryObject?> FindByMailboxAsync(Guid mailboxGuid, CancellationToken cancellationToken) => FindAsync("mailbox_guid = @a", "a", mailboxGuid.ToByteArray(), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryObject>> ListAsync(string domain, string? afterAddress, int limit, CancellationToken cancellationToken) =>
        await engine.ReadAsync(new SqlStatement("SELECT document, version, number FROM directory_object WHERE domain = @d AND address > @a ORDER BY address LIMIT @l",
            ("d", domain), ("a", afterAddress ?? ""), ("l", (long)limit)), Object, cancellationToken);

    /// <inheritdoc/>
    public async Task<DirectoryChanges> ChangesAsync(string domain, long afterVersion, int limit, CancellationToken cancellationToken)
    {
        // Read first: all that has a version up to it is committed by now.
        var current = await engine.ReadOneAsync(new SqlStatement($"SELECT {Current}"), static r => r.GetInt64(0), cancellationToken);
        if (current == afterVersion) return new DirectoryChanges(current, [], [], More: false, Complete: true);
        (string, object?)[] range = [("d", domain), ("a", afterVersion), ("c", current), ("l", (long)limit)];
        const string Where = "WHERE domain = @d AND version > @a AND version <= @c ORDER BY version LIMIT @l";
        var put = await engine.ReadAsync(new SqlStatement($"SELECT document, version, number FROM directory_object {Where}", range), Object, cancellationToken);
        var removed = await engine.ReadAsync(new SqlStatement($"SELECT version, number FROM directory_removal {Where}", range), static r => (Version: r.GetInt64(0), Number: r.GetInt64(1)), cancellationToken);
        var version = current;
        if (put.Count == limit) version = put[^1].Version;
        if (removed.Count == limit) version = Math.Min(version, removed[^1].Version);
        return new DirectoryChanges(
            version, [.. put.Where(o => o.Version <= version)], [.. removed.Where(r => r.Version <= version).Select(r => r.Number)],
            More: version < current, Complete: afterVersion == 0 || current - afterVersion < RemovalsKept);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryObject>> GroupsWithMemberAsync(string domain, string memberAddress, CancellationToken cancellationToken) =>
        await GroupsAsync(domain, memberAddress, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryObject>> DynamicGroupsAsync(string domain, CancellationToken cancellationToken) =>
        await GroupsAsync(domain, DynamicMember, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DirectoryObject>> MailboxesOpenToAsync(string domain, string address, CancellationToken cancellationToken) =>
        await GroupsAsync(domain, FullAccessPrefix + address, cancellationToken);

    private Task<List<DirectoryObject>> GroupsAsync(string domain, string member, CancellationToken cancellationToken) =>
        engine.ReadAsync(new SqlStatement(
            "SELECT o.document, o.version, o.number FROM directory_object o JOIN group_member g ON g.object_id = o.object_id WHERE g.member = @a AND o.domain = @d",
            ("a", member), ("d", domain)), Object, cancellationToken);

    /// <inheritdoc/>
    public Task<DirectoryObject> PutObjectAsync(DirectoryObject value, string? passwordHash, CancellationToken cancellationToken) => PutAsync(value, passwordHash, [], cancellationToken);

    /// <inheritdoc/>
    public Task<DirectoryObject> PutBlobsAsync(DirectoryObject value, DirectoryBlobs blobs, CancellationToken cancellationToken)
    {
        var id = value.ObjectId.ToByteArray();
        List<SqlStatement> statements = [new("DELETE FROM directory_blob WHERE object_id = @i", ("i", id))];
        if (blobs.Photo.Length > 0) Add(PhotoBlob, [blobs.Photo]);
        Add(CertificateBlob, blobs.Certificates);
        Add(UserCertificateBlob, blobs.UserCertificates);
        return PutAsync(value, null, statements, cancellationToken);

        void Add(long kind, byte[][] values)
        {
            for (var i = 0; i < values.Length; i++)
                statements.Add(new("INSERT INTO directory_blob (object_id, kind, position, value) VALUES (@i, @k, @p, @v)", ("i", id), ("k", kind), ("p", (long)i), ("v", values[i])));
        }
    }

    /// <inheritdoc/>
    public async Task<DirectoryBlobs> ReadBlobsAsync(Guid objectId, CancellationToken cancellationToken)
    {
        var rows = await engine.ReadAsync(new SqlStatement("SELECT kind, value FROM directory_blob WHERE object_id = @i ORDER BY kind, position", ("i", objectId.ToByteArray())),
            static r => (Kind: r.GetInt64(0), Value: r.Bytes(1)), cancellationToken);
        if (rows.Count == 0) return DirectoryBlobs.None;
        byte[][] Of(long kind) => [.. rows.Where(r => r.Kind == kind).Select(r => r.Value)];
        return new DirectoryBlobs { Photo = Of(PhotoBlob).FirstOrDefault() ?? [], Certificates = Of(CertificateBlob), UserCertificates = Of(UserCertificateBlob) };
    }

    private async Task<DirectoryObject> PutAsync(DirectoryObject value, string? passwordHash, IReadOnlyList<SqlStatement> more, CancellationToken cancellationToken)
    {
        var id = value.ObjectId.ToByteArray();
        List<SqlStatement> statements =
        [
            NextVersion,
            new("INSERT INTO directory_object (object_id, domain, address, legacy_dn, mailbox_guid, version, number, password_hash, credential_version, document) "
                + $"VALUES (@i, @d, @a, @l, @g, {Current}, {Current}, @p, {Current}, @doc) ON CONFLICT (object_id) DO UPDATE SET domain = excluded.domain, address = excluded.address, "
                + "legacy_dn = excluded.legacy_dn, mailbox_guid = excluded.mailbox_guid, version = excluded.version, document = excluded.document",
                ("i", id), ("d", value.Domain), ("a", value.Address), ("l", value.LegacyDN.ToLowerInvariant()),
                ("g", value.MailboxGuid == Guid.Empty ? null : value.MailboxGuid.ToByteArray()), ("p", passwordHash), ("doc", JsonSerializer.Serialize(value))),
            new("DELETE FROM address WHERE object_id = @i", ("i", id)),
            new("DELETE FROM group_member WHERE object_id = @i", ("i", id)),
        ];
        if (passwordHash is not null)
            statements.Add(new($"UPDATE directory_object SET password_hash = @p, credential_version = {Current} WHERE object_id = @i", ("p", passwordHash), ("i", id)));
        foreach (var address in value.Aliases.Prepend(value.Address).Distinct())
            statements.Add(Claim("INSERT INTO address (address, object_id) VALUES (@n, @i) ON CONFLICT DO NOTHING", address, id));
        foreach (var member in IndexedMembers(value).Distinct())
            statements.Add(new("INSERT INTO group_member (object_id, member) VALUES (@i, @n)", ("i", id), ("n", member)));
        statements.AddRange(more);
        await engine.WriteAsync(statements, cancellationToken);
        var given = await engine.ReadOneAsync(new SqlStatement("SELECT version, number FROM directory_object WHERE object_id = @i", ("i", id)), static r => (Version: r.GetInt64(0), Number: r.GetInt64(1)), cancellationToken);
        return value with { Version = given.Version, Number = given.Number };
    }

    private static IEnumerable<string> IndexedMembers(DirectoryObject value)
    {
        foreach (var member in value.Members) yield return member;
        if (value.Dynamic.Length > 0) yield return DynamicMember;
        foreach (var who in value.FullAccess) yield return FullAccessPrefix + who;
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveObjectAsync(Guid objectId, CancellationToken cancellationToken)
    {
        var id = objectId.ToByteArray();
        if (await FindByIdAsync(objectId, cancellationToken) is null) return false;
        await engine.WriteAsync(
        [
            NextVersion,
            new($"INSERT INTO directory_removal (version, domain, number) SELECT {Current}, domain, number FROM directory_object WHERE object_id = @i", ("i", id)),
            new($"DELETE FROM directory_removal WHERE version <= {Current} - {RemovalsKept}"),
            new("DELETE FROM address WHERE object_id = @i", ("i", id)),
            new("DELETE FROM group_member WHERE object_id = @i", ("i", id)),
            new("DELETE FROM directory_blob WHERE object_id = @i", ("i", id)),
            new("DELETE FROM directory_link WHERE object_id = @i", ("i", id)),
            new("DELETE FROM directory_object WHERE object_id = @i", ("i", id)),
        ], cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public async Task<(string PasswordHash, long Version)?> ReadCredentialAsync(Guid objectId, CancellationToken cancellationToken)
    {
        var rows = await engine.ReadAsync(new SqlStatement("SELECT password_hash, credential_version FROM directory_object WHERE object_id = @i AND password_hash IS NOT NULL", ("i", objectId.ToByteArray())),
            static r => (r.GetString(0), r.GetInt64(1)), cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <inheritdoc/>
    public async Task<bool> RenewPasswordHashAsync(Guid objectId, string oldHash, string newHash, CancellationToken cancellationToken) =>
        (await engine.WriteReturningAsync(new SqlStatement("UPDATE directory_object SET password_hash = @n WHERE object_id = @i AND password_hash = @o RETURNING version",
            ("n", newHash), ("i", objectId.ToByteArray()), ("o", oldHash)), static r => r.GetInt64(0), cancellationToken)).Count > 0;

    /// <inheritdoc/>
    public async Task<byte[]> GetOrAddSecretAsync(string name, byte[] candidate, CancellationToken cancellationToken)
    {
        await engine.WriteAsync([new SqlStatement("INSERT INTO secret (name, value) VALUES (@n, @v) ON CONFLICT DO NOTHING", ("n", name), ("v", candidate))], cancellationToken);
        return await engine.ReadOneAsync(new SqlStatement("SELECT value FROM secret WHERE name = @n", ("n", name)), static r => r.Bytes(0), cancellationToken) ?? candidate;
    }
}
