namespace SecureDrop.Formats;

/// <summary>
/// A file that this machine keeps for itself was written by a newer version of the program: nothing can be done here with the older one. Thrown before anything is
/// written.
/// </summary>
public sealed class NewerFormatException(string path, NewerFormat newer) : IOException($"{path}: {newer}")
{
    /// <summary>The remedy, the same for each.</summary>
    public const string Remedy = "nothing was changed: install the version that wrote it, or a later one";
}
