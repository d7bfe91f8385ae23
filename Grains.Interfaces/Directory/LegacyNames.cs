namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>X.500 names of this installation, as clients compare and send them ([MS-OXOABK] 2.2.1.1). There is no directory of that shape behind them.</summary>
public static class LegacyNames
{
    /// <summary>What every name begins with.</summary>
    public const string AdministrativeGroup = "/o=MapiOrleans/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)";

    /// <summary>The name of a server: what Autodiscover and public-folder ROPs call the place where a mailbox is.</summary>
    public static string Server(string name) => $"{AdministrativeGroup}/cn=Configuration/cn=Servers/cn={name}";

    /// <summary>The name of the place where a mailbox is: a server of its own, as clients see it.</summary>
    public static string MailboxServer(Guid mailboxGuid, string domain) => Server($"{mailboxGuid}@{domain}");

    /// <summary>The name of the database where a mailbox is (PidTagAddressBookHomeMessageDatabase, [MS-OXOABK] 2.2.4.37).</summary>
    public static string MailboxDatabase(Guid mailboxGuid, string domain) => MailboxServer(mailboxGuid, domain) + "/cn=Microsoft Private MDB";

    /// <summary>The mailbox and domain that a name of <see cref="MailboxServer"/>, or of something below it, says; null where it is none.</summary>
    public static (Guid MailboxGuid, string Domain)? TryParseMailboxServer(string name)
    {
        var prefix = Server("");
        if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var server = name[prefix.Length..].Split('/')[0];
        var at = server.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && Guid.TryParseExact(server[..at], "D", out var guid) ? (guid, server[(at + 1)..].ToLowerInvariant()) : null;
    }
}
