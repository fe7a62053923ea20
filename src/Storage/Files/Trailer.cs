namespace SecureDrop.Storage.Files;

/// <summary>What stands behind a page (<see cref="Frame"/>), but its checksum.</summary>
internal readonly record struct Trailer(ulong Vault, ulong Generation, ulong Mark);
