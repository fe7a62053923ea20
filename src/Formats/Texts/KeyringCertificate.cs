namespace SecureDrop.Formats.Texts;

/// <summary>A certificate as it stands in a keyring. That it really has this fingerprint is for Certificates to check.</summary>
/// <param name="Primary">The primary at whose place it stands.</param>
/// <param name="Armored">Canonical armor with its final newline.</param>
public sealed record KeyringCertificate(Fingerprint Primary, string Armored);
