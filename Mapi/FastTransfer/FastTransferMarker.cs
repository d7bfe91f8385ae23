namespace MapiOrleans.Mapi.FastTransfer;

/// <summary>What gives a FastTransfer stream its structure ([MS-OXCFXICS] 2.2.4.1.4). A marker has no value.</summary>
public enum FastTransferMarker : uint
{
    /// <summary>The start of a folder.</summary>
    StartTopFld = 0x40090003,
    /// <summary>The start of a subfolder.</summary>
    StartSubFld = 0x400A0003,
    /// <summary>The end of a folder or subfolder.</summary>
    EndFolder = 0x400B0003,
    /// <summary>The start of a message.</summary>
    StartMessage = 0x400C0003,
    /// <summary>The start of an associated message.</summary>
    StartFAIMsg = 0x40100003,
    /// <summary>The end of either.</summary>
    EndMessage = 0x400D0003,
    /// <summary>The start of an embedded message.</summary>
    StartEmbed = 0x40010003,
    /// <summary>The end of an embedded message.</summary>
    EndEmbed = 0x40020003,
    /// <summary>The start of a recipient.</summary>
    StartRecip = 0x40030003,
    /// <summary>The end of a recipient.</summary>
    EndToRecip = 0x40040003,
    /// <summary>The start of an attachment.</summary>
    NewAttach = 0x40000003,
    /// <summary>The end of an attachment.</summary>
    EndAttach = 0x400E0003,
    /// <summary>The start of a change: its header.</summary>
    IncrSyncChg = 0x40120003,
    /// <summary>The start of a change of some property groups.</summary>
    IncrSyncChgPartial = 0x407D0003,
    /// <summary>The start of deletions.</summary>
    IncrSyncDel = 0x40130003,
    /// <summary>The end of a synchronization.</summary>
    IncrSyncEnd = 0x40140003,
    /// <summary>The start of read states.</summary>
    IncrSyncRead = 0x402F0003,
    /// <summary>The start of the state.</summary>
    IncrSyncStateBegin = 0x403A0003,
    /// <summary>The end of the state.</summary>
    IncrSyncStateEnd = 0x403B0003,
    /// <summary>The start of what is known of the sizes of all.</summary>
    IncrSyncProgressMode = 0x4074000B,
    /// <summary>The start of what is known of the size of the next message.</summary>
    IncrSyncProgressPerMsg = 0x4075000B,
    /// <summary>The start of a changed message after its header.</summary>
    IncrSyncMessage = 0x40150003,
    /// <summary>The start of a property group mapping.</summary>
    IncrSyncGroupInfo = 0x407B0102,
    /// <summary>The start of an error that ends the object in which it comes, not the stream.</summary>
    FXErrorInfo = 0x40180003,
}
