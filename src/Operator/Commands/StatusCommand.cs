using System.Globalization;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Commands;

/// <summary>`status`: what the gateway holds and whether it takes submissions.</summary>
internal static class StatusCommand
{
    public static async Task RunAsync(Desk desk, CancellationToken stop)
    {
        var status = await desk.Gateway.StatusAsync(stop);
        var (sealing, signing) = (Left(status.SealsUntil, desk), Left(status.SignsUntil, desk));
        desk.Report.Result(
            status with
            {
                SealingDaysLeft = sealing?.Days,
                SigningDaysLeft = signing?.Days,
                Urgency = new[] { sealing?.Urgency, signing?.Urgency }.Max()?.ToString().ToLowerInvariant(),
            },
            OperatorJson.Default.Status);
        desk.Report.SayBlock(string.Create(CultureInfo.InvariantCulture, $"""
            intake      {Intake(status.Intake)}
            keyring     {(status.KeyringEpoch is { } epoch ? $"epoch {epoch}, expires {status.KeyringExpires:yyyy-MM-dd}" : "none: run `keyring install`")}
            waiting     {status.Waiting}
            taken out   {status.TakenOut}
            opened      {status.Opened}
            purged      {status.Purged}
            sealing     {Words(sealing, status)}
            signing     {Words(signing, status)}
            vault       {status.VaultOctets:N0} octets
            bundles     {status.LastBundle}
            ledger      {status.LedgerId}, line {status.LedgerLine}
            head        {Voice.Grouped(status.LedgerHead)}
            gateway     {status.Version}, {status.Environment}
            """));
    }

    private static DaysLeft? Left(DateOnly? last, Desk desk) => last is { } day ? DaysLeft.Of(day, desk.Today) : null;

    private static string Words(DaysLeft? left, Status status) => left?.ToString() ?? (status.KeyringEpoch is null ? "-" : "nobody: no live key is listed");

    private static string Intake(string state) => state switch
    {
        "lockdown" => "closed: a lockdown was begun, see `lockdown`",
        "clock" => "closed: the clock jumped, see `confirm-clock`",
        "keyring" => "closed: no valid keyring",
        _ => state,
    };
}
