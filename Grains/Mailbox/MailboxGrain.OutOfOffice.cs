using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Grains.Storage;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;

namespace MapiOrleans.Grains.Mailbox;

/// <content>Whether the owner is away, and what the mailbox says meanwhile.</content>
internal sealed partial class MailboxGrain
{
    /// <inheritdoc/>
    public async Task<OutOfOfficeSettings> GetOutOfOfficeAsync() => OutOfOfficeProperties.Read((await LoadedAsync()).Record.Properties);

    /// <inheritdoc/>
    public Task<MapiError> SetOutOfOfficeAsync(MailboxCaller caller, OutOfOfficeSettings settings) => WriteAsync(async state =>
    {
        if (state.IsPublic) return MapiError.NotSupported;
        if (!caller.HasAllRights) return MapiError.AccessDenied;
        if (!Enum.IsDefined(settings.State) || !Enum.IsDefined(settings.ExternalAudience)) return MapiError.InvalidParameter;
        if (settings.State == OutOfOfficeState.Scheduled && !(settings.End > settings.Start)) return MapiError.InvalidParameter;
        if (Math.Max(settings.InternalReply.Length, settings.ExternalReply.Length) > Options.MaxOutOfOfficeReply) return Refused(MapiError.TooBig, nameof(MailboxOptions.MaxOutOfOfficeReply)).Error;
        var bag = OutOfOfficeProperties.With(state.Record.Properties, settings);
        if (bag.Equals(state.Record.Properties)) return MapiError.Success;
        await CommitPropertiesAsync(state, bag);
        return MapiError.Success;
    });

    /// <summary>
    /// Gives the store these properties. Where another absence begins, or one ends, whom the mailbox has answered is forgotten
    /// ([MS-OXORULE] 3.2.4.2).
    /// </summary>
    private async Task CommitPropertiesAsync(MailboxState state, PropertyBag bag)
    {
        var change = NewChange(state);
        change.Add(new StoreOperation.UpdateMailbox(Properties: bag));
        if (!OutOfOfficeProperties.Read(bag).IsSamePeriod(OutOfOfficeProperties.Read(state.Record.Properties))) change.Add(new StoreOperation.ClearReplies());
        await CommitAsync(state, change);
    }
}
