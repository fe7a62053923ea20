namespace SecureDrop.Reviewer.Cases;

/// <summary>One part that came.</summary>
/// <param name="Version">The version it belongs to, from 1.</param>
/// <param name="Number">From 1 to the version's count.</param>
/// <param name="Content">Hash of its plaintext (<see cref="Hashing.ContentHash"/>): the same content twice is one part.</param>
/// <param name="Octets">Of its plaintext.</param>
/// <param name="Ciphertext">Relative to the case's folder.</param>
/// <param name="Sealed">SHA-256 of the ciphertext that lies there, as it was when it came.</param>
internal sealed record CasePart(int Version, int Number, string Content, long Octets, string Ciphertext, string Sealed);
