namespace SecureDrop.Benchmarks.Load;

/// <summary>What came of one load.</summary>
/// <param name="Seconds">From the first octet sent to the last answer.</param>
/// <param name="Octets">Of accepted bodies.</param>
/// <param name="Milliseconds">Of each accepted body, from sending to the whole answer; sorted.</param>
/// <param name="Refused">Answers other than 200, 201 and 204, by status; 0 is a broken line.</param>
internal sealed record LoadResult(double Seconds, long Octets, double[] Milliseconds, IReadOnlyDictionary<int, int> Refused)
{
    public int Accepted => Milliseconds.Length;
    public double PerSecond => Accepted / Seconds;
    public double MegabytesPerSecond => Octets / Seconds / 1e6;

    /// <param name="share">0.5 for the median.</param>
    public double Percentile(double share) =>
        Accepted == 0 ? double.NaN : Milliseconds[Math.Min(Accepted - 1, (int)Math.Ceiling(Accepted * share) - 1)];

    /// <summary>Several connections or rounds as one.</summary>
    public static LoadResult Sum(IReadOnlyCollection<LoadResult> parts) => new(
        parts.Sum(part => part.Seconds),
        parts.Sum(part => part.Octets),
        [.. parts.SelectMany(part => part.Milliseconds).Order()],
        parts.SelectMany(part => part.Refused).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)));
}
