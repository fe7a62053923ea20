namespace SecureDrop.Certificates;

/// <summary>Verifies signatures by a certificate's primary key. SHA-512 only.</summary>
public static class Signatures
{
    /// <summary>A detached armored signature over the octets as they are.</summary>
    public static bool VerifyDetached(ReadOnlySpan<byte> octets, string armoredSignature, Certificate certificate, DateTimeOffset now) =>
        throw new NotImplementedException($"{octets.Length}{armoredSignature}{certificate}{now}");
}
