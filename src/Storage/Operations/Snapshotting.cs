using SecureDrop.Formats;
using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// The vault at one moment, for a backup. Only what may change later is read at that moment: the records, some 150 octets for each submission. Ledger lines never
/// change, and ciphertexts only go by a purge, which waits; both are read afterwards in small pieces, between which sources send.
/// </summary>
internal static class Snapshotting
{
    /// <summary>Of the ledger, read in one piece: a few milliseconds.</summary>
    public const int Lines = 500;

    /// <param name="Snapshot">What the backup's snapshot.txt says.</param>
    /// <param name="Head">The ledger's last line.</param>
    /// <param name="Arrivals">How many submissions had ever come in.</param>
    /// <param name="Keyring">The signed frame in force.</param>
    /// <param name="Kit">What the operator said of the kit.</param>
    /// <param name="Held">The records of what is not purged, by hash.</param>
    public sealed record Moment(
        Snapshot Snapshot, LedgerHead Head, int Arrivals, byte[] Keyring, byte[]? Kit, IReadOnlyDictionary<Sha256Hash, Submission> Held);

    /// <summary>Null before the first keyring.</summary>
    public static Moment? Take(Contents contents)
    {
        if (contents.ReadKeyring() is not { } keyring) return null;
        var state = contents.State;
        List<Submission> known = [.. Enumerable.Range(0, contents.Register.Count).Select(contents.Register.At).OfType<Submission>()];
        var bundles = contents.Store.FindAll(Collections.Bundles)
            .Select(document => Bundle.Read(contents.Wrap.Bundle.Unprotect(document[Collections.Wrapped].AsBinary))).OrderBy(bundle => bundle.Number)
            .Select(bundle => new SnapshotBundle(bundle.Number, bundle.TagManifest, bundle.Head, bundle.LastEntry));
        var submissions = known.Select(one => new SnapshotSubmission(one.Entry, one.Hash, one.Octets, one.Day, one.Late, one.OpenedBy));
        var snapshot = new Snapshot(
            state.Ledger, state.LedgerDay, state.ExportedOn, state.AcknowledgedOn, [.. bundles], Snapshot.InOrder(submissions));
        return new Moment(
            snapshot, state.Head, contents.Register.Count, keyring, contents.ReadKit(), known.Where(one => !one.IsPurged).ToDictionary(one => one.Hash));
    }

    /// <summary>The lines behind one, at most <see cref="Lines"/> of them and none behind the last.</summary>
    public static List<LedgerLine> LinesAfter(Contents contents, int after, int last)
    {
        var lines = new List<LedgerLine>();
        contents.Store.ForEach(
            Collections.Ledger, document => lines.Add(contents.ReadLine(document).Line),
            // Two comparisons would have the engine walk from the first to the ledger's end each time.
            $"{Collections.Id} BETWEEN @0 AND @1", after + 1, Math.Min(last, after + Lines));
        lines.Sort((left, right) => left.Number.CompareTo(right.Number));
        return lines;
    }

    public static VaultRefusal? Note(Contents contents, LedgerHead head, int arrivals)
    {
        var (state, known) = (contents.State, default(LedgerHead?));
        if (head.Number == 0) known = LedgerHead.Start(state.Ledger);
        else if (contents.Store.Find(Collections.Ledger, head.Number) is { } document) known = contents.ReadLine(document).Head;
        if (known != head) return VaultRefusal.HeadDiffers;
        if (arrivals < 0 || arrivals > contents.Register.Count) return VaultRefusal.EntryUnknown;
        contents.Commit(() => state.BackedUp = new BackedUp(contents.Day, head, arrivals));
        return null;
    }
}
