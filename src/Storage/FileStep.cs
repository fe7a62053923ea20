namespace SecureDrop.Storage;

/// <summary>One step at a file, as a test sees it before it happens.</summary>
/// <param name="File">The file's name in the vault's directory.</param>
/// <param name="Action">What is about to happen.</param>
/// <param name="Offset">Where a read or a write begins, or the length to truncate to.</param>
/// <param name="Octets">What a write writes; valid only during the call.</param>
public readonly record struct FileStep(string File, FileAction Action, long Offset, ReadOnlyMemory<byte> Octets);
