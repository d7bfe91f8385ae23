namespace MapiOrleans.Grains.Interfaces.Directory;

/// <summary>X.500 names of this installation, as clients compare and send them ([MS-OXOABK] 2.2.1.1). There is no directory of that shape behind them.</summary>
public static class LegacyNames
{
    /// <summary>What every name begins with.</summary>
    public const string AdministrativeGroup = "/o=MapiOrleans/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)";

    /// <summary>The name of a server: what Autodiscover and public-folder ROPs call the place where a mailbox is.</summary>
    public static string Server(string name) => $"{AdministrativeGroup}/cn=Configuration/cn=Servers/cn={name}";
}
