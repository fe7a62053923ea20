using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>
/// The gateway writes only fixed lines, whatever it is told. What its unit asks for beside that shows that somebody expects more, and would count with another
/// build; a file keeps what the journal would have forgotten.
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
        if (asked.Count > 0)
            return Finding.Warning(
                Name, $"{string.Join(", ", asked)} asks for a log; this gateway writes none, another build would", "take it out of the unit's environment");
        if (!process.Output.Is(out var output, out why) || !process.Log.Is(out var log, out why)) return Finding.Unknown(Name, why, Again.AsTheGateway);
        string[] files = [.. new[] { output, log }.Distinct().Where(IsFile)];
        return files.Length > 0
            ? Finding.Warning(
                Name, $"what the gateway writes goes to {string.Join(" and ", files)}: a file keeps it until somebody deletes it, and tells when the last line came",
                "StandardOutput=journal and StandardError=journal in the unit, or send both to /dev/null; then start it again and remove the file")
            : Finding.Ok(Name, $"nothing asks for more than the fixed lines; they go to {Named(log, process)}");
    }

    private static bool IsFile(string target) => target.StartsWith('/')
        && (!target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/dev/shm/", StringComparison.Ordinal));

    /// <summary>What it really is: the journal only where systemd says so of this very socket.</summary>
    private static string Named(string target, ProcessFacts process)
    {
        if (target.StartsWith("socket:", StringComparison.Ordinal))
            return process.JournalStream?.Split(':') is [_, var number] && target == $"socket:[{number}]" ? "the journal, which adds when each was written" : "a socket, whose other end keeps what it likes";
        return target.StartsWith("pipe:", StringComparison.Ordinal) ? "a pipe: what reads it keeps what it likes" : target == "/dev/null" ? "nowhere (/dev/null)" : $"a terminal or device ({target})";
    }
}
