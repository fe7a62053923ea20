using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SecureDrop.Formats;

namespace SecureDrop.Source.Tests;

/// <summary>A gateway on loopback that speaks plain octets, so that a test sees every header and can cut the line.</summary>
internal sealed class FakeGateway : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Queue<Func<string?>> _next = new();

    public FakeGateway()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What has been taken, by receipt.</summary>
    public Dictionary<string, byte[]> Taken { get; } = [];
    public List<string> Heads { get; } = [];

    /// <summary>Answers the next request with this instead; null cuts the line after the body has been taken.</summary>
    public FakeGateway Next(string? answer)
    {
        _next.Enqueue(() => answer);
        return this;
    }

    public static string Answer(int status, string json, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}";

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            while (await ReadHeadAsync(stream) is { } head)
            {
                lock (Heads) Heads.Add(head);
                var length = int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], CultureInfo.InvariantCulture);
                var body = new byte[length];
                await stream.ReadExactlyAsync(body);
                if (Reply(head, body) is not { } answer) return;
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            }
        }
    }

    private string? Reply(string head, byte[] body)
    {
        lock (Taken)
        {
            var scripted = _next.TryDequeue(out var next);
            var answer = scripted ? next?.Invoke() : null;
            // A refusal takes nothing; a cut line comes after the vault has written.
            if (scripted && answer is not null) return answer;
            if (head.StartsWith("POST /receipts ", StringComparison.Ordinal))
            {
                var asked = JsonDocument.Parse(body).RootElement.GetProperty("receipt").GetString() ?? "";
                return scripted ? null : Answer(200, $$"""{"receipt":"{{asked}}","state":"{{(Taken.ContainsKey(asked) ? "waiting" : "unknown")}}"}""");
            }
            var receipt = Receipt.Of(Sha256Hash.Of(body)).ToString();
            var status = Taken.TryAdd(receipt, body) ? 201 : 200;
            return scripted ? null : Answer(status, $$"""{"receipt":"{{receipt}}","state":"waiting"}""");
        }
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0) return null;
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    public void Dispose() => _listener.Dispose();
}
