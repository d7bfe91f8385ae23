using System.Globalization;
using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.AddressBook;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// How a table is sorted: by display name or phonetic name, under a language ([MS-OXNSPI] 3.1.4.3.5.1, 3.1.4.3.6). An LCID that the
/// framework does not know is the default one: that is the closest one here.
/// </summary>
internal sealed class Collation
{
    // NSPI_DEFAULT_LOCALE_COMPARE_FLAGS, NSPI_NON_DEFAULT_LOCALE_COMPARE_FLAGS.
    private const CompareOptions DefaultOptions = OtherOptions | CompareOptions.IgnoreNonSpace;
    private const CompareOptions OtherOptions = CompareOptions.IgnoreCase | CompareOptions.IgnoreKanaType | CompareOptions.IgnoreWidth | CompareOptions.StringSort;

    private readonly CompareInfo _compare;
    private readonly CompareOptions _options;

    private Collation(CultureInfo culture, bool isPhonetic, bool isDefault)
    {
        _compare = culture.CompareInfo;
        _options = isDefault ? DefaultOptions : OtherOptions;
        IsPhonetic = isPhonetic;
        Name = culture.Name;
    }

    /// <summary>The language, by the framework's name of it.</summary>
    public string Name { get; }

    public bool IsPhonetic { get; }

    /// <summary>The collation of a STAT; null where there is no such sort type.</summary>
    public static Collation? Of(Stat stat) => stat.SortType switch
    {
        NspiConstants.SortTypeDisplayName or NspiConstants.SortTypeDisplayNameReadOnly or NspiConstants.SortTypeDisplayNameWritable => Of(stat.SortLocale, false),
        NspiConstants.SortTypePhoneticDisplayName => Of(stat.SortLocale, true),
        _ => null,
    };

    private static Collation Of(uint locale, bool isPhonetic)
    {
        var culture = Culture(locale);
        return new Collation(culture, isPhonetic, culture.LCID == NspiConstants.DefaultLocale);
    }

    private static CultureInfo Culture(uint locale)
    {
        try
        {
            // Where the framework has only a name for it, the LCID is one that stands for several.
            if (locale is > 0 and < 0x100000 and not (0x400 or 0x800 or 0x7F or 0x1000)) return CultureInfo.GetCultureInfo((int)locale);
        }
        catch (CultureNotFoundException)
        {
            // The framework has no way to ask first.
        }
        return CultureInfo.GetCultureInfo((int)NspiConstants.DefaultLocale);
    }

    /// <summary>Bytes by which texts are in order.</summary>
    public byte[] Key(string text) => _compare.GetSortKey(text, _options).KeyData;

    /// <summary>An entry's place; entries of the same name go by their numbers.</summary>
    public byte[] Key(DirectoryObject entry) => Key(IsPhonetic && entry.PhoneticName.Length > 0 ? entry.PhoneticName : entry.DisplayName);
}
