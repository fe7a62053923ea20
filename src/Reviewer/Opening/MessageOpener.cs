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
    private readonly Unpacking _unpacking = new();

    /// <param name="octets">One binary message, at most <see cref="Profile"/>'s limit.</param>
    /// <param name="plaintext">Gets the literal data; what it holds after a failure is to be thrown away.</param>
    /// <param name="fileName">The literal packet's file name, as hostile as everything inside.</param>
    /// <returns>Null when it opened.</returns>
    public FailureReason? Open(byte[] octets, Stream plaintext, out string fileName)
    {
        fileName = "";
        // Armor never reaches a bundle: the gateway stores binary.
        if (octets.Length == 0 || octets[0] < 0x80) return FailureReason.NotOpenPgp;
        if (Judge(octets, out var recipients) is { } refusal) return Reason(refusal);
        if (Unwrap(octets, recipients, out var wrapped) is { } missing) return missing;
        var clear = new byte[octets.Length];
        try
        {
            return Decrypt(wrapped, clear, out var length)
                ?? InnerMessage.Read(new MemoryStream(clear, 0, length, writable: false), _unpacking, plaintext, out fileName);
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

    /// <summary>Finds the first PKESK that one of our subkeys opens.</summary>
    private FailureReason? Unwrap(byte[] octets, IReadOnlyList<KeyId> recipients, out Wrapped wrapped)
    {
        wrapped = default;
        if (!recipients.Any(keys.Holds)) return recipients.Any(isDestroyed) ? FailureReason.SecretKeyDestroyed : FailureReason.SecretKeyMissing;
        var secrets = recipients.Select(keys.Find).OfType<PgpPrivateKey>().ToList();
        if (secrets.Count == 0) return FailureReason.SecretKeyMissing;
        foreach (var secret in secrets)
        {
            if (Unwrap(octets, secret) is not { } found) continue;
            wrapped = found;
            return null;
        }

        // A key ID is only a label: what names our subkey and does not open was not sealed to it.
        return FailureReason.WrongKey;
    }

    private static Wrapped? Unwrap(byte[] octets, PgpPrivateKey secret)
    {
        try
        {
            var list = new PgpObjectFactory(new MemoryStream(octets, writable: false)).NextPgpObject() as PgpEncryptedDataList;
            var encrypted = list?.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>().FirstOrDefault(one => one.KeyId == secret.KeyId);
            return encrypted is null ? null : new Wrapped(encrypted, secret, encrypted.GetSymmetricAlgorithm(secret));
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // The library throws exceptions of many types at what it cannot read.
            return null;
        }
    }

    private static FailureReason? Decrypt(Wrapped wrapped, byte[] clear, out int length)
    {
        length = 0;
        if (!wrapped.Encrypted.IsIntegrityProtected()) return FailureReason.NoIntegrity;
        // Algorithm 0 would hand the octets back as they are.
        if (wrapped.Algorithm is not (SymmetricKeyAlgorithmTag.Aes128 or SymmetricKeyAlgorithmTag.Aes192 or SymmetricKeyAlgorithmTag.Aes256))
            return FailureReason.Unsupported;
        try
        {
            using var stream = wrapped.Encrypted.GetDataStream(wrapped.Secret);
            length = stream.ReadAtLeast(clear, clear.Length, throwOnEndOfStream: false);
            return wrapped.Encrypted.Verify() ? null : FailureReason.Altered;
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            return FailureReason.Altered;
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

    /// <summary>An encrypted body and the secret that opens its session key.</summary>
    private readonly record struct Wrapped(PgpPublicKeyEncryptedData Encrypted, PgpPrivateKey Secret, SymmetricKeyAlgorithmTag Algorithm);
}
