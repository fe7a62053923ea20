using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SecureDrop.Storage.Files;

/// <summary>What .NET has no call for: flushing a directory, or the data of a file alone, and a lock that no environment variable switches off.</summary>
internal static class Posix
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int Exclusive = 2, NoWait = 4;
    private const int Interrupted = 4;
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    /// <summary>Makes the names in a directory durable: a file that was made, renamed or removed.</summary>
    public static void FlushDirectory(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var handle = new SafeFileHandle(Open(path, ReadOnly | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid || FSync(handle) != 0) throw new IOException($"Cannot flush the directory {path}.", Marshal.GetLastPInvokeError());
    }

    /// <summary>Flushes a file's octets, and of what describes it only what is needed to read them: not the time of the last change.</summary>
    public static void FlushData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (FDataSync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() is not Interrupted and var error) throw new IOException("Cannot flush a file of the vault.", error);
        }
    }

    /// <summary>
    /// Lets go of what memory holds of a stretch and the disk has too, so that reading it asks the disk. Advice only: where it is not taken, memory answers.
    /// </summary>
    public static void Forget(SafeFileHandle file, long offset, long length)
    {
        if (OperatingSystem.IsLinux()) _ = Advise(file, offset, length, DontNeed);
    }

    /// <summary>False when another open file has the lock; it ends with the handle, also when the process is killed.</summary>
    public static bool TryLock(SafeFileHandle file) => !OperatingSystem.IsLinux() || Flock(file, Exclusive | NoWait) == 0;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int FSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int FDataSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Advise(SafeFileHandle file, long offset, long length, int advice);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Flock(SafeFileHandle file, int operation);
}
