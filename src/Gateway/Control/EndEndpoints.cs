using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Storage;
using PurgeWaiting = SecureDrop.Formats.Control.PurgeWaiting;

namespace SecureDrop.Gateway.Control;

/// <summary>What ends an entry: reviewers have acknowledged it, and then it may be purged.</summary>
internal sealed class EndEndpoints(Vault vault, KeyringInForce keyring)
{
    public async Task<IResult> AcknowledgeAsync(HttpRequest request)
    {
        var asked = await request.ReadFromJsonAsync(ControlJson.Default.AcknowledgeRequest);
        if (asked is null || !TryRead(asked, out var acknowledgement, out var signer))
            return ControlAnswer.Problem("malformed", "This is not an acknowledgement.", 400);
        if (keyring.Current is not { } current || !current.IsLiveReviewer(signer, keyring.Today))
            return ControlAnswer.Problem("signer_unknown", "The signer is no reviewer of the keyring in force, or is retired or revoked.");
        var done = await vault.AcknowledgeAsync(acknowledgement, signer);
        return done.Refusal is { } refusal
            ? ControlAnswer.Problem(refusal)
            : ControlAnswer.Json(new AcknowledgeAnswer(done.Moved, done.Already, done.NotMoved), ControlJson.Default.AcknowledgeAnswer);
    }

    public async Task<IResult> PurgeAsync(HttpRequest request)
    {
        var asked = await request.ReadFromJsonAsync(ControlJson.Default.PurgeRequest);
        if (asked is null || keyring.Current is not { } current)
            return ControlAnswer.Problem("keyring_unavailable", "No keyring is installed: nobody can tell who must have opened an entry.");
        var done = asked.Forced.Length == 0
            ? await vault.PurgeAsync([.. current.Holders])
            : await vault.PurgeForcedAsync(asked.Forced, asked.Reason ?? "");
        if (done.Refusal is { } refusal) return ControlAnswer.Problem(refusal);
        var waiting = done.Waiting.Select(entry => new PurgeWaiting(entry.Entry, [.. entry.Holders.Select(holder => $"{holder}")]));
        return ControlAnswer.Json(new PurgeAnswer(done.Count, [.. waiting]), ControlJson.Default.PurgeAnswer);
    }

    private static bool TryRead(AcknowledgeRequest asked, out Acknowledgement acknowledgement, out Fingerprint signer)
    {
        acknowledgement = new Acknowledgement(default, 0, new LedgerHead(0, default), default, []);
        if (!Fingerprint.TryParse(asked.Signer, out signer) || !LedgerId.TryParse(asked.LedgerId, out var ledger)
            || !Sha256Hash.TryParse(asked.Head, out var head)) return false;
        var entries = new List<AcknowledgedEntry>();
        foreach (var line in asked.Lines)
        {
            if (!TryRead(line, out var entry) || entries.Count > 0 && entries[^1].Entry >= entry.Entry) return false;
            entries.Add(entry);
        }

        acknowledgement = new Acknowledgement(ledger, asked.Bundle, new LedgerHead(asked.HeadNumber, head), default, entries);
        return true;
    }

    private static bool TryRead(AcknowledgeLine line, out AcknowledgedEntry entry)
    {
        entry = default;
        FailureReason? reason = null;
        if (line.Reason is { } word)
        {
            if (!FailureReasons.TryParse(word, out var failure)) return false;
            reason = failure;
        }

        Outcome? outcome = (line.Outcome, reason) switch
        {
            ("opened", null) => Outcome.Opened,
            ("incomplete", null) => Outcome.Incomplete,
            ("failed", not null) => Outcome.Failed,
            _ => null,
        };
        if (outcome is not { } known || line.Entry < 1) return false;
        entry = new AcknowledgedEntry(line.Entry, known, reason);
        return true;
    }
}
