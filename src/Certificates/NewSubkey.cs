using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace SecureDrop.Certificates;

/// <summary>A freshly made Curve25519 encryption subkey with its binding, as packets behind a certificate and behind a secret key.</summary>
internal sealed record NewSubkey(byte[] Public, byte[] Secret)
{
    /// <param name="primary">The key that binds it.</param>
    /// <param name="signer">The same, opened.</param>
    /// <param name="day">Its creation time, and its binding's: a binding older than its subkey is void for gpg and sq.</param>
    /// <param name="expires">First instant at which it no longer holds; null for no end of its own.</param>
    /// <param name="protection">By the passphrase.</param>
    /// <param name="random">Where the secret comes from.</param>
    public static NewSubkey Make(
        PgpPublicKey primary, PgpPrivateKey signer, DateTime day, DateTime? expires, SecretKeyProtection protection, SecureRandom random)
    {
        var agreement = new X25519PrivateKeyParameters(random);
        var template = new PgpPublicKey(PublicKeyAlgorithmTag.ECDH, agreement.GeneratePublicKey(), day);
        var subkey = new PgpPublicKey(new PublicSubkeyPacket(PublicKeyPacket.Version4, PublicKeyAlgorithmTag.ECDH, day, template.PublicKeyPacket.Key));
        var binding = NewKey.Generator(PgpSignature.SubkeyBinding, signer, CertificateProfile.SubkeyBinding(primary, day, expires))
            .GenerateCertification(primary, subkey);

        // The wire form of a Curve25519 secret is big-endian, unlike everywhere else. Source: RFC 9580 §5.5.5.6.1.1.
        byte[] scalar = [.. agreement.GetEncoded().Reverse()];
        var closed = protection.Protect(subkey.PublicKeyPacket, scalar, isSubkey: true);
        return new NewSubkey(PgpPublicKey.AddCertification(subkey, binding).GetEncoded(), [.. closed.GetEncoded(), .. binding.GetEncoded()]);
    }

    public override string ToString() => nameof(NewSubkey);
}
