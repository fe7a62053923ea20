using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>
/// The secret half of a certificate that backups are sealed to, opened where a gateway is restored. Testimonies are opened by no code but the reviewer's own; what
/// this opens has been signed by an operator, and its hash compared, before.
/// </summary>
public sealed class DecryptionKey
{
    private readonly Dictionary<KeyId, PgpPrivateKey> _subkeys;

    private DecryptionKey(Fingerprint primary, Dictionary<KeyId, PgpPrivateKey> subkeys) => (Primary, _subkeys) = (primary, subkeys);

    public Fingerprint Primary { get; }

    /// <summary>Opens all encryption subkeys of an armored private key block.</summary>
    /// <param name="armoredSecret">One block as keygen writes it.</param>
    /// <param name="passphrase">Taken as UTF-8. The caller wipes it.</param>
    /// <param name="key">What BouncyCastle holds of it cannot be wiped.</param>
    /// <param name="refusal">Why it does not open.</param>
    public static bool TryOpen(
        string armoredSecret, ReadOnlySpan<char> passphrase, [NotNullWhen(true)] out DecryptionKey? key, out SecretKeyRefusal refusal)
    {
        key = null;
        refusal = SecretKeyRefusal.Malformed;
        if (!Armor.TryRead(armoredSecret, SecretKeyBlock.PrivateBlock, out var octets)) return false;
        if (!Foreign.TryRead(() => new PgpSecretKeyRing(octets), out var ring)) return false;
        var characters = passphrase.ToArray();
        try
        {
            if (!Foreign.TryRead(() => ring.GetSecretKeys().Where(one => !one.IsMasterKey && !one.IsPrivateKeyEmpty).ToList(), out var subkeys) || subkeys.Count == 0) return false;
            refusal = SecretKeyRefusal.WrongPassphrase;
            if (!Foreign.TryRead(() => subkeys.ToDictionary(one => new KeyId((ulong)one.KeyId), one => one.ExtractPrivateKeyUtf8(characters)), out var opened)) return false;
            refusal = SecretKeyRefusal.None;
            key = new DecryptionKey(new Fingerprint(ring.GetPublicKey().GetFingerprint()), opened);
            return true;
        }
        finally
        {
            Array.Clear(characters);
        }
    }

    /// <summary>What one message of the profile holds; null when it was not sealed to this key, or is not whole.</summary>
    public byte[]? Open(byte[] message)
    {
        if (MessageReader.Judge(message, out var recipients, out _) is not null || !recipients.Any(_subkeys.ContainsKey)) return null;
        return Foreign.TryRead(() => Decrypt(message), out var octets) ? octets : null;
    }

    private byte[]? Decrypt(byte[] message)
    {
        if (new PgpObjectFactory(message).NextPgpObject() is not PgpEncryptedDataList list) return null;
        foreach (var sealedTo in list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>())
        {
            if (!_subkeys.TryGetValue(new KeyId((ulong)sealedTo.KeyId), out var secret)) continue;
            using var clear = sealedTo.GetDataStream(secret);
            if (new PgpObjectFactory(clear).NextPgpObject() is not PgpLiteralData literal) return null;
            using var octets = new MemoryStream();
            literal.GetInputStream().CopyTo(octets);
            // The library checks integrity only when it is asked to, at the end.
            while (clear.ReadByte() >= 0) { }
            return sealedTo.Verify() ? octets.ToArray() : null;
        }

        return null;
    }

    public override string ToString() => nameof(DecryptionKey);
}
