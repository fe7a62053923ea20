using CsCheck;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

public sealed class ArmorTests
{
    private const string Type = "PGP PUBLIC KEY BLOCK";

    [Fact]
    public void What_is_written_is_read_and_no_other_writing_of_it() =>
        Gen.Select(Gen.Byte.Array[1, 200], Gen.Int[0, 1000], Gen.Const("\n\r =Aa-").SelectMany(signs => Gen.Int[0, signs.Length - 1].Select(i => signs[i]))).Sample((octets, at, sign) =>
        {
            var block = Armor.Write(Type, octets);
            Assert.True(Armor.TryRead(block, Type, out var read));
            Assert.Equal(octets, read);
            Assert.False(Armor.TryRead(block, "PGP SIGNATURE", out _));
            var inserted = block.Insert(at % (block.Length + 1), sign.ToString());
            Assert.False(Armor.TryRead(inserted, Type, out _), inserted);
            Assert.False(Armor.TryRead(block.Remove(at % block.Length, 1), Type, out _));
        }, iter: Rounds.Of(1000));

    [Fact]
    public void A_certificate_that_gpg_armored_is_written_the_same()
    {
        var block = File.ReadAllText(Path.Combine(Vector.Root(), "tests", "Vectors", "messages", "amal.asc"));
        Assert.True(Armor.TryRead(block, Type, out var octets));
        Assert.Equal(block, Armor.Write(Type, octets));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n=twTO\n-----END PGP PUBLIC KEY BLOCK-----\n")]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK-----\n=")]
    [InlineData("\n=")]
    public void What_holds_no_octets_is_no_armor(string block) => Assert.False(Armor.TryRead(block, Type, out _));
}
