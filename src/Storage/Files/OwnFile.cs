namespace SecureDrop.Storage.Files;

/// <summary>Opens a file for this process alone; a new one is for its owner only.</summary>
internal static class OwnFile
{
    public static FileStream Open(string path, FileMode mode = FileMode.OpenOrCreate, long preallocate = 0)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            PreallocationSize = preallocate,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
