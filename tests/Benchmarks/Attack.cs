using System.Diagnostics;
using SecureDrop.Benchmarks.Load;
using SecureDrop.Benchmarks.Report;
using SecureDrop.Benchmarks.Servers;

namespace SecureDrop.Benchmarks;

/// <summary>What an honest sender feels of an attack on the gateway, and how soon it is over. Each attack meets a gateway started anew.</summary>
internal sealed class Attack(Peers peers, LoadGenerator load, TimeSpan time, string? only)
{
    private static readonly TimeSpan RecoversWithin = TimeSpan.FromSeconds(60);
    private readonly Table _table = new("honest sender", "accepted", "tried again", "p50 ms", "p99 ms", "worst ms", "peak MB", "recovery ms", "attackers got");

    public async Task<IReadOnlyList<AttackRow>> RunAsync()
    {
        _table.Begin("An honest sender of 16 KiB, a new connection every 20 ms");
        (string Name, Command Command, Func<Attackers, CancellationToken, Task> Attack)[] rows =
        [
            ("nobody else", peers.Gateway(), (_, _) => Task.CompletedTask),
            ("200 slow headers, 200 slow bodies", peers.Gateway(), (attackers, until) =>
                Task.WhenAll(attackers.SlowHeadersAsync(200, until), attackers.SlowBodiesAsync(200, until))),
            ("50 bodies of 64 MiB", peers.Gateway(), (attackers, until) => attackers.GiantsAsync(50, until)),
            ("junk on 32, no rate limit", peers.Gateway(), (attackers, until) => attackers.JunkAsync(32, until)),
            ("junk on 32, rate limit as it is", peers.LimitedGateway(), (attackers, until) => attackers.JunkAsync(32, until)),
        ];
        var figures = new List<AttackRow>();
        foreach (var (name, command, attack) in rows.Where(row => only is null || row.Name.Contains(only, StringComparison.Ordinal)))
            figures.Add(await RowAsync(name, command, attack));
        return figures;
    }

    private async Task<AttackRow> RowAsync(string name, Command command, Func<Attackers, CancellationToken, Task> attack)
    {
        await using var server = await Server.StartAsync(command);
        var (honest, attackers) = (new HonestSender(load, server.Target), new Attackers(load, server.Target));
        var (calm, _) = await honest.RunAsync(time / 2);
        using var until = new CancellationTokenSource();
        var attacking = attack(attackers, until.Token);
        await Task.Delay(time / 4);
        var (times, again) = await honest.RunAsync(time);
        await until.CancelAsync();
        await attacking;
        var recovery = await RecoveryAsync(honest, calm[calm.Length * 95 / 100]);
        var row = new AttackRow(
            name, times.Length, again, times[times.Length / 2], times[times.Length * 99 / 100], times[^1], server.PeakOctets / 1e6, recovery, attackers.Answers);
        _table.Print(
            name, Figure.Whole(row.Accepted), Figure.Whole(again), Figure.Fine(row.P50Milliseconds), Figure.Fine(row.P99Milliseconds), Figure.Fine(row.WorstMilliseconds),
            Figure.Whole(row.PeakMegabytes), Figure.Whole(recovery), string.Join(' ', attackers.Answers.Select(pair => $"{pair.Key}×{pair.Value}")));
        return row;
    }

    private static async Task<double> RecoveryAsync(HonestSender honest, double asBefore)
    {
        var clock = Stopwatch.StartNew();
        var since = 0.0;
        for (var inRow = 0; inRow < 10 && clock.Elapsed < RecoversWithin;)
        {
            if (inRow == 0) since = clock.Elapsed.TotalMilliseconds;
            var (milliseconds, again) = await honest.SubmitAsync();
            inRow = again == 0 && milliseconds <= 2 * asBefore ? inRow + 1 : 0;
        }

        return clock.Elapsed < RecoversWithin ? since : double.PositiveInfinity;
    }
}
