using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Commands;

/// <summary>`acknowledge`: takes what came back across the gap and tells the gateway which entries reviewers have opened.</summary>
internal static class AcknowledgeCommand
{
    public static async Task RunAsync(Desk desk, string file, CancellationToken stop)
    {
        var keyring = await PinnedKeyring.OpenAsync(desk, stop);
        var refusal = AcknowledgementJudge.Judge(
            Bounded.Read(file, SignedText.MaximumOctets), keyring, desk.Time.GetUtcNow(), out var acknowledgement, out var signer, out var fault);
        if (refusal != AcknowledgementRefusal.None || acknowledgement is null || signer is not { } by)
            throw Troubles.AcknowledgementRefused(file, refusal, signer, fault);

        var answer = await desk.Gateway.AcknowledgeAsync(Request(acknowledgement, by), stop);
        desk.Report.Result(
            new Acknowledged(acknowledgement.Bundle, $"{by}", answer.Moved, answer.Already, answer.NotMoved), OperatorJson.Default.Acknowledged);
        desk.Report.Say($"bundle {acknowledgement.Bundle}, signed by {by.Grouped()}");
        desk.Report.Say($"opened: {answer.Moved} now, {answer.Already} before; not moved: {answer.NotMoved}");
        foreach (var entry in acknowledgement.Entries.Where(entry => entry.Outcome != Outcome.Opened))
            desk.Report.Say($"entry {entry.Entry} {Words(entry)}");
    }

    private static AcknowledgeRequest Request(Acknowledgement acknowledgement, Fingerprint signer) => new(
        $"{signer}", $"{acknowledgement.Ledger}", acknowledgement.Bundle, acknowledgement.Head.Number, $"{acknowledgement.Head.Head}",
        [.. acknowledgement.Entries.Select(entry => new AcknowledgeLine(entry.Entry, Word(entry.Outcome), entry.Reason?.Word()))]);

    private static string Words(AcknowledgedEntry entry) =>
        entry.Outcome == Outcome.Incomplete ? "incomplete: parts are missing" : $"failed: {entry.Reason?.Word()}";

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Opened => "opened",
        Outcome.Incomplete => "incomplete",
        _ => "failed",
    };
}
