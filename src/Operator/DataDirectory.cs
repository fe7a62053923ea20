using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator;

/// <summary>The gateway's data directory: here only its control socket, the operator's pin and the mark of a lockdown are touched.</summary>
internal sealed record DataDirectory(string Path)
{
    /// <summary>Longest path of a Unix socket on Linux, in octets. Source: unix(7), sun_path without its final zero.</summary>
    private const int SocketPathOctets = 107;

    public string Socket => System.IO.Path.Combine(Path, "control.sock");
    public string Hold => System.IO.Path.Combine(Path, DataFiles.Hold);
    public string LockdownMark => System.IO.Path.Combine(Path, DataFiles.LockdownMark);
    public string PinFile => System.IO.Path.Combine(Path, DataFiles.Pin);

    /// <summary>The one named, or the one that a gateway run from the same checkout uses.</summary>
    public static DataDirectory Of(string? named)
    {
        var folder = named ?? (Checkout.Root is { } root ? System.IO.Path.Combine(root, ".data") : throw Troubles.NoDataDirectory());
        var directory = new DataDirectory(System.IO.Path.GetFullPath(folder));
        return IsTooLong(directory.Path) ? throw Troubles.SocketPathTooLong(directory.Socket) : directory;
    }

    /// <summary>No control socket can be made there.</summary>
    public static bool IsTooLong(string path) => System.Text.Encoding.UTF8.GetByteCount(new DataDirectory(path).Socket) > SocketPathOctets;

    /// <summary>First trust, or null before the first keyring.</summary>
    public Pin? ReadPin()
    {
        if (!File.Exists(PinFile)) return null;
        return Pin.TryRead(File.ReadAllBytes(PinFile), out var pin, out var refusal) ? pin : throw Troubles.PinUnreadable(PinFile, refusal);
    }

    /// <summary>
    /// A keyring was followed here, and the vault holds none: it is not the vault that it was. A restore that was cut short before its begin leaves the same, so that the
    /// gateway starts.
    /// </summary>
    public bool HasForgotten(Status status) => status is { HoldsKeyring: false, Intake: not "restore" } && File.Exists(PinFile);

    /// <summary>Replaces the pin in one step: after a power loss there is the old one or the new one.</summary>
    public void WritePin(Pin pin) => Disk.Replace(PinFile, pin.Write());

    /// <summary>A lockdown went on to destroy the key and may have been cut short there: what is left of the key proves nothing any more.</summary>
    public bool IsLockdownSure => File.Exists(LockdownMark) && new FileInfo(LockdownMark).Length > 0;

    /// <summary>From now on intake is closed, and stays so when the gateway is started again.</summary>
    /// <param name="sure">The key that was named is going to be destroyed.</param>
    public void MarkLockdown(bool sure) => Disk.Replace(LockdownMark, sure ? "the key is being destroyed\n"u8 : []);
}
