using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace SecureDrop.Certificates;

/// <summary>
/// Seals a short text to the reviewers with the library's own code alone: the isolated machine, where notes are written, loads no system library for cryptography, as
/// <see cref="Sealer"/> does for speed. One message of <see cref="Formats.OpenPgp.Profile"/>, a literal packet with date zero in it.
/// </summary>
public static class LetterSealing
{
    /// <param name="keyring">The trusted keyring.</param>
    /// <param name="day">Of sealing.</param>
    /// <param name="content">What to seal; the caller wipes it.</param>
    /// <param name="fileName">The literal packet's file name.</param>
    /// <param name="random">Where session key and ephemeral keys come from.</param>
    /// <returns>Null when the keyring has expired or nobody may be sealed to.</returns>
    public static byte[]? Seal(TrustedKeyring keyring, DateOnly day, byte[] content, string fileName, SecureRandom random)
    {
        var recipients = Sealer.Recipients(keyring, day);
        if (recipients.Count == 0) return null;
        using var literal = new MemoryStream();
        using (var inner = new PgpLiteralDataGenerator().Open(literal, PgpLiteralData.Binary, fileName, content.Length, DateTime.UnixEpoch)) inner.Write(content);
        using var message = new MemoryStream();
        var generator = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, random);
        foreach (var recipient in recipients) generator.AddMethod(recipient, sessionKeyObfuscation: true);
        using (var body = generator.Open(message, literal.Length)) literal.WriteTo(body);
        return message.ToArray();
    }
}
