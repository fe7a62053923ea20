using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace SecureDrop.Operator;

/// <summary>Writing that has reached the medium when it returns, and reading that comes from the medium.</summary>
internal static partial class Disk
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    /// <summary>A new file, synced. An existing one is never written over.</summary>
    public static void Write(string path, ReadOnlySpan<byte> octets, UnixFileMode? mode = null)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var file = new FileStream(path, options);
        file.Write(octets);
        Sync(file);
    }

    /// <summary>
    /// A file in the place of what is there, in one step: after a power loss there is the old one or the new one, whole. For its folder's owner alone, also
    /// when root makes it.
    /// </summary>
    public static void Replace(string path, ReadOnlySpan<byte> octets)
    {
        var made = path + ".new";
        File.Delete(made); // left by a run that was cut short
        Write(made, octets, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        GiveToOwnerOf(FolderOf(path), made);
        Rename(made, path);
    }

    /// <summary>A new file with the owner, group and mode of another: what root makes for itself is of no use to the account that runs the gateway.</summary>
    public static void WriteLike(string other, string path, ReadOnlySpan<byte> octets)
    {
        File.Delete(path); // left by a run that was cut short
        Write(path, octets, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        GiveTo(FileStatus.Of(other).OrThrow(), path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, File.GetUnixFileMode(other));
    }

    /// <summary>Gives a file another's name and place, durably.</summary>
    public static void Rename(string path, string to)
    {
        File.Move(path, to, overwrite: true);
        SyncFolder(FolderOf(to));
    }

    /// <summary>Takes a file away, its octets overwritten where they lie: as far as the file system and the medium write in place.</summary>
    public static void Destroy(string path)
    {
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write)) Overwrite(file);
        File.Delete(path);
        SyncFolder(FolderOf(path));
    }

    /// <summary>The octets of a file that may have lost its name by now.</summary>
    public static void Overwrite(FileStream file)
    {
        file.Write(RandomNumberGenerator.GetBytes((int)file.Length));
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

    /// <summary>What root makes in another's folder is that other's.</summary>
    public static void GiveToOwnerOf(string folder, string path)
    {
        var owner = FileStatus.Of(folder).OrThrow();
        if (FileStatus.Of(path).OrThrow().User != owner.User) GiveTo(owner, path);
    }

    private static void GiveTo(FileStatus owner, string path)
    {
        if (ChangeOwner(path, owner.User, owner.Group) != 0) throw Failed(path);
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";

    private static IOException Failed(string path) =>
        new($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
