using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// A list in the hierarchy table ([MS-OXOABK] 2.2.2, 3.1.4.1): which entries it shows.
/// </summary>
/// <param name="Id">Its Minimal Entry ID, PidTagAddressBookContainerId.</param>
/// <param name="Kinds">The kinds of entry it shows; all where it names none.</param>
/// <param name="English">PidTagDisplayName in English.</param>
/// <param name="French">PidTagDisplayName in French.</param>
/// <param name="German">PidTagDisplayName in German.</param>
internal sealed record AddressBookContainer(uint Id, DirectoryKind[] Kinds, string English, string French, string German)
{
    /// <summary>The global address list.</summary>
    public static AddressBookContainer Global { get; } = new(0, [], "Global Address List", "Liste d'adresses globale", "Globale Adressliste");

    /// <summary>All lists, in the order in which they are shown. A released id stays its list's: clients keep it.</summary>
    public static IReadOnlyList<AddressBookContainer> All { get; } =
    [
        Global,
        new(0x10, [DirectoryKind.User], "All Users", "Tous les utilisateurs", "Alle Benutzer"),
        new(0x11, [DirectoryKind.Group], "All Groups", "Tous les groupes", "Alle Gruppen"),
        new(0x12, [DirectoryKind.Room, DirectoryKind.Equipment], "All Rooms and Equipment", "Toutes les salles et tous les équipements", "Alle Räume und Geräte"),
        new(0x13, [DirectoryKind.Contact], "All Contacts", "Tous les contacts", "Alle Kontakte"),
        new(0x14, [DirectoryKind.PublicFolder], "Public Folders", "Dossiers publics", "Öffentliche Ordner"),
    ];

    /// <summary>Whether it shows an entry.</summary>
    public bool Shows(DirectoryObject entry) => !entry.Hidden && (Kinds.Length == 0 || Kinds.Contains(entry.Kind));

    /// <summary>PidTagDisplayName in the language of an LCID.</summary>
    public string NameIn(uint locale) => (locale & 0x3FF) switch
    {
        0x0C => French,
        0x07 => German,
        _ => English,
    };
}
