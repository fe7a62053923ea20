using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace SecureDrop.Benchmarks.Load;

/// <summary>Bad company, until it is cancelled. What the gateway answers it is counted by attack.</summary>
internal sealed class Attackers(LoadGenerator load, Target target)
{
    private readonly byte[] _junk = RandomNumberGenerator.GetBytes(16 << 10);

    /// <summary>Statuses the attackers got; 0 is a line that broke or was cut.</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = new();

    /// <summary>Connections that send one octet of their headers a second.</summary>
    public Task SlowHeadersAsync(int count, CancellationToken until) => Many(count, () => TrickleAsync("GET / HTTP/1.1\r\nX-Slow: ", until), until);

    /// <summary>Connections that announce a part of 4 MiB and send one octet of it a second.</summary>
    public Task SlowBodiesAsync(int count, CancellationToken until) =>
        Many(count, () => TrickleAsync(Encoding.ASCII.GetString(target.Head(4 << 20)), until), until);

    /// <summary>The largest bodies the profile takes, well-formed, as fast as they go in.</summary>
    public Task GiantsAsync(int count, CancellationToken until) => Many(count, () => ExchangeAsync(() => load.Message(64 << 20).Pieces, 64 << 20, until), until);

    /// <summary>Random octets that the grammar refuses at the first.</summary>
    public Task JunkAsync(int count, CancellationToken until) => Many(count, () => ExchangeAsync(() => [_junk], _junk.Length, until), until);

    /// <summary>Half junk, half well-formed; at least so many in all, and on and on until it is cancelled.</summary>
    public Task MixedAsync(int count, int octets, int least, TaskCompletionSource enough, CancellationToken until)
    {
        var sent = 0;
        return Many(count, async () =>
        {
            using var connection = new Connection(target.Port);
            var message = load.Message(octets);
            while (!until.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref sent);
                if (number == least) enough.TrySetResult();
                message.Renew();
                Count(await connection.ExchangeAsync([target.Head(octets), .. number % 2 == 0 ? message.Pieces : [_junk]], until));
            }
        }, until);
    }

    private async Task ExchangeAsync(Func<ArraySegment<byte>[]> body, int octets, CancellationToken until)
    {
        using var connection = new Connection(target.Port);
        while (!until.IsCancellationRequested) Count(await connection.ExchangeAsync([target.Head(octets), .. body()], until));
    }

    private async Task TrickleAsync(string begin, CancellationToken until)
    {
        using var connection = new Connection(target.Port);
        try
        {
            using var socket = await connection.ConnectAsync(until);
            await socket.SendAsync(Encoding.ASCII.GetBytes(begin), until);
            var answered = socket.ReceiveAsync(new byte[1], SocketFlags.None, until).AsTask();
            while (!answered.IsCompleted)
            {
                await socket.SendAsync("a"u8.ToArray(), until);
                await Task.WhenAny(answered, Task.Delay(1000, until));
            }
        }
        catch (SocketException) { }

        Count(0);
    }

    private void Count(int status) => Answers.AddOrUpdate($"{status}", 1, (_, count) => count + 1);

    private static Task Many(int count, Func<Task> attacker, CancellationToken until) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(async () =>
    {
        try
        {
            while (!until.IsCancellationRequested) await attacker();
        }
        catch (OperationCanceledException) { }
    })));
}
