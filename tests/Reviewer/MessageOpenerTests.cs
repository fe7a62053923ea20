using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Opening;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>The program's own reading of SEIPD, against the library's stream and stock gpg, and against whoever alters it.</summary>
public sealed class MessageOpenerTests
{
    private static readonly MessageOpener Opener = new(Keys(), _ => false);

    public static TheoryData<int> Sizes => [0, 1, 9, 10, 11, 15, 16, 17, 63, 64, 65, 255, 4000, 4095, 4096, 4097, 8191, 16_384, 65_537, 200_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_our_programs_and_the_library_seal_opens_to_the_same_octets_as_in_the_librarys_own_stream(int size)
    {
        var content = Testimonies.Random(size, seed: size);
        foreach (var message in (byte[][])[Organisation.Sealer.Seal(content, new PartName(Testimonies.Id(1), 1, 1)), SealedByTheLibrary(content, partial: false), SealedByTheLibrary(content, partial: true)])
        {
            var inside = Inside(message);
            Assert.Equal(ByTheLibrary(message), inside.ToArray());
            Assert.True(LoneLiteral.TryRead(inside, out var name, out var lone));
            Assert.Equal(content, lone.ToArray());
            var streamed = new MemoryStream();
            Assert.Null(InnerMessage.Read(new MemoryStream(inside.ToArray()), new Unpacking(), streamed, out var sameName));
            Assert.Equal(content, streamed.ToArray());
            Assert.Equal(name, sameName);
        }
    }

    [NeedsFact("gpg")]
    public void What_gpg_seals_in_parts_opens()
    {
        using var folder = new TempFolder();
        var content = Testimonies.Random(300_000, seed: 4);
        // From a pipe gpg knows no length.
        folder.Run($"gpg --batch --quiet --disable-dirmngr --trust-model always --compress-algo none -o sealed -e --recipient-file {Path.Combine(Organisation.Keys, "reviewer-1.public.asc")}", content);
        var streamed = new MemoryStream();
        Assert.Null(InnerMessage.Read(new MemoryStream(Inside(folder.Read("sealed")).ToArray()), new Unpacking(), streamed, out _));
        Assert.Equal(content, streamed.ToArray());
    }

    [Fact]
    public void No_octet_can_be_altered_and_no_end_cut_off_without_notice()
    {
        var message = Organisation.Sealer.Seal(Testimonies.Random(300), new PartName(Testimonies.Id(1), 1, 1));
        Assert.Null(Open(message).Failure); // control
        // Behind the two PKESKs and the header of the SEIPD: prefix, its repeated octets, literal, integrity check.
        for (var at = 2 * 96 + 4; at < message.Length; at++)
        {
            var altered = message.ToArray();
            altered[at] ^= 1;
            Assert.True(Open(altered).Failure is FailureReason.Altered, $"octet {at}");
            Assert.NotNull(Open(message[..at]).Failure);
        }
    }

    [Fact]
    public void A_message_that_fails_leaves_the_next_to_open()
    {
        var good = Organisation.Sealer.Seal(Testimonies.Random(5000), new PartName(Testimonies.Id(1), 1, 1));
        var altered = good.ToArray();
        altered[^1] ^= 1;
        byte[][] messages = [good, altered, [1], good, [], good];
        var opened = messages.Select(Open).ToList();
        Assert.Equal([null, FailureReason.Altered, FailureReason.NotOpenPgp, null, FailureReason.NotOpenPgp, null], opened.Select(one => one.Failure));
    }

    private static OpenedMessage Open(byte[] message) => Opener.Open(message.ToArray());

    private static Memory<byte> Inside(byte[] message)
    {
        var opened = Open(message);
        Assert.Null(opened.Failure);
        return opened.Inside;
    }

    private static UnlockedKeys Keys() =>
        UnlockedKeys.Open([SecretKeyFile.Read(Organisation.Reviewer1.Value) ?? throw new InvalidOperationException()], Organisation.Passphrase) ?? throw new InvalidOperationException();

    private static byte[] ByTheLibrary(byte[] message)
    {
        var list = (PgpEncryptedDataList)new PgpObjectFactory(message).NextPgpObject();
        var secret = Subkey().ExtractPrivateKeyUtf8(Organisation.Passphrase.ToCharArray());
        var ours = list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>().Single(one => one.KeyId == secret.KeyId);
        using var clear = new MemoryStream();
        using (var stream = ours.GetDataStream(secret)) stream.CopyTo(clear);
        Assert.True(ours.Verify());
        return clear.ToArray();
    }

    private static PgpSecretKey Subkey() =>
        (SecretKeyFile.Read(Organisation.Reviewer1.Value) ?? throw new InvalidOperationException()).Ring.GetSecretKeys().Single(key => !key.IsMasterKey);

    private static byte[] SealedByTheLibrary(byte[] content, bool partial)
    {
        using var literal = new MemoryStream();
        using (var inner = new PgpLiteralDataGenerator().Open(literal, PgpLiteralData.Binary, "صورة.jpg", content.Length, DateTime.UnixEpoch)) inner.Write(content);
        using var message = new MemoryStream();
        var generator = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        generator.AddMethod(Subkey().PublicKey, sessionKeyObfuscation: true);
        using (var body = partial ? generator.Open(message, new byte[1024]) : generator.Open(message, literal.Length)) literal.WriteTo(body);
        return message.ToArray();
    }
}
