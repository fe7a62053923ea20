using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>Takes an armored certificate apart and judges the profile's rules in the order of <see cref="CertificateRefusal"/>.</summary>
internal static class CertificateJudge
{
    public const string PublicBlock = "PGP PUBLIC KEY BLOCK";
    private const int MaximumUserIdOctets = 200;

    public static bool TryJudge(
        ReadOnlySpan<char> armored, DateTimeOffset now, [NotNullWhen(true)] out Certificate? certificate, out CertificateRefusal refusal)
    {
        certificate = null;
        refusal = armored.Contains("BEGIN PGP PRIVATE KEY BLOCK", StringComparison.Ordinal) ? CertificateRefusal.SecretMaterial
            : !Armor.TryRead(armored, PublicBlock, out var octets) ? CertificateRefusal.ArmorNotCanonical
            : CertificateLayout.Judge(octets) is not CertificateRefusal.None and var layout ? layout
            : !Foreign.TryRead(() => Judge(octets, now), out var verdict) ? CertificateRefusal.Malformed
            : Accept(verdict, armored.ToString(), out certificate);
        return refusal == CertificateRefusal.None && certificate is not null;
    }

    private static CertificateRefusal Accept(Verdict verdict, string armored, out Certificate? certificate)
    {
        certificate = verdict.Refusal == CertificateRefusal.None && verdict.Packets is { } packets
            ? new Certificate(packets, verdict.UserId, verdict.Expires, verdict.Subkeys, armored)
            : null;
        return verdict.Refusal;
    }

    private static Verdict Judge(byte[] octets, DateTimeOffset now)
    {
        var packets = new PgpPublicKeyRing(octets);
        if (!packets.GetEncoded().AsSpan().SequenceEqual(octets)) return CertificateRefusal.Malformed;
        var primary = packets.GetPublicKey();
        if (!KeyMaterialJudge.IsPrimary(primary)) return CertificateRefusal.AlgorithmOutsideProfile;
        var rawUserId = primary.GetRawUserIds().Single();
        if (!TryReadUserId(rawUserId, out var userId)) return CertificateRefusal.Malformed;

        var self = primary.GetSignaturesForId(userId).Single();
        if (SelfSignatureJudge.JudgeUserIdBinding(self, primary) is not CertificateRefusal.None and var refusal) return refusal;
        self.InitVerify(primary);
        if (!self.VerifyCertification(userId, primary) || !HashPrefix.Agrees(self, HashPrefix.Framed(primary), HashPrefix.Framed(rawUserId)))
            return CertificateRefusal.SignatureWrong;

        var subkeys = new List<EncryptionSubkey>();
        foreach (var subkey in packets.GetPublicKeys().Skip(1))
        {
            var binding = subkey.GetSignatures().Single();
            if (!KeyMaterialJudge.IsEncryptionSubkey(subkey)) return CertificateRefusal.AlgorithmOutsideProfile;
            if (SelfSignatureJudge.JudgeSubkeyBinding(binding, primary) is not CertificateRefusal.None and var unbound) return unbound;
            binding.InitVerify(primary);
            if (!binding.VerifyCertification(primary, subkey) || !HashPrefix.Agrees(binding, HashPrefix.Framed(primary), HashPrefix.Framed(subkey)))
                return CertificateRefusal.SignatureWrong;
            subkeys.Add(new(Certificate.FingerprintOf(subkey), Created(subkey), Expires(subkey, binding)));
        }
        if (subkeys.DistinctBy(subkey => subkey.Fingerprint).Count() != subkeys.Count) return CertificateRefusal.Unbound;

        var expires = Expires(primary, self);
        if (Created(primary) > now) return CertificateRefusal.NotYetValid;
        return expires <= now ? CertificateRefusal.Expired : new Verdict(CertificateRefusal.None, packets, userId, expires, subkeys);
    }

    private static DateTimeOffset Created(PgpPublicKey key) => new(DateTime.SpecifyKind(key.CreationTime, DateTimeKind.Utc));

    /// <summary>Key expiration counts from the key's own creation; zero or absent means never. Source: RFC 9580 §5.2.3.13.</summary>
    private static DateTimeOffset? Expires(PgpPublicKey key, PgpSignature self) =>
        self.GetHashedSubPackets().GetKeyExpirationTime() is > 0 and var seconds ? Created(key).AddSeconds(seconds) : null;

    /// <summary>It is shown to people: nothing in it may steer a terminal or turn a line around.</summary>
    private static bool TryReadUserId(byte[] octets, out string userId)
    {
        userId = "";
        if (octets.Length is 0 or > MaximumUserIdOctets || !System.Text.Unicode.Utf8.IsValid(octets)) return false;
        userId = Encoding.UTF8.GetString(octets);
        return userId.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
    }

    private sealed record Verdict(
        CertificateRefusal Refusal, PgpPublicKeyRing? Packets, string UserId, DateTimeOffset? Expires, IReadOnlyList<EncryptionSubkey> Subkeys)
    {
        public static implicit operator Verdict(CertificateRefusal refusal) => new(refusal, null, "", null, []);
    }
}
