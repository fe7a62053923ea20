using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>
/// The gateway writes only fixed lines, whatever it is told. What its unit asks for beside that shows that somebody expects more, and would count with another
/// build; a log file beside the journal keeps times.
/// </summary>
internal static class LogCheck
{
    private const string Name = "log";
    private static readonly string[] Asking = ["Logging__", "Serilog__", "ASPNETCORE_LOGGING", "DOTNET_SYSTEM_NET_HTTP", "ASPNETCORE_DETAILEDERRORS", "OTEL_"];

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Process.Is(out var process, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        if (!process.Variables.Is(out var variables, out var why)) return Finding.Unknown(Name, why, Again.AsTheGateway);
        var asked = variables.Where(one => Array.Exists(Asking, start => one.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            .Select(one => one.Split('=')[0]).ToList();
        return asked.Count > 0
            ? Finding.Warning(
                Name, $"{string.Join(", ", asked)} asks for a log; this gateway writes none, another build would", "take it out of the unit's environment")
            : Finding.Ok(Name, "nothing asks for more than the fixed lines; the journal adds when each was written");
    }
}
