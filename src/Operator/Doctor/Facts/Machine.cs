namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>What the kernel tells in text, below /proc and /sys. Nothing here is written, and nothing asks a network.</summary>
/// <param name="testOnlyRoot">TestOnly: a file below this folder stands before the machine's own.</param>
internal sealed class Machine(string? testOnlyRoot)
{
    public Seen<string> Read(string path)
    {
        try
        {
            return File.ReadAllText(Place(path));
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return Seen<string>.Not(unseen is UnauthorizedAccessException ? $"{path} may not be read by this account" : $"{path} is not there");
        }
    }

    /// <summary>What a link of the kernel's names, which need not be a file: socket:[NUMBER].</summary>
    public Seen<string> Link(string path)
    {
        if (Place(path) != path) return Read(path);
        try
        {
            return new FileInfo(path).LinkTarget is { } target ? target : Seen<string>.Not($"{path} is not there");
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return Seen<string>.Not($"{path} may not be read by this account");
        }
    }

    /// <summary>The file itself behind a link; the path as it is when it is none.</summary>
    public static string Behind(string path) => Path.Exists(path) && new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { } end ? end.FullName : path;

    /// <summary>A path without any link on its way; what is not there stays as it is named.</summary>
    public static string Real(string path, int links = 40) =>
        Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate("/", (folder, name) =>
        {
            var at = Path.Combine(folder, name);
            return links > 0 && Behind(at) is var end && end != at ? Real(end, links - 1) : at;
        });

    private string Place(string path)
    {
        var planted = testOnlyRoot is null ? null : testOnlyRoot + path;
        return planted is not null && File.Exists(planted) ? planted : path;
    }
}
