namespace MapiOrleans.Grains.Session.Objects;

/// <summary>
/// A Server object: what a handle stands for ([MS-OXCROPS] 1.1). It belongs to one logon and lives until its handle, or its
/// logon's, is released; releasing a parent does not end its children (they hold what they need themselves).
/// </summary>
internal abstract class SessionObject
{
    private readonly LogonObject? _logon;

    protected SessionObject(LogonObject? logon) => _logon = logon;

    /// <summary>The logon the object was opened through; a logon's is itself.</summary>
    public LogonObject Logon => _logon ?? (LogonObject)this;

    /// <summary>The handle that stands for it; 0 before it has one.</summary>
    public uint Handle { get; set; }

    /// <summary>The kind of object, for limits and metrics: each kind has its own limit of objects a session.</summary>
    public abstract SessionObjectKind Kind { get; }

    /// <summary>
    /// Finishes what the object has begun. Called before <see cref="Release"/> where a client releases the handle itself; not where a
    /// session ends.
    /// </summary>
    public virtual ValueTask CloseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Gives back what the object holds. Called once, when its handle goes.</summary>
    public virtual void Release()
    {
    }
}

/// <summary>Kinds of Server object; see <c>SessionLimits</c>.</summary>
internal enum SessionObjectKind
{
    Logon,
    Folder,
    Message,
    Attachment,
    Table,
    Stream,
    Notification,
    FastTransfer,
    Synchronization,
}
