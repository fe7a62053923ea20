namespace SecureDrop.Reviewer.Commands;

/// <summary>What `init --json` says; fingerprints in 40 digits, the secret key's only when one was taken.</summary>
internal sealed record InitAnswer(int Epoch, DateOnly Expires, string Root, string? SecretKey);
