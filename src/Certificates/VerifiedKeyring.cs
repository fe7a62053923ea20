using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Certificates;

/// <summary>
/// Turns a keyring file into a <see cref="TrustedKeyring"/>. The root's certificate travels inside; trust comes only from its fingerprint, which
/// the caller has from a person or a pin.
/// </summary>
public static class VerifiedKeyring
{
    /// <summary>Judges one keyring.</summary>
    /// <param name="frame">The file, whole.</param>
    /// <param name="root">The trusted root.</param>
    /// <param name="pin">What was seen before, or null at first trust.</param>
    /// <param name="today">Rules expiry only. Certificates are judged by the day of issue; from then on the lines rule.</param>
    /// <param name="keyring">The keyring when trusted.</param>
    /// <param name="refusal">The first rule that failed.</param>
    public static bool TryOpen(
        ReadOnlySpan<byte> frame, Fingerprint root, Pin? pin, DateOnly today,
        [NotNullWhen(true)] out TrustedKeyring? keyring, out KeyringRefusal refusal) =>
        TryOpen(frame, root, pin, today, out keyring, out refusal, out _);

    /// <summary>The same, and says which certificate is refused when the refusal is <see cref="KeyringRefusal.CertificateRefused"/>.</summary>
    public static bool TryOpen(
        ReadOnlySpan<byte> frame, Fingerprint root, Pin? pin, DateOnly today,
        [NotNullWhen(true)] out TrustedKeyring? keyring, out KeyringRefusal refusal, out RefusedCertificate? refused)
    {
        keyring = null;
        if (!TryRead(frame, root, out var trusted, out refusal, out refused)) return false;
        refusal = pin is not null && pin.Root != root ? KeyringRefusal.WrongRoot
            : pin is not null ? Follow(pin, trusted.Lines)
            : KeyringRefusal.None;
        if (refusal == KeyringRefusal.None && trusted.Lines.IsExpired(today)) refusal = KeyringRefusal.Expired;
        if (refusal == KeyringRefusal.None) keyring = trusted;
        return keyring is not null;
    }

    /// <summary>Judges keyrings that follow each other, the oldest first, and gives the last. Only the last must not have expired.</summary>
    public static bool TryOpenChain(
        IReadOnlyList<byte[]> frames, Fingerprint root, Pin? pin, DateOnly today,
        [NotNullWhen(true)] out TrustedKeyring? keyring, out KeyringRefusal refusal, out RefusedCertificate? refused)
    {
        (keyring, refused, refusal) = (null, null, KeyringRefusal.NotCanonical);
        if (frames.Count == 0) return false;
        foreach (var frame in frames.SkipLast(1))
        {
            if (!TryOpen(frame, root, pin, DateOnly.MinValue, out var link, out refusal, out refused)) return false;
            if (pin is not null && frame != frames[0] && Gap(pin, link.Lines) is not KeyringRefusal.None and var gap)
            {
                refusal = gap;
                return false;
            }
            pin = link.Pin;
        }
        if (!TryOpen(frames[^1], root, pin, today, out var last, out refusal, out refused)) return false;
        if (frames.Count > 1 && pin is not null) refusal = Gap(pin, last.Lines);
        if (refusal == KeyringRefusal.None) keyring = last;
        return keyring is not null;
    }

    private static bool TryRead(
        ReadOnlySpan<byte> frame, Fingerprint root,
        [NotNullWhen(true)] out TrustedKeyring? keyring, out KeyringRefusal refusal, out RefusedCertificate? refused)
    {
        (keyring, refused, refusal) = (null, null, frame.StartsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----"u8) ? KeyringRefusal.IsCertificate : KeyringRefusal.NotCanonical);
        if (Keyring.Version.NewerInFrame(frame) is not null)
        {
            refusal = KeyringRefusal.FormatNewer;
            return false;
        }

        if (!SignedText.TryRead(frame, out var text, out _) || !Keyring.TryRead(text.Text.Span, out var lines, out _)) return false;
        refusal = KeyringRefusal.WrongRoot;
        if (lines.Root != root) return false;

        var issued = Days.Start(lines.Issued);
        var certificates = new List<Certificate>();
        foreach (var entry in lines.Certificates)
        {
            refusal = KeyringRefusal.CertificateRefused;
            if (!Certificate.TryRead(entry.Armored, issued, out var certificate, out var why))
            {
                refused = new(entry.Primary, why);
                return false;
            }
            refusal = KeyringRefusal.LinesDisagree;
            if (certificate.Primary != entry.Primary) return false;
            certificates.Add(certificate);
            // The root's certificate stands first: nothing of what the root has not signed is judged further.
            refusal = KeyringRefusal.SignatureWrong;
            if (certificates.Count == 1 && (certificate.Primary != root || !Signatures.Verify(text, certificate, issued))) return false;
        }
        refusal = certificates.Count > 0 && KeyringAgreement.Holds(lines, certificates) ? KeyringRefusal.None : KeyringRefusal.LinesDisagree;
        if (refusal == KeyringRefusal.None && KeyringAgreement.IsCrowded(lines)) refusal = KeyringRefusal.TooManyReviewers;
        if (refusal == KeyringRefusal.None) keyring = new TrustedKeyring(text, lines, certificates);
        return keyring is not null;
    }

    /// <summary>Any higher epoch is taken, so that whoever missed some is not locked out; the very next one must name what was seen.</summary>
    private static KeyringRefusal Follow(Pin pin, Keyring lines) =>
        lines.Epoch < pin.Epoch ? KeyringRefusal.EpochLower
        : lines.Epoch == pin.Epoch ? lines.Hash == pin.Hash ? KeyringRefusal.None : KeyringRefusal.Fork
        : lines.Epoch == pin.Epoch + 1 && lines.Previous != pin.Hash ? KeyringRefusal.PreviousHashWrong
        : KeyringRefusal.None;

    private static KeyringRefusal Gap(Pin before, Keyring lines) =>
        lines.Epoch == before.Epoch + 1 ? KeyringRefusal.None : KeyringRefusal.ChainGap;
}
