namespace SecureDrop.Reviewer.Backups;

/// <summary>What `restore --json` says: how many files came back, and whom the home trusts now.</summary>
internal sealed record RestoreAnswer(int Files, int Epoch, DateOnly Expires, string Root, IReadOnlyList<string> Keys);
