using System.Text.RegularExpressions;
using SecureDrop.Operator.Doctor.Checks;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor;

/// <summary>`doctor`: looks at everything, and says what is wrong and what to do about it. It mends nothing by itself.</summary>
internal static partial class DoctorCommand
{
    public static async Task<int> RunAsync(Desk desk, DoctorOptions options, CancellationToken stop)
    {
        var look = new Look(desk, new Machine(options.TestOnlyRoot), options);
        if (DataDirectoryCheck.NoVault(desk.Directory) is { } absent) return Tell(desk, [absent], options);
        return Tell(desk, AllChecks.Judge(await look.TakeAsync(stop)), options);
    }

    private static int Tell(Desk desk, List<Finding> found, DoctorOptions options)
    {
        List<Finding> findings = [.. found.Select(finding => finding with { Remedy = AsTyped(finding.Remedy, desk.Directory.Path) })];
        desk.Report.Result([.. findings.Select(FindingLine.Of)], OperatorJson.Default.FindingLineArray);
        desk.Report.SayBlock(DoctorWords.Of(findings, options.All));
        return findings.Exists(finding => finding.Level >= Level.Warning) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>A command that needs the data directory names the one that was looked at: it is to be copied as it stands.</summary>
    private static string? AsTyped(string? remedy, string data) =>
        remedy is null ? null : Bare().Replace(remedy, _ => $"securedrop-operator --data {data} ");

    [GeneratedRegex("securedrop-operator (?!--data |init)")]
    private static partial Regex Bare();
}
