namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>Whether an owner is away: OofState of Exchange Web Services ([MS-OXWOOF]).</summary>
public enum OutOfOfficeState
{
    /// <summary>There.</summary>
    Disabled = 0,
    /// <summary>Away until it is switched off.</summary>
    Enabled = 1,
    /// <summary>Away from <see cref="OutOfOfficeSettings.Start"/> to <see cref="OutOfOfficeSettings.End"/>.</summary>
    Scheduled = 2,
}

/// <summary>Who outside of the owner's domain is answered: ExternalAudience of Exchange Web Services.</summary>
public enum OutOfOfficeAudience
{
    /// <summary>Nobody.</summary>
    None = 0,
    /// <summary>Those whose addresses are in the owner's Contacts folder.</summary>
    Known = 1,
    /// <summary>Everybody.</summary>
    All = 2,
}

/// <summary>
/// What an absent owner's mailbox says, and to whom. Kept with the mailbox; PidTagOutOfOfficeState is a view of it. The rules that Outlook
/// itself makes for the time of absence run beside it.
/// </summary>
[GenerateSerializer, Immutable, Alias("MapiOrleans.OutOfOfficeSettings")]
public sealed record OutOfOfficeSettings
{
    /// <summary>Whether, and how, the owner is away.</summary>
    [Id(0)] public OutOfOfficeState State { get; init; }
    /// <summary>Who outside is answered.</summary>
    [Id(1)] public OutOfOfficeAudience ExternalAudience { get; init; } = OutOfOfficeAudience.All;
    /// <summary>When a scheduled absence begins; needed where it is scheduled.</summary>
    [Id(2)] public DateTimeOffset? Start { get; init; }
    /// <summary>When it ends; after <see cref="Start"/>.</summary>
    [Id(3)] public DateTimeOffset? End { get; init; }
    /// <summary>The answer to people of the same domain: HTML where it begins with a tag, else plain text; empty: none but that of rules.</summary>
    [Id(4)] public string InternalReply { get; init; } = "";
    /// <summary>The answer to everybody else, in the same form.</summary>
    [Id(5)] public string ExternalReply { get; init; } = "";

    /// <summary>Whether the owner is away at a time.</summary>
    public bool IsAway(DateTimeOffset now) => State switch
    {
        OutOfOfficeState.Enabled => true,
        OutOfOfficeState.Scheduled => now >= Start && now < End,
        _ => false,
    };

    /// <summary>Whether another absence is meant: whom the one before has answered is to be answered again.</summary>
    public bool IsSamePeriod(OutOfOfficeSettings other) => State == other.State && (State != OutOfOfficeState.Scheduled || (Start == other.Start && End == other.End));
}
