using System.Diagnostics;

namespace SecureDrop.Soak;

/// <summary>A stick of 40 KiB, in memory. Mounting is for root; elsewhere there is none, and the step passes by.</summary>
internal sealed class SmallDisk(string folder)
{
    private bool _mounted;

    public string? Mount()
    {
        Directory.CreateDirectory(folder);
        _mounted = Run("mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", folder);
        return _mounted ? folder : null;
    }

    public void Unmount()
    {
        if (_mounted && Run("umount", folder)) _mounted = false;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
