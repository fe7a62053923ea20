using System.Diagnostics.CodeAnalysis;
using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>A certificate that a keyring is to name, as a person hands it in.</summary>
internal static class CertificateFile
{
    public static bool TryRead(FileInfo file, DateTimeOffset now, [NotNullWhen(true)] out Certificate? certificate, out Trouble? trouble)
    {
        certificate = null;
        trouble = NamedFile.Trouble(file.FullName);
        if (trouble is not null || Certificate.TryRead(File.ReadAllText(file.FullName), now, out certificate, out var refusal)) return certificate is not null;
        trouble = Trouble.Refused($"{file.Name}: the certificate is refused: {refusal.Words()}", "a keyring takes the NAME.public.asc that keygen writes, or what rotate wrote for its keeper");
        return false;
    }

    /// <summary>Null when such a certificate can have the role.</summary>
    public static Trouble? Misfit(FileInfo file, Certificate certificate, KeyringRole role) => role == KeyringRole.Operator == (certificate.Subkeys.Count == 0)
        ? null
        : Trouble.Refused($"{file.Name}: reviewers' certificates have an encryption subkey, operators' have none", "keygen --role makes the one or the other");
}
