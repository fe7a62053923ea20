using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Hashing;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// Opens a bundle that has been checked. All octets are durable before a record names them, the records before the state, and the ledger is written last: a
/// run cut short before it leaves the machine where it was, and opening the bundle again does the rest.
/// </summary>
internal sealed class BundleOpening(HomeFolder home, MessageOpener opener, Canaries canaries, Workers workers, Progress progress)
{
    /// <param name="bundle">What is opened.</param>
    /// <param name="ours">The ledger followed so far.</param>
    /// <param name="tell">Told what was opened when its octets are durable and before any record names them; when it throws, none will.</param>
    public OpenReport Open(CheckedBundle bundle, LedgerText? ours, Action<OpenReport> tell)
    {
        var before = bundle.Story.BeginsAnew ? MachineState.Empty : MachineState.Read(home);
        var slices = new SliceOpening(opener, home.EmptyWork("slices"));
        var opening = new EntryOpening(home, slices, workers, progress);
        var kept = new KeptCases(home);
        var openedBefore = before.Entries.Where(entry => entry.Outcome != Outcome.Failed && bundle.Ciphertexts.ContainsKey(entry.Entry) && kept.Has(entry))
            .Select(entry => entry.Entry).ToHashSet();
        var toOpen = ToOpen(bundle, before, openedBefore, kept);
        var opened = opening.Open(toOpen);
        // From here on what lay in the former ledger's place is replaced.
        if (bundle.Story.BeginsAnew && ours is not null) Ledgers.LeaveBehind(home, ours);
        opening.KeepFailed(toOpen);

        var states = new Dictionary<int, EntryState>();
        // Only what is told of each: a flood of records would fill the memory.
        var cases = new List<CaseSummary>();
        var building = new CaseBuilding(home, slices, progress);
        var acknowledged = before.Entries.Where(entry => entry.Acknowledged).Select(entry => entry.Entry).ToHashSet();
        var firsts = before.Entries.Where(entry => entry.IsFirst).ToLookup(entry => entry.Case);
        List<(List<OpenedEntry> Entries, int Place)> subjects = [.. opened.GroupBy(entry => entry.Subject).Select((subject, place) => (subject.ToList(), place))];
        var built = new (CaseRecord Record, IReadOnlyList<Placement> Placements)[subjects.Count];
        progress.Begin("sorting", opened.Sum(entry => entry.Octets), subjects.Count);
        workers.Do(subjects, subject => subject.Entries.Sum(entry => entry.Octets), (subject, room) => built[subject.Place] = building.Add(subject.Entries, room));
        foreach (var (subject, place) in subjects)
        {
            var (record, placements) = built[place];
            // One after the other, by the first entry of each: of two with one mark, every machine takes the same for the canary.
            if (canaries.Judge(record) is var judged && judged != record) building.Keep(record = judged);
            cases.Add(CaseSummary.Of(record));
            var unplaced = placements.Where(one => one.Part is null).Select(one => one.Entry).ToHashSet();
            foreach (var entry in subject.Where(entry => unplaced.Contains(entry.Entry))) opening.Fail(entry, FailureReason.ArchiveRefused);
            foreach (var placement in placements)
                if (placement.Part is { } part) states[placement.Entry] = State(placement.Entry, part, record) with { Acknowledged = acknowledged.Contains(placement.Entry) };
            foreach (var first in firsts[record.Name])
                states.TryAdd(first.Entry, Again(first, record));
        }

        // Tried again because its plaintext is gone, and the secret key is gone too: its good ciphertext is still here.
        var unread = before.Entries.Where(entry => opening.Failed.ContainsKey(entry.Entry) && entry.Outcome != Outcome.Failed && kept.IsWhole(entry));
        foreach (var (entry, reason) in opening.Failed.ExceptBy(unread.Select(entry => entry.Entry), failed => failed.Key))
            states[entry] = new EntryState(entry, Outcome.Failed, reason);
        progress.Say("writing to the disk, this may take a while");
        var report = new OpenReport(bundle, before, cases, states, openedBefore);
        Finish(bundle, building, before.With(Record(bundle), states.Values), () => tell(report));
        return report;
    }

    private void Finish(CheckedBundle bundle, CaseBuilding building, MachineState after, Action tell)
    {
        // Twice for all of them, where twice for each of thousands would take minutes.
        AllIsDurable();
        tell();
        building.Publish();
        AllIsDurable();
        // Cut short between the two of a ledger that begins anew, this state is dropped for the old one when the leaving is settled.
        after.Write(home);
        Ledgers.Write(home, bundle.Story.Whole);
        Ledgers.Settle(home);
        DropOpened(after);
        home.ClearWork();
    }

    /// <summary>Cases may lie on a disk of their own.</summary>
    private void AllIsDurable()
    {
        foreach (var folder in (string[])[home.Root, home.Cases])
            if (Directory.Exists(folder)) Durable.Everything(folder);
    }

    /// <summary>Copies kept of what had failed and has a case by now, also those that a run cut short here has left.</summary>
    private void DropOpened(MachineState after)
    {
        if (!Directory.Exists(home.Failed)) return;
        var opened = after.Entries.Where(entry => entry.Case is not null).Select(entry => EntryName.Of(entry.Entry)).ToHashSet();
        foreach (var kept in Directory.GetFiles(home.Failed).Where(path => opened.Contains(Path.GetFileName(path)))) File.Delete(kept);
    }

    /// <summary>What the bundle brings and is not here; and what failed before for want of a secret key, or of a newer program, that may be here now.</summary>
    private Dictionary<int, CheckedEntry>.ValueCollection ToOpen(CheckedBundle bundle, MachineState before, HashSet<int> openedBefore, KeptCases kept)
    {
        var toOpen = bundle.Ciphertexts.Where(ciphertext => !openedBefore.Contains(ciphertext.Key)).ToDictionary();
        foreach (var entry in before.Entries.Where(entry => entry.Reason is FailureReason.SecretKeyMissing))
        {
            var failed = Path.Combine(home.Failed, EntryName.Of(entry.Entry));
            if (File.Exists(failed) && !toOpen.ContainsKey(entry.Entry)) toOpen[entry.Entry] = new CheckedEntry(entry.Entry, failed, FileHash.Of(failed));
        }

        var copies = home.EmptyWork("again");
        foreach (var entry in before.Entries.Where(entry => entry.Reason is FailureReason.FormatNewer && !toOpen.ContainsKey(entry.Entry)))
        {
            if (kept.CiphertextOf(entry) is not { } ciphertext) continue;
            // Copied: its case keeps it, whatever comes of it now.
            var copy = Path.Combine(copies, EntryName.Of(entry.Entry));
            File.Copy(ciphertext, copy);
            toOpen[entry.Entry] = new CheckedEntry(entry.Entry, copy, FileHash.Of(copy));
        }

        return toOpen.Values;
    }

    /// <summary>A first part opened before, as its case is now; incomplete when the case was lost and made anew without it.</summary>
    private static EntryState Again(EntryState first, CaseRecord record)
    {
        var part = record.Parts.FirstOrDefault(part => part.Number == 1 && part.Version == first.Version && part.Content == first.Content);
        return part is null ? first with { Outcome = Outcome.Incomplete, Reason = null } : State(first.Entry, part, record) with { Acknowledged = first.Acknowledged };
    }

    private static EntryState State(int entry, CasePart part, CaseRecord record)
    {
        var version = record.Versions[part.Version - 1];
        var opened = new EntryState(entry, Outcome.Opened, Case: record.Name, Version: part.Version, IsFirst: part.Number == 1, Content: part.Content);
        // A first part stands for the whole testimony: only when all of it can be read may it be purged.
        if (!opened.IsFirst) return opened;
        if (version.Fault is { } fault) return opened with { Outcome = Outcome.Failed, Reason = fault };
        return version.Missing.Count > 0 ? opened with { Outcome = Outcome.Incomplete } : opened;
    }

    private static OpenedBundle Record(CheckedBundle bundle)
    {
        var head = bundle.Manifest.Info.Head;
        return new OpenedBundle(bundle.Manifest.Info.Bundle, bundle.Manifest.Hash.ToString(), head.Number, head.Head.ToString());
    }
}
