using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests;

/// <summary>A secret key behind a passphrase that opens fast: it is slow on purpose, and what tests do not test should not slow them.</summary>
internal static class QuickKey
{
    /// <param name="secret">Armored, as the programs write it.</param>
    /// <param name="passphrase">Before and after.</param>
    public static string Of(string secret, string passphrase)
    {
        using var octets = new MemoryStream(Encoding.ASCII.GetBytes(secret));
        using var binary = new ArmoredInputStream(octets);
        var ring = PgpSecretKeyRing.CopyWithNewPassword(
            new PgpSecretKeyRing(binary), passphrase.ToCharArray(), passphrase.ToCharArray(), SymmetricKeyAlgorithmTag.Aes256, new SecureRandom());
        return Armor.Write("PGP PRIVATE KEY BLOCK", ring.GetEncoded());
    }
}
