using System.Runtime.InteropServices;

namespace SecureDrop.Gateway.Start;

/// <summary>
/// How many connections the process may hold. One that cannot be accepted for want of a file descriptor makes Kestrel try again and again, and the
/// next file that must be opened then ends the process. So fewer are taken in the first place, and more are hung up on.
/// </summary>
internal static class OpenFiles
{
    // Without a connection the program holds about 180: assemblies, the vault's files, the runtime's own.
    private const ulong Own = 256;
    private const int ResourceOpenFiles = 7, Fewest = 16, Most = 1000;

    public static int Connections()
    {
        if (!OperatingSystem.IsLinux() || GetResourceLimit(ResourceOpenFiles, out var limit) != 0) return Most;
        return limit.Now < Own + Fewest ? Fewest : (int)Math.Min(Most, limit.Now - Own);
    }

#pragma warning disable SYSLIB1054 // Use LibraryImportAttribute: its generated code is unsafe code, which nothing else here needs.
    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceLimit(int resource, out Limit limit);
#pragma warning restore SYSLIB1054

    private readonly record struct Limit(ulong Now, ulong Most);
}
