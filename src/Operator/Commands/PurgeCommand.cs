using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Commands;

/// <summary>`purge`: removes what every holder has opened, or by force what is named; tells who has not acknowledged yet.</summary>
internal static class PurgeCommand
{
    public static async Task RunAsync(Desk desk, int[] forced, string? reason, CancellationToken stop)
    {
        if (forced.Length > 0 != reason is not null) throw Troubles.ReasonNeeded();
        if (reason is not null && !LedgerLine.IsReason(reason)) throw Troubles.ReasonMalformed();
        var answer = await desk.Gateway.PurgeAsync(new PurgeRequest(forced, reason), stop);
        desk.Report.Result(answer, OperatorJson.Default.PurgeAnswer);
        desk.Report.Say($"purged {answer.Purged} {(answer.Purged == 1 ? "submission" : "submissions")}");
        var waits = answer.Waiting.Where(waiting => waiting.Holders.Length > 0).ToArray();
        foreach (var waiting in waits)
            desk.Report.Say($"entry {waiting.Entry} waits for {string.Join(" and ", waiting.Holders.Select(Holder))}");
        if (waits.Length < answer.Waiting.Length)
            desk.Report.Say("no holder is named in the keyring, so nothing is purged without --forced");
        if (waits.Length > 0)
            desk.Report.Progress("hint: bring that holder's acknowledgement, and give it to `acknowledge FILE`");
        if (forced.Length > 0)
            desk.Report.Say("The ledger names what was purged by force, and the next bundle tells the reviewers.");
        if (answer.Purged > 0)
            desk.Report.Say("Copies on sticks, in bundles and in backups are not reached by this.");
    }

    private static string Holder(string primary) => Fingerprint.TryParse(primary, out var fingerprint) ? fingerprint.Grouped() : primary;
}
