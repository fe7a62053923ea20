using System.Diagnostics;
using SecureDrop.Benchmarks.Load;
using SecureDrop.Benchmarks.Report;
using SecureDrop.Benchmarks.Servers;
using SecureDrop.Claims;

namespace SecureDrop.Benchmarks;

/// <summary>
/// 50,000 junk submissions, half of them well-formed, on many connections, and as many more until five honest sources are through or their patience is
/// over. The gateway is as it is by default. First sources who solve no puzzle (how it was before there were any), then our own, then ours beside an
/// attacker whose one core solves puzzles too.
/// </summary>
internal sealed class Flood(Peers peers, LoadGenerator load, string directory)
{
    private const int Junk = 50_000, Connections = 200, Octets = 16 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Table _table = new("five sources in a flood", "1st s", "2nd s", "3rd s", "4th s", "5th s", "junk", "flood s", "solved by it", "it got");

    public async Task<IReadOnlyList<FloodRow>> RunAsync()
    {
        _table.Begin($"Seconds until each of five honest sources was accepted beside at least {Junk:N0} junk submissions on {Connections} connections");
        return [await RowAsync("who solve nothing", false, false), await RowAsync("who solve", true, false), await RowAsync("who solve, beside a solver", true, true)];
    }

    private async Task<FloodRow> RowAsync(string way, bool solve, bool attackerSolves)
    {
        await using var server = await Server.StartAsync(peers.LimitedGateway());
        using var patience = new CancellationTokenSource(Patience);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var attackers = new Attackers(load, server.Target);
        var clock = Stopwatch.StartNew();
        var enough = new TaskCompletionSource();
        var flood = attackers.MixedAsync(Connections, Octets, Junk, enough, until.Token);
        var solved = attackerSolves ? SolveAsync(server.Target, until.Token) : Task.FromResult(0);
        while (!attackers.Answers.ContainsKey("429")) await Task.Delay(10);

        var honest = await Task.WhenAll(Enumerable.Range(0, 5).Select(number =>
            solve && number < 2 ? ProgramAsync(server.Target, number, patience.Token) : SenderAsync(server.Target, solve, patience.Token)));
        await Task.WhenAny(enough.Task, Task.Delay(Patience));
        await until.CancelAsync();
        await flood;
        var row = new FloodRow(way, honest, attackers.Answers.Values.Sum(), clock.Elapsed.TotalSeconds, await solved, attackers.Answers);
        _table.Print(
            [way, .. honest.Select(seconds => seconds is { } known ? Figure.Fine(known) : "never"), Figure.Whole(row.Junk), Figure.Fine(row.FloodSeconds), Figure.Whole(row.SolvedByAttacker),
            string.Join(' ', attackers.Answers.Select(pair => $"{pair.Key}×{pair.Value}"))]);
        return row;
    }

    private async Task<double?> SenderAsync(Target target, bool solves, CancellationToken until)
    {
        var (waited, _) = await new PatientSender(target, solves).SubmitAsync(Fresh(), until);
        return waited < TimeSpan.Zero ? null : waited.TotalSeconds;
    }

    private async Task<double?> ProgramAsync(Target target, int number, CancellationToken until)
    {
        var message = Path.Combine(directory, $"message-{number}.txt");
        await File.WriteAllTextAsync(message, "They followed me from the bridge.\n", until);
        var keys = Path.Combine(Checkout.Root, "keys-example");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Checkout.Program("Source"), "submit", "--to", $"http://127.0.0.1:{target.Port}", "--keyring", Path.Combine(keys, "keyring.asc"),
            "--root", "99A684FD000F20BEAD950556D8E9DFFCC0850318", "--message", message, "--home", Path.Combine(directory, $"home-{number}"),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The source's program did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(until), process.StandardError.ReadToEndAsync(until));
        await process.WaitForExitAsync(until);
        await Task.WhenAll(output, errors);
        return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : null;
    }

    /// <summary>One core that does nothing but solve, one body after the other.</summary>
    private async Task<int> SolveAsync(Target target, CancellationToken until)
    {
        var solved = 0;
        for (var sender = new PatientSender(target, solves: true); !until.IsCancellationRequested;) solved += (await sender.SubmitAsync(Fresh(), until)).Puzzles;
        return solved;
    }

    private byte[] Fresh() => [.. load.Message(Octets).Pieces.SelectMany(piece => piece)];
}
