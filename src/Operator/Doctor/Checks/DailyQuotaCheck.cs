using System.Globalization;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Sources may still bring something today. A day that fills up is a flood, or a limit that is too low.</summary>
internal static class DailyQuotaCheck
{
    private const string Name = "today";
    private const string Next =
        "read what came (securedrop-operator export); if it is what you expect, start the gateway with a higher --daily-octets or give the volume more room";

    /// <summary>From here on only who solves a puzzle is let in.</summary>
    private const double ForAll = 0.75;

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        var taken = string.Create(CultureInfo.InvariantCulture, $"{status.StoredToday:N0} of {status.DailyOctets:N0} octets of today are taken");
        return status.StoredToday >= status.DailyOctets ? Finding.Danger(Name, $"{taken}: nothing more is until tomorrow", Next)
            : status.StoredToday >= status.DailyOctets * ForAll ? Finding.Warning(Name, $"{taken}: only solved puzzles let in", Next)
            : Finding.Ok(Name, taken);
    }
}
