using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using static SecureDrop.Tests.Formats.OpenPgp.SampleMessage;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>What a hostile sender can make the reader spend: octets looked at, questions asked of the keyring, memory.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void Two_hundred_thousand_PKESKs_cost_under_2_MB_and_seventeen_questions()
    {
        byte[] body = [.. Enumerable.Range(1, 200_000).SelectMany(i => Pkesk(new KeyId((ulong)i)))];
        var asked = 0;
        RecipientRule rule = _ => { asked++; return null; };
        foreach (var piece in new[] { body.Length, 16 << 10, 1 })
        {
            asked = 0;
            Assert.InRange(Allocated(body, piece, rule, Refusal.TooManyRecipients), 0, 2_000_000);
            Assert.Equal(17, asked);
        }

        byte[] same = [.. Enumerable.Repeat(Pkesk(Amal), 200_000).SelectMany(packet => packet)];
        Assert.InRange(Allocated(same, 16 << 10, rule, Refusal.TooManyRecipients), 0, 2_000_000);
        Assert.Equal(96 + 2 + 9, Reading.RefusedAt(same)); // at the key ID that comes again
    }

    [Theory]
    [InlineData("C1FFFFFFFFFF")]
    [InlineData("86FFFFFFFF")]
    [InlineData("D2FFFFFFFFFF")]
    [InlineData("D2FE")]
    public void A_length_of_up_to_4_GB_on_1_kB_costs_under_1_MB(string header)
    {
        byte[] start = Convert.FromHexString(header);
        byte[] octets = start[0] == 0xD2 ? [.. Pkesk(Amal), .. start, 1, .. Ciphertext(1000)] : [.. start, .. new byte[1000]];
        Assert.InRange(Allocated(octets, 1, Rule, Refusal.MalformedOpenPgp), 0, 1_000_000);
        Assert.Equal(octets.Length - (start[0] == 0xD2 ? 1001 : 1000), Reading.RefusedAt(octets)); // at the header's last octet
    }

    [Fact]
    public void A_length_of_60_MB_on_1_kB_costs_under_1_MB()
    {
        byte[] octets = [.. Pkesk(Amal), .. new PacketHeader(18, LengthForm.NewFiveOctets, 60 << 20).ToArray(), 1, .. Ciphertext(1000)];
        Assert.InRange(Allocated(octets, 1, Rule, Refusal.BodyIncomplete), 0, 1_000_000);
    }

    [Fact]
    public void Two_million_parts_of_one_octet_are_refused_at_the_first()
    {
        byte[] octets = [.. Pkesk(Amal), 0xD2, 0xE9, 1, .. Ciphertext(511), .. Enumerable.Repeat<byte>(0xE0, 4_000_000)];
        Assert.InRange(Allocated(octets, 4096, Rule, Refusal.BadPartialLength), 0, 1_000_000);
        Assert.Equal(96 + 2 + 512 + 1, Reading.RefusedAt(octets));
    }

    [Fact]
    public void Ten_megabytes_of_text_or_of_an_armor_header_leave_nothing_in_memory()
    {
        byte[] text = [.. Enumerable.Repeat((byte)'a', 10_000_000)];
        Assert.InRange(Allocated(text, 16 << 10, Rule, Refusal.NotOpenPgp), 0, 1_000_000);
        Assert.InRange(Allocated([.. "-----BEGIN PGP MESSAGE-----\nComment: "u8, .. text], 16 << 10, Rule, Refusal.BodyIncomplete), 0, 1_000_000);
        Assert.InRange(Allocated([.. "-----BEGIN PGP MESSAGE-----\n\n"u8, .. text], 16 << 10, Rule, Refusal.MalformedOpenPgp), 0, 1_000_000);
    }

    [Fact]
    public void The_smallest_parts_all_the_way_cost_no_more_than_the_message_and_its_headers()
    {
        byte[] octets = [.. Pkesk(Amal), 0xD2, 0xE9, 1, .. Ciphertext(511), .. Ciphertext(4000 * 512).Chunk(512).SelectMany(part => part.Prepend((byte)0xE9)), 0];
        Assert.InRange(Allocated(octets, 16 << 10, Rule, null), 0, octets.Length + 300_000);
    }

    [Fact]
    public void The_meter_sees_what_an_accepted_message_takes() // control: the limits above can be passed
    {
        var octets = Whole(40 << 20);
        Assert.True(Allocated(octets, 16 << 10, Rule, null) > 2_000_000);
    }

    [Fact]
    public void A_message_of_64_MiB_is_taken_and_one_octet_more_is_too_large()
    {
        var pkesk = Pkesk(Amal);
        foreach (var (more, expected) in new[] { (0, (Refusal?)null), (1, Refusal.TooLarge) })
        {
            var body = Ciphertext(Profile.MaximumOctets - pkesk.Length - 7 + more);
            using var reader = new MessageReader(Rule);
            reader.Read(pkesk);
            reader.Read(new PacketHeader(18, LengthForm.NewFiveOctets, (uint)body.Length + 1).ToArray());
            reader.Read([1]);
            reader.Read(body);
            Assert.Equal(expected, reader.Finish(out var message));
            using (message) Assert.Equal(expected is null ? Profile.MaximumOctets : 0, message?.Octets.Length ?? 0);
        }
    }

    [Fact]
    public void Text_beyond_96_MiB_is_too_large_and_not_looked_at()
    {
        using var reader = new MessageReader(Rule);
        var megabyte = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
        for (var i = 0; i < 96; i++) Assert.Null(reader.Read(megabyte));
        Assert.Equal(Refusal.TooLarge, reader.Read(" "u8));
    }

    private static long Allocated(byte[] octets, int piece, RecipientRule rule, Refusal? expected)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = new MessageReader(rule);
        for (var i = 0; i < octets.Length; i += piece) reader.Read(octets.AsSpan(i, Math.Min(piece, octets.Length - i)));
        var refusal = reader.Finish(out var message);
        message?.Dispose();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(expected, refusal);
        return allocated;
    }
}
