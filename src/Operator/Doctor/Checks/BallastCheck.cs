using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The file that is given back when the disk is full, so that recovery and a purge can still run.</summary>
internal static class BallastCheck
{
    private const string Name = "ballast";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out _, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        return seen.Ballast > 0
            ? Finding.Ok(Name, $"{seen.Ballast >> 20} MiB are kept aside")
            : Finding.Warning(
                Name, "the space kept aside for a full disk is spent", "make room: the gateway takes it again by itself with the next submission");
    }
}
