using System.Text.RegularExpressions;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>A core file would be a copy of the gateway's memory, written where nobody looks. Source: core(5).</summary>
internal static partial class CoreCheck
{
    private const string Name = "core-dumps";
    private const string Off = "sysctl -w kernel.core_pattern=core, and in /etc/sysctl.d";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Process.Is(out var process, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        if (!process.Limits.Is(out var limits, out var why) || !seen.CorePattern.Is(out var pattern, out why) || !seen.SuidDumpable.Is(out var dumpable, out why))
            return Finding.Unknown(Name, why, Again.AsTheGateway);
        if (Size().Match(limits) is not { Success: true } size) return Finding.Unknown(Name, "the kernel tells no limit of core files", Again.AsTheGateway);
        if (size.Groups[1].Value != "0") return Finding.Danger(
            Name, $"the gateway may write a core file ({size.Groups[1].Value} octets)", "LimitCORE=0 in its unit, then start it again");
        // A program that cores are piped to is not bound by the limit; systemd's own honours it when it is told (%c).
        if (pattern.StartsWith('|') && !(pattern.Contains("systemd-coredump", StringComparison.Ordinal) && pattern.Contains("%c", StringComparison.Ordinal)))
            return Finding.Warning(Name, $"cores are piped to a program, which no limit holds back: {pattern.Trim()}", Off);
        return dumpable.Trim() == "1"
            ? Finding.Warning(
                Name, "fs.suid_dumpable is 1: programs that have changed their account leave cores too", "sysctl -w fs.suid_dumpable=0, and in /etc/sysctl.d")
            : Finding.Ok(Name, "the gateway may write none");
    }

    [GeneratedRegex("^Max core file size +(\\S+)", RegexOptions.Multiline)]
    private static partial Regex Size();
}
