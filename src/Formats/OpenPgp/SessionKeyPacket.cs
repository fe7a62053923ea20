using System.Buffers.Binary;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// Gathers the body of one PKESK (RFC 9580 §5.1) and judges each field as soon as it is whole, so that the answer does not
/// depend on how the octets were cut: version, key ID, recipient, repeated, algorithm, session key.
/// </summary>
internal sealed class SessionKeyPacket(RecipientRule rule)
{
    private const byte Version = 3;
    private const byte Ecdh = 18;
    private const int PointBits = 263; // 0x40 and 256 bits of a native point: RFC 9580 §9.2.1
    private const byte NativePoint = 0x40;
    private const byte WrappedOctets = 48; // algorithm, AES-256 key and checksum padded to 40 octets, and RFC 3394's eight

    private readonly byte[] _body = new byte[Profile.SessionKeyPacketOctets];
    private readonly List<KeyId> _recipients = [];
    private uint _length;
    private int _gathered;

    public IReadOnlyList<KeyId> Recipients => _recipients;

    public bool IsWhole => _gathered == _length;

    public Refusal? Begin(uint length)
    {
        (_length, _gathered) = (length, 0);
        return length == 0 ? Refusal.MalformedOpenPgp : null;
    }

    /// <summary>Takes octets of the body and says how many it used.</summary>
    public Refusal? Read(ReadOnlySpan<byte> octets, out int used)
    {
        used = 0;
        while (used < octets.Length && !IsWhole)
        {
            var field = FieldEnd(_gathered);
            var taken = Math.Min(field - _gathered, octets.Length - used);
            octets.Slice(used, taken).CopyTo(_body.AsSpan(_gathered));
            _gathered += taken;
            used += taken;
            if (_gathered < field) break;
            if (Judge(field) is { } refusal) return refusal;
            if (FieldEnd(_gathered) > _length) return Refusal.MalformedOpenPgp; // ends before its next field does
        }

        return null;
    }

    private static int FieldEnd(int gathered) => gathered switch { < 1 => 1, < 9 => 9, < 10 => 10, _ => Profile.SessionKeyPacketOctets };

    private Refusal? Judge(int field) => field switch
    {
        1 => _body[0] == Version ? null : Refusal.UnsupportedEncryption,
        9 => JudgeRecipient(new KeyId(BinaryPrimitives.ReadUInt64BigEndian(_body.AsSpan(1)))),
        10 => _body[9] == Ecdh && _length == Profile.SessionKeyPacketOctets ? null : Refusal.BadSessionKeyPacket,
        _ => JudgeSessionKey(),
    };

    private Refusal? JudgeRecipient(KeyId recipient)
    {
        if (recipient.Value == 0) return Refusal.RecipientHidden;
        if (rule(recipient) is { } refusal) return refusal;
        if (_recipients.Count == Profile.MaximumRecipients || _recipients.Contains(recipient)) return Refusal.TooManyRecipients;
        _recipients.Add(recipient);
        return null;
    }

    private Refusal? JudgeSessionKey()
    {
        ReadOnlySpan<byte> fields = _body.AsSpan(10);
        var isGood = BinaryPrimitives.ReadUInt16BigEndian(fields) == PointBits
            && fields[2] == NativePoint
            && !Curve25519Point.IsLowOrder(fields.Slice(3, Curve25519Point.Size))
            && fields[3 + Curve25519Point.Size] == WrappedOctets;
        return isGood ? null : Refusal.BadSessionKeyPacket;
    }
}
