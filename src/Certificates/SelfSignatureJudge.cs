using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>Judges one self-signature of a primary key: its hash, its subpackets, what it allows.</summary>
internal static class SelfSignatureJudge
{
    private static readonly SignatureSubpacketTag[] Known =
    [
        SignatureSubpacketTag.CreationTime, SignatureSubpacketTag.KeyExpireTime, SignatureSubpacketTag.IssuerFingerprint,
        SignatureSubpacketTag.IssuerKeyId, SignatureSubpacketTag.KeyFlags, SignatureSubpacketTag.Features,
        SignatureSubpacketTag.PreferredSymmetricAlgorithms, SignatureSubpacketTag.PreferredHashAlgorithms,
        SignatureSubpacketTag.PreferredCompressionAlgorithms,
    ];

    /// <summary>The self-signature over the user ID: certify and sign, and the preferences that rule what others seal with.</summary>
    public static CertificateRefusal JudgeUserIdBinding(PgpSignature signature, PgpPublicKey primary)
    {
        if (Common(signature, PgpSignature.PositiveCertification, primary) is not CertificateRefusal.None and var refusal) return refusal;
        var signed = signature.GetHashedSubPackets();
        if (signed.GetKeyFlags() != CertificateProfile.CertifyAndSign) return CertificateRefusal.CapabilityWrong;
        if (signed.GetSubpacket(SignatureSubpacketTag.Features)?.GetData() is not [CertificateProfile.FeatureSeipdVersion1])
            return CertificateRefusal.FeaturesOutsideProfile;
        return Same(signed.GetPreferredSymmetricAlgorithms(), CertificateProfile.Symmetric)
            && Same(signed.GetPreferredHashAlgorithms(), CertificateProfile.Hash)
            && Same(signed.GetPreferredCompressionAlgorithms(), CertificateProfile.Compression)
            ? CertificateRefusal.None
            : CertificateRefusal.PreferencesOutsideProfile;
    }

    /// <summary>A subkey's binding: encrypt and nothing else. A signing subkey would need a signature back, and is refused here.</summary>
    public static CertificateRefusal JudgeSubkeyBinding(PgpSignature signature, PgpPublicKey primary)
    {
        if (Common(signature, PgpSignature.SubkeyBinding, primary) is not CertificateRefusal.None and var refusal) return refusal;
        return signature.GetHashedSubPackets().GetKeyFlags() == CertificateProfile.Encrypt ? CertificateRefusal.None : CertificateRefusal.CapabilityWrong;
    }

    private static CertificateRefusal Common(PgpSignature signature, int type, PgpPublicKey primary)
    {
        if (signature.SignatureType != type || signature.KeyId != primary.KeyId) return CertificateRefusal.Unbound;
        if (signature.Version != 4 || signature.KeyAlgorithm != PublicKeyAlgorithmTag.EdDsa_Legacy) return CertificateRefusal.AlgorithmOutsideProfile;
        if (signature.HashAlgorithm is not (HashAlgorithmTag.Sha256 or HashAlgorithmTag.Sha384 or HashAlgorithmTag.Sha512))
            return CertificateRefusal.WeakHash;
        return SubpacketsKnown(signature, primary) ? CertificateRefusal.None : CertificateRefusal.SubpacketsOutsideProfile;
    }

    /// <summary>Known types only, each at most once; unsigned nothing but the issuer's key ID, which gpg puts there.</summary>
    private static bool SubpacketsKnown(PgpSignature signature, PgpPublicKey primary)
    {
        var signed = signature.GetHashedSubPackets();
        var tags = signed.ToArray().Select(subpacket => subpacket.SubpacketType).ToArray();
        if (tags.Except(Known).Any() || tags.Distinct().Count() != tags.Length || !signed.HasSignatureCreationTime()) return false;
        if (signed.GetIssuerFingerprint() is not { KeyVersion: 4 } issuer || !issuer.GetFingerprint().AsSpan().SequenceEqual(primary.GetFingerprint()))
            return false;
        var unsigned = signature.GetUnhashedSubPackets();
        return unsigned.Count == 0 || unsigned.Count == 1 && unsigned.GetIssuerKeyId() == primary.KeyId;
    }

    private static bool Same(int[]? said, int[] wanted) => said is not null && said.AsSpan().SequenceEqual(wanted);
}
