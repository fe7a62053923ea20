namespace SecureDrop.Storage;

/// <summary>What a slice of a scan has found.</summary>
/// <param name="Next">Where the next slice begins; null when all has been looked at.</param>
/// <param name="Items">Ciphertexts looked at.</param>
/// <param name="Octets">Their length, together.</param>
/// <param name="Damaged">Those that are not what they were.</param>
public sealed record Scanned(int? Next, int Items, long Octets, IReadOnlyList<ScanFault> Damaged);
