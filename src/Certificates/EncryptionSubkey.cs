using SecureDrop.Formats;

namespace SecureDrop.Certificates;

/// <summary>A Curve25519 ECDH subkey that the primary key has bound for encryption.</summary>
/// <param name="Fingerprint">Its own fingerprint, not the primary key's.</param>
/// <param name="Created">May lie in the future: a calendar of subkeys is made ahead.</param>
/// <param name="Expires">The first instant at which it no longer holds; null when it has no end of its own.</param>
public sealed record EncryptionSubkey(Fingerprint Fingerprint, DateTimeOffset Created, DateTimeOffset? Expires);
