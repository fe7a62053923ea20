using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Http;

/// <summary>
/// The server towards sources: HTTP/1.1 on one address or socket. It starts empty, so that no environment variable, settings file or log
/// of the framework's has a say in it. What comes before it (Tor) makes the line safe.
/// </summary>
internal static class PublicListener
{
    private const int HungUpOn = 16;

    /// <summary>Of one connection, read and not yet taken: what the octet budget does not count.</summary>
    private const int BufferedOctets = 128 << 10;

    public static WebApplicationBuilder Configure(GatewaySettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (settings.PublicSocket is { } file) kestrel.ListenUnixSocket(file, Speak);
            else kestrel.Listen(settings.EndPoint, Speak);
            Limit(kestrel.Limits, settings.Limits);
        });
        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            sockets.CreateBoundListenSocket = PublicSocket.Bind;
            sockets.MaxReadBufferSize = BufferedOctets;
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(services =>
            new BoundedTransport(ActivatorUtilities.CreateInstance<SocketTransportFactory>(services), settings.Limits.Connections + HungUpOn));
        return builder;
    }

    private static void Speak(ListenOptions listener) => listener.Protocols = HttpProtocols.Http1;

    // All above our own limits, so that the refusal a sender sees is ours; these catch what is not HTTP.
    private static void Limit(KestrelServerLimits kestrel, Limits limits)
    {
        kestrel.MaxConcurrentConnections = limits.Connections;
        kestrel.MaxConcurrentUpgradedConnections = 0;
        kestrel.MaxRequestBodySize = limits.BodyOctets + limits.FormOctets + (1 << 20);
        kestrel.MaxRequestHeadersTotalSize = limits.HeaderOctets;
        kestrel.MaxRequestHeaderCount = 64;
        kestrel.MaxRequestBufferSize = BufferedOctets;
        kestrel.MaxResponseBufferSize = 64 << 10;
        kestrel.RequestHeadersTimeout = limits.Grace;
        kestrel.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.MinRequestBodyDataRate = new MinDataRate(1, limits.Grace + limits.Grace);
        kestrel.MinResponseDataRate = new MinDataRate(limits.LeastOctetsPerSecond, limits.Grace + limits.Grace);
    }
}
