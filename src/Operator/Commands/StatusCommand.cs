using System.Globalization;

namespace SecureDrop.Operator.Commands;

/// <summary>`status`: what the gateway holds and whether it takes submissions.</summary>
internal static class StatusCommand
{
    public static async Task RunAsync(Desk desk, CancellationToken stop)
    {
        var status = await desk.Gateway.StatusAsync(stop);
        desk.Report.Result(status, OperatorJson.Default.Status);
        desk.Report.SayBlock(string.Create(CultureInfo.InvariantCulture, $"""
            intake      {Intake(status.Intake)}
            keyring     {(status.KeyringEpoch is { } epoch ? $"epoch {epoch}, expires {status.KeyringExpires:yyyy-MM-dd}" : "none: run `keyring install`")}
            waiting     {status.Waiting}
            taken out   {status.TakenOut}
            opened      {status.Opened}
            purged      {status.Purged}
            vault       {status.VaultOctets:N0} octets
            bundles     {status.LastBundle}
            ledger      {status.LedgerId}, line {status.LedgerLine}
            head        {Voice.Grouped(status.LedgerHead)}
            gateway     {status.Version}, {status.Environment}
            """));
    }

    private static string Intake(string state) => state switch
    {
        "clock" => "closed: the clock jumped, see `confirm-clock`",
        "keyring" => "closed: no valid keyring",
        _ => state,
    };
}
