using System.Runtime.InteropServices;

namespace SecureDrop.Reviewer.Isolation;

/// <summary>Calls of Linux that .NET lacks, by way of libc. Each says whether it was done; elsewhere than on Linux none is.</summary>
internal static class Kernel
{
    private const int SetDumpable = 4;
    private const int SetNoNewPrivileges = 38;
    private const int CoreLimit = 4;

    /// <summary>For all threads of the process, also those of the runtime that run already. Source: seccomp(2).</summary>
    private const nuint SetModeFilter = 1, ToAllThreads = 1;

    public static bool ForbidNewPrivileges() => OperatingSystem.IsLinux() && Control(SetNoNewPrivileges, 1, 0, 0, 0) == 0;

    /// <summary>No core file: it would hold plaintext and keys.</summary>
    public static bool ForbidCoreFiles() => OperatingSystem.IsLinux() && SetLimit(CoreLimit, new Limit(0, 0)) == 0 && Control(SetDumpable, 0, 0, 0, 0) == 0;

    /// <param name="seccomp">The number of the call on this processor.</param>
    /// <param name="filter">Instructions of classic BPF, eight octets each.</param>
    public static unsafe bool Filter(nint seccomp, ReadOnlySpan<ulong> filter)
    {
        fixed (ulong* instructions = filter)
        {
            var program = new FilterProgram((ushort)filter.Length, (nint)instructions);
            return OperatingSystem.IsLinux() && Call(seccomp, SetModeFilter, ToAllThreads, (nint)(&program)) == 0;
        }
    }

    /// <exception cref="IOException">The kernel gives no randomness: nothing may go on without it.</exception>
    public static unsafe void Random(Span<byte> octets)
    {
        if (!OperatingSystem.IsLinux())
        {
#pragma warning disable RS0030 // Do not use banned APIs: the platform loads no OpenSSL on other systems.
            System.Security.Cryptography.RandomNumberGenerator.Fill(octets);
#pragma warning restore RS0030
            return;
        }

        for (var rest = octets; !rest.IsEmpty;)
            fixed (byte* start = rest)
            {
                var got = GetRandom(start, (nuint)rest.Length, 0);
                if (got <= 0) throw new IOException($"getrandom: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
                rest = rest[(int)got..];
            }
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetLimit(int resource, in Limit limit);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Call(nint number, nuint first, nuint second, nint third);

    [DllImport("libc", EntryPoint = "getrandom", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern unsafe nint GetRandom(byte* octets, nuint length, uint flags);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(nuint Now, nuint Most);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterProgram(ushort Length, nint Instructions);
}
