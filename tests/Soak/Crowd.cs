using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SecureDrop.Soak;

/// <summary>Sources who all live at once: they send, send again, send what is none, stall, hang up and ask.</summary>
internal sealed class Crowd(World world, History history, Sealery sealery, string mark, int seed) : IAsyncDisposable
{
    public const int Workers = 4;
    private const int MostStalled = 12, Days = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _gate = new(Workers, Workers);
    private readonly Queue<Socket> _stalled = [];
    private readonly HttpClient _http = new() { BaseAddress = world.Url, Timeout = Patience };
    private Task[] _working = [];

    public void Begin() => _working = [.. Enumerable.Range(0, Workers).Select(number => Task.Run(() => LiveAsync(new Random(seed + number))))];

    /// <summary>Nobody sends, nobody holds a line: what is measured and asked now is the gateway's own.</summary>
    public async Task PauseAsync()
    {
        for (var one = 0; one < Workers; one++) await HoldAsync();
        lock (_stalled)
            while (_stalled.TryDequeue(out var socket)) socket.Dispose();
    }

    public void Resume() => _gate.Release(Workers);

    /// <summary>Ends the crowd and hands on what broke one of them.</summary>
    public void Judge()
    {
        if (_working.FirstOrDefault(worker => worker.IsFaulted)?.Exception is { } broken) throw new ViolationException($"{broken.InnerException?.Message}");
    }

    /// <summary>Sends until an answer comes.</summary>
    public async Task SendAsync(Item item)
    {
        var end = DateTime.UtcNow + Patience;
        while (!await TrySendAsync(item))
        {
            if (DateTime.UtcNow > end) throw new ViolationException($"{item.Hash} was not answered within {Patience.TotalSeconds} s");
            await Task.Delay(200);
        }
    }

    /// <summary>Asks, and holds the answer against what was known before it was asked.</summary>
    /// <returns>False when the line broke.</returns>
    public async Task<bool> AskAsync(Item item)
    {
        var atLeast = history.With(_ => item.AtLeast);
        if (await PostAsync("receipts", new StringContent($"{{\"receipt\":\"{item.Receipt}\"}}", Encoding.UTF8, "application/json")) is not { } answer) return false;
        if (answer.Status != HttpStatusCode.OK) return Broken(answer, $"receipt {item.Receipt}");
        var state = JsonDocument.Parse(answer.Body).RootElement.GetProperty("state").GetString();
        history.Heard(item, state switch { "waiting" => Said.Waiting, "taken out" => Said.TakenOut, "opened" => Said.Opened, "unknown" => Said.Unknown, _ => throw new ViolationException($"state {state}") }, atLeast);
        history.Count("receipts asked");
        return true;
    }

    private async Task LiveAsync(Random random)
    {
        while (!_end.IsCancellationRequested)
        {
            await HoldAsync();
            try
            {
                await ActAsync(random);
            }
            finally
            {
                _gate.Release();
            }

            await Task.Delay(random.Next(20, 500));
        }
    }

    private Task ActAsync(Random random) => random.Next(100) switch
    {
        < 34 => SubmitAsync(random),
        < 46 => AgainAsync(random),
        < 52 => AtOnceAsync(random),
        < 66 => JunkAsync(random),
        < 70 => StallAsync(random),
        < 78 => UnansweredAsync(random),
        _ => Known(random, item => item.Answered) is { } item ? AskAsync(item) : Task.CompletedTask,
    };

    private async Task SubmitAsync(Random random)
    {
        foreach (var item in sealery.Seal(random))
        {
            if (random.Next(30) == 0) await CutAsync(item, random);
            else await TrySendAsync(item);
        }
    }

    private async Task AgainAsync(Random random)
    {
        if (Known(random, item => item.Answered && item.SealedOn.AddDays(Days) > world.Today) is not { } item) return;
        if (await TrySendAsync(item)) history.Count("sent again");
    }

    private async Task AtOnceAsync(Random random)
    {
        var item = sealery.Seal(random)[0];
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TrySendAsync(item)));
        if (answers.All(answered => answered)) history.Count("sent four times at once");
    }

    private async Task UnansweredAsync(Random random)
    {
        if (Known(random, item => item is { Answered: false, ByHand: false, Tries: > 0 }) is { } item) await TrySendAsync(item);
    }

    private async Task<bool> TrySendAsync(Item item)
    {
        var (wasAnswered, first) = (false, false);
        history.Change(item, one => (wasAnswered, first, one.Tries) = (one.Answered, one.Tries == 0, one.Tries + 1));
        var body = new ByteArrayContent(await File.ReadAllBytesAsync(item.File)) { Headers = { ContentType = new("application/octet-stream") } };
        if (await PostAsync("submissions", body) is not { } answer) return false;
        if (answer.Status is not (HttpStatusCode.Created or HttpStatusCode.OK)) return Broken(answer, $"{item.Hash}");
        var receipt = JsonDocument.Parse(answer.Body).RootElement.GetProperty("receipt").GetString() ?? "";
        history.Answer(item, answer.Status == HttpStatusCode.Created, receipt, wasAnswered, first);
        history.Count(answer.Status == HttpStatusCode.Created ? "stored" : "known already");
        return true;
    }

    private async Task JunkAsync(Random random)
    {
        var body = new ByteArrayContent(Sealery.Junk(random, mark)) { Headers = { ContentType = new("application/octet-stream") } };
        if (await PostAsync("submissions", body) is not { } answer) return;
        if ((int)answer.Status is 400 or 422) history.Count("refused");
        else Broken(answer, "junk");
    }

    /// <summary>Half a body, then nothing more: the gateway gives it up, or we hang up.</summary>
    private async Task StallAsync(Random random)
    {
        try
        {
            var socket = await BeginAsync(4 << 20);
            await socket.SendAsync(RandomOctets(random, random.Next(1, 100_000)));
            lock (_stalled)
            {
                _stalled.Enqueue(socket);
                if (_stalled.Count > MostStalled) _stalled.Dequeue().Dispose();
            }

            history.Count("stalled");
        }
        catch (SocketException)
        {
            Broken(null, "a stalled line");
        }
    }

    private async Task CutAsync(Item item, Random random)
    {
        history.Change(item, one => one.Tries++);
        try
        {
            var octets = await File.ReadAllBytesAsync(item.File);
            using var socket = await BeginAsync(octets.Length);
            // Nearly always before the last octet; sometimes behind it, where only the answer is lost.
            await socket.SendAsync(octets.AsMemory(0, random.Next(4) == 0 ? octets.Length : random.Next(octets.Length)));
            history.Count("lines cut");
        }
        catch (SocketException)
        {
            Broken(null, "a cut line");
        }
    }

    private async Task<Socket> BeginAsync(int octets)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, world.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /submissions HTTP/1.1\r\nHost: 127.0.0.1:{world.Port}\r\nContent-Type: application/octet-stream\r\nContent-Length: {octets}\r\n\r\n"));
        return socket;
    }

    private async Task<(HttpStatusCode Status, string Body)?> PostAsync(string path, HttpContent content)
    {
        var maySoBreak = history.MayBreak;
        try
        {
            using (content)
            using (var answer = await _http.PostAsync(path, content))
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!maySoBreak && !history.MayBreak) throw new ViolationException($"/{path}: the line broke while nobody touched the gateway: {error.Message}");
            return null;
        }
    }

    /// <summary>An answer that is neither what was hoped for nor wrong at such a time.</summary>
    private bool Broken((HttpStatusCode Status, string Body)? answer, string what)
    {
        if (answer is not { } said)
        {
            if (!history.MayBreak) throw new ViolationException($"{what}: no line, while nobody touched the gateway");
            return false;
        }

        var code = said.Body.Contains("\"code\"", StringComparison.Ordinal) ? JsonDocument.Parse(said.Body).RootElement.GetProperty("code").GetString() : "none";
        history.Count($"answered {code}");
        var fits = code is "busy" || (code is "intake_closed" && (history.MayBeClosed || history.MayBreak)) || (code is "storage_failed" && history.MayBreak);
        return fits ? false : throw new ViolationException($"{what}: answered {(int)said.Status} {code}");
    }

    private Item? Known(Random random, Func<Item, bool> wanted)
    {
        // The newest are asked for more often than chance would: that is where things go wrong.
        return history.With(items =>
        {
            var some = items.Where(item => wanted(item)).ToList();
            if (some.Count == 0) return null;
            return random.Next(2) == 0 ? some[random.Next(some.Count)] : some[^random.Next(1, Math.Min(20, some.Count) + 1)];
        });
    }

    private static byte[] RandomOctets(Random random, int count)
    {
        var octets = new byte[count];
        random.NextBytes(octets);
        return octets;
    }

    private Task HoldAsync() => _gate.WaitAsync();

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested) return;
        await _end.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_working), Task.Delay(Patience));
        _http.Dispose();
    }
}
