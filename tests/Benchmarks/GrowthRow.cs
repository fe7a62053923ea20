namespace SecureDrop.Benchmarks;

/// <summary>
/// One size of the vault. Inserts are the 12,000 after that size; the first peak is that of storing and opening, the second that of the export, of all entries new since
/// the size before, and the purge: <see cref="Growth.PurgedEach"/> acknowledged entries at once, checkpoint included.
/// </summary>
internal sealed record GrowthRow(
    int Stored, double InsertsPerSecond, double ProcessorMicroseconds, double WrittenTimesPayload, double OpenMilliseconds, double FileMegabytes, double PeakMegabytes, double ExportPeakMegabytes,
    double ExportsPerSecond, double PurgesPerSecond);
