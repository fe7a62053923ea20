using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// What a PKESK version 3 to a Curve25519 subkey wraps: an algorithm, its key, two octets of a sum. The library derives and unwraps; its own reading of a
/// message would do so twice for each. Disposing wipes it. Source: RFC 9580 §5.1.3, §5.1.6, §11.5.
/// </summary>
internal sealed class SessionKey : IDisposable
{
    /// <summary>In the packet's body, whose one form <see cref="Profile"/> fixes.</summary>
    private const int PointAt = 13, PointOctets = 32, WrappedAt = 46;
    private readonly byte[] _octets;

    private SessionKey(byte[] octets) => _octets = octets;

    public SymmetricKeyAlgorithmTag Algorithm => (SymmetricKeyAlgorithmTag)_octets[0];

    public ReadOnlySpan<byte> Key => _octets.AsSpan(1..^2);

    /// <summary>The sum agrees, and the key is as long as its algorithm wants it.</summary>
    public bool IsWhole
    {
        get
        {
            var sum = 0;
            foreach (var octet in Key) sum += octet;
            var length = Algorithm switch { SymmetricKeyAlgorithmTag.Aes128 => 16, SymmetricKeyAlgorithmTag.Aes192 => 24, _ => 32 };
            return Key.Length == length && _octets[^2] == (byte)(sum >> 8) && _octets[^1] == (byte)sum;
        }
    }

    /// <param name="packet">The body of a PKESK that has been judged.</param>
    /// <param name="secret">The subkey it names.</param>
    /// <returns>Null when it was not sealed to this subkey, whatever its key ID says.</returns>
    public static SessionKey? Unwrap(ReadOnlySpan<byte> packet, PgpPrivateKey secret)
    {
        var shared = new byte[PointOctets];
        try
        {
            var agreement = new X25519Agreement();
            agreement.Init(secret.Key);
            agreement.CalculateAgreement(new X25519PublicKeyParameters(packet.Slice(PointAt, PointOctets)), shared, 0);
            var wrapping = new AesWrapEngine();
            wrapping.Init(false, new KeyParameter(Rfc6637Utilities.CreateKey(secret.PublicKeyPacket, shared)));
            var padded = wrapping.Unwrap(packet[WrappedAt..].ToArray(), 0, packet.Length - WrappedAt);
            var octets = PgpPad.UnpadSessionData(padded);
            CryptographicOperations.ZeroMemory(padded);
            return octets.Length > 3 ? new SessionKey(octets) : null;
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // The library throws exceptions of many types at what it cannot read.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_octets);

    public override string ToString() => nameof(SessionKey);
}
