namespace SecureDrop.Operator.Doctor;

/// <summary>What `doctor` was told.</summary>
/// <param name="AtRestKeyFile">The key at its source; null for where the gateway has it from.</param>
/// <param name="SigningKeyFile">The operator's secret key; null for where the package has it, if it is there.</param>
/// <param name="Url">The live listener; null for what the gateway says.</param>
/// <param name="All">Tell what is fine as well.</param>
/// <param name="TestOnlyRoot">TestOnly: a file below this folder stands before the machine's own in /proc and /sys.</param>
internal sealed record DoctorOptions(string? AtRestKeyFile, string? SigningKeyFile, string? Url, bool All, string? TestOnlyRoot)
{
    /// <exception cref="TroubleException">Not the address of a listener on this machine.</exception>
    public Uri? Listener() => Url is null ? null
        : Uri.TryCreate(Url, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", IsLoopback: true } ? url : throw Troubles.ListenerElsewhere();
}
