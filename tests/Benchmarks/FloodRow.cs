namespace SecureDrop.Benchmarks;

/// <summary>
/// Five honest sources during one flood. Seconds until each was accepted, in order; null for one who was not while it lasted. The first two are the
/// source's own program where puzzles are solved, its start and its sealing included.
/// </summary>
internal sealed record FloodRow(string Way, IReadOnlyList<double?> HonestSeconds, int Junk, double FloodSeconds, int SolvedByAttacker, IReadOnlyDictionary<string, int> Attackers);
