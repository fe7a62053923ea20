using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Only Production refuses the example certificates, whose secret keys anybody can read.</summary>
internal static class EnvironmentCheck
{
    private const string Name = "environment";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        return status.Environment == "Production"
            ? Finding.Ok(Name, "Production")
            : Finding.Danger(
                Name, $"{status.Environment}: example keys are accepted, which protect nothing",
                "take DOTNET_ENVIRONMENT and ASPNETCORE_ENVIRONMENT away and start the gateway again, with a keyring of your own");
    }
}
