namespace SecureDrop.Operator.Backups;

/// <summary>What a backup's bag holds besides what every bag of ours does.</summary>
internal static class BackupFiles
{
    /// <summary>The keyring in force, by which the bag's signature is verified; anybody may have it.</summary>
    public const string Keyring = "keyring.asc";
}
