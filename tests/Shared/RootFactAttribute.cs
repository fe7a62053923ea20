using System.Globalization;

namespace SecureDrop.Tests;

/// <summary>A test that mounts a small file system or makes networks of its own, which not everybody may: skipped where it may not, but never with CI=true. It may need programs.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute(params string[] programs)
    {
        Skip = Missing.Hint(programs);
        if (!MayMount() && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs root and CAP_SYS_ADMIN to mount a file system or make a network: sudo dotnet test";
    }

    /// <summary>Set on a test that a newcomer need not wait for, as by <see cref="LongFactAttribute"/>.</summary>
    public bool IsLong
    {
        get => false;
        init
        {
            if (value && Rounds.Of(1) == 1) Skip = "long: SECUREDROP_ROUNDS=10 dotnet test";
        }
    }

    /// <summary>CAP_SYS_ADMIN is bit 21: root in a container often lacks it. Source: capabilities(7).</summary>
    private static bool MayMount()
    {
        var effective = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal))[7..].Trim();
        return (ulong.Parse(effective, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1 << 21)) != 0;
    }
}
