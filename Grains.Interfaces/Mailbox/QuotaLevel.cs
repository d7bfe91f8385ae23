namespace MapiOrleans.Grains.Interfaces.Mailbox;

/// <summary>How full a mailbox is, by the limits of [MS-OXCSTOR] 2.2.2.1.1.3, 2.2.2.1.1.4 and the one before them at which its owner is warned.</summary>
public enum QuotaLevel
{
    /// <summary>Below all of them.</summary>
    Within = 0,
    /// <summary>The owner is warned (PR_STORAGE_QUOTA_LIMIT).</summary>
    Warning = 1,
    /// <summary>The owner sends nothing any more (PidTagProhibitSendQuota).</summary>
    Send = 2,
    /// <summary>Nothing comes in any more, be it mail or what a client saves (PidTagProhibitReceiveQuota).</summary>
    Receive = 3,
}
