namespace SecureDrop.Reviewer.Keys;

/// <summary>What `--json` says of a keyring changed: the epoch that this home now trusts, and the file written, if one was.</summary>
internal sealed record KeyringChangeAnswer(int Epoch, DateOnly Expires, string Root, string? File, IReadOnlyList<string> Changes);
