using System.Buffers.Binary;
using System.Security.Cryptography;
using SecureDrop.Formats;

namespace SecureDrop.Benchmarks.Load;

/// <summary>
/// A message that the accepted profile takes (Formats/OpenPgp/Profile): a PKESK for each recipient, one SEIPD version 1, the end. Nobody
/// can open it. Only its first octets differ from the next one's, so that making it costs the measured machine nothing.
/// </summary>
internal sealed class Lookalike
{
    private const int FreshOctets = 32;

    private readonly byte[] _front;
    private readonly int _freshAt;
    private readonly ArraySegment<byte> _rest;

    /// <param name="octets">Length of the whole message.</param>
    /// <param name="recipients">Encryption subkeys in the gateway's keyring.</param>
    /// <param name="random">At least so many random octets; shared, never written.</param>
    public Lookalike(int octets, IReadOnlyList<KeyId> recipients, byte[] random)
    {
        using var front = new MemoryStream();
        foreach (var recipient in recipients) WriteSessionKeyPacket(front, recipient);
        WriteEncryptedDataHeader(front, octets - (int)front.Length - 6);
        _freshAt = (int)front.Length;
        front.Write(new byte[FreshOctets]);
        _front = front.ToArray();
        _rest = new ArraySegment<byte>(random, 0, octets - _front.Length);
        Renew();
    }

    public int Octets => _front.Length + _rest.Count;

    /// <summary>The octets in two pieces, to be sent before the next <see cref="Renew"/>.</summary>
    public ArraySegment<byte>[] Pieces => [_front, _rest];

    /// <summary>Makes it another message.</summary>
    public void Renew() => RandomNumberGenerator.Fill(_front.AsSpan(_freshAt));

    // RFC 9580 §5.1.6: version 3, key ID, ECDH, a point of 263 bits, a wrapped key of 48 octets.
    private static void WriteSessionKeyPacket(MemoryStream to, KeyId recipient)
    {
        var keyId = Convert.FromHexString($"{recipient}");
        to.Write([0xC1, 94, 3, .. keyId, 18, 0x01, 0x07, 0x40, .. RandomNumberGenerator.GetBytes(32), 48, .. RandomNumberGenerator.GetBytes(48)]);
    }

    // RFC 9580 §5.13.1, with a length of five octets.
    private static void WriteEncryptedDataHeader(MemoryStream to, int length)
    {
        Span<byte> header = [0xD2, 0xFF, 0, 0, 0, 0, 1];
        BinaryPrimitives.WriteInt32BigEndian(header[2..], length);
        to.Write(header);
    }
}
