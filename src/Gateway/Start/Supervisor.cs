using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SecureDrop.Gateway.Start;

/// <summary>
/// Tells systemd, or whatever else started this process, how it is: sd_notify(3), one datagram each to the socket that NOTIFY_SOCKET names. Where it names
/// none, nothing is told. By hand, because the framework's own answers its watchdog from a timer alone, and brings a host with logging.
/// </summary>
/// <param name="controlSocket">Asked whether this process still answers.</param>
internal sealed class Supervisor(string controlSocket)
{
    private static readonly byte[] Question = Encoding.ASCII.GetBytes("GET /live HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
    private static readonly byte[] Yes = Encoding.ASCII.GetBytes("HTTP/1.1 200 ");

    /// <summary>Both listeners take connections.</summary>
    public static void Ready() => Say("READY=1");

    public static void Stopping() => Say("STOPPING=1");

    /// <summary>
    /// As often as three times within the supervisor's patience (WATCHDOG_USEC): says that this process lives, when it answers a request like any other. Not on the
    /// public socket, where a flood may keep everybody waiting, and not asking the vault, which a purge may hold for minutes: nobody is to be ended for that.
    /// </summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable("WATCHDOG_PID") != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) return;
        if (!long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var patience) || patience <= 0) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(patience) / 3);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                if (await AnswersAsync(timer.Period, stop)) Say("WATCHDOG=1");
        }
        catch (OperationCanceledException)
        {
            // Stopping: the supervisor has been told, and waits as long as its unit says.
        }
    }

    private async Task<bool> AnswersAsync(TimeSpan patience, CancellationToken stop)
    {
        using var quick = CancellationTokenSource.CreateLinkedTokenSource(stop);
        quick.CancelAfter(patience);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(controlSocket), quick.Token);
            await using var line = new NetworkStream(socket);
            await line.WriteAsync(Question, quick.Token);
            var answer = new byte[Yes.Length];
            await line.ReadExactlyAsync(answer, quick.Token);
            return answer.AsSpan().SequenceEqual(Yes);
        }
        catch (Exception silent) when (silent is SocketException or IOException || (silent is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private static void Say(string word)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } name) return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // A name without a file (unix(7), abstract) begins with zero, and is written with @.
            socket.SendTo(Encoding.ASCII.GetBytes(word), new UnixDomainSocketEndPoint(name[0] == '@' ? '\0' + name[1..] : name));
        }
        catch (SocketException)
        {
            // A supervisor that is gone cannot be told; one that is there ends a process it hears nothing of.
        }
    }
}
