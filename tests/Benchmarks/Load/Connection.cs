using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureDrop.Benchmarks.Load;

/// <summary>
/// One kept HTTP/1.1 connection on a raw socket: HttpClient would take more of the two cores than the servers it measures.
/// </summary>
internal sealed class Connection(int port) : IDisposable
{
    private readonly byte[] _buffer = new byte[32 << 10];
    private Socket? _socket;

    /// <summary>Sends the pieces and waits for the answer; connects first where there is no connection.</summary>
    /// <returns>The status, or 0 when the line broke without an answer.</returns>
    public async Task<int> ExchangeAsync(ArraySegment<byte>[] pieces, CancellationToken cancellation = default)
    {
        try
        {
            _socket ??= await ConnectAsync(cancellation);
            var sending = _socket.SendAsync(pieces, SocketFlags.None);
            var answer = await ReadAsync(_socket, cancellation);

            // A refusal may come before all is sent; then the server has stopped reading.
            if (answer.Status < 300 && !answer.Closes) await sending;
            else Close();
            return answer.Status;
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            Close();
            return 0;
        }
    }

    public async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        return socket;
    }

    private async Task<(int Status, bool Closes)> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        for (var filled = 0; filled < _buffer.Length;)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(filled), SocketFlags.None, cancellation);
            if (read == 0) break;
            filled += read;
            if (TryParse(_buffer.AsSpan(0, filled), out var answer)) return answer;
        }

        Close();
        return (0, true);
    }

    private static bool TryParse(ReadOnlySpan<byte> octets, out (int Status, bool Closes) answer)
    {
        answer = default;
        var end = octets.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = Encoding.ASCII.GetString(octets[..(end + 2)]);
        answer = (int.Parse(head.AsSpan(9, 3)), head.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase));
        const string Length = "\r\nContent-Length: ";
        var at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return octets.EndsWith("0\r\n\r\n"u8) || answer.Closes;
        var from = at + Length.Length;
        return octets.Length - end - 4 >= int.Parse(head.AsSpan(from, head.IndexOf('\r', from) - from));
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    public void Dispose() => Close();
}
