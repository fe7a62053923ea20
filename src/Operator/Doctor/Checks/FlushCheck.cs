using System.Globalization;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>
/// Whether a flush takes as long as reaching a medium takes. No program can see that a disk is honest; one that answers faster than any disk can is seen.
/// </summary>
internal static class FlushCheck
{
    private const string Name = "flush";

    /// <summary>Microseconds, system call and file system included; a disk with a cache that outlives a power loss needs about as many.</summary>
    private const double TooFast = 20;

    private const string NotKnown = "whether the disk keeps it through a power loss, only a test with the plug can tell";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Flushes.Is(out var times, out var why)) return Finding.Unknown(Name, why, Again.AsTheGateway);
        var disk = seen.Disk is { } on ? $", disk {on.Name} ({on.WriteCache ?? "cache not told"})" : "";
        var found = string.Create(CultureInfo.InvariantCulture, 
            $"{times.Median:N0} µs for 4 KiB written and flushed, the fastest {times.Microseconds[0]:N0}{disk}");
        return times.Median < TooFast
            ? Finding.Danger(
                Name, $"{found}: no disk is so fast, so a flush is not carried out",
                "look for a cache without a battery, a virtual disk with cache=unsafe, libeatmydata; mend it and start the gateway again")
            : Finding.Ok(Name, $"{found}; {NotKnown}");
    }
}
