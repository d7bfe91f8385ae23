namespace MapiOrleans.Mapi.Messages;

/// <summary>A subject and its two halves ([MS-OXCMSG] 2.2.1.46, [MS-OXCMAIL] 2.2.3.2.6.1).</summary>
public static class SubjectText
{
    /// <summary>
    /// Splits a subject into PidTagSubjectPrefix and PidTagNormalizedSubject: one to three characters that are neither digits nor spaces, a
    /// colon and spaces are a prefix ("AW: ", "Re: ").
    /// </summary>
    public static (string Prefix, string Normalized) Split(string subject)
    {
        var colon = subject.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 3) return ("", subject);
        for (var i = 0; i < colon; i++)
        {
            if (subject[i] == ' ' || char.IsAsciiDigit(subject[i])) return ("", subject);
        }
        return (subject[..colon] + ": ", subject[(colon + 1)..].TrimStart(' '));
    }
}
