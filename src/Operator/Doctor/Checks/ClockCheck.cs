using System.Globalization;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The clock is not before what the vault has seen already, and something holds it to the true time.</summary>
internal static class ClockCheck
{
    private const string Name = "clock";

    /// <summary>More than any time zone that the clock with the battery may be kept in.</summary>
    private const double MostHours = 26;
    private const string Set = "set it right (timedatectl set-time, or by an NTP service)";

    public static Finding Judge(Snapshot seen)
    {
        if (seen.Gateway.OrNull()?.LedgerDay is { } last && last > seen.Today)
            return Finding.Danger(
                Name, $"it says {seen.Today:yyyy-MM-dd}, but the ledger has lines of {last:yyyy-MM-dd}", $"{Set}, then securedrop-operator confirm-clock");
        if (long.TryParse(seen.BatteryClock.OrNull()?.Trim(), CultureInfo.InvariantCulture, out var seconds)
            && DateTimeOffset.FromUnixTimeSeconds(seconds) is var battery && Math.Abs((seen.Now - battery).TotalHours) > MostHours)
            return Finding.Warning(
                Name, $"it says {seen.Today:yyyy-MM-dd}, the clock with the battery {battery:yyyy-MM-dd}: the next start may begin with that",
                $"{Set}, then hwclock --systohc");
        return seen.IsClockSynchronised switch
        {
            true => Finding.Ok(Name, $"{seen.Today:yyyy-MM-dd} (UTC), held to the true time as the kernel says"),
            false => Finding.Notice(
                Name, $"{seen.Today:yyyy-MM-dd} (UTC), and nothing holds it to the true time", $"compare it with another clock now and then; {Set}"),
            null => Finding.Unknown(Name, "the kernel does not say whether anything holds the clock to the true time", "compare it with another clock"),
        };
    }
}
