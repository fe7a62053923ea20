using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Nothing looks into the running gateway: no debugger, no diagnostics, no code from elsewhere loaded at its start.</summary>
internal static class WatchedCheck
{
    private const string Name = "watched";

    /// <summary>The runtime's own, by either of its prefixes: another collector or compiler, and what writes memory or code out.</summary>
    private static readonly string[] Runtime =
        ["GCName", "GCPath", "AltJit", "AltJitName", "JitName", "DbgEnableMiniDump", "EnableCrashReport", "EnableEventPipe", "LTTng", "PerfMapEnabled"];

    /// <summary>Each makes the loader, OpenSSL, the C library or the runtime's host run what nobody here has built. Sources: ld.so(8), openssl-env(7), iconv(3).</summary>
    private static readonly string[] Foreign =
    [
        "LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "LD_PROFILE", "GCONV_PATH", "OPENSSL_CONF", "OPENSSL_MODULES", "OPENSSL_ENGINES", "CLR_OPENSSL_VERSION_OVERRIDE",
        "CLR_ICU_VERSION_OVERRIDE", "DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE",
        "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "CORECLR_ENABLE_PROFILING", "CORECLR_PROFILER", "CORECLR_PROFILER_PATH", "CORECLR_PROFILER_PATH_64",
        "CORECLR_PROFILER_PATH_ARM64", "CORECLR_ENABLE_NOTIFICATION_PROFILERS", "CORECLR_NOTIFICATION_PROFILERS", "CORECLR_NOTIFICATION_PROFILERS_64",
        "DOTNET_DiagnosticPorts", .. Runtime.SelectMany(knob => (string[])["DOTNET_" + knob, "COMPlus_" + knob]),
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

    /// <summary>The runtime does not mind how a name is written. Empty, or 0, is off.</summary>
    private static string Named(string[] variables, IEnumerable<string> names) => string.Join(", ", names.Where(name => Array.Exists(
        variables, one => one.StartsWith(name + '=', StringComparison.OrdinalIgnoreCase) && one[(name.Length + 1)..] is not ("" or "0"))));
}
