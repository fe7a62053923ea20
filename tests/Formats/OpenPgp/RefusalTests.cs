using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using static SecureDrop.Tests.Formats.OpenPgp.SampleMessage;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>REFUSALS.md, the rows of the wire grammar, each by hand: the message that differs from a good one in one thing only.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_good_message_is_accepted_binary_and_armored() // control: what every other test here changes
    {
        Assert.Equal("accept", Reading.Of(Whole()).Code);
        Assert.Equal(Whole(), Reading.Of(Armored(Whole())).Octets);
    }

    [Fact]
    public void A_messages_hash_is_that_of_its_binary_octets_whatever_its_size()
    {
        var beside = Whole(1 << 16).Length - (1 << 16); // what is not ciphertext, with a five-octet length
        foreach (var size in new[] { 200, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 1 << 17, 200_000 })
        {
            var octets = Whole(size < 1000 ? size : size - beside);
            Assert.StartsWith(Sha256Hash.Of(octets).ToString(), Reading.Of(octets).Summary, StringComparison.Ordinal);
            Assert.StartsWith(Sha256Hash.Of(octets).ToString(), Reading.Of(Armored(octets)).Summary, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "body_empty")]
    [InlineData(" \r\n\t\n", "body_empty")]
    [InlineData("hello", "not_openpgp")]
    [InlineData("سلام\nhello\n", "not_openpgp")]
    [InlineData("Հայերեն", "not_openpgp")]
    [InlineData("русский текст, секрет", "not_openpgp")]
    [InlineData("р\n", "not_openpgp")]
    [InlineData("É", "not_openpgp")]
    [InlineData("«\nBonjour", "not_openpgp")]
    [InlineData("رأيت", "not_openpgp")]
    [InlineData("Հայերեն\n-----BEGIN PGP MESSAGE-----\n", "plaintext_outside_armor")]
    [InlineData("Dear all: -----BEGIN PGP MESSAGE-----\n", "plaintext_outside_armor")]
    [InlineData("Dear all:------BEGIN PGP MESSAGE-----", "plaintext_outside_armor")]
    [InlineData("\uFEFF-----BEGIN PGP MESSAGE-----\n", "plaintext_outside_armor")]
    [InlineData("------BEGIN PGP MESSAGE-----\n", "plaintext_outside_armor")]
    [InlineData("see -----BEGIN-----BEGIN PG-", "not_openpgp")]
    [InlineData("-----BEGIN CERTIFICATE-----\n", "not_openpgp")]
    [InlineData("hello\n-----BEGIN PGP MESSAGE-----\n", "plaintext_outside_armor")]
    [InlineData("سلام\n-----BEGIN PGP MESSAGE-----\n", "plaintext_outside_armor")]
    [InlineData("-----BEGIN PGP MESSAGE----- hello\n", "plaintext_outside_armor")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "armor_type_wrong")]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", "armor_type_wrong")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n", "armor_type_wrong")]
    [InlineData("-----BEGIN PGP MESSAGE, PART 1/2-----\n", "armor_type_wrong")]
    [InlineData("-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE-----\n", "body_incomplete")]
    [InlineData("-----BEGIN PGP MESSAGE-----\n\naGVsbG8=\n-----END PGP MESSAGE-----\n", "not_openpgp")]
    [InlineData("-----BEGIN PGP MESSAGE-----\nhello\n\n", "malformed_openpgp")]
    [InlineData("-----BEGIN PGP MESSAGE-----\n\nhello world\n", "malformed_openpgp")]
    [InlineData("-----BEGIN PGP MESSAGE-----\n\n-----END PGP SIGNATURE-----\n", "malformed_openpgp")]
    public void Text_is_refused_by_name(string text, string code) => Expect(code, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Text_around_armor_is_refused_wherever_it_stands()
    {
        var armored = Encoding.ASCII.GetString(Armored(Whole()));
        Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes("my name\n" + armored));
        Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes("\n\nÉ\n" + armored));
        Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes(armored + "my name\n"));
        Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes(armored.TrimEnd('\n') + "\n \n\n."));
        Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes(armored + armored));
        var words = new string('w', 300);
        foreach (var text in new[] { " my name", " my name\n", "my name", $" {words}\n", $"{new string(' ', 200)}my name", "\0" })
            Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes(armored.TrimEnd('\n') + text));
        foreach (var text in new[] { "Dear all: ", "\uFEFF", $"{words} ", $"hello\n{words}-" })
            Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes(text + armored));
        Expect("not_openpgp", Encoding.UTF8.GetBytes("\0 " + armored));
        Expect("accept", Encoding.UTF8.GetBytes(armored.TrimEnd('\n') + new string(' ', 300) + "\n"));
        Expect("body_incomplete", Encoding.UTF8.GetBytes("-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE----- my name"));
        Expect("accept", Encoding.UTF8.GetBytes("\r\n \n" + armored + " \r\n\n\t"));
        Expect("malformed_openpgp", Encoding.UTF8.GetBytes(armored.Replace("\n\n", "\n\nmy name is\n", StringComparison.Ordinal)));
        Expect("malformed_openpgp", Encoding.UTF8.GetBytes(armored.Replace("\n\n", $"\n{new string(' ', 200)}my name\n\n", StringComparison.Ordinal)));
        Expect("plaintext_outside_armor", Encoding.UTF8.GetBytes(armored.Replace("\n\n", $"{new string(' ', 200)}my name\n\n", StringComparison.Ordinal)));
        Expect("malformed_openpgp", Encoding.UTF8.GetBytes(armored.Replace("-----END", "AAA\n-----END", StringComparison.Ordinal)));
    }

    [Fact]
    public void Base64_is_read_strictly()
    {
        var armored = Encoding.ASCII.GetString(Armored(Whole(201)));
        Assert.Contains("=\n-----END", armored, StringComparison.Ordinal); // it ends in padding
        Expect("accept", Encoding.ASCII.GetBytes(armored));
        Expect("malformed_openpgp", Encoding.ASCII.GetBytes(armored.Replace("\n-----END", "\nAAAA\n-----END", StringComparison.Ordinal)));
        Expect("malformed_openpgp", Encoding.ASCII.GetBytes(armored.Replace("\n-----END", "AAAA\n-----END", StringComparison.Ordinal)));
        Expect("malformed_openpgp", Encoding.ASCII.GetBytes(armored.Insert(60, "    ")));
        Expect("malformed_openpgp", Encoding.ASCII.GetBytes(armored.Insert(60, "-")));
        Expect("malformed_openpgp", Encoding.ASCII.GetBytes(armored.Insert(60, new string('A', 128))));
        Expect("accept", Encoding.ASCII.GetBytes(armored.Insert(61, "\n"))); // another width
    }

    [Fact]
    public void An_armored_message_to_a_stranger_is_refused_before_its_end_has_come()
    {
        var armored = Armored([.. Pkesk(Stranger), .. Seipd(Ciphertext(1000))]);
        using var reader = new MessageReader(Rule);
        Assert.Equal(Refusal.RecipientUnknown, reader.Read(armored.AsSpan(0, 400)));
        Assert.Equal(Refusal.RecipientUnknown, reader.Read(armored.AsSpan(400)));
    }

    [Fact]
    public void Armor_headers_and_checksums_are_dropped_whatever_they_say()
    {
        var armored = Encoding.ASCII.GetString(Armored(Whole()));
        var plain = Reading.Of(Whole()).Summary;
        foreach (var text in new[]
        {
            armored.Replace("MESSAGE-----\n\n", "MESSAGE-----\nComment: أحمد\nVersion: x: y\nA-1:\n\n", StringComparison.Ordinal),
            armored.Replace("MESSAGE-----\n\n", $"MESSAGE-----\nComment: {new string('x', 5000)}\n\n", StringComparison.Ordinal),
            armored.Replace("\n-----END", "\n=AAAA\n-----END", StringComparison.Ordinal),
            armored.Replace("\n-----END", "\n=!\n\n-----END", StringComparison.Ordinal),
            armored.Replace("\n", "\r\n", StringComparison.Ordinal),
            armored.Replace("\n", "  \n\n", StringComparison.Ordinal).Replace("MESSAGE-----  \n\n  \n\n", "MESSAGE-----\n\n", StringComparison.Ordinal),
        })
            Assert.Equal(plain, Reading.Of(Encoding.UTF8.GetBytes(text)).Summary);
    }

    [Fact]
    public void What_is_not_encrypted_is_refused_by_name()
    {
        var amal = Pkesk(Amal);
        Expect("not_encrypted", [.. amal, .. Packet(11, "b\0\0\0\0\0hello"u8)]);
        Expect("not_encrypted", [.. amal, .. Packet(8, [0, 1, 2])]);
        Expect("not_encrypted", [.. amal, .. Packet(2, [4]), .. Seipd(Ciphertext(100))]);
        foreach (byte tag in new byte[] { 2, 4, 5, 6, 7, 8, 14 }) Expect("not_encrypted", [.. Packet(tag, [4, 0, 0])]);
        Expect("not_encrypted", [.. Packet(10, "PGP"u8), .. Whole()]);
        Expect("not_integrity_protected", [.. amal, .. Packet(9, Ciphertext(100))]);
        Expect("not_integrity_protected", [.. Packet(9, Ciphertext(100))]);
        Expect("unsupported_encryption", [.. amal, .. Packet(20, [1, 9, 2, .. Ciphertext(100)])]);
        Expect("unsupported_encryption", [.. amal, .. Packet(18, [2, 9, 2, .. Ciphertext(100)])]);
        Expect("malformed_openpgp", [.. amal, .. Packet(40, Ciphertext(100))]);
        Expect("malformed_openpgp", [.. amal, (byte)'x']);
        Expect("symmetric_recipient", [0xC3]); // cut within its first header
    }

    [Fact]
    public void A_PKESK_is_judged_field_by_field()
    {
        Expect("recipient_missing", Seipd(Ciphertext(100)));
        Expect("unsupported_encryption", Changed(0, 6));
        Expect("unsupported_encryption", Changed(0, 2));
        Expect("bad_session_key_packet", Changed(9, 1)); // RSA
        Expect("bad_session_key_packet", Changed(9, 25)); // X25519 of RFC 9580
        Expect("bad_session_key_packet", Changed(11, 6)); // 262 bits
        Expect("bad_session_key_packet", Changed(12, 0x41));
        Expect("bad_session_key_packet", Changed(45, 40));
        Expect("recipient_hidden", [.. Pkesk(new KeyId(0)), .. Pkesk(Amal), .. Seipd(Ciphertext(100))]);
        Expect("recipient_unknown", [.. Pkesk(Stranger), .. Seipd(Ciphertext(100))]);
        Expect("recipient_unknown", [.. Pkesk(Amal), .. Pkesk(Stranger), .. Seipd(Ciphertext(100))]);
        Expect("recipient_retired", [.. Pkesk(Retired), .. Seipd(Ciphertext(100))]);
        Expect("symmetric_recipient", [.. Packet(3, [4, 9, 3, 8, .. Ciphertext(9)]), .. Seipd(Ciphertext(100))]);
        Expect("symmetric_recipient", [.. Pkesk(Amal), .. Packet(3, [4, 9, 3, 8, .. Ciphertext(9)]), .. Seipd(Ciphertext(100))]);
        foreach (var length in new[] { 0, 1, 8, 9 }) Expect("malformed_openpgp", [.. Packet(1, PkeskBody(Amal).AsSpan(0, length)), .. Seipd(Ciphertext(100))]);
        foreach (var length in new[] { 10, 45, 93 }) Expect("bad_session_key_packet", [.. Packet(1, PkeskBody(Amal).AsSpan(0, length)), .. Seipd(Ciphertext(100))]);
        Expect("bad_session_key_packet", [.. Packet(1, [.. PkeskBody(Amal), 0]), .. Seipd(Ciphertext(100))]);
        Expect("accept", Changed(93, 7)); // control: octets of the wrapped key are free
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("E0EB7A7C3B41B8AE1656E3FAF19FC46ADA098DEB9C32B1FD866205165F49B800")]
    [InlineData("5F9C95BCA3508C24B1D0B1559C83EF5B04445CC4581C8E86D8224EDDD09F1157")]
    [InlineData("ECFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F")]
    [InlineData("EDFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F")]
    [InlineData("EEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F")]
    public void A_point_whose_shared_secret_everybody_knows_is_refused_with_either_top_bit(string u)
    {
        var point = Convert.FromHexString(u);
        Assert.True(HasLowOrder(point));
        Expect("bad_session_key_packet", WithPoint(point));
        point[31] |= 0x80;
        Expect("bad_session_key_packet", WithPoint(point));
        point[15] ^= 4; // control: a neighbour
        Assert.False(HasLowOrder(point));
        Expect("accept", WithPoint(point));
    }

    [Fact]
    public void More_than_sixteen_recipients_or_one_twice_are_refused()
    {
        byte[] sixteen = [.. Enumerable.Range(1, 16).SelectMany(i => Pkesk(new KeyId((ulong)i)))];
        Expect("accept", [.. sixteen, .. Seipd(Ciphertext(100))]);
        Expect("too_many_recipients", [.. sixteen, .. Pkesk(Amal), .. Seipd(Ciphertext(100))]);
        Expect("recipient_unknown", [.. sixteen, .. Pkesk(Stranger), .. Seipd(Ciphertext(100))]); // the rule is asked first
        Expect("too_many_recipients", [.. Pkesk(Amal), .. Pkesk(Badr), .. Pkesk(Amal), .. Seipd(Ciphertext(100))]);
    }

    [Fact]
    public void Anything_behind_the_message_is_refused()
    {
        Expect("trailing_data", [.. Whole(), 0]);
        Expect("trailing_data", [.. Whole(), .. Whole()]);
        Expect("trailing_data", [.. Whole(), .. Pkesk(Amal)]);
        Expect("trailing_data", Armored([.. Whole(), (byte)'\n']));
    }

    [Fact]
    public void Lengths_that_promise_too_much_or_too_little_are_refused_at_once()
    {
        Assert.Equal(6, Reading.RefusedAt([0xC1, 255, 255, 255, 255, 255, .. new byte[1000]]));
        Expect("malformed_openpgp", [0xC1, 255, 255, 255, 255, 255, .. new byte[1000]]);
        Expect("malformed_openpgp", [.. Pkesk(Amal), 0xD2, 255, 255, 255, 255, 255, .. new byte[1000]]);
        Expect("malformed_openpgp", [.. Pkesk(Amal), 0xD2, 0xFE, .. new byte[1000]]); // a part of 2^30
        Expect("malformed_openpgp", [.. Pkesk(Amal), .. Seipd(Ciphertext(44))]);
        Expect("accept", [.. Pkesk(Amal), .. Seipd(Ciphertext(45))]);
        Expect("too_large", [.. Pkesk(Amal), .. new PacketHeader(18, LengthForm.NewFiveOctets, 64 << 20).ToArray()]);
        Expect("too_large", [.. Pkesk(Amal), 0xD2, 0xFA]); // a part of 64 MiB behind a PKESK
    }

    [Fact]
    public void Partial_lengths_are_refused_where_they_do_not_belong()
    {
        var amal = Pkesk(Amal);
        Expect("bad_partial_length", [0xC1, 0xE9, .. PkeskBody(Amal)]);
        Expect("bad_partial_length", [0x87, .. PkeskBody(Amal)]); // old form, indeterminate
        Expect("bad_partial_length", [.. amal, 0xD2, 0xE8, 1, .. Ciphertext(255), 100, .. Ciphertext(100)]);
        Expect("bad_partial_length", [.. amal, 0xD2, 0xE9, 1, .. Ciphertext(511), 0xE0, 1, 0xE0, 2, 50, .. Ciphertext(50)]);
        Expect("accept", [.. amal, 0xD2, 0xE9, 1, .. Ciphertext(511), 50, .. Ciphertext(50)]);
        Expect("accept", [.. amal, 0xD2, 0xE9, 1, .. Ciphertext(511), 0]);
        Expect("body_incomplete", [.. amal, 0xD2, 0xE9, 1, .. Ciphertext(511)]);
    }

    [Fact]
    public void A_body_that_is_text_zeros_or_base64_is_not_taken_for_ciphertext()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("I saw the trucks on Tuesday. ", 20)));
        var arabic = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("رأيت الشاحنات يوم الثلاثاء. ", 20)));
        foreach (var octets in new[] { text, arabic, new byte[45], new byte[5000], Encoding.ASCII.GetBytes(Convert.ToBase64String(Ciphertext(500))), Encoding.Unicode.GetBytes("Unicode of Windows, in sixty-four octets") })
        {
            Expect("ciphertext_not_random", [.. Pkesk(Amal), .. Seipd(octets)]);
            Expect("ciphertext_not_random", [.. Pkesk(Amal), .. Seipd(octets), 0]); // before what trails
            Expect("accept", [.. Pkesk(Amal), .. Seipd(Ciphertext(octets.Length))]); // control
        }
    }

    private static byte[] Armored(byte[] octets)
    {
        var lines = Convert.ToBase64String(octets).Chunk(64).Select(line => new string(line) + "\n");
        return Encoding.ASCII.GetBytes($"-----BEGIN PGP MESSAGE-----\n\n{string.Concat(lines)}-----END PGP MESSAGE-----\n");
    }

    private static byte[] Changed(int offset, byte value)
    {
        var body = PkeskBody(Amal);
        body[offset] = value;
        return [.. Packet(1, body), .. Seipd(Ciphertext(100))];
    }

    private static byte[] WithPoint(byte[] u)
    {
        var body = PkeskBody(Amal);
        u.CopyTo(body, 13);
        return [.. Packet(1, body), .. Seipd(Ciphertext(100))];
    }

    /// <summary>By arithmetic, not by list: X25519 of a low-order point gives zero for every scalar.</summary>
    private static bool HasLowOrder(byte[] u) => MontgomeryLadder.TimesEight(u).IsZero;

    private static void Expect(string code, byte[] octets)
    {
        Assert.Equal(code, Reading.Of(octets).Code);
        Assert.Equal(code, Reading.Of(octets, () => 1).Code);
    }
}
