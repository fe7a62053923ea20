using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace SecureDrop.Gateway.Http;

/// <summary>
/// Where sources come in. A Unix socket needs no network at all, and its file's mode says who may reach it. A supervisor may have opened it before
/// (sd_listen_fds(3)): then nobody is turned away while the gateway starts anew, and the gateway needs no right to the folder it lies in.
/// </summary>
internal static class PublicSocket
{
    /// <summary>Of what a supervisor hands over; those before are the three that every process has.</summary>
    private const int First = 3;

    /// <exception cref="IOException">What was handed over is not this one socket, or another process listens there.</exception>
    public static Socket Bind(EndPoint place)
    {
        if (Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) return Handed(place);
        return place is UnixDomainSocketEndPoint ? Make(place) : SocketTransportOptions.CreateDefaultBoundListenSocket(place);
    }

    // Another socket than the one named, or a second that nobody listens on, is a mistake in the unit: senders would wait there for ever.
    private static Socket Handed(EndPoint place)
    {
        if (Environment.GetEnvironmentVariable("LISTEN_FDS") != "1") throw new IOException("more than one socket was handed over");
        var socket = new Socket(new SafeSocketHandle(First, ownsHandle: true));
        return $"{socket.LocalEndPoint}" == $"{place}" ? socket : throw new IOException($"{socket.LocalEndPoint} was handed over");
    }

    private static Socket Make(EndPoint place)
    {
        var file = $"{place}";
        // Left by a process that was killed: a socket has no octets, and nobody listens on it any more.
        if (new FileInfo(file) is { Exists: true, Length: 0 } && !Answers(place)) File.Delete(file);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(place);
        // Before anybody can connect. Whoever stands before the gateway, Tor or a proxy, shares its group.
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        return socket;
    }

    private static bool Answers(EndPoint place)
    {
        using var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            caller.Connect(place);
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
