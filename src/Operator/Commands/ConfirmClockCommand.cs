namespace SecureDrop.Operator.Commands;

/// <summary>`confirm-clock`: a person has looked at the date; a machine that woke up years off must not open or end anything by itself.</summary>
internal static class ConfirmClockCommand
{
    public static async Task RunAsync(Desk desk, Func<bool> agreed, CancellationToken stop)
    {
        var intake = (await desk.Gateway.StatusAsync(stop)).Intake;
        if (!agreed()) throw Troubles.ClockNotConfirmed(intake);
        await desk.Gateway.ConfirmClockAsync(stop);
        desk.Report.Result(new ClockConfirmed(desk.Today), OperatorJson.Default.ClockConfirmed);
        desk.Report.Say($"confirmed: today is {desk.Today:yyyy-MM-dd}");
    }
}
