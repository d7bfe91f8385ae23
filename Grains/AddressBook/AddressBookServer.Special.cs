using MapiOrleans.Grains.Interfaces.AddressBook;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.AddressBook;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.AddressBook;

/// <content>The hierarchy of address lists, and how objects are shown in a dialog ([MS-OXNSPI] 3.1.4.1.3, 3.1.4.1.18).</content>
internal sealed partial class AddressBookServer
{
    // The bits of Flags that ask for something ([MS-OXNSPI] 2.2.1.14).
    private const uint Template = 0x1;
    private const uint Script = 0x4;

    // The one creation template. Its id is below those of lists and entries.
    private const string CreationTemplateName = LegacyNames.AdministrativeGroup + "/cn=Configuration/cn=Addressing/cn=Address-Templates/cn=SMTP";
    private const uint CreationTemplateId = NspiConstants.FirstMinimalId - 1;

    private GetSpecialTableResponseBody GetSpecialTable(GetSpecialTableRequestBody request)
    {
        if (request.State is not { } stat) return (GetSpecialTableResponseBody)Failure(request, MapiError.InvalidParameter);
        if ((request.Flags & NspiConstants.AddressCreationTemplates) != 0)
        {
            // Where there is no table in a language, there is one without rows (constraint 11).
            if (!NspiConstants.IsCodePage(stat.CodePage)) return (GetSpecialTableResponseBody)Failure(request, MapiError.InvalidCodepage);
            return new GetSpecialTableResponseBody { CodePage = stat.CodePage, Version = request.Version, Rows = CreationRow(stat) is { } row ? [row] : [] };
        }
        var unicode = (request.Flags & NspiConstants.UnicodeStrings) != 0;
        if (!unicode && !NspiConstants.IsCodePage(stat.CodePage)) return (GetSpecialTableResponseBody)Failure(request, MapiError.InvalidCodepage);
        // The lists of a domain change with the program only; their names go by the client's language.
        var version = Fingerprint(string.Join('|', AddressBookContainer.All.Select(c => $"{c.Id}{c.NameIn(stat.TemplateLocale)}").Prepend(user.Domain.DomainId.ToString())));
        return new GetSpecialTableResponseBody
        {
            CodePage = stat.CodePage,
            Version = version,
            Rows = request.Version == version ? [] : [.. AddressBookContainer.All.Select(c => HierarchyRow(c, stat, unicode))],
        };
    }

    /// <summary>
    /// The kind of address that one makes oneself: Internet mail. It stands in the table as a heading, not to be chosen (PidTagSelectable): clients
    /// make such addresses by themselves, and there is no other kind to be made here.
    /// </summary>
    private TaggedPropertyValue[]? CreationRow(Stat stat)
    {
        if (DisplayTemplates.CreationName(stat.TemplateLocale) is not { } name) return null;
        PropertyValue Text(string text) => TextConversion.ToType(PropertyValue.String(text), PropertyType.String8, (int)stat.CodePage);
        return
        [
            new(PidTag.AddressType.Id, Text("SMTP")),
            new(PidTag.DisplayName.Id, Text(name)),
            new(PidTag.DisplayType, PropertyValue.Int32((int)DisplayType.AddressTemplate)),
            new(PidTag.EntryId, PropertyValue.Binary(new PermanentEntryId(DisplayType.AddressTemplate, CreationTemplateName).ToArray())),
            new(PidTag.Depth, PropertyValue.Int32(0)),
            new(PidTag.Selectable, PropertyValue.Bool(false)),
            new(PidTag.InstanceKey, PropertyValue.Binary(BitConverter.GetBytes(CreationTemplateId))),
        ];
    }

    /// <summary>A list in the hierarchy table: these properties in this order (constraints 14 to 16). All lists are at its top.</summary>
    private TaggedPropertyValue[] HierarchyRow(AddressBookContainer container, Stat stat, bool unicode)
    {
        var name = TextConversion.ToType(PropertyValue.String(container.NameIn(stat.TemplateLocale)), unicode ? PropertyType.String : PropertyType.String8, (int)stat.CodePage);
        return
        [
            new(PidTag.EntryId, PropertyValue.Binary(new PermanentEntryId(DisplayType.Container, NameOf(container)).ToArray())),
            new(PidTag.ContainerFlags, PropertyValue.Int32(EntryProperties.RecipientsUnmodifiable)),
            new(PidTag.Depth, PropertyValue.Int32(0)),
            new(PidTag.AddressBookContainerId, PropertyValue.Int32((int)container.Id)),
            new(PidTag.DisplayName.Id, name),
            new(PidTag.AddressBookIsMaster, PropertyValue.Bool(false)),
        ];
    }

    /// <summary>A list's DN: gal-addrlist-dn for the global one, addresslist-dn for the others ([MS-OXOABK] 2.2.1.1).</summary>
    private string NameOf(AddressBookContainer container) =>
        container == AddressBookContainer.Global ? "/" : "/guid=" + AddressBookIdentity.Derive(user.Domain.DomainId, $"address list {container.Id}").ToString("N").ToUpperInvariant();

    private GetTemplateInfoResponseBody GetTemplateInfo(GetTemplateInfoRequestBody request)
    {
        if (!NspiConstants.IsCodePage(request.CodePage)) return (GetTemplateInfoResponseBody)Failure(request, MapiError.InvalidCodepage);
        // By type and language, or by name; then neither says anything (constraint 5).
        var found = request.TemplateDn is null
            ? DisplayTemplates.Find(request.DisplayType, request.LocaleId)
            : request.TemplateDn.Equals(CreationTemplateName, StringComparison.OrdinalIgnoreCase) ? DisplayTemplates.Find((uint)DisplayType.AddressTemplate, NspiConstants.DefaultLocale) : null;
        if (found is not { } template) return (GetTemplateInfoResponseBody)Failure(request, MapiError.InvalidLocale);
        var row = new List<TaggedPropertyValue>();
        if ((request.Flags & Template) != 0) row.Add(new(PidTag.TemplateData, PropertyValue.Binary(template.ToArray((int)request.CodePage))));
        // A display template has no script: that is for making addresses.
        if ((request.Flags & Script) != 0) row.Add(new(PidTag.ScriptData.Id, Missing));
        return new GetTemplateInfoResponseBody { CodePage = request.CodePage, Row = [.. row] };
    }
}
