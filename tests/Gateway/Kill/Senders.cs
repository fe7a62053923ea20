using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using SecureDrop.Formats;

namespace SecureDrop.Gateway.Tests.Kill;

/// <summary>Sources who send all the time, keep their receipts, and send again what was not answered.</summary>
internal sealed class Senders(Random random)
{
    private const int Connections = 16;
    private readonly ConcurrentQueue<byte[]> _unanswered = [];
    private int _answers;

    /// <summary>Every receipt that was given, with the hash of what it was given for.</summary>
    public ConcurrentDictionary<string, Sha256Hash> Receipts { get; } = [];

    /// <summary>Sends until the gateway is gone, and kills it after so many answers.</summary>
    public async Task SendAsync(GatewayProgram gateway, int answers, TimeSpan limit)
    {
        _answers = 0;
        var enough = new TaskCompletionSource();
        if (answers == 0) enough.SetResult();
        var http = gateway.Http;
        var sending = Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (await SendOneAsync(http))
                if (Interlocked.Increment(ref _answers) == answers) enough.TrySetResult();
        })).ToArray();
        await enough.Task.WaitAsync(limit);
        Thread.SpinWait(random.Next(200_000)); // anywhere in what comes after the last of them
        gateway.Kill();
        await Task.WhenAll(sending);
    }

    private async Task<bool> SendOneAsync(HttpClient http)
    {
        if (!_unanswered.TryDequeue(out var message)) message = TestMessage.Sealed(Size());
        try
        {
            using var body = new ByteArrayContent(message) { Headers = { ContentType = new("application/octet-stream") } };
            using var answer = await http.PostAsync("/submissions", body);
            Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, $"{answer.StatusCode}");
            var said = await answer.Content.ReadAsStringAsync();
            Receipts[JsonDocument.Parse(said).RootElement.GetProperty("receipt").GetString() ?? ""] = Sha256Hash.Of(message);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            _unanswered.Enqueue(message);
            return false;
        }
    }

    private int Size()
    {
        lock (random) return random.Next(20) == 0 ? random.Next(100_000, 400_000) : random.Next(500, 16_000);
    }
}
