using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Session.Objects;
using MapiOrleans.Grains.Session.Tables;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Rops;

namespace MapiOrleans.Grains.Session.Handlers;

/// <summary>ROPs on the standard rules of folders ([MS-OXORULE] 3.2.5).</summary>
internal static class RuleHandlers
{
    // One message can have a deferred action message for each rule provider; there are few.
    private const int MaxBackPatched = 100;

    public static IEnumerable<(RopId Id, RopHandler Handler)> Rows() =>
    [
        (RopId.RopGetRulesTable, GetRulesTableAsync),
        (RopId.RopModifyRules, ModifyRulesAsync),
        (RopId.RopUpdateDeferredActionMessages, UpdateDeferredActionMessagesAsync),
    ];

    private static async ValueTask<RopResponse?> GetRulesTableAsync(RopContext context, RopRequest request)
    {
        var get = (GetRulesTableRequest)request;
        var folder = context.Get<FolderObject>(get.HandleIndex);
        if ((get.TableFlags & ~GetRulesTableRequest.Unicode) != 0) throw new RopException(MapiError.NotSupported, $"TableFlags {get.TableFlags:X2}");
        // Rules tell whom somebody waits for and forwards to: they are the owner's business.
        await folder.RequireAsync(FolderRights.Owner);
        var logon = folder.Logon;
        var rules = await logon.Session.Services.Store.ReadRulesAsync(logon.Key, folder.FolderId, context.CancellationToken);
        var unicode = (get.TableFlags & GetRulesTableRequest.Unicode) != 0;
        var rows = rules.Select(r => RuleRows.Row(r, unicode, logon.Session.CodePage))
            .OrderBy(r => r.GetInt32(PidTag.RuleSequence) ?? 0).ToArray();
        context.SetOutput(get.OutputHandleIndex, new SnapshotTable(logon, TableKind.Rules, rows, RuleRows.Columns, int.MaxValue) { FolderId = folder.FolderId });
        return new RopStatusResponse(RopId.RopGetRulesTable);
    }

    private static async ValueTask<RopResponse?> ModifyRulesAsync(RopContext context, RopRequest request)
    {
        var modify = (ModifyRulesRequest)request;
        var folder = context.Get<FolderObject>(modify.HandleIndex);
        if ((modify.ModifyRulesFlags & ~ModifyRulesRequest.Replace) != 0) throw new RopException(MapiError.InvalidParameter, $"ModifyRulesFlags {modify.ModifyRulesFlags:X2}");
        await folder.RequireAsync(FolderRights.Owner);
        var logon = folder.Logon;
        var replace = (modify.ModifyRulesFlags & ModifyRulesRequest.Replace) != 0;
        var changes = new List<RuleChange>(modify.RulesData.Length);
        foreach (var row in modify.RulesData)
        {
            if (replace && row.Operation != RowOperation.Add) throw new RopException(MapiError.InvalidParameter, $"{row.Operation} in rules that are replaced");
            changes.Add(RuleRows.Change(row, logon.Info.IsPublic, logon.Session.CodePage));
        }
        var error = await logon.Mailbox.ModifyRulesAsync(logon.Caller, folder.FolderId, replace, changes);
        return error == MapiError.Success
            ? new RopStatusResponse(RopId.RopModifyRules)
            : throw new RopException(error, $"the mailbox refused {changes.Count} changes of rules");
    }

    /// <summary>
    /// A client that has brought a message to where its own rules are carried out says under which entry id it has it now. [MS-OXORULE]
    /// 2.2.3 speaks of PidTagDamOriginalEntryId and 3.2.5.4 of PidTagDeferredActionMessageOriginalEntryId: the message is found by
    /// either, and told in both.
    /// </summary>
    private static async ValueTask<RopResponse?> UpdateDeferredActionMessagesAsync(RopContext context, RopRequest request)
    {
        var update = (UpdateDeferredActionMessagesRequest)request;
        var logon = context.Get<LogonObject>(update.HandleIndex);
        if (logon.Info.IsPublic) throw new RopException(MapiError.NotSupported, "deferred actions of a public store");
        if (!logon.Caller.HasAllRights) throw new RopException(MapiError.AccessDenied, "deferred actions of another's mailbox");
        if (update.ServerEntryId.Length == 0 || update.ClientEntryId.Length == 0) throw new RopException(MapiError.InvalidParameter, "an entry id of no bytes");
        var folder = logon.Info.SpecialFolders[SpecialFolder.DeferredAction];
        var found = new List<MessageRecord>();
        await foreach (var message in logon.Session.Services.Store.ScanAsync(logon.Key, new MessageIndexQuery { FolderId = folder }, MessageParts.All, context.CancellationToken))
        {
            if (IsAbout(message.Content.Properties, update.ServerEntryId)) found.Add(message);
            if (found.Count >= MaxBackPatched) break;
        }
        foreach (var message in found)
        {
            var content = message.Content.Clone();
            content.Properties.Set(PidTag.DamOriginalEntryId, update.ClientEntryId);
            content.Properties.Set(PidTag.DeferredActionMessageOriginalEntryId, PropertyValue.ServerId(update.ClientEntryId));
            content.Properties.Set(PidTag.DamBackPatched, true);
            var saved = await logon.Mailbox.SaveMessageAsync(logon.Caller, new SaveMessage
            {
                OperationId = Guid.NewGuid(),
                FolderId = folder,
                MessageId = message.MessageId,
                IsNew = false,
                ExpectedChangeNumber = message.ChangeNumber,
                Content = content,
            });
            // One that the client deleted meanwhile has nobody who waits for it.
            if (saved.Error is not (MapiError.Success or MapiError.ObjectDeleted)) throw new RopException(saved.Error, $"deferred action message {message.MessageId:X}");
        }
        return new RopStatusResponse(RopId.RopUpdateDeferredActionMessages);
    }

    private static bool IsAbout(PropertyBag bag, byte[] serverEntryId) =>
        bag.GetString(PidTag.MessageClass) == RuleRows.DeferredActionClass
        && ((bag.TryGet(PidTag.DeferredActionMessageOriginalEntryId, out PropertyValue own) && own.AsBytes().AsSpan().SequenceEqual(serverEntryId))
            || (bag.GetBinary(PidTag.DamOriginalEntryId) is { } about && about.AsSpan().SequenceEqual(serverEntryId)));
}
