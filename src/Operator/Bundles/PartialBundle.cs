using System.Security.Cryptography;
using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Bundles;

/// <summary>A bundle while it is written: a folder with `.partial` behind its name until all is synced, read again and signed.</summary>
internal sealed class PartialBundle
{
    private readonly string _target;
    private readonly string _final;
    private readonly string _partial;
    private readonly List<ManifestLine> _payload = [];
    private long _octets;

    private PartialBundle(string target, int bundle)
    {
        _target = target;
        _final = Path.Combine(Path.GetFullPath(target), BundleFiles.Folder(bundle));
        _partial = _final + ".partial";
    }

    public long PayloadOctets => _octets;

    /// <summary>Refuses a target that is missing or holds this bundle; writes nothing.</summary>
    public static void CheckTarget(string target, int bundle)
    {
        if (!Directory.Exists(target)) throw Troubles.TargetMissing(target);
        var partial = new PartialBundle(target, bundle);
        foreach (var path in new[] { partial._final, partial._partial })
            if (Path.Exists(path)) throw Troubles.TargetNotEmpty(path);
    }

    public static PartialBundle Begin(string target, int bundle)
    {
        CheckTarget(target, bundle);
        var begun = new PartialBundle(target, bundle);
        Directory.CreateDirectory(Path.Combine(begun._partial, BundleFiles.Payload));
        return begun;
    }

    /// <summary>Streams one ciphertext to the medium, hashing on the way.</summary>
    public async Task AddAsync(ExportItem item, ControlClient gateway, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var path = BundleFiles.PathOf(item.Entry);
        await using var file = new FileStream(Path.Combine(_partial, path), FileMode.CreateNew, FileAccess.Write);
        await gateway.CopyItemAsync(item.Entry, async octets =>
        {
            hash.AppendData(octets.Span);
            await file.WriteAsync(octets, stop);
            if (file.Position > item.Octets) throw Troubles.ItemDiffers(item.Entry);
        }, stop);
        Disk.Sync(file);
        var written = new Sha256Hash(hash.GetHashAndReset());
        if ($"{written}" != item.Sha256 || file.Position != item.Octets) throw Troubles.ItemDiffers(item.Entry);
        _payload.Add(new ManifestLine(written, path));
        _octets += item.Octets;
    }

    /// <summary>Writes the ledger, the manifests and what describes the bundle; gives the tag manifest, which is what gets signed.</summary>
    public byte[] Describe(ExportPlan plan, LedgerText ledger)
    {
        _payload.Add(Put(BundleFiles.Ledger, ledger.Write(), payload: true));
        var previous = plan.PreviousBundle is null ? (Sha256Hash?)null
            : Sha256Hash.TryParse(plan.PreviousBundle, out var hash) ? hash : throw Troubles.PlanDiffers("the previous bundle's hash is not one");
        var info = new BagInfo(
            plan.Day, _octets, _payload.Count, plan.Bundle, ledger.Id, ledger.After.Number + 1, ledger.Head, previous, plan.KeyringEpoch);
        ManifestLine[] tags =
        [
            Put(BundleFiles.Declaration, Encoding.UTF8.GetBytes(BundleFiles.DeclarationText)),
            Put(BundleFiles.Info, info.Write()),
            Put(BundleFiles.Manifest, Manifest.Of(_payload).Write()),
        ];
        var manifest = Manifest.Of(tags).Write();
        Put(BundleFiles.TagManifest, manifest);
        return manifest;
    }

    public void Sign(string signature)
    {
        Put(BundleFiles.Signature, Encoding.ASCII.GetBytes(signature));
        Disk.SyncFolder(Path.Combine(_partial, BundleFiles.Payload));
        Disk.SyncFolder(_partial);
    }

    /// <summary>Reads every file back from the medium.</summary>
    /// <exception cref="TroubleException">A file differs from what the manifests tell.</exception>
    public void ReadBack(ReadOnlySpan<byte> tagManifest, string signature)
    {
        var tags = File.ReadAllBytes(Path.Combine(_partial, BundleFiles.TagManifest));
        if (!tags.AsSpan().SequenceEqual(tagManifest)) throw Troubles.ReadBackDiffers(BundleFiles.TagManifest);
        if (File.ReadAllText(Path.Combine(_partial, BundleFiles.Signature)) != signature) throw Troubles.ReadBackDiffers(BundleFiles.Signature);
        var payload = File.ReadAllBytes(Path.Combine(_partial, BundleFiles.Manifest));
        foreach (var line in LinesOf(BundleFiles.TagManifest, tags).Concat(LinesOf(BundleFiles.Manifest, payload)))
        {
            using var file = File.OpenRead(Path.Combine(_partial, line.Path));
            if (new Sha256Hash(SHA256.HashData(file)) != line.Hash) throw Troubles.ReadBackDiffers(line.Path);
        }
    }

    /// <summary>Gives the bundle its name; returns its folder.</summary>
    public string Finish()
    {
        Directory.Move(_partial, _final);
        Disk.SyncFolder(_target);
        return _final;
    }

    /// <summary>Takes away what was begun, as far as the medium still lets us.</summary>
    public void Discard()
    {
        try
        {
            Directory.Delete(_partial, recursive: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // The medium is gone or read-only; the trouble that led here is what gets told.
        }
    }

    private static IReadOnlyList<ManifestLine> LinesOf(string name, byte[] octets) =>
        Manifest.TryRead(octets, out var manifest, out _) ? manifest.Lines : throw Troubles.ReadBackDiffers(name);

    private ManifestLine Put(string path, byte[] octets, bool payload = false)
    {
        Disk.Write(Path.Combine(_partial, path), octets);
        if (payload) _octets += octets.Length;
        return new ManifestLine(Sha256Hash.Of(octets), path);
    }
}
