using System.Net.Sockets;

namespace SecureDrop.Operator;

/// <summary>A gateway that listens on a Unix socket writes its address so: http://unix:/PATH.</summary>
internal static class UnixListener
{
    public const string Start = "http://unix:";

    /// <summary>Null for an address of another kind.</summary>
    public static string? SocketOf(string address) => address.StartsWith(Start + '/', StringComparison.Ordinal) ? address[Start.Length..] : null;

    /// <summary>What to ask there by a name that sources know, which before the gateway may be https.</summary>
    public static Uri Named(string address)
    {
        var known = new Uri(address);
        return new UriBuilder(known) { Scheme = "http", Port = known.IsDefaultPort ? 80 : known.Port }.Uri;
    }

    /// <summary>A connection to that socket, whatever name the request is for.</summary>
    public static async ValueTask<Stream> ConnectAsync(string file, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(file), stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
