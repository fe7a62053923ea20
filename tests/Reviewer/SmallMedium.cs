using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>A stick with little room, for tests that may mount one.</summary>
internal sealed class SmallMedium : IDisposable
{
    private readonly TempFolder _shell = new();

    /// <param name="path">A folder to be made.</param>
    /// <param name="size">As mount takes it: 64k.</param>
    public SmallMedium(string path, string size)
    {
        Path = Directory.CreateDirectory(path).FullName;
        _shell.Run($"mount -t tmpfs -o size={size} tmpfs {path}");
    }

    public string Path { get; }

    public void Dispose()
    {
        _shell.Run($"umount {Path}");
        _shell.Dispose();
    }
}
