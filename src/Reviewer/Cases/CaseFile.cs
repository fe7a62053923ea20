namespace SecureDrop.Reviewer.Cases;

/// <summary>An attachment of a case.</summary>
/// <param name="Name">As the source named it: untrusted, shown escaped.</param>
/// <param name="Disk">Its name under files/; null while it has not come whole.</param>
/// <param name="Size">In octets, as testimony.json says.</param>
/// <param name="Intact">Its octets have the size and SHA-256 of testimony.json.</param>
/// <param name="Flags">Words of <see cref="FileFlags"/>: kept, never opened.</param>
internal sealed record CaseFile(string Name, string? Disk, long Size, bool Intact, IReadOnlyList<string> Flags);
