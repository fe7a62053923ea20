using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>An armored private key block: opens its primary key. Source: RFC 9580 §5.5.3, §10.2.</summary>
internal static class SecretKeyBlock
{
    public const string PrivateBlock = "PGP PRIVATE KEY BLOCK";

    public static bool TryOpen(
        string armored, ReadOnlySpan<char> passphrase, [NotNullWhen(true)] out SigningKey? key, out SecretKeyRefusal refusal)
    {
        key = null;
        refusal = SecretKeyRefusal.Malformed;
        if (!Armor.TryRead(armored, PrivateBlock, out var octets)) return false;
        if (!Foreign.TryRead(() => new PgpSecretKeyRing(octets).GetSecretKey(), out var primary)) return false;
        if (!Foreign.Holds(() => primary.IsMasterKey && KeyMaterialJudge.IsPrimary(primary.PublicKey))) return false;

        refusal = SecretKeyRefusal.PrimaryMissing;
        if (primary.IsPrivateKeyEmpty || primary.S2k?.Type == S2k.GnuDummyS2K) return false;

        refusal = SecretKeyRefusal.WrongPassphrase;
        var characters = passphrase.ToArray();
        try
        {
            if (!Foreign.TryRead(() => primary.ExtractPrivateKeyUtf8(characters).Key as Ed25519PrivateKeyParameters, out var secret)) return false;
            refusal = SecretKeyRefusal.Malformed;
            if (secret is null || !BelongsTogether(secret, primary.PublicKey)) return false;
            key = new SigningKey(secret, primary.PublicKey);
            refusal = SecretKeyRefusal.None;
            return true;
        }
        finally
        {
            Array.Clear(characters);
        }
    }

    /// <summary>Signing under an exchanged public part gives the secret key away: the public packet is not protected by the passphrase.</summary>
    private static bool BelongsTogether(Ed25519PrivateKeyParameters secret, PgpPublicKey primary) =>
        primary.GetKey() is Ed25519PublicKeyParameters point && point.GetEncoded().AsSpan().SequenceEqual(secret.GeneratePublicKey().GetEncoded());
}
