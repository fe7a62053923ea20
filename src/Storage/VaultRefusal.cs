namespace SecureDrop.Storage;

/// <summary>Why a control request changes nothing: one meaning a line.</summary>
public enum VaultRefusal
{
    /// <summary>No such entry in the ledger.</summary>
    EntryUnknown,

    /// <summary>Entries before this one have been in no finished bundle: an export from here would leave them behind.</summary>
    EntryNotTakenOut,

    /// <summary>The entry's ciphertext has been purged.</summary>
    EntryPurged,

    /// <summary>The entry's octets no longer match its hash. The others are not touched.</summary>
    EntryDamaged,

    /// <summary>Another ledger's id.</summary>
    LedgerDiffers,

    /// <summary>This vault has finished, or begun, no such bundle.</summary>
    BundleUnknown,

    /// <summary>The head is not the one that the bundle ended with.</summary>
    HeadDiffers,

    /// <summary>A forced purge needs a reason that a ledger line can hold.</summary>
    ReasonUnusable,

    /// <summary>The at-rest key that was shown is not the one that opens this vault.</summary>
    AtRestKeyDiffers,

    /// <summary>A backup is being read out: what it still needs must not go.</summary>
    SnapshotRunning,

    /// <summary>A vault that holds something is never restored over.</summary>
    VaultNotEmpty,

    /// <summary>Another restore is under way.</summary>
    RestoreRunning,

    /// <summary>Nothing that is known here has this receipt.</summary>
    ReceiptUnknown,
}
