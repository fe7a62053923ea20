using System.Security.Cryptography;
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
    private static readonly DateTime DateZero = DateTime.UnixEpoch;
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
        if (keyring.Lines.IsExpired(day)) return null;
        var recipients = keyring.Lines.SealingSubkeys(day).Select(line => Subkey(keyring, line.Primary, line.Subkey)).ToList();
        return recipients.Count is 0 or > Formats.OpenPgp.Profile.MaximumRecipients ? null : new Sealer(recipients, random);
    }

    /// <summary>One whole message, binary.</summary>
    /// <param name="slice">The part's octets; the caller wipes them.</param>
    /// <param name="name">The literal packet's file name.</param>
    public byte[] Seal(ReadOnlySpan<byte> slice, PartName name) => Seal(slice, name.ToString());

    /// <summary>The same for what is no part of a testimony.</summary>
    /// <param name="content">Its octets; the caller wipes them.</param>
    /// <param name="fileName">The literal packet's file name.</param>
    public byte[] Seal(ReadOnlySpan<byte> content, string fileName)
    {
        using var literal = new MemoryStream(content.Length + 128);
        var literalWriter = new PgpLiteralDataGenerator();
        using (var inner = literalWriter.Open(literal, PgpLiteralData.Binary, fileName, content.Length, DateZero)) inner.Write(content);

        using var message = new MemoryStream(content.Length + 4096);
        var generator = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, _random);
        // With obfuscation every wrapped session key has one length, 48 octets, whatever the cipher.
        foreach (var recipient in _recipients) generator.AddMethod(recipient, sessionKeyObfuscation: true);
        using (var body = generator.Open(message, literal.Length)) literal.WriteTo(body);
        CryptographicOperations.ZeroMemory(literal.GetBuffer());
        return message.ToArray();
    }

    private static PgpPublicKey Subkey(TrustedKeyring keyring, Fingerprint primary, Fingerprint? subkey) =>
        keyring.Find(primary)?.Packets.GetPublicKeys().Skip(1).FirstOrDefault(key => Certificate.FingerprintOf(key) == subkey)
        ?? throw new InvalidOperationException("A trusted keyring's lines and certificates agree.");
}
