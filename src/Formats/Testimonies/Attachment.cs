namespace SecureDrop.Formats.Testimonies;

/// <summary>A file to seal. Size and hash stand in testimony.json, ahead of the file, so it is read twice.</summary>
/// <param name="Name">Without folders.</param>
/// <param name="Size">In octets.</param>
/// <param name="Sha256">Over the file.</param>
/// <param name="Open">Gives the file from its start; the archive disposes it.</param>
public sealed record Attachment(string Name, long Size, Sha256Hash Sha256, Func<Stream> Open)
{
    /// <summary>Reads the file once for its size and hash.</summary>
    public static Attachment Measure(string name, Func<Stream> open) => throw new NotImplementedException($"{name}{open}");
}
