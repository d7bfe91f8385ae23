using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Session.Objects;

/// <summary>A logon: one session's view of one mailbox ([MS-OXCSTOR] 1.1).</summary>
internal sealed partial class LogonObject(MapiSession session, IMailboxGrain mailbox, MailboxInfo info, MailboxCaller caller) : SessionObject(null)
{
    /// <inheritdoc/>
    public override SessionObjectKind Kind => SessionObjectKind.Logon;

    /// <summary>The session.</summary>
    public MapiSession Session { get; } = session;

    /// <summary>The mailbox: every change goes through it.</summary>
    public IMailboxGrain Mailbox { get; } = mailbox;

    /// <summary>What the mailbox said at logon.</summary>
    public MailboxInfo Info { get; } = info;

    /// <summary>On whose behalf the mailbox is asked.</summary>
    public MailboxCaller Caller { get; } = caller;

    /// <summary>The mailbox as the store addresses it, for reads.</summary>
    public MailboxKey Key { get; } = new(info.StoreId, info.Shard);

    /// <summary>Names and ids of named properties, kept as they are learnt.</summary>
    public NamedPropertyCache NamedProperties { get; } = new(mailbox);

    /// <summary>Whether the caller may see anything of the store: one may be logged on to a mailbox that shows nothing.</summary>
    public async ValueTask<bool> HasAnyRightAsync() => Info.IsPublic || Caller.HasAllRights || await Mailbox.SeesAnyFolderAsync(Caller);

    /// <summary>
    /// Throws AccessDenied as the ROP's answer where the caller may see nothing of the store: such a one shall not use up its ids and names
    /// nor leave anything in it.
    /// </summary>
    public async ValueTask RequireAnyRightAsync()
    {
        if (!await HasAnyRightAsync()) throw new RopException(MapiError.AccessDenied, $"account {Caller.AccountId} has no rights in mailbox {Info.MailboxGuid}");
    }
}
