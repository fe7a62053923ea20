using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>What came is carried on: not left waiting, not left unacknowledged, not left unpurged.</summary>
internal static class WaitingCheck
{
    private const string Name = "waiting";

    /// <summary>Days. An operator looks in a few times a week, and what waits here is what a seizure takes.</summary>
    private const int Long = 7, TooLong = 30;

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return [Finding.Unknown(Name, silence, "see `gateway`")];
        var found = new List<Finding>();
        if (status.WaitingSince is { } since && seen.Today.DayNumber - since.DayNumber is var days and >= Long)
        {
            var words = $"{status.Waiting} {(status.Waiting == 1 ? "waits" : "wait")}, the first for {days} days";
            const string Next = "securedrop-operator export --to DIR";
            found.Add(days >= TooLong ? Finding.Warning(Name, words, Next) : Finding.Notice(Name, words, Next));
        }

        if (status is { TakenOut: > 0, ExportedOn: { } exported } && seen.Today.DayNumber - exported.DayNumber is var out_ and >= TooLong)
            found.Add(Finding.Warning(
                "acknowledgement", $"{status.TakenOut} exported and not acknowledged, the last bundle went {out_} days ago",
                $"ask the reviewers for the acknowledgement of bundle {status.LastBundle}; if the stick is lost: securedrop-operator export --from ENTRY --to DIR"));
        if (status.Opened > 0) found.Add(Finding.Notice("purge", $"{status.Opened} acknowledged as opened still lie here", "securedrop-operator purge"));
        return found.Count > 0 ? found : [Finding.Ok(Name, $"{status.Waiting} waiting, {status.TakenOut} taken out, {status.Opened} opened")];
    }
}
