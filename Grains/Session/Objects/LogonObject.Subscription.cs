namespace MapiOrleans.Grains.Session.Objects;

/// <content>What the logon hears of its mailbox.</content>
internal sealed partial class LogonObject
{
    private LogonSubscription? _subscription;

    /// <summary>Who listens to the mailbox through this logon.</summary>
    public LogonSubscription Subscription => _subscription ??= new LogonSubscription(this);

    /// <inheritdoc/>
    public override ValueTask CloseAsync(CancellationToken cancellationToken) => _subscription?.EndAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override void Release()
    {
        // The mailbox, if it was not told, hears it when it tells of something.
        if (_subscription is not { } subscription) return;
        Session.Remove(subscription);
        Session.Services.Places.Remove(subscription.Id);
    }
}
