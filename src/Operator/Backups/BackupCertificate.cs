using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Backups;

/// <summary>The certificate that backups are sealed to, judged as strictly as the keyring's. Its secret key is kept offline, and comes to a gateway's host only to restore.</summary>
internal static class BackupCertificate
{
    /// <summary>That of keys-example/, whose secret key is public.</summary>
    private const string Example = "7E8AC3FC679D719CE9D4B0C4DFFA149E5096410B";

    /// <param name="file">One armored certificate with an encryption subkey.</param>
    /// <param name="keyring">In which it must not be listed: a reviewer's secret key must never come to this machine.</param>
    /// <param name="development">Whether the example may be used.</param>
    /// <param name="now">Its validity.</param>
    public static Certificate Read(string file, Keyring keyring, bool development, DateTimeOffset now)
    {
        if (!Certificate.TryRead(NamedFile.ReadText(file), now, out var certificate, out var refusal))
            throw BackupTroubles.CertificateUnusable(file, $"it is no certificate of the profile ({KeyringWords.Code(refusal)})");
        if (keyring.Certificates.Any(listed => listed.Primary == certificate.Primary))
            throw BackupTroubles.CertificateUnusable(file, "the keyring lists it, and the secret key of a reviewer, an operator or the root never opens a backup here (certificate_listed)");
        if (!development && $"{certificate.Primary}" == Example)
            throw BackupTroubles.CertificateUnusable(file, "it is the example's, whose secret key is public (example_certificates)");
        return certificate;
    }
}
