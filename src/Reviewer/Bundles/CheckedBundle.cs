using System.Collections.Concurrent;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Hashing;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Bundles;

/// <summary>A bundle of which everything has been verified; its ciphertexts lie copied on this machine, by entry.</summary>
internal sealed record CheckedBundle(SealedManifest Manifest, BundleStory Story, IReadOnlyDictionary<int, CheckedEntry> Ciphertexts)
{
    /// <summary>
    /// Checks everything. <paramref name="path"/> lies on an untrusted medium, so its files are copied to <paramref name="copies"/>, an empty folder of ours: what
    /// is checked is what is opened later, whatever the medium does then. They are not durable yet. With <paramref name="typed"/> a ledger that is not <paramref name="ours"/> is taken.
    /// </summary>
    public static IReadOnlyList<BundleRefusal> Check(
        string path, TrustedKeyring keyring, LedgerText? ours, LedgerId? typed, DateTimeOffset now, string copies, Workers workers, Progress progress, out CheckedBundle? bundle)
    {
        bundle = null;
        if (Fails(BundleFolder.List(path, out var folder), out var refusals)) return refusals;
        if (Fails(SealedManifest.Open(folder, keyring, now, out var manifest), out refusals) || manifest is null) return refusals;
        if (Fails(SameFiles(folder, manifest), out refusals)) return refusals;
        if (Fails(ReadLedger(folder, manifest, out var ledger), out refusals) || ledger is null) return refusals;
        if (Fails(BundleStory.Join(ours, ledger, typed, out var story), out refusals) || story is null) return refusals;
        if (Fails(NotBackdated(story, manifest.Info), out refusals)) return refusals;
        if (Fails(SameEntries(story, manifest), out refusals)) return refusals;
        if (Fails(Copy(folder, manifest, copies, workers, progress, out var ciphertexts), out refusals)) return refusals;
        bundle = new CheckedBundle(manifest, story, ciphertexts);
        return [];
    }

    /// <summary>A bundle for itself: signature, files, ledger. Copies nothing, and does not ask how it follows what was opened before.</summary>
    public static IReadOnlyList<BundleRefusal> CheckAlone(string path, TrustedKeyring keyring, DateTimeOffset now, out SealedManifest? manifest)
    {
        manifest = null;
        if (Fails(BundleFolder.List(path, out var folder), out var refusals)) return refusals;
        if (Fails(SealedManifest.Open(folder, keyring, now, out var found), out refusals) || found is null) return refusals;
        if (Fails(SameFiles(folder, found), out refusals)) return refusals;
        if (Fails(ReadLedger(folder, found, out _), out refusals)) return refusals;
        if (Fails([.. found.Payload.Where(file => file.Key != BundleFiles.Ledger && FileHash.Of(folder.FullPath(file.Key)) != file.Value)
            .Select(file => new BundleRefusal(BundleFault.Altered, file.Key))], out refusals)) return refusals;
        manifest = found;
        return [];
    }

    private static bool Fails(IReadOnlyList<BundleRefusal> found, out IReadOnlyList<BundleRefusal> refusals) => (refusals = found).Count > 0;

    private static List<BundleRefusal> SameFiles(BundleFolder folder, SealedManifest manifest)
    {
        var payload = folder.Payload.ToHashSet();
        return [
            .. manifest.Payload.Keys.Where(path => !payload.Contains(path)).Order().Select(path => new BundleRefusal(BundleFault.Missing, path)),
            .. payload.Where(path => !manifest.Payload.ContainsKey(path)).Order().Select(path => new BundleRefusal(BundleFault.Added, path)),
        ];
    }

    private static BundleRefusal[] ReadLedger(BundleFolder folder, SealedManifest manifest, out LedgerText? ledger)
    {
        ledger = null;
        if (!manifest.Payload.TryGetValue(BundleFiles.Ledger, out var hash)) return [new(BundleFault.Missing, BundleFiles.Ledger)];
        if (folder.Read(BundleFiles.Ledger, LedgerText.MaximumOctets) is not { } octets || Sha256Hash.Of(octets) != hash)
            return [new(BundleFault.Altered, BundleFiles.Ledger)];
        if (!LedgerText.TryRead(octets, out ledger, out var why)) return why.Newer is { } newer ? [new(BundleFault.FormatNewer, BundleFiles.Ledger, Newer: newer)] : [new(BundleFault.Malformed, $"{BundleFiles.Ledger} ({why})")];
        var info = manifest.Info;
        return info.Ledger == ledger.Id && info.FirstLine == ledger.After.Number + 1 && info.Head == ledger.Head
            && info.PayloadFiles == manifest.Payload.Count && info.PayloadOctets == folder.PayloadOctets
            ? [] : [new(BundleFault.InfoContradicts, BundleFiles.Info)];
    }

    /// <summary>The bundle's day decides whether its signer was still an operator, so nobody retired may write one from before what the ledger tells.</summary>
    private static BundleRefusal[] NotBackdated(BundleStory story, BagInfo info) =>
        story.Whole.Lines is [.., var last] && info.Date < last.Day
            ? [new(BundleFault.InfoContradicts, $"{BundleFiles.Info}, dated {info.Date:yyyy-MM-dd}, before line {last.Number} of {last.Day:yyyy-MM-dd}")] : [];

    /// <summary>The ledger, not the manifest, says what must be here and with which hash.</summary>
    private static List<BundleRefusal> SameEntries(BundleStory story, SealedManifest manifest)
    {
        var refusals = new List<BundleRefusal>();
        var purged = story.Whole.Lines.Where(line => line.Event is LedgerEvent.Purged or LedgerEvent.Forced).Select(line => line.Entry).ToHashSet();
        var stored = story.Whole.Lines.Where(line => line.Event == LedgerEvent.Stored && !purged.Contains(line.Entry))
            .ToDictionary(line => BundleFiles.PathOf(line.Entry));
        foreach (var (path, hash) in manifest.Payload.Where(file => file.Key != BundleFiles.Ledger))
        {
            if (!stored.TryGetValue(path, out var line)) refusals.Add(new(BundleFault.EntryUnknown, path));
            else if (line.Hash != hash) refusals.Add(new(BundleFault.EntryAltered, path));
        }

        refusals.AddRange(stored
            .Where(entry => entry.Value.Number >= story.FirstNew && !manifest.Payload.ContainsKey(entry.Key))
            .Select(entry => new BundleRefusal(BundleFault.EntryMissing, entry.Key)));
        return refusals;
    }

    private static List<BundleRefusal> Copy(
        BundleFolder folder, SealedManifest manifest, string copies, Workers workers, Progress progress, out IReadOnlyDictionary<int, CheckedEntry> ciphertexts)
    {
        var altered = new ConcurrentBag<string>();
        var copied = new ConcurrentDictionary<int, CheckedEntry>();
        var items = manifest.Payload.Keys.Where(path => path != BundleFiles.Ledger).ToList();
        progress.Begin("checking", items.Sum(folder.Octets), items.Count);
        workers.Do(items, folder.Octets, (path, room) =>
        {
            var file = room.Read(folder.FullPath(path));
            var (name, hash) = (Path.GetFileName(path), Sha256Hash.Of(file.Span));
            if (hash != manifest.Payload[path]) altered.Add(path);
            if (!EntryName.TryParse(name, out var entry)) return;
            var ours = Path.Combine(copies, name);
            using var copy = PrivateFile.Create(ours);
            copy.Write(file.Span);
            copied[entry] = new CheckedEntry(entry, ours, hash);
            progress.Add(file.Length, 1);
        });
        ciphertexts = copied;
        return [.. altered.Order(StringComparer.Ordinal).Select(path => new BundleRefusal(BundleFault.Altered, path))];
    }
}
