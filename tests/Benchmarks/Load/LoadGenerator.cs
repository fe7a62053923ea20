using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using SecureDrop.Formats;

namespace SecureDrop.Benchmarks.Load;

/// <summary>Sends distinct messages over a number of connections, each sending its next when the last was answered.</summary>
internal sealed class LoadGenerator(IReadOnlyList<KeyId> recipients)
{
    /// <summary>As many as the largest message has: the same ones several times are not what ciphertext looks like.</summary>
    private readonly byte[] _random = RandomNumberGenerator.GetBytes(64 << 20);

    private long _sent = RandomNumberGenerator.GetInt32(int.MaxValue);

    public Lookalike Message(int octets) => new(octets, recipients, _random);

    public async Task<LoadResult> RunAsync(Target target, int octets, int connections, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var loops = Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(target, octets, started, time)));
        var results = await Task.WhenAll(loops);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return LoadResult.Sum(results) with { Seconds = seconds };
    }

    private async Task<LoadResult> LoopAsync(Target target, int octets, long started, TimeSpan time)
    {
        using var connection = new Connection(target.Port);
        var message = Message(octets);
        var head = target.Head(octets);
        var number = head.AsSpan().IndexOf("0000000000000000"u8);
        ArraySegment<byte>[] pieces = [head, .. message.Pieces];
        var milliseconds = new List<double>();
        var refused = new Dictionary<int, int>();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            message.Renew();
            if (number >= 0) Utf8Formatter.TryFormat(Interlocked.Increment(ref _sent), head.AsSpan(number), out _, new('X', 16));
            var before = Stopwatch.GetTimestamp();
            var status = await connection.ExchangeAsync(pieces);
            if (status is 200 or 201 or 204) milliseconds.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            else refused[status] = refused.GetValueOrDefault(status) + 1;
        }

        return new LoadResult(0, (long)octets * milliseconds.Count, [.. milliseconds], refused);
    }
}
