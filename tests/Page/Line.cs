using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureDrop.Page.Tests;

/// <summary>
/// The line between a browser and the gateway, as one who watches it sees it: every octet that leaves the browser is kept, and the line can be cut.
/// Nothing of a browser's own account of itself is believed.
/// </summary>
public sealed class Line : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _gateway;
    private readonly MemoryStream _sent = new();
    private readonly CancellationTokenSource _end = new();
    private long _cutAfter = long.MaxValue;
    private long _received;

    public Line(string gateway)
    {
        _gateway = new Uri(gateway);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What has left the browser so far.</summary>
    public byte[] Sent
    {
        get
        {
            lock (_sent) return _sent.ToArray();
        }
    }

    /// <summary>Octets that have reached the browser.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Waits this long before each direction's first octet of a connection and between pieces, and lets so many octets a second through.</summary>
    public (TimeSpan Delay, int OctetsASecond)? Slowness { get; set; }

    /// <summary>The line drops once so many more octets have left the browser, and is then whole again.</summary>
    public void CutOnceAfter(long octets) => Interlocked.Exchange(ref _cutAfter, Sent.Length + octets);

    public int Cuts { get; private set; }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // the line is taken down
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var gateway = new TcpClient();
        try
        {
            using (browser)
            {
                if (Slowness is { } slowness) await Task.Delay(slowness.Delay, _end.Token); // the handshake's own round
                await gateway.ConnectAsync(_gateway.Host, _gateway.Port, _end.Token);
                await Task.WhenAny(
                    PassAsync(browser.GetStream(), gateway.GetStream(), KeepSent),
                    PassAsync(gateway.GetStream(), browser.GetStream(), octets => Interlocked.Add(ref _received, octets.Length) > 0));
            }
        }
        catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // as lines do
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Func<byte[], bool> keep)
    {
        var room = new byte[16 << 10];
        while (await from.ReadAsync(room, _end.Token) is > 0 and var count)
        {
            if (Slowness is { } slowness) await Task.Delay(TimeSpan.FromSeconds((double)count / slowness.OctetsASecond), _end.Token);
            if (!keep(room[..count])) return;
            Readdress(room.AsSpan(0, count));
            await to.WriteAsync(room.AsMemory(0, count), _end.Token);
        }
    }

    /// <summary>The gateway answers only to its own name: the line stands in its place, with a port of as many digits.</summary>
    private void Readdress(Span<byte> octets)
    {
        var host = octets.IndexOf(Encoding.ASCII.GetBytes($"Host: {new Uri(Url).Authority}\r\n"));
        if (host >= 0) Encoding.ASCII.GetBytes($"Host: {_gateway.Authority}\r\n").CopyTo(octets[host..]);
    }

    private bool KeepSent(byte[] octets)
    {
        lock (_sent)
        {
            _sent.Write(octets);
            if (_sent.Length <= Interlocked.Read(ref _cutAfter)) return true;
        }

        Interlocked.Exchange(ref _cutAfter, long.MaxValue);
        Cuts++;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
        await _sent.DisposeAsync();
    }
}
