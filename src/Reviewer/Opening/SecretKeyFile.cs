using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Opening;

/// <summary>One armored secret key as `keygen` or gpg wrote it, still locked by its passphrase.</summary>
internal sealed class SecretKeyFile
{
    public const int MaximumOctets = 1 << 20;

    private SecretKeyFile(PgpSecretKeyRing ring, string armored)
    {
        (Ring, Armored) = (ring, armored);
        Primary = new Fingerprint(ring.GetPublicKey().GetFingerprint());
        Subkeys = [.. ring.GetSecretKeys().Where(key => !key.IsMasterKey).Select(key => new Fingerprint(key.GetFingerprint()))];
    }

    internal PgpSecretKeyRing Ring { get; }
    public string Armored { get; }
    public Fingerprint Primary { get; }

    /// <summary>Secret encryption subkeys in the file.</summary>
    public IReadOnlyList<Fingerprint> Subkeys { get; }

    /// <summary>Null when the text is not one armored version 4 secret key.</summary>
    public static SecretKeyFile? Read(string armored)
    {
        try
        {
            using var octets = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(armored));
            using var binary = new ArmoredInputStream(octets);
            return new PgpObjectFactory(binary).NextPgpObject() is PgpSecretKeyRing ring ? new SecretKeyFile(ring, armored) : null;
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // The library throws exceptions of many types at what it cannot read.
            return null;
        }
    }

    public override string ToString() => nameof(SecretKeyFile);
}
