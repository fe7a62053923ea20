using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Backups;

/// <summary>
/// The backup as it would be, had it been made after the newest bundle: lines and ciphertexts of later bundles are added, and what the ledger knows and nobody has is given
/// up by a line of its own, so that reviewers hear of it. No line that any reviewer may have seen is changed.
/// </summary>
/// <param name="Head">What the gateway gets.</param>
/// <param name="Lost">Entries given up.</param>
/// <param name="LostUnnumbered">Submissions of the backup without an entry that were left out of it.</param>
internal sealed record Replay(SnapshotHead Head, IReadOnlyList<int> Lost, int LostUnnumbered)
{
    /// <param name="backup">All of the backup but the ciphertexts.</param>
    /// <param name="leftOut">Those that the vault could not read when it was made.</param>
    /// <param name="later">Bundles, in any order.</param>
    /// <param name="made">The backup's day.</param>
    /// <param name="today">Of the lines that are added.</param>
    public static Replay Of(SnapshotHead backup, IReadOnlyCollection<SnapshotSubmission> leftOut, IReadOnlyCollection<LaterBundle> later, DateOnly made, DateOnly today)
    {
        var chain = Chain.Of(backup, later);
        var (lines, oldEntries) = (chain.Lines.ToList(), backup.Ledger.Lines.Count(line => line.Event == LedgerEvent.Stored));
        var fates = EntryFate.Of(backup.Ledger with { Lines = lines }) ?? throw later.First().Bag.Refused(BackupRefusal.Fork, "its ledger contradicts itself");
        var known = backup.Snapshot.Submissions.Except(leftOut).ToDictionary(one => one.Hash);
        var lastBundle = chain.Bundles.Count > 0 ? chain.Bundles[^1] : null;
        var day = Latest(backup.Snapshot.Day, later.Select(bundle => bundle.Info.Date));

        var submissions = new List<SnapshotSubmission>();
        var lost = new List<int>();
        foreach (var (at, fate) in fates.Index())
        {
            var entry = at + 1;
            if (fate.Forced)
            {
                // Without a number in the backup, numbered and purged by force since.
                if (entry > oldEntries) known.Remove(fate.Hash);
                continue;
            }

            if (known.Remove(fate.Hash, out var one) || (one = FromBundle(entry, fate, lines, later)) is not null) submissions.Add(one with { Entry = entry });
            else lost.Add(entry);
        }

        submissions.AddRange(known.Values.Where(one => one.Entry == 0));
        if (chain.HasLater)
        {
            // As the gateway did when the newest bundle was finished; nobody has seen these lines, which the next bundle would have told.
            foreach (var (at, fate) in fates.Index())
                if (at < lastBundle?.LastEntry && fate is { Last: LedgerEvent.Stored, Purged: false, Forced: false }) Append(LedgerEvent.Exported, at + 1, day);
        }

        if (today > day) day = today;
        foreach (var entry in lost) Append(LedgerEvent.Forced, entry, day, $"lost with the gateway's disk; restored from the backup of {made:yyyy-MM-dd}");
        var snapshot = backup.Snapshot with
        {
            Day = Latest(backup.Snapshot.Day, lines.Count > 0 ? [lines[^1].Day] : []),
            ExportedOn = chain.HasLater ? later.Max(bundle => bundle.Info.Date) : backup.Snapshot.ExportedOn,
            Bundles = chain.Bundles,
            Submissions = Snapshot.InOrder(submissions),
        };
        var head = backup with { Snapshot = snapshot, Ledger = backup.Ledger with { Lines = lines } };
        if (head.Judge(out _) is { } fault) throw BackupTroubles.Refused("the backup", BackupRefusal.Fork, $"{fault}");
        return new Replay(head, lost, leftOut.Count(one => one.Entry == 0 && submissions.TrueForAll(kept => kept.Hash != one.Hash)));

        void Append(LedgerEvent what, int entry, DateOnly on, string? reason = null) =>
            lines.Add(new LedgerLine(lines.Count + 1, what, on, entry, fates[entry - 1].Hash, reason));
    }

    private static SnapshotSubmission? FromBundle(int entry, EntryFate fate, List<LedgerLine> lines, IReadOnlyCollection<LaterBundle> later)
    {
        var octets = fate.Purged ? null : later.Select(bundle => bundle.Find(entry, fate.Hash)).FirstOrDefault(found => found is not null);
        if (octets is null && !fate.Purged) return null;
        var stored = lines.First(line => line.Event == LedgerEvent.Stored && line.Entry == entry);
        // Of what is purged only the hash is asked for from now on.
        return new SnapshotSubmission(entry, fate.Hash, octets?.Length ?? 1, stored.Day, Late: false, OpenedBy: []);
    }

    private static DateOnly Latest(DateOnly day, IEnumerable<DateOnly> others) => others.Append(day).Max();
}
