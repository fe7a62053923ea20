using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;

namespace SecureDrop.Operator.AtRest;

/// <summary>
/// The gateway as a process, which may hang: known by who listens on its socket (SO_PEERCRED, unix(7)), ended by SIGKILL, and gone when nothing holds the
/// vault any more: the kernel gives a process's memory back before its locks.
/// </summary>
internal sealed class RunningGateway(DataDirectory directory)
{
    private const int SocketLevel = 1, PeerCredentials = 17; // asm-generic/socket.h; struct ucred: pid, uid, gid
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Null when nobody listens there.</summary>
    public int? Find()
    {
        if (!File.Exists(directory.Socket)) return null;
        // Never waited for: one that hangs may have no place left for a connection.
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            connection.Connect(new UnixDomainSocketEndPoint(directory.Socket));
        }
        catch (SocketException)
        {
            return null;
        }

        Span<byte> credentials = stackalloc byte[12];
        connection.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return BitConverter.ToInt32(credentials) is > 0 and var process ? process : null;
    }

    /// <summary>False when something still holds the vault.</summary>
    public async Task<bool> EndAsync(int? process)
    {
        try
        {
            if (process is { } id)
            {
                using var gateway = Process.GetProcessById(id);
                gateway.Kill();
            }
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // Gone already, or not ours to end: the hold tells which.
        }

        for (var waited = Stopwatch.StartNew(); IsHeld(); await Task.Delay(20))
            if (process is null || waited.Elapsed > Patience) return false;
        return true;
    }

    /// <summary>Something holds the vault, whether or not it answers.</summary>
    public bool IsHeld()
    {
        if (!File.Exists(directory.Hold)) return false;
        try
        {
            using var hold = new FileStream(directory.Hold, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
