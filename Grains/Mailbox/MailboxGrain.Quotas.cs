using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Limits of the mailbox' size, and the mail that tells its owner of them.</content>
internal sealed partial class MailboxGrain
{
    // Something was not taken for want of room: the owner must hear it, though the size itself may be just below the limit.
    private bool _refusedForRoom;

    /// <inheritdoc/>
    public Task ReportRefusedAsync()
    {
        _refusedForRoom = true;
        return WriteAsync(_ => Task.FromResult(true));
    }

    /// <summary>Whether a message of this size, which adds so much, is within message size and quota.</summary>
    private MapiError CheckSize(MailboxState state, long size, long added)
    {
        if (size > Options.MaxMessageSize)
        {
            services.Metrics.Refuse(nameof(MailboxOptions.MaxMessageSize));
            return MapiError.MessageTooBig;
        }
        if (added <= 0 || MailboxQuotas.Of(state, Options).Receive is not { } limit || state.Record.SizeBytes + added <= limit) return MapiError.Success;
        services.Metrics.Refuse("ReceiveQuota");
        _refusedForRoom = true;
        return MapiError.QuotaExceeded;
    }

    /// <summary>Whether the owner may send ([MS-OXCSTOR] 2.2.2.1.1.4).</summary>
    private MapiError CheckSending(MailboxState state)
    {
        if (MailboxQuotas.Of(state, Options).LevelOf(state.Record.SizeBytes) < QuotaLevel.Send) return MapiError.Success;
        services.Metrics.Refuse("SendQuota");
        return MapiError.QuotaExceeded;
    }

    /// <summary>
    /// Tells the owner that the mailbox is too full, where it is: once in <see cref="MailboxOptions.QuotaWarningInterval"/>, and at once where it
    /// got worse. The warning itself is taken whatever the quota says. Runs in the turn of the write that filled the mailbox, after its commit:
    /// where the warning cannot be kept, that write stays done, and the next one tries again.
    /// </summary>
    private async Task WarnOfQuotaAsync(MailboxState state)
    {
        var quotas = MailboxQuotas.Of(state, Options);
        var level = quotas.LevelOf(state.Record.SizeBytes);
        if (level == QuotaLevel.Within)
        {
            // A message that is larger than the room there is says nothing of how full the mailbox is.
            _refusedForRoom = false;
            return;
        }
        if (_refusedForRoom) level = QuotaLevel.Receive;
        var now = services.Time.GetUtcNow();
        if (MailboxProperties.QuotaWarning(state.Record.Properties) is var (warnedAt, of) && now - warnedAt < Options.QuotaWarningInterval && of >= level) return;
        var content = QuotaWarning.Write(level, state.Record.SizeBytes, quotas, MailboxProperties.Language(state.Record.Properties), now);
        var change = NewChange(state);
        var save = new SaveMessage { OperationId = Guid.NewGuid(), FolderId = SpecialFolderPlan.IdOf(SpecialFolder.Inbox), IsNew = true, Content = content, IsDelivery = true };
        if (await PlanInsertAsync(state, change, MailboxCaller.Server, null, save, withinQuota: false) is var (error, _, _) && error != MapiError.Success)
        {
            MailboxLog.WarningLost(logger, null, Key, level, error);
            return;
        }
        change.Add(new StoreOperation.UpdateMailbox(Properties: MailboxProperties.WithQuotaWarning(state.Record.Properties, now, level)));
        try
        {
            await CommitAsync(state, change);
        }
        catch (Exception e) when (e is MailboxMovedException or MailboxUnavailableException or StoreConflictException)
        {
            MailboxLog.WarningLost(logger, e, Key, level, MapiError.GeneralFailure);
            return;
        }
        _refusedForRoom = false;
        services.Metrics.QuotaWarnings.Add(1, new KeyValuePair<string, object?>("level", level.ToString()));
        MailboxLog.Warned(logger, Key, level, state.Record.SizeBytes);
    }
}
