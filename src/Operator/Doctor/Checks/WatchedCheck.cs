using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Nothing looks into the running gateway: no debugger, no diagnostics, no code from elsewhere loaded at its start.</summary>
internal static class WatchedCheck
{
    private const string Name = "watched";

    /// <summary>Each makes the runtime or the loader run, or write out, what nobody here has built.</summary>
    private static readonly string[] Foreign =
    [
        "LD_PRELOAD", "LD_AUDIT", "DOTNET_STARTUP_HOOKS", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "DOTNET_ADDITIONAL_DEPS", "CORECLR_PROFILER",
        "CORECLR_PROFILER_PATH", "DOTNET_DbgEnableMiniDump", "COMPlus_DbgEnableMiniDump", "DOTNET_EnableEventPipe", "COMPlus_EnableEventPipe",
        "DOTNET_DiagnosticPorts",
    ];

    private static readonly string[] DiagnosticsOff = ["DOTNET_EnableDiagnostics=0", "COMPlus_EnableDiagnostics=0", "DOTNET_EnableDiagnostics_IPC=0"];

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        if (!seen.Process.Is(out var process, out var silence)) return [Finding.Unknown(Name, silence, "see `gateway`")];
        if (process.Field("TracerPid:") is not { } tracer || !process.Variables.Is(out var variables, out _))
            return [Finding.Unknown(Name, $"process {process.Id} may not be looked at by this account", Again.AsTheGateway)];
        var found = new List<Finding>();
        if (tracer != "0") found.Add(Finding.Danger(
            Name, $"process {tracer} reads the gateway's memory as a debugger does",
            $"see what it is (ps {tracer}); if nobody here began it, treat the machine as taken: lockdown"));
        if (Named(variables, Foreign) is { Length: > 0 } foreign)
            found.Add(Finding.Danger(
                Name, $"{foreign} is set: foreign code or dumps of memory", "take it out of the unit's environment and start the gateway again"));
        if (!DiagnosticsOff.Any(variables.Contains))
            found.Add(Finding.Notice(
                Name, "the runtime's diagnostics socket is open to the gateway's own account", "DOTNET_EnableDiagnostics=0 in the unit's environment"));
        return found.Count > 0 ? found : [Finding.Ok(Name, "no debugger, no diagnostics, nothing loaded from elsewhere")];
    }

    private static string Named(string[] variables, IEnumerable<string> names) =>
        string.Join(", ", names.Where(name => Array.Exists(variables, one => one.StartsWith(name + '=', StringComparison.Ordinal) && one != name + "=0")));
}
