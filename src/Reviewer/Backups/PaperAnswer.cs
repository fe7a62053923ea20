namespace SecureDrop.Reviewer.Backups;

/// <summary>What `paper --json` says: the file written and the fingerprint of the key in it.</summary>
internal sealed record PaperAnswer(string File, string Fingerprint);
