using MapiOrleans.Grains.Interfaces.Directory;
using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>Logging on, releasing, and what a logon is asked of its store ([MS-OXCSTOR] 3.2.5, [MS-OXCROPS] 3.2.5.3).</summary>
internal static partial class LogonHandlers
{
    private const LogonFlags KnownLogonFlags = LogonFlags.Private | LogonFlags.Undercover | LogonFlags.Ghosted | LogonFlags.SpoolerProcess;

    /// <summary>The flags that a response gives back.</summary>
    private const LogonFlags ReturnedLogonFlags = LogonFlags.Private | LogonFlags.Undercover | LogonFlags.Ghosted;

    /// <summary>
    /// Address types are part of the program, not of any configuration: the value that tells one gateway address routing table from the next
    /// changes when they do.
    /// </summary>
    private const ulong AddressTypesVersion = 1;

    /// <summary>The order of FolderIds ([MS-OXCSTOR] 2.2.1.1.3).</summary>
    private static readonly SpecialFolder[] PrivateFolders =
    [
        SpecialFolder.Root, SpecialFolder.DeferredAction, SpecialFolder.SpoolerQueue, SpecialFolder.IpmSubtree, SpecialFolder.Inbox, SpecialFolder.Outbox,
        SpecialFolder.SentItems, SpecialFolder.DeletedItems, SpecialFolder.CommonViews, SpecialFolder.Schedule, SpecialFolder.Finder, SpecialFolder.Views,
        SpecialFolder.Shortcuts,
    ];

    /// <summary>
    /// The order of FolderIds ([MS-OXCSTOR] 2.2.1.1.4). What follows is empty, as in newer Exchange (note 9): free/busy times and offline address
    /// books come by other ways, forms by language, folders of the local site and articles of NNTP are of times when public folders were copied
    /// between sites.
    /// </summary>
    private static readonly SpecialFolder[] PublicFolders =
    [
        SpecialFolder.Root, SpecialFolder.IpmSubtree, SpecialFolder.NonIpmSubtree, SpecialFolder.EFormsRegistry,
    ];

    /// <summary>The handlers.</summary>
    internal static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopLogon, LogonAsync),
        (RopId.RopRelease, ReleaseAsync),
        (RopId.RopGetReceiveFolder, GetReceiveFolderAsync),
        (RopId.RopSetReceiveFolder, SetReceiveFolderAsync),
        (RopId.RopGetReceiveFolderTable, GetReceiveFolderTableAsync),
        (RopId.RopGetStoreState, GetStoreStateAsync),
        (RopId.RopGetOwningServers, GetOwningServersAsync),
        (RopId.RopPublicFolderIsGhosted, PublicFolderIsGhostedAsync),
        (RopId.RopLongTermIdFromId, LongTermIdFromIdAsync),
        (RopId.RopIdFromLongTermId, IdFromLongTermIdAsync),
        (RopId.RopGetLocalReplicaIds, GetLocalReplicaIdsAsync),
        (RopId.RopGetPerUserLongTermIds, GetPerUserLongTermIdsAsync),
        (RopId.RopGetPerUserGuid, GetPerUserGuidAsync),
        (RopId.RopReadPerUserInformation, ReadPerUserInformationAsync),
        (RopId.RopWritePerUserInformation, WritePerUserInformationAsync),
    ];

    /// <summary>The logon at a handle index, of a private mailbox; NotSupported where it is one of public folders.</summary>
    internal static LogonObject GetPrivate(RopContext context, byte handleIndex)
    {
        var logon = context.Get<LogonObject>(handleIndex);
        return logon.Info.IsPublic ? throw new RopException(MapiError.NotSupported, "a public-folder logon") : logon;
    }

    private static async ValueTask<RopResponse?> ReleaseAsync(RopContext context, RopRequest request)
    {
        // Nothing that goes wrong here is told to the client ([MS-OXCROPS] 3.2.5.3).
        var handle = context.HandleAt(request.HandleIndex);
        if (context.Session.Handles.Find(handle) is not { } value || value.Logon.LogonId != request.LogonId) return null;
        try
        {
            await value.CloseAsync(context.CancellationToken);
        }
        catch (RopException e)
        {
            SessionLog.RopFailed(context.Session.Services.Logger, context.Session.Open.SessionId, request.RopId, e.Error, e.Message);
        }
        finally
        {
            context.Session.Handles.Release(handle);
        }
        return null;
    }

    private static async ValueTask<RopResponse?> LogonAsync(RopContext context, RopRequest request)
    {
        var logon = (LogonRequest)request;
        var session = context.Session;
        if ((logon.LogonFlags & ~KnownLogonFlags) != 0) throw new RopException(MapiError.GeneralFailure, $"LogonFlags {(byte)logon.LogonFlags:X2}");
        if (!TextConversion.IsKnown(session.CodePage)) throw new RopException(MapiError.UnknownCodePage, $"code page {session.CodePage}");
        LogonObject made;
        try
        {
            made = (logon.LogonFlags & LogonFlags.Private) != 0 ? await LogOnPrivateAsync(session, logon) : await LogOnPublicAsync(session, logon);
        }
        catch (Exception e) when (e is not MailboxMovedException && MapiSession.IsUnavailable(e))
        {
            throw new RopException(MapiError.LogonFailed, e.Message);
        }
        // The new logon takes the place of the one that has its id.
        var replaced = session.Handles.FindLogon(logon.LogonId);
        context.SetOutput(logon.HandleIndex, made);
        if (replaced != HandleTable.None) session.Handles.Release(replaced);
        return Respond(made, session.Services.Time.GetUtcNow());
    }

    private static async ValueTask<LogonObject> LogOnPrivateAsync(MapiSession session, LogonRequest logon)
    {
        var directory = session.Services.Grains.GetGrain<IDirectoryGrain>(0);
        var owner = logon.Essdn is null ? null : await directory.FindByLegacyDNAsync(logon.Essdn);
        // A mailbox of another domain looks like one that is not there.
        if (owner is null || owner.MailboxGuid == Guid.Empty || owner.Domain != session.Open.Domain)
            throw new RopException(MapiError.UnknownUser, $"no mailbox {logon.Essdn}");
        CheckReplidMapping(session, logon, owner.MailboxGuid);

        var (user, caller) = await CallerAsync(session, directory, owner.Domain, logon, owns: owner.ObjectId == session.Open.AccountId);
        var mailbox = session.Services.Grains.GetGrain<IMailboxGrain>(owner.MailboxGuid);
        var info = await mailbox.FindAsync();
        if (info is null && owner.ObjectId == user.ObjectId)
            info = await mailbox.CreateAsync(new MailboxSetup { OwnerId = owner.ObjectId, Language = owner.Language, QuotaBytes = owner.QuotaBytes });
        if (!caller.HasAllRights && await HasFullAccessAsync(directory, owner, user, caller)) caller = caller with { HasAllRights = true };
        // Only its owner's logon makes a mailbox. To one that is there anybody of the domain logs on, as in newer Exchange ([MS-OXCSTOR] 3.2.5.1.1,
        // note 31); what is in it then shows itself to whom it may, folder by folder.
        if (info is null) throw new RopException(MapiError.LoginPermission, $"account {user.Address} cannot make the mailbox of {owner.Address}");
        return new LogonObject(session, mailbox, info, caller) { LogonId = logon.LogonId, LogonFlags = (byte)(logon.LogonFlags & ReturnedLogonFlags), SupportsProgress = logon.OpenFlags.HasFlag(OpenFlags.SupportProgress), Owner = owner, User = user };
    }

    /// <summary>Whether the mailbox was opened to the account, or to a group it is in, as to its owner.</summary>
    internal static async ValueTask<bool> HasFullAccessAsync(IDirectoryGrain directory, DirectoryObject owner, DirectoryObject user, MailboxCaller caller)
    {
        foreach (var address in owner.FullAccess)
        {
            if (address == user.Address) return true;
            if (caller.Groups.Count > 0 && await directory.FindByAddressAsync(address) is { } named && caller.Groups.Contains(named.ObjectId)) return true;
        }
        return false;
    }

    private static async ValueTask<LogonObject> LogOnPublicAsync(MapiSession session, LogonRequest logon)
    {
        if ((logon.OpenFlags & OpenFlags.Public) == 0) throw new RopException(MapiError.LogonFailed, "a public logon without the PUBLIC flag");
        // There is one public store a domain, and so never another one to send a client to.
        if ((logon.OpenFlags & OpenFlags.AlternateServer) != 0) throw new RopException(MapiError.LogonFailed, "no alternate public-folder server");
        var directory = session.Services.Grains.GetGrain<IDirectoryGrain>(0);
        if (await directory.FindDomainAsync(session.Open.Domain) is not { } domain || domain.PublicMailbox == Guid.Empty)
            throw new RopException(MapiError.LogonFailed, $"domain {session.Open.Domain} has no public folders");
        var (user, caller) = await CallerAsync(session, directory, domain.Name, logon, owns: false);
        var mailbox = session.Services.Grains.GetGrain<IMailboxGrain>(domain.PublicMailbox);
        var info = await mailbox.FindAsync() ?? throw new RopException(MapiError.LogonFailed, $"public mailbox {domain.PublicMailbox} is not there");
        return new LogonObject(session, mailbox, info, caller) { LogonId = logon.LogonId, LogonFlags = (byte)(logon.LogonFlags & ReturnedLogonFlags), SupportsProgress = logon.OpenFlags.HasFlag(OpenFlags.SupportProgress), User = user };
    }

    /// <summary>
    /// Each mailbox has replids of its own here, so a further mailbox can be opened only by a client that says it can tell them apart
    /// ([MS-OXCSTOR] 3.2.5.1.1).
    /// </summary>
    private static void CheckReplidMapping(MapiSession session, LogonRequest logon, Guid mailboxGuid)
    {
        if ((logon.OpenFlags & OpenFlags.UsePerMdbReplidMapping) != 0) return;
        if (session.Handles.All.Select(h => h.Value).OfType<LogonObject>().Any(l => !l.Info.IsPublic && l.Info.MailboxGuid != mailboxGuid && l.LogonId != logon.LogonId))
            throw new RopException(MapiError.InvalidParameter, "a further mailbox without USE_PER_MDB_REPLID_MAPPING");
    }

    /// <summary>Who logs on, and with which rights: all for the owner and for an administrator who asks to be one.</summary>
    private static async ValueTask<(DirectoryObject User, MailboxCaller Caller)> CallerAsync(MapiSession session, IDirectoryGrain directory, string domain, LogonRequest logon, bool owns)
    {
        var user = await directory.FindByIdAsync(session.Open.AccountId) ?? throw new RopException(MapiError.LogonFailed, $"account {session.Open.AccountId} is not in the directory");
        var administers = (logon.OpenFlags & OpenFlags.UseAdminPrivilege) != 0 && user.Domain == domain && user.Roles.Contains(DirectoryRoles.OrganizationAdmin);
        var groups = owns ? [] : await directory.GroupsOfAsync(user.ObjectId);
        return (user, new MailboxCaller { AccountId = user.ObjectId, Groups = groups, HasAllRights = owns || administers });
    }

    private static LogonResponse Respond(LogonObject logon, DateTimeOffset now)
    {
        var response = new LogonResponse
        {
            LogonFlags = (LogonFlags)logon.LogonFlags,
            ReplId = ObjectIds.OwnReplId,
            ReplGuid = logon.Info.ReplGuid,
        };
        var folders = logon.Info.IsPublic ? PublicFolders : PrivateFolders;
        for (var i = 0; i < folders.Length; i++)
            if (logon.Info.SpecialFolders.TryGetValue(folders[i], out var id)) response.FolderIds[i] = ObjectIds.ToWire(id);
        if (logon.Info.IsPublic) return response;

        response.MailboxGuid = logon.Info.MailboxGuid;
        response.LogonTime = now.UtcDateTime;
        response.GwartTime = AddressTypesVersion;
        response.ResponseFlags = LogonResponseFlags.Reserved;
        if (logon.Caller.HasAllRights) response.ResponseFlags |= LogonResponseFlags.OwnerRight;
        if (logon.IsOwn) response.ResponseFlags |= LogonResponseFlags.SendAsRight;
        if (logon.Info.OutOfOffice.IsAway(logon.Session.Services.Time.GetUtcNow())) response.ResponseFlags |= LogonResponseFlags.OutOfOffice;
        return response;
    }
}
