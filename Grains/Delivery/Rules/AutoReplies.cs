using MapiOrleans.Mapi.Messages;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>
/// Who is answered by machines, and how often (RFC 3834 2, [MS-OXCMAIL] 2.2.3.2.14). What the rules themselves remember is in the store; this
/// bounds two answering machines that know nothing of each other's headers, and is forgotten by a restart.
/// </summary>
internal sealed class AutoReplies(DeliveryOptions options, TimeProvider time)
{
    private const int MaxRemembered = 50_000;
    private const int SuppressOof = 0x10, SuppressAutoReply = 0x20;

    private readonly Dictionary<(Guid Mailbox, string Sender), (DateTimeOffset Since, int Count)> _given = [];
    private readonly Lock _lock = new();

    /// <summary>Why a message is not answered by an action, or null where it may be. Of a message that may be, nothing is counted yet.</summary>
    public static string? Suppression(RuleDelivery delivery, RuleHeaders headers, RuleActionType action)
    {
        var bag = delivery.Content.Properties;
        var sender = delivery.EnvelopeSender;
        if (sender.Length == 0) return "it has the null sender";
        if (IsAutomatic(bag, headers) is { } reason) return reason;
        if (bag.GetBool(PidTag.AutoForwarded) == true) return "it was forwarded by a rule";
        var suppress = bag.GetInt32(PidTag.AutoResponseSuppress) ?? 0;
        if ((suppress & (action == RuleActionType.OofReply ? SuppressOof : SuppressAutoReply)) != 0) return "its sender asks not to be answered";
        var messageClass = bag.GetString(PidTag.MessageClass) ?? "";
        if (messageClass.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase) || messageClass.StartsWith("IPM.Note.Rules.", StringComparison.OrdinalIgnoreCase)) return "it is a report or an answer itself";
        if (IsOwn(delivery, sender)) return "it is the owner's own";
        var local = sender[..Math.Max(0, sender.LastIndexOf('@'))].ToLowerInvariant();
        return local is "mailer-daemon" or "postmaster" or "noreply" or "no-reply" || local.StartsWith("owner-", StringComparison.Ordinal) || local.EndsWith("-request", StringComparison.Ordinal)
            ? "nobody reads answers there"
            : null;
    }

    /// <summary>Why a message is not somebody's own to somebody, or null where it is.</summary>
    public static string? IsAutomatic(PropertyBag bag, RuleHeaders headers)
    {
        if (headers.Get(bag, RuleNames.AutoSubmitted) is { } auto && !IsNo(auto)) return "a machine has sent it";
        if (headers.Get(bag, RuleNames.Precedence)?.Trim().ToLowerInvariant() is "bulk" or "junk" or "list") return "it is bulk mail";
        return headers.Get(bag, RuleNames.ListId) is not null || bag.Contains(PidTag.ListUnsubscribe.Id) ? "it comes from a list" : null;
    }

    // The word "no", and what may follow it (RFC 3834 5).
    private static bool IsNo(string value) => value.Split(';', '(')[0].Trim().Equals("no", StringComparison.OrdinalIgnoreCase);

    /// <summary>Counts an answer; false where a sender had as many as there may be for now.</summary>
    public bool TryCount(Guid mailbox, string sender)
    {
        var now = time.GetUtcNow();
        var key = (mailbox, sender.ToLowerInvariant());
        lock (_lock)
        {
            var (since, count) = _given.GetValueOrDefault(key, (now, 0));
            if (now - since >= options.AutoReplyWindow) (since, count) = (now, 0);
            if (count >= options.MaxAutoReplies) return false;
            if (_given.Count >= MaxRemembered) Forget(now);
            _given[key] = (since, count + 1);
            return true;
        }
    }

    /// <summary>Whether an address is the owner's.</summary>
    public static bool IsOwn(RuleDelivery delivery, string address) =>
        delivery.Owner is { } owner && owner.Aliases.Prepend(owner.Address).Contains(address, StringComparer.OrdinalIgnoreCase);

    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _given.Where(g => now - g.Value.Since >= options.AutoReplyWindow).Select(g => g.Key).ToArray()) _given.Remove(key);
        // So many senders within one window: better one answer too many than memory without end.
        if (_given.Count >= MaxRemembered) _given.Clear();
    }
}
