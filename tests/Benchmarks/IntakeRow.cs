namespace SecureDrop.Benchmarks;

/// <summary>
/// One server under one load. Processor time is the server's, for each answer: it stays what it is on a machine with other work. Flushes are counted in a run of their own under strace; null where strace is missing. Refused are answers that took
/// nothing, by status; 0 is a broken line. A row with any is not a clean row.
/// </summary>
internal sealed record IntakeRow(
    string Server, int Octets, int Connections, double AnswersPerSecond, double MegabytesPerSecond, double P50Milliseconds, double P99Milliseconds,
    double ProcessorMicroseconds, double PeakMegabytes, double? FlushesPerAnswer, IReadOnlyDictionary<int, int> Refused);
