using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Page.Tests;

/// <summary>A gateway under pressure asks the page for work, and the page does it, tells of it, and stops when she says so.</summary>
[Collection(Stories.Name)]
public sealed class PuzzleTests(Browsers browsers, Stage stage)
{
    [NeedsFact("chromium")]
    public async Task The_page_solves_what_a_gateway_under_pressure_asks_and_sends_the_same_part_again()
    {
        var posted = new List<(byte[] Body, IReadOnlyDictionary<string, string> Headers)>();
        await using var visit = await VisitAsync(bits: 12, times: 2, posted);
        await visit.SealAsync();
        await visit.ReceiptAsync();

        Assert.Equal(3, posted.Count);
        Assert.Single(posted.Select(post => Convert.ToHexString(post.Body)).Distinct());
        Assert.All(posted, post => Assert.Equal(ContentDigest.Of(Sha256Hash.Of(post.Body)), post.Headers["content-digest"]));
        Assert.False(posted[0].Headers.ContainsKey("puzzle-solution"));
        foreach (var (_, headers) in posted.Skip(1))
        {
            var solution = PuzzleSolution.Read(headers["puzzle-solution"]) ?? throw new InvalidOperationException(headers["puzzle-solution"]);
            Assert.True(Puzzle.Of(solution.Challenge, 12)?.IsSolvedBy(solution.Number));
        }

        Assert.Equal(["one", "two"], posted.Skip(1).Select(post => post.Headers["puzzle-solution"].Split('.')[0]));
    }

    [NeedsFact("chromium")]
    public async Task Turned_away_with_a_solved_puzzle_she_solves_no_second_one()
    {
        var posted = new List<(byte[] Body, IReadOnlyDictionary<string, string> Headers)>();
        await using var visit = await VisitAsync(bits: 12, times: 1, posted, turnedAway: 1);
        await visit.SealAsync();
        await visit.ReceiptAsync();
        Assert.Equal([null, "one", "one"], posted.Select(post => post.Headers.GetValueOrDefault("puzzle-solution")?.Split('.')[0]));
    }

    [NeedsFact("chromium")]
    public async Task Work_is_told_in_her_language_and_stops_when_she_pauses()
    {
        var posted = new List<(byte[] Body, IReadOnlyDictionary<string, string> Headers)>();
        // The first number that solves it: a minute of work here, and so under way when she pauses.
        Assert.True(Puzzle.Of("long-143", 24)?.IsSolvedBy(53_561_234));
        await using var visit = await VisitAsync(bits: 24, times: 1, posted, "ar", first: "long-143");
        await visit.SealAsync();
        await visit.Page.GetByText(visit.Words["seal.proving"]).WaitForAsync();
        await visit.PressAsync("seal.pause");
        await visit.Page.GetByText(visit.Words["seal.paused"]).WaitForAsync();
        Assert.Single(posted);
        // Going on asks anew, and now nobody else is there.
        await visit.PressAsync("seal.continue");
        await visit.ReceiptAsync();
        Assert.Equal(2, posted.Count);
        Assert.False(posted[1].Headers.ContainsKey("puzzle-solution"));
    }

    private async Task<Visit> VisitAsync(int bits, int times, List<(byte[], IReadOnlyDictionary<string, string>)> posted, string language = "en", int turnedAway = 0, string first = "one")
    {
        var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/{language}/", language, before: context => context.RouteAsync("**/submissions", async route =>
        {
            posted.Add((route.Request.PostDataBuffer ?? [], route.Request.Headers));
            string[] challenges = [first, "two"];
            if (posted.Count > times + turnedAway) await route.ContinueAsync();
            else if (posted.Count > times)
                await route.FulfillAsync(new() { Status = 429, Headers = [new("Retry-After", "0")], ContentType = "application/problem+json", Body = """{"status":429,"code":"rate_limited"}""" });
            else
                await route.FulfillAsync(new()
                {
                    Status = 429,
                    ContentType = "application/problem+json",
                    Body = $$"""{"status":429,"code":"puzzle_required","bits":{{bits}},"challenge":"{{challenges[posted.Count - 1]}}"}""",
                });
        }));
        await visit.TellAsync("under a flood");
        await visit.NextAsync();
        return visit;
    }
}
