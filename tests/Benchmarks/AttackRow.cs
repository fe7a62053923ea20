namespace SecureDrop.Benchmarks;

/// <summary>
/// An honest sender during one attack: a submission of 16 KiB on a new connection every 20 ms. Times run until it is accepted, with all it had to
/// try again in between. Peak is the gateway's; recovery runs from the end of the attack to the tenth submission in a row as fast as before it.
/// </summary>
internal sealed record AttackRow(
    string Attack, int Accepted, int TriedAgain, double P50Milliseconds, double P99Milliseconds, double WorstMilliseconds, double PeakMegabytes,
    double RecoveryMilliseconds, IReadOnlyDictionary<string, int> Attackers);
