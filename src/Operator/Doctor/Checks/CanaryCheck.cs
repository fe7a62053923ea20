using SecureDrop.Formats.Control;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>A canary has lately gone the whole way, from the public door to a reviewer and back.</summary>
internal static class CanaryCheck
{
    private const string Name = "canary";
    private const string Next = "securedrop-operator canary --to URL";

    /// <summary>Days: a bundle is carried every week or two; a way that was open a month ago says little about today.</summary>
    private const int Late = 21, Old = 30;

    public static Finding Judge(Snapshot seen) =>
        seen.Gateway.Is(out var status, out var silence) ? Judge(status, seen.Today) : Finding.Unknown(Name, silence, "see `gateway`");

    public static Finding Judge(Status status, DateOnly today)
    {
        if (status.CanaryOn is not { } day)
            return status.LastBundle == 0 ? Finding.Ok(Name, "none was sent; no bundle has been made either") : Finding.Notice(Name, "this vault knows of none, so nobody knows that the whole way is open", Next);
        var (age, words) = (today.DayNumber - day.DayNumber, $"sent {day:yyyy-MM-dd}, {status.CanaryState}");
        return status.CanaryState switch
        {
            "opened" => age < Old ? Finding.Ok(Name, words) : Finding.Notice(Name, words, Next),
            "unknown" => Finding.Notice(Name, $"{words}: it was purged by force", Next),
            _ when age < Late => Finding.Ok(Name, words),
            "waiting" => Finding.Warning(Name, $"{words}: nothing is taken out", "securedrop-operator export --to DIR"),
            _ => Finding.Warning(Name, $"{words}: no acknowledgement has come back for it", "ask the reviewers whether the bundle came; then securedrop-operator acknowledge FILE"),
        };
    }
}
