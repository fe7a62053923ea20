using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>A file that goes into an evidence bag.</summary>
/// <param name="Path">In the bag.</param>
/// <param name="Source">The file it is copied from; null when <paramref name="Octets"/> are given.</param>
/// <param name="Expected">What its SHA-256 was when it was opened, where that is known: a bag never vouches for what has changed since.</param>
/// <param name="Octets">The content of what is no file.</param>
internal sealed record EvidenceItem(string Path, string? Source, Sha256Hash? Expected = null, byte[]? Octets = null)
{
    public long Length => Octets?.Length ?? (Source is { } file && File.Exists(file) ? new FileInfo(file).Length : 0);

    public Stream Open() => Octets is { } octets ? new MemoryStream(octets, writable: false) : new FileStream(Source ?? "", FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
}
