using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer;

/// <summary>Looks whether a name stands for a file, before the machine's own words for its absence would have to do.</summary>
internal static class NamedFile
{
    public static Trouble? Trouble(string path) =>
        File.Exists(path) ? null
        : Reviewer.Trouble.InputOutput(
            Directory.Exists(path) ? $"{SafeName.Show(path)} is a folder, not a file" : $"there is no file {SafeName.Show(path)}", "look for a mistyped name; is the medium in, and mounted?");

    /// <summary>The same for a folder to write to, which this program does not make, so that nothing lands beside the medium.</summary>
    public static Trouble? TroubleOfFolder(string path) =>
        Directory.Exists(path) ? null
        : File.Exists(path) ? Reviewer.Trouble.InputOutput($"{SafeName.Show(path)} is a file, not a folder", "name the folder to write to")
        : Reviewer.Trouble.InputOutput($"{SafeName.Show(path)} is not there", "put the medium in and mount it; this program does not make the folder, so that nothing lands beside the medium");
}
