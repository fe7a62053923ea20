using System.Security.Cryptography;
using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Bags;

namespace SecureDrop.Operator.Bundles;

/// <summary>A signed bag while it is written: a folder with `.partial` behind its name until all is synced, read again and signed.</summary>
internal sealed class PartialBag
{
    private readonly string _target;
    private readonly string _final;
    private readonly string _partial;
    private readonly List<ManifestLine> _payload = [];

    private PartialBag(string target, string name)
    {
        _target = target;
        _final = Path.Combine(Path.GetFullPath(target), name);
        _partial = _final + ".partial";
    }

    public long PayloadOctets { get; private set; }

    public int PayloadFiles => _payload.Count;

    /// <summary>Refuses a target that is missing or holds this bag; writes nothing.</summary>
    public static void CheckTarget(string target, string name)
    {
        if (!Directory.Exists(target)) throw Troubles.TargetMissing(target);
        var partial = new PartialBag(target, name);
        foreach (var path in new[] { partial._final, partial._partial })
            if (Path.Exists(path)) throw Troubles.TargetNotEmpty(path);
    }

    public static PartialBag Begin(string target, string name)
    {
        CheckTarget(target, name);
        var begun = new PartialBag(target, name);
        Directory.CreateDirectory(Path.Combine(begun._partial, BundleFiles.Payload));
        return begun;
    }

    public string PathOf(string path) => Path.Combine(_partial, path);

    /// <summary>A file of the payload that the caller has written and synced.</summary>
    public void Took(ManifestLine line, long octets)
    {
        _payload.Add(line);
        PayloadOctets += octets;
    }

    public void AddPayload(string path, ReadOnlySpan<byte> octets) => Took(Put(path, octets), octets.Length);

    /// <summary>Writes the manifests and what describes the bag; gives the tag manifest, which is what gets signed.</summary>
    public byte[] Describe(byte[] info, params (string Path, byte[] Octets)[] tags)
    {
        ManifestLine[] lines =
        [
            Put(BundleFiles.Declaration, Encoding.UTF8.GetBytes(BundleFiles.DeclarationText)),
            Put(BundleFiles.Info, info),
            Put(BundleFiles.Manifest, Manifest.Of(_payload).Write()),
            .. tags.Select(tag => Put(tag.Path, tag.Octets)),
        ];
        var manifest = Manifest.Of(lines).Write();
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
        var tags = File.ReadAllBytes(PathOf(BundleFiles.TagManifest));
        if (!tags.AsSpan().SequenceEqual(tagManifest)) throw Troubles.ReadBackDiffers(BundleFiles.TagManifest);
        if (File.ReadAllText(PathOf(BundleFiles.Signature)) != signature) throw Troubles.ReadBackDiffers(BundleFiles.Signature);
        var payload = File.ReadAllBytes(PathOf(BundleFiles.Manifest));
        foreach (var line in LinesOf(BundleFiles.TagManifest, tags).Concat(LinesOf(BundleFiles.Manifest, payload)))
        {
            using var file = File.OpenRead(PathOf(line.Path));
            if (new Sha256Hash(SHA256.HashData(file)) != line.Hash) throw Troubles.ReadBackDiffers(line.Path);
        }
    }

    /// <summary>Gives the bag its name; returns its folder.</summary>
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

    private ManifestLine Put(string path, ReadOnlySpan<byte> octets)
    {
        Disk.Write(PathOf(path), octets);
        return new ManifestLine(Sha256Hash.Of(octets), path);
    }
}
