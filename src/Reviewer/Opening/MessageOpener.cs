using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// Opens one message of <see cref="Profile"/>. The whole SEIPD is decrypted into memory and its integrity check verified before the
/// first octet of it is looked at or written: RFC 9580 §5.13.1, and the lesson of EFAIL.
/// </summary>
internal sealed class MessageOpener(UnlockedKeys keys, Func<KeyId, bool> isDestroyed)
{
    /// <param name="octets">One binary message, at most <see cref="Profile"/>'s limit.</param>
    /// <param name="plaintext">Gets the literal data; what it holds after a failure is to be thrown away.</param>
    /// <param name="fileName">The literal packet's file name, as hostile as everything inside.</param>
    /// <returns>Null when it opened.</returns>
    public FailureReason? Open(byte[] octets, Stream plaintext, out string fileName)
    {
        fileName = "";
        if (Judge(octets, out var recipients) is { } refusal) return Reason(refusal);
        if (FindKey(recipients, out var key) is { } missing) return missing;
        var clear = new byte[octets.Length];
        try
        {
            return Decrypt(octets, key, clear, out var length)
                ?? InnerMessage.Read(new MemoryStream(clear, 0, length, writable: false), plaintext, out fileName);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <summary>The same grammar that the gateway accepts by: the library underneath takes far more for a message.</summary>
    private static Refusal? Judge(byte[] octets, out IReadOnlyList<KeyId> recipients)
    {
        recipients = [];
        using var reader = new MessageReader(_ => null);
        var refusal = reader.Read(octets);
        if (refusal is not null) return refusal;
        refusal = reader.Finish(out var message);
        using (message) recipients = message?.Recipients ?? [];
        return refusal;
    }

    private FailureReason? FindKey(IReadOnlyList<KeyId> recipients, out KeyId key)
    {
        key = recipients.FirstOrDefault(keys.Holds);
        if (recipients.Any(keys.Holds)) return null;
        return recipients.Any(isDestroyed) ? FailureReason.SecretKeyDestroyed : FailureReason.SecretKeyMissing;
    }

    private FailureReason? Decrypt(byte[] octets, KeyId key, byte[] clear, out int length)
    {
        length = 0;
        if (keys.Find(key) is not { } secret) return FailureReason.SecretKeyMissing;
        // A key ID is only a label: what names our subkey and does not open was not sealed to it.
        if (Unwrap(octets, secret) is not ({ } encrypted, var algorithm)) return FailureReason.WrongKey;
        if (!encrypted.IsIntegrityProtected()) return FailureReason.NoIntegrity;
        // Algorithm 0 would hand the octets back as they are.
        if (algorithm is not (SymmetricKeyAlgorithmTag.Aes128 or SymmetricKeyAlgorithmTag.Aes192 or SymmetricKeyAlgorithmTag.Aes256))
            return FailureReason.Unsupported;
        try
        {
            using var stream = encrypted.GetDataStream(secret);
            length = stream.ReadAtLeast(clear, clear.Length, throwOnEndOfStream: false);
            return encrypted.Verify() ? null : FailureReason.Altered;
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // The library throws exceptions of many types at what it cannot read.
            return FailureReason.Altered;
        }
    }

    private static (PgpPublicKeyEncryptedData? Encrypted, SymmetricKeyAlgorithmTag Algorithm) Unwrap(byte[] octets, PgpPrivateKey secret)
    {
        try
        {
            var list = new PgpObjectFactory(new MemoryStream(octets, writable: false)).NextPgpObject() as PgpEncryptedDataList;
            var encrypted = list?.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>().FirstOrDefault(one => one.KeyId == secret.KeyId);
            return encrypted is null ? default : (encrypted, encrypted.GetSymmetricAlgorithm(secret));
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            return default;
        }
    }

    private static FailureReason Reason(Refusal refusal) => refusal switch
    {
        Refusal.NotIntegrityProtected => FailureReason.NoIntegrity,
        Refusal.UnsupportedEncryption or Refusal.SymmetricRecipient or Refusal.RecipientMissing or Refusal.RecipientHidden
            or Refusal.TooManyRecipients or Refusal.BadSessionKeyPacket => FailureReason.Unsupported,
        Refusal.TooLarge => FailureReason.TooLarge,
        _ => FailureReason.NotOpenPgp,
    };
}
