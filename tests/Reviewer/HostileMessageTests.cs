using System.Text.Json;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Tests;

/// <summary>REFUSALS.md, row 44: a reason from a fixed list for each message that does not open, and the others go on.</summary>
public sealed class HostileMessageTests : IDisposable
{
    private static readonly byte[] Letter = Testimonies.Random(4000, seed: 3);
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Control_a_crafted_message_with_nothing_wrong_opens_as_a_case_with_one_file()
    {
        Assert.Equal("opened", Open(Crafted.Message(Crafted.Literal(Letter))));
        Assert.Equal(Letter, File.ReadAllBytes(Path.Combine(_machine.CaseFolder(), "files", "letter.txt")));
        Assert.Equal("letter", _machine.Cases()[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void Control_compressed_and_wrapped_letters_open_within_bounds() =>
        Assert.Equal("opened", Open(Crafted.Message(Crafted.Wrapped(Crafted.Zlib(stream => stream.Write(Crafted.Literal(Letter)))))));

    [Theory]
    [InlineData(20)]
    [InlineData(2000)]
    [InlineData(4030)]
    public void An_altered_message_leaves_no_plaintext(int at)
    {
        Assert.Equal("failed altered", Open(Crafted.Message(Crafted.Literal(Letter), new(FlipAt: at))));
        AssertNothingOf(Letter);
    }

    [Fact]
    public void A_message_without_integrity_check_is_not_opened()
    {
        Assert.Equal("failed no-integrity", Open(Crafted.Message(Crafted.Literal(Letter), new(SealedTag: 9))));
        AssertNothingOf(Letter);
    }

    [Fact]
    public void A_session_key_of_algorithm_0_is_not_taken_for_encryption()
    {
        Assert.Equal("failed unsupported", Open(Crafted.Message(Crafted.Literal(Letter), new(Algorithm: 0))));
        AssertNothingOf(Letter);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void A_session_key_of_another_cipher_than_AES_is_refused(byte algorithm) =>
        Assert.Equal("failed unsupported", Open(Crafted.Message(Crafted.Literal(Letter), new(Algorithm: algorithm))));

    [Fact]
    public void A_message_that_names_us_and_was_sealed_to_another_is_reported() =>
        Assert.Equal("failed wrong-key", Open(Crafted.Message(Crafted.Literal(Letter), new(To: "reviewer-2"))));

    [Fact]
    public void A_message_to_another_reviewer_alone_says_that_the_secret_key_is_missing_and_opens_once_it_is_here()
    {
        Assert.Equal("failed secret-key-missing", Open(Crafted.Message(Crafted.Literal(Letter), new(To: "reviewer-2", Label: "reviewer-2"))));
        File.WriteAllText(_machine.Path("second.asc"), Organisation.Reviewer2.Value);
        Assert.Equal(0, _machine.Run("init", "--secret-key", _machine.Path("second.asc")).ExitCode);
        _gateway.Store(Testimonies.Seal(2, "next")[0]);
        Assert.Contains("2 entries opened, 0 failed", _machine.Open(_gateway.Export()).Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_machine.Home, "failed")));
    }

    [Fact]
    public void A_secret_key_that_stays_missing_harms_nothing_the_second_time()
    {
        Assert.Equal("failed secret-key-missing", Open(Crafted.Message(Crafted.Literal(Letter), new(To: "reviewer-2", Label: "reviewer-2"))));
        _gateway.Store(Testimonies.Seal(2, "next")[0]);
        Assert.Contains("entry 1  failed secret-key-missing", _machine.Open(_gateway.Export()).Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(_machine.Home, "failed")));
    }

    [Fact]
    public void An_armored_message_never_comes_from_the_gateway() => Assert.Equal(
        "failed not-openpgp", Open(System.Text.Encoding.ASCII.GetBytes(SecureDrop.Formats.OpenPgp.Armor.Write("PGP MESSAGE", Crafted.Message(Crafted.Literal(Letter))))));

    [Fact]
    public void Five_thousand_layers_are_not_followed()
    {
        var inner = Crafted.Literal(Letter);
        // Six octets a layer, written from the inside out.
        var layers = new MemoryStream();
        for (var left = 5000; left > 0; left--)
        {
            var rest = (left * 7) + inner.Length - 6;
            layers.Write([0xC8, 0xFF, (byte)(rest >> 24), (byte)(rest >> 16), (byte)(rest >> 8), (byte)rest, 0]);
        }

        layers.Write(inner);
        Assert.Equal("failed too-nested", Open(Crafted.Message(layers.ToArray())));
    }

    [Fact]
    public void A_gigabyte_in_a_megabyte_is_stopped_and_leaves_nothing()
    {
        Assert.Equal("failed too-large", Open(Crafted.Message(Crafted.Zlib(stream => Zeros(stream, 1024)))));
        Assert.DoesNotContain(Directory.GetFiles(_machine.Home, "*", SearchOption.AllDirectories), path => new FileInfo(path).Length > 16 << 20);
    }

    [Fact]
    public void Forty_kilobytes_do_not_become_a_quarter_of_a_gigabyte()
    {
        var zeros = Crafted.Zlib(stream => Zeros(stream, 240));
        var message = Crafted.Message(Crafted.Zlib(stream => stream.Write(zeros)));
        Assert.InRange(message.Length, 1, 50_000);
        Assert.Equal("failed too-large", Open(message));
    }

    public static TheoryData<byte[]> Runs => new()
    {
        // The least that a library takes for a signature, and for a one-pass signature.
        new byte[] { 0xC2, 13, 4, 0, 1, 10, 0, 0, 0, 0, 0, 0, 0, 1, 1 },
        new byte[] { 0xC4, 13, 3, 0, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Three_million_signatures_in_a_few_kilobytes_are_counted_and_never_gathered(byte[] signature)
    {
        var block = Enumerable.Repeat(signature, 10_000).SelectMany(octets => octets).ToArray();
        var run = Crafted.Zlib(stream =>
        {
            for (var count = 0; count < 300; count++) stream.Write(block);
        });
        // Packed twice: what a first pass leaves of a run is a run.
        var inner = Crafted.Zlib(stream => stream.Write(run));
        Assert.InRange(inner.Length, 1, 20_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(FailureReason.TooLarge, InnerMessage.Read(new MemoryStream(inner), new Unpacking(), Stream.Null, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Equal("failed too-large", Open(Crafted.Message(inner)));
    }

    [Theory]
    [InlineData(0xC2, "failed too-large")]
    [InlineData(0xCB, "opened")]
    public void One_packet_that_is_no_content_cannot_be_of_any_length(byte first, string expected)
    {
        byte[] packet = [first, 0xFF, 0, 1, 0, 1, .. Crafted.LiteralHeader(65_537 - 6)[6..], .. new byte[65_531]];
        Assert.Equal(expected, Open(Crafted.Message(first == 0xCB ? packet : [.. packet, .. Crafted.Literal(Letter)])));
    }

    [Fact]
    public void Control_a_letter_signed_by_two_people_opens() => Assert.Equal("opened", Open(Crafted.Message(
        [.. Crafted.Packet(4, [3]), .. Crafted.Packet(4, [3]), .. Crafted.Literal(Letter), .. Crafted.Packet(2, [4]), .. Crafted.Packet(2, [4])])));

    [Fact]
    public void Many_small_bombs_share_one_budget_and_letters_that_honest_programs_compressed_need_none_of_it()
    {
        var unpacking = new Unpacking(budget: 2 << 20);
        FailureReason? Read(byte[] inner) => InnerMessage.Read(new MemoryStream(inner), unpacking, Stream.Null, out _);
        var bomb = Crafted.Zlib(stream => stream.Write([.. Crafted.LiteralHeader(1_000_000), .. new byte[1_000_000]]));
        FailureReason? enough = FailureReason.TooLarge;
        Assert.Equal([null, null, enough, enough], Enumerable.Range(0, 4).Select(_ => Read(bomb)));

        var text = Crafted.Literal(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(Testimonies.Random(500_000))));
        Assert.Null(Read(Crafted.Zlib(stream => stream.Write(text))));
    }

    public static TheoryData<string, byte[]> Insides => new()
    {
        { "failed not-openpgp", [] },
        { "failed unsupported", [.. Crafted.Literal(Letter), .. Crafted.Literal(Letter)] },
        { "failed unsupported", Crafted.Message(Crafted.Literal(Letter)) },
        { "failed not-openpgp", Crafted.LiteralHeader(1 << 20) },
        { "failed not-openpgp", Crafted.Packet(8, [2, 1, 2, 3, 4]) },
        { "failed unsupported", Letter[..64] },
    };

    [Theory]
    [MemberData(nameof(Insides))]
    public void What_is_inside_and_is_no_single_literal_is_refused(string expected, byte[] inner) => Assert.Equal(expected, Open(Crafted.Message(inner)));

    [Fact]
    public void A_message_that_is_none_fails_alone() => Assert.Equal("failed not-openpgp", Open("From: nobody, no message at all"u8.ToArray()));

    /// <summary>A literal of so many megabytes of nothing.</summary>
    private static void Zeros(Stream stream, int megabytes)
    {
        var zeros = new byte[1 << 20];
        stream.Write(Crafted.LiteralHeader((uint)megabytes << 20));
        for (var count = 0; count < megabytes; count++) stream.Write(zeros);
    }

    /// <summary>Opens the message beside a good one, and tells what became of it.</summary>
    private string Open(byte[] message)
    {
        _gateway.Store(message);
        _gateway.Store(Testimonies.Seal(1, "good")[0]);
        var opened = _machine.Open(_gateway.Export(), "--json");
        Assert.True(opened.ExitCode == 0, opened.All);
        var entries = JsonDocument.Parse(opened.Output).RootElement.GetProperty("opened")[0].GetProperty("entries");
        Assert.Equal("opened", entries[1].GetProperty("outcome").GetString());
        var good = Directory.GetDirectories(Path.Combine(_machine.Home, "cases")).Single(path => File.Exists(Path.Combine(path, "message.txt")));
        Directory.Delete(good, recursive: true);
        if (!entries[0].TryGetProperty("reason", out var reason)) return entries[0].GetProperty("outcome").GetString() ?? "";
        Assert.Equal(message, File.ReadAllBytes(Path.Combine(_machine.Home, "failed", "00000001.pgp")));
        Assert.Empty(_machine.Cases());
        return $"failed {reason.GetString()}";
    }

    private void AssertNothingOf(byte[] plaintext) =>
        Assert.DoesNotContain(
            Directory.GetFiles(_machine.Home, "*", SearchOption.AllDirectories).Where(path => !path.Contains("failed", StringComparison.Ordinal)),
            path => File.ReadAllBytes(path).AsSpan().IndexOf(plaintext.AsSpan(0, 32)) >= 0);
}
