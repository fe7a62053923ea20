using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// What came back across the air gap. Only "opened" moves a receipt, and counts towards a purge. The ledger gets a line when the first
/// reviewer has opened an entry; who else did is kept with the entry.
/// </summary>
internal static class Acknowledging
{
    public static Acknowledged Take(Contents contents, Acknowledgement acknowledgement, Fingerprint signer)
    {
        if (acknowledgement.Ledger != contents.State.Ledger) return Refused(VaultRefusal.LedgerDiffers);
        if (contents.Store.Find(Collections.Bundles, acknowledgement.Bundle) is not { } document) return Refused(VaultRefusal.BundleUnknown);
        var bundle = Bundle.Read(contents.Wrap.Bundle.Unprotect(document[Collections.Wrapped].AsBinary));
        if (bundle.Head != acknowledgement.Head) return Refused(VaultRefusal.HeadDiffers);
        if (acknowledgement.Entries.Any(line => line.Entry < 1 || line.Entry > bundle.LastEntry)) return Refused(VaultRefusal.EntryUnknown);

        int moved = 0, already = 0;
        var opened = acknowledgement.Entries.Where(line => line.Outcome == Outcome.Opened).Select(line => line.Entry).ToList();
        foreach (var stretch in opened.Chunk(Contents.Stretch))
        {
            contents.CommitStretch(() =>
            {
                foreach (var entry in stretch)
                {
                    if (Open(contents, entry, signer)) moved++;
                    else already++;
                }
            });
        }

        contents.Commit(() => contents.State.AcknowledgedOn = contents.Day);
        return new Acknowledged(null, moved, already, acknowledgement.Entries.Count - opened.Count);
    }

    private static bool Open(Contents contents, int entry, Fingerprint signer)
    {
        if (contents.Register.AtEntry(entry) is not { } submission) return false; // purged by force
        if (submission.OpenedBy.Contains(signer)) return false;
        contents.Register.Change(submission with { State = SubmissionState.Opened, OpenedBy = [.. submission.OpenedBy, signer] });
        if (submission.State == SubmissionState.Opened) return false;
        contents.State.Count(submission.State, -1);
        contents.State.Count(SubmissionState.Opened, 1);
        contents.Append(LedgerEvent.Acknowledged, entry, submission.Hash);
        return true;
    }

    private static Acknowledged Refused(VaultRefusal refusal) => new(refusal, 0, 0, 0);
}
