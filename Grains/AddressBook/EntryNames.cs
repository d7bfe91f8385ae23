using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.AddressBook;

/// <summary>
/// By what names an entry is found ([MS-OXNSPI] 3.1.4.7): whole names and addresses, and the words in them, all folded. Always the same
/// ones in the same order, so that an index keeps numbers instead of text.
/// </summary>
internal static class EntryNames
{
    private static readonly char[] Separators = [.. " \t,;.-_'\"()[]/&+\u00A0\u2010\u2011\u2013\u2019"];

    /// <summary>The names. A first word has none of its own: whoever looks for its beginning finds the whole.</summary>
    public static IEnumerable<string> Of(DirectoryObject entry)
    {
        foreach (var name in Text(entry.DisplayName)) yield return name;
        if (entry.PhoneticName.Length > 0)
        {
            foreach (var name in Text(entry.PhoneticName)) yield return name;
        }
        foreach (var name in Address(entry.Address)) yield return name;
        foreach (var alias in entry.Aliases)
        {
            foreach (var name in Address(alias)) yield return name;
        }
    }

    /// <summary>The one of a number.</summary>
    public static string At(DirectoryObject entry, int number) => Of(entry).ElementAt(number);

    /// <summary>The words of folded text.</summary>
    public static string[] Words(string folded) => folded.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The part of an address before its @.</summary>
    public static string LocalPart(string address) => address.LastIndexOf('@') is > 0 and var at ? address[..at] : address;

    private static IEnumerable<string> Text(string text)
    {
        var folded = TextFolding.Fold(text).Trim();
        yield return folded;
        foreach (var word in Words(folded).Where(w => !folded.StartsWith(w, StringComparison.Ordinal))) yield return word;
    }

    private static IEnumerable<string> Address(string address)
    {
        var folded = TextFolding.Fold(address);
        yield return folded;
        foreach (var word in Words(LocalPart(folded)).Skip(1)) yield return word;
    }
}
