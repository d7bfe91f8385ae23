using System.Globalization;
using MapiOrleans.Grains.Session.Objects;

namespace MapiOrleans.Grains.Session;

/// <summary>
/// Bounds of one session (configuration section <c>Session</c>). Objects by kind are as Exchange has them; past a bound the ROP
/// that would open one more fails.
/// </summary>
public sealed class SessionLimits
{
    /// <summary>Logons.</summary>
    public int MaxLogons { get; set; } = 100;
    /// <summary>Open folders.</summary>
    public int MaxFolders { get; set; } = 500;
    /// <summary>Open messages, embedded ones included.</summary>
    public int MaxMessages { get; set; } = 250;
    /// <summary>Open attachments.</summary>
    public int MaxAttachments { get; set; } = 500;
    /// <summary>Open tables of all sorts.</summary>
    public int MaxTables { get; set; } = 500;
    /// <summary>Open streams.</summary>
    public int MaxStreams { get; set; } = 250;
    /// <summary>Notification subscriptions.</summary>
    public int MaxNotifications { get; set; } = 5000;
    /// <summary>FastTransfer contexts.</summary>
    public int MaxFastTransfers { get; set; } = 500;
    /// <summary>Synchronization contexts.</summary>
    public int MaxSynchronizations { get; set; } = 500;
    /// <summary>Bytes of one property of the state that a client uploads; past it TooBig.</summary>
    public int MaxSynchronizationState { get; set; } = 8 << 20;
    /// <summary>Messages that one synchronization gives; past it TooBig.</summary>
    public int MaxSynchronizedMessages { get; set; } = 2_000_000;
    /// <summary>Downloads of a node that read from the store at a time; a client that comes in between is told when to ask again.</summary>
    public int MaxConcurrentDownloads { get; set; } = 64;
    /// <summary>How long a client waits that is told to (BackoffTime of RopFastTransferSourceGetBuffer).</summary>
    public TimeSpan DownloadBackoff { get; set; } = TimeSpan.FromMilliseconds(500);
    /// <summary>A message a client makes may not be larger, in bytes, all large values included.</summary>
    public long MaxMessageSize { get; set; } = 150L << 20;
    /// <summary>Recipients of one message.</summary>
    public int MaxRecipients { get; set; } = 12_000;
    /// <summary>Attachments of one message.</summary>
    public int MaxAttachmentsPerMessage { get; set; } = 2_000;
    /// <summary>Owners of a public folder who are told of a conflict in it; others hear nothing.</summary>
    public int MaxConflictNotices { get; set; } = 50;
    /// <summary>Versions of one message that a conflict resolve message keeps; past it those go that were changed longest ago.</summary>
    public int MaxConflictVersions { get; set; } = 8;
    /// <summary>Rows that one table may index.</summary>
    public int MaxTableRows { get; set; } = 2_000_000;
    /// <summary>Rows that one table may order or filter in memory, where no index of the store does it.</summary>
    public int MaxSortedRows { get; set; } = 250_000;
    /// <summary>Rows that one table keeps ready as they go over the wire.</summary>
    public int MaxTableRowsCached { get; set; } = 500;
    /// <summary>Bookmarks of one table.</summary>
    public int MaxBookmarks { get; set; } = 1_000;
    /// <summary>Bytes of a large value that a restriction searches; what lies behind is not looked at.</summary>
    public int MaxSearchedValue { get; set; } = 1 << 20;
    /// <summary>Bytes of one public folder's read marks that a client may upload.</summary>
    public int MaxPerUserInformation { get; set; } = 512 << 10;
    /// <summary>Ids that a client may reserve at once (RopGetLocalReplicaIds); no more than a mailbox gives.</summary>
    public int MaxLocalReplicaIds { get; set; } = 0x10000;
    /// <summary>Bytes of one stream of a message or attachment; past it TooBig. Never more than 2^31.</summary>
    public long MaxStreamSize { get; set; } = 150L << 20;
    /// <summary>Bytes of one stream of a folder; past it TooBig. Folders keep their properties in memory.</summary>
    public int MaxFolderStreamSize { get; set; } = 256 << 10;
    /// <summary>Bytes of one stream that are held in memory; more go to a file in <see cref="StreamFolder"/>.</summary>
    public int MaxStreamMemory { get; set; } = 64 << 10;
    /// <summary>Where streams have their temporary files; nothing of it is needed after a restart.</summary>
    public string StreamFolder { get; set; } = Path.Combine(Path.GetTempPath(), "mapiorleans-streams");
    /// <summary>Regions of one stream that may be locked.</summary>
    public int MaxStreamLocks { get; set; } = 100;
    /// <summary>Bytes of a body that is made into another form (text, HTML, RTF) when a client asks; a longer one is had in its own form only.</summary>
    public int MaxConvertedBody { get; set; } = 8 << 20;
    /// <summary>Events that wait to be fetched; past it a client gets fewer, coarser ones.</summary>
    public int MaxQueuedEvents { get; set; } = 4_096;
    /// <summary>Rows of a table of which a client is told one by one at a time; where more changed, it is told that the table changed.</summary>
    public int MaxTableNotifications { get; set; } = 50;
    /// <summary>So long a ROP that a client sent as an asynchronous one is waited for before the client is told how far it is.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(500);
    /// <summary>Messages of one step of a long operation: between two the client can be told how far it is, and give it up.</summary>
    public int MessagesPerStep { get; set; } = 1_000;
    /// <summary>How often a session that executes or waits makes sure that mailboxes still tell it of changes.</summary>
    public TimeSpan SubscriptionRenewal { get; set; } = TimeSpan.FromSeconds(30);
    /// <summary>A session that nobody asked anything for so long is closed.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(15);
    /// <summary>For so long the last answer is kept, for a client that did not get it and asks again.</summary>
    public TimeSpan KeepAnswer { get; set; } = TimeSpan.FromMinutes(2);
    /// <summary>The longest that one call may wait for events; the front end asks again.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Throws where a limit is none.</summary>
    /// <exception cref="ArgumentException">A folder has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive, a wait is longer than a session lives, or a stream than the protocol allows.</exception>
    public void Validate()
    {
        foreach (var property in typeof(SessionLimits).GetProperties())
        {
            if (property.PropertyType == typeof(string))
            {
                ArgumentException.ThrowIfNullOrWhiteSpace((string?)property.GetValue(this), property.Name);
                continue;
            }
            var value = property.GetValue(this) switch { TimeSpan span => span.Ticks, var number => Convert.ToInt64(number, CultureInfo.InvariantCulture) };
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, property.Name);
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxStreamSize, 1L << 31);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxWait, IdleTimeout);
    }

    internal static string NameOf(SessionObjectKind kind) => kind switch
    {
        SessionObjectKind.Logon => nameof(MaxLogons),
        SessionObjectKind.Folder => nameof(MaxFolders),
        SessionObjectKind.Message => nameof(MaxMessages),
        SessionObjectKind.Attachment => nameof(MaxAttachments),
        SessionObjectKind.Table => nameof(MaxTables),
        SessionObjectKind.Stream => nameof(MaxStreams),
        SessionObjectKind.Notification => nameof(MaxNotifications),
        SessionObjectKind.FastTransfer => nameof(MaxFastTransfers),
        _ => nameof(MaxSynchronizations),
    };

    internal int Of(SessionObjectKind kind) => kind switch
    {
        SessionObjectKind.Logon => MaxLogons,
        SessionObjectKind.Folder => MaxFolders,
        SessionObjectKind.Message => MaxMessages,
        SessionObjectKind.Attachment => MaxAttachments,
        SessionObjectKind.Table => MaxTables,
        SessionObjectKind.Stream => MaxStreams,
        SessionObjectKind.Notification => MaxNotifications,
        SessionObjectKind.FastTransfer => MaxFastTransfers,
        _ => MaxSynchronizations,
    };
}
