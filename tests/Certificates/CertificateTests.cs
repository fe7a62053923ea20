using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates.Tests;

public sealed class CertificateTests
{
    private const string Block = "PGP PUBLIC KEY BLOCK";

    public static IEnumerable<object[]> Forgeries => Made.Select(forgery => new object[] { forgery.Key, forgery.Value.Refusal });

    private static Dictionary<string, (Func<string> Make, CertificateRefusal Refusal)> Made { get; } = new()
    {
        ["as it should be"] = (() => new ForgedCertificate().Armored(), CertificateRefusal.None),
        ["a SHA-256 self-signature"] = (() => new ForgedCertificate { SelfHash = HashAlgorithmTag.Sha256 }.Armored(), CertificateRefusal.None),

        ["CRLF"] = (() => Example.ReplaceLineEndings("\r\n"), CertificateRefusal.ArmorNotCanonical),
        ["a comment header"] = (() => Example.Replace("-----\n\n", "-----\nComment: me\n\n", StringComparison.Ordinal), CertificateRefusal.ArmorNotCanonical),
        ["text before"] = (() => "hello\n" + Example, CertificateRefusal.ArmorNotCanonical),
        ["text behind"] = (() => Example + "hello\n", CertificateRefusal.ArmorNotCanonical),
        ["another block behind"] = (() => Example + Example, CertificateRefusal.ArmorNotCanonical),
        ["nothing"] = (() => "", CertificateRefusal.ArmorNotCanonical),

        ["a private key block"] = (() => ExampleKeys.Read("reviewer-1.secret.asc"), CertificateRefusal.SecretMaterial),
        ["a secret key in a public block"] = (() => Armor.Write(Block, Unarmor("reviewer-1.secret.asc", "PGP PRIVATE KEY BLOCK")), CertificateRefusal.SecretMaterial),
        ["a secret subkey behind"] = (() => new ForgedCertificate { BehindSubkey = (_, _) => [0x9C, 1, 4] }.Armored(), CertificateRefusal.SecretMaterial),

        ["cut"] = (() => Armor.Write(Block, new ForgedCertificate().Octets().AsSpan(0, 90)), CertificateRefusal.Malformed),
        ["a new packet header"] = (() => Armor.Write(Block, WithNewHeader(new ForgedCertificate().Octets())), CertificateRefusal.Malformed),
        ["a user ID with a right-to-left override"] = (() => new ForgedCertificate { UserId = "re\u202Everieweer" }.Armored(), CertificateRefusal.Malformed),
        ["a user ID with a line end"] = (() => new ForgedCertificate { UserId = "re\nviewer" }.Armored(), CertificateRefusal.Malformed),
        ["a subpacket that claims a gigabyte"] = (() => Armor.Write(Block, WithGiantSubpacket()), CertificateRefusal.Malformed),
        ["300 KiB of subkeys"] = (() => new ForgedCertificate { BehindSubkey = (_, _) => new byte[300 << 10] }.Armored(), CertificateRefusal.Malformed),

        ["an Ed25519 primary of RFC 9580"] = (() => Armor.Write(Block, WithAlgorithm(27)), CertificateRefusal.AlgorithmOutsideProfile),
        ["an RSA primary"] = (() => Armor.Write(Block, WithAlgorithm(1)), CertificateRefusal.AlgorithmOutsideProfile),
        ["an X25519 subkey of RFC 9580"] = (() => new ForgedCertificate { SubkeyAlgorithm = PublicKeyAlgorithmTag.X25519 }.Armored(), CertificateRefusal.AlgorithmOutsideProfile),
        ["a subkey point of low order"] = (() => new ForgedCertificate { SubkeyPoint = LowOrder }.Armored(), CertificateRefusal.AlgorithmOutsideProfile),

        ["no user ID"] = (() => Armor.Write(Block, WithoutUserId()), CertificateRefusal.Unbound),
        ["a second user ID"] = (() => new ForgedCertificate { BehindUserId = (_, _) => ForgedCertificate.Packet(new UserIdPacket("other")) }.Armored(), CertificateRefusal.Unbound),
        ["a subkey without binding"] = (() => new ForgedCertificate { WithBinding = false }.Armored(), CertificateRefusal.Unbound),
        ["a direct key signature"] = (() => new ForgedCertificate { BehindKey = Direct }.Armored(), CertificateRefusal.Unbound),
        ["a key revocation"] = (() => Armor.Write(Block, WithRevocation()), CertificateRefusal.Revoked),
        ["a revoked user ID"] = (() => new ForgedCertificate { SelfType = PgpSignature.CertificationRevocation }.Armored(), CertificateRefusal.Revoked),

        ["a SHA-1 self-signature"] = (() => new ForgedCertificate { SelfHash = HashAlgorithmTag.Sha1 }.Armored(), CertificateRefusal.WeakHash),
        ["a SHA-1 binding"] = (() => new ForgedCertificate { BindingHash = HashAlgorithmTag.Sha1 }.Armored(), CertificateRefusal.WeakHash),
        ["a subkey bound by a stranger"] = (() => new ForgedCertificate { BoundByStranger = true }.Armored(), CertificateRefusal.SignatureWrong),

        ["a notation"] = (() => new ForgedCertificate { MoreSelf = self => self.AddNotationData(false, true, "a@b", "c") }.Armored(), CertificateRefusal.SubpacketsOutsideProfile),
        ["key flags twice"] = (() => new ForgedCertificate { MoreSelf = self => self.AddCustomSubpacket(self.GetSubpackets(SignatureSubpacketTag.KeyFlags)[0]) }.Armored(), CertificateRefusal.SubpacketsOutsideProfile),
        ["something in the unsigned area"] = (() => new ForgedCertificate { SelfUnsigned = Unsigned() }.Armored(), CertificateRefusal.SubpacketsOutsideProfile),

        ["a primary that encrypts too"] = (() => new ForgedCertificate { PrimaryFlags = 0x0F }.Armored(), CertificateRefusal.CapabilityWrong),
        ["a subkey that signs"] = (() => new ForgedCertificate { SubkeyFlags = 0x0E }.Armored(), CertificateRefusal.CapabilityWrong),
        ["features with SEIPD version 2"] = (() => new ForgedCertificate { Features = 9 }.Armored(), CertificateRefusal.FeaturesOutsideProfile),
        ["no features"] = (() => new ForgedCertificate { Features = null }.Armored(), CertificateRefusal.FeaturesOutsideProfile),
        ["AES-128 preferred too"] = (() => new ForgedCertificate { Symmetric = [9, 7] }.Armored(), CertificateRefusal.PreferencesOutsideProfile),
        ["SHA-1 preferred too"] = (() => new ForgedCertificate { Hashes = [10, 2] }.Armored(), CertificateRefusal.PreferencesOutsideProfile),
        ["compression preferred"] = (() => new ForgedCertificate { Compression = [2, 0] }.Armored(), CertificateRefusal.PreferencesOutsideProfile),

        ["made tomorrow"] = (() => new ForgedCertificate { Created = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc) }.Armored(), CertificateRefusal.NotYetValid),
        ["expired at noon"] = (() => new ForgedCertificate { PrimarySeconds = 12 * 3600 }.Armored(), CertificateRefusal.Expired),
        ["expiring tonight"] = (() => new ForgedCertificate { PrimarySeconds = 24 * 3600 }.Armored(), CertificateRefusal.None),
    };

    private static string Example => ExampleKeys.Read("reviewer-1.public.asc");

    /// <summary>One of the eight, RFC 7748 §6.1's all-zero case among them.</summary>
    private static byte[] LowOrder { get; } = Convert.FromHexString("E0EB7A7C3B41B8AE1656E3FAF19FC46ADA098DEB9C32B1FD866205165F49B800");

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_certificate_is_judged_by_name(string forgery, CertificateRefusal expected)
    {
        var armored = Made[forgery].Make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var accepted = Certificate.TryRead(armored, ExampleKeys.Now, out var certificate, out var refusal);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(expected, refusal);
        Assert.Equal(expected == CertificateRefusal.None, accepted);
        Assert.Equal(accepted, certificate is not null);
        Assert.True(allocated < 4 << 20, $"{allocated} octets");
    }

    [Fact]
    public void A_certificate_is_refused_when_a_bit_of_any_octet_is_flipped()
    {
        var octets = Unarmor("reviewer-1.public.asc", Block);
        Assert.True(Certificate.TryRead(Armor.Write(Block, octets), ExampleKeys.Now, out _, out _));
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] ^= (byte)(1 << (i % 8));
            Assert.False(Certificate.TryRead(Armor.Write(Block, octets), ExampleKeys.Now, out _, out _), $"octet {i}");
            octets[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Theory]
    [InlineData("reviewer-1", 1)]
    [InlineData("reviewer-2", 1)]
    [InlineData("root", 0)]
    [InlineData("operator", 0)]
    public void Each_example_certificate_is_accepted(string name, int subkeys)
    {
        var certificate = ExampleKeys.Certificate(name);

        Assert.Equal(subkeys, certificate.Subkeys.Count);
        Assert.Equal(name, certificate.UserId);
        Assert.Equal(ExampleKeys.Read(name + ".public.asc"), certificate.Armored);
    }

    private static byte[] Unarmor(string file, string type)
    {
        Assert.True(Armor.TryRead(ExampleKeys.Read(file), type, out var octets));
        return octets;
    }

    /// <summary>The primary key's algorithm is the octet behind header, version and creation time.</summary>
    private static byte[] WithAlgorithm(byte algorithm)
    {
        var octets = new ForgedCertificate().Octets();
        octets[7] = algorithm;
        return octets;
    }

    /// <summary>As gpg stores it: behind the primary key.</summary>
    private static byte[] WithRevocation()
    {
        var octets = Unarmor("operator.public.asc", Block);
        var key = 2 + octets[1];
        return [.. octets[..key], .. Unarmor("operator.revocation.asc", Block), .. octets[key..]];
    }

    /// <summary>In the signed area of the self-signature, behind header (2) and version to length (6).</summary>
    private static byte[] WithGiantSubpacket()
    {
        var octets = new ForgedCertificate().Octets();
        var userId = 2 + octets[1];
        var signature = userId + 2 + octets[userId + 1];
        new byte[] { 0xFF, 0x40, 0, 0, 0 }.CopyTo(octets, signature + 8);
        return octets;
    }

    private static byte[] WithNewHeader(byte[] octets) => [0xC6, .. octets[1..]];

    private static byte[] WithoutUserId()
    {
        var octets = new ForgedCertificate().Octets();
        var key = 2 + octets[1];
        var userId = key + 2 + octets[key + 1];
        return [.. octets[..key], .. octets[userId..]];
    }

    private static byte[] Direct(PgpPublicKey primary, PgpPrivateKey signer) => ForgedCertificate
        .Generator(PgpSignature.DirectKey, HashAlgorithmTag.Sha512, signer, ForgedCertificate.Common(primary), null)
        .GenerateCertification(primary).GetEncoded();

    private static PgpSignatureSubpacketVector Unsigned()
    {
        var subpackets = new PgpSignatureSubpacketGenerator();
        subpackets.AddNotationData(false, true, "a@b", "c");
        return subpackets.Generate();
    }
}
