using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Certificates;

/// <summary>
/// Seals one part: a PKESK version 3 for each recipient, then SEIPD version 1 with AES-256 around one literal packet (binary, the part's name,
/// date zero), no compression, definite lengths: a message of <see cref="Formats.OpenPgp.Profile"/>.
/// </summary>
public sealed class Sealer
{
    private const int SessionKeyOctets = 32, BlockOctets = 16, FeedbackBits = 8 * BlockOctets, CheckOctets = 22;
    private static readonly byte[] CheckHeader = [0xD3, 0x14];
    private readonly IReadOnlyList<PgpPublicKey> _recipients;
    private readonly SecureRandom _random;

    private Sealer(IReadOnlyList<PgpPublicKey> recipients, SecureRandom random) => (_recipients, _random) = (recipients, random);

    /// <summary>A sealer to everyone the keyring says to seal to on that day, each holder's and reviewer's newest subkey.</summary>
    /// <param name="keyring">The trusted keyring.</param>
    /// <param name="day">From <see cref="TrustedKeyring.SealingDay"/>.</param>
    /// <param name="random">Where session keys and ephemeral keys come from.</param>
    /// <returns>Null when the keyring has expired or nobody may be sealed to.</returns>
    public static Sealer? For(TrustedKeyring keyring, DateOnly day, SecureRandom random)
    {
        var recipients = Recipients(keyring, day);
        return recipients.Count == 0 ? null : new Sealer(recipients, random);
    }

    /// <summary>A sealer to one certificate, whoever it belongs to: its newest subkey that has begun and not ended.</summary>
    /// <returns>Null when it has none.</returns>
    public static Sealer? To(Certificate certificate, DateTimeOffset now)
    {
        var live = certificate.Subkeys.Where(subkey => subkey.Created <= now && !(subkey.Expires <= now)).MaxBy(subkey => subkey.Created);
        var key = certificate.Packets.GetPublicKeys().Skip(1).FirstOrDefault(key => Certificate.FingerprintOf(key) == live?.Fingerprint);
        return key is null ? null : new Sealer([key], new SecureRandom());
    }

    /// <summary>Whom the keyring says to seal to on that day; empty when it has expired, or nobody may be sealed to.</summary>
    internal static IReadOnlyList<PgpPublicKey> Recipients(TrustedKeyring keyring, DateOnly day)
    {
        if (keyring.Lines.IsExpired(day)) return [];
        var recipients = keyring.Lines.SealingSubkeys(day).Select(line => Subkey(keyring, line.Primary, line.Subkey)).ToList();
        return recipients.Count > Formats.OpenPgp.Profile.MaximumRecipients ? [] : recipients;
    }

    /// <summary>One whole message, binary. Safe to call from several threads.</summary>
    /// <param name="slice">The part's octets; the caller wipes them.</param>
    /// <param name="name">The literal packet's file name.</param>
    public byte[] Seal(ReadOnlySpan<byte> slice, PartName name) => Seal(slice, $"{name}");

    /// <summary>The same under any name of 1 to 100 ASCII characters.</summary>
    public byte[] Seal(ReadOnlySpan<byte> slice, string name)
    {
        byte[] sessionKey = new byte[SessionKeyOctets], prefix = new byte[BlockOctets + 2];
        byte[] recipients;
        lock (_random)
        {
            _random.NextBytes(sessionKey);
            _random.NextBytes(prefix, 0, BlockOctets);
            recipients = [.. _recipients.SelectMany(recipient => SessionKeyPackets.Write(recipient, sessionKey, _random))];
        }

        prefix.AsSpan(BlockOctets - 2, 2).CopyTo(prefix.AsSpan(BlockOctets));
        var literal = LiteralStart(slice.Length, name);
        var clearOctets = prefix.Length + literal.Length + slice.Length + CheckOctets;
        byte[] header = [Tag(PacketTag.SymmetricEncryptedIntegrityProtected), .. Length(1 + clearOctets), 1];
        var message = new byte[recipients.Length + header.Length + clearOctets];
        recipients.CopyTo(message, 0);
        header.CopyTo(message, recipients.Length);
        Encrypt(message.AsSpan(recipients.Length + header.Length), prefix, literal, slice, sessionKey);
        CryptographicOperations.ZeroMemory(sessionKey);
        return message;
    }

    /// <summary>Prefix, packets and integrity check, encrypted where they are to lie. Source: RFC 9580 §5.13.1.</summary>
    private static void Encrypt(Span<byte> body, byte[] prefix, byte[] literal, ReadOnlySpan<byte> slice, byte[] sessionKey)
    {
        prefix.CopyTo(body);
        literal.CopyTo(body[prefix.Length..]);
        slice.CopyTo(body[(prefix.Length + literal.Length)..]);
        CheckHeader.CopyTo(body[^CheckOctets..]);
#pragma warning disable CA5350, RS0030 // Do not use weak cryptographic algorithms, banned APIs: the one check that SEIPD version 1 has; and the isolated machine does not seal.
        SHA1.HashData(body[..^SHA1.HashSizeInBytes], body[^SHA1.HashSizeInBytes..]);
#pragma warning restore CA5350, RS0030
        // The platform's: in CFB each block waits for the one before, and a call for each would be most of the time.
        using var aes = Aes.Create();
        aes.SetKey(sessionKey);
        var whole = body[..(body.Length / BlockOctets * BlockOctets)];
        var rest = body[whole.Length..];
        Span<byte> start = stackalloc byte[BlockOctets], last = stackalloc byte[BlockOctets];
        start.Clear();
        aes.EncryptCfb(whole, start, whole, PaddingMode.None, FeedbackBits);
        // It takes whole blocks only, and CFB needs no padding.
        rest.CopyTo(last);
        aes.EncryptCfb(last, whole[^BlockOctets..], last, PaddingMode.None, FeedbackBits);
        last[..rest.Length].CopyTo(rest);
    }

    /// <summary>Header of the literal packet, its format, name and date. Source: RFC 9580 §5.9.</summary>
    private static byte[] LiteralStart(int octets, string name)
    {
        byte[] start = [(byte)PgpLiteralData.Binary, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0, 0, 0, 0];
        return [Tag(PacketTag.LiteralData), .. Length(start.Length + octets), .. start];
    }

    private static byte Tag(PacketTag tag) => (byte)(0xC0 | (byte)tag);

    /// <summary>The shortest form. Source: RFC 9580 §4.2.1.</summary>
    private static byte[] Length(int octets) => octets switch
    {
        < 192 => [(byte)octets],
        < 8384 => [(byte)((octets - 192 >> 8) + 192), (byte)(octets - 192)],
        _ => [255, (byte)(octets >> 24), (byte)(octets >> 16), (byte)(octets >> 8), (byte)octets],
    };

    private static PgpPublicKey Subkey(TrustedKeyring keyring, Fingerprint primary, Fingerprint? subkey) =>
        keyring.Find(primary)?.Packets.GetPublicKeys().Skip(1).FirstOrDefault(key => Certificate.FingerprintOf(key) == subkey)
        ?? throw new InvalidOperationException("A trusted keyring's lines and certificates agree.");
}
