using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>Gathers lines and certificates for a keyring, then has them judged exactly as every reader will.</summary>
internal sealed class KeyringDraft(DateTimeOffset now)
{
    private readonly List<KeyringLine> _lines = [];
    private readonly List<KeyringCertificate> _certificates = [];
    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Null when all of them were taken.</summary>
    public Trouble? Add(KeyringRole role, FileInfo[]? files, DateOnly from, DateOnly until, DateOnly acceptUntil)
    {
        foreach (var file in files ?? [])
        {
            if (!CertificateFile.TryRead(file, now, out var certificate, out var trouble)) return trouble;
            if (CertificateFile.Misfit(file, certificate, role) is { } misfit) return misfit;
            if (_certificates.Any(known => known.Primary == certificate.Primary))
                return Trouble.Refused($"{file.Name}: this certificate is named twice", "name each certificate once, in one role: a holder is a reviewer already");
            _certificates.Add(new(certificate.Primary, certificate.Armored));
            if (role == KeyringRole.Operator) _lines.Add(KeyringLine.Signing(certificate.Primary, from, until));
            foreach (var subkey in certificate.Subkeys)
                _lines.Add(KeyringLine.Sealing(role, certificate.Primary, subkey.Fingerprint, from, until, acceptUntil));
        }
        return null;
    }

    /// <summary>A keyring that every reader would take and that would still bring the work to a stand. Null when this is none.</summary>
    public Trouble? Useless()
    {
        if (!_lines.Any(line => line.Role == KeyringRole.Holder))
            return Trouble.Refused("no_holder: no holder is named, so nothing could ever be purged without force", "name at least one reviewer as --holder FILE");
        return _lines.Any(line => line.Role != KeyringRole.Operator && line.Until >= _today)
            ? null
            : Trouble.Refused("nobody_to_seal_to: the last day to seal has passed, so no source could seal to anybody", "give a later --seal-until");
    }

    public TrustedKeyring? Sign(SigningKey root, int epoch, FileInfo? previous, DateOnly expires, IEnumerable<string> addresses, out Trouble? trouble)
    {
        trouble = Trouble.Refused("the root's own certificate is named among the others", "the root only signs keyrings: holders, reviewers and operators have keys of their own");
        if (_certificates.Any(known => known.Primary == root.Primary)) return null;
        Pin? before = null;
        if (previous is not null)
        {
            trouble = NamedFile.Trouble(previous.FullName);
            if (trouble is not null) return null;
            if (!VerifiedKeyring.TryOpen(File.ReadAllBytes(previous.FullName), root.Primary, pin: null, DateOnly.MinValue, out var old, out var why))
            {
                trouble = Trouble.Refused($"{previous.Name}: {why.Words()}", "--previous takes the signed keyring before this one, of the same root");
                return null;
            }
            before = old.Pin;
        }
        return SignedKeyring.Make(
            root, now, before, epoch, expires, addresses, _lines, [new(root.Primary, root.PrimaryCertificate), .. _certificates], out trouble);
    }
}
