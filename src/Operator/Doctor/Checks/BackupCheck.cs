using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>A copy of what waits lies elsewhere, and is not too old.</summary>
internal static class BackupCheck
{
    private const string Name = "backup";
    private const string Next = "securedrop-operator backup --to DIR --certificate FILE";

    /// <summary>Days, as long as something has come in since.</summary>
    private const int Old = 7, TooOld = 30;

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        var held = status.Waiting + status.TakenOut + status.Opened;
        if (status.BackedUpOn is not { } day)
            return held == 0 ? Finding.Ok(Name, "nothing is held") : Finding.Notice(Name, $"none was made, and {held} {(held == 1 ? "is" : "are")} held on this disk alone or in bundles", Next);
        var (age, words) = (seen.Today.DayNumber - day.DayNumber, $"the last is of {day:yyyy-MM-dd}, {status.SinceBackup} came in since");
        return status.SinceBackup == 0 || age < Old ? Finding.Ok(Name, words)
            : age >= TooOld ? Finding.Warning(Name, words, Next) : Finding.Notice(Name, words, Next);
    }
}
