namespace SecureDrop.Reviewer.Keys;

/// <summary>What `keyring --json` says: the signed keyring's root in 40 digits, and the file it was written to.</summary>
internal sealed record KeyringAnswer(int Epoch, DateOnly Expires, string Root, string File);
