using System.Net.Sockets;
using System.Text;

namespace SecureDrop.Gateway.Tests;

/// <summary>A socket for what no HTTP client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly NetworkStream _stream;

    public RawConnection(Uri address)
    {
        Address = address;
        _client.Connect(address.Host, address.Port);
        _stream = _client.GetStream();
    }

    public Uri Address { get; }

    public ValueTask SendAsync(string text) => _stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    public ValueTask SendAsync(byte[] octets) => _stream.WriteAsync(octets);

    /// <summary>The head of a submission, up to and with the empty line.</summary>
    public ValueTask SendHeadAsync(string extra, string method = "POST", string path = "/submissions") =>
        SendAsync($"{method} {path} HTTP/1.1\r\nHost: {Address.Authority}\r\nContent-Type: application/octet-stream\r\n{extra}\r\n");

    /// <summary>Nothing more will come.</summary>
    public void HalfClose() => _client.Client.Shutdown(SocketShutdown.Send);

    public bool HasAnswer => _stream.DataAvailable;

    /// <summary>Reads one answer; null when the connection ends without one.</summary>
    public async Task<Reply?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(one, patience.Token) == 0) return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, null) : 0];
        await _stream.ReadExactlyAsync(body, patience.Token);
        return new Reply(int.Parse(lines[0].Split(' ')[1], null), headers, body);
    }

    /// <summary>Whether the other side has closed and sent no more.</summary>
    public async Task<bool> IsClosedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            return await _stream.ReadAsync(new byte[1], patience.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _client.Dispose();
}
