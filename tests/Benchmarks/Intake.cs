using System.Diagnostics;
using SecureDrop.Benchmarks.Load;
using SecureDrop.Benchmarks.Report;
using SecureDrop.Benchmarks.Servers;

namespace SecureDrop.Benchmarks;

/// <summary>
/// The gateway beside two peers, over loopback, under one load generator that shares the cores with them. Each row starts its
/// servers anew, warms them up, and lets them take turns, there and back, with the file system settled in between.
/// </summary>
internal sealed class Intake(Peers peers, LoadGenerator load, string directory, TimeSpan time, string? only)
{
    private const int Rounds = 2;
    private static readonly (int Octets, int[] Connections)[] Loads = [(16 << 10, [1, 8, 32, 128]), (4 << 20, [1, 8, 32])];
    private readonly Table _table = new("", "answers/s", "MB/s", "p50 ms", "p99 ms", "CPU µs each", "peak MB", "flushes/answer", "refused");

    public async Task<IReadOnlyList<IntakeRow>> RunAsync()
    {
        if (peers.Nginx() is null) Console.Error.WriteLine("nginx is missing and left out: apt-get install nginx-light");
        if (!FlushCounter.IsHere) Console.Error.WriteLine("strace is missing, flushes are not counted: apt-get install strace");
        var rows = new List<IntakeRow>();
        foreach (var (octets, counts) in Loads)
            foreach (var connections in counts)
            {
                if (only is not null && only != $"{octets >> 10}x{connections}") continue;
                _table.Begin($"{octets >> 10} KiB, {connections} connection{(connections == 1 ? "" : "s")}");
                rows.AddRange(await RowsAsync(octets, connections));
            }

        return rows;
    }

    private async Task<IReadOnlyList<IntakeRow>> RowsAsync(int octets, int connections)
    {
        Func<Command?>[] commands = [peers.Gateway, peers.Nginx, peers.FileAndFsync];
        var flushes = new Dictionary<string, double?>();
        foreach (var command in commands.Select(make => make()).OfType<Command>())
            flushes[command.Name] = FlushCounter.IsHere ? await FlushesAsync(command, octets, connections) : null;

        var servers = new List<(string Name, Server Server, List<(LoadResult Load, TimeSpan Processor)> Results)>();
        try
        {
            foreach (var command in commands.Select(make => make()).OfType<Command>())
            {
                var server = await Server.StartAsync(command);
                servers.Add((command.Name, server, []));
                await WarmUpAsync(server, octets, connections);
            }

            for (var round = 0; round < Rounds; round++)
                foreach (var (_, server, results) in round % 2 == 0 ? servers : Enumerable.Reverse(servers))
                {
                    await SettleAsync();
                    var before = server.ProcessorTime;
                    results.Add((await load.RunAsync(server.Target, octets, connections, time / Rounds), server.ProcessorTime - before));
                }

            return [.. servers.Select(server => Row(octets, connections, server.Name, server.Server, server.Results, flushes[server.Name]))];
        }
        finally
        {
            foreach (var (_, server, _) in servers) await server.DisposeAsync();
        }
    }

    private IntakeRow Row(int octets, int connections, string name, Server server, List<(LoadResult Load, TimeSpan Processor)> results, double? flushes)
    {
        var result = LoadResult.Sum([.. results.Select(round => round.Load)]);
        var processor = results.Sum(round => round.Processor.TotalMicroseconds) / result.Accepted;
        var row = new IntakeRow(
            name, octets, connections, result.PerSecond, result.MegabytesPerSecond, result.Percentile(0.5), result.Percentile(0.99), processor,
            server.PeakOctets / 1e6, flushes, result.Refused);
        _table.Print(
            name, Figure.Whole(row.AnswersPerSecond), Figure.Whole(row.MegabytesPerSecond), Figure.Fine(row.P50Milliseconds), Figure.Fine(row.P99Milliseconds),
            Figure.Whole(processor), Figure.Whole(row.PeakMegabytes), flushes is { } each ? Figure.Fine(each) : "-",
            string.Join(' ', row.Refused.Select(pair => $"{pair.Key}×{pair.Value}")));
        return row;
    }

    private async Task<double> FlushesAsync(Command command, int octets, int connections)
    {
        await using var server = await Server.StartAsync(command, countFlushes: true);
        await load.RunAsync(server.Target, octets, connections, time / 4);
        var before = server.Flushes;
        var result = await load.RunAsync(server.Target, octets, connections, time / 4);
        return (double)(server.Flushes - before) / result.Accepted;
    }

    // .NET compiles what runs often once more, on a thread of its own beside the answers: after 4,000 of them it still takes a third
    // of a gateway's processor time, after 20,000 next to nothing.
    private async Task WarmUpAsync(Server server, int octets, int connections)
    {
        for (var answered = 0; answered < 20_000;) answered += (await load.RunAsync(server.Target, 16 << 10, 32, TimeSpan.FromSeconds(1))).Accepted;
        await load.RunAsync(server.Target, octets, connections, time / 6);
    }

    // What one server left unwritten is not to slow the next one down.
    private async Task SettleAsync()
    {
        using var sync = Process.Start("sync", ["-f", directory]);
        await sync.WaitForExitAsync();
    }
}
