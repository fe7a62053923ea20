using System.Net.Http.Json;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Tests;
using Xunit.Abstractions;

namespace SecureDrop.Gateway.Tests.Kill;

/// <summary>
/// REFUSALS.md row 36, with the real program: killed under load again and again, at random moments, also while it recovers. 20 times; 200 times with
/// SECUREDROP_ROUNDS of 6 and more; SECUREDROP_KILLS sets the number.
/// </summary>
[Collection(nameof(Alone))]
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int MostAnswers = 250, AskedAgain = 40;

    // Ten seconds on a quiet machine are the promise: on a busy one its own processor time is what tells, and a hang is found all the same.
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(10), Hang = TimeSpan.FromSeconds(120);
    private readonly GatewayProgram _gateway = new();
    private readonly Random _random = new(20261123);

    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("SECUREDROP_KILLS"), out var kills) ? kills : Rounds.Of(1) >= 6 ? 200 : 20;

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_gateway_that_is_killed_under_load_keeps_every_receipt()
    {
        var senders = new Senders(_random);
        var slowest = TimeSpan.Zero;
        for (var kill = 0; kill < Kills; kill++)
        {
            if (_random.Next(8) == 0) await KillWhileItStartsAsync();
            _gateway.Start();
            var took = await _gateway.ListenAsync(Hang);
            if (took > slowest) slowest = took;
            await AssertKnownAsync([.. senders.Receipts.Keys.OrderBy(_ => _random.Next()).Take(AskedAgain)]);
            await senders.SendAsync(_gateway, _random.Next(MostAnswers), Hang);
        }

        _gateway.Start();
        await _gateway.ListenAsync(Hang);
        await AssertKnownAsync(senders.Receipts.Keys);
        var exported = await AssertWholeAsync(senders.Receipts.Values);
        output.WriteLine($"{Kills} kills, {senders.Receipts.Count} receipts, {exported} exported, slowest start {slowest.TotalSeconds:0.0} s of processor time");
        Assert.True(slowest < StartTime, $"A start took {slowest}.");
        Assert.True(senders.Receipts.Count >= 50 * Kills, $"{senders.Receipts.Count} receipts are too few to prove anything");
    }

    private async Task KillWhileItStartsAsync()
    {
        _gateway.Start();
        await Task.Delay(_random.Next(800));
        _gateway.Kill();
    }

    private Task AssertKnownAsync(ICollection<string> receipts) => Parallel.ForEachAsync(receipts, async (receipt, _) =>
    {
        using var answer = await _gateway.Http.PostAsJsonAsync("/receipts", new { receipt }, CancellationToken.None);
        Assert.Contains("\"waiting\"", await answer.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
    });

    /// <summary>Every ciphertext a receipt was given for is exported, once and whole; how many are exported.</summary>
    private async Task<int> AssertWholeAsync(ICollection<Sha256Hash> hashes)
    {
        using var control = _gateway.Control();
        using var answer = await control.PostAsync("/export", JsonContent.Create(new ExportRequest(null), ControlJson.Default.ExportRequest));
        var plan = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(), ControlJson.Default.ExportPlan);
        Assert.NotNull(plan);
        var exported = plan.Items.Select(item => item.Sha256).ToHashSet();
        Assert.Equal(plan.Items.Length, exported.Count);
        Assert.Equal(0, hashes.Count(hash => !exported.Contains($"{hash}")));
        await Parallel.ForEachAsync(plan.Items, async (item, _) =>
            Assert.Equal(item.Sha256, $"{Sha256Hash.Of(await control.GetByteArrayAsync($"/items/{item.Entry}", CancellationToken.None))}"));
        return exported.Count;
    }
}
