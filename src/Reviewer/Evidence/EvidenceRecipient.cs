using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// A certificate that an evidence bag is sealed to. It is a court's, not one of the keyring, so any version 4 certificate will do that a stock program made;
/// who it belongs to, only its owner can say.
/// </summary>
/// <param name="Primary">Its primary key's fingerprint, for people to compare.</param>
/// <param name="Subkey">The newest subkey for encryption that the primary key has bound and not revoked.</param>
internal sealed record EvidenceRecipient(Fingerprint Primary, PgpPublicKey Subkey)
{
    private const int MaximumOctets = 1 << 20;

    public static IReadOnlyList<EvidenceRecipient>? Read(IReadOnlyList<string> files, DateTimeOffset now, out Trouble? trouble)
    {
        trouble = null;
        var read = new List<EvidenceRecipient>();
        foreach (var file in files)
        {
            trouble = NamedFile.Trouble(file);
            if (trouble is not null) return null;
            var found = new FileInfo(file).Length > MaximumOctets ? null : Read(File.ReadAllBytes(file), now);
            trouble = found is null
                ? Trouble.Refused($"{SafeName.Show(file)} is no OpenPGP certificate with a valid subkey for encryption", "--seal-to takes a public certificate, as gpg --armor --export writes it") : null;
            if (found is null) return null;
            read.Add(found);
        }

        return read;
    }

    private static EvidenceRecipient? Read(byte[] octets, DateTimeOffset now)
    {
        try
        {
            using var binary = PgpUtilities.GetDecoderStream(new MemoryStream(octets));
            if (new PgpObjectFactory(binary).NextPgpObject() is not PgpPublicKeyRing ring) return null;
            var primary = ring.GetPublicKey();
            var subkey = primary.Version == 4 && !primary.HasRevocation()
                ? ring.GetPublicKeys().Where(key => IsForEncryption(key, primary, now)).MaxBy(key => key.CreationTime) : null;
            return subkey is null ? null : new EvidenceRecipient(new Fingerprint(primary.GetFingerprint()), subkey);
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // The library throws exceptions of many types at what it cannot read.
            return null;
        }
    }

    /// <summary>Only what the primary key has signed counts: anybody can put one more subkey into a file.</summary>
    private static bool IsForEncryption(PgpPublicKey key, PgpPublicKey primary, DateTimeOffset now)
    {
        if (key.IsMasterKey || !key.IsEncryptionKey) return false;
        var ours = key.GetKeySignatures().Where(signature => signature.KeyId == primary.KeyId && Holds(signature, key, primary)).ToList();
        if (ours.Any(signature => signature.SignatureType == PgpSignature.SubkeyRevocation)) return false;
        var binding = ours.Where(signature => signature.SignatureType == PgpSignature.SubkeyBinding).MaxBy(signature => signature.CreationTime);
        if (binding?.GetHashedSubPackets() is not { } said || (said.GetKeyFlags() & (PgpKeyFlags.CanEncryptCommunications | PgpKeyFlags.CanEncryptStorage)) == 0) return false;
        var lasts = said.GetKeyExpirationTime();
        return lasts == 0 || key.CreationTime.AddSeconds(lasts) > now.UtcDateTime;
    }

    private static bool Holds(PgpSignature signature, PgpPublicKey key, PgpPublicKey primary)
    {
        if (signature.SignatureType is not (PgpSignature.SubkeyBinding or PgpSignature.SubkeyRevocation) || signature.HashAlgorithm is HashAlgorithmTag.MD5 or HashAlgorithmTag.Sha1) return false;
        signature.InitVerify(primary);
        return signature.VerifyCertification(primary, key);
    }
}
