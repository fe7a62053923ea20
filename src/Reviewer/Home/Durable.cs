using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SecureDrop.Reviewer.Home;

/// <summary>
/// Three calls of libc that .NET lacks. A renamed file is durable once its folder is; and before this machine says that it has opened something, all
/// of that must survive a power cut, or the gateway may purge the only other copy. Elsewhere than on Linux they do nothing.
/// </summary>
internal static class Durable
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>POSIX_FADV_DONTNEED.</summary>
    private const int DontNeed = 4;

    /// <summary>Some media have no such call for folders.</summary>
    private const int NotSupported = 22;

    /// <summary>The names in a folder: files that were made, renamed or removed.</summary>
    /// <exception cref="IOException">They may be lost.</exception>
    public static void Folder(string path) => Call(path, FSync, NotSupported);

    /// <summary>
    /// All that was written so far to the file system that the folder lies on: files, their names and the folders around them. One call instead of
    /// four for each message: thousands would take minutes, and none can be forgotten. syncfs(2) tells of failed writes since Linux 5.8.
    /// </summary>
    /// <exception cref="IOException">Something may be lost.</exception>
    public static void Everything(string folder) => Call(folder, SyncFs);

    /// <summary>Lets go of what the memory holds of a file that is synced, so that reading it again asks the medium. Advice only: where it fails, the memory answers.</summary>
    public static void LetGo(FileStream file)
    {
        if (OperatingSystem.IsLinux()) _ = Advise(file.SafeFileHandle, 0, 0, DontNeed);
    }

    private static void Call(string path, Func<SafeFileHandle, int> call, int harmless = 0)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var handle = new SafeFileHandle(Open(path, ReadOnly | CloseOnExec), ownsHandle: true);
        if (!handle.IsInvalid && call(handle) == 0) return;
        var trouble = Marshal.GetLastPInvokeError();
        if (trouble != harmless) throw new IOException($"{path} could not be made durable: {Marshal.GetPInvokeErrorMessage(trouble)}", trouble);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int FSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SyncFs(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Advise(SafeFileHandle file, long offset, long length, int advice);
}
