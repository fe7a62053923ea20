namespace SecureDrop.Storage;

/// <summary>What a purge did. With a refusal nothing was changed.</summary>
/// <param name="Refusal">Null when it was done.</param>
/// <param name="Count">Entries purged; their wrapped octets are in no file of the directory any more, but for a block on a damaged page.</param>
/// <param name="Waiting">Exported entries that stay, in order.</param>
public sealed record Purged(VaultRefusal? Refusal, int Count, IReadOnlyList<PurgeWaiting> Waiting);
