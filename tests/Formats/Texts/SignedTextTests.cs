using System.Text;
using CsCheck;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests.Formats.Texts;

public sealed class SignedTextTests
{
    private const string Quiet = "gpg --batch --no-tty --quiet --disable-dirmngr --no-auto-key-locate --pinentry-mode loopback --passphrase ''";

    // A version 4 signature packet over text with SHA-512 that proves nothing.
    private static readonly byte[] Packet = [0xC2, 0x06, 4, 1, 22, 10, 0, 0];

    [NeedsFact("gpg")]
    public void What_gpg_signs_is_read_and_what_we_write_gpg_verifies()
    {
        using var folder = new TempFolder();
        folder.Run($"{Quiet} --quick-gen-key nobody ed25519 sign never");
        foreach (var text in new[] { "one line\n", "\n", "a\n\n- b\n-----BEGIN c-----\n\n", "شهادة من حلب\nگەواهی\n" })
        {
            folder.Write("text", Encoding.UTF8.GetBytes(text));
            folder.Run($"{Quiet} --yes --digest-algo SHA512 --clearsign -o frame text");
            Assert.True(SignedText.TryRead(folder.Read("frame"), out var signed, out var refusal), $"{refusal}");
            Assert.Equal(text, Encoding.UTF8.GetString(signed.Text.Span));

            folder.Write("ours", new SignedText(signed.Text.Span, signed.Signature.Span).Write());
            folder.Run($"{Quiet} --verify ours");
            Assert.Equal(text, folder.Run($"{Quiet} -d ours"));
            Assert.Equal($"{signed.Hash}", folder.Run($"{Quiet} -d ours | sha256sum")[..64]);

            // Control: gpg does see a change.
            folder.Write("other", new SignedText("another text\n"u8, signed.Signature.Span).Write());
            Assert.NotEqual(0, folder.Try($"{Quiet} --verify other").Exit);
        }
    }

    /// <summary>Our way to the octets that are signed, against gpg's: a signature made over them as a document in text mode.</summary>
    [NeedsFact("gpg")]
    public void The_octets_to_sign_are_those_that_gpg_signs()
    {
        using var folder = new TempFolder();
        folder.Run($"{Quiet} --quick-gen-key nobody ed25519 sign never");
        var text = "a\n\n- b\nشهادة\n"u8;
        folder.Write("octets", SignedText.OctetsToSign(text));
        folder.Run($"{Quiet} --digest-algo SHA512 --textmode --detach-sign -o signature octets");
        folder.Write("frame", new SignedText(text, folder.Read("signature")).Write());
        folder.Run($"{Quiet} --verify frame");

        // Control: with the last line end they would not be.
        folder.Write("octets", [.. SignedText.OctetsToSign(text), .. "\r\n"u8]);
        folder.Run($"{Quiet} --yes --digest-algo SHA512 --textmode --detach-sign -o signature octets");
        folder.Write("frame", new SignedText(text, folder.Read("signature")).Write());
        Assert.NotEqual(0, folder.Try($"{Quiet} --verify frame").Exit);
    }

    /// <summary>Each of these frames satisfies gpg and says the same text. That is why we read one form only.</summary>
    [NeedsFact("gpg")]
    public void Others_verify_what_we_refuse()
    {
        using var folder = new TempFolder();
        folder.Run($"{Quiet} --quick-gen-key nobody ed25519 sign never");
        folder.Write("text", "first\nsecond\n"u8);
        folder.Run($"{Quiet} --digest-algo SHA512 --clearsign -o frame text");
        var frame = Encoding.UTF8.GetString(folder.Read("frame"));
        var variants = new Dictionary<string, TextFault>
        {
            [frame.Replace("first\n", "first  \n", StringComparison.Ordinal)] = TextFault.TrailingBlank,
            [frame.Replace("\n", "\r\n", StringComparison.Ordinal)] = TextFault.CarriageReturn,
            [frame.Replace("Hash: SHA512\n", "Hash: SHA512\nHash: SHA512\n", StringComparison.Ordinal)] = TextFault.SecondHashHeader,
            ["Dear all,\n\n" + frame] = TextFault.FrameStartMissing,
            [frame + "epoch 9\n"] = TextFault.TextBehindFrame,
            [frame.Replace("\nsecond", "\n- second", StringComparison.Ordinal)] = TextFault.DashEscapeSuperfluous,
            [frame[..^1]] = TextFault.FinalLineEndMissing,
        };
        foreach (var (variant, fault) in variants)
        {
            folder.Write("variant", Encoding.UTF8.GetBytes(variant));
            folder.Run($"{Quiet} --verify variant");
            Assert.False(SignedText.TryRead(folder.Read("variant"), out _, out var refusal));
            Assert.Equal(fault, refusal.Fault);
        }
    }

    [Fact]
    public void Any_text_of_ours_comes_back_from_its_frame()
    {
        var line = Gen.Char["-- abنگ.Hash: "].Array[0, 12].Select(chars => new string(chars).TrimEnd());
        line.Array[1, 8].Sample(
            lines =>
            {
                var text = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
                var frame = new SignedText(text, Packet).Write();
                Assert.True(SignedText.TryRead(frame, out var read, out var refusal), $"{refusal}");
                Assert.Equal(text, read.Text.ToArray());
                Assert.Equal(Packet, read.Signature.ToArray());
                Assert.Equal(Sha256Hash.Of(text), read.Hash);
            },
            iter: Rounds.Of(1_000));
    }

    [Theory]
    [InlineData("no final newline")]
    [InlineData("blank \n")]
    [InlineData("cr\r\n")]
    [InlineData("")]
    public void A_text_that_could_not_be_read_back_is_not_framed(string text) =>
        Assert.Throws<ArgumentException>(() => new SignedText(Encoding.UTF8.GetBytes(text), Packet));

    [Fact]
    public void A_frame_over_the_limit_is_refused_before_it_is_decoded()
    {
        var large = new byte[SignedText.MaximumOctets + 1];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(SignedText.TryRead(large, out _, out var refusal));
        Assert.Equal(TextFault.TooLarge, refusal.Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void The_example_keyring_is_read()
    {
        var frame = File.ReadAllBytes(Path.Combine(Vector.Root(), "keys-example", "keyring.asc"));
        Assert.True(SignedText.TryRead(frame, out var signed, out var refusal), $"{refusal}");
        Assert.True(Keyring.TryRead(signed.Text.Span, out var keyring, out refusal), $"{refusal}");
        Assert.Equal(frame, signed.Write());
        Assert.Equal(signed.Hash, keyring.Hash);
        Assert.True(keyring.Accepts(new DateOnly(2026, 11, 23)));
        Assert.All(keyring.Certificates, certificate => Assert.True(Armor.TryRead(certificate.Armored, "PGP PUBLIC KEY BLOCK", out _)));
    }
}
