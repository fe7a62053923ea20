namespace SecureDrop.Formats.Control;

/// <summary>Answer to POST /scan: one slice, so that sources are not held up.</summary>
/// <param name="Next">Where the next slice begins; null when all has been looked at.</param>
/// <param name="Items">Ciphertexts read back and compared with their SHA-256.</param>
/// <param name="Octets">Their length, together.</param>
/// <param name="Damaged">Those that are not what they were.</param>
public sealed record ScanAnswer(int? Next, int Items, long Octets, ScanDamaged[] Damaged);
