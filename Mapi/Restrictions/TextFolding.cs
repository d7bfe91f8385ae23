using System.Globalization;
using System.Text;

namespace MapiOrleans.Mapi.Restrictions;

/// <summary>
/// The one folding of text that comparisons without case and the database's columns share, so that a table is in the same order and a
/// restriction finds the same wherever it is evaluated: compatibility forms, case and combining marks are folded.
/// </summary>
public static class TextFolding
{
    /// <summary>The folded form. Text that is ASCII without lower-case letters comes back as it is.</summary>
    public static string Fold(string text)
    {
        var plain = true;
        foreach (var c in text)
        {
            if (c >= 0x80) return FoldSlowly(text);
            plain &= c is < 'a' or > 'z';
        }
        return plain ? text : text.ToUpperInvariant();
    }

    /// <summary>Folds case alone.</summary>
    public static string FoldCase(string text) => text.ToUpperInvariant();

    private static string FoldSlowly(string text)
    {
        string decomposed;
        try
        {
            decomposed = text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Lone surrogates, as broken mail has them, cannot be normalised.
            return text.ToUpperInvariant();
        }
        var builder = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                builder.Append(char.ToUpperInvariant(c));
        return builder.ToString();
    }
}
