using System.Runtime.InteropServices;

namespace SecureDrop.Reviewer.Isolation;

/// <summary>
/// What this process gives up for good before it does anything: sockets, other programs, privileges, core files. It holds no networking code as it is; this
/// is for what might be wrong with the libraries and the runtime below it, or be done to them by a hostile file.
/// </summary>
internal static class Isolated
{
    /// <returns>Whether the kernel now refuses sockets; not every kernel can, and nothing else depends on it.</returns>
    public static bool Begin()
    {
        Kernel.ForbidCoreFiles();
        SystemCallFilter? filter = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => SystemCallFilter.X64,
            Architecture.Arm64 => SystemCallFilter.Arm64,
            _ => null,
        };
        // The kernel takes a filter only from a process that can gain nothing by it.
        return filter is not null && Kernel.ForbidNewPrivileges() && Kernel.Filter(filter.Seccomp, filter.Instructions());
    }
}
