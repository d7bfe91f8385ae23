using MapiOrleans.Grains.Interfaces.AddressBook;
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

    private GetSpecialTableResponseBody GetSpecialTable(GetSpecialTableRequestBody request)
    {
        if (request.State is not { } stat) return (GetSpecialTableResponseBody)Failure(request, MapiError.InvalidParameter);
        if ((request.Flags & NspiConstants.AddressCreationTemplates) != 0)
        {
            // Nobody makes addresses of types that only this server knows: the table has no rows, in any language (constraint 11).
            return new GetSpecialTableResponseBody { CodePage = stat.CodePage, Version = request.Version, Rows = [] };
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
        // Templates are chosen by type: none has a name of its own.
        if (request.TemplateDn is not null || DisplayTemplates.Find(request.DisplayType, request.LocaleId) is not { } template) return (GetTemplateInfoResponseBody)Failure(request, MapiError.InvalidLocale);
        var row = new List<TaggedPropertyValue>();
        if ((request.Flags & Template) != 0) row.Add(new(PidTag.TemplateData, PropertyValue.Binary(template.ToArray((int)request.CodePage))));
        // A display template has no script: that is for making addresses.
        if ((request.Flags & Script) != 0) row.Add(new(PidTag.ScriptData.Id, Missing));
        return new GetTemplateInfoResponseBody { CodePage = request.CodePage, Row = [.. row] };
    }
}
