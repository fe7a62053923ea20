using System.Security.Cryptography;

namespace SecureDrop.Storage.AtRest;

/// <summary>
/// Seals what opens all else, with the key from outside the directory: AES-256-GCM, nonce (12, random) | tag (16) | ciphertext,
/// bound to the vault. Few dozens of elements in a vault's life, so random nonces do not meet.
/// </summary>
internal sealed class KeySeal : IDisposable
{
    private const int NonceSize = 12, TagSize = 16;
    private readonly AesGcm _cipher;
    private readonly byte[] _vault;

    /// <exception cref="ArgumentException">The key is not 32 octets.</exception>
    public KeySeal(ReadOnlySpan<byte> atRestKey, byte[] vault)
    {
        if (atRestKey.Length != VaultOptions.AtRestKeySize) throw new ArgumentException("The at-rest key is 32 octets.", nameof(atRestKey));
        _cipher = new AesGcm(atRestKey, TagSize);
        _vault = vault;
    }

    public byte[] Seal(ReadOnlySpan<byte> element)
    {
        var whole = new byte[NonceSize + TagSize + element.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceSize));
        _cipher.Encrypt(whole.AsSpan(0, NonceSize), element, whole.AsSpan(NonceSize + TagSize), whole.AsSpan(NonceSize, TagSize), _vault);
        return whole;
    }

    /// <summary>Null when this key does not open it.</summary>
    public byte[]? Open(ReadOnlySpan<byte> whole)
    {
        if (whole.Length < NonceSize + TagSize) return null;
        var element = new byte[whole.Length - NonceSize - TagSize];
        try
        {
            _cipher.Decrypt(whole[..NonceSize], whole[(NonceSize + TagSize)..], whole.Slice(NonceSize, TagSize), element, _vault);
            return element;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public override string ToString() => nameof(KeySeal);

    public void Dispose() => _cipher.Dispose();
}
