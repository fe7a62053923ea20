using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Backups;

/// <summary>The backup's ledger with what later bundles add to it, each checked to go on from the same chain.</summary>
/// <param name="Lines">From line 1.</param>
/// <param name="Bundles">By number.</param>
/// <param name="HasLater">Some bundle is later than the backup.</param>
internal sealed record Chain(IReadOnlyList<LedgerLine> Lines, IReadOnlyList<SnapshotBundle> Bundles, bool HasLater)
{
    public static Chain Of(SnapshotHead head, IEnumerable<LaterBundle> later)
    {
        List<LedgerLine> lines = [.. head.Ledger.Lines];
        var bundles = head.Snapshot.Bundles.ToDictionary(bundle => bundle.Number);
        var last = bundles.Count > 0 ? bundles.Keys.Max() : 0;
        foreach (var bundle in later.OrderBy(bundle => bundle.Info.Head.Number))
        {
            if (bundle.Ledger.Id != head.Ledger.Id) throw bundle.Bag.Refused(BackupRefusal.AnotherLedger, $"{bundle.Ledger.Id}");
            var after = bundle.Ledger.After;
            if (after.Number > lines.Count) throw bundle.Bag.Refused(BackupRefusal.Gap, $"lines {lines.Count + 1} to {after.Number}");
            if (lines.Take(after.Number).Aggregate(head.Ledger.After, (before, line) => before.After(line)) != after)
                throw bundle.Bag.Refused(BackupRefusal.Fork, $"line {after.Number}");
            foreach (var (at, line) in bundle.Ledger.Lines.Index())
            {
                if (after.Number + at == lines.Count) lines.Add(line);
                else if (lines[after.Number + at] != line) throw bundle.Bag.Refused(BackupRefusal.Fork, $"line {line.Number}");
            }

            // One number twice: the gateway did not hear that the first was whole, and made it again. What goes further counts.
            var stored = lines.Take(bundle.Info.Head.Number).Count(line => line.Event == LedgerEvent.Stored);
            if (bundle.Info.Bundle > last) bundles[bundle.Info.Bundle] = new SnapshotBundle(bundle.Info.Bundle, bundle.Bag.Hash, bundle.Info.Head, stored);
        }

        return new Chain(lines, [.. bundles.Values.OrderBy(bundle => bundle.Number)], bundles.Count > 0 && bundles.Keys.Max() > last);
    }
}
