using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// Bundles. Entries are given when an export begins, to what is new, in the order of the hashes, so that the ledger tells no order of
/// arrival. A bundle counts when it is finished; until then the next export has the same number, and the same lines while
/// nothing else has happened.
/// </summary>
internal static class Exporting
{
    public static (ExportPlan? Plan, VaultRefusal? Refusal) Begin(Contents contents, int? from)
    {
        var state = contents.State;
        if (state.Pending is { IsEmpty: false } same && same.From == from && same.Head == state.Head) return (Plan(contents, same), null);
        // Entries that no finished bundle has had are not to be stepped over: the next bundle counts on from the last of this one.
        if (from is < 1 || from > (state.LastBundle?.LastEntry ?? 0) + 1) return (null, VaultRefusal.EntryNotTakenOut);
        GiveEntries(contents);
        if (from > 1 && from > state.LastEntry) return (null, VaultRefusal.EntryUnknown);
        var start = LedgerHead.Start(state.Ledger);
        var after = from switch
        {
            null => state.LastBundle?.Head ?? start,
            1 => start,
            { } entry => BeforeStored(contents, entry),
        };
        var first = from ?? (state.LastBundle?.LastEntry ?? 0) + 1;
        var pending = new PendingExport(from, after, state.Head, first, state.LastEntry);
        contents.Commit(() => state.Pending = pending);
        return (Plan(contents, pending), null);
    }

    public static VaultRefusal? Finish(Contents contents, int number, Sha256Hash tagManifest, LedgerHead head)
    {
        var state = contents.State;
        if (state.LastBundle is { } last && last.Number == number)
            return last.Head == head && last.TagManifest == tagManifest ? null : VaultRefusal.HeadDiffers;
        if (state.Pending is not { } pending || number != (state.LastBundle?.Number ?? 0) + 1) return VaultRefusal.BundleUnknown;
        if (pending.Head != head) return VaultRefusal.HeadDiffers;
        foreach (var stretch in Unpurged(contents, pending).Select(submission => submission.Entry).Chunk(Contents.Stretch))
        {
            contents.CommitStretch(() =>
            {
                foreach (var entry in stretch) TakeOut(contents, entry);
            });
        }

        var bundle = new Bundle(number, tagManifest, head, pending.LastEntry);
        contents.Commit(() =>
        {
            contents.Store.Insert(
                Collections.Bundles, new BsonDocument { [Collections.Id] = number, [Collections.Wrapped] = contents.Wrap.Bundle.Protect(bundle.Write()) });
            state.LastBundle = bundle;
            state.ExportedOn = contents.Day;
            state.Pending = null;
        });
        return null;
    }

    private static void GiveEntries(Contents contents)
    {
        var found = contents.Register.Arrived().ToList();
        found.Sort((left, right) => left.Hash.CompareTo(right.Hash));
        foreach (var stretch in found.Chunk(Contents.Stretch))
        {
            contents.CommitStretch(() =>
            {
                foreach (var (number, hash) in stretch)
                {
                    contents.Register.GiveEntry(number, ++contents.State.LastEntry);
                    contents.Append(LedgerEvent.Stored, contents.State.LastEntry, hash);
                }
            });
        }
    }

    private static void TakeOut(Contents contents, int entry)
    {
        if (contents.Register.AtEntry(entry) is not { State: SubmissionState.Waiting } submission) return;
        contents.Register.Change(submission with { State = SubmissionState.TakenOut });
        contents.State.Count(SubmissionState.Waiting, -1);
        contents.State.Count(SubmissionState.TakenOut, 1);
        contents.Append(LedgerEvent.Exported, entry, submission.Hash);
    }

    private static ExportPlan Plan(Contents contents, PendingExport pending)
    {
        var lines = new List<LedgerLine>();
        contents.Store.ForEach(
            Collections.Ledger,
            document => lines.Add(contents.ReadLine(document).Line),
            $"{Collections.Id} > @0 AND {Collections.Id} <= @1",
            pending.After.Number,
            pending.Head.Number);
        lines.Sort((left, right) => left.Number.CompareTo(right.Number));
        ExportItem[] items = [.. Unpurged(contents, pending).Select(one => new ExportItem(one.Entry, one.Hash, one.Octets, one.Late))];
        var state = contents.State;
        return new ExportPlan(
            (state.LastBundle?.Number ?? 0) + 1, new LedgerText(state.Ledger, pending.After, lines), items, state.LastBundle?.TagManifest, contents.Day);
    }

    private static IOrderedEnumerable<Submission> Unpurged(Contents contents, PendingExport pending) =>
        contents.Register.AtEntries(pending.FirstEntry, pending.LastEntry).Where(submission => !submission.IsPurged).OrderBy(submission => submission.Entry);

    /// <summary>The head before the line that stored an entry. The ledger keeps that line whatever became of the entry.</summary>
    private static LedgerHead BeforeStored(Contents contents, int entry)
    {
        var before = LedgerHead.Start(contents.State.Ledger);
        for (var number = 1; number <= contents.State.Head.Number; number++)
        {
            var document = contents.Store.Find(Collections.Ledger, number) ?? throw new VaultUnavailableException(VaultTrouble.Damaged);
            var (line, head) = contents.ReadLine(document);
            if (line.Event == LedgerEvent.Stored && line.Entry == entry) return before;
            before = head;
        }

        throw new VaultUnavailableException(VaultTrouble.Damaged);
    }
}
