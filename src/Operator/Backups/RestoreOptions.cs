namespace SecureDrop.Operator.Backups;

/// <summary>What `restore` was told.</summary>
/// <param name="From">The backup's folder.</param>
/// <param name="SecretKey">File of the backup certificate's secret key.</param>
/// <param name="PassphraseFile">Its passphrase.</param>
/// <param name="Root">The fingerprint to trust; null for the one pinned.</param>
/// <param name="Bundles">Folders of bundles exported since.</param>
/// <param name="Keyring">A later keyring, by which those bundles' signers are known; or null.</param>
/// <param name="AcceptLost">Go on without entries that the ledger knows and nobody has.</param>
/// <param name="Check">Hand nothing over.</param>
internal sealed record RestoreOptions(
    string From, string SecretKey, string PassphraseFile, string? Root, string[] Bundles, string? Keyring, bool AcceptLost, bool Check);
