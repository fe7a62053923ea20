namespace SecureDrop.Formats.Testimonies;

/// <summary>A regular file of an archive.</summary>
/// <param name="Path">Relative, with forward slashes, without dot segments; untrusted otherwise.</param>
/// <param name="Size">In octets.</param>
public sealed record TarMember(string Path, long Size);
