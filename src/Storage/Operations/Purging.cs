using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.Engine;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// Purges, each followed by a checkpoint at once: the engine zeroes freed blocks on the page it writes, and only the checkpoint brings
/// that page into the data file and empties the log.
/// </summary>
internal static class Purging
{
    private const long StretchOctets = 16 << 20;

    /// <summary>What every holder has opened. The record stays, so that the same ciphertext is known when it comes again.</summary>
    public static Purged Opened(Contents contents, IReadOnlyCollection<Fingerprint> holders, bool testOnlyNoCheckpoint)
    {
        var ready = new List<(int Entry, long Octets)>();
        var waiting = new List<PurgeWaiting>();
        foreach (var submission in contents.Register.AtEntries(1, contents.State.LastEntry))
        {
            if (submission.IsPurged || submission.State == SubmissionState.Waiting) continue;
            var missing = holders.Except(submission.OpenedBy).ToList();
            if (missing.Count == 0 && holders.Count > 0) ready.Add((submission.Entry, submission.Octets));
            else waiting.Add(new PurgeWaiting(submission.Entry, missing));
        }

        ready.Sort();
        waiting.Sort((left, right) => left.Entry.CompareTo(right.Entry));
        InStretches(contents, ready, testOnlyNoCheckpoint, (entry, blocks) =>
        {
            if (contents.Register.AtEntry(entry) is not { } submission) return;
            contents.Store.Delete(Collections.Blocks, blocks);
            contents.Register.Change(submission with { BlockCount = 0 });
            contents.State.Count(submission.State, -1);
            contents.State.Purged++;
            contents.Append(LedgerEvent.Purged, entry, submission.Hash);
        });
        return new Purged(null, ready.Count, waiting);
    }

    /// <summary>What is named, whoever has opened it. Nothing but the ledger remembers it.</summary>
    public static Purged Forced(Contents contents, IReadOnlyCollection<int> entries, string reason)
    {
        if (!LedgerLine.IsReason(reason)) return Refused(VaultRefusal.ReasonUnusable);
        var ready = new List<(int Entry, long Octets)>();
        foreach (var entry in entries.Distinct().Order())
        {
            if (entry < 1 || entry > contents.State.LastEntry) return Refused(VaultRefusal.EntryUnknown);
            if (contents.Register.AtEntry(entry) is not { IsPurged: false } submission) return Refused(VaultRefusal.EntryPurged);
            ready.Add((entry, submission.Octets));
        }

        InStretches(contents, ready, testOnlyNoCheckpoint: false, (entry, blocks) =>
        {
            if (contents.Register.AtEntry(entry) is not { } submission) return;
            contents.Store.Delete(Collections.Blocks, blocks);
            contents.Register.Forget(entry);
            contents.State.Count(submission.State, -1);
            contents.State.Purged++;
            contents.Append(LedgerEvent.Forced, entry, submission.Hash, reason);
        });
        return new Purged(null, ready.Count, []);
    }

    /// <summary>
    /// The blocks of an entry that the engine can still read, asked outside any transaction. One on a damaged page cannot be deleted: it
    /// stays behind, unreadable, so that its entry can be given up by name and the others go on.
    /// </summary>
    private static List<BsonValue> ReadableBlocks(Contents contents, int entry) =>
        contents.Register.AtEntry(entry) is { } submission
            ? [.. submission.Blocks.Select(id => new BsonValue(id)).Where(id => contents.Store.CanRead(Collections.Blocks, id))]
            : [];

    /// <summary>A few at a time: what one transaction deletes, the engine holds in memory, and each freed page takes one of the log until the checkpoint.</summary>
    private static void InStretches(Contents contents, List<(int Entry, long Octets)> ready, bool testOnlyNoCheckpoint, Action<int, List<BsonValue>> purge)
    {
        for (var next = 0; next < ready.Count;)
        {
            var begin = next;
            long octets = 0;
            while (next < ready.Count && next - begin < Contents.Stretch && (octets == 0 || octets + ready[next].Octets <= StretchOctets)) octets += ready[next++].Octets;
            var stretch = ready[begin..next].ConvertAll(one => (one.Entry, Blocks: ReadableBlocks(contents, one.Entry)));
            contents.CommitWritten(() => stretch.ForEach(one => purge(one.Entry, one.Blocks)));
            if (!testOnlyNoCheckpoint) contents.Store.Checkpoint();
        }
    }

    public static Purged Refused(VaultRefusal refusal) => new(refusal, 0, []);
}
