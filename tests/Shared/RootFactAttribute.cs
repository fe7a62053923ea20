using System.Globalization;

namespace SecureDrop.Tests;

/// <summary>A test that mounts a small file system, which not everybody may: skipped where it may not, but never with CI=true.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!MayMount() && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs root and CAP_SYS_ADMIN to mount a small file system: sudo dotnet test";
    }

    /// <summary>CAP_SYS_ADMIN is bit 21: root in a container often lacks it. Source: capabilities(7).</summary>
    private static bool MayMount()
    {
        var effective = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal))[7..].Trim();
        return (ulong.Parse(effective, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1 << 21)) != 0;
    }
}
