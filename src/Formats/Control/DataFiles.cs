namespace SecureDrop.Formats.Control;

/// <summary>Names in the gateway's data directory by which operator and gateway know each other without a word.</summary>
public static class DataFiles
{
    /// <summary>Made when a lockdown begins: while it is there, intake is closed, whether or not the gateway still answers its operator.</summary>
    public const string LockdownMark = "lockdown";

    /// <summary>Locked for as long as a process holds the vault (flock(2)), whoever that is.</summary>
    public const string Hold = "vault.hold";

    /// <summary>Tells which vault the files beside it are of: while it is there, there is a vault.</summary>
    public const string Identity = "vault.id";

    /// <summary>What the operator's program has trusted and installed here. It is made when a gateway follows a keyring, so beside no vault it tells that there was one.</summary>
    public const string Pin = "keyring.pin";

    /// <summary>Space kept aside for recovery on a full disk.</summary>
    public const string Ballast = "vault.ballast";
}
