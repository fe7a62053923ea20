using SecureDrop.Operator.Doctor.Checks;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor;

/// <summary>`doctor`: looks at everything, and says what is wrong and what to do about it. It mends nothing by itself.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(Desk desk, DoctorOptions options, CancellationToken stop)
    {
        var look = new Look(desk, new Machine(options.TestOnlyRoot), options);
        if (DataDirectoryCheck.NoVault(desk.Directory) is { } absent) return Tell(desk, [absent], options);
        return Tell(desk, AllChecks.Judge(await look.TakeAsync(stop)), options);
    }

    private static int Tell(Desk desk, List<Finding> findings, DoctorOptions options)
    {
        desk.Report.Result([.. findings.Select(FindingLine.Of)], OperatorJson.Default.FindingLineArray);
        desk.Report.SayBlock(DoctorWords.Of(findings, options.All));
        return findings.Exists(finding => finding.Level >= Level.Warning) ? ExitCode.Refused : ExitCode.Done;
    }
}
