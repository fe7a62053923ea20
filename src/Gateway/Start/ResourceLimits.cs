using System.Runtime.InteropServices;

namespace SecureDrop.Gateway.Start;

/// <summary>What the system lets this process have (getrlimit(2)). On another platform the service's unit file must say it.</summary>
internal static class ResourceLimits
{
    // Without a connection the program holds about 180: assemblies, the vault's files, the runtime's own.
    private const ulong OwnFiles = 256;
    private const int Core = 4, OpenFiles = 7, FewestConnections = 16, MostConnections = 1000;

    /// <summary>A core file would be a copy of every body in memory, written where nobody looks. None now, and none to be asked for later.</summary>
    public static void ForbidCoreFile()
    {
        if (OperatingSystem.IsLinux()) _ = Set(Core, default);
    }

    /// <summary>
    /// How many connections the process may hold. One that cannot be accepted for want of a file descriptor makes Kestrel try again and again, and the
    /// next file that must be opened then ends the process. So fewer are taken in the first place, and more are hung up on.
    /// </summary>
    public static int Connections()
    {
        if (!OperatingSystem.IsLinux() || Get(OpenFiles, out var limit) != 0) return MostConnections;
        return limit.Now < OwnFiles + FewestConnections ? FewestConnections : (int)Math.Min(MostConnections, limit.Now - OwnFiles);
    }

#pragma warning disable SYSLIB1054 // Use LibraryImportAttribute: its generated code is unsafe code, which nothing else here needs.
    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(int resource, in Limit limit);

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Get(int resource, out Limit limit);
#pragma warning restore SYSLIB1054

    private readonly record struct Limit(ulong Now, ulong Most);
}
