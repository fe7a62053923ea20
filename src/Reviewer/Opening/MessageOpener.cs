using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Hashing;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// Opens messages of <see cref="Profile"/>, each in its own buffer. The whole SEIPD is decrypted and its integrity check verified before the first octet of it is looked at: RFC 9580 §5.13.1, and the lesson of EFAIL. Safe to call from several threads.
/// </summary>
internal sealed class MessageOpener(UnlockedKeys keys, Func<KeyId, bool> isDestroyed)
{
    /// <summary>A block at random and its last two octets again; nobody looks at them: an answer about them would tell of the plaintext.</summary>
    private const int PrefixOctets = 18;

    /// <summary>The integrity check at the end: a packet of tag 19 with a body of 20 octets, SHA-1 of all before that body.</summary>
    private const int CheckOctets = 22, HashOctets = 20;
    private static readonly byte[] CheckHeader = [0xD3, 0x14];

    /// <param name="message">Binary, at most as long as <see cref="Profile"/> allows; what it holds afterwards is plaintext, to be wiped.</param>
    public OpenedMessage Open(Memory<byte> message)
    {
        // Armor never reaches a bundle: the gateway stores binary.
        if (message.IsEmpty || message.Span[0] < 0x80) return new(FailureReason.NotOpenPgp, default);
        if (MessageReader.Judge(message.Span, out var recipients, out var layout) is { } refusal) return new(Reason(refusal), default);
        if (Unwrap(message.Span, recipients, layout, out var found) is { } missing) return new(missing, default);
        using var session = found;
        // Algorithm 0 would hand the octets back as they are.
        if (session?.Algorithm is not (SymmetricKeyAlgorithmTag.Aes128 or SymmetricKeyAlgorithmTag.Aes192 or SymmetricKeyAlgorithmTag.Aes256))
            return new(FailureReason.Unsupported, default);
        return session.IsWhole ? Decrypt(Body(message, layout), session.Key) : new(FailureReason.Altered, default);
    }

    /// <summary>The session key of a message that one of our subkeys opens, or null.</summary>
    public SessionKey? KeyOf(ReadOnlySpan<byte> message) =>
        MessageReader.Judge(message, out var recipients, out var layout) is null && Unwrap(message, recipients, layout, out var found) is null && found is { IsWhole: true } ? found : null;

    /// <summary>By its session key alone, without any secret key; in place.</summary>
    public static OpenedMessage OpenBy(ReadOnlySpan<byte> key, Memory<byte> message)
    {
        if (MessageReader.Judge(message.Span, out _, out var layout) is { } refusal) return new(Reason(refusal), default);
        return Decrypt(Body(message, layout), key);
    }

    private static OpenedMessage Decrypt(Memory<byte> body, ReadOnlySpan<byte> key)
    {
        if (body.Length < PrefixOctets + CheckOctets) return new(FailureReason.Altered, default);
        Cfb.Decrypt(body.Span, key);
        return CryptographicOperations.FixedTimeEquals(body.Span[^CheckOctets..], [.. CheckHeader, .. Digests.Sha1(body.Span[..^HashOctets])])
            ? new(null, body[PrefixOctets..^CheckOctets]) : new(FailureReason.Altered, default);
    }

    /// <summary>Finds the first PKESK that one of our subkeys opens.</summary>
    private FailureReason? Unwrap(ReadOnlySpan<byte> message, IReadOnlyList<KeyId> recipients, MessageLayout layout, out SessionKey? session)
    {
        session = null;
        if (!recipients.Any(keys.Holds)) return recipients.Any(isDestroyed) ? FailureReason.SecretKeyDestroyed : FailureReason.SecretKeyMissing;
        var (at, haveSecret) = (0, false);
        // The same grammar that the gateway accepts by has read them: a recipient for each header, in order.
        for (var number = 0; number < recipients.Count; number++)
        {
            var header = layout.Headers[number];
            at += header.ToArray().Length;
            var packet = message.Slice(at, (int)header.Length);
            at += packet.Length;
            if (keys.Find(recipients[number]) is not { } secret) continue;
            haveSecret = true;
            if ((session = SessionKey.Unwrap(packet, secret)) is not null) return null;
        }

        // A key ID is only a label: what names our subkey and does not open was not sealed to it.
        return haveSecret ? FailureReason.WrongKey : FailureReason.SecretKeyMissing;
    }

    /// <summary>The encrypted octets of the SEIPD; those that came in parts are moved together.</summary>
    private static Memory<byte> Body(Memory<byte> message, MessageLayout layout)
    {
        var (at, start, end) = (0, 0, 0);
        foreach (var header in layout.Headers)
        {
            at += header.ToArray().Length;
            var part = message.Slice(at, (int)header.Length);
            at += part.Length;
            // The version octet stands before them.
            if (header.Tag == (byte)PacketTag.SymmetricEncryptedIntegrityProtected) (start, end) = (at - part.Length + 1, at);
            if (header.Tag != 0) continue;
            part.CopyTo(message[end..]);
            end += part.Length;
        }

        return message[start..end];
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
