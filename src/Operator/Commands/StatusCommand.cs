using System.Globalization;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Commands;

/// <summary>`status`: one screen. Whether sources can send comes first, then how long that lasts, what waits and since when, and last the next step.</summary>
internal static class StatusCommand
{
    private const int Indent = 12;
    private const string Forgotten = "DANGER: keyring.pin is there but the vault holds no keyring: it is not the vault that it was";

    public static async Task RunAsync(Desk desk, CancellationToken stop)
    {
        var status = await desk.Gateway.StatusAsync(stop);
        var (sealing, signing) = (Left(status.SealsUntil, desk), Left(status.SignsUntil, desk));
        var urgency = new[] { sealing?.Urgency, signing?.Urgency }.Max();
        desk.Report.Result(
            status with
            {
                SealingDaysLeft = sealing?.Days,
                SigningDaysLeft = signing?.Days,
                Urgency = urgency?.ToString().ToLowerInvariant(),
            },
            OperatorJson.Default.Status);
        var forgotten = desk.Directory.HasForgotten(status);
        desk.Report.SayBlock(Screen(status, sealing, signing, desk.Today, NextStep.Of(status, urgency ?? Urgency.None, forgotten), forgotten));
    }

    private static string Screen(Status status, DaysLeft? sealing, DaysLeft? signing, DateOnly today, string next, bool forgotten)
    {
        var head = Voice.Grouped(status.LedgerHead);
        (string Label, FormattableString Words)[] lines =
        [
            ("intake", $"{Intake(status.Intake)}"),
            ("sealing", $"{Words(sealing, status)}"),
            ("signing", $"{Words(signing, status)}"),
            ("waiting", $"{status.Waiting}{(status.WaitingSince is { } since ? $", since {since:yyyy-MM-dd}{Ago(since, today)}" : "")}"),
            ("taken out", $"{status.TakenOut}, {Bundle(status, today)}"),
            ("opened", $"{status.Opened}{(status.AcknowledgedOn is { } day ? $", last acknowledgement {day:yyyy-MM-dd}{Ago(day, today)}" : "")}"),
            ("purged", $"{status.Purged}"),
            ("backup", $"{Backup(status, today)}"),
            ("canary", $"{Canary(status, today)}"),
            ("keyring", $"{(forgotten ? Forgotten : status.KeyringEpoch is { } epoch ? $"epoch {epoch}, expires {status.KeyringExpires:yyyy-MM-dd}" : "none")}"),
            ("kit", $"{(status.KitSigner is { } signer ? $"signed by {signer}" : "nobody has signed it")}"),
            ("gateway", $"{status.Version}, {status.Environment}"),
            ("vault", $"{status.VaultOctets:N0} octets"),
            ("today", $"{status.StoredToday:N0} of {status.DailyOctets:N0} octets taken"),
            ("ledger", $"{status.LedgerId}, line {status.LedgerLine}"),
            ("head", $"{head[..(head.Length / 2)].Trim()}"),
            ("", $"{head[(head.Length / 2)..].Trim()}"),
            ("next", $"{next}"),
        ];
        return string.Join('\n', lines.Select(line => line.Label.PadRight(Indent) + line.Words.ToString(CultureInfo.InvariantCulture).Wrapped(Indent)));
    }

    private static DaysLeft? Left(DateOnly? last, Desk desk) => last is { } day ? DaysLeft.Of(day, desk.Today) : null;

    private static string Words(DaysLeft? left, Status status) => left?.ToString() ?? (status.KeyringEpoch is null ? "-" : "nobody: no live key is listed");

    private static string Bundle(Status status, DateOnly today) => status switch
    {
        { LastBundle: 0 } => "no bundle yet",
        { ExportedOn: { } day } => $"last bundle {status.LastBundle} on {day:yyyy-MM-dd}{Ago(day, today)}",
        _ => $"last bundle {status.LastBundle}",
    };

    private static string Backup(Status status, DateOnly today) => status.BackedUpOn is { } day
        ? $"{day:yyyy-MM-dd}{Ago(day, today)}, {status.SinceBackup} {(status.SinceBackup == 1 ? "submission" : "submissions")} since" : "none that this vault knows of";

    private static string Canary(Status status, DateOnly today) =>
        status.CanaryOn is { } day ? $"sent {day:yyyy-MM-dd}{Ago(day, today)}, {status.CanaryState}" : "none that this vault knows of";

    private static string Ago(DateOnly day, DateOnly today) => (today.DayNumber - day.DayNumber) switch
    {
        0 => " (today)",
        1 => " (yesterday)",
        > 1 and var days => $" ({days} days ago)",
        _ => "",
    };

    private static string Intake(string state) => state switch
    {
        "lockdown" => "closed: a lockdown was begun",
        "restore" => "closed: a restore was begun and has not ended",
        "clock" => "closed: the clock jumped",
        "keyring" => "closed: no valid keyring",
        "closed" => "closed, as the gateway was started",
        _ => state,
    };
}
