using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// Opens a bundle that has been checked. The ledger is written last: a run cut short before it leaves the machine where it was, and opening
/// the bundle again does the rest.
/// </summary>
internal sealed class BundleOpening(HomeFolder home, MessageOpener opener, TextWriter progress, TimeProvider time)
{
    public OpenReport Open(CheckedBundle bundle, LedgerText? ours)
    {
        var before = bundle.Story.BeginsAnew ? MachineState.Empty : MachineState.Read(home);
        var slices = new SliceOpening(opener, home.EmptyWork("slices"));
        var opening = new EntryOpening(home, slices, progress, time);
        var opened = opening.Open([.. ToOpen(bundle, before)]);
        // From here on what lay in the former ledger's place is replaced.
        if (bundle.Story.BeginsAnew && ours is not null) Ledgers.LeaveBehind(home, ours);

        var states = new Dictionary<int, EntryState>();
        // Only what is told of each: a flood of records would fill the memory.
        var cases = new List<CaseSummary>();
        var building = new CaseBuilding(home, slices);
        var firsts = before.Entries.Where(entry => entry.IsFirst).ToLookup(entry => entry.Case);
        foreach (var subject in opened.GroupBy(entry => entry.Subject))
        {
            var record = building.Add([.. subject], out var placements);
            cases.Add(CaseSummary.Of(record));
            var unplaced = placements.Where(one => one.Version == 0).Select(one => one.Entry).ToHashSet();
            foreach (var entry in subject.Where(entry => unplaced.Contains(entry.Entry))) opening.Fail(entry, FailureReason.ArchiveRefused);
            foreach (var placement in placements.Where(one => one.Version > 0)) states[placement.Entry] = State(placement, record);
            foreach (var first in firsts[record.Name])
                states.TryAdd(first.Entry, State(new Placement(first.Entry, first.Version, true), record) with { Acknowledged = first.Acknowledged });
        }

        foreach (var (entry, reason) in opening.Failed) states[entry] = new EntryState(entry, Outcome.Failed, reason);
        return Finish(bundle, before, before.With(Record(bundle), states.Values), cases, states);
    }

    private OpenReport Finish(CheckedBundle bundle, MachineState before, MachineState after, List<CaseSummary> cases, Dictionary<int, EntryState> states)
    {
        after.Write(home);
        Ledgers.Write(home, bundle.Story.Whole);
        // Copies kept of what had failed and has a case by now.
        if (Directory.Exists(home.Failed))
            foreach (var entry in states.Values.Where(entry => entry.Case is not null)) File.Delete(Path.Combine(home.Failed, EntryName.Of(entry.Entry)));
        home.ClearWork();
        return new OpenReport(bundle, before, cases, states);
    }

    /// <summary>What the bundle brings and this machine has not opened; and what failed before for want of a secret key that may be here now.</summary>
    private Dictionary<int, string> ToOpen(CheckedBundle bundle, MachineState before)
    {
        var open = before.Entries.Where(entry => entry.Outcome != Outcome.Failed).Select(entry => entry.Entry).ToHashSet();
        var toOpen = bundle.Ciphertexts.Where(ciphertext => !open.Contains(ciphertext.Key)).ToDictionary();
        foreach (var entry in before.Entries.Where(entry => entry.Reason is FailureReason.SecretKeyMissing))
        {
            var kept = Path.Combine(home.Failed, EntryName.Of(entry.Entry));
            if (File.Exists(kept)) toOpen.TryAdd(entry.Entry, kept);
        }

        return toOpen;
    }

    private static EntryState State(Placement placement, CaseRecord record)
    {
        var version = record.Versions[placement.Version - 1];
        var opened = new EntryState(placement.Entry, Outcome.Opened, Case: record.Name, Version: placement.Version, IsFirst: placement.IsFirst);
        // A first part stands for the whole testimony: only when all of it can be read may it be purged.
        if (!placement.IsFirst) return opened;
        if (version.Fault is { } fault) return opened with { Outcome = Outcome.Failed, Reason = fault };
        return version.Missing.Count > 0 ? opened with { Outcome = Outcome.Incomplete } : opened;
    }

    private static OpenedBundle Record(CheckedBundle bundle)
    {
        var head = bundle.Manifest.Info.Head;
        return new OpenedBundle(bundle.Manifest.Info.Bundle, bundle.Manifest.Hash.ToString(), head.Number, head.Head.ToString());
    }
}
