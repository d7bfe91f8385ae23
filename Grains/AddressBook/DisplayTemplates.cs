using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// The property dialogs of Outlook ([MS-OXOABKT] 2.2.2): of users, contacts, groups and public folders, in English, French and German. Nothing
/// in them can be edited: what changes an entry is not a dialog of the address book.
/// </summary>
internal static class DisplayTemplates
{
    private const uint EnglishLanguage = 0x09;
    private const uint FrenchLanguage = 0x0C;
    private const uint GermanLanguage = 0x07;

    // Two columns of labels and fields, in dialog units.
    private const uint LabelWidth = 60;
    private const uint FieldWidth = 100;
    private const uint ColumnWidth = 180;
    private const uint LineHeight = 18;
    private const uint FieldHeight = 12;
    private const uint MaxLength = 256;

    private readonly record struct Words(string English, string French, string German)
    {
        public string In(uint language) => language switch { FrenchLanguage => French, GermanLanguage => German, _ => English };
    }

    private static readonly Words General = new("General", "Général", "Allgemein");
    private static readonly Words Organization = new("Organization", "Organisation", "Organisation");
    private static readonly Words Phones = new("Phone/Notes", "Téléphone/Remarques", "Telefon/Notizen");
    private static readonly Words MemberOf = new("Member Of", "Membre de", "Mitglied von");
    private static readonly Words Members = new("Members", "Membres", "Mitglieder");
    private static readonly Words Addresses = new("E-mail Addresses", "Adresses de messagerie", "E-Mail-Adressen");
    private static readonly Words Name = new("&Display name:", "&Nom complet :", "Angezeigter &Name:");
    private static readonly Words Alias = new("&Alias:", "&Alias :", "&Alias:");
    private static readonly Words First = new("&First name:", "&Prénom :", "&Vorname:");
    private static readonly Words Last = new("&Last name:", "Nom de &famille :", "Na&chname:");
    private static readonly Words Title = new("&Title:", "&Titre :", "&Titel:");
    private static readonly Words Company = new("C&ompany:", "S&ociété :", "Fir&ma:");
    private static readonly Words Department = new("Depa&rtment:", "Se&rvice :", "A&bteilung:");
    private static readonly Words Office = new("Off&ice:", "B&ureau :", "Bü&ro:");
    private static readonly Words Assistant = new("A&ssistant:", "A&ssistant :", "A&ssistent:");
    private static readonly Words Phone = new("&Phone:", "Té&léphone :", "Telef&on:");
    private static readonly Words Home = new("&Home:", "&Domicile :", "&Privat:");
    private static readonly Words Mobile = new("&Mobile:", "&Mobile :", "&Mobil:");
    private static readonly Words Mail = new("&E-mail:", "Ad&resse :", "&E-Mail:");
    private static readonly Words Manager = new("&Manager:", "&Responsable :", "&Vorgesetzter:");
    private static readonly Words Reports = new("Direct &reports:", "&Collaborateurs :", "&Mitarbeiter:");
    private static readonly Words Owner = new("&Owner:", "&Propriétaire :", "&Besitzer:");
    private static readonly Words Kind = new("E-mail &type:", "&Type d'adresse :", "Adress&typ:");
    private static readonly Words Internet = new("Internet E-Mail Address", "Adresse de messagerie Internet", "Internet-E-Mail-Adresse");
    private static readonly Words Delegates = new("&Delegates:", "&Délégués :", "&Stellvertreter:");
    private static readonly Words Groups = new("&Group membership:", "&Appartenance aux groupes :", "&Gruppenmitgliedschaft:");

    /// <summary>What Internet mail is called as a kind of address, in the language of an LCID; null where there is no table in it.</summary>
    public static string? CreationName(uint locale) => (locale & 0x3FF) is EnglishLanguage or FrenchLanguage or GermanLanguage ? Internet.In(locale & 0x3FF) : null;

    /// <summary>The template of a display type in the language of an LCID; null where there is none.</summary>
    public static DialogTemplate? Find(uint displayType, uint locale)
    {
        var language = locale & 0x3FF;
        if (language is not (EnglishLanguage or FrenchLanguage or GermanLanguage)) return null;
        var page = new Builder(language);
        switch ((DisplayType)displayType)
        {
            case DisplayType.MailUser or DisplayType.RemoteMailUser:
                page.Page(General)
                    .Field(First, PidTag.GivenName).Field(Last, PidTag.Surname)
                    .Field(Name, PidTag.DisplayName).Field(Alias, PidTag.Account)
                    .Field(Title, PidTag.Title).Field(Company, PidTag.CompanyName)
                    .Field(Department, PidTag.DepartmentName).Field(Office, PidTag.OfficeLocation)
                    .Field(Assistant, PidTag.Assistant).Field(Phone, PidTag.BusinessTelephoneNumber);
                page.Page(Organization).List(Manager, PidTag.AddressBookManager, 1).List(Reports, PidTag.AddressBookReports, 5).List(Delegates, PidTag.AddressBookPublicDelegates, 2);
                page.Page(Phones).Field(Phone, PidTag.BusinessTelephoneNumber).Field(Home, PidTag.HomeTelephoneNumber).Field(Mobile, PidTag.MobileTelephoneNumber);
                page.Page(MemberOf).List(Groups, PidTag.AddressBookIsMemberOfDistributionList.WithType(PropertyType.Object), 8);
                page.Page(Addresses).Addresses(Mail);
                return page.Template;
            case DisplayType.DistList or DisplayType.Agent:
                page.Page(General).Field(Name, PidTag.DisplayName).Field(Alias, PidTag.Account).List(Owner, PidTag.AddressBookOwner, 1).List(Members, PidTag.AddressBookMember, 6);
                page.Page(MemberOf).List(Groups, PidTag.AddressBookIsMemberOfDistributionList.WithType(PropertyType.Object), 8);
                page.Page(Addresses).Addresses(Mail);
                return page.Template;
            case DisplayType.AddressTemplate:
                page.Page(General).Wide(Name, PidTag.DisplayName).Wide(Mail, PidTag.EmailAddress).Wide(Kind, PidTag.AddressType);
                return page.Template;
            case DisplayType.Forum:
                page.Page(General).Field(Name, PidTag.DisplayName).Field(Alias, PidTag.Account);
                page.Page(Addresses).Addresses(Mail);
                return page.Template;
            default:
                return null;
        }
    }

    /// <summary>Lays controls out, page after page.</summary>
    private sealed class Builder(uint language)
    {
        private readonly List<DialogControl> _controls = [];
        private uint _line;
        private bool _right;

        public DialogTemplate Template => new(_controls);

        public Builder Page(Words title)
        {
            (_line, _right) = (8, false);
            _controls.Add(new(DialogControlType.Page, 0, 0, 0, 0, 0, 0, 0, title.In(language)));
            return this;
        }

        /// <summary>A field of the next column.</summary>
        public Builder Field(Words label, PropertyTag tag)
        {
            var x = _right ? 8 + ColumnWidth : 8;
            _controls.Add(new(DialogControlType.Label, x, LabelWidth, _line, FieldHeight, 0, 0, 0, label.In(language)));
            // The client's code page is that of all text in the dialog.
            _controls.Add(new(DialogControlType.Edit, x + LabelWidth + 4, FieldWidth, _line, FieldHeight, 0, tag.WithType(PropertyType.String8), MaxLength, "*"));
            if (_right) _line += LineHeight;
            _right = !_right;
            return this;
        }

        /// <summary>A field over both columns.</summary>
        public Builder Wide(Words label, PropertyTag tag)
        {
            _controls.Add(new(DialogControlType.Label, 8, LabelWidth, _line, FieldHeight, 0, 0, 0, label.In(language)));
            _controls.Add(new(DialogControlType.Edit, 8 + LabelWidth + 4, (2 * ColumnWidth) - LabelWidth - 16, _line, FieldHeight, 0, tag.WithType(PropertyType.String8), MaxLength, "*"));
            _line += LineHeight;
            return this;
        }

        /// <summary>A list of entries, over both columns.</summary>
        public Builder List(Words label, PropertyTag tag, uint lines) => Wide(label, DialogControlType.ListBox, tag, lines);

        public Builder Addresses(Words label) => Wide(label, DialogControlType.MultiValuedListBox, PidTag.AddressBookProxyAddresses.WithType(PropertyType.MultipleString8), 8);

        private Builder Wide(Words label, DialogControlType type, PropertyTag tag, uint lines)
        {
            if (_right) (_line, _right) = (_line + LineHeight, false);
            var height = FieldHeight + (lines * 10);
            _controls.Add(new(DialogControlType.Label, 8, ColumnWidth, _line, FieldHeight, 0, 0, 0, label.In(language)));
            _controls.Add(new(type, 8, (2 * ColumnWidth) - 12, _line + FieldHeight, height, 0, tag, 0, ""));
            _line += FieldHeight + height + 6;
            return this;
        }
    }
}
