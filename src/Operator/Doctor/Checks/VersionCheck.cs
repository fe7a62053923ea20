using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Operator's program and gateway are of one build: what crosses the control socket is strict.</summary>
internal static class VersionCheck
{
    private const string Name = "version";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        return status.Version == seen.OwnVersion
            ? Finding.Ok(Name, $"both {status.Version}")
            : Finding.Warning(
                Name, $"the gateway is {status.Version}, this program {seen.OwnVersion}", "bring both to one version, and start the gateway again");
    }
}
