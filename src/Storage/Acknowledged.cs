namespace SecureDrop.Storage;

/// <summary>What an acknowledgement did. With a refusal nothing was changed.</summary>
/// <param name="Refusal">Null when it was taken.</param>
/// <param name="Moved">Receipts that moved to opened.</param>
/// <param name="Already">Entries opened before, or purged.</param>
/// <param name="NotMoved">Lines that failed or are incomplete.</param>
public sealed record Acknowledged(VaultRefusal? Refusal, int Moved, int Already, int NotMoved);
