using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SecureDrop.Operator;

/// <summary>Writing that has reached the medium when it returns, and reading that comes from the medium.</summary>
internal static partial class Disk
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    /// <summary>A new file, synced. An existing one is never written over.</summary>
    public static void Write(string path, ReadOnlySpan<byte> octets)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(octets);
        Sync(file);
    }

    /// <summary>Syncs a file and lets go of what memory holds of it, so that reading it again asks the medium.</summary>
    public static void Sync(FileStream file)
    {
        file.Flush(flushToDisk: true);
        _ = Advise(file.SafeFileHandle, 0, 0, DontNeed); // advice only: where it fails, memory answers
    }

    /// <summary>A file's name is durable once its folder is.</summary>
    public static void SyncFolder(string path)
    {
        var folder = Open(path, ReadOnlyDirectory);
        if (folder < 0) throw Failed(path);
        var synced = Flush(folder);
        var trouble = synced < 0 ? Failed(path) : null;
        _ = Close(folder);
        if (trouble is not null) throw trouble;
    }

    private static IOException Failed(string path) =>
        new($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
