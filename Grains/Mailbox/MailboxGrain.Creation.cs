using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi.Identifiers;
using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Making a mailbox: its row, then everything it is born with in one transaction.</content>
internal sealed partial class MailboxGrain
{
    /// <inheritdoc/>
    public Task<MailboxInfo> CreateAsync(MailboxSetup setup) => InTurnAsync(async () =>
    {
        if (await TryLoadAsync() is { } existing)
        {
            await UpdateSetupAsync(existing, setup);
            return Info(existing);
        }
        try
        {
            var kind = setup.IsPublic ? MailboxKind.Public : MailboxKind.Private;
            await Store.CreateMailboxAsync(Key, Guid.NewGuid(), kind, CancellationToken.None);
            var record = await Store.ClaimMailboxAsync(Key, RuntimeIdentity, CancellationToken.None) ?? throw new MailboxMissingException(Key);
            // Not the mailbox' state yet: what is planned is told to memory by loading it anew.
            var draft = new MailboxState(record, new FolderTree([]), new NamedPropertyMap(await Store.ReadNamedPropertiesAsync(record.Key, CancellationToken.None)));
            var change = NewChange(draft);
            PlanMailbox(draft, change, setup);
            await CommitAsync(draft, change);
        }
        catch (StoreUnavailableException e)
        {
            MailboxLog.Unavailable(logger, e, Key);
            throw new MailboxUnavailableException(Key);
        }
        var state = await LoadedAsync();
        MailboxLog.Created(logger, Key, state.Folders.Count, setup.Language);
        return Info(state);
    });

    private async Task UpdateSetupAsync(MailboxState state, MailboxSetup setup)
    {
        var properties = MailboxProperties.WithOwn(state.Record.Properties, setup.OwnerId, setup.QuotaBytes, language: null);
        if (properties.Equals(state.Record.Properties)) return;
        var change = NewChange(state);
        change.Add(new StoreOperation.UpdateMailbox(Properties: properties));
        await CommitAsync(state, change);
    }

    private static void PlanMailbox(MailboxState draft, ChangeSet change, MailboxSetup setup)
    {
        var kind = draft.Record.Kind;
        change.ReserveIdsBelow(SpecialFolderPlan.FirstFreeId);
        var names = PlanNames(draft, change, kind);
        var localFreebusy = kind == MailboxKind.Private ? change.TakeIds() : 0;
        foreach (var plan in SpecialFolderPlan.For(kind))
        {
            change.Add(new StoreOperation.InsertFolder(Stamp(draft, change, new FolderRecord
            {
                FolderId = SpecialFolderPlan.IdOf(plan.Folder),
                ParentId = SpecialFolderPlan.IdOf(plan.Parent),
                Kind = plan.Kind,
                DisplayName = FolderNames.Of(plan.Folder, setup.Language),
                Properties = PropertiesOf(plan, draft.Record, localFreebusy),
                SearchCriteria = CriteriaOf(plan.Folder, draft.Record, names),
                // There is nothing to find yet.
                SearchProgress = plan.Kind == FolderKind.Search ? SearchProgress.Complete : SearchProgress.Pending,
                Permissions = PermissionsOf(plan.Folder, kind),
                CreatedAt = change.Now,
                ContentsModifiedAt = change.Now,
            })));
        }
        if (localFreebusy != 0) PlanLocalFreebusy(draft, change, localFreebusy);
        change.Add(new StoreOperation.UpdateMailbox(
            Properties: MailboxProperties.WithOwn(draft.Record.Properties, setup.OwnerId, setup.QuotaBytes, setup.Language),
            ReceiveFolders: kind == MailboxKind.Private ? FirstReceiveFolders(change.Now) : null));
    }

    private static Dictionary<PropertyName, ushort> PlanNames(MailboxState draft, ChangeSet change, MailboxKind kind)
    {
        var ids = new Dictionary<PropertyName, ushort>();
        if (kind == MailboxKind.Public) return ids;
        foreach (var name in SpecialSearches.Names)
        {
            ids[name] = draft.Names.Find(name) is var known and not 0 ? known : (ushort)(draft.Names.NextId + ids.Count);
        }
        change.Add(new StoreOperation.AddNamedProperties(ids.Where(p => draft.Names.Find(p.Key) == 0).Select(p => (p.Value, p.Key)).ToArray()));
        return ids;
    }

    private static PropertyBag PropertiesOf(SpecialFolderPlan plan, MailboxRecord record, long localFreebusy)
    {
        var bag = new PropertyBag();
        if (plan.ContainerClass is { } containerClass) bag.Set(PidTag.ContainerClass, containerClass);
        if (plan.Hidden) bag.Set(PidTag.AttributeHidden, true);
        if (record.Kind == MailboxKind.Private && plan.Folder is SpecialFolder.Root or SpecialFolder.Inbox)
        {
            SpecialFolderProperties.Set(bag, EntryIdsOf(record), EntryIds.Message(record.MailboxGuid, isPublic: false,
                new LongTermId(record.ReplGuid, SpecialFolderPlan.IdOf(SpecialFolder.FreebusyData)), new LongTermId(record.ReplGuid, localFreebusy)));
        }
        return bag;
    }

    private static byte[]? CriteriaOf(SpecialFolder folder, MailboxRecord record, Dictionary<PropertyName, ushort> names) => folder switch
    {
        SpecialFolder.Reminders => SpecialSearches.Reminders(EntryIdsOf(record), name => names[name]).ToArray(),
        SpecialFolder.ToDoSearch => SpecialSearches.ToDo(EntryIdsOf(record)).ToArray(),
        _ => null,
    };

    private static Func<SpecialFolder, byte[]> EntryIdsOf(MailboxRecord record) =>
        folder => SpecialFolderProperties.EntryIdOf(folder, record.MailboxGuid, record.ReplGuid);

    /// <summary>
    /// Nobody but the owner sees a private mailbox; all see when its owner is busy. All may look at a public tree; what is below its
    /// subtree begins with everybody as author (<see cref="PermissionsOfNew"/>).
    /// </summary>
    private static FolderPermission[] PermissionsOf(SpecialFolder folder, MailboxKind kind)
    {
        var everybody = kind == MailboxKind.Public ? FolderRights.Reviewer : folder == SpecialFolder.Calendar ? FolderRights.FreeBusySimple : FolderRights.None;
        return [new(FolderAccess.DefaultMember, Guid.Empty, everybody), new(FolderAccess.AnonymousMember, Guid.Empty, FolderRights.None)];
    }

    /// <summary>The table that [MS-OXCSTOR] 3.2.3 asks for.</summary>
    private static ReceiveFolderRecord[] FirstReceiveFolders(DateTimeOffset now)
    {
        var (inbox, root) = (SpecialFolderPlan.IdOf(SpecialFolder.Inbox), SpecialFolderPlan.IdOf(SpecialFolder.Root));
        return [new("", inbox, now), new("IPM", inbox, now), new("REPORT.IPM", inbox, now), new("IPC", root, now)];
    }

    /// <summary>The Delegate Information object ([MS-OXODLGT] 2.2.2.2): Outlook's delegates dialog is dead without it.</summary>
    private static void PlanLocalFreebusy(MailboxState draft, ChangeSet change, long messageId)
    {
        var properties = new PropertyBag();
        properties.Set(PidTag.MessageClass, "IPM.Microsoft.ScheduleData.FreeBusy");
        properties.Set(PidTag.Subject, "LocalFreebusy");
        properties.Set(PidTag.SubjectPrefix, "");
        properties.Set(PidTag.NormalizedSubject, "LocalFreebusy");
        properties.Set(PidTag.ScheduleInfoDelegatorWantsCopy, true);
        properties.Set(PidTag.ScheduleInfoDontMailDelegates, true);
        properties.Set(PidTag.ScheduleInfoDelegatorWantsInfo, false);
        properties.Set(PidTag.ScheduleInfoAutoAcceptAppointments, false);
        properties.Set(PidTag.ScheduleInfoDisallowRecurringAppts, false);
        properties.Set(PidTag.ScheduleInfoDisallowOverlappingAppts, false);
        var content = new MessageContent { Properties = properties };
        var changeNumber = change.TakeChangeNumber();
        var key = Xid.Of(draft.Record.ReplGuid, changeNumber);
        var message = new MessageRecord
        {
            MessageId = messageId,
            FolderId = SpecialFolderPlan.IdOf(SpecialFolder.FreebusyData),
            ChangeNumber = changeNumber,
            ReadChangeNumber = changeNumber,
            ChangeKey = key,
            PredecessorChangeList = MailboxIdentity.Include([], key),
            IsRead = true,
            ArticleNumber = 1,
            Size = StorageFormat.SizeOf(content),
            CreatedAt = change.Now,
            ModifiedAt = change.Now,
            Hot = HotColumnsDerivation.Derive(content),
            Content = content,
        };
        change.Add(new StoreOperation.InsertMessage(message));
        change.Adjust(message.FolderId, Counted(message), changeNumber, articleNumbers: 1);
        change.AddSize(message.Size);
    }
}
