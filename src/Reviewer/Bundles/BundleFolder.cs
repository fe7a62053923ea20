using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Bundles;

/// <summary>
/// The files of an untrusted bundle, listed without following a link. Only the names that bundles have are let through, so no path here
/// can lead out of the folder.
/// </summary>
internal sealed class BundleFolder
{
    private static readonly string[] TagFiles =
        [BundleFiles.Declaration, BundleFiles.Info, BundleFiles.Manifest, BundleFiles.TagManifest, BundleFiles.Signature];

    private BundleFolder(string root, IReadOnlySet<string> paths) => (Root, Paths) = (root, paths);

    public string Root { get; }

    /// <summary>Every file, with forward slashes.</summary>
    public IReadOnlySet<string> Paths { get; }

    public IEnumerable<string> Payload => Paths.Where(path => path.StartsWith(BundleFiles.Payload + "/", StringComparison.Ordinal));

    public long PayloadOctets => Payload.Sum(Octets);

    public static IReadOnlyList<BundleRefusal> List(string root, out BundleFolder folder)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var refusals = new List<BundleRefusal>();
        folder = new BundleFolder(root, paths);
        if (!Directory.Exists(root)) return [new(BundleFault.NotABundle, root)];
        if (Newer(root, BagInfo.Version) is { } newer) return [new(BundleFault.FormatNewer, BundleFiles.Info, Newer: newer)];
        List(new DirectoryInfo(root), "", paths, refusals);
        if (refusals.Count == 0 && !paths.Contains(BundleFiles.TagManifest)) refusals.Add(new(BundleFault.NotABundle, root));
        return refusals;
    }

    /// <summary>The version of a bag, when it is newer. Asked before anything else: which files a newer one has, and how it is signed, is not known here.</summary>
    public static NewerFormat? Newer(string root, FormatVersion version)
    {
        var info = new FileInfo(Path.Combine(root, BundleFiles.Info));
        return info.LinkTarget is null && PrivateFile.Read(info.FullName, BagInfo.MaximumOctets) is { } octets ? version.Newer(octets) : null;
    }

    /// <summary>The octets of a file of at most so many, or null.</summary>
    public byte[]? Read(string path, long limit) => Paths.Contains(path) ? PrivateFile.Read(FullPath(path), limit) : null;

    public long Octets(string path) => new FileInfo(FullPath(path)).Length;

    public string FullPath(string path) => Path.Combine(Root, path);

    private static void List(DirectoryInfo folder, string prefix, HashSet<string> paths, List<BundleRefusal> refusals)
    {
        foreach (var item in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }))
        {
            var path = prefix + item.Name;
            if (item.LinkTarget is not null) refusals.Add(new(BundleFault.LinkRefused, path));
            else if (item is DirectoryInfo inner && path == BundleFiles.Payload) List(inner, BundleFiles.Payload + "/", paths, refusals);
            else if (item is not FileInfo file || !IsName(path)) refusals.Add(new(BundleFault.NameRefused, path));
            // Sockets, pipes and devices have no length, and no file of a bundle is empty.
            else if (file.Length == 0) refusals.Add(new(BundleFault.LinkRefused, path));
            else paths.Add(path);
        }
    }

    private static bool IsName(string path) =>
        TagFiles.Contains(path) || path == BundleFiles.Ledger
        || (path.StartsWith(BundleFiles.Payload + "/", StringComparison.Ordinal) && EntryName.TryParse(path.AsSpan(BundleFiles.Payload.Length + 1), out _));
}
