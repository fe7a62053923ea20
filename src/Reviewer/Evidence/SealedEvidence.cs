using System.Formats.Tar;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>A bag as one OpenPGP message: PKESKs, SEIPD version 1, a literal packet with a tar. Stock `gpg -d FILE | tar x` reads it.</summary>
internal static class SealedEvidence
{
    private const int Buffer = 1 << 16;

    /// <param name="target">A new file on the medium; durable, and read back, when this returns.</param>
    /// <param name="folder">The bag.</param>
    /// <param name="name">Its folder's name in the tar.</param>
    /// <param name="recipients">At least one.</param>
    public static Trouble? Write(string target, string folder, string name, IReadOnlyList<EvidenceRecipient> recipients)
    {
        using var file = PrivateFile.Create(target);
        using var hashing = new HashedStream(file);
        var encryption = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        foreach (var recipient in recipients) encryption.AddMethod(recipient.Subkey);
        using (var body = encryption.Open(hashing, new byte[Buffer]))
        using (var literal = new PgpLiteralDataGenerator().Open(body, PgpLiteralData.Binary, "", DateTime.UnixEpoch, new byte[Buffer]))
            Tar(literal, folder, name);
        file.Flush(flushToDisk: true);
        Durable.LetGo(file);
        file.Position = 0;
        return TwoHashes.Of(file).Sha256 == hashing.End() ? null
            : Trouble.InputOutput("the sealed bag did not come back from the medium as it was written", "take another medium: this one loses octets");
    }

    private static void Tar(Stream target, string folder, string name)
    {
        // Names may be long and in any script, which the GNU form holds.
        using var tar = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var octets = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, $"{name}/{Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')}")
            {
                DataStream = octets,
                ModificationTime = DateTimeOffset.UnixEpoch,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }
}
