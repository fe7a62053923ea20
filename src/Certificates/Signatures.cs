using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Certificates;

/// <summary>
/// Verifies signatures by a certificate's primary key, in the one form that <see cref="SigningKey"/> writes: version 4, EdDSALegacy,
/// SHA-512, dated 00:00 UTC of a day, nothing in the unsigned area. Source: RFC 9580 §5.2.3.
/// </summary>
public static class Signatures
{
    public const string SignatureBlock = "PGP SIGNATURE";

    /// <summary>A signing machine's clock may stand in a time zone further east.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>A clear-signed text (signature type 0x01).</summary>
    /// <param name="text">The text in its frame.</param>
    /// <param name="certificate">Whose primary key must have signed.</param>
    /// <param name="now">A signature dated more than a day later is void.</param>
    public static bool Verify(SignedText text, Certificate certificate, DateTimeOffset now)
    {
        return HasSigned(text, certificate, out var made) && IsDated(made, certificate, now);
    }

    /// <summary>
    /// The same but for the date: nobody altered the text, yet the signer's clock was wrong, or the reader's is. Proves nothing about today; it is there to
    /// tell people what to mend.
    /// </summary>
    public static bool IsMisdated(SignedText text, Certificate certificate, DateTimeOffset now) =>
        HasSigned(text, certificate, out var made) && !IsDated(made, certificate, now);

    /// <summary>A detached armored signature over the octets as they are (signature type 0x00).</summary>
    public static bool VerifyDetached(ReadOnlySpan<byte> octets, string armoredSignature, Certificate certificate, DateTimeOffset now)
    {
        if (!Armor.TryRead(armoredSignature, SignatureBlock, out var packet)) return false;
        var copy = octets.ToArray();
        var made = default(DateTimeOffset);
        return Foreign.Holds(() => HasSigned(packet, PgpSignature.BinaryDocument, copy, certificate, out made)) && IsDated(made, certificate, now);
    }

    private static bool HasSigned(SignedText text, Certificate certificate, out DateTimeOffset made)
    {
        var octets = SignedText.OctetsToSign(text.Text.Span);
        var date = default(DateTimeOffset);
        var signed = Foreign.Holds(() => HasSigned(text.Signature.ToArray(), PgpSignature.CanonicalTextDocument, octets, certificate, out date));
        made = date;
        return signed;
    }

    private static bool IsDated(DateTimeOffset made, Certificate certificate, DateTimeOffset now) =>
        made <= now + Ahead && made >= certificate.Created && !(made >= certificate.Expires);

    private static bool HasSigned(byte[] packet, int type, byte[] octets, Certificate certificate, out DateTimeOffset made)
    {
        made = default;
        if (new PgpObjectFactory(packet).NextPgpObject() is not PgpSignatureList { Count: 1 } list) return false;
        var signature = list[0];
        made = new DateTimeOffset(DateTime.SpecifyKind(signature.CreationTime, DateTimeKind.Utc));
        if (!signature.GetEncoded().AsSpan().SequenceEqual(packet) || !HasOurForm(signature, type, certificate.PrimaryKey)) return false;
        if (made.TimeOfDay != TimeSpan.Zero) return false;
        signature.InitVerify(certificate.PrimaryKey);
        signature.Update(octets);
        return signature.Verify() && HashPrefix.Agrees(signature, octets);
    }

    private static bool HasOurForm(PgpSignature signature, int type, PgpPublicKey signer) =>
        signature is { Version: 4, KeyAlgorithm: PublicKeyAlgorithmTag.EdDsa_Legacy, HashAlgorithm: HashAlgorithmTag.Sha512 }
        && signature.SignatureType == type
        && signature.GetUnhashedSubPackets().Count == 0
        && signature.GetHashedSubPackets().ToArray().SequenceEqual(CertificateProfile.Text(signer, signature.CreationTime).ToArray());
}
