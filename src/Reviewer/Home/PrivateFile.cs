namespace SecureDrop.Reviewer.Home;

/// <summary>Files that only their owner reads and that nothing may run.</summary>
internal static class PrivateFile
{
    /// <summary>Opens a new or emptied file for writing (and reading back what was written).</summary>
    public static FileStream Create(string path) => Open(path, FileMode.Create);

    /// <summary>Opens a file that nobody else may open meanwhile.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var access = mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite;
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Replaces the file in one step: after a cut it holds the old octets or the new ones, and the new ones once this has returned.</summary>
    public static void Replace(string path, byte[] octets) => Replace(path, file => file.Write(octets));

    /// <summary>The same for what is too long to lie in the memory once more.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var fresh = path + ".new";
        using (var file = Create(fresh))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Durable.Folder(folder);
    }

    /// <summary>The whole file, or null when it is longer than the limit, empty or not there.</summary>
    public static byte[]? Read(string path, long limit)
    {
        var found = new FileInfo(path);
        if (!found.Exists || found.Length is 0 || found.Length > limit) return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var octets = new byte[found.Length];
        return file.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false) == octets.Length && file.ReadByte() < 0 ? octets : null;
    }
}
