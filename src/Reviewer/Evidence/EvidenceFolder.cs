using SecureDrop.Formats.Bags;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>The files of a bag that came from outside, listed without following a link.</summary>
internal sealed class EvidenceFolder
{
    private EvidenceFolder(string root, IReadOnlySet<string> paths) => (Root, Paths) = (root, paths);

    public string Root { get; }

    /// <summary>With forward slashes.</summary>
    public IReadOnlySet<string> Paths { get; }

    public IEnumerable<string> Payload => Paths.Where(path => path.StartsWith(BundleFiles.Payload + "/", StringComparison.Ordinal));

    public static EvidenceFolder List(string root, List<EvidenceFault> faults)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        List(new DirectoryInfo(root), "", paths, faults);
        return new EvidenceFolder(root, paths);
    }

    public byte[]? Read(string path, long limit) => Paths.Contains(path) ? PrivateFile.Read(FullPath(path), limit) : null;

    /// <summary>Both hashes. What has no length is not opened: a pipe would keep us waiting for ever.</summary>
    public (string Sha256, string Sha512) Hashes(string path)
    {
        if (new FileInfo(FullPath(path)).Length == 0) return new TwoHashes().End();
        using var file = new FileStream(FullPath(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var (sha256, sha512, _) = TwoHashes.Of(file);
        return (sha256, sha512);
    }

    public string FullPath(string path) => Path.Combine(Root, path);

    /// <summary>The files right in a folder of the payload.</summary>
    public IEnumerable<string> In(string folder) =>
        Payload.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.IndexOf('/', folder.Length + 1) < 0).Order(StringComparer.Ordinal);

    /// <summary>The names of the folders right in a folder of the payload.</summary>
    public IEnumerable<string> FoldersIn(string folder) => Payload
        .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.IndexOf('/', folder.Length + 1) > 0)
        .Select(path => path[(folder.Length + 1)..path.IndexOf('/', folder.Length + 1)]).Distinct().Order(StringComparer.Ordinal);

    private static void List(DirectoryInfo folder, string prefix, HashSet<string> paths, List<EvidenceFault> faults)
    {
        foreach (var item in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }))
        {
            var path = prefix + item.Name;
            if (item.LinkTarget is not null) faults.Add(new(1, path, "a link; a bag holds regular files only"));
            else if (item is DirectoryInfo inner) List(inner, path + "/", paths, faults);
            else paths.Add(path);
        }
    }
}
