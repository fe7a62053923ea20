using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Bundles;

/// <summary>The ledger with what a bundle adds to it. Takes texts, gives a value or refusals; knows no files.</summary>
/// <param name="Whole">From line 1.</param>
/// <param name="FirstNew">The first line that this machine has not seen.</param>
/// <param name="BeginsAnew">The machine's own ledger is left behind, as was typed.</param>
internal sealed record BundleStory(LedgerText Whole, int FirstNew, bool BeginsAnew)
{
    public IEnumerable<LedgerLine> NewLines => Whole.Lines.Skip(FirstNew - 1);

    /// <param name="ours">What this machine has seen; null before its first bundle.</param>
    /// <param name="theirs">The bundle's stretch.</param>
    /// <param name="typed">The id typed with `--new-ledger`: the only way to another ledger or to a shorter chain.</param>
    /// <param name="story">Set when nothing is refused.</param>
    public static IReadOnlyList<BundleRefusal> Join(LedgerText? ours, LedgerText theirs, LedgerId? typed, out BundleStory? story)
    {
        story = null;
        if (typed is not null && typed != theirs.Id) return [new(BundleFault.NewLedgerNotThis, $"{theirs.Id}")];
        if (ours is null || typed is not null)
        {
            if (theirs.After.Number != 0) return [new(BundleFault.StartMissing, $"lines 1 to {theirs.After.Number}")];
            story = new(theirs, 1, ours is not null);
            return LedgerRules.Judge(theirs);
        }

        if (ours.Id != theirs.Id) return [new(BundleFault.AnotherLedger, $"{theirs.Id}")];
        var seen = ours.Lines.Count;
        var last = theirs.After.Number + theirs.Lines.Count;
        if (theirs.After.Number > seen) return [new(BundleFault.Gap, $"lines {seen + 1} to {theirs.After.Number}, which export --from {Math.Max(1, ours.Lines.Max(line => line.Entry))} brings")];
        // Before anything is written: what nobody can read again would end this machine.
        var added = theirs with { Lines = [.. theirs.Lines.Skip(seen - theirs.After.Number)] };
        if (ours.Octets + added.Octets > LedgerText.MaximumOctets) return [new(BundleFault.LedgerTooLarge, $"{last} lines")];
        if (Parted(ours, theirs) is { } parted) return [new(BundleFault.Fork, $"line {parted}")];
        if (last < seen) return [new(BundleFault.Replayed, $"ends at line {last}, this machine is at line {seen}")];
        story = new(ours with { Lines = [.. ours.Lines, .. added.Lines] }, seen + 1, false);
        return LedgerRules.Judge(story.Whole);
    }

    /// <summary>
    /// The first line on which the two disagree, or null. Equal heads before equal lines are equal chains, so comparing lines from the
    /// bundle's start and the head there compares every head between.
    /// </summary>
    private static int? Parted(LedgerText ours, LedgerText theirs)
    {
        var start = theirs.After.Number;
        var head = ours.Lines.Take(start).Aggregate(ours.After, (before, line) => before.After(line));
        if (head != theirs.After) return start;
        for (var at = 0; at < theirs.Lines.Count && start + at < ours.Lines.Count; at++)
            if (theirs.Lines[at] != ours.Lines[start + at]) return start + at + 1;
        return null;
    }
}
