using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>A proxy as it comes out of its package: it answers for the gateway, with headers of its own.</summary>
internal sealed class ForeignServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ForeignServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var line = await _listener.AcceptTcpClientAsync();
                var room = new byte[4096];
                _ = await line.GetStream().ReadAsync(room);
                await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nX-Powered-By: me\r\nDate: {DateTime.UtcNow:R}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    public void Dispose() => _listener.Dispose();
}
