namespace SecureDrop.Certificates;

/// <summary>
/// The packets of a certificate as they lie in its octets, before any of them is understood: a primary key, its self-signed user
/// ID, then subkeys each with one binding signature. Old packet headers with definite lengths only, as gpg and BouncyCastle write
/// them: one certificate has one serial form. Source: RFC 9580 §4.2.2, §10.1.
/// </summary>
internal static class CertificateLayout
{
    /// <summary>Far above what the profile needs (a calendar of some hundred subkeys), far below what would cost memory.</summary>
    public const int MaximumOctets = 128 << 10;

    private const int Signature = 2, SecretKey = 5, PublicKey = 6, SecretSubkey = 7, UserId = 13, PublicSubkey = 14;

    private const byte Ecdh = 18, EdDsaLegacy = 22;
    private const byte KeyRevocation = 0x20, SubkeyRevocation = 0x28, CertificationRevocation = 0x30;

    public static CertificateRefusal Judge(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > MaximumOctets) return CertificateRefusal.Malformed;
        var tags = new List<int>();
        while (octets.Length > 0)
        {
            if (!TryTakePacket(ref octets, out var tag, out var body)) return CertificateRefusal.Malformed;
            // Anywhere, even where a parser would stop and not look: secret material is never handed on.
            if (tag is SecretKey or SecretSubkey) return CertificateRefusal.SecretMaterial;
            if (tag is Signature && body is [4, KeyRevocation or SubkeyRevocation or CertificationRevocation, ..]) return CertificateRefusal.Revoked;
            // Asked of the octets, since BouncyCastle does not read every algorithm that must be refused by name.
            if (tag is PublicKey && !IsVersion4(body, EdDsaLegacy) || tag is PublicSubkey && !IsVersion4(body, Ecdh))
                return CertificateRefusal.AlgorithmOutsideProfile;
            tags.Add(tag);
        }
        if (tags.Count == 0 || tags[0] != PublicKey) return CertificateRefusal.Malformed;
        if (tags.Count < 3 || tags[1] != UserId || tags[2] != Signature) return CertificateRefusal.Unbound;
        for (var i = 3; i < tags.Count; i += 2)
            if (i + 1 == tags.Count || tags[i] != PublicSubkey || tags[i + 1] != Signature) return CertificateRefusal.Unbound;
        return CertificateRefusal.None;
    }

    /// <summary>Version, creation time in four octets, algorithm. Source: RFC 9580 §5.5.2.2.</summary>
    private static bool IsVersion4(ReadOnlySpan<byte> key, byte algorithm) => key.Length > 6 && key[0] == 4 && key[5] == algorithm;

    private static bool TryTakePacket(ref ReadOnlySpan<byte> octets, out int tag, out ReadOnlySpan<byte> body)
    {
        body = default;
        tag = (octets[0] >> 2) & 0x0F;
        if ((octets[0] & 0xC0) != 0x80) return false;
        var lengthOctets = (octets[0] & 3) switch { 0 => 1, 1 => 2, 2 => 4, _ => 0 };
        if (lengthOctets == 0 || octets.Length < 1 + lengthOctets) return false;
        long length = 0;
        foreach (var octet in octets.Slice(1, lengthOctets)) length = length << 8 | octet;
        if (length > octets.Length - 1 - lengthOctets) return false;
        body = octets.Slice(1 + lengthOctets, (int)length);
        octets = octets[(1 + lengthOctets + (int)length)..];
        return true;
    }
}
