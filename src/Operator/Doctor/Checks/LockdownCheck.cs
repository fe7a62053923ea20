using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>
/// No lockdown was begun and left half done. Told before all else: where one was made, a gateway that does not run and a key that is not there are what was
/// wanted, and to start it again is no remedy.
/// </summary>
internal static class LockdownCheck
{
    private const string Name = "lockdown";
    public const string SeeThis = "see `lockdown`";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.IsLockedDown) return Finding.Ok(Name, "none was begun");
        var mark = seen.Directory.LockdownMark;
        if (!seen.Directory.IsLockdownSure)
            return Finding.Danger(
                Name, $"{mark} is there: intake is closed, and the at-rest key may be gone", "finish it: securedrop-operator lockdown --key FILE; or, if nobody meant it, remove that file");
        return Finding.Danger(
            Name, $"{mark} says that the at-rest key was being destroyed: where that came to its end, nothing here opens any more",
            "make sure of it: securedrop-operator lockdown --key FILE, with the key's place at its source, says what is left; then tell the reviewers, and set up another gateway "
            + "on a new data directory: securedrop-operator init");
    }

    /// <summary>What a lockdown leaves undone is told as its consequence.</summary>
    public static Finding Follow(Finding finding, Snapshot seen) =>
        seen.IsLockedDown && !seen.Gateway.Is(out _, out _) && finding.IsUnknown ? finding with { Remedy = SeeThis } : finding;
}
