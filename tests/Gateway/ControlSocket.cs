using System.Net.Sockets;

namespace SecureDrop.Gateway.Tests;

/// <summary>What the operator's program talks to.</summary>
internal static class ControlSocket
{
    /// <param name="data">The gateway's data directory.</param>
    public static HttpClient Client(string data) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(data, "control.sock")), stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost") };
}
