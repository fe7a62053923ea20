using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>A freshly made key of the profile, in its three armored files.</summary>
/// <param name="Primary">The primary key's fingerprint.</param>
/// <param name="Public">The certificate, as <see cref="Certificate"/> reads it.</param>
/// <param name="Secret">The secret key, protected by the passphrase.</param>
/// <param name="Revocation">A revocation to import into gpg or sq should the secret key be lost; to be kept on paper.</param>
public sealed record NewKey(Fingerprint Primary, string Public, string Secret, string Revocation)
{
    /// <summary>Makes a primary key that certifies and signs and, for those who read submissions, one encryption subkey.</summary>
    /// <param name="userId">A name; never an address that tells where a person can be found.</param>
    /// <param name="withSubkey">True for reviewers; operators and roots only sign.</param>
    /// <param name="now">Its day, at 00:00 UTC, is the creation time.</param>
    /// <param name="subkeyExpires">First day on which the subkey no longer holds; null for no end of its own.</param>
    /// <param name="passphrase">Not empty. The caller wipes it.</param>
    /// <param name="random">Where secrets come from.</param>
    public static NewKey Make(
        string userId, bool withSubkey, DateTimeOffset now, DateOnly? subkeyExpires, ReadOnlySpan<char> passphrase, SecureRandom random)
    {
        if (passphrase.IsEmpty) throw new ArgumentException("A secret key needs a passphrase.", nameof(passphrase));
        var day = Days.Start(now);
        var secret = new Ed25519PrivateKeyParameters(random);
        var primary = new PgpPublicKey(PublicKeyAlgorithmTag.EdDsa_Legacy, secret.GeneratePublicKey(), day);
        var signer = new PgpPrivateKey(primary.KeyId, primary.PublicKeyPacket, secret);
        var protection = new SecretKeyProtection(passphrase, random);

        var certification = Generator(PgpSignature.PositiveCertification, signer, CertificateProfile.UserIdBinding(primary, day))
            .GenerateCertification(userId, primary);
        using var open = new MemoryStream();
        using var closed = new MemoryStream();
        PgpPublicKey.AddCertification(primary, userId, certification).Encode(open);
        closed.Write(protection.Protect(primary.PublicKeyPacket, secret.GetEncoded(), isSubkey: false).GetEncoded());
        closed.Write(new UserIdPacket(userId).GetEncoded());
        certification.Encode(closed);

        if (withSubkey)
        {
            var end = subkeyExpires is { } last ? Days.Start(last).UtcDateTime : (DateTime?)null;
            var subkey = NewSubkey.Make(primary, signer, day, end, protection, random);
            open.Write(subkey.Public);
            closed.Write(subkey.Secret);
        }

        var revocation = Generator(PgpSignature.KeyRevocation, signer, CertificateProfile.Revocation(primary, day)).GenerateCertification(primary);
        return new NewKey(
            Certificate.FingerprintOf(primary), Armor.Write(CertificateJudge.PublicBlock, open.ToArray()),
            Armor.Write(SecretKeyBlock.PrivateBlock, closed.ToArray()), Armor.Write(CertificateJudge.PublicBlock, revocation.GetEncoded()));
    }

    internal static PgpSignatureGenerator Generator(int type, PgpPrivateKey signer, PgpSignatureSubpacketVector signed)
    {
        var generator = new PgpSignatureGenerator(PublicKeyAlgorithmTag.EdDsa_Legacy, HashAlgorithmTag.Sha512);
        generator.InitSign(type, signer);
        generator.SetHashedSubpackets(signed);
        return generator;
    }

    public override string ToString() => nameof(NewKey);
}
