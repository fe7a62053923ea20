using System.Buffers.Binary;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>Messages by hand: each packet keeps to the profile unless a test says otherwise. Nobody can open them.</summary>
internal static class SampleMessage
{
    public static readonly KeyId Amal = new(0xA1A1A1A1A1A1A1A1);
    public static readonly KeyId Badr = new(0xB2B2B2B2B2B2B2B2);
    public static readonly KeyId Stranger = new(0xDDDDDDDDDDDDDDDD);
    public static readonly KeyId Retired = new(0xEEEEEEEEEEEEEEEE);

    /// <summary>The keyring of these tests: one retired, one unknown, all others are reviewers.</summary>
    public static Refusal? Rule(KeyId subkey) =>
        subkey == Stranger ? Refusal.RecipientUnknown : subkey == Retired ? Refusal.RecipientRetired : null;

    public static byte[] Whole(int ciphertext = 200) => [.. Pkesk(Amal), .. Pkesk(Badr), .. Seipd(Ciphertext(ciphertext))];

    public static byte[] Pkesk(KeyId recipient) => Packet(1, PkeskBody(recipient));

    public static byte[] PkeskBody(KeyId recipient)
    {
        var body = new byte[Profile.SessionKeyPacketOctets];
        new Random((int)recipient.Value).NextBytes(body);
        body[0] = 3;
        BinaryPrimitives.WriteUInt64BigEndian(body.AsSpan(1), recipient.Value);
        (body[9], body[10], body[11], body[12], body[45]) = (18, 1, 7, 0x40, 48);
        return body;
    }

    public static byte[] Seipd(byte[] ciphertext) => Packet(18, [1, .. ciphertext]);

    public static byte[] Ciphertext(int octets)
    {
        var body = new byte[octets];
        new Random(octets).NextBytes(body);
        return body;
    }

    /// <summary>A packet with the shortest header of the new form.</summary>
    public static byte[] Packet(byte tag, ReadOnlySpan<byte> body) => [.. Header(tag, body.Length), .. body];

    public static byte[] Header(byte tag, int length) => new PacketHeader(tag,
        length < 192 ? LengthForm.NewOneOctet : length < 8384 ? LengthForm.NewTwoOctets : LengthForm.NewFiveOctets, (uint)length).ToArray();
}
