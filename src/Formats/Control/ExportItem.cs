namespace SecureDrop.Formats.Control;

/// <summary>One ciphertext of an export; its octets come from GET /items/ENTRY.</summary>
/// <param name="Entry">From 1.</param>
/// <param name="Sha256">64 hexadecimal digits, over the ciphertext.</param>
/// <param name="Octets">Length of the ciphertext.</param>
/// <param name="Late">Imported to a subkey past its day.</param>
public sealed record ExportItem(int Entry, string Sha256, long Octets, bool Late);
