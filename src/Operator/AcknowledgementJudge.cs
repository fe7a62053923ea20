using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator;

/// <summary>
/// Judges what came back across the gap. Whether ledger, bundle and head are the gateway's own, only the gateway can tell.
/// </summary>
internal static class AcknowledgementJudge
{
    /// <param name="octets">The file, whole.</param>
    /// <param name="keyring">Verified; its lines say who is a live reviewer.</param>
    /// <param name="now">Its day is the day judged by.</param>
    /// <param name="acknowledgement">What it says, when it counts, or is only misdated.</param>
    /// <param name="signer">Whose certificate verifies it, when one does.</param>
    /// <param name="fault">What is wrong with the text, when that is what is wrong.</param>
    public static AcknowledgementRefusal Judge(
        ReadOnlySpan<byte> octets, TrustedKeyring keyring, DateTimeOffset now,
        out Acknowledgement? acknowledgement, out Fingerprint? signer, out TextRefusal? fault)
    {
        (acknowledgement, signer) = (null, null);
        if (Acknowledgement.Version.NewerInFrame(octets) is { } newer)
        {
            fault = new(TextFault.FormatNewer, 0, newer);
            return AcknowledgementRefusal.FormatNewer;
        }

        if (!SignedText.TryRead(octets, out var signed, out fault)) return AcknowledgementRefusal.FrameNotCanonical;

        // A signature names its signer only as a hint; who signed is whose certificate verifies it.
        var held = keyring.Lines.Certificates.Select(held => keyring.Find(held.Primary)).OfType<Certificate>().ToList();
        var certificate = held.FirstOrDefault(held => Signatures.Verify(signed, held, now));
        if (certificate is null)
        {
            signer = held.FirstOrDefault(held => Signatures.IsMisdated(signed, held, now))?.Primary;
            return signer is null || !Acknowledgement.TryRead(signed.Text.Span, out acknowledgement, out fault)
                ? AcknowledgementRefusal.SignatureWrong : AcknowledgementRefusal.SignatureMisdated;
        }

        var primary = certificate.Primary;
        signer = primary;
        var reviewer = keyring.Lines.Keys.Any(line => line.Primary == primary && line.Role is KeyringRole.Holder or KeyringRole.Reviewer);
        if (!reviewer) return AcknowledgementRefusal.SignerNotReviewer;
        if (!keyring.Lines.IsLiveReviewer(primary, DateOnly.FromDateTime(now.UtcDateTime))) return AcknowledgementRefusal.SignerRetired;

        return Acknowledgement.TryRead(signed.Text.Span, out acknowledgement, out fault)
            ? AcknowledgementRefusal.None
            : AcknowledgementRefusal.TextNotCanonical;
    }
}
