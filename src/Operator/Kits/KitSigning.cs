namespace SecureDrop.Operator.Kits;

/// <summary>How `keyring install` was told to treat the kit.</summary>
/// <param name="KeyFile">The operator's secret key; null to sign nothing, or in Development with the example operator's.</param>
/// <param name="PassphraseFile">Its passphrase.</param>
/// <param name="Folder">Where the files are written too; null for nowhere.</param>
internal sealed record KitSigning(string? KeyFile, string? PassphraseFile, string? Folder);
