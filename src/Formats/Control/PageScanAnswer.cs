namespace SecureDrop.Formats.Control;

/// <summary>Answer to POST /scan-pages: one slice, so that sources are not held up.</summary>
/// <param name="Next">Where the next slice begins; null when all have been looked at.</param>
/// <param name="Pages">Pages of 8,192 octets compared with their checksums, as they lie on the disk.</param>
/// <param name="Damaged">Numbers of those that are not as they were written.</param>
/// <param name="FileLost">The file is not in its place any more, or its beginning is not what it was.</param>
public sealed record PageScanAnswer(int? Next, int Pages, int[] Damaged, bool FileLost);
