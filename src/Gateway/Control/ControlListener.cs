using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Control;

/// <summary>A second server in this process, for the operator alone: it listens on a Unix socket in the data directory and on nothing else.</summary>
internal static class ControlListener
{
    public static WebApplicationBuilder Configure(GatewaySettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = Bind).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Profile.MaximumArmoredOctets + (1 << 20);
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.ListenUnixSocket(settings.ControlSocket, listener => listener.Protocols = HttpProtocols.Http1);
        });
        return builder;
    }

    // The vault is held by this process alone, so a socket that is there already was left by one that is gone.
    private static Socket Bind(EndPoint place)
    {
        var file = place.ToString() ?? throw new ArgumentException("A Unix socket has a path.", nameof(place));
        File.Delete(file);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(place);
        // Before anybody can connect: nobody can until the server calls listen.
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }
}
