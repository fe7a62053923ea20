namespace SecureDrop.Storage;

/// <summary>A ciphertext whose SHA-256 has been checked, or why there is none. One of the two is null.</summary>
public sealed record ItemRead(byte[]? Octets, VaultRefusal? Refusal);
