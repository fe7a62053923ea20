using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureDrop.Source.Tests;

/// <summary>A SOCKS version 5 proxy on loopback that brings every name to one port. Source: RFC 1928.</summary>
internal sealed class FakeSocks : IDisposable
{
    private const byte Version = 5, DomainName = 3;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;

    public FakeSocks(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"socks5://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The names asked of the proxy, unresolved.</summary>
    public List<string> Names { get; } = [];

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
            var greeting = new byte[2];
            await stream.ReadExactlyAsync(greeting);
            await stream.ReadExactlyAsync(new byte[greeting[1]]);
            await stream.WriteAsync(new byte[] { Version, 0 });
            var request = new byte[5];
            await stream.ReadExactlyAsync(request);
            var name = new byte[request[4] + 2];
            await stream.ReadExactlyAsync(name);
            lock (Names) Names.Add(request[3] == DomainName ? Encoding.ASCII.GetString(name[..^2]) : "an address");
            await stream.WriteAsync(new byte[] { Version, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
            using var target = new TcpClient();
            await target.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(stream.CopyToAsync(target.GetStream()), target.GetStream().CopyToAsync(stream));
        }
    }

    public void Dispose() => _listener.Dispose();
}
