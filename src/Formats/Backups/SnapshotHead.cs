using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Backups;

/// <summary>All of a snapshot but the ciphertexts.</summary>
/// <param name="Snapshot">snapshot.txt.</param>
/// <param name="Ledger">ledger.txt, from line 1.</param>
/// <param name="Keyring">keyring.asc: the signed frame in force.</param>
/// <param name="Kit">kit.json: the operator's signature of the offline kit; null when nobody has signed it.</param>
public sealed record SnapshotHead(Snapshot Snapshot, LedgerText Ledger, byte[] Keyring, byte[]? Kit)
{
    /// <summary>Null when snapshot and ledger tell one story; by it every receipt is answered, so that nothing in it is taken on trust.</summary>
    public SnapshotFault? Judge(out IReadOnlyList<EntryFate> fates)
    {
        fates = EntryFate.Of(Ledger) ?? [];
        var isTold = Ledger.Id == Snapshot.Ledger && Ledger.After == LedgerHead.Start(Ledger.Id) && (fates.Count > 0 || Ledger.Lines.All(line => line.Entry == 0))
            && !(Ledger.Lines.Count > 0 && Ledger.Lines[^1].Day > Snapshot.Day) && AgreeBundles() && AgreeSubmissions(fates);
        return isTold ? null : SnapshotFault.LedgerContradicts;
    }

    /// <summary>Those whose ciphertexts belong to the snapshot, in its order.</summary>
    public IEnumerable<SnapshotSubmission> Kept(IReadOnlyList<EntryFate> fates) =>
        Snapshot.Submissions.Where(one => one.Entry == 0 || !fates[one.Entry - 1].Purged);

    private bool AgreeBundles()
    {
        var (head, stored, next) = (Ledger.After, 0, 0);
        while (true)
        {
            for (; next < Snapshot.Bundles.Count && Snapshot.Bundles[next].Head.Number == head.Number; next++)
                if (Snapshot.Bundles[next].Head != head || Snapshot.Bundles[next].LastEntry != stored) return false;
            if (head.Number == Ledger.Lines.Count) return next == Snapshot.Bundles.Count;
            var line = Ledger.Lines[head.Number];
            if (line.Event == LedgerEvent.Stored) stored = line.Entry;
            head = head.After(line);
        }
    }

    /// <summary>Every entry is known, unless it was purged by force; and who opened one has a line that says so.</summary>
    private bool AgreeSubmissions(IReadOnlyList<EntryFate> fates)
    {
        var known = 0;
        foreach (var one in Snapshot.Submissions)
        {
            if (one.Entry == 0 && one.OpenedBy.Count == 0) continue;
            if (one.Entry == 0 || one.Entry > fates.Count || fates[one.Entry - 1] is { Forced: true }) return false;
            var fate = fates[one.Entry - 1];
            if (fate.Hash != one.Hash || (one.OpenedBy.Count > 0 && fate.Last != LedgerEvent.Acknowledged)) return false;
            known++;
        }

        return known == fates.Count(fate => !fate.Forced);
    }
}
