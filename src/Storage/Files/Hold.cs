namespace SecureDrop.Storage.Files;

/// <summary>
/// The vault's exclusive hold, for the life of the process: a second opener is refused before it has read an octet. Two
/// engines on one file lose most of what either stores, and neither sees an error.
/// </summary>
internal sealed class Hold : IDisposable
{
    private readonly FileStream _file;

    private Hold(FileStream file) => _file = file;

    /// <exception cref="VaultUnavailableException">Another process, or this one, has it.</exception>
    public static Hold Take(string directory)
    {
        FileStream file;
        try
        {
            file = OwnFile.Open(Path.Combine(directory, FileNames.Hold));
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException) && error.HResult is 11 or 35)
        {
            throw new VaultUnavailableException(VaultTrouble.InUse, error);
        }

        // DOTNET_SYSTEM_IO_DISABLEFILELOCKING turns FileShare.None into nothing; this lock it does not touch.
        if (Posix.TryLock(file.SafeFileHandle)) return new Hold(file);
        file.Dispose();
        throw new VaultUnavailableException(VaultTrouble.InUse);
    }

    public void Dispose() => _file.Dispose();
}
