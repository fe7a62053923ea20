using SecureDrop.Formats;

namespace SecureDrop.Certificates;

/// <summary>Which certificate of a keyring is refused, and why.</summary>
/// <param name="Primary">The primary key at whose place it stands.</param>
/// <param name="Refusal">The first rule that failed.</param>
public sealed record RefusedCertificate(Fingerprint Primary, CertificateRefusal Refusal);
