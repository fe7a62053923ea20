namespace SecureDrop.Source;

/// <summary>Looks whether a name stands for a file, before the machine's own words for its absence would have to do.</summary>
internal static class FileNamed
{
    public static Ending? Trouble(string path, string hint) =>
        File.Exists(path) ? null : new(ExitCode.Trouble, Directory.Exists(path) ? $"{path} is a folder." : $"There is no file {path}.", hint);
}
