using System.Formats.Tar;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Isolation;

namespace SecureDrop.Reviewer.Backups;

/// <summary>A backup as one OpenPGP message: SKESK, SEIPD version 1, a literal packet with a tar. Stock `gpg -d FILE | tar x` reads it.</summary>
internal static class SealedBackup
{
    private const int Buffer = 1 << 16;

    /// <summary>HResult of an IOException that a library made; one of the machine carries the machine's own number.</summary>
    private const int NotOfTheMachine = unchecked((int)0x80131620);

    public static void Write(Stream target, HomeFolder home, char[] code)
    {
        var encryption = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, KernelRandom.New());
        encryption.AddMethodUtf8(code, HashAlgorithmTag.Sha512);
        using var body = encryption.Open(target, new byte[Buffer]);
        using var literal = new PgpLiteralDataGenerator().Open(body, PgpLiteralData.Binary, "", DateTime.UnixEpoch, new byte[Buffer]);
        using var tar = new TarWriter(literal, TarEntryFormat.Ustar);
        foreach (var name in BackedUp.Names(home))
        {
            using var file = new FileStream(Path.Combine(home.Root, name), FileMode.Open, FileAccess.Read, FileShare.Read);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = file,
                ModificationTime = DateTimeOffset.UnixEpoch,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }

    /// <summary>Unpacks into a private empty folder. What lies there is to be trusted only when this returns true: the integrity check comes at the end.</summary>
    /// <param name="source">The file.</param>
    /// <param name="code">Its code.</param>
    /// <param name="folder">Empty.</param>
    /// <param name="newer">The version, which stands first, when that is why it is not unpacked.</param>
    /// <returns>False when the code is wrong, the file is no whole backup or of a newer version.</returns>
    public static bool TryUnpack(Stream source, char[] code, string folder, out NewerFormat? newer)
    {
        newer = null;
        try
        {
            if (new PgpObjectFactory(source).NextPgpObject() is not PgpEncryptedDataList { Count: 1 } list || list[0] is not PgpPbeEncryptedData encrypted) return false;
            using var clear = encrypted.GetDataStreamUtf8(code);
            if (new PgpObjectFactory(clear).NextPgpObject() is not PgpLiteralData literal) return false;
            using var octets = literal.GetInputStream();
            using (var tar = new TarReader(octets, leaveOpen: true))
            {
                while (tar.GetNextEntry() is { } entry)
                {
                    if (entry.EntryType != TarEntryType.RegularFile || !BackedUp.IsName(entry.Name)) return false;
                    var target = Path.Combine(folder, entry.Name);
                    HomeFolder.MakeFolder(Path.GetDirectoryName(target) ?? folder);
                    using (var file = PrivateFile.Open(target, FileMode.CreateNew)) entry.DataStream?.CopyTo(file);
                    if ((newer = HomeFormat.NewerIn(folder)) is not null) return false;
                }
            }
            octets.CopyTo(Stream.Null);
            clear.CopyTo(Stream.Null);
            return encrypted.IsIntegrityProtected() && encrypted.Verify();
        }
        catch (Exception trouble) when (trouble is not (OutOfMemoryException or UnauthorizedAccessException) && trouble is not IOException { HResult: not NotOfTheMachine } || trouble is EndOfStreamException)
        {
            // With a wrong code the library reads noise, and throws exceptions of many types at it.
            return false;
        }
    }
}
