using System.Collections.Frozen;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>
/// Display names of special folders by language. Folders that no user sees have one name in all languages, as Exchange has them.
/// A language that isn't here gets English.
/// </summary>
internal static class FolderNames
{
    /// <summary>English, French and German, in this order.</summary>
    private static readonly FrozenDictionary<SpecialFolder, (string En, string Fr, string De)> Names = new Dictionary<SpecialFolder, (string, string, string)>
    {
        [SpecialFolder.Root] = ("", "", ""),
        [SpecialFolder.DeferredAction] = ("Deferred Action", "Deferred Action", "Deferred Action"),
        [SpecialFolder.SpoolerQueue] = ("Spooler Queue", "Spooler Queue", "Spooler Queue"),
        [SpecialFolder.IpmSubtree] = ("Top of Information Store", "Top of Information Store", "Top of Information Store"),
        [SpecialFolder.Inbox] = ("Inbox", "Boîte de réception", "Posteingang"),
        [SpecialFolder.Outbox] = ("Outbox", "Boîte d'envoi", "Postausgang"),
        [SpecialFolder.SentItems] = ("Sent Items", "Éléments envoyés", "Gesendete Elemente"),
        [SpecialFolder.DeletedItems] = ("Deleted Items", "Éléments supprimés", "Gelöschte Elemente"),
        [SpecialFolder.CommonViews] = ("Common Views", "Common Views", "Common Views"),
        [SpecialFolder.Schedule] = ("Schedule", "Schedule", "Schedule"),
        [SpecialFolder.Finder] = ("Finder", "Finder", "Finder"),
        [SpecialFolder.Views] = ("Views", "Views", "Views"),
        [SpecialFolder.Shortcuts] = ("Shortcuts", "Shortcuts", "Shortcuts"),
        [SpecialFolder.Drafts] = ("Drafts", "Brouillons", "Entwürfe"),
        [SpecialFolder.Calendar] = ("Calendar", "Calendrier", "Kalender"),
        [SpecialFolder.Contacts] = ("Contacts", "Contacts", "Kontakte"),
        [SpecialFolder.Tasks] = ("Tasks", "Tâches", "Aufgaben"),
        [SpecialFolder.Notes] = ("Notes", "Notes", "Notizen"),
        [SpecialFolder.Journal] = ("Journal", "Journal", "Journal"),
        [SpecialFolder.JunkEmail] = ("Junk Email", "Courrier indésirable", "Junk-E-Mail"),
        [SpecialFolder.SyncIssues] = ("Sync Issues", "Problèmes de synchronisation", "Synchronisierungsprobleme"),
        [SpecialFolder.Conflicts] = ("Conflicts", "Conflits", "Konflikte"),
        [SpecialFolder.LocalFailures] = ("Local Failures", "Défaillances locales", "Lokale Fehler"),
        [SpecialFolder.ServerFailures] = ("Server Failures", "Défaillances du serveur", "Serverfehler"),
        [SpecialFolder.FreebusyData] = ("Freebusy Data", "Freebusy Data", "Freebusy Data"),
        [SpecialFolder.RecoverableItems] = ("Recoverable Items", "Recoverable Items", "Recoverable Items"),
        [SpecialFolder.RecoverableDeletions] = ("Deletions", "Deletions", "Deletions"),
        [SpecialFolder.RecoverableVersions] = ("Versions", "Versions", "Versions"),
        [SpecialFolder.RecoverablePurges] = ("Purges", "Purges", "Purges"),
        [SpecialFolder.ConversationActions] = ("Conversation Action Settings", "Paramètres d'action de conversation", "Einstellungen für Unterhaltungsaktionen"),
        [SpecialFolder.QuickSteps] = ("Quick Step Settings", "Paramètres des actions rapides", "QuickStep-Einstellungen"),
        [SpecialFolder.Reminders] = ("Reminders", "Rappels", "Erinnerungen"),
        [SpecialFolder.ToDoSearch] = ("To-Do Search", "To-Do Search", "To-Do Search"),
        [SpecialFolder.RssFeeds] = ("RSS Feeds", "Flux RSS", "RSS-Feeds"),
        [SpecialFolder.SuggestedContacts] = ("Suggested Contacts", "Contacts suggérés", "Vorgeschlagene Kontakte"),
        [SpecialFolder.Archive] = ("Archive", "Archive", "Archiv"),
        [SpecialFolder.NonIpmSubtree] = ("NON_IPM_SUBTREE", "NON_IPM_SUBTREE", "NON_IPM_SUBTREE"),
        [SpecialFolder.EFormsRegistry] = ("EFORMS REGISTRY", "EFORMS REGISTRY", "EFORMS REGISTRY"),
        [SpecialFolder.PublicFreeBusy] = ("SCHEDULE+ FREE BUSY", "SCHEDULE+ FREE BUSY", "SCHEDULE+ FREE BUSY"),
        [SpecialFolder.OfflineAddressBook] = ("OFFLINE ADDRESS BOOK", "OFFLINE ADDRESS BOOK", "OFFLINE ADDRESS BOOK"),
    }.ToFrozenDictionary();

    /// <summary>The name of a special folder in a language (ISO 639-1, a region after it is ignored).</summary>
    public static string Of(SpecialFolder folder, string language)
    {
        var (en, fr, de) = Names[folder];
        return language.Length >= 2 ? language[..2].ToLowerInvariant() switch { "fr" => fr, "de" => de, _ => en } : en;
    }

    /// <summary>The form in which two siblings' names may not be the same.</summary>
    public static string Fold(string name) => TextFolding.Fold(name);
}
