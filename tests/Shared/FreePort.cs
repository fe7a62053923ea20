using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SecureDrop.Tests;

/// <summary>
/// A port of loopback for a program that must be told one before it starts. It lies below the range from which the system gives ports to whoever
/// connects or asks for any: else, between the choice and the start, a browser's connection or another test may take it.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int End = 30_000;

    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there: another one.
            }
        }
    }
}
