using MapiOrleans.Grains.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.OfflineAddressBook;

namespace MapiOrleans.Grains.OfflineAddressBook;

/// <summary>The display template files, one a language: the dialogs that are shown online, too.</summary>
internal static class OabTemplates
{
    // The languages' code page, in which text in templates is.
    private const int Western = 1252;

    /// <summary>LCIDs and files: English, French and German.</summary>
    public static IReadOnlyList<(uint Language, byte[] File)> All { get; } = [(0x409, Make(0x409)), (0x40C, Make(0x40C)), (0x407, Make(0x407))];

    private static byte[] Make(uint language) => new OabTemplateFile(
    [
        .. from type in Enumerable.Range(0, OabTemplateFile.Types)
           let template = DisplayTemplates.Find((uint)type, language)
           select template is null ? null : new OabTemplate($"{LegacyNames.AdministrativeGroup}/cn=Configuration/cn=Addressing/cn=Display-Templates/cn={language:x}/cn={type}", template.ToArray(Western)),
    ]).ToArray();
}
