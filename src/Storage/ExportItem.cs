using SecureDrop.Formats;

namespace SecureDrop.Storage;

/// <summary>One ciphertext of a bundle.</summary>
/// <param name="Entry">From 1.</param>
/// <param name="Hash">SHA-256 of the ciphertext.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Late">Imported to a subkey past its day.</param>
public sealed record ExportItem(int Entry, Sha256Hash Hash, long Octets, bool Late);
