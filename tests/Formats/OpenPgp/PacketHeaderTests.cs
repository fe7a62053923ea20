using CsCheck;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

public sealed class PacketHeaderTests
{
    [Fact]
    public void A_header_that_is_read_writes_again_to_the_same_octets() =>
        Gen.Byte.Array[6].Sample(octets =>
        {
            octets[0] |= 0x80;
            if (PacketHeader.TagOf(octets[0]) == 0) return;
            Assert.True(PacketHeader.TryRead(octets, out var header));
            var written = header.ToArray();
            Assert.Equal(octets[..written.Length], written);
            Assert.False(PacketHeader.TryRead(octets.AsSpan(0, written.Length - 1), out _)); // control: one octet fewer is no header
        }, iter: Rounds.Of(10_000));

    [Fact]
    public void The_examples_of_RFC_9580_4_2_1_5_are_read()
    {
        foreach (var (octets, length) in new[] { ("64", 100u), ("C5FB", 1723u), ("FF000186A0", 100_000u), ("EF", 32_768u), ("E1", 2u), ("F0", 65_536u) })
        {
            Assert.True(PacketHeader.TryReadPart(Convert.FromHexString(octets), out var part));
            Assert.Equal(length, part.Length);
        }
    }
}
