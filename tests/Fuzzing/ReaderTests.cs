using System.Diagnostics;
using SecureDrop.Fuzzing.Readers;
using SecureDrop.Tests;
using Xunit.Abstractions;

namespace SecureDrop.Fuzzing;

/// <summary>
/// Hostile octets into every reader, guided by the edges they take. SECUREDROP_ROUNDS multiplies the 20,000 executions of each: 10
/// in .ci/run, 500 for ten million.
/// </summary>
public sealed class ReaderTests(InstrumentedReaders readers, ITestOutputHelper output) : IClassFixture<InstrumentedReaders>
{
    private const int Executions = 20_000;

    /// <summary>How often a kept vector is cut anew.</summary>
    private const int Replays = 20;

    /// <summary>SECUREDROP_FUZZ_SEED starts another run.</summary>
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SECUREDROP_FUZZ_SEED"), out var seed) ? seed : 1;

    public static TheoryData<string> Fuzzed => [.. Seeds.All.Keys];

    [Theory]
    [MemberData(nameof(Fuzzed))]
    public void A_reader_answers_whatever_a_stranger_sends(string reader)
    {
        // A name is made safe sign by sign, each a string of its own.
        var campaign = new Campaign(readers.All[reader], new Random(Seed), Repair.For(reader), reader == "names" ? 400 : 40);
        var kept = Seeds.Kept(reader);
        foreach (var vector in kept.SelectMany(vector => Enumerable.Repeat(vector, Replays))) Assert.Equal((vector.Name, vector.Expect), (vector.Name, campaign.Execute(vector.Octets)));
        byte[][] seeds = [.. Seeds.All[reader]().Concat(kept.Select(vector => vector.Octets)).Where(octets => octets.Length <= Campaign.Longest)];
        Assert.NotEmpty(seeds);
        foreach (var octets in seeds) campaign.Seed(octets);
        var (edges, started) = (campaign.EdgesTaken, Stopwatch.GetTimestamp());
        campaign.Run(Rounds.Of(Executions));

        var pace = Rounds.Of(Executions) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{reader}: {pace:F0} executions a second, {edges} edges from {seeds.Length} seeds, {campaign.EdgesTaken} in the end");
        if (Keeping.IsAsked) Keeping.Write(reader, campaign, seeds);
    }

    [Theory]
    [InlineData(BrokenReader.Throws, "it throws IndexOutOfRangeException")]
    [InlineData(BrokenReader.Depends, "in cuts")]
    [InlineData(BrokenReader.Gathers, "it allocates")]
    [InlineData(BrokenReader.Lingers, "steps")]
    [InlineData(BrokenReader.Lenient, "it throws BrokenPromiseException")]
    public void Control_a_broken_reader_is_found(string reader, string finding)
    {
        var campaign = new Campaign(readers.All[reader], new Random(1));
        campaign.Seed("SD\u0001\0\0\0\0\u0004abcd"u8.ToArray());
        Assert.Contains(finding, Assert.Throws<FindingException>(() => campaign.Run(Executions)).Message, StringComparison.Ordinal);
    }
}
