namespace SecureDrop.Benchmarks;

/// <summary>One size of the vault. Inserts are the last 1,000 up to that size; exports are all entries new since the size before; purges
/// are <see cref="Growth.PurgedEach"/> acknowledged entries at once, checkpoint included.</summary>
internal sealed record GrowthRow(
    int Stored, double InsertsPerSecond, double ProcessorMicroseconds, double WrittenTimesPayload, double OpenMilliseconds, double FileMegabytes, double PeakMegabytes, double ExportsPerSecond, double PurgesPerSecond);
