using SecureDrop.Formats;
using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests;

/// <summary>A small snapshot with everything in it: opened and purged, opened, taken out, purged by force, waiting with and without an entry.</summary>
internal static class SnapshotSample
{
    private static readonly DateOnly Day = new(2026, 11, 26);
    private static readonly Fingerprint Reviewer = new(Enumerable.Repeat((byte)0xa1, Fingerprint.Size).ToArray());
    private static readonly LedgerId Ledger = new([.. Enumerable.Repeat((byte)7, LedgerId.Size)]);

    public static IReadOnlyList<byte[]> Ciphertexts { get; } = [.. Enumerable.Range(1, 6).Select(at => Enumerable.Repeat((byte)at, 400 + at).ToArray())];

    public static SnapshotHead Head { get; } = Make();

    public static BackupInfo Info { get; } = new(Day, 4096, 1, Ledger, Head.Ledger.Head, Reviewer);

    /// <summary>The ciphertexts that belong to it, in its order.</summary>
    public static IEnumerable<byte[]> Kept
    {
        get
        {
            Assert.Null(Head.Judge(out var fates));
            return [.. Head.Kept(fates).Select(one => Ciphertexts.Single(octets => Sha256Hash.Of(octets) == one.Hash))];
        }
    }

    public static byte[] Tar(SnapshotHead? head = null, IEnumerable<byte[]>? items = null)
    {
        using var octets = new MemoryStream();
        var writer = new SnapshotWriter(octets);
        writer.HeadAsync(head ?? Head, default).GetAwaiter().GetResult();
        foreach (var item in items ?? Kept) writer.ItemAsync(Sha256Hash.Of(item), item, default).GetAwaiter().GetResult();
        writer.EndAsync(default).GetAwaiter().GetResult();
        return octets.ToArray();
    }

    private static SnapshotHead Make()
    {
        var lines = new List<LedgerLine>();
        void Line(LedgerEvent what, int entry, string? reason = null) =>
            lines.Add(new LedgerLine(lines.Count + 1, what, Day, entry, Sha256Hash.Of(Ciphertexts[entry - 1]), reason));
        for (var entry = 1; entry <= 4; entry++) Line(LedgerEvent.Stored, entry);
        var text = new LedgerText(Ledger, LedgerHead.Start(Ledger), lines);
        var bundle = new SnapshotBundle(1, Sha256Hash.Of("manifest"u8), text.Head, 4);
        for (var entry = 1; entry <= 4; entry++) Line(LedgerEvent.Exported, entry);
        Line(LedgerEvent.Acknowledged, 1);
        Line(LedgerEvent.Acknowledged, 2);
        Line(LedgerEvent.Purged, 1);
        Line(LedgerEvent.Forced, 4, "asked for");
        Line(LedgerEvent.Stored, 5);
        SnapshotSubmission Known(int entry, int at, params Fingerprint[] by) => new(entry, Sha256Hash.Of(Ciphertexts[at - 1]), Ciphertexts[at - 1].Length, Day, at == 3, by);
        var submissions = Snapshot.InOrder([Known(1, 1, Reviewer), Known(2, 2, Reviewer), Known(3, 3), Known(5, 5), Known(0, 6)]);
        var keyring = File.ReadAllBytes(Path.Combine(Vector.Root(), "keys-example", "keyring.asc"));
        return new SnapshotHead(new Snapshot(Ledger, Day, Day, Day, [bundle], submissions), text with { Lines = lines }, keyring, "{}"u8.ToArray());
    }
}
