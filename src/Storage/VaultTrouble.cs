using SecureDrop.Formats;

namespace SecureDrop.Storage;

/// <summary>Why the vault cannot do what was asked: one meaning a line (REFUSALS.md rows 34 to 38).</summary>
public enum VaultTrouble
{
    /// <summary>Another process, or this one, holds the vault. Programs exit with 75.</summary>
    InUse,

    /// <summary>The files in the directory are not of one vault.</summary>
    VaultIdentity,

    /// <summary>A newer version of the program has written it: this one touches nothing.</summary>
    FormatNewer,

    /// <summary>There is no vault, but what only a vault's life leaves beside it: what was here is gone, and an empty one in its place would hide that.</summary>
    Gone,

    /// <summary>The at-rest key does not open this vault.</summary>
    AtRestKey,

    /// <summary>Octets that were durable have changed, or are gone.</summary>
    Damaged,

    /// <summary>The volume is full. Nothing acknowledged is touched, and it passes by itself when there is space again.</summary>
    StorageFull,

    /// <summary>Reading, writing or flushing failed: the process must end and start again.</summary>
    StorageFailed,

    /// <summary>The vault is closed, or closing.</summary>
    Closed,

    /// <summary>A restore was begun and has not ended: nothing else is done until the same command ends it.</summary>
    Restoring,
}

public static class VaultTroubleCodes
{
    /// <summary>The stable code that people and scripts see.</summary>
    public static string Code(this VaultTrouble trouble) => trouble switch
    {
        VaultTrouble.InUse => "vault_in_use",
        VaultTrouble.VaultIdentity => "vault_identity",
        VaultTrouble.FormatNewer => NewerFormat.Code,
        VaultTrouble.Gone => "vault_gone",
        VaultTrouble.AtRestKey => "at_rest_key",
        VaultTrouble.Damaged => "vault_damaged",
        VaultTrouble.StorageFull => "storage_full",
        VaultTrouble.StorageFailed => "storage_failed",
        VaultTrouble.Closed => "vault_closed",
        VaultTrouble.Restoring => "restoring",
        _ => throw new ArgumentOutOfRangeException(nameof(trouble)),
    };
}
