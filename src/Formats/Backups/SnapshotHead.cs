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

    private bool AgreeSubmissions(IReadOnlyList<EntryFate> fates)
    {
        var (at, hashes) = (0, new HashSet<Sha256Hash>());
        foreach (var one in Snapshot.Submissions)
        {
            if (!hashes.Add(one.Hash)) return false;
            if (one.Entry == 0 && one.OpenedBy.Count == 0) continue;
            while (at < fates.Count && fates[at].Forced) at++;
            // Every entry is known, unless it was purged by force.
            if (at == fates.Count || one.Entry != at + 1 || fates[at].Hash != one.Hash) return false;
            if (one.OpenedBy.Count > 0 && fates[at].Last != LedgerEvent.Acknowledged) return false;
            at++;
        }

        return fates.Skip(at).All(fate => fate.Forced);
    }
}
