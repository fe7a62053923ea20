using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Certificates.Tests;

public sealed class SignatureTests
{
    private static readonly byte[] Text = "first line\n- a dash, اللغة\nFrom the end\n"u8.ToArray();
    private static readonly Certificate Operator = ExampleKeys.Certificate("operator");

    [Fact]
    public void A_signed_text_verifies_and_no_other_does()
    {
        var key = ExampleKeys.Secret("operator");
        var signed = key.Sign(Text, ExampleKeys.Now);
        var other = new SignedText("first line\n"u8, signed.Signature.Span);

        Assert.True(SignedText.TryRead(signed.Write(), out var read, out _));
        Assert.True(Signatures.Verify(read, Operator, ExampleKeys.Now));
        Assert.False(Signatures.Verify(other, Operator, ExampleKeys.Now));
        Assert.False(Signatures.Verify(read, ExampleKeys.Certificate("root"), ExampleKeys.Now));
    }

    [Fact]
    public void A_detached_signature_verifies_and_no_other_file_does()
    {
        var key = ExampleKeys.Secret("operator");
        var signature = key.SignDetached(Text, ExampleKeys.Now);

        Assert.True(Signatures.VerifyDetached(Text, signature, Operator, ExampleKeys.Now));
        Assert.False(Signatures.VerifyDetached(Text.AsSpan(1), signature, Operator, ExampleKeys.Now));
        Assert.False(Signatures.VerifyDetached(Text, signature + "\n", Operator, ExampleKeys.Now));
        Assert.False(Signatures.VerifyDetached(Text, key.Sign(Text, ExampleKeys.Now).ToString() ?? "", Operator, ExampleKeys.Now));
    }

    [Fact]
    public void A_signature_tells_the_day_and_no_finer_time()
    {
        var key = ExampleKeys.Secret("operator");

        Assert.Equal(key.SignDetached(Text, ExampleKeys.Now), key.SignDetached(Text, ExampleKeys.Now.AddHours(5)));
        Assert.NotEqual(key.SignDetached(Text, ExampleKeys.Now), key.SignDetached(Text, ExampleKeys.Now.AddDays(1)));
    }

    [Fact]
    public void A_signature_is_refused_when_a_bit_of_any_octet_is_flipped()
    {
        var key = ExampleKeys.Secret("operator");
        Assert.True(Armor.TryRead(key.SignDetached(Text, ExampleKeys.Now), Signatures.SignatureBlock, out var packet));
        for (var i = 0; i < packet.Length; i++)
        {
            packet[i] ^= (byte)(1 << (i % 8));
            Assert.False(Signatures.VerifyDetached(Text, Armor.Write(Signatures.SignatureBlock, packet), Operator, ExampleKeys.Now), $"octet {i}");
            packet[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(-1, false)]
    public void A_signature_is_refused_when_dated_before_its_key_or_after_tomorrow(int days, bool expected)
    {
        var key = ExampleKeys.Secret("operator");

        Assert.Equal(expected, Signatures.VerifyDetached(Text, key.SignDetached(Text, ExampleKeys.Now.AddDays(days)), Operator, ExampleKeys.Now));
    }

    [Theory]
    [InlineData(HashAlgorithmTag.Sha512, 0, true)]
    [InlineData(HashAlgorithmTag.Sha256, 0, false)]
    [InlineData(HashAlgorithmTag.Sha1, 0, false)]
    [InlineData(HashAlgorithmTag.Sha512, 3600, false)]
    public void A_signature_of_another_hash_or_a_finer_time_is_refused(HashAlgorithmTag hash, int seconds, bool expected)
    {
        var octets = ExampleKeys.Read("operator.secret.asc");
        Assert.True(Armor.TryRead(octets, "PGP PRIVATE KEY BLOCK", out var packets));
        var secret = new PgpSecretKeyRing(packets).GetSecretKey();
        var generator = new PgpSignatureGenerator(PublicKeyAlgorithmTag.EdDsa_Legacy, hash);
        generator.InitSign(PgpSignature.BinaryDocument, secret.ExtractPrivateKeyUtf8(ExampleKeys.Passphrase.ToCharArray()));
        var signed = new PgpSignatureSubpacketGenerator();
        signed.SetSignatureCreationTime(true, ExampleKeys.Now.UtcDateTime.Date.AddSeconds(seconds));
        signed.SetIssuerFingerprint(false, secret.PublicKey);
        signed.SetIssuerKeyID(false, secret.KeyId);
        generator.SetHashedSubpackets(signed.Generate());
        generator.Update(Text);
        var armored = Armor.Write(Signatures.SignatureBlock, generator.Generate().GetEncoded());

        Assert.Equal(expected, Signatures.VerifyDetached(Text, armored, Operator, ExampleKeys.Now));
    }

    [Fact]
    public void A_secret_key_that_is_closed_signs_no_more()
    {
        var key = ExampleKeys.OpenSecret("operator");
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.SignDetached(Text, ExampleKeys.Now));
        Assert.Equal("SigningKey", key.ToString());
    }

    [Fact]
    public void A_secret_key_opens_only_with_its_passphrase_and_whole()
    {
        var operatorKey = ExampleKeys.Read("operator.secret.asc");

        Assert.False(SigningKey.TryOpen(operatorKey, "wrong", out _, out var refusal));
        Assert.Equal(SecretKeyRefusal.WrongPassphrase, refusal);
        Assert.False(SigningKey.TryOpen(ExampleKeys.Read("operator.public.asc"), ExampleKeys.Passphrase, out _, out refusal));
        Assert.Equal(SecretKeyRefusal.Malformed, refusal);
        Assert.False(SigningKey.TryOpen(operatorKey[..200], ExampleKeys.Passphrase, out _, out refusal));
        Assert.Equal(SecretKeyRefusal.Malformed, refusal);
    }

    [Fact]
    public void A_secret_key_with_an_exchanged_public_part_is_refused()
    {
        Assert.True(Armor.TryRead(ExampleKeys.Read("operator.secret.asc"), "PGP PRIVATE KEY BLOCK", out var octets));
        Assert.True(Armor.TryRead(ExampleKeys.Read("root.public.asc"), "PGP PUBLIC KEY BLOCK", out var stranger));
        // Header 2, then version, time, algorithm, curve, and the point in the last 33 octets of 51.
        stranger.AsSpan(2 + 51 - 33, 33).CopyTo(octets.AsSpan(2 + 51 - 33));

        Assert.False(SigningKey.TryOpen(Armor.Write("PGP PRIVATE KEY BLOCK", octets), ExampleKeys.Passphrase, out _, out var refusal));
        Assert.Equal(SecretKeyRefusal.Malformed, refusal);
    }

    [NeedsFact("gpg", "sqop")]
    public void Stock_tools_verify_what_we_sign_and_nothing_altered()
    {
        using var tools = new StockTools();
        var key = ExampleKeys.Secret("operator");
        var text = tools.Write("text", Text);
        var signature = tools.Write("text.asc", Encoding.ASCII.GetBytes(key.SignDetached(Text, ExampleKeys.Now)));
        var signed = key.Sign(Text, ExampleKeys.Now).Write();
        var frame = tools.Write("frame.asc", signed);
        var altered = tools.Write("altered.asc", [.. signed.AsSpan().Slice(0, 60), (byte)'x', .. signed.AsSpan(60)]);
        tools.Gpg("--import", ExampleKeys.PathOf("operator.public.asc"));

        Assert.Equal(0, tools.Gpg("--verify", signature, text).Code);
        Assert.Equal(0, tools.Gpg("--verify", frame).Code);
        Assert.Equal(Text, tools.Gpg("-d", frame).Output);
        Assert.Equal(0, tools.Run("sh", "-c", $"sqop verify {signature} {ExampleKeys.PathOf("operator.public.asc")} < {text}").Code);
        Assert.NotEqual(0, tools.Gpg("--verify", altered).Code);
    }
}
