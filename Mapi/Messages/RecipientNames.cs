using System.Text;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Mapi.Messages;

/// <summary>PidTagDisplayTo, PidTagDisplayCc and PidTagDisplayBcc ([MS-OXOMSG] 2.2.1.7 to 2.2.1.9).</summary>
public static class RecipientNames
{
    private const byte TypeMask = 0x0F;

    /// <summary>Names joined by semicolons, cut at a name so that the value stays inline.</summary>
    public static string Join(IEnumerable<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            if (text.Length + name.Length + 2 > IPartSink.InlineLimit / 2) break;
            if (text.Length > 0) text.Append("; ");
            text.Append(name);
        }
        return text.ToString();
    }

    /// <summary>The names of the recipients of a type: 1 To, 2 Cc, 3 Bcc. One without a name is called by its address.</summary>
    public static string Of(IEnumerable<RecipientContent> recipients, byte type) => Join(recipients
        .Where(r => (r.RecipientType & TypeMask) == type)
        .Select(r => r.Properties.GetString(PidTag.DisplayName) is { Length: > 0 } name ? name : r.Properties.GetString(PidTag.EmailAddress) ?? ""));
}
