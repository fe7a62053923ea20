using System.Net.Http.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Tests;

/// <summary>
/// A flood on many connections, half of it well-formed, beside five honest sources. The clock stands, so no bucket fills again: what the flood has taken
/// is gone, and nothing here depends on how fast this machine is. `tests/Benchmarks -- flood` has 50,000, a clock that runs, and the waiting times.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FloodTests
{
    private const int Connections = 16, Each = 100, SolvedByFlood = 20;
    private static readonly Limits Limits = new() { Burst = 30, PuzzleBurst = 200, LeastPuzzleBits = 6, MostPuzzleBits = 10 };

    [Fact]
    public async Task Every_honest_source_gets_through_a_flood_and_nothing_accepted_is_lost()
    {
        await using var gateway = await StartAsync(Limits);
        var begun = new TaskCompletionSource();
        var flood = FloodAsync(gateway, begun);
        await begun.Task;
        byte[][] honest = [.. Enumerable.Range(0, 5).Select(_ => TestMessage.Sealed(16 << 10))];
        var replies = await Task.WhenAll(honest.Select(message => Puzzled.InsistAsync(gateway, message)));
        Assert.All(replies, reply => Assert.Equal(201, reply.Status));

        var taken = (await flood).Concat(replies.Select(reply => reply.Receipt ?? "")).ToArray();
        Assert.InRange(taken.Length, SolvedByFlood + 5, Limits.Burst + SolvedByFlood + 5);
        foreach (var receipt in taken)
        {
            Assert.True(Receipt.TryParse(receipt, out var known));
            Assert.Equal(Storage.SubmissionState.Waiting, await gateway.Running.Vault.LookUpAsync(known));
        }

        using var control = gateway.Control();
        Assert.Equal(taken.Length, (await control.GetFromJsonAsync("/status", ControlJson.Default.Status))?.Waiting);
    }

    [Fact] // control: the same flood where no puzzle opens anything
    public async Task Without_the_lane_of_puzzles_an_honest_source_is_turned_away()
    {
        await using var gateway = await StartAsync(Limits with { PuzzleBurst = 0, PuzzlesPerSecond = 0 });
        var begun = new TaskCompletionSource();
        var flood = FloodAsync(gateway, begun);
        await begun.Task;
        Assert.Equal("rate_limited", (await Puzzled.InsistAsync(gateway, TestMessage.Sealed(16 << 10))).Code);
        await flood;
    }

    /// <summary>The receipts that it got. Its first connection also solves puzzles.</summary>
    /// <param name="gateway">Where to.</param>
    /// <param name="begun">Set once it has emptied the lane.</param>
    private static async Task<IEnumerable<string>> FloodAsync(TestGateway gateway, TaskCompletionSource begun)
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            var receipts = new List<string>();
            for (var i = 0; i < Each; i++)
            {
                var junk = i % 2 == 0 ? TestMessage.Sealed(500) : TestMessage.Noise(500);
                var reply = connection == 0 && i % 2 == 0 && receipts.Count < SolvedByFlood ? await Puzzled.InsistAsync(gateway, junk) : await gateway.PostAsync(junk);
                if (reply.Status == 429) begun.TrySetResult();
                if (reply.Receipt is { } receipt) receipts.Add(receipt);
            }

            return receipts;
        })));
        return taken.SelectMany(receipts => receipts);
    }

    private static Task<TestGateway> StartAsync(Limits limits) =>
        TestGateway.StartAsync(settings => settings with { Limits = limits, Time = TestGateway.FakeTime() });
}
