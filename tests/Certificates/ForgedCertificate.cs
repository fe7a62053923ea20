using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Bcpg.Sig;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates.Tests;

/// <summary>A certificate made by hand with BouncyCastle: as it should be, but for what a test changes.</summary>
internal sealed record ForgedCertificate
{
    private static readonly SecureRandom Random = new();
    private readonly Ed25519PrivateKeyParameters _secret = new(Random);

    public DateTime Created { get; init; } = new(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc);
    public string UserId { get; init; } = "reviewer";
    public PublicKeyAlgorithmTag SubkeyAlgorithm { get; init; } = PublicKeyAlgorithmTag.ECDH;
    public byte[]? SubkeyPoint { get; init; }
    public HashAlgorithmTag SelfHash { get; init; } = HashAlgorithmTag.Sha512;
    public HashAlgorithmTag BindingHash { get; init; } = HashAlgorithmTag.Sha512;
    public int PrimaryFlags { get; init; } = KeyFlags.CertifyOther | KeyFlags.SignData;
    public int SubkeyFlags { get; init; } = KeyFlags.EncryptComms | KeyFlags.EncryptStorage;
    public byte? Features { get; init; } = 1;
    public int[] Symmetric { get; init; } = [9];
    public int[] Hashes { get; init; } = [10];
    public int[] Compression { get; init; } = [0];
    public long PrimarySeconds { get; init; }
    public Action<PgpSignatureSubpacketGenerator> MoreSelf { get; init; } = _ => { };
    public PgpSignatureSubpacketVector? SelfUnsigned { get; init; }
    public int SelfType { get; init; } = PgpSignature.PositiveCertification;

    /// <summary>Packets put behind the primary key, its user ID and its subkey.</summary>
    public Func<PgpPublicKey, PgpPrivateKey, byte[]> BehindKey { get; init; } = (_, _) => [];
    public Func<PgpPublicKey, PgpPrivateKey, byte[]> BehindUserId { get; init; } = (_, _) => [];
    public Func<PgpPublicKey, PgpPrivateKey, byte[]> BehindSubkey { get; init; } = (_, _) => [];
    public bool WithBinding { get; init; } = true;

    /// <summary>Binds the subkey with a stranger's key under the primary's key ID.</summary>
    public bool BoundByStranger { get; init; }

    public byte[] Octets()
    {
        var primary = new PgpPublicKey(PublicKeyAlgorithmTag.EdDsa_Legacy, _secret.GeneratePublicKey(), Created);
        var signer = new PgpPrivateKey(primary.KeyId, primary.PublicKeyPacket, _secret);
        var stranger = new PgpPrivateKey(primary.KeyId, primary.PublicKeyPacket, new Ed25519PrivateKeyParameters(Random));
        var self = Common(primary);
        self.SetKeyFlags(true, PrimaryFlags);
        self.SetPreferredSymmetricAlgorithms(false, Symmetric);
        self.SetPreferredHashAlgorithms(false, Hashes);
        self.SetPreferredCompressionAlgorithms(false, Compression);
        if (Features is { } features) self.SetFeature(false, features);
        if (PrimarySeconds > 0) self.SetKeyExpirationTime(true, PrimarySeconds);
        MoreSelf(self);
        var binding = Common(primary);
        binding.SetKeyFlags(true, SubkeyFlags);

        var agreement = new X25519PrivateKeyParameters(Random).GeneratePublicKey();
        if (SubkeyPoint is not null) agreement = new X25519PublicKeyParameters(SubkeyPoint, 0);
        var template = new PgpPublicKey(SubkeyAlgorithm, agreement, Created).PublicKeyPacket;
        var subkey = new PgpPublicKey(new PublicSubkeyPacket(PublicKeyPacket.Version4, SubkeyAlgorithm, Created, template.Key));
        return
        [
            .. primary.GetEncoded(), .. BehindKey(primary, signer), .. Packet(new UserIdPacket(UserId)),
            .. Generator(SelfType, SelfHash, signer, self, SelfUnsigned).GenerateCertification(UserId, primary).GetEncoded(), .. BehindUserId(primary, signer),
            .. subkey.GetEncoded(),
            .. WithBinding
                ? Generator(PgpSignature.SubkeyBinding, BindingHash, BoundByStranger ? stranger : signer, binding, null).GenerateCertification(primary, subkey).GetEncoded()
                : [],
            .. BehindSubkey(primary, signer),
        ];
    }

    public string Armored() => Armor.Write("PGP PUBLIC KEY BLOCK", Octets());

    public static byte[] Packet(ContainedPacket packet)
    {
        using var stream = new MemoryStream();
        var packets = new BcpgOutputStream(stream);
        packets.WritePacket(packet);
        packets.Flush();
        return stream.ToArray();
    }

    public static PgpSignatureSubpacketGenerator Common(PgpPublicKey primary)
    {
        var subpackets = new PgpSignatureSubpacketGenerator();
        subpackets.SetSignatureCreationTime(true, primary.CreationTime);
        subpackets.SetIssuerFingerprint(false, primary);
        subpackets.SetIssuerKeyID(false, primary.KeyId);
        return subpackets;
    }

    public static PgpSignatureGenerator Generator(
        int type, HashAlgorithmTag hash, PgpPrivateKey signer, PgpSignatureSubpacketGenerator signed, PgpSignatureSubpacketVector? unsigned)
    {
        var generator = new PgpSignatureGenerator(signer.PublicKeyPacket.Algorithm, hash);
        generator.InitSign(type, signer);
        generator.SetHashedSubpackets(signed.Generate());
        generator.SetUnhashedSubpackets(unsigned);
        return generator;
    }
}
