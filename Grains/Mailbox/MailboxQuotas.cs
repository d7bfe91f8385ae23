using MapiOrleans.Grains.Interfaces.Mailbox;

namespace MapiOrleans.Grains.Mailbox;

/// <summary>The three limits of a mailbox' size, in bytes; null for none.</summary>
/// <param name="Warning">Past it the owner is warned.</param>
/// <param name="Send">Past it nothing is sent.</param>
/// <param name="Receive">What would pass it is not taken.</param>
internal readonly record struct MailboxQuotas(long? Warning, long? Send, long? Receive)
{
    /// <summary>The limits that follow from what a mailbox was given, or from the installation's default. Public folders have none.</summary>
    public static MailboxQuotas Of(MailboxState state, MailboxOptions options)
    {
        if (state.IsPublic || (state.QuotaBytes ?? Default(options)) is not { } receive) return default;
        // Of a huge quota the hundredth part comes first, so that nothing overflows.
        return new MailboxQuotas(Part(receive, options.WarningQuotaPercent), Part(receive, options.SendQuotaPercent), receive);
    }

    /// <summary>What a mailbox of so many bytes has come to.</summary>
    public QuotaLevel LevelOf(long size) =>
        size >= Receive ? QuotaLevel.Receive : size > Send ? QuotaLevel.Send : size > Warning ? QuotaLevel.Warning : QuotaLevel.Within;

    private static long? Default(MailboxOptions options) => options.DefaultQuotaMegabytes > 0 ? options.DefaultQuotaMegabytes << 20 : null;

    private static long? Part(long whole, int percent) => percent is > 0 and <= 100 ? whole / 100 * percent + whole % 100 * percent / 100 : null;
}
