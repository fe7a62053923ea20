using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats.Bags;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>Writes an evidence bag into an empty folder, file by file; the signatures come last, so that what was cut short is never signed.</summary>
internal sealed class EvidenceBag(string root)
{
    private readonly List<(string Path, string Sha256, string Sha512, long Octets)> _written = [];

    public long PayloadOctets => Payload.Sum(file => file.Octets);
    public int PayloadFiles => Payload.Count();

    private IEnumerable<(string Path, string Sha256, string Sha512, long Octets)> Payload =>
        _written.Where(file => file.Path.StartsWith(BundleFiles.Payload + "/", StringComparison.Ordinal));

    /// <returns>Why the file is not taken: it is not what it was when it was opened.</returns>
    public Trouble? Add(EvidenceItem item)
    {
        if (!EvidenceManifest.IsPath(item.Path)) throw new InvalidOperationException($"{item.Path} cannot stand in a manifest.");
        var target = Path.Combine(root, item.Path);
        HomeFolder.MakeFolder(Path.GetDirectoryName(target) ?? root);
        using var source = item.Open();
        using var file = PrivateFile.Open(target, FileMode.CreateNew);
        var (sha256, sha512, octets) = TwoHashes.Of(source, file);
        _written.Add((item.Path, sha256, sha512, octets));
        return item.Expected is not { } expected || sha256 == $"{expected}" ? null : Trouble.Refused(
            $"{item.Source} is not what it was when it was opened", "a bag never vouches for what has changed: ask the operator for an export --from 1, open it, and try again");
    }

    public Trouble? Add(string path, byte[] octets) => Add(new EvidenceItem(path, null, Octets: octets));

    /// <summary>Manifests, tag manifests, signatures.</summary>
    /// <returns>The tag manifest whose hash names the bag.</returns>
    public byte[] Seal(SigningKey key, DateTimeOffset now)
    {
        Add(BundleFiles.Manifest, Of(Payload, EvidenceManifest.Sha256Digits));
        Add(EvidenceFiles.Manifest512, Of(Payload, EvidenceManifest.Sha512Digits));
        var tags = _written.Where(file => EvidenceFiles.Tagged.Contains(file.Path)).ToList();
        var tags256 = Of(tags, EvidenceManifest.Sha256Digits);
        var tags512 = Of(tags, EvidenceManifest.Sha512Digits);
        Add(BundleFiles.TagManifest, tags256);
        Add(EvidenceFiles.TagManifest512, tags512);
        Add(BundleFiles.Signature, Encoding.ASCII.GetBytes(key.SignDetached(tags256, now)));
        Add(EvidenceFiles.Signature512, Encoding.ASCII.GetBytes(key.SignDetached(tags512, now)));
        return tags256;
    }

    private static byte[] Of(IEnumerable<(string Path, string Sha256, string Sha512, long Octets)> files, int digits) =>
        EvidenceManifest.Of(digits, files.Select(file => (digits == EvidenceManifest.Sha256Digits ? file.Sha256 : file.Sha512, file.Path))).Write();
}
