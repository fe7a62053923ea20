namespace SecureDrop.Formats.Testimonies;

/// <summary>One attachment as testimony.json lists it, in the order of the archive.</summary>
/// <param name="Name">As the source named it, no slash; untrusted: show and store it only by way of <see cref="SafeName"/>.</param>
/// <param name="Size">In octets.</param>
/// <param name="Sha256">Over the file.</param>
public sealed record TestimonyFile(string Name, long Size, Sha256Hash Sha256);
