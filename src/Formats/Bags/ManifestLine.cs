namespace SecureDrop.Formats.Bags;

/// <summary>A file of a bag and its SHA-256.</summary>
/// <param name="Hash">Over the file.</param>
/// <param name="Path">Relative to the bag's folder, with forward slashes.</param>
public sealed record ManifestLine(Sha256Hash Hash, string Path);
