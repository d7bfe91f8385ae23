using System.Reflection;
using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Delivery;
using MapiOrleans.Grains.Directory;
using MapiOrleans.Grains.Directory.Ldap;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Mailbox;
using MapiOrleans.Grains.OfflineAddressBook;
using MapiOrleans.Grains.Session;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Grains.Transport;
using MapiOrleans.WebFrontend;
using MapiOrleans.WebFrontend.Admin;
using MapiOrleans.WebFrontend.Authentication;
using MapiOrleans.WebFrontend.Autodiscover;
using MapiOrleans.WebFrontend.Lmtp;
using MapiOrleans.WebFrontend.Mapi;
using MapiOrleans.WebFrontend.Provisioning;
using MapiOrleans.WebFrontend.Tls;

namespace MapiOrleans.Silo.Configuration;

/// <summary>
/// Every setting there is, from the options classes themselves: a name that nothing reads is an error at start and not a silence. The
/// table in docs/configuration.md is held against this by a test.
/// </summary>
public static class KnownSettings
{
    /// <summary>Sections and the class that each is bound to; the empty one is the root.</summary>
    public static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        [""] = typeof(SiloOptions),
        ["Listen"] = typeof(ListenOptions),
        ["Store"] = typeof(StoreOptions),
        ["Cluster"] = typeof(SiloClusterOptions),
        ["Mailbox"] = typeof(MailboxOptions),
        ["Session"] = typeof(SessionLimits),
        ["Directory"] = typeof(DirectoryOptions),
        ["Directory:Limits"] = typeof(DirectoryLimits),
        ["Ldap"] = typeof(LdapOptions),
        ["AddressBook"] = typeof(AddressBookOptions),
        ["OfflineAddressBook"] = typeof(OfflineAddressBookOptions),
        ["Delivery"] = typeof(DeliveryOptions),
        ["Smarthost"] = typeof(SmarthostOptions),
        ["Lmtp"] = typeof(LmtpOptions),
        ["WebFrontend"] = typeof(WebFrontendOptions),
        ["Mapi"] = typeof(MapiEndpointOptions),
        ["Authentication"] = typeof(AuthenticationOptions),
        ["Autodiscover"] = typeof(AutodiscoverOptions),
        ["Tls"] = typeof(TlsOptions),
        ["Admin"] = typeof(AdminOptions),
        ["Provisioning"] = typeof(ProvisioningOptions),
    };

    /// <summary>Sections that belong to a library and are handed to it as they are.</summary>
    private static readonly string[] Foreign = ["Logging", "Kestrel"];

    /// <summary>What the node itself sets, by what it listens on.</summary>
    private static readonly string[] Own = ["Admin:Url", "Admin:Port"];

    /// <summary>All settings with their sections, types and defaults.</summary>
    public static IEnumerable<(string Name, Type Type, object? Default)> All =>
        from section in Sections
        let defaults = Activator.CreateInstance(section.Value)
        from property in section.Value.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.PropertyType != typeof(DirectoryLimits)
        let name = section.Key.Length == 0 ? property.Name : $"{section.Key}:{property.Name}"
        where !Own.Contains(name)
        select (name, property.PropertyType, property.GetValue(defaults));

    /// <summary>All settings in order of their names, with their defaults as one would write them.</summary>
    public static IEnumerable<(string Name, string Default)> Defaults => All
        .OrderBy(s => s.Name, StringComparer.Ordinal)
        .Select(s => (s.Name, s.Default switch
        {
            null => "",
            string text => text,
            System.Collections.IDictionary map => map.Count == 0 ? "" : throw new InvalidOperationException($"{s.Name} has a default that cannot be written."),
            System.Collections.IEnumerable list => string.Join(", ", list.Cast<object>()),
            IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            var other => other.ToString() ?? "",
        }));

    private static readonly HashSet<string> Names = new(All.Select(s => s.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the numbers and times of a section: those that are above zero by default and are not any more.</summary>
    internal static IEnumerable<string> NotAboveZero(string section, object values)
    {
        var defaults = Activator.CreateInstance(values.GetType())!;
        foreach (var property in values.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.PropertyType == typeof(DirectoryLimits))
            {
                foreach (var failure in NotAboveZero($"{section}:{property.Name}", property.GetValue(values)!)) yield return failure;
            }
            else if (Sign(property.GetValue(defaults)) > 0 && property.GetValue(values) is { } value && Sign(value) <= 0)
            {
                yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{section}:{property.Name} is {value}: give more than zero, such as {property.GetValue(defaults)}.");
            }
        }

        static int Sign(object? value) => value switch
        {
            TimeSpan time => Math.Sign(time.Ticks),
            int or long or double => Math.Sign(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
            _ => 0,
        };
    }

    /// <summary>Whether something reads a setting; an element of a list (<c>Store:Shards:0</c>) is its list's.</summary>
    public static bool IsKnown(string name)
    {
        if (Foreign.Any(f => name.StartsWith(f + ":", StringComparison.OrdinalIgnoreCase))) return true;
        for (var end = name.Length; end > 0; end = name.LastIndexOf(':', end - 1))
            if (Names.Contains(name[..end]))
                return true;
        return false;
    }
}
