namespace MapiOrleans.Grains.Session.Properties;

/// <summary>PidTagMessageFlags ([MS-OXCMSG] 2.2.1.6).</summary>
[Flags]
internal enum MessageFlagBits
{
    None = 0,
    /// <summary>mfRead.</summary>
    Read = 0x0001,
    /// <summary>mfUnmodified: not changed since it was first saved or delivered.</summary>
    Unmodified = 0x0002,
    /// <summary>mfSubmitted.</summary>
    Submitted = 0x0004,
    /// <summary>mfUnsent: a draft.</summary>
    Unsent = 0x0008,
    /// <summary>mfHasAttach.</summary>
    HasAttach = 0x0010,
    /// <summary>mfFromMe.</summary>
    FromMe = 0x0020,
    /// <summary>mfFAI.</summary>
    Associated = 0x0040,
    /// <summary>mfResend.</summary>
    Resend = 0x0080,
    /// <summary>mfNotifyRead.</summary>
    NotifyRead = 0x0100,
    /// <summary>mfNotifyUnread.</summary>
    NotifyUnread = 0x0200,
    /// <summary>mfEverRead: set and cleared with <see cref="Read"/>.</summary>
    EverRead = 0x0400,
    /// <summary>What follows from the rest of a message and is never stored.</summary>
    Derived = Read | EverRead | HasAttach | Associated,
    /// <summary>What a client may set until the message is saved.</summary>
    Settable = Read | Unsent | Resend,
}
