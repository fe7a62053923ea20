using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>No lockdown was begun and left half done.</summary>
internal static class LockdownCheck
{
    private const string Name = "lockdown";

    public static Finding Judge(Snapshot seen) => seen.IsLockedDown
        ? Finding.Danger(
            Name, $"{seen.Directory.LockdownMark} is there: intake is closed, and the at-rest key may be gone",
            "finish it: securedrop-operator lockdown --key FILE; or, if nobody meant it, remove that file")
        : Finding.Ok(Name, "none was begun");
}
