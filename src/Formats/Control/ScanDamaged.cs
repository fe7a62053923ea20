namespace SecureDrop.Formats.Control;

/// <summary>A stored ciphertext that is not what it was when it came.</summary>
/// <param name="Entry">Its entry; 0 when no export has given it one yet.</param>
/// <param name="Sha256">What it should have, 64 hexadecimal digits; null when a sheet of records is lost, which tells of up to 32 ciphertexts.</param>
public sealed record ScanDamaged(int Entry, string? Sha256);
