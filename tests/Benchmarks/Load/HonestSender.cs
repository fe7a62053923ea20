using System.Diagnostics;

namespace SecureDrop.Benchmarks.Load;

/// <summary>
/// One source after another, each with a connection of her own and each trying again until she is accepted. A fixed pace, so that a
/// gateway that stands still is not measured less often.
/// </summary>
internal sealed class HonestSender(LoadGenerator load, Target target)
{
    private const int Octets = 16 << 10;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20), BeforeNextTry = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromSeconds(30);

    /// <returns>Milliseconds until each was accepted, sorted, and how many tries failed. One who gives up counts with all her patience.</returns>
    public async Task<(double[] Milliseconds, int TriedAgain)> RunAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(Pace);
        var started = Stopwatch.GetTimestamp();
        var sources = new List<Task<(double, int)>>();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            sources.Add(SubmitAsync());
            await timer.WaitForNextTickAsync();
        }

        var all = await Task.WhenAll(sources);
        return ([.. all.Select(source => source.Item1).Order()], all.Sum(source => source.Item2));
    }

    public async Task<(double Milliseconds, int TriedAgain)> SubmitAsync()
    {
        var message = load.Message(Octets);
        ArraySegment<byte>[] pieces = [target.Head(Octets), .. message.Pieces];
        var started = Stopwatch.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            using var connection = new Connection(target.Port);
            using var patience = new CancellationTokenSource(Patience);
            var status = await connection.ExchangeAsync(pieces, patience.Token);
            var waited = Stopwatch.GetElapsedTime(started);
            if (status is 200 or 201 || waited > Patience) return (waited.TotalMilliseconds, tries);
            await Task.Delay(BeforeNextTry);
        }
    }
}
