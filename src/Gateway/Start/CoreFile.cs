using System.Runtime.InteropServices;

namespace SecureDrop.Gateway.Start;

/// <summary>A core file would be a copy of every body in memory, written where nobody looks.</summary>
internal static class CoreFile
{
    private const int ResourceCore = 4;

    /// <summary>Not more than a wish where the platform is another: then the service's unit file must say LimitCORE=0.</summary>
    public static void Forbid()
    {
        if (OperatingSystem.IsLinux()) _ = SetResourceLimit(ResourceCore, default);
    }

#pragma warning disable SYSLIB1054 // Use LibraryImportAttribute: its generated code is unsafe code, which nothing else here needs.
    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetResourceLimit(int resource, in Limit limit);
#pragma warning restore SYSLIB1054

    // Two zeros: no core file now, and none to be asked for later.
    private readonly record struct Limit(ulong Now, ulong Most);
}
