namespace SecureDrop.Formats.Control;

/// <summary>POST /scan-pages: look at the pages of one of the vault's files from this place on; 0, then the place that the answer before has named.</summary>
/// <param name="Log">The log, which comes first; otherwise the data file.</param>
/// <param name="From">The page to begin at.</param>
public sealed record PageScanRequest(bool Log, int From);
