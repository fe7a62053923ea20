namespace SecureDrop.Formats.Control;

/// <summary>What the operator says about the files that the gateway serves.</summary>
/// <param name="HashList">Of the files that the operator's program made itself; the gateway must have made the same.</param>
/// <param name="Signer">Primary fingerprint of the operator who signed.</param>
/// <param name="Signature">Detached and armored, over the offline kit.</param>
public sealed record KitSignature(string HashList, string Signer, string Signature);
