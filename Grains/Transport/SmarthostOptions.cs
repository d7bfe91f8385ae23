namespace MapiOrleans.Grains.Transport;

/// <summary>How a connection to the smarthost is protected.</summary>
public enum SmarthostTls
{
    /// <summary>STARTTLS where the smarthost offers it, with any certificate; where a password is sent, as <see cref="StartTls"/>.</summary>
    Opportunistic = 0,
    /// <summary>STARTTLS, or no mail.</summary>
    StartTls = 1,
    /// <summary>TLS from the first byte (port 465).</summary>
    Implicit = 2,
    /// <summary>None: only on a network that is one's own.</summary>
    None = 3,
}

/// <summary>The queue of outgoing mail and the MTA that takes what goes to the outside (configuration section <c>Smarthost</c>).</summary>
public sealed class SmarthostOptions
{
    /// <summary>Whether this node works at the queue; where none does, mail waits.</summary>
    public bool WorkOnQueue { get; set; } = true;

    /// <summary>Name or address of the MTA. Empty: mail to the outside comes back to its sender.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port: 25 or 587, 465 with <see cref="SmarthostTls.Implicit"/>.</summary>
    public int Port { get; set; } = 25;

    /// <summary>How the connection is protected.</summary>
    public SmarthostTls Tls { get; set; }

    /// <summary>
    /// Whether the smarthost's certificate must be valid and of its name, with <see cref="SmarthostTls.StartTls"/> and <see cref="SmarthostTls.Implicit"/>
    /// and wherever a password is sent. Lists of revoked certificates are not asked.
    /// </summary>
    public bool VerifyCertificate { get; set; } = true;

    /// <summary>A PEM file of certificate authorities that are trusted besides the system's; empty: none.</summary>
    public string CaFile { get; set; } = "";

    /// <summary>User name to sign in with; empty: no sign-in. The password goes through TLS only, but for <see cref="SmarthostTls.None"/>.</summary>
    public string UserName { get; set; } = "";

    /// <summary>Its password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The name that this server gives itself (EHLO, Reporting-MTA); empty: the machine's.</summary>
    public string LocalName { get; set; } = "";

    /// <summary>How long one answer of the smarthost may take, to its next byte.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes of all answers of one connection; one that says more is given up.</summary>
    public long MaxAnswerBytes { get; set; } = 1 << 20;

    /// <summary>How long one message may take in all.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Connections to the smarthost at a time, of this node.</summary>
    public int MaxConnections { get; set; } = 4;

    /// <summary>Messages of the queue that this node works at, at a time.</summary>
    public int MaxParallelMessages { get; set; } = 8;

    /// <summary>Messages that go to one domain at a time, from this node; those beyond wait a moment.</summary>
    public int MaxPerDestination { get; set; } = 2;

    /// <summary>Recipients of one transaction with the smarthost (RFC 5321 4.5.3.1.8 has it take 100 at least); a message with more goes in several.</summary>
    public int MaxRecipientsPerTransaction { get; set; } = 100;

    /// <summary>Recipients of one message, groups counted by their members; those beyond come back.</summary>
    public int MaxRecipients { get; set; } = 10_000;

    /// <summary>How long after the first, second, ... failure it is tried again; the last one holds for all further ones. Empty: 1, 5, 15, 30 minutes, 1 hour, 2 hours.</summary>
    public IList<TimeSpan> RetryAfter { get; init; } = [];

    /// <summary>By so much a wait is longer or shorter at random, as a part of it, so that what failed together does not come back together.</summary>
    public double RetryJitter { get; set; } = 0.2;

    /// <summary>After so long the sender is told that the message is late.</summary>
    public TimeSpan DelayWarning { get; set; } = TimeSpan.FromHours(4);

    /// <summary>After so long it comes back.</summary>
    public TimeSpan Expiry { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How often the queue is looked at; what is submitted on this node is sent at once.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>So long a node has a message to itself; it must be longer than <see cref="SendTimeout"/>. A node that died lets it go after this.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Bytes of a message that comes back whole in a report; of a larger one its headers come.</summary>
    public long MaxReturnedBytes { get; set; } = 1 << 20;
}
