namespace SecureDrop.Storage;

/// <summary>What a slice of looking at a file's pages has found.</summary>
/// <param name="Next">Where the next slice begins; null when all have been looked at.</param>
/// <param name="Pages">How many, of 8,192 octets.</param>
/// <param name="Damaged">Numbers of those that are not on the disk as they were written; of the log's, counted from its first.</param>
/// <param name="FileLost">The file is not in its place any more, or its beginning is not what it was.</param>
public sealed record PagesScanned(int? Next, int Pages, IReadOnlyList<int> Damaged, bool FileLost);
