using System.Text;
using Org.BouncyCastle.Security;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Certificates.Tests;

public sealed class KeyringTests
{
    private static readonly DateOnly Until = new(2098, 1, 1), AcceptUntil = new(2098, 6, 30), Expires = new(2098, 12, 31);
    private static readonly Certificate Root = ExampleKeys.Certificate("root"), Reviewer = ExampleKeys.Certificate("reviewer-1");
    private static readonly Certificate Operator = ExampleKeys.Certificate("operator");

    [Fact]
    public void The_example_keyring_is_trusted_by_its_root_alone()
    {
        var frame = File.ReadAllBytes(ExampleKeys.PathOf("keyring.asc"));

        Assert.Equal(KeyringRefusal.None, Judge(frame));
        Assert.Equal(KeyringRefusal.WrongRoot, Judge(frame, root: Operator.Primary));
        Assert.Equal(2, ExampleKeys.Keyring.Lines.SealingSubkeys(ExampleKeys.Today).Count);
        Assert.Equal("operator", ExampleKeys.Keyring.Find(Operator.Primary)?.UserId);
    }

    [Theory]
    [InlineData("Hash: SHA512\n", "Hash: SHA512\nHash: SHA256\n")]
    [InlineData("Hash: SHA512\n", "Hash: SHA256\n")]
    [InlineData("epoch 1\n", "epoch 1 \n")]
    [InlineData("\n", "\r\n")]
    [InlineData("-----BEGIN PGP SIGNED", "hello\n-----BEGIN PGP SIGNED")]
    [InlineData("-----END PGP SIGNATURE-----\n", "-----END PGP SIGNATURE-----\nhello\n")]
    public void A_keyring_not_in_its_one_form_is_refused_though_gpg_takes_it(string before, string after) =>
        Assert.Equal(KeyringRefusal.NotCanonical, Judge(Encoding.UTF8.GetBytes(ExampleKeys.Read("keyring.asc").Replace(before, after, StringComparison.Ordinal))));

    [Fact]
    public void A_keyring_altered_after_signing_is_refused() => Assert.Equal(KeyringRefusal.SignatureWrong, Judge(
        Encoding.UTF8.GetBytes(ExampleKeys.Read("keyring.asc").Replace("2099-01-01", "2099-01-02", StringComparison.Ordinal))));

    [Fact]
    public void A_keyring_with_a_bit_flipped_anywhere_is_refused_and_nothing_is_thrown()
    {
        var frame = File.ReadAllBytes(ExampleKeys.PathOf("keyring.asc"));
        for (var i = 0; i < frame.Length; i += 7)
        {
            frame[i] ^= (byte)(1 << (i % 8));
            Assert.False(VerifiedKeyring.TryOpen(frame, Root.Primary, null, ExampleKeys.Today, out _, out _), $"octet {i}");
            frame[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public void A_keyring_that_the_operator_signed_is_refused() =>
        Assert.Equal(KeyringRefusal.SignatureWrong, Judge(Frame(Sealing(Reviewer), [Reviewer], signer: "operator")));

    [Fact]
    public void A_keyring_past_its_day_is_refused()
    {
        var frame = Frame(Sealing(Reviewer), [Reviewer]);

        Assert.Equal(KeyringRefusal.None, Judge(frame, today: Expires));
        Assert.Equal(KeyringRefusal.Expired, Judge(frame, today: Expires.AddDays(1)));
        Assert.Equal(KeyringRefusal.None, Judge(frame, today: new DateOnly(2016, 1, 1)));
    }

    [Fact]
    public void A_line_that_names_a_subkey_the_certificate_does_not_hold_is_refused() => Assert.Equal(KeyringRefusal.LinesDisagree, Judge(
        Frame([KeyringLine.Sealing(KeyringRole.Holder, Reviewer.Primary, Operator.Primary, ExampleKeys.Today, Until, AcceptUntil)], [Reviewer])));

    [Fact]
    public void A_subkey_slipped_in_beside_the_lines_is_refused()
    {
        // An operator has no subkey in the lines; the certificate of this one has.
        KeyringLine[] lines = [.. Sealing(Reviewer), KeyringLine.Signing(ExampleKeys.Certificate("reviewer-2").Primary, ExampleKeys.Today, Until)];
        Assert.Equal(KeyringRefusal.LinesDisagree, Judge(Frame(lines, [Reviewer, ExampleKeys.Certificate("reviewer-2")])));

        KeyringLine[] control = [.. Sealing(Reviewer), KeyringLine.Signing(Operator.Primary, ExampleKeys.Today, Until)];
        Assert.Equal(KeyringRefusal.None, Judge(Frame(control, [Reviewer, Operator])));
    }

    [Fact]
    public void A_certificate_that_is_not_the_one_the_line_names_is_refused() => Assert.Equal(KeyringRefusal.LinesDisagree, Judge(
        Frame(Sealing(Reviewer), [new KeyringCertificate(Reviewer.Primary, ExampleKeys.Read("reviewer-2.public.asc"))])));

    [Fact]
    public void A_subkey_that_ends_before_its_line_does_is_refused()
    {
        var certificate = New(withSubkeyUntil: new DateOnly(2030, 1, 1));
        KeyringLine Line(DateOnly until) =>
            KeyringLine.Sealing(KeyringRole.Reviewer, certificate.Primary, certificate.Subkeys[0].Fingerprint, ExampleKeys.Today, until, until);

        Assert.Equal(KeyringRefusal.LinesDisagree, Judge(Frame([Line(new(2030, 1, 1))], [certificate])));
        Assert.Equal(KeyringRefusal.None, Judge(Frame([Line(new(2029, 12, 31))], [certificate])));
    }

    [Fact]
    public void A_line_that_begins_before_its_subkey_was_made_is_refused() => Assert.Equal(KeyringRefusal.LinesDisagree, Judge(Frame(
        [KeyringLine.Sealing(KeyringRole.Holder, Reviewer.Primary, Reviewer.Subkeys[0].Fingerprint, ExampleKeys.Today.AddDays(-1), Until, AcceptUntil)], [Reviewer])));

    [Fact]
    public void A_keyring_with_more_reviewers_on_a_day_than_a_message_may_name_is_refused()
    {
        // By hand, because the passphrase of a secret key takes its time on purpose, and none is needed.
        var reviewers = Enumerable.Range(0, 17).Select(number => Certificate.TryRead(new ForgedCertificate().Armored(), ExampleKeys.Now, out var made, out _) ? made : throw new InvalidOperationException()).ToArray();
        byte[] Of(int count, DateOnly lastUntil) => Frame(
            [
                .. reviewers.Take(count).Select((reviewer, at) => KeyringLine.Sealing(
                    at == 0 ? KeyringRole.Holder : KeyringRole.Reviewer, reviewer.Primary, reviewer.Subkeys[0].Fingerprint,
                    at == 16 ? lastUntil : ExampleKeys.Today, at == 16 ? new(2029, 12, 31) : lastUntil.AddDays(-1), new(2029, 12, 31))),
            ],
            reviewers.Take(count));

        Assert.Equal(KeyringRefusal.None, Judge(Of(16, new(2029, 1, 1))));
        Assert.Equal(KeyringRefusal.None, Judge(Of(17, new(2029, 1, 1))));
        Assert.Equal(KeyringRefusal.TooManyReviewers, Judge(Frame(
            [.. reviewers.Select(reviewer => KeyringLine.Sealing(
                KeyringRole.Holder, reviewer.Primary, reviewer.Subkeys[0].Fingerprint, ExampleKeys.Today, new(2029, 1, 1), new(2029, 12, 31)))],
            reviewers)));
    }

    [Theory]
    [InlineData("SHA-1", CertificateRefusal.WeakHash)]
    [InlineData("secret", CertificateRefusal.SecretMaterial)]
    public void A_certificate_inside_that_is_refused_is_named(string kind, CertificateRefusal expected)
    {
        var forged = new ForgedCertificate
        {
            BindingHash = kind == "SHA-1" ? Org.BouncyCastle.Bcpg.HashAlgorithmTag.Sha1 : Org.BouncyCastle.Bcpg.HashAlgorithmTag.Sha512,
            BehindSubkey = (_, _) => kind == "secret" ? [0x9C, 1, 4] : [],
        };
        var frame = Frame(Sealing(Reviewer), [new KeyringCertificate(Reviewer.Primary, forged.Armored())]);

        Assert.False(VerifiedKeyring.TryOpen(frame, Root.Primary, null, ExampleKeys.Today, out _, out var refusal, out var refused));
        Assert.Equal(KeyringRefusal.CertificateRefused, refusal);
        Assert.Equal(new RefusedCertificate(Reviewer.Primary, expected), refused);
    }

    [Fact]
    public void A_lower_epoch_and_a_second_text_of_one_epoch_are_refused()
    {
        var hash = Sha256Hash.Of("another text"u8);
        var second = Frame(Sealing(Reviewer), [Reviewer], epoch: 2, previous: hash);
        var seen = new SignedTextHash(second).Value;

        Assert.Equal(KeyringRefusal.None, Judge(second, pin: new Pin(Root.Primary, 2, seen)));
        Assert.Equal(KeyringRefusal.Fork, Judge(second, pin: new Pin(Root.Primary, 2, hash)));
        Assert.Equal(KeyringRefusal.EpochLower, Judge(second, pin: new Pin(Root.Primary, 3, hash)));
        Assert.Equal(KeyringRefusal.None, Judge(second, pin: new Pin(Root.Primary, 1, hash)));
        Assert.Equal(KeyringRefusal.PreviousHashWrong, Judge(second, pin: new Pin(Root.Primary, 1, seen)));
        Assert.Equal(KeyringRefusal.WrongRoot, Judge(second, pin: new Pin(Operator.Primary, 1, hash)));
    }

    [Fact]
    public void Whoever_missed_epochs_is_not_locked_out() => Assert.Equal(
        KeyringRefusal.None,
        Judge(Frame(Sealing(Reviewer), [Reviewer], epoch: 9, previous: Sha256Hash.Of("eight"u8)), pin: new Pin(Root.Primary, 1, Sha256Hash.Of("one"u8))));

    [Fact]
    public void A_chain_is_taken_whole_and_refused_with_a_gap_or_a_wrong_hash()
    {
        var first = Frame(Sealing(Reviewer), [Reviewer]);
        var second = Frame(Sealing(Reviewer), [Reviewer], epoch: 2, previous: new SignedTextHash(first).Value);
        var third = Frame(Sealing(Reviewer), [Reviewer], epoch: 3, previous: new SignedTextHash(second).Value);
        var strange = Frame(Sealing(Reviewer), [Reviewer], epoch: 3, previous: new SignedTextHash(first).Value);

        Assert.Equal(KeyringRefusal.None, Chain(first, second, third));
        Assert.Equal(KeyringRefusal.ChainGap, Chain(first, third));
        Assert.Equal(KeyringRefusal.PreviousHashWrong, Chain(first, second, strange));
        Assert.Equal(KeyringRefusal.EpochLower, Chain(second, first));
        Assert.Equal(KeyringRefusal.NotCanonical, Chain());
    }

    [Fact]
    public void Sealing_uses_the_later_of_the_clock_and_the_day_of_issue()
    {
        var keyring = ExampleKeys.Keyring;

        Assert.Equal(ExampleKeys.Today, keyring.SealingDay(new DateOnly(2016, 1, 1)));
        Assert.Equal(new DateOnly(2030, 1, 1), keyring.SealingDay(new DateOnly(2030, 1, 1)));
        Assert.Null(keyring.SealingDay(new DateOnly(2100, 1, 1)));
    }

    [NeedsFact("gpg")]
    public void Stock_gpg_verifies_the_example_keyring_and_takes_its_certificates()
    {
        using var tools = new StockTools();
        var keyring = ExampleKeys.PathOf("keyring.asc");

        Assert.NotEqual(0, tools.Gpg("--verify", keyring).Code);
        tools.Gpg("--import", ExampleKeys.PathOf("root.public.asc"));
        Assert.Equal(0, tools.Gpg("--verify", keyring).Code);
        tools.Gpg("--import", tools.Write("text", tools.Gpg("-d", keyring).Output));
        var listed = Encoding.UTF8.GetString(tools.Gpg("--with-colons", "--list-keys").Output);
        foreach (var primary in ExampleKeys.Keyring.Lines.Keys.Select(line => line.Primary)) Assert.Contains($":{primary}:", listed, StringComparison.Ordinal);
    }

    private static KeyringLine[] Sealing(Certificate certificate) =>
        [KeyringLine.Sealing(KeyringRole.Holder, certificate.Primary, certificate.Subkeys[0].Fingerprint, ExampleKeys.Today, Until, AcceptUntil)];

    private static byte[] Frame(
        KeyringLine[] lines, IEnumerable<Certificate> certificates, int epoch = 1, Sha256Hash? previous = null, string signer = "root") =>
        Frame(lines, certificates.Select(certificate => new KeyringCertificate(certificate.Primary, certificate.Armored)), epoch, previous, signer);

    private static byte[] Frame(
        KeyringLine[] lines, IEnumerable<KeyringCertificate> certificates, int epoch = 1, Sha256Hash? previous = null, string signer = "root")
    {
        var key = ExampleKeys.Secret(signer);
        return key.Sign(
            Keyring.Compose(
                epoch, ExampleKeys.Today, Expires, previous, Root.Primary, ["http://127.0.0.1:8080"], lines,
                [new KeyringCertificate(Root.Primary, Root.Armored), .. certificates]).Text.Span,
            ExampleKeys.Now).Write();
    }

    private static Certificate New(DateOnly withSubkeyUntil)
    {
        var key = NewKey.Make("other", withSubkey: true, ExampleKeys.Now, withSubkeyUntil, "words", new SecureRandom());
        Assert.True(Certificate.TryRead(key.Public, ExampleKeys.Now, out var certificate, out _));
        return certificate;
    }

    private static KeyringRefusal Judge(byte[] frame, Fingerprint? root = null, Pin? pin = null, DateOnly? today = null)
    {
        Assert.Equal(VerifiedKeyring.TryOpen(frame, root ?? Root.Primary, pin, today ?? ExampleKeys.Today, out var keyring, out var refusal), keyring is not null);
        Assert.Equal(keyring is not null, refusal == KeyringRefusal.None);
        return refusal;
    }

    private static KeyringRefusal Chain(params byte[][] frames)
    {
        Assert.Equal(VerifiedKeyring.TryOpenChain(frames, Root.Primary, null, ExampleKeys.Today, out var keyring, out var refusal, out _), keyring is not null);
        return refusal;
    }

    private sealed class SignedTextHash(byte[] frame)
    {
        public Sha256Hash Value { get; } = SignedText.TryRead(frame, out var text, out _) ? text.Hash : throw new InvalidOperationException();
    }
}
