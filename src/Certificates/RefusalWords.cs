using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Certificates;

/// <summary>What refusals are called when people are told: each reads on after "refused: ", in one place for every door.</summary>
public static class RefusalWords
{
    public static string Words(this KeyringRefusal refusal) => refusal switch
    {
        KeyringRefusal.FormatNewer => $"it has a newer keyring format than {Keyring.Version.Known}, which this program reads: this needs a newer SecureDrop.Net ({NewerFormat.Code})",
        KeyringRefusal.IsCertificate => "it is a certificate, not a keyring",
        KeyringRefusal.NotCanonical => "it is not written in the one form a keyring has",
        KeyringRefusal.WrongRoot => "it names another root than the one trusted here",
        KeyringRefusal.CertificateRefused => "a certificate in it does not keep to the profile",
        KeyringRefusal.SignatureWrong => "the root's signature does not verify",
        KeyringRefusal.LinesDisagree => "its lines and its certificates do not name the same keys",
        KeyringRefusal.TooManyReviewers => $"on some day it has more than {Formats.OpenPgp.Profile.MaximumRecipients} reviewers to seal to",
        KeyringRefusal.EpochLower => "its epoch is lower than one already seen",
        KeyringRefusal.Fork => "another keyring of the same epoch was already seen",
        KeyringRefusal.ChainGap => "a keyring between it and the one before is missing",
        KeyringRefusal.PreviousHashWrong => "it does not follow from the keyring before it",
        KeyringRefusal.Expired => "its expiry day has passed",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    /// <summary>The same with the certificate that is refused inside, when there is one.</summary>
    public static string Words(this KeyringRefusal refusal, RefusedCertificate? certificate) =>
        refusal.Words() + (certificate is null ? "" : $" ({certificate.Primary.Grouped()}: {certificate.Refusal.Words()})");

    /// <summary>The same with the version, which only the keyring itself tells.</summary>
    public static string Words(this KeyringRefusal refusal, RefusedCertificate? certificate, ReadOnlySpan<byte> frame) =>
        refusal == KeyringRefusal.FormatNewer && Keyring.Version.NewerInFrame(frame) is { } newer ? $"{newer}" : refusal.Words(certificate);

    public static string Words(this CertificateRefusal refusal) => refusal switch
    {
        CertificateRefusal.ArmorNotCanonical => "its armor is not in the one form this project writes",
        CertificateRefusal.SecretMaterial => "it holds a secret key, which must never be handed on",
        CertificateRefusal.Malformed => "it is not a certificate in OpenPGP's grammar",
        CertificateRefusal.Revoked => "it carries a revocation",
        CertificateRefusal.AlgorithmOutsideProfile => "its keys are not version 4 on Curve25519",
        CertificateRefusal.Unbound => "it holds something that its primary key does not bind",
        CertificateRefusal.WeakHash => "a self-signature is made with a weak hash",
        CertificateRefusal.SignatureWrong => "a self-signature does not verify",
        CertificateRefusal.SubpacketsOutsideProfile => "a self-signature says more or less than the profile allows",
        CertificateRefusal.CapabilityWrong => "its key flags are not those of the profile",
        CertificateRefusal.FeaturesOutsideProfile => "its features are not exactly those of the profile",
        CertificateRefusal.PreferencesOutsideProfile => "its preferences are not those of the profile",
        CertificateRefusal.NotYetValid => "it was made later than today's date",
        CertificateRefusal.Expired => "its primary key has expired",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    public static string Words(this SecretKeyRefusal refusal) => refusal switch
    {
        SecretKeyRefusal.Malformed => "it is not one armored secret key of the kind that keygen makes",
        SecretKeyRefusal.PrimaryMissing => "the secret primary key is not in it",
        SecretKeyRefusal.WrongPassphrase => "the passphrase is wrong",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
