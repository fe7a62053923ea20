using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor;

/// <summary>`doctor`: looks at everything, and says what is wrong and what to do about it. It mends nothing by itself.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(Desk desk, DoctorOptions options, CancellationToken stop)
    {
        var look = new Look(desk, new Machine(options.TestOnlyRoot), options.AtRestKeyFile, options.Listener());
        var findings = AllChecks.Judge(await look.TakeAsync(stop));
        desk.Report.Result([.. findings.Select(FindingLine.Of)], OperatorJson.Default.FindingLineArray);
        desk.Report.SayBlock(DoctorWords.Of(findings, options.All));
        return findings.Exists(finding => finding.Level >= Level.Warning) ? ExitCode.Refused : ExitCode.Done;
    }
}
