using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Org.BouncyCastle.Security;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Certificates;

/// <summary>
/// An opened secret primary key that signs texts and files: version 4, EdDSALegacy, SHA-512, dated the day and no finer. Disposing zeroes
/// the secret octets held here; copies that BouncyCastle made while opening the file it cannot reach.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private readonly byte[] _seed = GC.AllocateArray<byte>(Ed25519.SecretKeySize, pinned: true);
    private bool _disposed;

    internal SigningKey(Ed25519PrivateKeyParameters secret, PgpPublicKey primary)
    {
        secret.Encode(_seed);
        Public = primary;
        Primary = Certificate.FingerprintOf(primary);
    }

    public Fingerprint Primary { get; }

    internal PgpPublicKey Public { get; }

    /// <summary>The primary key's certificate without subkeys: the whole certificate of a root or operator.</summary>
    public string PrimaryCertificate => Armor.Write(CertificateJudge.PublicBlock, Public.GetEncoded());

    /// <summary>Opens the primary key of an armored private key block.</summary>
    /// <param name="armoredSecret">One block as keygen and gpg write it.</param>
    /// <param name="passphrase">Taken as UTF-8. The caller wipes it.</param>
    /// <param name="key">The caller disposes it.</param>
    /// <param name="refusal">Why it does not open.</param>
    public static bool TryOpen(
        string armoredSecret, ReadOnlySpan<char> passphrase, [NotNullWhen(true)] out SigningKey? key, out SecretKeyRefusal refusal) =>
        SecretKeyBlock.TryOpen(armoredSecret, passphrase, out key, out refusal);

    /// <summary>Clear-signs a text.</summary>
    /// <param name="text">UTF-8, LF, no trailing blanks, final newline.</param>
    /// <param name="now">Its day is the signature's date.</param>
    public SignedText Sign(ReadOnlySpan<byte> text, DateTimeOffset now) =>
        new(text, MakeSignature(PgpSignature.CanonicalTextDocument, SignedText.OctetsToSign(text), now));

    /// <summary>A detached armored signature over the octets as they are.</summary>
    /// <param name="octets">What is signed.</param>
    /// <param name="now">Its day is the signature's date.</param>
    public string SignDetached(ReadOnlySpan<byte> octets, DateTimeOffset now) =>
        Armor.Write(Signatures.SignatureBlock, MakeSignature(PgpSignature.BinaryDocument, octets.ToArray(), now));

    /// <summary>For certifications, which BouncyCastle alone can write; its copy of the secret cannot be wiped.</summary>
    internal PgpPrivateKey Signer()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new PgpPrivateKey(Public.KeyId, Public.PublicKeyPacket, new Ed25519PrivateKeyParameters(_seed));
    }

    /// <summary>Signs from our own copy of the seed: BouncyCastle's generator would leave one more behind each time.</summary>
    private byte[] MakeSignature(int type, byte[] octets, DateTimeOffset now)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var subpackets = CertificateProfile.Text(Public, Days.Start(now)).ToArray();
        SignaturePacket Packet(byte[] prefix, MPInteger[] values) => new(
            4, type, Public.KeyId, PublicKeyAlgorithmTag.EdDsa_Legacy, HashAlgorithmTag.Sha512, subpackets, [], prefix, values);

        var digest = DigestUtilities.CalculateDigest("SHA-512", [.. octets, .. Packet([0, 0], []).GetSignatureTrailer()]);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, digest, signature);
        // EdDSALegacy writes the two halves as MPIs. Source: RFC 9580 §5.2.3.3.
        var halves = signature.Chunk(Ed25519.SignatureSize / 2).Select(half => new MPInteger(new BigInteger(1, half))).ToArray();
        using var stream = new MemoryStream();
        using (var packets = new BcpgOutputStream(stream)) packets.WritePacket(Packet(digest[..2], halves));
        return stream.ToArray();
    }

    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_seed);
    }

    public override string ToString() => nameof(SigningKey);
}
