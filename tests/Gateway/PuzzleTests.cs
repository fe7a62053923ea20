using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Tests;

/// <summary>What opens the door while a flood comes by it. In each gateway here one submission empties the lane of those who solve nothing, and no second passes.</summary>
public sealed class PuzzleTests
{
    private static readonly Limits Few = new() { Burst = 1, RequestsPerSecond = 1, PuzzleBurst = 100, LeastPuzzleBits = 4, MostPuzzleBits = 8 };

    [Fact]
    public async Task Under_pressure_who_solves_a_puzzle_is_let_in()
    {
        await using var gateway = await FloodedAsync(Few);
        var message = TestMessage.Sealed();
        var refused = await Puzzled.PostAsync(gateway, message);
        Assert.Equal((429, "puzzle_required", "37"), (refused.Status, refused.Code, refused.Headers["Retry-After"]));
        Assert.Equal(4, Puzzled.Asked(refused)?.Bits);
        var taken = await Puzzled.PostAsync(gateway, message, Puzzled.Solved(refused));
        Assert.Equal((201, $"{Receipt.Of(Sha256Hash.Of(message))}"), (taken.Status, taken.Receipt));
    }

    [Fact]
    public async Task Without_pressure_nobody_is_asked_and_an_old_client_needs_to_know_nothing()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        Assert.Equal(201, (await Puzzled.PostAsync(gateway, TestMessage.Sealed())).Status);
    }

    [Fact]
    public async Task Who_does_not_name_her_body_is_told_that_a_puzzle_opens_and_given_none()
    {
        await using var gateway = await FloodedAsync(Few);
        var refused = await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal((429, "puzzle_required"), (refused.Status, refused.Code));
        Assert.Null(Puzzled.Asked(refused));
    }

    public static TheoryData<string, Func<string, string>> Wrong { get; } = new()
    {
        { "another number", solution => solution[..^16] + "ffffffffffffffff" },
        { "an altered token", solution => (solution[0] == 'A' ? 'B' : 'A') + solution[1..] },
        { "a token of nobody's", _ => "AAAA.0000000000000000" },
        { "one letter too few", solution => solution[1..] },
        { "letters that are no base64", _ => "A.0000000000000000" },
        { "no solution", _ => "?" },
        { "two", solution => $"{solution}, {solution}" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_solution_is_as_good_as_none(string what, Func<string, string> spoil)
    {
        // Of a harder puzzle no other number is right by chance.
        await using var gateway = await FloodedAsync(Few with { LeastPuzzleBits = 16, MostPuzzleBits = 16 });
        var message = TestMessage.Sealed();
        var right = Puzzled.Solved(await Puzzled.PostAsync(gateway, message));
        var refused = await Puzzled.PostAsync(gateway, message, spoil(right));
        Assert.Equal((what, "puzzle_required"), (what, refused.Code));
        Assert.NotNull(Puzzled.Asked(refused));
        Assert.Equal(201, (await Puzzled.PostAsync(gateway, message, right)).Status); // control: unspoilt it opens
    }

    [Fact]
    public async Task A_solution_for_one_body_opens_to_no_other()
    {
        await using var gateway = await FloodedAsync(Few);
        var (mine, other) = (TestMessage.Sealed(), TestMessage.Sealed());
        var solution = Puzzled.Solved(await Puzzled.PostAsync(gateway, mine));
        Assert.Equal("puzzle_required", (await Puzzled.PostAsync(gateway, other, solution)).Code);
        // The other body under my name is let in, and found out at its end.
        var found = await Puzzled.PostAsync(gateway, other, solution, named: mine);
        Assert.Equal((422, "digest_differs"), (found.Status, found.Code));
        Assert.Equal("unknown", (await gateway.AskAsync($"{Receipt.Of(Sha256Hash.Of(other))}")).State);
        Assert.Equal(201, (await Puzzled.PostAsync(gateway, mine, solution)).Status);
    }

    [Fact]
    public async Task A_solution_sent_on_brings_the_same_duplicate_three_times_and_then_nothing()
    {
        await using var gateway = await FloodedAsync(Few);
        var message = TestMessage.Sealed();
        var solution = Puzzled.Solved(await Puzzled.PostAsync(gateway, message));
        var replies = new List<Reply>();
        for (var i = 0; i < 4; i++) replies.Add(await Puzzled.PostAsync(gateway, message, solution));
        Assert.Equal([201, 200, 200, 429], replies.Select(reply => reply.Status));
        Assert.Single(replies.Take(3).Select(reply => reply.Receipt).Distinct());
    }

    [Fact]
    public async Task A_solution_that_comes_too_late_is_wrong()
    {
        await using var gateway = await FloodedAsync(Few with { PuzzleLife = TimeSpan.FromTicks(1) });
        var message = TestMessage.Sealed();
        var solution = Puzzled.Solved(await Puzzled.PostAsync(gateway, message));
        Assert.Equal("puzzle_required", (await Puzzled.PostAsync(gateway, message, solution)).Code);
    }

    [Fact]
    public async Task The_fuller_the_lane_of_solvers_the_harder_their_puzzles_and_the_easy_ones_no_longer_count()
    {
        await using var gateway = await FloodedAsync(Few with { PuzzleBurst = 6, PuzzlesPerSecond = 0 });
        var late = TestMessage.Sealed();
        var easy = Puzzled.Solved(await Puzzled.PostAsync(gateway, late));
        var bits = new List<int?>();
        for (var i = 0; i < 6; i++)
        {
            var message = TestMessage.Sealed();
            var refused = await Puzzled.PostAsync(gateway, message);
            bits.Add(Puzzled.Asked(refused)?.Bits);
            if (i == 5) Assert.Equal("puzzle_required", (await Puzzled.PostAsync(gateway, late, easy)).Code);
            Assert.Equal(201, (await Puzzled.PostAsync(gateway, message, Puzzled.Solved(refused))).Status);
        }

        Assert.Equal([4, 4, 5, 6, 7, 8], bits);
        // The lane is empty: nobody is made to work in vain.
        var closed = await Puzzled.PostAsync(gateway, late);
        Assert.Equal((429, "rate_limited"), (closed.Status, closed.Code));
        Assert.Null(Puzzled.Asked(closed));
    }

    [Fact]
    public async Task A_body_is_the_one_it_names_also_without_pressure()
    {
        await using var gateway = await TestGateway.StartAsync();
        var message = TestMessage.Sealed();
        Assert.Equal("digest_differs", (await Puzzled.PostAsync(gateway, message, named: [1])).Code);
        Assert.Equal("unknown", (await gateway.AskAsync($"{Receipt.Of(Sha256Hash.Of(message))}")).State);
        // Armored, it is the armor that is named.
        var armored = TestMessage.Armored(message);
        Assert.Equal("digest_differs", (await Puzzled.PostAsync(gateway, armored, named: message, type: "text/plain")).Code);
        Assert.Equal(201, (await Puzzled.PostAsync(gateway, armored, type: "text/plain")).Status);
    }

    [Fact]
    public async Task A_puzzle_comes_whole_to_who_sends_a_whole_part_before_reading()
    {
        await using var gateway = await FloodedAsync(Few);
        using var raw = gateway.Raw();
        var message = TestMessage.Sealed(4 << 20);
        await raw.SendHeadAsync($"Content-Length: {message.Length}\r\n{ContentDigest.Header}: {ContentDigest.Of(Sha256Hash.Of(message))}\r\n");
        await raw.SendAsync(message); // would throw if the line were closed before
        var refused = await raw.ReadAsync();
        Assert.Equal("puzzle_required", refused?.Code);
    }

    [Theory]
    [InlineData("*/*", 512)]
    [InlineData("text/html", 8192)]
    public async Task A_refusal_with_a_puzzle_has_the_size_and_the_headers_of_every_other(string accept, int size)
    {
        await using var gateway = await FloodedAsync(Few);
        var puzzle = await Puzzled.PostAsync(gateway, TestMessage.Sealed(), accept: accept);
        var none = await gateway.PostAsync(TestMessage.Sealed(), accept: accept);
        Assert.Equal((429, 429, size, size), (puzzle.Status, none.Status, puzzle.Body.Length, none.Body.Length));
        Assert.Equal(none.Headers.OrderBy(header => header.Key), puzzle.Headers.OrderBy(header => header.Key));
        Assert.DoesNotContain("challenge", Encoding.UTF8.GetString(accept == "*/*" ? none.Body : puzzle.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_lane_starves_another()
    {
        await using var gateway = await FloodedAsync(Few);
        Assert.Equal("puzzle_required", (await gateway.PostAsync(TestMessage.Sealed())).Code);
        Assert.Equal("unknown", (await gateway.AskAsync("00000 00000 00000 00000 00000")).State);
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(6 << 20))).Status);
        const string Form = "multipart/form-data; boundary=b";
        byte[] form = [.. "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"u8, .. TestMessage.Sealed(), .. "\r\n--b--\r\n"u8];
        Assert.Equal(201, (await gateway.PostAsync(form, Form)).Status);
        // Each is a lane of its own: a second form and a second large body have no room in it.
        Assert.Equal("rate_limited", (await gateway.PostAsync(form, Form)).Code);
        Assert.Equal("puzzle_required", (await gateway.PostAsync(TestMessage.Sealed(6 << 20))).Code);
    }

    [Fact]
    public async Task Nobody_works_for_a_door_that_is_closed()
    {
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Open = false, Limits = Few, Time = TestGateway.FakeTime() });
        await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal("intake_closed", (await Puzzled.PostAsync(gateway, TestMessage.Sealed())).Code);
    }

    /// <summary>The clock stands, so no bucket fills again.</summary>
    private static async Task<TestGateway> FloodedAsync(Limits limits)
    {
        var gateway = await TestGateway.StartAsync(settings => settings with { Limits = limits, Time = TestGateway.FakeTime() });
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        return gateway;
    }
}
