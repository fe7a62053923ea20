using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

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

    /// <summary>Its public half, judged; null when that keeps not to the profile.</summary>
    public Certificate? Certificate(DateTimeOffset now)
    {
        var block = Armor.Write("PGP PUBLIC KEY BLOCK", [.. Ring.GetSecretKeys().SelectMany(key => key.PublicKey.GetEncoded())]);
        return Certificates.Certificate.TryRead(block, now, out var certificate, out _) ? certificate : null;
    }

    /// <summary>The same without these subkeys, secret and public.</summary>
    public SecretKeyFile Without(IReadOnlyCollection<Fingerprint> subkeys)
    {
        var ring = Ring.GetSecretKeys().Where(key => subkeys.Contains(new Fingerprint(key.GetFingerprint()))).Aggregate(Ring, PgpSecretKeyRing.RemoveSecretKey);
        return new SecretKeyFile(ring, Armor.Write("PGP PRIVATE KEY BLOCK", ring.GetEncoded()));
    }

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
